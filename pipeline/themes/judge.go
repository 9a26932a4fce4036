package themes

import (
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/themes/internal/linear"
	"stemme/pipeline/themes/internal/mixture"
	"stemme/pipeline/themes/internal/partition"
)

// The gate: what a theme must reach to be shown as a finding. Set by reading
// the 40 themes of the reviews: those below are ones that a reader could not
// name, that come apart in the next sample, or that speak of nothing in
// particular.
const (
	minCoherence  = 0.05
	minSeparation = 0
	minStability  = 0.10
	minLabelFit   = 0.30
	minResponses  = 5
	minSpecific   = 0.45 // of the median theme's
)

// gate sets the state of every theme. What is unknown holds no theme back.
func (r *Result) gate() {
	specific := map[string]float64{}
	if r.Model != nil && len(r.Model.themes) > 0 {
		far := r.Model.specific()
		middle := slices.Sorted(slices.Values(far))[len(far)/2]
		for j, t := range r.Model.themes {
			specific[t.ID] = far[j] / middle
		}
	}
	for i := range r.Themes {
		t := &r.Themes[i]
		t.State = models.Ready
		far, known := specific[t.ID]
		if t.Coherence < minCoherence || t.Separation < minSeparation || t.Stability < minStability ||
			t.LabelFit < minLabelFit || t.Responses < minResponses || known && far < minSpecific {
			t.State = models.NotReady
		}
	}
}

// halfStarts is how many partitions a half of the ensemble has the best of.
const halfStarts = 6

// judge measures the themes of a fresh fit on the clauses that it began from,
// with the unit vectors points: how far each stands from the nearest other one,
// and how well two halves of the ensemble, each parted finely and joined, find it
// again.
func (m *Model) judge(points *linear.Dense, clauses *linear.Sparse, ensemble *partition.Ensemble, parts int, cfg Config) {
	part := m.likeliest(clauses, cfg.Workers)
	k := len(m.themes)
	for j, s := range separation(points, part, k) {
		m.themes[j].Separation = s
		m.themes[j].Stability = 0
	}
	even, odd := ensemble.Halves()
	for _, half := range []*partition.Ensemble{even, odd} {
		fine := half.Consensus(parts, cfg.Workers).Part(parts, halfStarts, cfg.Seed, cfg.Workers)
		for j, o := range overlap(part, partition.Join(points, fine, parts, k), k) {
			m.themes[j].Stability += o / 2
		}
	}
}

// likeliest is the likeliest theme of each clause.
func (m *Model) likeliest(clauses *linear.Sparse, workers int) []int32 {
	return likeliest(m.mix, clauses, workers)
}

func likeliest(mix *mixture.Model, clauses *linear.Sparse, workers int) []int32 {
	part := make([]int32, clauses.Rows())
	linear.Share(clauses.Rows(), 256, workers, func(lo, hi int) {
		p := make([]float32, len(mix.Weight))
		for i := lo; i < hi; i++ {
			cols, counts := clauses.Row(i)
			mix.Posterior(cols, counts, p)
			for j, v := range p {
				if v > p[part[i]] {
					part[i] = int32(j)
				}
			}
		}
	})
	return part
}

// separation is, for each part, the mean over its rows of how much nearer they
// are to their own centre than to the nearest other one, as a share of the
// larger distance; NaN for an empty part.
//
// Method: the simplified silhouette (Rousseeuw 1987; Hruschka et al. 2006).
func separation(points *linear.Dense, part []int32, k int) []float64 {
	centres := partition.Centres(points, part, k)
	sum, count := make([]float64, k), make([]float64, k)
	dots := make([]float32, k)
	for i, p := range part {
		linear.Dots(points.Row(i), centres, dots)
		other := float32(-1)
		for j, d := range dots {
			if j != int(p) {
				other = max(other, d)
			}
		}
		own, near := 1-float64(dots[p]), 1-float64(other)
		if most := max(own, near); most > 0 {
			sum[p] += (near - own) / most
		}
		count[p]++
	}
	for j := range sum {
		sum[j] /= count[j]
	}
	return sum
}

// overlap is, for each of the k parts of one partition, the largest share that
// it has in common with a part of another, of all that is in either (Jaccard;
// Hennig, "Cluster-wise Assessment of Cluster Stability", CSDA 2007); NaN for
// an empty part.
func overlap(part, other []int32, k int) []float64 {
	both, size, size2 := make([][]float64, k), make([]float64, k), make([]float64, k)
	for j := range both {
		both[j] = make([]float64, k)
	}
	for i, p := range part {
		both[p][other[i]]++
		size[p]++
		size2[other[i]]++
	}
	out := make([]float64, k)
	for j := range out {
		if size[j] == 0 {
			out[j] = math.NaN()
			continue
		}
		for l, n := range both[j] {
			out[j] = max(out[j], n/(size[j]+size2[l]-n))
		}
	}
	return out
}

// specific is how far each theme's terms are from those of all themes together:
// the Kullback-Leibler divergence in nats. What customers say of anything at
// all is near 0.
func (m *Model) specific() []float64 {
	out := make([]float64, len(m.themes))
	for i := range m.terms {
		row := m.mix.Term.Row(i)
		var all float64
		for j, v := range row {
			all += math.Exp(float64(m.mix.Weight[j] + v))
		}
		for j, v := range row {
			out[j] += math.Exp(float64(v)) * (float64(v) - math.Log(all))
		}
	}
	return out
}

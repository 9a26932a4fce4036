package themes

import (
	"math"
	"slices"

	"stemme/models"
	"stemme/models/linear"
	"stemme/pipeline/themes/internal/mixture"
	"stemme/pipeline/themes/internal/partition"
)

// The gate: what a theme must reach to be shown as a finding. Its name must hold
// in enough of its clauses, two samples must find it again, and enough must speak of
// it. Set by reading the themes of the reviews and of the demo beside their
// clauses: those below are ones that a reader could not name, or that come apart in
// the next sample. The coherence of a theme's words and its distance from others did
// not tell them apart. Of the names that held in less than 0.485 of the clauses a reader
// accepted 4 of 13, of the others all but 3 of 46 (20 clauses of each ready theme of three
// demos and the reviews, 27 November 2026).
const (
	minLabelFit  = 0.48
	minStability = 0.10
	minResponses = 5
)

// gate sets the state of every theme. Without a name that fits, a theme is not
// ready; that its stability is not known holds none back. A theme that an analyst
// has described is ready, and so is a top theme over one that is.
func (r *Result) gate() {
	ready := map[string]bool{} // top themes over one
	for i := range r.Themes {
		t := &r.Themes[i]
		t.State = models.NotReady
		named := t.LabelFit >= minLabelFit && !(t.Stability < minStability) && t.Responses >= minResponses
		if named || t.Origin == models.Seeded {
			t.State = models.Ready
			ready[t.Parent] = true
		}
	}
	for i := range r.Themes {
		t := &r.Themes[i]
		if slices.ContainsFunc(r.Themes, func(u models.Theme) bool { return u.Parent == t.ID }) {
			t.State = models.NotReady
			if ready[t.ID] {
				t.State = models.Ready
			}
		}
	}
}

// judge measures the themes of a fresh fit on the clauses that it began from,
// with the unit vectors points: how far each stands from the nearest other one,
// and how well two halves of the ensemble, each parted finely and joined as the themes
// were, find it again.
func (m *Model) judge(points *linear.Dense, clauses *linear.Sparse, ensemble *partition.Ensemble, parts int, join joining, cfg Config) {
	part := m.likeliest(clauses, cfg.Workers)
	k := len(m.themes)
	for j, s := range separation(points, part, k) {
		m.themes[j].Separation = s
		m.themes[j].Stability = 0
	}
	even, odd := ensemble.Halves()
	var again [2][]float64 // of each half, how much of each theme it finds
	linear.Share(2, 1, cfg.Workers, func(h, _ int) {
		half := []*partition.Ensemble{even, odd}[h]
		fine := half.Consensus(parts, cfg.Workers).Part(parts, afford(3, 6, 24_000, points.Rows), cfg.Seed, cfg.Workers)
		other, n := join(fine, parts)
		again[h] = overlap(part, k, other, n)
	})
	for _, half := range again {
		for j, o := range half {
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
// it has in common with one of the n parts of another, of all that is in either (Jaccard;
// Hennig, "Cluster-wise Assessment of Cluster Stability", CSDA 2007); NaN for
// an empty part.
func overlap(part []int32, k int, other []int32, n int) []float64 {
	both, size, size2 := make([][]float64, k), make([]float64, k), make([]float64, n)
	for j := range both {
		both[j] = make([]float64, n)
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

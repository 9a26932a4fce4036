package mixture

import (
	"math"

	"stemme/models/linear"
)

// Fitting holds what the fit can be told.
type Fitting struct {
	Rounds int     // of expectation and maximisation
	Trust  float32 // probability that a clause is given of its part of the start
}

// Reference is the fitting that the method was measured with.
var Reference = Fitting{Rounds: 15, Trust: 0.98}

// Smoothing is what is added to the count of every term in each of k themes: a
// tenth of the mean count, so that what a large corpus says of a term is not
// taken for more than it is, and at least a tenth. A fixed 0.05 costs a point of
// NMI on average over ten sets.
func Smoothing(clauses *linear.Sparse, k int) float32 {
	written := 0.0
	for _, v := range clauses.Val {
		written += float64(v)
	}
	return float32(max(0.1, min(1, 0.1*written/float64(k)/float64(max(1, clauses.Cols)))))
}

// lanes is the number of fixed ranges of clauses whose counts are summed apart
// and then added in order, so that workers can share the sums without showing
// in them.
const lanes = 16

// Fit finds the model of k themes of clauses (counts, a row per clause) that is
// reached from a start, the theme of each clause, or -1 for a clause that does
// not take part in the start.
//
// Method: Nigam, McCallum, Thrun and Mitchell, "Text Classification from
// Labeled and Unlabeled Documents using EM", Machine Learning 39 (2000).
func (f Fitting) Fit(clauses *linear.Sparse, start []int32, k, workers int) *Model {
	t := newTally(clauses, k, workers)
	m := t.maximise(func(i int, p []float32) {
		if start[i] < 0 {
			clear(p)
			return
		}
		for j := range p {
			p[j] = (1 - f.Trust) / float32(k-1)
		}
		p[start[i]] = f.Trust
	})
	return t.goOn(m, true, f.Rounds)
}

// GoOn fits m to clauses for some rounds, from where it stands.
func (f Fitting) GoOn(m *Model, clauses *linear.Sparse, rounds, workers int) *Model {
	return newTally(clauses, len(m.Weight), workers).goOn(m, false, rounds)
}

// Step is one round: each clause is shared out over the themes by how likely m
// says they are, and the counts of that make the next model.
func (f Fitting) Step(m *Model, clauses *linear.Sparse, workers int) *Model {
	return f.GoOn(m, clauses, 1, workers)
}

// negligible is the smallest share of a clause that is counted. Leaving out
// smaller ones saves most of the work; chosen so that it changes no measured
// figure.
const negligible = 1e-3

// A tally counts the terms of clauses by theme, round after round in the same memory: a
// round of 66 themes of the reviews fills 20 MB.
type tally struct {
	clauses    *linear.Sparse
	k, workers int
	counts     []*linear.Dense // of each lane, terms × themes; nil for a lane without clauses
	met        [][]bool        // of each lane, the terms of its clauses: the rows of counts that are not 0
	weights    [][]float64     // of each lane, the sum of each theme's shares
	spare      *linear.Dense   // terms of a model that nobody uses any more; nil for none
}

func newTally(clauses *linear.Sparse, k, workers int) *tally {
	return &tally{clauses, k, workers, make([]*linear.Dense, lanes), make([][]bool, lanes), make([][]float64, lanes), nil}
}

// goOn fits m for some rounds. own says whether nobody else has m.
func (t *tally) goOn(m *Model, own bool, rounds int) *Model {
	for range rounds {
		next := t.maximise(func(i int, p []float32) {
			cols, counts := t.clauses.Row(i)
			m.Posterior(cols, counts, p)
		})
		if own {
			t.spare = m.Term
		}
		m, own = next, true
	}
	return m
}

// maximise makes the model of largest likelihood, smoothed, when posterior
// fills in the share of each theme in clause i.
func (t *tally) maximise(posterior func(i int, p []float32)) *Model {
	n := t.clauses.Rows()
	size := t.laneSize()
	linear.Share(n, size, t.workers, func(lo, hi int) {
		count, weight := t.lane(lo / size)
		p, counted := make([]float32, t.k), make([]int, 0, t.k)
		for i := lo; i < hi; i++ {
			posterior(i, p)
			counted = counted[:0]
			for j, v := range p {
				if v >= negligible {
					counted = append(counted, j)
					weight[j] += float64(v)
				}
			}
			cols, vals := t.clauses.Row(i)
			for c, col := range cols {
				row := count.Row(int(col))
				for _, j := range counted {
					row[j] += float32(p[j] * vals[c])
				}
			}
		}
	})
	m := &Model{Weight: weigh(t.weights, t.k), Term: t.likely(Smoothing(t.clauses, t.k))}
	m.weigh(t.workers)
	return m
}

// lane is the memory of a lane, cleared.
func (t *tally) lane(i int) (*linear.Dense, []float64) {
	if t.counts[i] == nil {
		t.counts[i], t.weights[i] = linear.NewDense(t.clauses.Cols, t.k), make([]float64, t.k)
		t.met[i] = t.terms(i)
		return t.counts[i], t.weights[i]
	}
	for term, met := range t.met[i] {
		if met {
			clear(t.counts[i].Row(term))
		}
	}
	clear(t.weights[i])
	return t.counts[i], t.weights[i]
}

// laneSize is how many clauses a lane has, but for the last one.
func (t *tally) laneSize() int { return (t.clauses.Rows() + lanes - 1) / lanes }

// terms are those of the clauses of a lane.
func (t *tally) terms(lane int) []bool {
	met, size := make([]bool, t.clauses.Cols), t.laneSize()
	for _, term := range t.clauses.Idx[t.clauses.Ptr[lane*size]:t.clauses.Ptr[min((lane+1)*size, t.clauses.Rows())]] {
		met[term] = true
	}
	return met
}

// likely turns the lanes' counts into logarithms of the probabilities of terms.
func (t *tally) likely(smoothing float32) *linear.Dense {
	terms, k := t.clauses.Cols, t.k
	term := t.spare
	if t.spare = nil; term == nil {
		term = linear.NewDense(terms, k)
	}
	linear.Share(terms, 256, t.workers, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			row := term.Row(i)
			for j := range row {
				row[j] = smoothing
			}
			for lane, c := range t.counts {
				if c != nil && t.met[lane][i] {
					linear.Axpy(1, c.Row(i), row)
				}
			}
		}
	})
	total := make([]float64, k)
	for i := range terms {
		for j, v := range term.Row(i) {
			total[j] += float64(v)
		}
	}
	for j := range total {
		total[j] = math.Log(total[j])
	}
	linear.Share(terms, 256, t.workers, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			row := term.Row(i)
			for j, v := range row {
				row[j] = float32(math.Log(float64(v)) - total[j])
			}
		}
	})
	return term
}

// weigh turns the lanes' sums of shares into logarithms of how likely the themes
// are. One clause is added to each, so that a theme that lost all stays possible.
func weigh(weights [][]float64, k int) []float32 {
	sum, all := make([]float64, k), 0.0
	for j := range k {
		for _, w := range weights {
			if w != nil {
				sum[j] += w[j]
			}
		}
		sum[j]++
		all += sum[j]
	}
	out := make([]float32, k)
	for j := range out {
		out[j] = float32(math.Log(sum[j] / all))
	}
	return out
}

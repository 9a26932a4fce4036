package mixture

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"stemme/models/linear"
)

// planted makes clauses of k themes with ten terms each, and a fifth of the
// terms from anywhere, with the theme of each.
func planted(n, k int) (*linear.Sparse, []int32) {
	r := rand.New(rand.NewPCG(1, 0))
	s, theme := &linear.Sparse{Cols: 10 * k, Ptr: []int{0}}, make([]int32, n)
	for i := range n {
		theme[i] = int32(r.IntN(k))
		var terms []int32
		for range 5 {
			t := theme[i]*10 + int32(r.IntN(10))
			if r.IntN(5) == 0 {
				t = int32(r.IntN(10 * k))
			}
			if !slices.Contains(terms, t) {
				terms = append(terms, t)
			}
		}
		slices.Sort(terms)
		for _, t := range terms {
			s.Idx, s.Val = append(s.Idx, t), append(s.Val, 1)
		}
		s.Ptr = append(s.Ptr, len(s.Idx))
	}
	return s, theme
}

// TestFit starts from a partition that is right for a third of the clauses and
// finds the themes of the others.
func TestFit(t *testing.T) {
	const k = 6
	clauses, theme := planted(3000, k)
	start := make([]int32, len(theme))
	for i := range start {
		if start[i] = -1; i%3 == 0 {
			start[i] = theme[i]
		}
	}
	m := Reference.Fit(clauses, start, k, 2)
	right := 0
	p := make([]float32, k)
	for i, want := range theme {
		cols, counts := clauses.Row(i)
		m.Posterior(cols, counts, p)
		var sum float64
		for _, v := range p {
			sum += float64(v)
		}
		if math.Abs(sum-1) > 1e-5 {
			t.Fatalf("probabilities of a clause add up to %v", sum)
		}
		if slices.Index(p, slices.Max(p)) == int(want) {
			right++
		}
	}
	if share := float64(right) / float64(len(theme)); share < 0.95 {
		t.Errorf("%.3f of the clauses in their theme, want at least 0.95", share)
	}
	for j := range k {
		var sum float64
		for i := range clauses.Cols {
			sum += math.Exp(float64(m.Term.Row(i)[j]))
		}
		if math.Abs(sum-1) > 1e-4 {
			t.Errorf("probabilities of theme %d's terms add up to %v", j, sum)
		}
	}
	for _, workers := range []int{1, 8} {
		if again := Reference.Fit(clauses, start, k, workers); !slices.Equal(again.Term.Data, m.Term.Data) {
			t.Errorf("%d workers give other bits", workers)
		}
	}
}

// TestPosterior holds what an unknown clause is: as likely in each theme as the
// theme is.
func TestPosterior(t *testing.T) {
	m := &Model{Weight: []float32{float32(math.Log(0.75)), float32(math.Log(0.25))}, Term: linear.NewDense(0, 2)}
	p := make([]float32, 2)
	m.Posterior(nil, nil, p)
	if math.Abs(float64(p[0])-0.75) > 1e-6 || math.Abs(float64(p[1])-0.25) > 1e-6 {
		t.Errorf("probabilities %v", p)
	}
}

// TestEvidence holds that a theme's commonest terms speak for it more than its rarest,
// terms of all themes for none, and those of others against it.
func TestEvidence(t *testing.T) {
	term := linear.NewDense(5, 2)
	for i, p := range [][2]float64{{0.5, 0.01}, {0.001, 0.0001}, {0.2, 0.2}, {0.01, 0.5}, {0.289, 0.2899}} {
		for j, v := range p {
			term.Row(i)[j] = float32(math.Log(v))
		}
	}
	m := New([]float32{float32(math.Log(0.5)), float32(math.Log(0.5))}, term)
	of := func(term int32) float32 { return m.Evidence([]int32{term}, []float32{1}, 0) }
	if common, rare := of(0), of(1); common < 0.5 || rare < 0 || rare > common/20 {
		t.Errorf("the commonest term speaks for its theme by %.3f, the rarest by %.3f", common, rare)
	}
	if any, other := of(2), of(3); math.Abs(float64(any)) > 1e-6 || other > -0.5 {
		t.Errorf("a term of both themes speaks for one by %.3f, one of the other by %.3f", any, other)
	}
}

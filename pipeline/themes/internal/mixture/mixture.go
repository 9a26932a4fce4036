// Package mixture is the theme model: a mixture of multinomials over terms, in
// which a term counts for as much as it tells of the themes.
package mixture

import (
	"math"

	"stemme/models/linear"
)

// A Model says how likely each theme is and how likely each term in it. Who
// changes either calls Weigh before asking for a posterior again.
type Model struct {
	Weight []float32     // natural logarithm, one per theme
	Term   *linear.Dense // natural logarithms, terms × themes

	tell   []float32 // of each term, how much it counts; 1 on average over the terms written
	common []float32 // of each term, the logarithm of its probability in any clause
	known  *known
}

// New is a model of the given logarithms, which it keeps.
func New(weight []float32, term *linear.Dense) *Model {
	m := &Model{Weight: weight, Term: term}
	m.weigh(1)
	return m
}

// telling is the power that a term's divergence is raised to; with 0.5 and with 1
// the gold sets and their uneven samples are as good, 0.2 of NMI less.
const telling = 0.75

// Weigh sets how much each term counts: how far the themes of a clause that
// holds it are from those of any clause, the Kullback-Leibler divergence of the
// one distribution from the other, to a power, and scaled so that it is 1 on
// average over the terms written. What is said of every theme alike counts for
// nothing, so no list of function words is needed.
//
// Measured on the gold sets and uneven and small samples of them: without these
// weights NMI falls by 5 points and accuracy by 4 on average.
func (m *Model) Weigh() { m.weigh(1) }

func (m *Model) weigh(workers int) {
	m.tell, m.common = make([]float32, m.Term.Rows), make([]float32, m.Term.Rows)
	mass := make([]float64, m.Term.Rows) // how likely each term is
	base, whole := make([]float64, len(m.Weight)), 0.0
	for j, w := range m.Weight {
		base[j] = math.Exp(float64(w))
		whole += base[j]
	}
	tell := make([]float64, m.Term.Rows)
	linear.Share(m.Term.Rows, 256, workers, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			var said float64 // sum of the logarithms, by how likely each theme is given the term
			for j, v := range m.Term.Row(i) {
				p := base[j] / whole * math.Exp(float64(v))
				mass[i], said = mass[i]+p, said+p*float64(v)
			}
			common := math.Log(mass[i])
			m.common[i] = float32(common)
			tell[i] = math.Pow(max(said/mass[i]-common, 1e-9), telling)
			m.tell[i] = float32(tell[i])
		}
	})
	var sum, all float64
	for i, t := range tell {
		sum, all = sum+t*mass[i], all+mass[i]
	}
	linear.Scale(float32(all/sum), m.tell)
	m.known = &known{}
}

// Posterior sets p to the probability of each theme for a clause of the given
// terms, and answers the logarithm of the probability of the clause, both with
// the clause's terms counted at their evidence.
func (m *Model) Posterior(terms []int32, counts []float32, p []float32) float64 {
	return m.Beside(0, terms, counts, p)
}

// Beside is Posterior for a clause that holds unknown other terms, which m does
// not know, beside the given ones. They speak for no theme, but the more they
// are the less of the clause is understood, and the less do the others tell.
func (m *Model) Beside(unknown float64, terms []int32, counts []float32, p []float32) float64 {
	copy(p, m.Weight)
	n := unknown
	for i, t := range terms {
		n += float64(counts[i] * m.tell[t])
	}
	trust := evidence(n)
	var few [32]float32 // most clauses have no more terms
	weights := few[:0]
	for i, t := range terms {
		weights = append(weights, trust*m.tell[t]*counts[i])
	}
	linear.AddRows(weights, terms, m.Term, p)
	return soften(p)
}

// evidence is how much each of a clause's terms counts when their weights add up
// to n. The terms of a clause are not independent, as the model would have it: n
// of them tell about as much as 2.6·n^0.3 independent ones. Taking them at full
// value makes nearly every clause look certain of its theme: two 90 % samples of
// the reviews, 40 themes, then agree to 0.62 (ARI) on the four fifths of the
// clauses with the likeliest themes, and to 0.80 so; the gold sets gain up to
// half a point of NMI. Powers from 0.5 to 1 do about as well with the factor that
// leaves n = 5 where it is; a smaller factor buys agreement with fewer clauses
// that have a theme. Terms that the model does not know count among the n: a
// foreign clause of which it knows one word is not certain.
func evidence(n float64) float32 {
	return float32(2.6 * math.Pow(max(n, 1e-6), -0.7))
}

// soften turns logarithms into probabilities that add up to 1, and gives the
// logarithm of what they added up to.
func soften(p []float32) float64 {
	most := p[0]
	for _, v := range p {
		if v > most {
			most = v
		}
	}
	linear.Exp(p, most)
	var sum float32
	for _, v := range p {
		sum += v
	}
	linear.Scale(1/sum, p)
	return float64(most) + math.Log(float64(sum))
}

// Select is the model of the given themes of m, in the given order.
func (m *Model) Select(themes []int) *Model {
	weight, term := make([]float32, len(themes)), linear.NewDense(m.Term.Rows, len(themes))
	for j, t := range themes {
		weight[j] = m.Weight[t]
		for i := range m.Term.Rows {
			term.Row(i)[j] = m.Term.Row(i)[t]
		}
	}
	return New(weight, term)
}

package naming

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
	"stemme/models/linear"
)

// A Typical is a response that shows what a theme is about.
type Typical struct {
	Response, Clause int // Clause is the one that speaks of the theme most
	Class            models.Class
	Centrality       float64 // cosine of the clause's terms to the theme's, times its probability, in [0, 1]
}

// Bounds on a comment that is shown, in words; outside them it counts less.
// Chosen by eye.
const (
	shortest = 6
	lengthy  = 60
)

// A specimen is a response that may be shown.
type specimen struct {
	Typical
	value float64
	terms []int32 // different topical terms of the whole comment, ascending
}

// pool is how many of a class's most central responses the shown ones are
// picked from, and copied the overlap of terms at which two are near-copies.
const (
	pool   = 60
	copied = 0.6
)

// typical picks up to n responses of each class: central first, each further
// one unlike all those before it (maximal marginal relevance; Carbonell and
// Goldstein, SIGIR 1998). A class that has nothing but near-copies of them is
// shown by its most central response.
func typical(in Input, c *corpus, t *theme, n int) []Typical {
	if n == 0 {
		return nil
	}
	var picked []specimen
	all := specimens(in, c, t)
	for _, class := range append(models.Classes[:], models.NoClass) {
		var of []specimen
		for _, s := range all {
			if s.Class == class {
				of = append(of, s)
			}
		}
		slices.SortStableFunc(of, func(a, b specimen) int { return cmp.Compare(b.value, a.value) })
		of = of[:min(len(of), pool)]
		for i := range of {
			of[i].terms = different(c.words(of[i].Response))
		}
		before := len(picked)
		picked = diverse(picked, of, n)
		if len(picked) == before && len(of) > 0 && n > 0 {
			picked = append(picked, of[0])
		}
	}
	out := make([]Typical, len(picked))
	for i, s := range picked {
		out[i] = s.Typical
	}
	return out
}

// specimens rates the responses of t, each by its most central clause, in the
// order of the responses.
func specimens(in Input, c *corpus, t *theme) []specimen {
	weight := make(map[int32]float64, len(t.candidates))
	length := 0.0
	for _, w := range t.candidates {
		weight[w.term] = w.weight
		length += w.weight * w.weight
	}
	length = math.Sqrt(length)
	var out []specimen
	for _, m := range t.all {
		terms := topical(c.clause(m.Response, m.Clause))
		dot := 0.0
		for _, term := range terms {
			dot += weight[term]
		}
		s := specimen{Typical: Typical{m.Response, m.Clause, in.Responses[m.Response].Class(), 0}}
		if dot > 0 {
			s.Centrality = min(1, m.Probability*dot/(length*math.Sqrt(float64(len(terms)))))
		}
		s.value = s.Centrality * readable(len(c.words(m.Response)))
		if last := len(out) - 1; last >= 0 && out[last].Response == m.Response {
			if s.value > out[last].value {
				out[last] = s
			}
			continue
		}
		out = append(out, s)
	}
	return out
}

// readable is how fit a comment of so many words is to be shown, in (0, 1].
func readable(words int) float64 {
	switch {
	case words < shortest:
		return float64(words) / shortest
	case words > lengthy:
		return math.Sqrt(lengthy / float64(words))
	}
	return 1
}

// diverse adds to picked up to n of all, which are in the order of their value.
func diverse(picked, all []specimen, n int) []specimen {
	most := len(picked) + n
	for len(picked) < most {
		best, value := -1, 0.0
		for i, s := range all {
			nearest := 0.0
			for _, p := range picked {
				nearest = max(nearest, overlap(s.terms, p.terms))
			}
			if nearest >= copied {
				continue
			}
			if v := 0.7*s.value - 0.3*nearest; best < 0 || v > value {
				best, value = i, v
			}
		}
		if best < 0 {
			break
		}
		picked = append(picked, all[best])
	}
	return picked
}

// different lists the different topical terms among tokens, ascending.
func different(tokens []token) []int32 {
	var out []int32
	for _, t := range tokens {
		if t.kind.Topical() {
			out = append(out, t.term)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// overlap is the share of the terms of two comments that both hold (Jaccard).
func overlap(a, b []int32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	both := linear.Common(a, b)
	return float64(both) / float64(len(a)+len(b)-both)
}

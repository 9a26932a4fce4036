package naming

import (
	"cmp"
	"math"
	"slices"
)

// A theme is what was counted for one theme.
type theme struct {
	mentions   []Mention // of clauses whose likeliest theme it is
	all        []Mention
	candidates []candidate // best first
	counts     []float64   // by term: clauses that hold it, weighted by probability
	total      float64
}

// A candidate is a term that a theme may be shown by.
type candidate struct {
	term   int32
	weight float64 // relevance to the theme, above 0
	share  float64 // of the term's use that falls to the theme, in (0, 1]
}

// byWeight orders the weightiest candidates first.
func byWeight(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term))
}

// Bounds on candidates: how many a theme has, as many as a mask holds, and in
// how many of its clauses a term must stand, as a number and as a share. Rarer
// words are seldom seen together with others: on the Danish reviews at 40 themes
// NPMI is 0.153 with a share of 0.01 and 0.165 with 0.006.
const (
	perTheme = 64
	fewest   = 4
	rarest   = 0.006
)

// gather sorts the mentions by theme and counts terms in them.
func gather(c *corpus, in Input) []theme {
	themes := make([]theme, in.Themes)
	for t := range themes {
		themes[t].counts = make([]float64, len(c.terms))
	}
	for lo := 0; lo < len(in.Mentions); {
		hi, best := lo+1, lo
		for hi < len(in.Mentions) && in.Mentions[hi].Response == in.Mentions[lo].Response && in.Mentions[hi].Clause == in.Mentions[lo].Clause {
			if in.Mentions[hi].Probability > in.Mentions[best].Probability {
				best = hi
			}
			hi++
		}
		terms := topical(c.clause(in.Mentions[lo].Response, in.Mentions[lo].Clause))
		for i := lo; i < hi; i++ {
			t := &themes[in.Mentions[i].Theme]
			t.all = append(t.all, in.Mentions[i])
			if i == best {
				t.mentions = append(t.mentions, in.Mentions[i])
			}
			for _, term := range terms {
				t.counts[term] += in.Mentions[i].Probability
				t.total += in.Mentions[i].Probability
			}
		}
		lo = hi
	}
	return themes
}

// topical lists the different topical terms of a clause.
func topical(tokens []token) []int32 {
	var out []int32
	for _, t := range tokens {
		if t.kind.Topical() && !slices.Contains(out, t.term) {
			out = append(out, t.term)
		}
	}
	return out
}

// rate finds every theme's candidates: terms written as words of their own,
// rated by what they add to the divergence of the theme from all themes,
// p·ln(p/q), times the share of their use that falls to the theme.
func rate(c *corpus, themes []theme) {
	overall, total := make([]float64, len(c.terms)), 0.0
	for t := range themes {
		for term, n := range themes[t].counts {
			overall[term] += n
		}
		total += themes[t].total
	}
	for t := range themes {
		th := &themes[t]
		least := max(fewest, rarest*float64(len(th.mentions)))
		for term, n := range th.counts {
			if n < least || int(c.wholes[term])*4 < int(c.inDocs[term]) {
				continue
			}
			p, q := n/th.total, overall[term]/total
			if p <= q {
				continue
			}
			share := n / overall[term]
			th.candidates = append(th.candidates, candidate{int32(term), p * math.Log(p/q) * math.Sqrt(share), share})
		}
		slices.SortFunc(th.candidates, byWeight)
		th.candidates = th.candidates[:min(perTheme, len(th.candidates))]
	}
}

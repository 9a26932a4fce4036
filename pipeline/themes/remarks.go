package themes

import (
	"math"
	"slices"

	"stemme/models/linear"
)

// A clause is of a theme only where its own terms bear that out. The mixture shares out
// every clause, so that general remarks ("der er styr på tingene") are likely of some
// theme, by their neighbours' words or by words that few of its clauses hold. Beside the
// themes stand remarks, which are of none: a theme is as likely as the mixture says,
// times how likely it is that the clause is no remark, by the evidence of its own terms.

// How likely remarks are. The surer a clause must be of its theme the more have none, so
// that a clause is held to be a remark, before its terms are seen, by as much as leaves
// most clauses a theme. Clauses of ready themes that are of their theme's main subject,
// three demos: 64 % without remarks, 72, 71 and 61 % at 0, 79, 78 and 67 % at 2, 81, 81
// and 69 % at 3. The words of long free text tell less: of the reviews' clauses 13 % have
// no theme without remarks, 25 % at 0, 40 % at 2.
const (
	mostRemarks  = 3.0  // logarithm of how much likelier than a theme a remark is, at most,
	leastRemarks = -4.0 // and at least: there are none
	leftOut      = 0.23 // share of the clauses with two content terms that have no theme, at most
	heard        = 20_000
	slight       = 0.01 // how likely a theme must be for its evidence to be asked for
)

// borne is how likely a clause is no remark, by the odds of that.
func borne(odds float32) float32 { return float32(1 / (1 + math.Exp(-float64(odds)))) }

// remarked is m with remarks as likely as leaves enough of clauses a theme.
func (m *Model) remarked(clauses []clause, cfg Config) *Model {
	var some []int
	for i := range clauses {
		if clauses[i].content >= 2 {
			some = append(some, i)
		}
	}
	step := (len(some) + heard - 1) / heard
	least := cfg.MinProbability
	if least == 0 {
		least = DefaultMinProbability
	}
	sure := make([]float64, 0, heard)
	for i := 0; i < len(some); i += step {
		sure = append(sure, 0)
	}
	linear.Share(len(sure), 64, cfg.Workers, func(lo, hi int) {
		s := m.scorer()
		for i := lo; i < hi; i++ {
			sure[i] = s.surest(&clauses[some[i*step]], least)
		}
	})
	remark := leastRemarks
	if slices.Sort(sure); len(sure) > 0 && !cfg.repeats {
		remark = max(leastRemarks, min(mostRemarks, sure[int(leftOut*float64(len(sure)))]))
	}
	out := *m
	out.themes = slices.Clone(m.themes)
	for j := range out.themes {
		out.themes[j].Remark = float32(remark)
	}
	return &out
}

// surest is how likely remarks may at most be, as a logarithm, for the clause to have a
// theme that is at least so likely.
func (s *scorer) surest(c *clause, least float64) float64 {
	most := math.Inf(-1)
	if _, tells := s.mixed(c.bag); !tells {
		return most
	}
	for j, p := range s.p {
		if over := float64(p); over > least {
			odds := math.Log(least / (over - least)) // that it must be borne out by
			most = max(most, float64(s.model.mix.Evidence(s.saying, s.said, j))-odds)
		}
	}
	return most
}

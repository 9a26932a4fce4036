package report

import (
	"slices"
	"strings"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// A valueMove is how one value of a way to cut went from one period to the next.
type valueMove struct {
	name       string
	from, to   float64 // shares of the scored responses
	difference nps.Difference
	sure       bool // among all values
}

// valueMoves are those of the values of a dimension of mix that are shown in both
// periods of a change.
func valueMoves(cuts []nps.CutRow, r *nps.ChangeRow) (moves []valueMove) {
	dimension, level, _ := strings.Cut(r.MixOf, ":")
	total, before := [2]float64{}, map[string]*nps.CutRow{}
	for i := range cuts {
		c := &cuts[i]
		if c.PeriodKind != r.PeriodKind || c.Suppressed || c.Period != r.From && c.Period != r.To {
			continue
		}
		switch {
		case c.Dimension == nps.DimensionAll && c.Period == r.From:
			total[0] = float64(c.Scored.N)
		case c.Dimension == nps.DimensionAll:
			total[1] = float64(c.Scored.N)
		case c.Dimension == dimension && c.Value != "" && c.Period == r.From && (level == "" || level == levelOf(c.Value)):
			before[c.Value] = c
		}
	}
	var ps []float64
	for i := range cuts {
		c := &cuts[i]
		a := before[c.Value]
		if a == nil || c.PeriodKind != r.PeriodKind || c.Suppressed || c.Period != r.To || c.Dimension != dimension || a.Scored.N == 0 || c.Scored.N == 0 {
			continue
		}
		d := nps.Compare(tallyOf(a), tallyOf(c), a.DesignEffect, c.DesignEffect)
		moves = append(moves, valueMove{name: c.Value, from: float64(a.Scored.N) / total[0], to: float64(c.Scored.N) / total[1], difference: d})
		ps = append(ps, d.P)
	}
	for n, q := range nps.BenjaminiHochberg(ps) {
		moves[n].sure = nps.Sure(moves[n].difference.Low, moves[n].difference.High, q)
	}
	return moves
}

// levelOf is the level of a unit's path, the top is 1.
func levelOf(path string) string { return string(rune('1' + strings.Count(path, "/"))) }

func tallyOf(c *nps.CutRow) nps.Tally {
	return nps.Tally{Promoters: int(c.Promoters.N), Passives: int(c.Passives.N), Detractors: int(c.Detractors.N)}
}

// mostMoves is how many values are named: a sentence that can be read.
const mostMoves = 3

// Values says, of the mixes that lead a change over all, which value's share of the
// answers moved the most where the mix names none, and which values' own scores surely
// moved, corrected for their number: not where several mixes lead, since the values of
// the one then move with the mix of the other. "" where there is nothing to say.
func Values(lang messages.Lang, cuts []nps.CutRow, rows []nps.ChangeRow) string {
	var said []string
	mixes := 0
	for i := range rows {
		if rows[i].Part == nps.PartMix {
			mixes++
		}
	}
	for i := range rows {
		r := &rows[i]
		if r.Part != nps.PartMix || r.Dimension != nps.DimensionAll || !nps.Sure(r.CILow, r.CIHigh, r.Q) {
			continue
		}
		moves := valueMoves(cuts, r)
		slices.SortStableFunc(moves, func(a, b valueMove) int { return compareSize(b.to-b.from, a.to-a.from) })
		if r.MixValue == "" && len(moves) > 0 {
			said = append(said, lang.Text("lead_share", Way(lang, r.MixOf), moves[0].name, percent(lang, moves[0].from), percent(lang, moves[0].to)))
		}
		moves = slices.DeleteFunc(moves, func(m valueMove) bool { return !m.sure })
		slices.SortStableFunc(moves, func(a, b valueMove) int { return compareSize(b.difference.Points, a.difference.Points) })
		var own []string
		for _, m := range moves[:min(len(moves), mostMoves)] {
			own = append(own, m.name+" "+lang.Signed(m.difference.Points, 1)+" "+lang.Interval(m.difference.Low, m.difference.High))
		}
		if len(own) > 0 && mixes == 1 {
			said = append(said, lang.Text("lead_own", Way(lang, r.MixOf), strings.Join(own, ", ")))
		}
	}
	return strings.Join(said, " ")
}

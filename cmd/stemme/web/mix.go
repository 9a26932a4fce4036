package web

import (
	"math"
	"slices"

	"stemme/pipeline/nps"
)

// nameMix fills in which value's share moved the score the most, where the night withheld
// it and the one who asks may count: the mix of one way to cut, over all.
func (r *request) nameMix(parts []changePart, before, after stretch) {
	for i := range parts {
		p := &parts[i]
		if p.Part != nps.PartMix || p.MixValue != "" || !r.counts() || !slices.Contains(r.dimensions(), p.MixOf) {
			continue
		}
		p.MixValue, p.ShareFrom, p.ShareTo = mostMoved(r.undated(before.kind, before.period), r.undated(after.kind, after.period), p.MixOf, p.Total)
	}
}

// mostMoved is the value whose share of the scored responses moved the score the most in
// the direction of the mix, as nps takes it: the change of its share times how far it
// scores from all in the middle of the two periods. "" for none.
func mostMoved(a, b *request, dimension string, mix float64) (value string, from, to float64) {
	wholeA, wholeB := a.now(), b.now()
	middle, best := (wholeA.NPS+wholeB.NPS)/2, 0.0
	after := map[string]counted{}
	for _, row := range b.by(dimension) {
		after[row.Value] = row
	}
	for _, row := range a.by(dimension) {
		next, ok := after[row.Value]
		if !ok || row.Value == "" || row.Scored.N == 0 || next.Scored.N == 0 {
			continue
		}
		s0, s1 := float64(row.Scored.N)/float64(wholeA.Scored.N), float64(next.Scored.N)/float64(wholeB.Scored.N)
		if points := math.Copysign(1, mix) * (s1 - s0) * ((row.NPS+next.NPS)/2 - middle); points > best {
			value, from, to, best = row.Value, s0, s1, points
		}
	}
	return value, from, to
}

package nps

import "math"

// What an alert says of the season.
const (
	SeasonBeyond  = "beyond"
	SeasonUnknown = "unknown"
)

// seasons lists the same period of the years before, that of the year before first, as far
// as shown holds for each.
func (p *Panel) seasons(node int32, shown func(int32) bool) (same []int32) {
	for at := p.periods[node].yearBefore; at >= 0; at = p.periods[at].yearBefore {
		if shown(at) {
			same = append(same, at)
		}
	}
	return same
}

// hold holds an alert against the same period of the years before, z being how far off
// those it lies and p the probability of that: what comes back every year is no alert, so
// that p must be at most alertSeason, and z on the side that the alert is. It asks for less
// than q does, as a month or two are little to go by.
func (v *verdict) hold(same int, z, p float64) {
	if same == 0 {
		v.row.Season = SeasonUnknown
		return
	}
	v.row.Season = SeasonBeyond
	if z*v.row.Z <= 0 || p > alertSeason {
		v.p = 1
	}
}

// alertSeason is the probability up to which an alert lies off the years before. Chosen on
// 1,000 invented surveys each (27 November 2026) of 0.001 to 0.1: false alarms are then 5 and
// 13 (score, themes) of a yearly dip, of which half a fall of one December is told in 770 and
// 625; at 0.025 they were 1, 9, 635 and 539.
const alertSeason = 0.05

// SeasonOf is how much further a score moved between two periods than between the same a
// year earlier; the scores are independent. Not known where any is withheld or has none.
func SeasonOf(now, earlier [2]*CutRow) (d Difference, known bool) {
	points, variance := 0.0, 0.0
	for n, pair := range [...][2]*CutRow{earlier, now} {
		for j, r := range pair {
			if r == nil || r.Suppressed || math.IsNaN(r.NPS) || math.IsNaN(r.CILow) {
				return d, false
			}
			se := (r.CIHigh - r.CILow) / 2 / Z
			points, variance = points+float64((2*n-1)*(2*j-1))*r.NPS, variance+se*se
		}
	}
	return difference(points, math.Sqrt(variance)), true
}

// seasonLevel is the probability, on one side, up to which a term is said more often than
// in the years before: that of a 95 % interval.
const seasonLevel = 0.025

// A yearly window is how far back the same time of years before lies, in periods, and how many
// on either side of it count.
type yearly struct{ back, around int }

// hold says whether a rise is one beyond the same time of the years before: what is said
// every Christmas is not new. Than then it must be surely more often by itself (seasonLevel), which
// asks for less than q does, as a month or a few weeks are little to go by. Where
// there is none the season is not known.
func (b *board) hold(r *rise, likely *byClass) bool {
	v, at := int(r.slot)/b.periods, int(r.slot)%b.periods
	counts, held := b.line(v), b.held[v*b.periods:]
	said, whole := 0.0, 0.0
	since := at - r.wide + 1
	for year := at - b.yearly.back; year >= 0; year -= b.yearly.back {
		n, of := b.between(counts, held, max(0, year-(at-since)-b.yearly.around), year+b.yearly.around, likely)
		said, whole = said+n, whole+of
	}
	if whole == 0 {
		r.season = SeasonUnknown
		return true
	}
	r.season = SeasonBeyond
	now, of := b.between(counts, held, since, at, likely)
	spread := 1 + b.spread*r.leads(of)
	if now*whole <= said*of {
		return false
	}
	return binomialTail(now/spread, said/spread, of/(of+whole)) <= seasonLevel
}

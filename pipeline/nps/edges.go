package nps

import (
	"math"

	"stemme/models"
	"stemme/pipeline/nps/internal/withhold"
	"stemme/pipeline/tables"
)

// An EdgeRow is how often two themes are mentioned in one response.
type EdgeRow struct {
	ThemeID    string  `table:"theme_id,dict" doc:"the one theme, see themes"`
	OtherID    string  `table:"other_id,dict" doc:"the other, of the same lens"`
	Responses  int     `table:"responses" doc:"responses that mention both"`
	OfTheme    int     `table:"theme_responses" doc:"responses that mention the one"`
	OfOther    int     `table:"other_responses" doc:"responses that mention the other"`
	Commented  int     `table:"commented" doc:"responses that are counted: with a comment, or a mention without one"`
	Expected   float64 `table:"expected" doc:"responses that would mention both if neither went with the other"`
	Lift       float64 `table:"lift" doc:"responses / expected; above 1 they come together, above 10 it says no more than at least lift_low"`
	LiftLow    float64 `table:"lift_low" doc:"lower end of its 95 % interval"`
	LiftHigh   float64 `table:"lift_high" doc:"upper end"`
	Q          float64 `table:"q" doc:"false discovery rate (Benjamini–Hochberg) of lift being 1, over all pairs of the lens that come together at all"`
	Scored     int     `table:"scored" doc:"of responses, those with a score"`
	NPS        float64 `table:"nps,null" doc:"score of those who mention both; NULL where nobody is scored"`
	CILow      float64 `table:"ci_low,null" doc:"lower end of its 95 % interval, widened where customers answered more than once"`
	CIHigh     float64 `table:"ci_high,null" doc:"upper end"`
	NPSOfTheme float64 `table:"theme_nps,null" doc:"score of those who mention the one"`
	NPSOfOther float64 `table:"other_nps,null" doc:"score of those who mention the other"`
	Lens       string  `table:"lens,null,dict" doc:"lens that the themes are entries of; NULL for the discovered themes"`
}

// mostTimes is the ratio above which its estimate says little and its lower end is told
// instead: few would be expected, and one response more or less moves it far.
const mostTimes = 10

// Boundless says whether a ratio is told by the lower end of its interval alone.
func Boundless(ratio float64) bool { return ratio > mostTimes }

// Edges has one row per pair of themes.
var Edges = tables.Define("edges", "pair of themes", "Which themes are mentioned together: the edges of a map of reasons. Pairs that too few mention together, or apart, are left out.",
	tables.By(tables.Key(func(r *EdgeRow) string { return r.Lens }), tables.Key(func(r *EdgeRow) string { return r.ThemeID }), tables.Key(func(r *EdgeRow) string { return r.OtherID }))).
	With(GrainColumn(func(r *EdgeRow) string { return system(r.Lens) })...)

// A pairing counts those who mention both of two themes.
type pairing struct {
	a, b int
	rows []int32
}

// Edges counts, over all, the responses that mention two themes of the system. A
// pair is left out where a theme of it is withheld, and where those who mention
// both, one without the other, or neither are a small group: their score would
// follow from those of the table.
func (s *Scores) Edges() []EdgeRow {
	together, everyone := s.together()
	var rows []EdgeRow
	var ps []float64
	for _, pair := range together {
		row, p := s.edge(&pair, everyone)
		rows, ps = append(rows, row), append(ps, p)
	}
	shown := make([]bool, len(rows))
	for i := range rows {
		shown[i] = s.apart(&together[i], everyone)
	}
	for i, q := range among(ps, func(i int) bool { return shown[i] }) {
		rows[i].Q = q
	}
	return listed(rows, func(i int, _ *EdgeRow) bool { return shown[i] })
}

// together lists the pairs that any response mentions, in the order of the themes,
// and counts the responses that could.
func (s *Scores) together() (all []pairing, everyone cell) {
	n := len(s.Order)
	at := make([]int, n*n) // place in all, from 1
	for i := range s.themes {
		if !s.panel.whole(i) || !s.panel.commented[i] && len(s.themes[i]) == 0 {
			continue
		}
		everyone.add(s.panel.class[i], s.panel.commented[i], s.panel.weight[i])
		for k, a := range s.themes[i] {
			for _, b := range s.themes[i][k+1:] {
				if at[a*n+b] == 0 {
					all = append(all, pairing{a: a, b: b})
					at[a*n+b] = len(all)
				}
				pair := &all[at[a*n+b]-1]
				pair.rows = append(pair.rows, int32(i))
			}
		}
	}
	ordered := make([]pairing, 0, len(all))
	for _, place := range at {
		if place > 0 {
			ordered = append(ordered, all[place-1])
		}
	}
	return ordered, everyone
}

// wholeOf counts rows over all periods and cuts, with their design effect.
func (p *Panel) wholeOf(rows []int32) (c cell, widened float64) {
	var joint pairs
	var sum pairs // of the customer at hand: squares, values and number
	value := int32(0)
	close := func() {
		joint.product += value*value - sum.product
		joint.value += value * (sum.number - 1)
		joint.number += sum.number * (sum.number - 1)
		sum, value = pairs{}, 0
	}
	last := int32(alone)
	for _, i := range rows { // a customer's rows lie together
		c.add(p.class[i], p.commented[i], p.weight[i])
		if p.cluster[i] != last {
			close()
			last = p.cluster[i]
		}
		if last != alone && p.class[i] != models.NoClass {
			y, w := int32(p.class[i].Value()/100), p.weight[i]
			value, sum.product, sum.number = value+w*y, sum.product+w*y*y, sum.number+w
		}
	}
	close()
	return c, design(c, joint)
}

// edge is one pair; p is for q.
func (s *Scores) edge(pair *pairing, everyone cell) (row EdgeRow, p float64) {
	id := s.panel.at(periodAll, cutAll)
	one, other := s.slices[pair.a].cube.cell(id), s.slices[pair.b].cube.cell(id)
	both, widened := s.panel.wholeOf(pair.rows)
	n, a, b, ab := float64(everyone.responses), float64(one.responses), float64(other.responses), float64(both.responses)
	tally := both.tally()
	row = EdgeRow{ThemeID: s.Order[pair.a], OtherID: s.Order[pair.b], Responses: int(both.responses), OfTheme: int(one.responses),
		OfOther: int(other.responses), Commented: int(everyone.responses), Expected: a * b / n, Lift: ab * n / (a * b), Scored: tally.Scored(),
		NPS: tally.NPS(), NPSOfTheme: one.tally().NPS(), NPSOfOther: other.tally().NPS(), Lens: s.Lens}
	row.CILow, row.CIHigh = tally.Interval(widened)
	// The variance of the log is that of its influence function (delta method).
	se := math.Sqrt(max(0, 1/ab-1/a-1/b+2*ab/(a*b)-1/n))
	row.LiftLow, row.LiftHigh = row.Lift*math.Exp(-Z*se), row.Lift*math.Exp(Z*se)
	if se == 0 { // everyone mentions both: nothing can be told of the two
		return row, 1
	}
	return row, PValue(math.Log(row.Lift) / se)
}

// apart says whether a pair may be shown.
func (s *Scores) apart(pair *pairing, everyone cell) bool {
	if !s.shown(s.base, periodAll, cutAll) || !s.shown(s.slices[pair.a], periodAll, cutAll) || !s.shown(s.slices[pair.b], periodAll, cutAll) {
		return false
	}
	id := s.panel.at(periodAll, cutAll)
	both, _ := s.panel.wholeOf(pair.rows)
	b, one, other, all := both.size(), s.slices[pair.a].cube.cell(id).size(), s.slices[pair.b].cube.cell(id).size(), everyone.size()
	neither := all.Less(one).Less(other.Less(b))
	for _, group := range [...]withhold.Size{b, one.Less(b), other.Less(b), neither} {
		if group.Small(int32(s.panel.SmallGroup)) {
			return false
		}
	}
	return true
}

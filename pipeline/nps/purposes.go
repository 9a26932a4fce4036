package nps

import (
	"cmp"
	"math"
	"slices"

	"stemme/pipeline/tables"
)

// A PurposeRow is one purpose of contact at one touchpoint. The figures of a
// suppressed one are NULL.
type PurposeRow struct {
	Dimension      string  `table:"dimension,dict" doc:"all or touchpoint"`
	Value          string  `table:"value,null,dict" doc:"the touchpoint; NULL for those that have none, and for all"`
	ThemeID        string  `table:"theme_id,dict" doc:"the purpose: an entry of a lens of purposes, see themes"`
	Rank           Int     `table:"rank,null" doc:"place among the purposes of its touchpoint, the most named first; the first is 1; NULL where suppressed"`
	Responses      Int     `table:"responses,null" doc:"responses that name the purpose; NULL where suppressed"`
	Commented      Int     `table:"commented,null" doc:"responses of the touchpoint with a comment; NULL where suppressed"`
	Share          float64 `table:"share,null" doc:"responses / commented, from 0 to 1"`
	ShareLow       float64 `table:"share_low,null" doc:"lower end of its 95 % score interval (Wilson)"`
	ShareHigh      float64 `table:"share_high,null" doc:"upper end"`
	ShareElsewhere float64 `table:"share_elsewhere,null" doc:"the share at all other touchpoints; NULL for all"`
	LogOdds        float64 `table:"log_odds,null" doc:"log odds ratio of naming the purpose here against elsewhere, drawn to 0 by a prior of some comments; NULL for all"`
	CILow          float64 `table:"ci_low,null" doc:"lower end of its 95 % interval"`
	CIHigh         float64 `table:"ci_high,null" doc:"upper end"`
	Q              float64 `table:"q,null" doc:"false discovery rate (Benjamini–Hochberg) of being named here more than elsewhere, over all touchpoints and purposes (Fisher's exact test); NULL for all"`
	Scored         Int     `table:"scored,null" doc:"of responses, those with a score"`
	NPS            float64 `table:"nps,null" doc:"their score"`
	NPSLow         float64 `table:"nps_low,null" doc:"lower end of its 95 % interval"`
	NPSHigh        float64 `table:"nps_high,null" doc:"upper end"`
	Suppressed     bool    `table:"suppressed" doc:"withheld as in theme_nps"`
	Lens           string  `table:"lens,dict" doc:"lens of the purpose"`
}

// Purposes has one row per touchpoint and purpose.
var Purposes = tables.Define("purposes", "touchpoint × purpose", "Why customers made contact, per touchpoint, and how they score.",
	tables.By(tables.Key(func(r *PurposeRow) string { return r.Dimension }), tables.Key(func(r *PurposeRow) string { return r.Value }),
		tables.Key(func(r *PurposeRow) string { return r.Lens }), tables.Key(func(r *PurposeRow) string { return r.ThemeID }))).
	With(GrainColumn(func(r *PurposeRow) string { return grain("", r.Dimension, r.Value, system(r.Lens)) })...)

// Purposes crosses the themes of the system, which must be purposes of contact,
// with the touchpoints.
func (s *Scores) Purposes() []PurposeRow {
	var rows []PurposeRow
	var ps []float64
	for _, c := range s.cutsOf(DimensionTouchpoint) {
		from := len(rows)
		for t := range s.Order {
			if of := s.slices[t]; of.cube.cell(s.panel.at(periodAll, c)).responses > 0 || of.few && c == cutAll {
				row, p := s.purpose(t, c)
				rows, ps = append(rows, row), append(ps, p)
			}
		}
		rank(rows[from:])
	}
	for i, q := range among(ps, func(i int) bool { return !rows[i].Suppressed }) {
		if !rows[i].Suppressed {
			rows[i].Q = q
		}
	}
	return rows
}

// rank numbers the shown purposes of one touchpoint.
func rank(rows []PurposeRow) {
	var order []int
	for i := range rows {
		if !rows[i].Suppressed {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rows[b].Responses.N, rows[a].Responses.N) })
	for place, i := range order {
		rows[i].Rank = IntOf(place + 1)
	}
}

// purpose is theme t in cut c; p, for q, is of its being named there more than
// elsewhere.
func (s *Scores) purpose(t int, c int32) (row PurposeRow, p float64) {
	nan := math.NaN()
	id, whole := s.panel.at(periodAll, c), s.panel.at(periodAll, cutAll)
	row = PurposeRow{Dimension: s.panel.dimension(c), Value: s.panel.cuts[c].value, ThemeID: s.Order[t], Lens: s.Lens, Share: nan, ShareLow: nan, ShareHigh: nan,
		ShareElsewhere: nan, LogOdds: nan, CILow: nan, CIHigh: nan, Q: nan, NPS: nan, NPSLow: nan, NPSHigh: nan, Suppressed: s.slices[t].hidden[id]}
	here, everyone := float64(s.base.cube.cell(id).commented), float64(s.base.cube.cell(whole).commented)
	local, total := float64(s.slices[t].cube.cell(id).responses), float64(s.slices[t].cube.cell(whole).responses)
	here, p = max(here, local), nan
	apart := c != cutAll && everyone > here && total >= local && s.shown(s.slices[t], periodAll, cutAll)
	if apart {
		p = fisher(local, here, total, max(everyone, total))
	}
	if row.Suppressed {
		return row, p
	}
	score := s.panel.row(s.slices[t], CutKey{}, id)
	row.Responses, row.Commented, row.Scored = score.Responses, IntOf(int(here)), score.Scored
	row.NPS, row.NPSLow, row.NPSHigh = score.NPS, score.CILow, score.CIHigh
	row.Share = local / here
	row.ShareLow, row.ShareHigh = Wilson(int(local), int(here), 1)
	if apart {
		mean := between01(total / everyone)
		o := oddsOf(share{local, here}, share{total - local, max(everyone-here, total-local)}, mean)
		row.ShareElsewhere, row.LogOdds = (total-local)/(everyone-here), o.ratio()
		row.CILow, row.CIHigh = o.interval()
	}
	return row, p
}

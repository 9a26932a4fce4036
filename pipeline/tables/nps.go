package tables

// An NPSRow is the score of one cut. The figures of a suppressed cut are NULL.
type NPSRow struct {
	PeriodKind string  `table:"period_kind,dict" doc:"all, month, quarter or year"`
	Period     string  `table:"period,null,dict" doc:"2026-03, 2026-Q1 or 2026; NULL for all"`
	Dimension  string  `table:"dimension,dict" doc:"all, touchpoint, stage, unit or the name of a segment"`
	Value      string  `table:"value,null,dict" doc:"value of the dimension; NULL for those that have none, and for all"`
	Responses  Int     `table:"responses,null" doc:"responses, scored or not; NULL where suppressed"`
	Scored     Int     `table:"scored,null" doc:"responses with a score: promoters + passives + detractors; NULL where suppressed"`
	Promoters  Int     `table:"promoters,null" doc:"scored responses that are promoters; NULL where suppressed"`
	Passives   Int     `table:"passives,null" doc:"scored responses that are passives; NULL where suppressed"`
	Detractors Int     `table:"detractors,null" doc:"scored responses that are detractors; NULL where suppressed"`
	NPS        float64 `table:"nps,null" doc:"100 · (promoters − detractors) / scored, from -100 to 100; NULL where suppressed or nothing is scored"`
	CILow      float64 `table:"ci_low,null" doc:"lower end of the 95 % adjusted-Wald interval of nps"`
	CIHigh     float64 `table:"ci_high,null" doc:"upper end of the 95 % adjusted-Wald interval of nps"`
	Suppressed bool    `table:"suppressed" doc:"withheld because the group is small, or would let a small group be found by subtraction"`
}

// NPS has one row per cut.
var NPS = define("nps", "cut", "The score of every cut, with its interval.", compareCuts)

// A ThemeNPSRow is the score of those of one cut who mention one theme.
type ThemeNPSRow struct {
	NPSRow
	ThemeID string  `table:"theme_id,dict" doc:"the theme, see themes; empty is uden tema"`
	Share   float64 `table:"share,null" doc:"responses of this row / responses of the cut with a comment, from 0 to 1; NULL where suppressed or the cut has no comment"`
}

// ThemeNPS has one row per cut and theme.
var ThemeNPS = define("theme_nps", "cut × theme", "The score of those who mention a theme, for every cut.",
	by(func(a, b *ThemeNPSRow) int { return compareCuts(&a.NPSRow, &b.NPSRow) },
		key(func(r *ThemeNPSRow) string { return r.ThemeID })))

var compareCuts = by(
	key(func(r *NPSRow) string { return r.PeriodKind }), key(func(r *NPSRow) string { return r.Period }),
	key(func(r *NPSRow) string { return r.Dimension }), key(func(r *NPSRow) string { return r.Value }))

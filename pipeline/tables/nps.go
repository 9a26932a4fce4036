package tables

import "stemme/pipeline/nps"

// An Int is a whole number that may be unknown; the zero Int is.
type Int = nps.Int

// IntOf is the known number n.
func IntOf(n int) Int { return nps.IntOf(n) }

// The rows of the figures are those that package nps makes.
type (
	NPSRow        = nps.ScoreRow
	ThemeNPSRow   = nps.ThemeScoreRow
	RatingRow     = nps.RatingRow
	CauseRow      = nps.CauseRow
	LocalRow      = nps.LocalRow
	DriverRow     = nps.DriverRow
	ChangeRow     = nps.ChangeRow
	ComparisonRow = nps.ComparisonRow
	AlertRow      = nps.AlertRow
	WhatIfRow     = nps.WhatIfRow
)

// NPS has one row per cut.
var NPS = define("nps", "cut", "The score of every cut, with its interval.",
	byCut(func(r *NPSRow) *nps.CutKey { return &r.CutKey }))

// ThemeNPS has one row per cut and theme.
var ThemeNPS = define("theme_nps", "cut × theme", "The score of those who mention a theme, for every cut.",
	by(byCut(func(r *ThemeNPSRow) *nps.CutKey { return &r.CutKey }), key(func(r *ThemeNPSRow) string { return r.Lens }), key(func(r *ThemeNPSRow) string { return r.ThemeID })))

// Ratings has one row per cut and further question.
var Ratings = define("ratings", "cut × question", "The mean answer to every further question, for every cut.",
	by(byCut(func(r *RatingRow) *nps.CutKey { return &r.CutKey }), key(func(r *RatingRow) string { return r.Rating })))

// Causes has one row per value of a dimension, class and theme.
var Causes = define("causes", "value of a dimension × class × theme", "The themes that detractors, or promoters, speak of more often than others.",
	by(key(func(r *CauseRow) string { return r.Lens }), key(func(r *CauseRow) string { return r.Dimension }), key(func(r *CauseRow) string { return r.Value }),
		key(func(r *CauseRow) string { return r.Class }), key(func(r *CauseRow) int { return r.Rank }), key(func(r *CauseRow) string { return r.ThemeID })))

// Local has one row per value of a dimension and theme.
var Local = define("local_themes", "value of a dimension × theme", "Themes that one unit hears more often than the others: local findings that drown in the whole.",
	by(key(func(r *LocalRow) string { return r.Lens }), key(func(r *LocalRow) string { return r.Dimension }), key(func(r *LocalRow) string { return r.Value }),
		key(func(r *LocalRow) int { return r.Rank }), key(func(r *LocalRow) string { return r.ThemeID })))

// Drivers has one row per outcome and theme.
var Drivers = define("drivers", "outcome × theme", "What each theme does to the score, or to a further question's answers, the other themes, touchpoint and unit being equal.",
	by(key(func(r *DriverRow) string { return r.Outcome }), key(func(r *DriverRow) string { return r.Lens }), key(func(r *DriverRow) int { return r.Rank }), key(func(r *DriverRow) string { return r.ThemeID })))

// Changes has one row per pair of periods, value of a dimension and part.
var Changes = define("changes", "pair of periods × value of a dimension × part", "What the difference between two periods' scores is made of; the parts sum to it.",
	by(key(func(r *ChangeRow) string { return r.PeriodKind }), key(func(r *ChangeRow) string { return r.From }), key(func(r *ChangeRow) string { return r.To }),
		key(func(r *ChangeRow) string { return r.Dimension }), key(func(r *ChangeRow) string { return r.Value }),
		key(func(r *ChangeRow) string { return r.Lens }), key(func(r *ChangeRow) string { return r.Part }), key(func(r *ChangeRow) string { return r.ThemeID })))

// Comparisons has one row per pair of values of a dimension.
var Comparisons = define("comparisons", "pair of values of a dimension", "Whether two touchpoints, units or segments differ beyond chance.",
	by(key(func(r *ComparisonRow) string { return r.Dimension }), key(func(r *ComparisonRow) string { return r.First }),
		key(func(r *ComparisonRow) string { return r.Second })))

// Alerts has one row per move beyond noise.
var Alerts = define("alerts", "move beyond noise", "Themes and touchpoints that moved more than their own past explains.",
	by(key(func(r *AlertRow) string { return r.Family }), key(func(r *AlertRow) string { return r.PeriodKind }), key(func(r *AlertRow) string { return r.Period }),
		key(func(r *AlertRow) string { return r.Dimension }), key(func(r *AlertRow) string { return r.Value }), key(func(r *AlertRow) string { return r.Lens }), key(func(r *AlertRow) string { return r.ThemeID })))

// WhatIf has one row per value of a dimension and theme.
var WhatIf = define("what_if", "value of a dimension × theme", "What is at stake with the detractors of each theme.",
	by(key(func(r *WhatIfRow) string { return r.Dimension }), key(func(r *WhatIfRow) string { return r.Value }), key(func(r *WhatIfRow) string { return r.Lens }), key(func(r *WhatIfRow) string { return r.ThemeID })))

// byCut compares by the cut that a row is about.
func byCut[T any](of func(*T) *nps.CutKey) func(a, b *T) int {
	return by(key(func(r *T) string { return of(r).PeriodKind }), key(func(r *T) string { return of(r).Period }),
		key(func(r *T) string { return of(r).Dimension }), key(func(r *T) string { return of(r).Value }))
}

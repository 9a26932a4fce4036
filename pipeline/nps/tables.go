package nps

import (
	"stemme/pipeline/tables"
)

// NPS has one row per cut.
var NPS = tables.Define("nps", "cut", "The score of every cut, with its interval.",
	byCut(func(r *CutRow) *CutKey { return &r.CutKey })).
	With(cutColumns(func(r *CutRow) *CutKey { return &r.CutKey }, nil)...)

// ThemeNPS has one row per cut and theme.
var ThemeNPS = tables.Define("theme_nps", "cut × theme", "The score of those who mention a theme, for every cut.",
	tables.By(byCut(func(r *ThemeScoreRow) *CutKey { return &r.CutKey }), tables.Key(func(r *ThemeScoreRow) string { return r.Lens }), tables.Key(func(r *ThemeScoreRow) string { return r.ThemeID }))).
	With(cutColumns(func(r *ThemeScoreRow) *CutKey { return &r.CutKey }, func(r *ThemeScoreRow) string { return system(r.Lens) })...)

// Ratings has one row per cut and further question.
var Ratings = tables.Define("ratings", "cut × question", "The mean answer to every further question, for every cut.",
	tables.By(byCut(func(r *RatingRow) *CutKey { return &r.CutKey }), tables.Key(func(r *RatingRow) string { return r.Rating }))).
	With(cutColumns(func(r *RatingRow) *CutKey { return &r.CutKey }, func(r *RatingRow) string { return r.Rating })...)

// Causes has one row per value of a dimension, class and theme.
var Causes = tables.Define("causes", "value of a dimension × class × theme", "The themes that detractors, or promoters, speak of more often than others.",
	tables.By(tables.Key(func(r *CauseRow) string { return r.Lens }), tables.Key(func(r *CauseRow) string { return r.Dimension }), tables.Key(func(r *CauseRow) string { return r.Value }),
		tables.Key(func(r *CauseRow) string { return r.Class }), tables.Key(func(r *CauseRow) int { return r.Rank }), tables.Key(func(r *CauseRow) string { return r.ThemeID }))).
	With(GrainColumn(func(r *CauseRow) string { return grain("", r.Dimension, r.Value, system(r.Lens)) })...)

// Local has one row per value of a dimension and theme.
var Local = tables.Define("local_themes", "value of a dimension × theme", "Themes that one unit hears more often than the others: local findings that drown in the whole.",
	tables.By(tables.Key(func(r *LocalRow) string { return r.Lens }), tables.Key(func(r *LocalRow) string { return r.Dimension }), tables.Key(func(r *LocalRow) string { return r.Value }),
		tables.Key(func(r *LocalRow) int { return r.Rank }), tables.Key(func(r *LocalRow) string { return r.ThemeID }))).
	With(GrainColumn(func(r *LocalRow) string { return grain("", r.Dimension, r.Value, system(r.Lens)) })...)

// Drivers has one row per outcome and theme.
var Drivers = tables.Define("drivers", "outcome × theme", "How the score, or the answers to a further question, goes with each theme, the other themes, touchpoint and unit being equal.",
	tables.By(tables.Key(func(r *DriverRow) string { return r.Outcome }), tables.Key(func(r *DriverRow) string { return r.Lens }), tables.Key(func(r *DriverRow) int { return r.Rank }), tables.Key(func(r *DriverRow) string { return r.ThemeID }))).
	With(GrainColumn(func(r *DriverRow) string { return r.Outcome + "/" + system(r.Lens) })...)

// Changes has one row per pair of periods, value of a dimension and part.
var Changes = tables.Define("changes", "pair of periods × value of a dimension × mix dimension × part", "What the difference between two periods' scores is made of; the parts of each mix_dimension sum to it.",
	tables.By(tables.Key(func(r *ChangeRow) string { return r.PeriodKind }), tables.Key(func(r *ChangeRow) string { return r.From }), tables.Key(func(r *ChangeRow) string { return r.To }),
		tables.Key(func(r *ChangeRow) string { return r.Dimension }), tables.Key(func(r *ChangeRow) string { return r.Value }),
		tables.Key(func(r *ChangeRow) string { return r.Lens }), tables.Key(func(r *ChangeRow) string { return r.MixDimension }),
		tables.Key(func(r *ChangeRow) string { return r.Part }), tables.Key(func(r *ChangeRow) string { return r.MixOf }), tables.Key(func(r *ChangeRow) string { return r.ThemeID }))).
	With(changeColumns()...)

// Comparisons has one row per pair of values of a dimension.
var Comparisons = tables.Define("comparisons", "pair of values of a dimension", "Whether two touchpoints, units or segments differ beyond chance.",
	tables.By(tables.Key(func(r *ComparisonRow) string { return r.Dimension }), tables.Key(func(r *ComparisonRow) string { return r.First }),
		tables.Key(func(r *ComparisonRow) string { return r.Second }))).
	With(GrainColumn(func(r *ComparisonRow) string { return grain("", r.Dimension, "") })...)

// Standings has one row per value of a dimension.
var Standings = tables.Define("standings", "value of a dimension", "Every value's score against that of all other responses, and what of the difference comes from who answered.",
	tables.By(tables.Key(func(r *StandingRow) string { return r.Dimension }), tables.Key(func(r *StandingRow) string { return r.Value }))).
	With(GrainColumn(func(r *StandingRow) string { return grain("", r.Dimension, r.Value) })...)

// Alerts has one row per move beyond noise.
var Alerts = tables.Define("alerts", "move beyond noise", "Themes, touchpoints and units that moved more than their own past explains.",
	tables.By(tables.Key(func(r *AlertRow) string { return r.Family }), tables.Key(func(r *AlertRow) string { return r.PeriodKind }), tables.Key(func(r *AlertRow) string { return r.Period }),
		tables.Key(func(r *AlertRow) string { return r.Dimension }), tables.Key(func(r *AlertRow) string { return r.Value }), tables.Key(func(r *AlertRow) string { return r.Lens }), tables.Key(func(r *AlertRow) string { return r.ThemeID }))).
	With(PeriodColumns(func(r *AlertRow) (kind, period string) { return r.PeriodKind, r.Period })...).
	With(GrainColumn(func(r *AlertRow) string { return grain(r.PeriodKind, r.Dimension, r.Value, r.Family, system(r.Lens)) })...)

// WhatIf has one row per value of a dimension and theme.
var WhatIf = tables.Define("what_if", "value of a dimension × theme", "What is at stake with the detractors of each theme.",
	tables.By(tables.Key(func(r *WhatIfRow) string { return r.Dimension }), tables.Key(func(r *WhatIfRow) string { return r.Value }), tables.Key(func(r *WhatIfRow) string { return r.Lens }), tables.Key(func(r *WhatIfRow) string { return r.ThemeID }))).
	With(GrainColumn(func(r *WhatIfRow) string { return grain("", r.Dimension, r.Value, system(r.Lens)) })...)

// Impacts has one row per value of a dimension and part.
var Impacts = tables.Define("impact", "value of a dimension × part", "What lifts the score from -100 and what keeps it from 100, theme by theme and by what is praised and complained of; the parts sum to it.",
	tables.By(tables.Key(func(r *ImpactRow) string { return r.Dimension }), tables.Key(func(r *ImpactRow) string { return r.Value }), tables.Key(func(r *ImpactRow) string { return r.Lens }),
		tables.Key(func(r *ImpactRow) string { return r.Part }), tables.Key(func(r *ImpactRow) string { return r.ThemeID }))).
	With(GrainColumn(func(r *ImpactRow) string { return grain("", r.Dimension, r.Value, system(r.Lens)) })...)

// NewsFound has one row per finding.
var NewsFound = tables.Define("news", "period × value of a dimension × term", "Terms and phrases that are said beyond their past: what is new, before it is a theme.",
	tables.By(tables.Key(func(r *NewsRow) string { return r.PeriodKind }), tables.Key(func(r *NewsRow) string { return r.Period }), tables.Key(func(r *NewsRow) string { return r.Dimension }),
		tables.Key(func(r *NewsRow) string { return r.Value }), tables.Key(func(r *NewsRow) string { return r.Phrase }))).
	With(PeriodColumns(func(r *NewsRow) (kind, period string) { return r.PeriodKind, r.Period })...).
	With(GrainColumn(func(r *NewsRow) string { return grain(r.PeriodKind, r.Dimension, "") })...)

// NewsExamples has one row per finding and response.
var NewsExamples = tables.Define("news_examples", "finding of news × response", "The responses that say the phrase of each finding of news: as many as its responses.",
	tables.By(tables.Key(func(r *NewsExampleRow) string { return r.PeriodKind }), tables.Key(func(r *NewsExampleRow) string { return r.Period }), tables.Key(func(r *NewsExampleRow) string { return r.Dimension }),
		tables.Key(func(r *NewsExampleRow) string { return r.Value }), tables.Key(func(r *NewsExampleRow) string { return r.Phrase }), tables.Key(func(r *NewsExampleRow) string { return r.ResponseKey }))).Detail()

// Dimensions has one row per way to cut.
var Dimensions = tables.Define("dimensions", "way to cut", "The ways to cut that the survey has, and whether the mix of their values is taken out of changes.",
	tables.Key(func(r *DimensionRow) string { return r.Dimension }))

// byCut compares by the cut that a row is about.
func byCut[T any](of func(*T) *CutKey) func(a, b *T) int {
	return tables.By(tables.Key(func(r *T) string { return of(r).PeriodKind }), tables.Key(func(r *T) string { return of(r).Period }),
		tables.Key(func(r *T) string { return of(r).Dimension }), tables.Key(func(r *T) string { return of(r).Value }))
}

// An Int is a whole number that may be unknown.
type Int = tables.Int

// IntOf is the known number n.
func IntOf(n int) Int { return tables.IntOf(n) }

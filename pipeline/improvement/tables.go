package improvement

import (
	"strings"

	"stemme/models"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// An InitiativeRow is what one initiative came to by one outcome.
type InitiativeRow struct {
	ID            string     `table:"initiative_id" doc:"as in the improvement register"`
	Outcome       string     `table:"outcome,dict" doc:"nps (points) or theme_share (per cent of the commented that mention its theme)"`
	Name          string     `table:"name" doc:"what is done"`
	ThemeID       string     `table:"theme_id,null,dict" doc:"the theme it is to mend, see themes; NULL for none"`
	Owner         string     `table:"owner,null,dict" doc:"function that answers for it"`
	Action        string     `table:"action,null" doc:"the next step, as in the improvement register; NULL where it says none"`
	Conditions    string     `table:"conditions,null" doc:"the responses it reaches, written as the filters in the address of a page: touchpoint=Telefon&class=detractor; NULL for all"`
	StartedOn     models.Day `table:"started_on,null" doc:"day it took effect"`
	EndedOn       models.Day `table:"ended_on,null" doc:"last day it was in effect; NULL for still"`
	Days          int        `table:"window_days" doc:"length of the window since it began, and of that before it"`
	Before        tables.Int `table:"reached_before,null" doc:"responses that it reaches, in the window before; NULL where withheld"`
	After         tables.Int `table:"reached_after,null" doc:"responses that it reaches, since it began; NULL where withheld"`
	Control       tables.Int `table:"compared_with,null" doc:"responses that it does not reach, in both windows; 0 where it reaches all, NULL where withheld"`
	ValueBefore   float64    `table:"value_before,null" doc:"of those it reaches, before; NULL where withheld or none"`
	ValueAfter    float64    `table:"value_after,null" doc:"of those it reaches, since; NULL where withheld or none"`
	Effect        float64    `table:"effect,null" doc:"difference in differences; of one that reaches all the change alone, which may be due to other things; NULL where too few responses tell, or where it is withheld"`
	CILow         float64    `table:"ci_low,null" doc:"lower end of its 95 % interval"`
	CIHigh        float64    `table:"ci_high,null" doc:"upper end of its 95 % interval"`
	Detectable    float64    `table:"smallest_detectable,null" doc:"smallest effect that would have been told from 0 with probability 0.8"`
	PlaceboEffect float64    `table:"placebo_effect,null" doc:"the same comparison moved back by one window, before it began; NULL where too few responses tell"`
	PlaceboLow    float64    `table:"placebo_low,null" doc:"lower end of its 95 % interval"`
	PlaceboHigh   float64    `table:"placebo_high,null" doc:"upper end of its 95 % interval"`
	Among         int        `table:"chosen_among" doc:"comparisons like it that could have been chosen: values of what its conditions name, and for theme_share themes; 0 where no effect is told"`
	ChosenLow     float64    `table:"chosen_low,null" doc:"lower end of the interval of effect that allows for its choice: given that it was the worst of them, or the window before the worst time, where it was; else that of effect"`
	ChosenHigh    float64    `table:"chosen_high,null" doc:"upper end"`
	Earlier       float64    `table:"earlier_effect,null" doc:"the same comparison of the window since it began against the year before the window before, by which the time was not chosen; NULL where too few responses tell"`
	EarlierLow    float64    `table:"earlier_low,null" doc:"lower end of its 95 % interval"`
	EarlierHigh   float64    `table:"earlier_high,null" doc:"upper end of its 95 % interval"`
	Verdict       string     `table:"verdict,dict" doc:"better, worse, no_measurable (the interval holds 0), may_be_chance (it does not, but that of chosen or of earlier_effect does, or the placebo moved alike: what was worst by chance improves by itself), better_since, worse_since or no_change (of one that reaches all: the same of before and after alone, which may be due to other things), too_few, not_apart (too few are left without those that left_out_for reach), not_started or theme_gone (a theme that it is of is gone)"`
	Why           string     `table:"why,null,dict" doc:"of may_be_chance, separated by commas: placebo (the two sides moved so already a window earlier), chosen (the interval that allows for its choice holds 0), earlier (that against the year before does); NULL else, and where withheld"`
	Others        string     `table:"left_out_for,null,dict" doc:"other initiatives whose reach is left out of both sides, separated by commas, as they worked on some of the days compared and not on all; NULL for none"`
	LeftOut       tables.Int `table:"left_out,null" doc:"responses left out for them; NULL where withheld"`
	Impact        float64    `table:"impact,null" doc:"points of NPS expected: as declared, or what the theme costs now; NULL where that is withheld, or there is neither"`
	Feasibility   int        `table:"feasibility" doc:"from 1 to 5, as declared"`
	Priority      float64    `table:"priority,null" doc:"impact × feasibility / 5; NULL where impact is"`
	Suppressed    bool       `table:"suppressed" doc:"all its figures are withheld, as small groups could be found by them; the verdict is told"`
}

// Alone says whether the effect that is told is of before and after alone.
func (r *InitiativeRow) Alone() bool { return r.Control.Known && r.Control.N == 0 && r.Before.N > 0 }

// InitiativesTable has one row per initiative and outcome.
var InitiativesTable = tables.Define("initiatives", "initiative × outcome", "What each improvement came to, against those it does not reach.",
	tables.By(tables.Key(func(r *InitiativeRow) string { return r.ID }), tables.Key(func(r *InitiativeRow) string { return r.Outcome })))

// A KPIRow is a KPI in one period.
type KPIRow struct {
	ID         string     `table:"kpi_id" doc:"as in the file of KPIs"`
	PeriodKind string     `table:"period_kind,dict" doc:"month, quarter or year"`
	Period     string     `table:"period" doc:"such as 2026-03, 2026-Q1, 2026"`
	Name       string     `table:"name" doc:"as people call it"`
	Measure    string     `table:"measure,dict" doc:"what is measured: nps, promoters, detractors, share:THEME, praise:THEME, blame:THEME, theme_nps:THEME or rating:NAME"`
	Owner      string     `table:"owner,null,dict" doc:"function that answers for it"`
	Conditions string     `table:"conditions,null" doc:"the responses it is of, written as the filters in the address of a page: touchpoint=Telefon&class=detractor; NULL for all"`
	N          tables.Int `table:"responses,null" doc:"responses it is measured on; NULL where withheld"`
	Value      float64    `table:"value,null" doc:"the measure: points of nps and theme_nps, per cent of promoters, detractors, share, praise and blame (theme_nps.share has 0 to 1), the question's own points of rating; NULL where withheld, or where its theme is gone"`
	CILow      float64    `table:"ci_low,null" doc:"lower end of its 95 % interval"`
	CIHigh     float64    `table:"ci_high,null" doc:"upper end of its 95 % interval"`
	Target     string     `table:"target,null" doc:"such as >= 30; NULL for none"`
	Status     string     `table:"status,null,dict" doc:"met or missed (by the whole interval), unsure (the interval holds the target), partial (the data cover a part of the period only, so that nothing is known yet), no_target or theme_gone (a theme that it is of is gone); NULL where withheld"`
	Trend      float64    `table:"change,null" doc:"value less that of the period before; NULL where either is withheld"`
	TrendLow   float64    `table:"change_low,null" doc:"lower end of its 95 % interval"`
	TrendHigh  float64    `table:"change_high,null" doc:"upper end of its 95 % interval"`
	Suppressed bool       `table:"suppressed" doc:"whether it is withheld since too few answered"`
	Complete   bool       `table:"complete" doc:"the data cover the whole period, see nps"`
}

// KPITable has one row per KPI and period.
var KPITable = tables.Define("kpi", "KPI × period", "Every KPI against its target.",
	tables.By(tables.Key(func(r *KPIRow) string { return r.ID }), tables.Key(func(r *KPIRow) string { return r.Period }))).
	With(nps.PeriodColumns(func(r *KPIRow) (kind, period string) { return r.PeriodKind, r.Period })...).
	With(nps.GrainColumn(func(r *KPIRow) string { return r.PeriodKind + "/" + r.ID })...)

// A SeriesRow is how a department's series and a theme move together at one lag.
type SeriesRow struct {
	ID      string  `table:"series_id" doc:"as in the file of KPIs"`
	Lag     int     `table:"lag_weeks" doc:"weeks by which the theme follows"`
	Name    string  `table:"name" doc:"as people call it"`
	ThemeID string  `table:"theme_id,dict" doc:"the theme it is held beside, see themes"`
	Owner   string  `table:"owner,null,dict" doc:"function that answers for it"`
	Weeks   int     `table:"weeks" doc:"weeks that have both; missing days stay missing"`
	R       float64 `table:"correlation,null" doc:"of the week's mean with the theme's share of the commented, from -1 to 1; NULL below twelve weeks. It goes with it; it proves no cause"`
	CILow   float64 `table:"ci_low,null" doc:"lower end of its 95 % interval"`
	CIHigh  float64 `table:"ci_high,null" doc:"upper end of its 95 % interval"`
	Q       float64 `table:"q,null" doc:"share of false findings if this and all surer ones are believed"`
}

// SeriesTable has one row per series and lag.
var SeriesTable = tables.Define("kpi_series", "series × lag", "Departments' own series beside the themes.",
	tables.By(tables.Key(func(r *SeriesRow) string { return r.ID }), tables.Key(func(r *SeriesRow) int { return r.Lag })))

// An OutcomeRow is how many of a class did something after they answered.
type OutcomeRow struct {
	ID         string       `table:"outcome_id" doc:"as in the file of KPIs"`
	Class      models.Class `table:"nps_class,dict" doc:"promoter, passive or detractor"`
	Name       string       `table:"name" doc:"as people call it"`
	N          tables.Int   `table:"responses,null" doc:"responses of the class of which it is known; NULL where withheld"`
	Yes        tables.Int   `table:"yes,null" doc:"of them those who did; NULL where withheld"`
	Rate       float64      `table:"rate,null" doc:"yes / responses; NULL where withheld"`
	CILow      float64      `table:"ci_low,null" doc:"lower end of its 95 % interval"`
	CIHigh     float64      `table:"ci_high,null" doc:"upper end of its 95 % interval"`
	Suppressed bool         `table:"suppressed" doc:"whether it is withheld since too few answered"`
}

// OutcomesTable has one row per outcome and class.
var OutcomesTable = tables.Define("outcomes", "outcome × class", "The organisation's own rates: what customers of each class did after they answered.",
	tables.By(tables.Key(func(r *OutcomeRow) string { return r.ID }), tables.Key(func(r *OutcomeRow) string { return r.Class.String() })))

// told is a count, unknown where it is withheld: nobody may take it for none.
func told(n int, withheld bool) tables.Int {
	return tables.Int{N: int64(n), Known: !withheld}
}

// InitiativeRows are rows of InitiativesTable.
func InitiativeRows(all []Followed) []InitiativeRow {
	rows := make([]InitiativeRow, len(all))
	for i, f := range all {
		first, last := f.Initiative.Days()
		rows[i] = InitiativeRow{
			ID: f.Initiative.ID, Outcome: f.Outcome, Name: f.Initiative.Name, ThemeID: f.Initiative.Theme, Owner: f.Initiative.Owner, Action: f.Initiative.Action, Conditions: f.Initiative.Where.Query(),
			StartedOn: first, EndedOn: last, Days: f.Days, Before: told(f.Before, f.Withheld), After: told(f.After, f.Withheld), Control: told(f.Control, f.Withheld),
			ValueBefore: f.ValueBefore, ValueAfter: f.ValueAfter, Effect: f.Effect.Points, CILow: f.Effect.Low, CIHigh: f.Effect.High,
			Detectable: f.Effect.Detectable, PlaceboEffect: f.Placebo.Points, PlaceboLow: f.Placebo.Low, PlaceboHigh: f.Placebo.High,
			Among: f.Among, ChosenLow: f.Chosen.Low, ChosenHigh: f.Chosen.High, Earlier: f.Earlier.Points, EarlierLow: f.Earlier.Low, EarlierHigh: f.Earlier.High,
			Verdict: f.Verdict, Why: strings.Join(f.Why, ","), Others: strings.Join(f.Others, ","), LeftOut: told(f.LeftOut, f.Withheld), Impact: f.Impact, Feasibility: f.Initiative.Feasibility, Priority: f.Priority, Suppressed: f.Withheld,
		}
	}
	return rows
}

// KPIRows are rows of KPITable.
func KPIRows(all []Standing) []KPIRow {
	rows := make([]KPIRow, len(all))
	for i, s := range all {
		rows[i] = KPIRow{
			ID: s.KPI.ID, PeriodKind: s.KPI.Period, Period: s.Period, Name: s.KPI.Name, Measure: string(s.KPI.Measure), Owner: s.KPI.Owner, Conditions: s.KPI.Where.Query(),
			N: told(s.N, s.Withheld), Value: s.Value, CILow: s.Low, CIHigh: s.High, Target: s.KPI.Target.String(), Status: s.Status,
			Trend: s.Trend.Points, TrendLow: s.Trend.Low, TrendHigh: s.Trend.High, Suppressed: s.Withheld, Complete: s.Complete,
		}
	}
	return rows
}

// SeriesRows are rows of SeriesTable.
func SeriesRows(all []Beside) []SeriesRow {
	rows := make([]SeriesRow, len(all))
	for i, b := range all {
		rows[i] = SeriesRow{ID: b.Series.ID, Lag: b.Lag, Name: b.Series.Name, ThemeID: b.Series.Theme, Owner: b.Series.Owner,
			Weeks: b.Weeks, R: b.R, CILow: b.Low, CIHigh: b.High, Q: b.Q}
	}
	return rows
}

// OutcomeRows are rows of OutcomesTable.
func OutcomeRows(all []Rate) []OutcomeRow {
	rows := make([]OutcomeRow, len(all))
	for i, r := range all {
		rows[i] = OutcomeRow{ID: r.Outcome.ID, Class: r.Class, Name: r.Outcome.Name, N: told(r.N, r.Withheld), Yes: told(r.Yes, r.Withheld), Rate: r.Rate,
			CILow: r.Low, CIHigh: r.High, Suppressed: r.Withheld}
	}
	return rows
}

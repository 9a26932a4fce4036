package pipeline

import (
	"context"
	"maps"
	"slices"

	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/nps"
)

// figures are the statistics of a night, by table.
type figures struct {
	score       Score // of all responses
	cuts        []nps.CutRow
	themes      []nps.ThemeScoreRow
	ratings     []nps.RatingRow
	causes      []nps.CauseRow
	local       []nps.LocalRow
	drivers     []nps.DriverRow
	changes     []nps.ChangeRow
	comparisons []nps.ComparisonRow
	alerts      []nps.AlertRow
	whatIf      []nps.WhatIfRow
	impact      []nps.ImpactRow
	dimensions  []nps.DimensionRow
	news        nps.News
}

// measure computes every figure.
func (n *night) measure(ctx context.Context, responses []models.Response, a analysis, found finding) (f figures, err error) {
	err = n.stage(ctx, StageMeasure, func() ([]any, error) {
		f, err = measure(responses, found.Mentions, found.Themes, n.cfg.Figures, n.cfg.Workers)
		f.news = nps.FindNews(responses, said(responses, a.documents, n.cfg.Figures.SmallGroup), n.cfg.Figures.SmallGroup)
		return []any{"news", len(f.news.Rows), "cuts", len(f.cuts), "cuts_by_theme", len(f.themes), "changes", len(f.changes), "alerts", len(f.alerts)}, err
	})
	return f, err
}

// measure computes every figure of responses and what they mention: those of
// themes once for the discovered ones and once for every lens.
func measure(responses []models.Response, mentions []models.Mention, all []models.Theme, cfg Figures, workers int) (figures, error) {
	panel, err := nps.Prepare(responses, cfg.options(workers), systems(len(responses), mentions, all)...)
	if err != nil {
		return figures{}, err
	}
	scores := panel.Score()
	f := figures{
		score: whole(panel, scores[0]), cuts: scores[0].Cuts, ratings: panel.Ratings(),
		comparisons: scores[0].Comparisons(panel.Dimensions()...), dimensions: panel.DimensionRows(),
	}
	for _, s := range scores {
		f.themes = append(f.themes, s.Rows...)
		f.causes = append(f.causes, s.Causes(nps.DimensionTouchpoint)...)
		f.local = append(f.local, s.Local(nps.DimensionUnit)...)
		f.drivers = append(f.drivers, drivers(panel, s)...)
		f.changes = append(f.changes, s.Changes()...)
		f.alerts = append(f.alerts, slices.Concat(s.Alerts(nps.KindMonth), s.Alerts(nps.KindQuarter))...)
		f.impact = append(f.impact, s.Impact(nps.DimensionTouchpoint)...)
		f.whatIf = append(f.whatIf, s.WhatIf(cfg.Value.values(), nps.DimensionTouchpoint)...)
	}
	return f, nil
}

// systems lists the discovered themes and then every lens, in the order of their
// names. Top themes are no part of it: clauses mention those under them.
func systems(responses int, mentions []models.Mention, all []models.Theme) []nps.System {
	top := map[string]bool{}
	order := map[string][]models.Theme{"": nil}
	for _, t := range all {
		top[t.Parent] = true
	}
	for _, t := range all {
		if !top[t.ID] {
			order[t.Lens] = append(order[t.Lens], t)
		}
	}
	var found []nps.System
	for _, lens := range slices.Sorted(maps.Keys(order)) {
		ids := make([]string, len(order[lens]))
		for i, t := range order[lens] {
			ids[i] = t.ID
		}
		s := nps.NewSystem(lens, responses, mentions, ids)
		for _, t := range order[lens] {
			s.Tops, s.Restates = append(s.Tops, t.Parent), append(s.Restates, t.Kind == models.Verdict)
		}
		found = append(found, s)
	}
	return found
}

// options are those of the statistics.
func (f Figures) options(workers int) nps.Options {
	return nps.Options{SmallGroup: f.SmallGroup, MixScales: f.MixScales, Latest: f.LatestPerCustomer, Workers: workers}
}

// drivers are those of the score and of every further question.
func drivers(panel *nps.Panel, scores *nps.Scores) []nps.DriverRow {
	rows := scores.Drivers(nps.OutcomeNPS)
	for _, question := range panel.Questions() {
		rows = append(rows, scores.Drivers(question)...)
	}
	return rows
}

// whole is the score of all responses that are measured; its interval is that of
// the tables, which knows about customers who answered more than once.
func whole(panel *nps.Panel, scores *nps.Scores) Score {
	t := panel.Tally()
	low, high := t.Interval(1)
	for _, r := range scores.Cuts {
		if r.PeriodKind == nps.KindAll && r.Dimension == nps.DimensionAll && !r.Suppressed {
			low, high = r.CILow, r.CIHigh
		}
	}
	return Score{t.Scored(), t.Promoters, t.Passives, t.Detractors, t.NPS(), low, high}
}

// tables are the tables of figures.
func (f *figures) tables() []draftTable {
	return []draftTable{
		of(edition.Tables, nps.NPS, func() []nps.CutRow { return f.cuts }),
		of(edition.Tables, nps.ThemeNPS, func() []nps.ThemeScoreRow { return f.themes }),
		of(edition.Tables, nps.Ratings, func() []nps.RatingRow { return f.ratings }),
		of(edition.Tables, nps.Causes, func() []nps.CauseRow { return f.causes }),
		of(edition.Tables, nps.Local, func() []nps.LocalRow { return f.local }),
		of(edition.Tables, nps.Drivers, func() []nps.DriverRow { return f.drivers }),
		of(edition.Tables, nps.Changes, func() []nps.ChangeRow { return f.changes }),
		of(edition.Tables, nps.Comparisons, func() []nps.ComparisonRow { return f.comparisons }),
		of(edition.Tables, nps.Alerts, func() []nps.AlertRow { return f.alerts }),
		of(edition.Tables, nps.WhatIf, func() []nps.WhatIfRow { return f.whatIf }),
		of(edition.Tables, nps.Impacts, func() []nps.ImpactRow { return f.impact }),
		of(edition.Tables, nps.NewsFound, func() []nps.NewsRow { return f.news.Rows }),
		of(edition.Tables, nps.NewsExamples, func() []nps.NewsExampleRow { return f.news.Examples }),
		of(edition.Tables, nps.Dimensions, func() []nps.DimensionRow { return f.dimensions }),
	}
}

package pipeline

import (
	"context"
	"slices"

	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// figures are the statistics of a night, by table.
type figures struct {
	score       Score // of all responses
	cuts        []nps.ScoreRow
	themes      []nps.ThemeScoreRow
	ratings     []nps.RatingRow
	causes      []nps.CauseRow
	local       []nps.LocalRow
	drivers     []nps.DriverRow
	changes     []nps.ChangeRow
	comparisons []nps.ComparisonRow
	alerts      []nps.AlertRow
	whatIf      []nps.WhatIfRow
}

// measure computes every figure.
func (n *night) measure(ctx context.Context, responses []models.Response, found themes.Result) (f figures, err error) {
	err = n.stage(ctx, StageMeasure, func() ([]any, error) {
		f, err = measure(responses, found.Mentions, found.Themes, n.cfg.Figures, n.cfg.Workers)
		return []any{"cuts", len(f.cuts), "cuts_by_theme", len(f.themes), "changes", len(f.changes), "alerts", len(f.alerts)}, err
	})
	return f, err
}

// measure computes every figure of responses and what they mention.
func measure(responses []models.Response, mentions []models.Mention, all []models.Theme, cfg Figures, workers int) (figures, error) {
	panel, err := nps.Prepare(nps.NewSurvey(responses, mentions, mentioned(all)), cfg.options(workers))
	if err != nil {
		return figures{}, err
	}
	scores := panel.Score()
	tops, err := topScores(responses, mentions, all, cfg.options(workers), scores.Themes)
	if err != nil {
		return figures{}, err
	}
	return figures{
		score: whole(panel, scores), cuts: scores.Cuts, themes: append(scores.Themes, tops...), ratings: panel.Ratings(),
		causes:      scores.Causes(nps.DimensionTouchpoint),
		local:       scores.Local(nps.DimensionUnit),
		drivers:     drivers(panel, scores),
		changes:     scores.Changes(),
		comparisons: scores.Comparisons(panel.Dimensions()...),
		alerts:      slices.Concat(scores.Alerts(nps.KindMonth), scores.Alerts(nps.KindQuarter)),
		whatIf:      scores.WhatIf(cfg.Value.values(), nps.DimensionTouchpoint),
	}, nil
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

// mentioned lists the ids of the themes that clauses can mention: all but the
// top themes.
func mentioned(all []models.Theme) []string {
	top := map[string]bool{}
	for _, t := range all {
		top[t.Parent] = true
	}
	var ids []string
	for _, t := range all {
		if !top[t.ID] {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// topScores are the scores of the top themes: of the responses that mention a
// theme under them. Where one of those is withheld, the top theme is too, so
// that it cannot be found by subtraction.
func topScores(responses []models.Response, mentions []models.Mention, all []models.Theme, opt nps.Options,
	fine []nps.ThemeScoreRow) ([]nps.ThemeScoreRow, error) {
	parent, tops := map[string]string{}, []string{}
	for _, t := range all {
		parent[t.ID] = t.Parent
		if t.Parent != "" && !slices.Contains(tops, t.Parent) {
			tops = append(tops, t.Parent)
		}
	}
	slices.Sort(tops)
	raised := slices.Clone(mentions)
	for i := range raised {
		raised[i].Theme = parent[raised[i].Theme]
	}
	panel, err := nps.Prepare(nps.NewSurvey(responses, raised, tops), opt)
	if err != nil {
		return nil, err
	}
	type place struct {
		cut   nps.CutKey
		theme string
	}
	withheld := map[place]bool{}
	for i := range fine {
		if fine[i].Suppressed {
			withheld[place{fine[i].CutKey, parent[fine[i].ThemeID]}] = true
		}
	}
	var rows []nps.ThemeScoreRow
	for _, r := range panel.Score().Themes {
		if r.ThemeID != models.NoTheme && !withheld[place{r.CutKey, r.ThemeID}] {
			rows = append(rows, r)
		}
	}
	return rows, nil
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
		of(edition.Tables, tables.NPS, func() []tables.NPSRow { return f.cuts }),
		of(edition.Tables, tables.ThemeNPS, func() []tables.ThemeNPSRow { return f.themes }),
		of(edition.Tables, tables.Ratings, func() []tables.RatingRow { return f.ratings }),
		of(edition.Tables, tables.Causes, func() []tables.CauseRow { return f.causes }),
		of(edition.Tables, tables.Local, func() []tables.LocalRow { return f.local }),
		of(edition.Tables, tables.Drivers, func() []tables.DriverRow { return f.drivers }),
		of(edition.Tables, tables.Changes, func() []tables.ChangeRow { return f.changes }),
		of(edition.Tables, tables.Comparisons, func() []tables.ComparisonRow { return f.comparisons }),
		of(edition.Tables, tables.Alerts, func() []tables.AlertRow { return f.alerts }),
		of(edition.Tables, tables.WhatIf, func() []tables.WhatIfRow { return f.whatIf }),
	}
}

package pipeline

import (
	"context"
	"maps"
	"slices"
	"sync"

	"stemme/models"
	"stemme/models/parallel"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// figures are the statistics of a night.
type figures struct {
	score    Score             // of all responses
	open     []models.Response // as open figures count them: see nps.Gathered
	tables   []draftTable      // made
	cuts     []nps.CutRow      // the table of scores
	withheld map[string]bool   // themes whose count over all is withheld
	few      map[string]bool   // of these: those that count as not mentioned, see nps.Scores.Few
}

// measure computes every figure, and says which are shown.
func (n *night) measure(ctx context.Context, responses []models.Response, a analysis, found finding) (f figures, shown improvement.Shown, err error) {
	err = n.stage(ctx, StageMeasure, func() ([]any, error) {
		f.open = nps.Gathered(responses, n.cfg.Figures.SmallGroup)
		c, err := countOpen(f.open, found.Mentions, found.Themes, n.cfg.Figures, n.cfg.Workers)
		if err != nil {
			return nil, err
		}
		f.score, f.cuts, f.withheld, f.few, shown = c.whole(), c.scores[0].Cuts, c.withheld(found.Themes), c.few(found.Themes), c.shown()
		news, err := n.news(responses, a, c, f.open)
		if err != nil {
			return nil, err
		}
		// News take longest; the table of their examples waits for them, so it comes last.
		return f.make(ctx, slices.Concat(news[:1], c.tables(), news[1:]), n.cfg.Workers)
	})
	return f, shown, err
}

// news are the tables of what is new: those of the edition that stands where they
// cannot have changed.
func (n *night) news(responses []models.Response, a analysis, c counted, open []models.Response) ([]draftTable, error) {
	if n.carried != nil {
		if same, ok, err := n.carried.news(c.scores[0]); ok || err != nil {
			return same, err
		}
	}
	find := sync.OnceValue(func() nps.News {
		k := n.cfg.Figures.SmallGroup
		return nps.FindNews(keyed(open, responses), said(responses, a.documents, nps.FewestSaid(k)), k, n.cfg.Workers, func(key nps.CutKey) bool { return c.scores[0].Shows(key, nil) })
	})
	return []draftTable{of(edition.Tables, nps.NewsFound, func() []nps.NewsRow { return find().Rows }),
		of(edition.Tables, nps.NewsExamples, func() []nps.NewsExampleRow { return find().Examples })}, nil
}

// keyed are gathered responses under the keys that they came with: news are not by source.
// They are copied only where a source was gathered.
func keyed(gathered, responses []models.Response) []models.Response {
	all := gathered
	for i := range gathered {
		if gathered[i].Source == responses[i].Source {
			continue
		}
		if &all[0] == &gathered[0] {
			all = slices.Clone(gathered)
		}
		all[i].Source = responses[i].Source
	}
	return all
}

// make makes tables, several at a time, and says how many rows each has.
func (f *figures) make(ctx context.Context, all []draftTable, workers int) (counts []any, err error) {
	f.tables = slices.Clone(all)
	rows := make([]int64, len(all))
	g, ctx := parallel.WithContext(ctx)
	g.SetLimit(workers)
	for i, d := range all {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			table, err := d.make()
			rows[i], f.tables[i].make = table.Rows, func() (tables.Outgoing, error) { return table, nil }
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	for i, d := range all {
		counts = append(counts, d.name, rows[i])
	}
	return counts, nil
}

// counted is a survey with all that is counted of it, which every figure is made
// of: once for the discovered themes and once for every lens.
type counted struct {
	panel   *nps.Panel
	scores  []*nps.Scores
	matches []*nps.Scores // of the pairs of preferences asked for and met
	values  nps.ClassValues
	finding map[string]bool                        // themes that may be acted on
	effects map[*nps.Scores]func() []nps.DriverRow // drivers of the score, computed once
	alike   func(a, b string) bool                 // whether two themes are of one subject
}

// A tally is responses and what they mention as they are counted, whatever is withheld of it.
type tally struct {
	state  *nps.State
	alike  func(a, b string) bool
	lenses int // with the found themes; what follows are pairs of preferences
	themes []models.Theme
}

// tallied counts responses and what they mention.
func tallied(responses []models.Response, mentions []models.Mention, all []models.Theme, cfg Figures, workers int) (t tally, err error) {
	of := systems(len(responses), mentions, all)
	n := len(of)
	for _, s := range of[:n] {
		if lens.IsPreferences(s.Lens) {
			of = append(of, s.Pairs())
		}
	}
	state, err := nps.CountBy(workers, responses, cfg.LatestPerCustomer, of...)
	return tally{state, subjects(all, mentions, cfg.SmallGroup), n, all}, err
}

// count makes figures of responses, as they are gathered for so small groups, and what they mention.
func count(responses []models.Response, mentions []models.Mention, all []models.Theme, cfg Figures, workers int) (counted, error) {
	return countOpen(nps.Gathered(responses, cfg.SmallGroup), mentions, all, cfg, workers)
}

// countOpen makes figures of gathered responses and what they mention.
func countOpen(open []models.Response, mentions []models.Mention, all []models.Theme, cfg Figures, workers int) (counted, error) {
	t, err := tallied(open, mentions, all, cfg, workers)
	if err != nil {
		return counted{}, err
	}
	return t.counted(cfg, workers)
}

// counted makes figures of what is counted.
func (t tally) counted(cfg Figures, workers int) (counted, error) {
	panel, err := t.state.Panel(cfg.options(workers))
	if err != nil {
		return counted{}, err
	}
	scores, n, all := panel.Score(), t.lenses, t.themes
	c := counted{panel, scores[:n], scores[n:], cfg.Value.values(), map[string]bool{}, map[*nps.Scores]func() []nps.DriverRow{}, t.alike}
	for _, s := range c.scores {
		c.effects[s] = sync.OnceValue(func() []nps.DriverRow { return s.Drivers(nps.OutcomeNPS) })
	}
	for _, t := range all {
		c.finding[t.ID] = t.State == models.Ready
	}
	return c, nil
}

// withheld lists the themes whose count over all is withheld, and uden tema where its
// count is.
func (c counted) withheld(all []models.Theme) map[string]bool {
	shown, of := c.shown(), map[string]bool{}
	for _, t := range append(slices.Clone(all), models.Theme{ID: models.NoTheme}) {
		if !shown.Theme(nps.CutKey{PeriodKind: nps.KindAll, Dimension: nps.DimensionAll}, t.ID) {
			of[t.ID] = true
		}
	}
	return of
}

// few lists the themes that count as not mentioned.
func (c counted) few(all []models.Theme) map[string]bool {
	few := map[string]bool{}
	for _, t := range all {
		if c.system(t.ID).Few(t.ID) {
			few[t.ID] = true
		}
	}
	return few
}

// counting are the mentions that count.
func counting(mentions []models.Mention, few map[string]bool) []models.Mention {
	if len(few) == 0 {
		return mentions
	}
	return slices.DeleteFunc(slices.Clone(mentions), func(m models.Mention) bool { return few[m.Theme] })
}

// system are the scores of the lens of a theme.
func (c counted) system(theme string) *nps.Scores {
	at := slices.IndexFunc(c.scores, func(s *nps.Scores) bool { return s.Lens == models.LensOf(theme) })
	return c.scores[max(at, 0)]
}

// shown says which groups the open tables show.
func (c counted) shown() improvement.Shown {
	rated := sync.OnceValue(c.unrated)
	return improvement.Shown{
		Cut:    func(key nps.CutKey) bool { return c.scores[0].Shows(key, nil) },
		Theme:  func(key nps.CutKey, theme string) bool { return c.system(theme).Shows(key, &theme) },
		Rating: func(key nps.CutKey, question string) bool { return !rated()[ratedKey{key, question}] },
	}
}

// A ratedKey is a row of ratings.
type ratedKey struct {
	nps.CutKey
	question string
}

// unrated lists the withheld rows of ratings.
func (c counted) unrated() map[ratedKey]bool {
	of := map[ratedKey]bool{}
	for _, r := range c.panel.Ratings() {
		if r.Suppressed {
			of[ratedKey{r.CutKey, r.Rating}] = true
		}
	}
	return of
}

// tables are those of the figures that are made of what is counted, each made
// when it is asked for.
func (c counted) tables() []draftTable {
	return []draftTable{
		of(edition.Tables, nps.NPS, func() []nps.CutRow { return c.scores[0].Cuts }),
		of(edition.Tables, nps.ThemeNPS, each(c.scores, func(s *nps.Scores) []nps.ThemeScoreRow { return s.Rows })),
		of(edition.Tables, nps.Ratings, c.panel.Ratings),
		of(edition.Tables, nps.Causes, each(c.scores, func(s *nps.Scores) []nps.CauseRow { return s.Causes(nps.DimensionTouchpoint) })),
		of(edition.Tables, nps.Local, each(c.scores, func(s *nps.Scores) []nps.LocalRow { return s.Local(nps.DimensionUnit) })),
		of(edition.Tables, nps.Drivers, each(c.scores, c.drivers)),
		of(edition.Tables, nps.Changes, each(c.scores, (*nps.Scores).Changes)),
		of(edition.Tables, nps.Comparisons, func() []nps.ComparisonRow { return c.scores[0].Comparisons(c.panel.Dimensions()...) }),
		of(edition.Tables, nps.Standings, func() []nps.StandingRow { return c.scores[0].Standings() }),
		of(edition.Tables, nps.Alerts, each(c.scores, func(s *nps.Scores) []nps.AlertRow {
			return slices.Concat(s.Alerts(nps.KindMonth), s.Alerts(nps.KindQuarter))
		})),
		of(edition.Tables, nps.WhatIf, each(c.scores, func(s *nps.Scores) []nps.WhatIfRow { return s.WhatIf(c.values, nps.DimensionTouchpoint) })),
		of(edition.Tables, nps.Impacts, each(c.scores, func(s *nps.Scores) []nps.ImpactRow { return s.Impact(nps.DimensionTouchpoint) })),
		of(edition.Tables, nps.Dimensions, c.panel.DimensionRows),
		of(edition.Tables, nps.HighFives, each(c.scores, c.highFive)),
		of(edition.Tables, nps.Profiles, each(c.scores, (*nps.Scores).Profiles)),
		of(edition.Tables, nps.Edges, each(c.scores, (*nps.Scores).Edges)),
		of(edition.Tables, nps.Promises, each(c.of(lens.IsPromises), (*nps.Scores).Promises)),
		of(edition.Tables, nps.Matches, each(c.matches, (*nps.Scores).Matches)),
		of(edition.Tables, nps.Purposes, each(c.of(lens.IsPurposes), (*nps.Scores).Purposes)),
	}
}

// of lists the scores of the lenses that in holds.
func (c counted) of(in func(lens string) bool) (scores []*nps.Scores) {
	for _, s := range c.scores {
		if in(s.Lens) {
			scores = append(scores, s)
		}
	}
	return scores
}

// each lists the rows of the discovered themes and then those of every lens.
func each[T any](scores []*nps.Scores, rows func(*nps.Scores) []T) func() []T {
	return func() []T {
		all := make([][]T, len(scores))
		for n, s := range scores {
			all[n] = rows(s)
		}
		if len(all) == 1 {
			return all[0]
		}
		return slices.Concat(all...)
	}
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
	names := slices.Sorted(maps.Keys(order))
	found := make([]nps.System, len(names))
	var g parallel.Group
	for n, name := range names {
		g.Go(func() error {
			found[n] = systemOf(name, responses, mentions, order[name])
			return nil
		})
	}
	_ = g.Wait() // none of them fails
	return found
}

// systemOf is one of them, of the themes of order.
func systemOf(name string, responses int, mentions []models.Mention, order []models.Theme) nps.System {
	ids := make([]string, len(order))
	for i, t := range order {
		ids[i] = t.ID
	}
	s := nps.NewSystem(name, responses, mentions, ids)
	for _, t := range order {
		s.Tops, s.Restates = append(s.Tops, t.Parent), append(s.Restates, t.Kind == models.Verdict)
	}
	return s
}

// options are those of the statistics.
func (f Figures) options(workers int) nps.Options {
	return nps.Options{SmallGroup: f.SmallGroup, MixScales: f.MixScales, Latest: f.LatestPerCustomer, Workers: workers}
}

// drivers are those of the score and of every further question.
func (c counted) drivers(s *nps.Scores) []nps.DriverRow {
	rows := slices.Clone(c.effects[s]())
	for _, question := range c.panel.Questions() {
		rows = append(rows, s.Drivers(question)...)
	}
	return rows
}

// highFive are the themes that matter most.
func (c counted) highFive(s *nps.Scores) []nps.HighFiveRow {
	return c.highFiveBy(s, c.effects[s]())
}

// highFiveBy are those by drivers of the score.
func (c counted) highFiveBy(s *nps.Scores, drivers []nps.DriverRow) []nps.HighFiveRow {
	return s.HighFive(drivers, func(theme string) bool { return c.finding[theme] }, c.alike)
}

// whole is the score of all responses that are measured; its interval is that of
// the tables, which knows about customers who answered more than once.
func (c counted) whole() Score {
	t := c.panel.Tally()
	low, high := t.Interval(1)
	for _, r := range c.scores[0].Cuts {
		if r.PeriodKind == nps.KindAll && r.Dimension == nps.DimensionAll && !r.Suppressed {
			low, high = r.CILow, r.CIHigh
		}
	}
	return Score{t.Scored(), t.Promoters, t.Passives, t.Detractors, t.NPS(), low, high}
}

package main

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// overview is what an edition says of its themes.
type overview struct {
	themes []themes.ThemeRow
	score  map[string]nps.ThemeScoreRow // of all responses that mention a theme, by id
	whole  nps.CutRow                   // of all responses
	signs  signs
	driver map[string]nps.DriverRow // of the score, by theme

	assumed []string // see report.Assumed
	few     int      // below so many scored responses a figure is of few
}

func readOverview(dir string) (o overview, err error) {
	if o.themes, err = themes.Themes.Read(dir); err != nil {
		return o, err
	}
	scores, err := nps.ThemeNPS.Read(dir)
	if err != nil {
		return o, err
	}
	o.score = map[string]nps.ThemeScoreRow{}
	o.whole.NPS, o.whole.CILow, o.whole.CIHigh = math.NaN(), math.NaN(), math.NaN()
	for _, r := range scores {
		o.take(r)
	}
	cuts, err := nps.NPS.Read(dir)
	if err != nil {
		return o, err
	}
	for _, r := range cuts {
		if r.PeriodKind == "all" && r.Dimension == "all" {
			o.whole = r
		}
	}
	slices.SortStableFunc(o.themes, func(a, b themes.ThemeRow) int { return cmp.Compare(b.Responses.N, a.Responses.N) })
	o.driver = map[string]nps.DriverRow{}
	err = nps.Drivers.Each(dir, func(r *nps.DriverRow) {
		if r.Outcome == nps.OutcomeNPS {
			o.driver[r.ThemeID] = *r
		}
	})
	if err != nil {
		return o, err
	}
	o.signs, err = report.Voices(dir)
	return o, err
}

// take keeps the score of a theme among all responses. Lenses have each a row of what none
// of their entries covers, which is not listed.
func (o *overview) take(r nps.ThemeScoreRow) {
	if r.PeriodKind == nps.KindAll && r.Dimension == nps.DimensionAll && (r.Lens == "" || r.ThemeID != models.NoTheme) {
		o.score[r.ThemeID] = r
	}
}

// own takes what who may read the comments may count, where the open tables withhold a
// theme; who may not sees that it is withheld.
func (o *overview) own(ed *edition.Edition, cfg pipeline.Config) error {
	withheld := slices.ContainsFunc(slices.Collect(maps.Values(o.score)), func(r nps.ThemeScoreRow) bool { return r.Suppressed })
	if !withheld && !o.whole.Suppressed {
		return nil
	}
	whole, rows, err := pipeline.OwnThemes(ed, cfg)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	o.whole = whole
	for _, r := range rows { // also those beside it: what few mention counts as not mentioned in open tables
		o.take(r)
	}
	slices.SortStableFunc(o.themes, func(a, b themes.ThemeRow) int {
		return cmp.Compare(o.score[b.ThemeID].Responses.N, o.score[a.ThemeID].Responses.N)
	})
	return nil
}

// readyFirst puts what can be acted on first.
func readyFirst(a, b themes.ThemeRow) int {
	late := map[bool]int{true: 1}
	return cmp.Compare(late[a.State != models.Ready], late[b.State != models.Ready])
}

// tree is the themes with those under a top theme behind it, ready ones first; apart from them
// those found that restate the score, and last the entries of lenses.
func (o *overview) tree() []themes.ThemeRow {
	under := map[string][]themes.ThemeRow{}
	var restating, entries []themes.ThemeRow
	for _, r := range o.themes {
		switch {
		case r.Origin == models.Entry: // a lens is one list, whatever its entries are
			entries = append(entries, r)
			continue
		case r.Restates():
			r.ParentID = ""
			restating = append(restating, r)
			continue
		}
		under[r.ParentID] = append(under[r.ParentID], r)
	}
	var all []themes.ThemeRow
	for _, top := range under[""] {
		slices.SortStableFunc(under[top.ThemeID], readyFirst)
		all = append(append(all, top), under[top.ThemeID]...)
	}
	slices.SortStableFunc(entries, func(a, b themes.ThemeRow) int { return cmp.Compare(a.Lens, b.Lens) })
	return slices.Concat(all, restating, entries)
}

// scoreOf is the score of those who mention a theme. One without a row nobody mentions;
// one that is withheld has a row that says so.
func (o *overview) scoreOf(id string) nps.ThemeScoreRow {
	if score, ok := o.score[id]; ok {
		return score
	}
	nan, none, share := math.NaN(), tables.IntOf(0), 0.0
	if o.whole.Suppressed { // no theme has a row then, whoever mentions it
		return nps.ThemeScoreRow{Share: nan, ScoreRow: nps.ScoreRow{NPS: nan, CILow: nan, CIHigh: nan, Suppressed: true}}
	}
	if o.whole.Commented.N == 0 {
		share = nan
	}
	return nps.ThemeScoreRow{Share: share, ScoreRow: nps.ScoreRow{NPS: nan, CILow: nan, CIHigh: nan,
		Responses: none, Scored: none, Promoters: none, Passives: none, Detractors: none}}
}

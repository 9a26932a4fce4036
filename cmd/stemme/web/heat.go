package web

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// A heatView crosses themes with the values of a dimension: who speaks of what
// more or less often than all, and how content those are.
type heatView struct {
	Dimension string
	Measure   string // share or nps
	Values    []string
	Rows      []heatRow
}

type heatRow struct {
	Theme  string
	Page   string
	Whole  string       // the same over all values, as text
	Why    messages.Key // it has no figure; "" where it has
	Cells  []heatCell
	Rising bool
}

// A heatCell is one theme within one value.
type heatCell struct {
	Text, Title, Link string
	Hits              int
	Class             string // more, less or none: beyond chance; small: withheld
}

// How many themes and values a heat map has: what a page has room for.
const (
	heatThemes = 24
	heatValues = 12
)

// themesBy are the themes within every value of a dimension, and how many of it
// commented; without intervals they are counted in a third of the time.
func (r *request) themesBy(dimension, lens string, intervals bool) (of map[string]map[string]themed, values []counted) {
	values = r.by(dimension)
	name := "themes " + dimension + " " + lens
	if known, ok := r.sieve.memo[name]; ok {
		return known.(map[string]map[string]themed), values
	}
	if !intervals {
		name = "rough " + name
	}
	return remember(r, name, func() map[string]map[string]themed { return r.workThemesBy(dimension, lens, values, intervals) }), values
}

func (r *request) workThemesBy(dimension, lens string, values []counted, intervals bool) map[string]map[string]themed {
	of := map[string]map[string]themed{}
	if !r.counts() {
		for _, v := range values {
			of[v.Value] = map[string]themed{}
			c := cut{r.sieve.cut.kind, r.sieve.cut.period, dimension, v.Value}
			for _, row := range r.measuredThemes(c, lens) {
				of[v.Value][row.ThemeID] = themed{ThemeScoreRow: row}
			}
		}
		if r.mine(dimension, r.Unit) {
			own := crossing{r.survey.Select(r.sieve.where), dimension, lens, intervals}
			maps.Copy(of, r.countThemesBy(own, r.mine))
		}
		return of
	}
	return r.countThemesBy(crossing{r.sieve.sel, dimension, lens, intervals}, func(string, string) bool { return true })
}

// A crossing is the themes of a lens within the values of a dimension.
type crossing struct {
	sel             *survey.Selection
	dimension, lens string
	intervals       bool
}

// countThemesBy counts a crossing within the values that are wanted.
func (r *request) countThemesBy(c crossing, wanted func(dimension, value string) bool) map[string]map[string]themed {
	of := map[string]map[string]themed{}
	said := map[string]survey.Count{}
	for _, v := range r.valuesOf(c.sel, c.dimension) {
		said[v.Name] = v.Said
	}
	names, ids, counts := c.sel.Cross(c.dimension, c.lens, c.intervals)
	for i, value := range names {
		if !wanted(c.dimension, value) {
			continue
		}
		of[value] = map[string]themed{}
		for j, id := range ids {
			if counts[i][j].Responses() > 0 || counts[i][j].Hits > 0 {
				of[value][id] = r.themedOf(nps.CutKey{PeriodKind: "all", Dimension: c.dimension, Value: value}, survey.Value{Name: id, Count: counts[i][j]}, said[value], c.lens)
			}
		}
	}
	return of
}

// heat is the map of a dimension.
func (r *request) heat(dimension string) heatView {
	v := heatView{Dimension: dimension, Measure: "share"}
	if r.URL.Query().Get("measure") == "nps" {
		v.Measure = "nps"
	}
	of, values := r.themesBy(dimension, r.lead, true)
	slices.SortStableFunc(values, func(a, b counted) int { return cmp.Compare(b.Responses.N, a.Responses.N) })
	values = values[:min(len(values), heatValues)]
	slices.SortStableFunc(values, func(a, b counted) int { return unknownLast(a.Value, b.Value) })
	for _, value := range values {
		v.Values = append(v.Values, r.valueText(sieveName(dimension), value.Value))
	}
	all := r.speak(r.lead)
	if len(values) < 2 {
		return v
	}
	for i := range r.figures.themes {
		t := &r.figures.themes[i]
		whole, said := all[t.ThemeID]
		if !said || !r.shown(t.ThemeID) || t.State != models.Ready || len(v.Rows) == heatThemes {
			continue
		}
		row := heatRow{Theme: t.Name, Page: themeLink(t.ThemeID), Whole: r.heatText(v.Measure, whole), Why: noFigure(v.Measure, &whole.ScoreRow)}
		for _, value := range values {
			row.Cells = append(row.Cells, r.heatCell(&v, of[value.Value][t.ThemeID], whole, value))
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

func (r *request) heatText(measure string, t themed) string {
	if measure == "nps" {
		return r.Lang.Number(t.NPS, 0)
	}
	return r.Lang.Percent(t.Share)
}

// noFigure says why a theme has no figure to show; "" where it has one.
func noFigure(measure string, t *nps.ScoreRow) messages.Key {
	switch {
	case t.Suppressed:
		return "web_small"
	case measure == "nps" && math.IsNaN(t.NPS):
		return "web_no_score"
	}
	return ""
}

// heatCell is a theme within a value, held against the theme over all values.
func (r *request) heatCell(v *heatView, t, whole themed, value counted) heatCell {
	id := whole.ThemeID
	switch {
	case t.Suppressed || value.Suppressed:
		return heatCell{Text: "–", Class: "small", Title: r.Lang.Text("web_small")}
	case !t.Responses.Known || t.Responses.N == 0:
		return heatCell{Text: "0", Title: r.Lang.Text("web_heat_none")}
	case v.Measure == "nps" && math.IsNaN(t.NPS):
		return heatCell{Text: "–", Title: r.Lang.Text("web_no_score")}
	}
	cell := heatCell{Text: r.heatText(v.Measure, t), Link: r.drill(sieveName(v.Dimension), value.Value, "theme", id), Hits: t.Hits}
	low, high, reference := t.CILow, t.CIHigh, whole.NPS
	if v.Measure == "share" {
		low, high = nps.Wilson(int(t.Responses.N), int(value.Commented.N), 1)
		reference = whole.Share
		cell.Title = r.Lang.Text("web_heat_share", r.Lang.Percent(t.Share), r.Lang.Percent(low), r.Lang.Percent(high), r.Lang.Percent(reference), r.Lang.Count(int(t.Responses.N)))
	} else {
		cell.Title = r.Lang.Text("web_heat_nps", r.Lang.Number(t.NPS, 1), r.Lang.Interval(low, high), r.Lang.Number(reference, 1), r.Lang.Count(int(t.Responses.N)))
	}
	switch {
	case low > reference:
		cell.Class = "more"
	case high < reference:
		cell.Class = "less"
	}
	return cell
}

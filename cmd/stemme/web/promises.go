package web

import (
	"cmp"
	"html/template"
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// promisesView are the promises, the most spoken of first.
type promisesView struct {
	Scale  scale
	Lines  []promiseLine
	Values []string // touchpoints, the columns behind
}

// A promiseLine is one promise over all time.
type promiseLine struct {
	nps.PromiseRow
	Theme                 *themes.ThemeRow
	Kept, Broken, Unclear told
	By                    []promiseCell // by touchpoint, in the order of Values
}

// told is a count with the way to its comments.
type told struct {
	Text, Link string
	Hits       int
}

// A promiseCell is a promise at one touchpoint.
type promiseCell struct {
	nps.PromiseRow
	Class string // more or less, where its interval leaves out the index over all
	Title string
}

// promisesNow are the promises over all time, and by touchpoint.
func (r *request) promisesNow(f *lensFigures) (v promisesView) {
	at, said := map[[2]string]nps.PromiseRow{}, f.said
	for _, row := range f.promises {
		if row.PeriodKind != nps.KindAll {
			continue
		}
		if row.Dimension == nps.DimensionTouchpoint {
			at[[2]string{row.ThemeID, row.Value}] = row
			if !slices.Contains(v.Values, row.Value) {
				v.Values = append(v.Values, row.Value)
			}
			continue
		}
		if t := r.byID[row.ThemeID]; t != nil && t.State != models.Hidden {
			line := promiseLine{PromiseRow: row, Theme: t}
			line.Kept, line.Broken, line.Unclear = r.toldOf(row, "kept", said[row.ThemeID].Kept), r.toldOf(row, "broken", said[row.ThemeID].Broken), r.toldOf(row, "unclear", said[row.ThemeID].Unclear)
			v.Lines = append(v.Lines, line)
			v.Scale.take(row.Index, row.CILow, row.CIHigh)
		}
	}
	v.Scale.take(0)
	slices.SortFunc(v.Values, unknownLast)
	slices.SortStableFunc(v.Lines, func(a, b promiseLine) int { return cmp.Compare(b.Mentions.N, a.Mentions.N) })
	for i := range v.Lines {
		for _, value := range v.Values {
			row, ok := at[[2]string{v.Lines[i].ThemeID, value}]
			v.Lines[i].By = append(v.Lines[i].By, r.promiseCell(row, ok, v.Lines[i].Index))
		}
	}
	return v
}

// toldOf is how many say of a promise what said says, in so many comments.
func (r *request) toldOf(row nps.PromiseRow, said string, hits int) told {
	n := map[string]tables.Int{"kept": row.Kept, "broken": row.Broken, "unclear": row.Unclear}[said]
	one := told{Text: known(r.Lang, n)}
	if r.counts() {
		one.Link, one.Hits = r.drill("theme", row.ThemeID, saidParam, said), hits
	}
	return one
}

func (r *request) promiseCell(row nps.PromiseRow, ok bool, whole float64) promiseCell {
	if !ok {
		row.Index, row.CILow, row.CIHigh = math.NaN(), math.NaN(), math.NaN()
		return promiseCell{PromiseRow: row}
	}
	cell := promiseCell{PromiseRow: row}
	if row.Suppressed {
		cell.Class, cell.Title = "small", r.Lang.Text("web_small")
		return cell
	}
	cell.Title = r.Lang.Text("web_promise_cell", r.Lang.Interval(row.CILow, row.CIHigh), known(r.Lang, row.Kept), known(r.Lang, row.Broken))
	switch {
	case row.CILow > whole:
		cell.Class = "more"
	case row.CIHigh < whole:
		cell.Class = "less"
	}
	return cell
}

// A promiseCourse is how far one promise was kept, period by period.
type promiseCourse struct {
	All   nps.PromiseRow
	Chart template.HTML
	Rows  []nps.PromiseRow
	Kept  told
	Broke told
}

// promiseOf is the course of a promise; nil of what is no promise, and under
// filters, which the night has not measured.
func (r *request) promiseOf(id, kind string) (*promiseCourse, error) {
	if r.sieve.active() || r.byID[id].Lens == "" {
		return nil, nil
	}
	f, err := r.lensTables()
	if err != nil {
		return nil, err
	}
	var v *promiseCourse
	var points []point
	for _, row := range f.promises {
		if row.ThemeID != id || row.Dimension != nps.DimensionAll {
			continue
		}
		if v == nil {
			v = new(promiseCourse)
		}
		switch row.PeriodKind {
		case nps.KindAll:
			said := f.said[id]
			v.All, v.Kept, v.Broke = row, r.toldOf(row, "kept", said.Kept), r.toldOf(row, "broken", said.Broken)
		case kind:
			v.Rows = append(v.Rows, row)
			first, last := bounds(kind, row.Period)
			link := r.drill("theme", id, "from", first.String(), "to", last.String())
			p := point{Label: r.Lang.ShortPeriod(row.Period), Value: row.Index, Low: row.CILow, High: row.CIHigh, N: int(row.Kept.N + row.Broken.N), Withheld: row.Suppressed, Link: link}
			points = append(points, p)
		}
	}
	if len(points) > 1 {
		v.Chart = both(func(width float64) template.HTML {
			return course(r.Lang, plot{Title: r.Lang.Text("web_promise_course"), Points: points}, width)
		})
	}
	return v, nil
}

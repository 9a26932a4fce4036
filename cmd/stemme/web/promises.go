package web

import (
	"cmp"
	"html/template"
	"math"
	"slices"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// promisesView are the promises, the organisation's own before the examples that ship, the most spoken of first.
type promisesView struct {
	Scale   scale
	Lines   []promiseLine
	Values  []string // touchpoints, the columns behind
	Shipped bool     // some are the examples that ship
}

// A promiseLine is one promise over all time.
type promiseLine struct {
	nps.PromiseRow
	Theme                 *themes.ThemeRow
	Few                   bool // shown to those who may count alone
	Kept, Broken, Unclear told
	By                    []promiseCell // by touchpoint, in the order of Values
}

// example is 1 of a promise that ships: it stands behind those that the organisation wrote.
func (l *promiseLine) example() int {
	if lens.Example(l.Theme.ThemeID, l.Theme.Name) {
		return 1
	}
	return 0
}

// told is a count with the way to its comments.
type told struct {
	Text, Link string
	Hits       int
}

// A promiseCell is a promise at one touchpoint.
type promiseCell struct {
	nps.PromiseRow
	Few   bool   // as in promiseLine
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
			v.Lines = append(v.Lines, r.promiseLine(row, t, said[row.ThemeID]))
		}
	}
	for _, row := range r.unlisted(v.Lines) {
		all := r.sayingBy(row.ThemeID, func(sel *survey.Selection) []survey.Value { return []survey.Value{sel.All()} })
		for _, said := range all {
			v.Lines = append(v.Lines, r.promiseLine(row, r.byID[row.ThemeID], said))
		}
	}
	for _, line := range v.Lines {
		v.Scale.take(line.Index, line.CILow, line.CIHigh)
	}
	v.Scale.take(0)
	slices.SortFunc(v.Values, unknownLast)
	slices.SortStableFunc(v.Lines, func(a, b promiseLine) int {
		return cmp.Or(cmp.Compare(a.example(), b.example()), cmp.Compare(b.Mentions.N, a.Mentions.N))
	})
	v.Shipped = slices.ContainsFunc(v.Lines, func(l promiseLine) bool { return l.example() > 0 })
	for i := range v.Lines {
		v.Lines[i].By = r.promiseBy(&v.Lines[i], v.Values, at)
	}
	return v
}

// promiseBy is a promise at each touchpoint, of the rows at, by theme and touchpoint. What
// few say anywhere has no row of a touchpoint.
func (r *request) promiseBy(line *promiseLine, values []string, at map[[2]string]nps.PromiseRow) (cells []promiseCell) {
	var by map[string]survey.Saying
	for _, value := range values {
		row, ok := at[[2]string{line.ThemeID, value}]
		few := false
		if !ok && (line.Few || line.Suppressed) {
			row, ok = line.PromiseRow, true
			row.Suppressed = true
		}
		if ok && row.Suppressed && r.counts() {
			if by == nil {
				by = r.sayingBy(row.ThemeID, func(sel *survey.Selection) []survey.Value { return sel.By(nps.DimensionTouchpoint) })
			}
			few = r.countedPromise(&row, by[value])
		}
		cell := r.promiseCell(row, ok, line.Index)
		cell.Few = few
		cells = append(cells, cell)
	}
	return cells
}

// promiseLine is a promise over all time, of which the comments say so much.
func (r *request) promiseLine(row nps.PromiseRow, t *themes.ThemeRow, said survey.Saying) promiseLine {
	line := promiseLine{Few: r.countedPromise(&row, said), PromiseRow: row, Theme: t}
	line.Kept, line.Broken, line.Unclear = r.toldOf(row, "kept", said.Kept), r.toldOf(row, "broken", said.Broken), r.toldOf(row, "unclear", said.Unclear)
	return line
}

// sayFew is what is said beside a promise that few say something of.
func (l promiseLine) sayFew() messages.Key { return fewIf(l.Few) }
func (c promiseCell) sayFew() messages.Key { return fewIf(c.Few) }

func fewIf(few bool) messages.Key {
	if few {
		return "web_few"
	}
	return ""
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
	var by map[string]survey.Saying // by period
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
			r.countedPromise(&row, said)
			v.All, v.Kept, v.Broke = row, r.toldOf(row, "kept", said.Kept), r.toldOf(row, "broken", said.Broken)
		case kind:
			if row.Suppressed && r.counts() {
				if by == nil {
					by = r.sayingBy(id, func(sel *survey.Selection) []survey.Value { return sel.Periods(kind) })
				}
				r.countedPromise(&row, by[row.Period])
			}
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

// countedPromise fills in what the open tables withhold of a promise with what the
// comments say, for those who may count, and says whether it rests on few. The interval
// takes each answer for a customer of its own.
func (r *request) countedPromise(row *nps.PromiseRow, said survey.Saying) (few bool) {
	if !r.counts() || !row.Suppressed {
		return false
	}
	row.Suppressed = false
	row.Kept, row.Broken, row.Unclear = tables.IntOf(said.Kept), tables.IntOf(said.Broken), tables.IntOf(said.Unclear)
	row.Mentions = tables.IntOf(said.Kept + said.Broken + said.Unclear)
	tally := nps.Tally{Promoters: said.Kept, Detractors: said.Broken}
	row.Index, row.CILow, row.CIHigh = math.NaN(), math.NaN(), math.NaN()
	if tally.Scored() > 0 {
		row.Index = tally.NPS()
		row.CILow, row.CIHigh = tally.Interval(1)
	}
	return models.Analysts.Show("", tally.Scored(), r.smallGroup, false) == models.FewSaid
}

// sayingBy counts what the comments say of a promise by the values of a way to cut, or by
// the periods of a kind.
func (r *request) sayingBy(id string, groups func(*survey.Selection) []survey.Value) map[string]survey.Saying {
	all := map[string]survey.Saying{}
	for _, sign := range signs {
		for _, v := range groups(r.survey.Saying(id, sign)) {
			one := all[v.Name]
			switch sign {
			case 1:
				one.Kept = v.Hits
			case -1:
				one.Broken = v.Hits
			default:
				one.Unclear = v.Hits
			}
			all[v.Name] = one
		}
	}
	return all
}

// unlisted are the promises that some speak of and no open table names, since they are few:
// for those who may count.
func (r *request) unlisted(listed []promiseLine) (rows []nps.PromiseRow) {
	if !r.counts() {
		return nil
	}
	for i := range r.figures.themes {
		t := &r.figures.themes[i]
		named := func(l promiseLine) bool { return l.ThemeID == t.ThemeID }
		if lens.IsPromises(t.Lens) && t.State != models.Hidden && !slices.ContainsFunc(listed, named) && r.survey.Speaking(t.ThemeID).Hits() > 0 {
			rows = append(rows, nps.PromiseRow{CutKey: nps.CutKey{PeriodKind: nps.KindAll, Dimension: nps.DimensionAll}, ThemeID: t.ThemeID, Lens: t.Lens,
				Trend: math.NaN(), TrendLow: math.NaN(), TrendHigh: math.NaN(), Suppressed: true})
		}
	}
	return rows
}

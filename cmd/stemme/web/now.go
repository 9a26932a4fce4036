package web

import (
	"cmp"
	"math"
	"slices"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// The figures of a page as its filters have them: an analyst's counted, a reader's
// from the tables of the night. Both come as rows of the tables.

// A counted is the score of one cut, and the comments that a search for it finds.
type counted struct {
	nps.CutRow
	Hits int
	Few  bool // of few answers, which the reader is told
}

// A themed is the score of those of a cut who mention a theme, likewise.
type themed struct {
	nps.ThemeScoreRow
	Hits int
	Few  bool
}

// scoreRow is a count as a row of the tables.
func scoreRow(key nps.CutKey, c survey.Count) nps.ScoreRow {
	low, high := c.Interval(c.Design)
	row := nps.ScoreRow{CutKey: key, Responses: tables.IntOf(c.Responses()), Scored: tables.IntOf(c.Scored()),
		Promoters: tables.IntOf(c.Promoters), Passives: tables.IntOf(c.Passives), Detractors: tables.IntOf(c.Detractors),
		NPS: c.NPS(), CILow: low, CIHigh: high, Unscored: tables.IntOf(c.Unscored), Commented: tables.IntOf(c.Commented),
		CommentShare: math.NaN(), DesignEffect: c.Design}
	if c.Responses() > 0 {
		row.CommentShare = float64(c.Commented) / float64(c.Responses())
	}
	return row
}

// countedOf is a count of all and of those who commented as a row of the tables.
func (r *request) countedOf(key nps.CutKey, v survey.Value) counted {
	base := scoreRow(key, v.Said)
	c := counted{CutRow: nps.CutRow{ScoreRow: scoreRow(key, v.Count), Complete: true, CommentedScored: base.Scored,
		CommentedNPS: base.NPS, CommentedLow: base.CILow, CommentedHigh: base.CIHigh}, Hits: v.Hits}
	c.Few = r.few(&c.ScoreRow)
	return c
}

// untold is the row of a cut that is not measured.
func untold(key nps.CutKey) counted {
	nan := math.NaN()
	return counted{CutRow: nps.CutRow{ScoreRow: nps.ScoreRow{CutKey: key, NPS: nan, CILow: nan, CIHigh: nan, Suppressed: true},
		CommentedNPS: nan, CommentedLow: nan, CommentedHigh: nan}}
}

// now is the score of everything that the filters let through.
func (r *request) now() counted {
	return remember(r, "now", func() counted {
		if r.counts() {
			return r.countedOf(nps.CutKey{PeriodKind: "all", Dimension: "all"}, r.all())
		}
		return r.measuredRow(r.sieve.cut)
	})
}

// all is the count of what an analyst's filters let through.
func (r *request) all() survey.Value { return remember(r, "all", r.sieve.sel.All) }

// measuredRow is a reader's row of a cut.
func (r *request) measuredRow(c cut) counted {
	row, ok := r.scores[c]
	if !ok || !r.sieve.told {
		return untold(nps.CutKey{PeriodKind: c.kind, Period: c.period, Dimension: c.dimension, Value: c.value})
	}
	return counted{CutRow: row}
}

// course is the score of every period of a kind.
func (r *request) course(kind string) []counted {
	return remember(r, "course "+kind, func() []counted { return r.workCourse(kind) })
}

func (r *request) workCourse(kind string) (rows []counted) {
	if !r.counts() {
		return r.measuredCourse(kind)
	}
	for _, v := range r.sieve.sel.Periods(kind) {
		row := r.countedOf(nps.CutKey{PeriodKind: kind, Period: v.Name, Dimension: "all"}, v)
		rows = append(rows, r.covered(row))
	}
	return rows
}

// covered says how far the data cover the row's period, and the days asked for.
func (r *request) covered(row counted) counted {
	of := r.scores[cut{row.PeriodKind, row.Period, "all", ""}]
	row.Days, row.DaysCovered, row.Complete = of.Days, of.DaysCovered, of.Complete
	first, last := bounds(row.PeriodKind, row.Period)
	f := r.sieve.where.Filter
	if from, to := f.First, f.Last; from != models.NoDay && from > first || to != models.NoDay && to < last {
		from, to = max(from, first), min(cmp.Or(to, last), last)
		if f.Last == models.NoDay {
			to = last
		}
		row.Days, row.DaysCovered, row.Complete = tables.IntOf(int(last-first)+1), tables.IntOf(int(to-from)+1), false
	}
	return row
}

// measuredCourse is a reader's course: the periods within the one asked for.
func (r *request) measuredCourse(kind string) (rows []counted) {
	f := r.sieve.where.Filter
	for _, period := range r.periods(kind) {
		first, last := bounds(kind, period)
		if f.First != models.NoDay && first < f.First || f.Last != models.NoDay && last > f.Last {
			continue
		}
		if _, ok := r.scores[cut{kind, period, r.sieve.cut.dimension, r.sieve.cut.value}]; ok {
			rows = append(rows, r.measuredRow(cut{kind, period, r.sieve.cut.dimension, r.sieve.cut.value}))
		}
	}
	return rows
}

// by is the score of every value of a way to cut, in order, what is unknown last.
func (r *request) by(dimension string) []counted {
	return slices.Clone(remember(r, "by "+dimension, func() []counted { return r.workBy(dimension) }))
}

func (r *request) workBy(dimension string) (rows []counted) {
	if r.counts() {
		rows = r.countBy(r.sieve.sel, dimension)
	} else if r.sieve.cut.dimension == "all" {
		for _, value := range r.values(dimension) {
			if c := (cut{r.sieve.cut.kind, r.sieve.cut.period, dimension, value}); r.scores[c].Dimension != "" {
				rows = append(rows, r.measuredRow(c))
			}
		}
	} else if r.sieve.cut.dimension == dimension {
		rows = append(rows, r.measuredRow(r.sieve.cut))
	}
	if r.mine(dimension, r.Unit) {
		rows = slices.DeleteFunc(rows, func(c counted) bool { return r.mine(dimension, c.Value) })
		own := r.countBy(r.survey.Select(r.sieve.where), dimension)
		rows = append(rows, slices.DeleteFunc(own, func(c counted) bool { return !r.mine(dimension, c.Value) })...)
	}
	slices.SortStableFunc(rows, func(a, b counted) int { return unknownLast(a.Value, b.Value) })
	return rows
}

// countBy counts a selection by the values of a way to cut.
func (r *request) countBy(sel *survey.Selection, dimension string) (rows []counted) {
	for _, v := range r.valuesOf(sel, dimension) {
		rows = append(rows, r.countedOf(nps.CutKey{PeriodKind: "all", Dimension: dimension, Value: v.Name}, v))
	}
	return rows
}

// valuesOf counts a selection by the values of a way to cut, what the filters let
// through once.
func (r *request) valuesOf(sel *survey.Selection, dimension string) []survey.Value {
	if sel != r.sieve.sel {
		return sel.By(dimension)
	}
	return remember(r, "values "+dimension, func() []survey.Value { return sel.By(dimension) })
}

func unknownLast(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// speak are the themes of a lens with their scores, by id; models.NoTheme is uden
// tema. A theme that nobody mentions is not among them.
func (r *request) speak(lens string) map[string]themed {
	return remember(r, "speak "+lens, func() map[string]themed { return r.workSpeak(lens) })
}

func (r *request) workSpeak(lens string) map[string]themed {
	of := map[string]themed{}
	if !r.counts() {
		for _, row := range r.measuredThemes(r.sieve.cut, lens) {
			of[row.ThemeID] = themed{ThemeScoreRow: row}
		}
		return of
	}
	base := r.all().Said
	for _, v := range r.sieve.sel.Themes(lens) {
		of[v.Name] = r.themedOf(nps.CutKey{PeriodKind: "all", Dimension: "all"}, v, base, lens)
	}
	return of
}

// themedOf is the count of a theme as a row of the tables; base is that of all who
// commented.
func (r *request) themedOf(key nps.CutKey, v survey.Value, base survey.Count, lens string) themed {
	t := themed{ThemeScoreRow: nps.ThemeScoreRow{ScoreRow: scoreRow(key, v.Count), ThemeID: v.Name, Share: math.NaN(), BaseNPS: base.NPS(), Lens: lens}, Hits: v.Hits}
	t.Few = r.few(&t.ScoreRow)
	if base.Responses() > 0 {
		t.Share = float64(v.Responses()) / float64(base.Responses())
	}
	return t
}

// measuredThemes are the rows of a reader's cut.
func (r *request) measuredThemes(c cut, lens string) []nps.ThemeScoreRow {
	if !r.sieve.told {
		return nil
	}
	if (lens == "" || lens == r.lead) && (c.kind == "all" || c.dimension == "all") {
		return slices.DeleteFunc(slices.Clone(r.mentions[c]), func(row nps.ThemeScoreRow) bool { return row.Lens != lens })
	}
	return r.lookUp(c, lens)
}

// lookUp reads the rows of a cut that is not held in memory.
func (p *published) lookUp(c cut, lens string) (rows []nps.ThemeScoreRow) {
	// A table that cannot be read has been told of when the edition was opened.
	_ = each(nps.ThemeNPS, p.edition.Path("tables"), func(row nps.ThemeScoreRow) {
		if row.Lens == lens && cutOf(row.ScoreRow) == c {
			rows = append(rows, row)
		}
	})
	return rows
}

// pullsNow are the shown themes with how hard they pull what the filters let
// through, the hardest downward first.
func (r *request) pullsNow() []pull {
	return remember(r, "pulls", r.workPulls)
}

func (r *request) workPulls() []pull {
	now := r.now()
	var all nps.Tally
	if r.counts() {
		all = r.all().Tally
	}
	var pulls []pull
	for _, t := range r.speak(r.lead) {
		if !r.shown(t.ThemeID) {
			continue
		}
		p := pull{Theme: r.byID[t.ThemeID], Row: t.ThemeScoreRow, Pull: pullOf(t.ThemeScoreRow, now.CutRow), Low: math.NaN(), High: math.NaN(),
			Driver: r.effectNow(t.ThemeID), Hits: t.Hits, Link: r.drill("theme", t.ThemeID), Cover: r.coverOf(r.byID[t.ThemeID])}
		if math.IsNaN(p.Pull) {
			continue
		}
		if of, ok := tallyOf(nps.CutRow{ScoreRow: t.ScoreRow}); ok && r.counts() {
			p.Low, p.High = pullInterval(of, all, max(1, t.DesignEffect))
		}
		pulls = append(pulls, p)
	}
	sortPulls(pulls)
	return pulls
}

// sortPulls puts the hardest downward pull first.
func sortPulls(pulls []pull) {
	slices.SortFunc(pulls, func(a, b pull) int {
		return cmp.Or(cmp.Compare(a.Pull, b.Pull), cmp.Compare(a.Theme.ThemeID, b.Theme.ThemeID))
	})
}

// effectNow is the effect of a theme, which is measured over all responses only.
func (r *request) effectNow(theme string) nps.DriverRow {
	if r.sieve.active() {
		return (&extras{}).effect(theme)
	}
	return r.effect(theme)
}

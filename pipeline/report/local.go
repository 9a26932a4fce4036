package report

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// localTo are the themes that the page's unit surely hears more often than others, over
// all time, the surest first: written entries, and then those of the page's lens, or else of
// the fallback, without those that nobody there speaks of in the page's period.
func (f *filler) localTo() []Bar {
	now := f.saidNow()
	rows := slices.DeleteFunc(slices.Clone(f.local), func(r nps.LocalRow) bool {
		said, told := now[r.ThemeID]
		silent := len(now) > 0 && (!told || said.Known && said.N == 0)
		return r.Dimension != f.dimension || r.Value != f.value || r.Q > nps.Significant || !f.shown(r.ThemeID) || silent
	})
	rows = LocalFirst(rows, f.told)
	lenses := []string{f.Lens, f.Fallback, ""}
	for len(lenses) > 1 && !slices.ContainsFunc(rows, func(r nps.LocalRow) bool { return r.Lens == lenses[0] }) {
		lenses = lenses[1:]
	}
	var bars []Bar
	for _, r := range rows {
		if !lens.Written(r.ThemeID) && r.Lens != lenses[0] {
			continue
		}
		note := f.Lang.Text("pack_elsewhere", percent(f.Lang, r.ShareElsewhere), f.Lang.Count(r.Responses))
		if said := now[r.ThemeID]; said.Known {
			note += f.Lang.Text("pack_now", said.N, f.Lang.Period(f.period))
		}
		bars = append(bars, Bar{Name: f.theme[r.ThemeID].Name, Value: r.Share, Low: math.NaN(), High: math.NaN(), Text: percent(f.Lang, r.Share), Note: note, id: r.ThemeID})
	}
	return f.toned(bars, f.Unit, "")
}

// saidNow is how many of the page's unit mention each theme in the page's period; none
// where the tables do not tell of that.
func (f *filler) saidNow() map[string]tables.Int {
	said := map[string]tables.Int{}
	for i := range f.mentions {
		if r := &f.mentions[i]; f.of(&r.CutKey) && r.PeriodKind == f.kind && r.Period == f.period {
			said[r.ThemeID] = r.Responses
		}
	}
	return said
}

// newsHere is what the page's customers say beyond their past in its period: findings of
// months first, since those of weeks and days are parts of them, each phrase and each fact once.
func (f *filler) newsHere() (bars []Bar) {
	rows := slices.DeleteFunc(slices.Clone(f.news), func(r nps.NewsRow) bool {
		first := r.Period
		if r.PeriodKind == nps.KindMonth {
			first += "-01"
		}
		day, err := models.ParseDay(first)
		return err != nil || r.Dimension != f.dimension || r.Value != f.value || nps.PeriodName(f.kind, day) != f.period
	})
	months := func(r *nps.NewsRow) bool { return r.PeriodKind == nps.KindMonth }
	slices.SortStableFunc(rows, func(a, b nps.NewsRow) int {
		return cmp.Or(boolFirst(months(&a), months(&b)), cmp.Compare(b.Responses, a.Responses), cmp.Compare(a.Phrase, b.Phrase))
	})
	said := map[string]bool{}
	for _, r := range nps.OnceTold(rows, f.said) {
		if !said[r.Phrase] {
			said[r.Phrase] = true
			bars = append(bars, Bar{Name: "»" + r.Phrase + "«", Value: float64(r.Responses), Low: math.NaN(), High: math.NaN(), Text: f.Lang.Count(r.Responses),
				Note: f.Lang.Text("page_news_expected", f.Lang.Number(r.Expected, 1))})
		}
	}
	return bars
}

// noNews says that nothing is new, or, of a unit of a level with too many, where news is looked for.
func (f *filler) noNews() string {
	if top := nps.NewsUnit(f.Unit, slices.Values(f.cuts)); top != f.Unit {
		return f.Lang.Text("page_news_unsought", top)
	}
	return f.Lang.Text("page_no_news")
}

// A unitScore is the score of a unit, held against all others of the whole.
type unitScore struct {
	nps.CutRow
	against nps.Difference // of the unit less the others
	sure    bool           // corrected for the number of units
}

// unitScores are the shown units of the highest level that has two, in a period, the best
// first. The others are the whole less the unit.
func unitScores(cuts []nps.CutRow, kind, period string) (scores []unitScore) {
	var whole *nps.CutRow
	levels := map[int][]*nps.CutRow{}
	for i := range cuts {
		switch c := &cuts[i]; {
		case c.PeriodKind != kind || c.Period != period || c.Suppressed:
		case c.Dimension == nps.DimensionAll:
			whole = c
		case c.Dimension == nps.DimensionUnit && c.Value != "" && c.Scored.N > 0:
			deep := strings.Count(c.Value, "/")
			levels[deep] = append(levels[deep], c)
		}
	}
	var units []*nps.CutRow
	for _, deep := range slices.Sorted(maps.Keys(levels)) {
		if units = levels[deep]; len(units) > 1 {
			break
		}
	}
	if whole == nil || len(units) < 2 {
		return nil
	}
	var ps []float64
	for _, c := range units {
		here, all := tallyOf(c), tallyOf(whole)
		others := nps.Tally{Promoters: all.Promoters - here.Promoters, Passives: all.Passives - here.Passives, Detractors: all.Detractors - here.Detractors}
		d := nps.Compare(others, here, whole.DesignEffect, c.DesignEffect)
		scores, ps = append(scores, unitScore{CutRow: *c, against: d}), append(ps, d.P)
	}
	for i, q := range nps.BenjaminiHochberg(ps) {
		scores[i].sure = nps.Sure(scores[i].against.Low, scores[i].against.High, q)
	}
	slices.SortStableFunc(scores, func(a, b unitScore) int { return cmp.Or(cmp.Compare(b.NPS, a.NPS), cmp.Compare(a.Value, b.Value)) })
	return scores
}

// ends are the first and the last of a list, at most so many in all.
func ends[T any](of []T, most int) []T {
	if most <= 0 || len(of) <= most {
		return of
	}
	return slices.Concat(of[:(most+1)/2], of[len(of)-most/2:])
}

// units are those at both ends of the page's period.
func (f *filler) units() (title string, bars []Bar) {
	for _, s := range ends(unitScores(f.cuts, f.kind, f.period), mostLocal) {
		b := f.bar(s.Value, &s.ScoreRow)
		b.Unsure = !s.sure
		switch {
		case s.sure && s.against.Points > 0:
			b.Tone = f.Lang.Text("units_above")
		case s.sure:
			b.Tone = f.Lang.Text("units_below")
		}
		bars = append(bars, b)
	}
	return f.Lang.Text("report_units"), bars
}

// units are the scores of the units at both ends, over all time, each with how far it is
// from all others where that is sure.
func (w *writer) units() Section {
	s := w.section("units", "way_unit", "col_responses", "col_n", "col_nps", "col_interval", "col_classes", "col_difference")
	var shown []nps.CutRow
	s.Table = func() (tables.Table, error) { return nps.NPS.Table(shown) }
	for _, u := range ends(unitScores(w.cuts, nps.KindAll, ""), w.Most) {
		difference := w.Lang.Text("report_unsure")
		if u.sure {
			difference = w.Lang.Signed(u.against.Points, 1) + " " + w.Lang.Interval(u.against.Low, u.against.High)
		}
		shown = append(shown, u.CutRow)
		s.Rows = append(s.Rows, append(append([]string{u.Value}, w.score(&u.CutRow)...), difference))
	}
	return s
}

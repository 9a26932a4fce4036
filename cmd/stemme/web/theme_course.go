package web

import (
	"html/template"
	"math"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// themeCourses draws the theme's share and score by period.
func (s *server) themeCourses(r *request, v *themeView) {
	var shares, scores []point
	id := v.Theme.ThemeID
	rows := r.themeCourse(id, v.Kind)
	for _, of := range r.course(v.Kind) {
		row, ok := rows[of.Period]
		if !ok {
			row.ThemeScoreRow = nps.ThemeScoreRow{ScoreRow: nps.ScoreRow{NPS: math.NaN(), CILow: math.NaN(), CIHigh: math.NaN(),
				Responses: tables.IntOf(0), Scored: tables.IntOf(0)}}
		}
		first, last := r.inDays(v.Kind, of.Period)
		link := r.drill("theme", id, "from", first.String(), "to", last.String())
		v.Course = append(v.Course, themeCourse{of.Period, link, row})
		label := r.Lang.ShortPeriod(of.Period)
		partial := r.partial(&of.CutRow)
		low, high := math.NaN(), math.NaN()
		if row.Responses.Known && of.Commented.Known {
			low, high = nps.Wilson(int(row.Responses.N), int(of.Commented.N), 1)
		}
		shares = append(shares, point{Label: label, Value: 100 * row.Share, Low: 100 * low, High: 100 * high, N: int(row.Responses.N), Link: link,
			Hits: row.Hits, Partial: partial, Withheld: row.Suppressed})
		score := pointOf(label, link, row.ScoreRow)
		score.Partial, score.Hits = partial, row.Hits
		scores = append(scores, score)
	}
	if len(shares) > 1 {
		v.Share = both(func(width float64) template.HTML {
			return course(r.Lang, plot{Title: r.Lang.Text("web_share_title"), Points: shares, Columns: true, Decimals: 1}, min(width, half))
		})
		v.Score = both(func(width float64) template.HTML {
			return course(r.Lang, plot{Title: r.Lang.Text("web_theme_course_title"), Points: scores, Decimals: 1}, min(width, half))
		})
	}
}

// themeCourse is a theme by period.
func (r *request) themeCourse(id, kind string) map[string]themed {
	of := map[string]themed{}
	if !r.counts() {
		for _, row := range r.course(kind) {
			c := cut{kind, row.Period, r.sieve.cut.dimension, r.sieve.cut.value}
			for _, t := range r.measuredThemes(c, r.byID[id].Lens) {
				if t.ThemeID == id {
					of[row.Period] = themed{ThemeScoreRow: t}
				}
			}
		}
		return of
	}
	said := map[string]survey.Count{}
	for _, v := range r.sieve.sel.Periods(kind) {
		said[v.Name] = v.Said
	}
	for _, v := range r.speaking(id).Periods(kind) {
		of[v.Name] = r.themedOf(nps.CutKey{PeriodKind: kind, Period: v.Name, Dimension: "all"}, survey.Value{Name: id, Count: v.Count}, said[v.Name], "")
	}
	return of
}

// themeBy is a theme by the values of a dimension.
func (r *request) themeBy(id, dimension string) themeBy {
	by := themeBy{Dimension: dimension}
	of := r.themeWithin(id, dimension)
	for _, value := range r.by(dimension) {
		row, ok := of[value.Value]
		if !ok {
			continue
		}
		by.Rows = append(by.Rows, themeByRow{value.Value, r.drill("theme", id, sieveName(dimension), value.Value), row})
		by.Scale.take(row.NPS, row.CILow, row.CIHigh)
	}
	by.Scale.take(r.now().CommentedNPS)
	return by
}

// themeWithin is a theme within every value of a dimension.
func (r *request) themeWithin(id, dimension string) map[string]themed {
	rows, lens := map[string]themed{}, r.byID[id].Lens
	if !r.counts() {
		of, _ := r.themesBy(dimension, lens, true)
		for value, themes := range of {
			if row, ok := themes[id]; ok {
				rows[value] = row
			}
		}
		return rows
	}
	said := map[string]survey.Count{}
	for _, v := range r.valuesOf(r.sieve.sel, dimension) {
		said[v.Name] = v.Said
	}
	for _, v := range r.speaking(id).By(dimension) {
		key := nps.CutKey{PeriodKind: "all", Dimension: dimension, Value: v.Name}
		rows[v.Name] = r.themedOf(key, survey.Value{Name: id, Count: v.Count}, said[v.Name], lens)
	}
	return rows
}

package web

import (
	"cmp"
	"html/template"
	"math"
	"net/http"
	"slices"

	"stemme/cmd/stemme/web/frame"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// dimensions are what scores are cut by, touchpoint and unit first.
func (f *figures) dimensions() []string {
	var names []string
	for c := range f.scores {
		if c.kind == "all" && c.dimension != "all" && !slices.Contains(names, c.dimension) {
			names = append(names, c.dimension)
		}
	}
	rank := map[string]int{"touchpoint": 1, "stage": 2, "unit": 3}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(order(rank, a), order(rank, b)), cmp.Compare(a, b))
	})
	return names
}

func order(rank map[string]int, name string) int {
	if n, ok := rank[name]; ok {
		return n
	}
	return len(rank) + 1
}

// A themesView is the list of themes and their map.
type themesView struct {
	Map     template.HTML
	Whole   nps.CutRow
	Sort    string
	Lens    string
	Lenses  []string
	Rows    []themeLine
	Drivers bool
	Tree    []branch
	Without *themeLine
	Events  []eventView
	Kept    bool // an edit has just been kept
	Pending pendingView
}

// A branch is a top theme with those under it.
type branch struct {
	Top    *themes.ThemeRow
	Themes []*themes.ThemeRow
}

// tree are the top themes of which some theme is shown.
func (f *figures) tree() []branch {
	var tree []branch
	for i := range f.themes {
		b := branch{Top: &f.themes[i]}
		for j := range f.themes {
			if t := &f.themes[j]; t.ParentID == b.Top.ThemeID && t.State != models.Hidden {
				b.Themes = append(b.Themes, t)
			}
		}
		if len(b.Themes) > 0 {
			tree = append(tree, b)
		}
	}
	return tree
}

// A themeLine is one theme in the list.
type themeLine struct {
	Theme  *themes.ThemeRow
	Row    nps.ThemeScoreRow
	Pull   float64
	Driver nps.DriverRow
}

func (s *server) themes(w http.ResponseWriter, r *request) error {
	v := themesView{Whole: r.scores[whole], Sort: r.URL.Query().Get("sort"), Lens: r.URL.Query().Get("lens")}
	var places []place
	for i := range r.figures.themes {
		t := &r.figures.themes[i]
		if t.Lens != "" && !slices.Contains(v.Lenses, t.Lens) {
			v.Lenses = append(v.Lenses, t.Lens)
		}
		if t.State == models.Hidden || t.Lens != v.Lens || r.tops[t.ThemeID] {
			continue
		}
		row, _ := r.mention(whole, t.ThemeID)
		v.Rows = append(v.Rows, themeLine{t, row, pullOf(row, v.Whole), r.effect(t.ThemeID)})
		if t.State == models.Ready && !t.Restates() && row.Scored.Known && !math.IsNaN(row.NPS) {
			places = append(places, place{t.Name, themeLink(t.ThemeID), row.Share, row.NPS, row.CILow, row.CIHigh, int(row.Scored.N)})
		}
	}
	v.Events = r.eventsInWords(eventsShown)
	v.Drivers, v.Tree = len(r.drivers) > 0, r.tree()
	sortThemes(v.Rows, v.Sort)
	if row, ok := r.mention(whole, models.NoTheme); ok {
		v.Without = &themeLine{nil, row, pullOf(row, v.Whole), r.effect("")}
	}
	if r.Role == frame.Analysts {
		v.Kept, v.Pending = r.URL.Query().Get("kept") != "", s.pending(r)
	}
	if len(places) > 0 && !math.IsNaN(v.Whole.CommentedNPS) {
		v.Map = themeMap(r.Lang, r.Lang.Text("web_map_title"), places, v.Whole.CommentedNPS)
	}
	return s.show(w, r, "themes", "web_themes", v)
}

// sortThemes puts the themes in the order asked for; ties keep the order by
// size. What is not known comes last.
func sortThemes(rows []themeLine, by string) {
	last := func(v float64) float64 {
		if math.IsNaN(v) {
			return math.Inf(1)
		}
		return v
	}
	slices.SortStableFunc(rows, func(a, b themeLine) int {
		switch by {
		case "nps":
			return cmp.Compare(last(a.Row.NPS), last(b.Row.NPS))
		case "pull":
			return cmp.Compare(last(a.Pull), last(b.Pull))
		case "effect":
			return cmp.Compare(last(a.Driver.Effect), last(b.Driver.Effect))
		case "name":
			return cmp.Compare(a.Theme.Name, b.Theme.Name)
		}
		return 0
	})
}

// A themeView is one theme.
type themeView struct {
	Theme    *themes.ThemeRow
	Row      nps.ThemeScoreRow
	Whole    nps.CutRow
	Bar      template.HTML
	Pull     float64
	Kind     string
	Kinds    []string
	Share    template.HTML // its course
	Score    template.HTML
	Course   []themeCourse
	By       []themeBy
	Typical  []typical
	Related  []related
	Driver   nps.DriverRow
	WhatIf   *nps.WhatIfRow
	Parent   *themes.ThemeRow
	Children []*themes.ThemeRow
	Others   []*themes.ThemeRow // that it could be merged into, by name
	Editable bool
	Top      bool // others lie under it
}

type themeCourse struct {
	Period, Link string
	nps.ThemeScoreRow
}

// A themeBy is a theme by the values of one dimension.
type themeBy struct {
	Dimension string
	Rows      []themeByRow
}

type themeByRow struct {
	Value, Link string
	nps.ThemeScoreRow
}

// typical are comments of one class.
type typical struct {
	Class models.Class
	Link  string
	Hits  []hitView
}

// A related theme is one that the same comments speak of.
type related struct {
	Theme *themes.ThemeRow
	Both  int
	Link  string
}

func (s *server) theme(w http.ResponseWriter, r *request) error {
	id := r.PathValue("id")
	t := r.byID[id]
	if t == nil {
		return frame.ErrNotFound
	}
	v := themeView{Theme: t, Whole: r.scores[whole], Kind: r.periodKind(), Kinds: periodKinds[:], Parent: r.byID[t.ParentID]}
	v.Row, _ = r.mention(whole, id)
	v.Driver = r.effect(id)
	if w, ok := r.whatIf[id]; ok {
		v.WhatIf = &w
	}
	v.Bar, v.Pull = barOf(r, v.Row.ScoreRow), pullOf(v.Row, v.Whole)
	for i := range r.figures.themes {
		if child := &r.figures.themes[i]; child.ParentID == id {
			v.Children = append(v.Children, child)
		}
	}
	s.themeCourses(r, &v)
	v.Editable, v.Top = r.Role == frame.Analysts && t.Lens == "", r.tops[id]
	v.Others = r.others(t)
	for _, dimension := range r.dimensions() {
		if by := r.themeBy(id, dimension); len(by.Rows) > 1 {
			v.By = append(v.By, by)
		}
	}
	if r.Role == frame.Analysts {
		if err := s.themeComments(r, &v); err != nil {
			return err
		}
	}
	f := s.Frame(r.Visit, "web_themes", v)
	f.Title = t.Name
	return s.Titled(w, r.Visit, "theme", f)
}

// others are the themes that t could be merged into, by name.
func (f *figures) others(t *themes.ThemeRow) []*themes.ThemeRow {
	var all []*themes.ThemeRow
	for i := range f.themes {
		if o := &f.themes[i]; o != t && o.Lens == "" && o.State != models.Hidden && !f.tops[o.ThemeID] {
			all = append(all, o)
		}
	}
	slices.SortStableFunc(all, func(a, b *themes.ThemeRow) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// themeCourses draws the theme's share and score by period.
func (s *server) themeCourses(r *request, v *themeView) {
	var shares, scores []point
	for _, period := range r.periods(v.Kind) {
		c := cut{v.Kind, period, "all", ""}
		row, ok := r.mention(c, v.Theme.ThemeID)
		if !ok {
			if _, measured := r.scores[c]; !measured {
				continue
			}
			row = nps.ThemeScoreRow{ScoreRow: nps.ScoreRow{NPS: math.NaN(), CILow: math.NaN(), CIHigh: math.NaN(),
				Responses: tables.IntOf(0), Scored: tables.IntOf(0)}}
		}
		link := r.periodLink(v.Kind, period, whole, "theme", v.Theme.ThemeID)
		v.Course = append(v.Course, themeCourse{period, link, row})
		of := r.scores[c]
		partial := r.partial(&of)
		shares = append(shares, point{period, 100 * row.Share, math.NaN(), math.NaN(), int(row.Responses.N), link, partial})
		score := pointOf(period, link, row.ScoreRow)
		score.Partial = partial
		scores = append(scores, score)
	}
	if len(shares) > 1 {
		v.Share = course(r.Lang, r.Lang.Text("web_share_title"), shares, true, half, 1)
		v.Score = course(r.Lang, r.Lang.Text("web_theme_course_title"), scores, false, half, 1)
	}
}

// themeBy is a theme by the values of a dimension.
func (r *request) themeBy(id, dimension string) themeBy {
	by := themeBy{Dimension: dimension}
	for _, value := range r.values(dimension) {
		row, ok := r.mention(cut{kind: "all", dimension: dimension, value: value}, id)
		if !ok {
			continue
		}
		line := themeByRow{Value: value, ThemeScoreRow: row}
		if value != "" {
			line.Link = r.find("theme", id, filterName(dimension), value)
		}
		by.Rows = append(by.Rows, line)
	}
	return by
}

// themeComments fetches typical comments of each class and the themes that the
// same comments speak of.
func (s *server) themeComments(r *request, v *themeView) error {
	id := v.Theme.ThemeID
	for _, class := range models.Classes {
		one := typical{Class: class, Link: findLink("theme", id, "class", class.String()), Hits: r.examplesOf(id, class)}
		if len(one.Hits) > 0 {
			v.Typical = append(v.Typical, one)
			continue
		}
		res, err := r.index.Search(r.Context(), index.Request{
			Query: orWords(v.Theme.Words), Size: typicalShown,
			Filter: index.Filter{Themes: []string{id}, Classes: []models.Class{class}, First: models.NoDay, Last: models.NoDay},
		})
		if err != nil {
			return err
		}
		for _, h := range res.Hits {
			one.Hits = append(one.Hits, r.hit(h, false))
		}
		v.Typical = append(v.Typical, one)
	}
	res, err := r.index.Search(r.Context(), index.Request{
		Filter:   index.Filter{Themes: []string{id}, First: models.NoDay, Last: models.NoDay},
		Facets:   []string{"theme"},
		MinGroup: s.conf.SmallGroup,
	})
	if err != nil || len(res.Facets) == 0 {
		return err
	}
	for _, value := range res.Facets[0].Values {
		if t := r.byID[value.Value]; t != nil && t.ThemeID != id && t.State == models.Ready && len(v.Related) < topThemes {
			v.Related = append(v.Related, related{t, value.Total(), findLink("q", themeQuery(id)+" "+themeQuery(t.ThemeID))})
		}
	}
	return nil
}

// examplesOf are the typical comments of a class that the night has picked.
func (r *request) examplesOf(id string, class models.Class) []hitView {
	var hits []hitView
	for _, e := range r.examples[id] {
		row := r.cited[e.ResponseKey]
		if e.NPSClass != class || row == nil || len(hits) == typicalShown {
			continue
		}
		hits = append(hits, r.hit(index.Hit{Document: index.Document{Key: row.Key(), Class: row.NPSClass, Score: row.Score,
			Day: row.RespondedOn, Touchpoint: row.Touchpoint, Unit: row.Unit, Language: row.Language, Title: row.Title, Comment: row.Comment}, Marks: r.clauseOf(e, row.Comment)}, false))
	}
	return hits
}

// clauseOf is where the clause that an example is about stands in its comment.
func (x *extras) clauseOf(e themes.ThemeExampleRow, comment string) []index.Span {
	at, ok := x.clauses[clauseKey{e.ResponseKey, e.Clause}]
	if !ok {
		return nil
	}
	span, character := index.Span{Start: len(comment), End: len(comment)}, int32(0)
	for i := range comment { // the table counts characters, the page bytes
		if character == at[0] {
			span.Start = i
		}
		if character == at[1] {
			span.End = i
		}
		character++
	}
	return []index.Span{span}
}

package web

import (
	"cmp"
	"html/template"
	"math"
	"net/http"
	"slices"

	"stemme/cmd/stemme/web/frame"
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
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
	Voiced  bool // praise and blame are told
	Map     template.HTML
	Unnamed []place // on the map, by number
	Whole   counted
	Scale   scale
	Sort    string
	Lens    string
	Shown   string // Lens as it stands in an address
	Lenses  []lensTab
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
	Top    twig
	Themes []twig
}

// A twig is a theme of the tree, within the filters as the list above it is.
type twig struct {
	*themes.ThemeRow
	Row themed
}

func (r *request) twig(t *themes.ThemeRow) twig { return twig{t, r.speakOf(t.ThemeID)} }

// tree are the top themes of which some theme is shown.
func (r *request) tree() []branch {
	var tree []branch
	for i := range r.figures.themes {
		b := branch{}
		for j := range r.figures.themes {
			if t := &r.figures.themes[j]; t.ParentID == r.figures.themes[i].ThemeID && t.State != models.Hidden {
				b.Themes = append(b.Themes, r.twig(t))
			}
		}
		if len(b.Themes) > 0 {
			b.Top = r.twig(&r.figures.themes[i])
			tree = append(tree, b)
		}
	}
	return tree
}

// A themeLine is one theme in the list.
type themeLine struct {
	Theme  *themes.ThemeRow
	Row    themed
	Link   string // to the comments
	Pull   float64
	Driver nps.DriverRow
	Cover  template.HTML // what of a lens covers it
	Voices voices
}

func (s *server) themes(w http.ResponseWriter, r *request) error {
	v := themesView{Whole: r.now(), Sort: r.URL.Query().Get("sort"), Lens: r.lensAsked()}
	v.Shown, v.Lenses = cmp.Or(v.Lens, foundLens), r.lensTabs("/temaer", v.Lens)
	said, voiced := r.speak(v.Lens), r.voicesOf(v.Lens)
	var places []place
	for i := range r.figures.themes {
		t := &r.figures.themes[i]
		row, mentioned := said[t.ThemeID]
		if t.State == models.Hidden || t.Lens != v.Lens || r.tops[t.ThemeID] || !mentioned {
			continue
		}
		v.Rows = append(v.Rows, themeLine{t, row, r.drill("theme", t.ThemeID), pullOf(row.ThemeScoreRow, v.Whole.CutRow), r.effectNow(t.ThemeID), r.coverOf(t), voiced[t.ThemeID]})
		v.Scale.take(row.NPS, row.CILow, row.CIHigh)
		if t.State == models.Ready && !t.Restates() && row.Scored.Known && !math.IsNaN(row.NPS) {
			places = append(places, place{t.Name, themeLink(t.ThemeID), row.Share, row.NPS, row.CILow, row.CIHigh, int(row.Scored.N)})
		}
	}
	v.Scale.take(v.Whole.CommentedNPS)
	v.Voiced = len(voiced) > 0
	v.Events = r.eventsInWords(eventsShown)
	v.Drivers, v.Tree = len(r.drivers) > 0 && !r.sieve.active() && (v.Lens == "" || v.Lens == r.lead), r.tree()
	slices.SortStableFunc(v.Rows, func(a, b themeLine) int { return cmp.Compare(b.Row.Responses.N, a.Row.Responses.N) })
	sortThemes(v.Rows, v.Sort)
	if row, ok := said[models.NoTheme]; ok {
		link := ""
		if v.Lens == "" { // no search asks for none of a lens
			link = r.drill("theme", survey.Unknown)
		}
		v.Without = &themeLine{nil, row, link, pullOf(row.ThemeScoreRow, v.Whole.CutRow), r.effectNow(""), "", voices{}}
	}
	if r.edits() {
		v.Kept, v.Pending = r.URL.Query().Get("kept") != "", s.pending(r)
	}
	if len(places) > 0 && !math.IsNaN(v.Whole.CommentedNPS) {
		v.Map, v.Unnamed = themeMap(r.Lang, r.Lang.Text("web_map_title"), places, v.Whole.CommentedNPS)
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
	Theme     *themes.ThemeRow
	Lens      string        // that it is an entry of; "" for a found theme
	Cover     template.HTML // what of a lens covers it
	Shifted   []string      // that it has other comments than it had
	Row       themed
	Link      string // to its comments
	Whole     counted
	Bar       template.HTML
	Alerts    []alertView // of it
	Heard     []localView // where it is heard more than elsewhere
	Pull      float64
	Kind      string
	Kinds     []string
	Share     template.HTML // its course
	Score     template.HTML
	Course    []themeCourse
	None      string // why it has none
	By        []themeBy
	Typical   []typical
	Related   []related
	Driver    nps.DriverRow
	WhatIf    *nps.WhatIfRow
	Parent    *themes.ThemeRow
	Children  []twig
	Others    []option // that it could be merged into, by name
	Editable  bool
	Top       bool // others lie under it
	Precision *precisionView
	Promise   *promiseCourse // of a promise
	Voiced    []voicedScore
}

type themeCourse struct {
	Period, Link string
	themed
}

// A themeBy is a theme by the values of one dimension.
type themeBy struct {
	Dimension string
	Scale     scale
	Rows      []themeByRow
}

type themeByRow struct {
	Value, Link string
	themed
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

// errNoTheme says that a theme is gone, which an address of an earlier edition may name.
var errNoTheme = frame.Fault{Status: http.StatusNotFound, Key: "web_no_such_theme"}

func (s *server) theme(w http.ResponseWriter, r *request) error {
	id := r.PathValue("id")
	t := r.byID[id]
	if t == nil {
		return errNoTheme
	}
	v := themeView{Theme: t, Cover: r.coverOf(t), Whole: r.now(), Kind: r.periodKind(), Kinds: periodKinds[:], Parent: r.byID[t.ParentID], Link: r.drill("theme", id)}
	if v.Row = r.speakOf(id); t.Lens != "" {
		v.Lens = r.lensName(t.Lens)
	}
	v.Shifted = report.Shifted(themes.EventsOf(r.events), []themes.ThemeRow{*t}, id, r.Lang)
	v.Driver, v.Voiced = r.effectNow(id), r.voicedScores(id)
	v.Alerts = r.alertsOf(func(a *nps.AlertRow) bool { return a.ThemeID == id })
	if !r.sieve.active() {
		v.Heard = r.heardOf(func(h *nps.LocalRow) bool { return h.ThemeID == id })
	}
	if w, ok := r.whatIf[id]; ok && !r.sieve.active() {
		v.WhatIf = &w
	}
	v.Bar, v.Pull = barOf(r, v.Row.ScoreRow), pullOf(v.Row.ThemeScoreRow, v.Whole.CutRow)
	for i := range r.figures.themes {
		if child := &r.figures.themes[i]; child.ParentID == id {
			v.Children = append(v.Children, r.twig(child))
		}
	}
	if s.themeCourses(r, &v); len(v.Course) == 0 {
		v.None = r.withoutDays("web_no_days_course")
	}
	var err error
	if v.Promise, err = r.promiseOf(id, v.Kind); err != nil {
		return err
	}
	v.Editable, v.Top = r.edits() && t.Lens == "", r.tops[id]
	v.Others = r.others(t)
	for _, dimension := range r.dimensions() {
		if by := r.themeBy(id, dimension); len(by.Rows) > 1 {
			v.By = append(v.By, by)
		}
	}
	if r.edits() {
		if v.Precision, err = s.precision(r, id); err != nil {
			return err
		}
	}
	if r.counts() {
		if err := s.themeComments(r, &v); err != nil {
			return err
		}
	}
	return s.titled(w, r, "theme", t.Name, v)
}

// speakOf is one theme of whichever lens.
func (r *request) speakOf(id string) themed {
	if t, ok := r.speak(r.byID[id].Lens)[id]; ok {
		return t
	}
	nan := math.NaN()
	none := themed{ThemeScoreRow: nps.ThemeScoreRow{ThemeID: id, Share: nan, BaseNPS: nan, Lens: r.byID[id].Lens,
		ScoreRow: nps.ScoreRow{CutKey: nps.CutKey{PeriodKind: nps.KindAll, Dimension: nps.DimensionAll}, NPS: nan, CILow: nan, CIHigh: nan, Suppressed: !r.silent(id)}}}
	if zero := tables.IntOf(0); !none.Suppressed {
		none.Responses, none.Scored, none.Promoters, none.Passives, none.Detractors = zero, zero, zero, zero, zero
		none.Share = r.shareOfNone()
	}
	return none
}

// silent says whether a theme without a row is one that nobody mentions, and not one that
// is withheld: where the sender counts, and where the tables show the cut and have the
// rows of its themes.
func (r *request) silent(id string) bool {
	if r.counts() {
		return true
	}
	if t := r.byID[id]; t.Responses == tables.IntOf(0) && !t.Suppressed { // anywhere
		return true
	}
	c := r.sieve.cut
	return r.sieve.told && !r.scores[c].Suppressed && (c.kind != nps.KindMonth || c.dimension != nps.DimensionUnit)
}

// shareOfNone is the share of what nobody mentions: of no comments it is none.
func (r *request) shareOfNone() float64 {
	if n := r.now().Commented; n.Known && n.N > 0 {
		return 0
	}
	return math.NaN()
}

// others are the themes that t could be merged into, by name.
func (f *figures) others(t *themes.ThemeRow) []option {
	var all []option
	for i := range f.themes {
		if o := &f.themes[i]; o != t && o.Lens == "" && o.State != models.Hidden && !f.tops[o.ThemeID] {
			all = append(all, option{o.ThemeID, f.called(o)})
		}
	}
	slices.SortStableFunc(all, func(a, b option) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// themeComments fetches typical comments of each class and the themes that the
// same comments speak of, within the filters.
func (s *server) themeComments(r *request, v *themeView) error {
	id := v.Theme.ThemeID
	filter := r.searched(r.sieve.where.Filter)
	filter.Themes = r.searched(index.Filter{Themes: []string{id}}).Themes
	for _, class := range models.Classes {
		one := typical{Class: class, Link: r.drill("theme", id, "class", class.String())}
		if !r.sieve.active() {
			one.Hits = r.examplesOf(id, class)
		}
		if len(r.sieve.where.Classes) > 0 && !slices.Contains(r.sieve.where.Classes, class) {
			continue
		}
		if len(one.Hits) == 0 {
			filter.Classes = []models.Class{class}
			res, err := r.index.Search(r.Context(), index.Request{Query: orWords(v.Theme.Words), Size: typicalShown, Filter: filter})
			if err != nil {
				return err
			}
			for _, h := range res.Hits {
				one.Hits = append(one.Hits, r.quoted(h, id))
			}
		}
		v.Typical = append(v.Typical, one)
	}
	if v.Theme.Lens != "" {
		return nil
	}
	both := r.speaking(id).Themes("")
	slices.SortStableFunc(both, func(a, b survey.Value) int { return cmp.Compare(b.Hits, a.Hits) })
	for _, value := range both {
		if t := r.byID[value.Name]; t != nil && t.ThemeID != id && t.State == models.Ready && !r.tops[t.ThemeID] && len(v.Related) < topThemes {
			v.Related = append(v.Related, related{t, value.Hits, r.drill("theme", id, "q", r.themeWords(t.ThemeID))})
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
			Day: row.RespondedOn, Touchpoint: row.Touchpoint, Unit: row.Unit, Segments: row.Segments, Language: row.Language, Title: row.Title, Comment: row.Comment}, Marks: r.clauseOf(e, row.Comment)}, false))
	}
	return hits
}

// clauseOf is where the clause that an example is about stands in its comment.
func (x *extras) clauseOf(e themes.ThemeExampleRow, comment string) []index.Span {
	at, ok := x.clauses[clauseKey{e.ResponseKey, e.Clause}]
	if !ok {
		return nil
	}
	return []index.Span{characters(comment, at[0], at[1])}
}

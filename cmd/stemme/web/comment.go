package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strings"

	"stemme/cmd/stemme/web/frame"
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/codebook"
)

// A commentView is one comment, whole, with why each theme is there.
type commentView struct {
	Key      string
	Unknown  bool // no comment has the key that was asked for
	Hit      hitView
	Fields   []qualityLine
	Reasons  []reasonView
	Before   string // the comment before it and behind it, in the order of keys
	After    string
	Similar  string
	Of       string        // the theme that alone is marked; "" for all
	Reasoned bool          // some clause speaks of a theme
	Sets     []reasonGroup // the reasons by lens
}

// A reasonGroup is the reasons of one lens, "" for the themes that were found.
type reasonGroup struct {
	Name    string // of the lens
	Lens    string
	Reasons []reasonView
}

// A reasonView says why one clause speaks of a theme.
type reasonView struct {
	Theme, Page string
	Clause      string
	Number      int
	Probability float64
	Words       []string // of the theme that the clause holds
	Edit        string   // of the analysts that put it there
	Class       string   // of its mark
}

func (s *server) comment(w http.ResponseWriter, r *request) error {
	asked := strings.TrimSpace(r.URL.Query().Get("key"))
	v := commentView{Key: asked, Of: r.URL.Query().Get("of")}
	if asked == "" {
		return s.show(w, r, "comment", "web_comment", v)
	}
	row, ok := r.rowOf(asked)
	if !ok {
		v.Unknown = true
		w.WriteHeader(http.StatusNotFound)
		return s.show(w, r, "comment", "web_comment", v)
	}
	key := r.survey.Key(row)
	d, err := r.index.Document(r.Context(), key)
	if errors.Is(err, index.ErrUnknownKey) {
		v.Unknown = true
		return s.show(w, r, "comment", "web_comment", v)
	}
	if err != nil {
		return err
	}
	v.Key = key.String()
	v.Reasons = r.reasons(row, d, s.moves(key))
	v.Hit = r.hit(index.Hit{Document: d}, false)
	v.Hit.Pieces = [][]span{reasoned(d.Comment, r.survey.Clauses(row), r, v.Of)}
	v.Fields = r.fields(d)
	v.Similar = v.Hit.Similar
	v.Before, v.After = r.beside(row, -1), r.beside(row, 1)
	for _, reason := range v.Reasons {
		lens := models.LensOf(reason.Page)
		i := slices.IndexFunc(v.Sets, func(g reasonGroup) bool { return g.Lens == lens })
		if i < 0 {
			v.Sets = append(v.Sets, reasonGroup{Lens: lens, Name: r.lensName(lens)})
			i = len(v.Sets) - 1
		}
		reason.Page = themeLink(reason.Page)
		v.Sets[i].Reasons = append(v.Sets[i].Reasons, reason)
	}
	return s.show(w, r, "comment", "web_comment", v)
}

// rowOf is the row of a key; an id alone will do where one source has it.
func (p *published) rowOf(asked string) (row int, ok bool) {
	if source, id, cut := strings.Cut(asked, "/"); cut {
		if row, ok = p.survey.Row(models.Key{Source: source, ID: id}); ok {
			return row, ok
		}
	}
	sources, _ := p.survey.Column(survey.Source)
	for _, source := range sources.Values {
		if row, ok = p.survey.Row(models.Key{Source: source, ID: asked}); ok {
			return row, ok
		}
	}
	return 0, false
}

// beside is the page of the next comment in a direction; "" at the end.
func (p *published) beside(row, step int) string {
	for row += step; row >= 0 && row < p.survey.Responses(); row += step {
		if p.survey.Searchable(row) {
			return commentLink(p.survey.Key(row))
		}
	}
	return ""
}

// moves are the analysts' edits that put clauses of a response where they are.
func (s *server) moves(key models.Key) []codebook.Edit {
	book, err := codebook.Read(s.conf.Edits)
	if err != nil {
		return nil // the page of themes says what is wrong with it
	}
	return slices.DeleteFunc(book.Edits, func(e codebook.Edit) bool { return e.Move == "" || e.Response() != key })
}

// reasons are why each clause speaks of its themes, in the order of the comment.
func (r *request) reasons(row int, d index.Document, moves []codebook.Edit) []reasonView {
	var reasons []reasonView
	for _, c := range r.survey.Clauses(row) {
		of := r.survey.ThemeOf(c)
		t := r.byID[of.ID]
		if t == nil || t.State == models.Hidden {
			continue
		}
		at := characters(d.Comment, c.Start, c.End)
		reason := reasonView{Theme: t.Name, Page: of.ID, Clause: visible(d.Comment[at.Start:at.End]), Number: int(c.Number) + 1, Probability: float64(c.Probability)}
		reason.Words = r.wordsIn(t.Words, reason.Clause)
		for _, e := range moves {
			if e.To == of.ID && (e.Clause == nil || *e.Clause == int(c.Number)) {
				reason.Edit = e.String()
			}
		}
		reasons = append(reasons, reason)
	}
	slices.SortStableFunc(reasons, func(a, b reasonView) int {
		return cmp.Or(cmp.Compare(models.LensOf(a.Page), models.LensOf(b.Page)), cmp.Compare(a.Number, b.Number))
	})
	return reasons
}

// wordsIn are the words of a clause that share their beginning with a word of the
// theme: the theme's words are shown as they are written most often, and stand in
// the comment in any form.
func (r *request) wordsIn(words []string, clause string) []string {
	var found []string
	for _, of := range strings.FieldsFunc(clause, func(c rune) bool { return strings.ContainsRune(" ,.;:!?()\"'\n\t/", c) }) {
		low := []rune(strings.ToLower(of))
		for _, word := range words {
			begin := []rune(strings.ToLower(word))
			begin = begin[:max(min(len(begin), 4), len(begin)-3)]
			if strings.HasPrefix(string(low), string(begin)) && !slices.Contains(found, of) {
				found = append(found, of)
			}
		}
	}
	return found
}

// reasoned is a comment with the clauses that speak of themes marked; where of
// names a theme, of that one alone.
func reasoned(comment string, clauses []survey.Clause, r *request, of string) []span {
	type piece struct {
		index.Span
		titles  []string
		lensful bool
	}
	var pieces []piece
	for _, c := range clauses {
		id := r.survey.ThemeOf(c).ID
		t := r.byID[id]
		if t == nil || t.State == models.Hidden || of != "" && id != of {
			continue
		}
		at := characters(comment, c.Start, c.End)
		title := t.Name + " " + r.Lang.Percent(float64(c.Probability))
		if n := len(pieces); n > 0 && pieces[n-1].Span == at {
			pieces[n-1].titles = append(pieces[n-1].titles, title)
			pieces[n-1].lensful = pieces[n-1].lensful && t.Lens != ""
			continue
		}
		pieces = append(pieces, piece{at, []string{title}, t.Lens != ""})
	}
	var all []span
	at := 0
	for _, p := range pieces {
		if p.Start < at {
			continue
		}
		all = append(all, span{Text: visible(comment[at:p.Start])})
		class := "theme"
		if p.lensful {
			class = "lens"
		}
		all = append(all, span{Text: visible(comment[p.Start:p.End]), Mark: true, Title: strings.Join(p.titles, "; "), Class: class})
		at = p.End
	}
	return append(all, span{Text: visible(comment[at:])})
}

// fields are everything that is known of a response but its comment.
func (r *request) fields(d index.Document) []qualityLine {
	lines := []qualityLine{{r.Lang.Text("web_score"), d.Score.String()}, {r.Lang.Text("web_f_class"), className(r.Lang, d.Class)},
		{r.Lang.Text("web_f_date"), frame.DayText(r.Lang, d.Day.Time())}, {r.Lang.Text("web_f_touchpoint"), d.Touchpoint}, {r.Lang.Text("web_f_stage"), d.Stage},
		{r.Lang.Text("web_f_unit"), strings.ReplaceAll(d.Unit, "/", " › ")}, {r.Lang.Text("web_f_source"), d.Key.Source}}
	if d.Language != "" {
		lines = append(lines, qualityLine{r.Lang.Text("web_f_language"), r.valueText("language", string(d.Language))})
	}
	for _, seg := range d.Segments {
		lines = append(lines, qualityLine{dimensionName(r.Lang, seg.Name), seg.Value})
	}
	return slices.DeleteFunc(lines, func(l qualityLine) bool { return l.Value == "" })
}

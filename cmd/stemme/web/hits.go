package web

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"stemme/index"
	"stemme/models"
	"stemme/pipeline/themes"
)

// A hitView is one comment as it is shown.
type hitView struct {
	Key        models.Key
	Class      models.Class
	Score      string
	Day        models.Day
	Touchpoint string
	Unit       string
	Language   models.Language
	Themes     []themeRef
	Title      []span
	Pieces     [][]span
	Cut        bool   // not the whole comment
	Whole      []span // then, for those who unfold it
	Segments   []models.Segment
	Stage      string
	HideScore  bool // columns that were not chosen
	HideClass  bool
	Similar    string
	Page       string // of the comment
}

type themeRef struct{ Name, Link string }

// A span is a stretch of text, marked where it was found.
type span struct {
	Text  string
	Mark  bool
	Title string // why it is marked
	Class string // of the mark
}

// hit is a found comment as it is shown: whole, or, where it is long and only
// pieces are wanted, the pieces around what was found.
func (r *request) hit(h index.Hit, pieces bool) hitView {
	v := hitView{Key: h.Key, Class: h.Class, Score: h.Score.String(), Day: h.Day, Touchpoint: h.Touchpoint, Unit: h.Unit,
		Language: h.Language, Segments: h.Segments, Stage: h.Stage, Similar: "/lignende?key=" + url.QueryEscape(h.Key.String()), Page: commentLink(h.Key)}
	for _, id := range h.Themes {
		if t := r.byID[id]; t != nil && t.State != models.Hidden && r.named(t) {
			v.Themes = append(v.Themes, themeRef{t.Name, themeLink(id)})
		}
	}
	v.Title = spans(h.Title, index.Span{Start: 0, End: len(h.Title)}, h.TitleMarks)
	all := index.Span{Start: 0, End: len(h.Comment)}
	if !pieces || utf8.RuneCountInString(h.Comment) <= longComment || len(h.Fragments) == 0 {
		v.Pieces = [][]span{spans(h.Comment, all, h.Marks)}
		return v
	}
	v.Cut, v.Whole = true, spans(h.Comment, all, h.Marks)
	for _, f := range h.Fragments {
		v.Pieces = append(v.Pieces, spans(h.Comment, f.Span, f.Marks))
	}
	return v
}

// named says whether a theme is named beside every comment that speaks of it: the
// entries of a dozen lenses would hide it; its own page has them all.
func (r *request) named(t *themes.ThemeRow) bool {
	return t.Lens == "" || t.Lens == r.lead || slices.Contains(r.sieve.where.Themes, t.ThemeID)
}

// spans cuts a stretch of text where the marks begin and end.
func spans(text string, of index.Span, marks []index.Span) []span {
	var all []span
	at := of.Start
	for _, m := range marks {
		if m.Start < at || m.End > of.End {
			continue
		}
		if m.Start > at {
			all = append(all, span{Text: visible(text[at:m.Start])})
		}
		all = append(all, span{Text: visible(text[m.Start:m.End]), Mark: true})
		at = m.End
	}
	if at < of.End {
		all = append(all, span{Text: visible(text[at:of.End])})
	}
	return all
}

// visible is text without what would steer a page: control characters, and
// those that turn the direction of writing around.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f:
			return -1
		}
		return r
	}, text)
}

// commentLink is the page of a comment.
func commentLink(key models.Key) string { return "/kommentar?key=" + url.QueryEscape(key.String()) }

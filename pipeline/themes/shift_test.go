package themes

import (
	"slices"
	"sync"
	"testing"

	"stemme/pipeline/codebook"
)

// eleven is a survey of 12 subjects with 11 themes.
var eleven = sync.OnceValues(func() (in Input, plain Result) {
	y := year{subjects: 12, perDay: 200, before: 8, seed: 7}
	responses, documents, _ := y.answered(8)
	cfg := DefaultConfig()
	cfg.Themes = 11
	in = Input{Responses: responses, Documents: documents}
	plain, err := renewed(in, cfg)
	if err != nil {
		panic(err)
	}
	return in, plain
})

// fewer is the night after the survey of eleven, which has 4 themes: with the book, or found
// without it.
func fewer(t *testing.T, book codebook.Book) (in Input, plain, after Result) {
	t.Helper()
	in, plain = eleven()
	in.Previous, in.History, in.Book = stored(t, plain.Model), plain.Events, book
	cfg := DefaultConfig()
	cfg.Themes = 4
	after, err := renewed(in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return in, plain, after
}

// swallowing is a theme that with another number of themes keeps its id over more than
// twice as many responses.
func swallowing(t *testing.T, plain, after Result) string {
	t.Helper()
	was, is := byTheme(plain.Mentions), byTheme(after.Mentions)
	for _, id := range after.Model.IDs() {
		if plain.Model.has(id) && len(is[id]) > 2*len(was[id]) {
			return id
		}
	}
	t.Fatal("no theme keeps its id over twice as many responses")
	return ""
}

// TestNamedThemeStays: another number of themes does not make a theme that an analyst has
// named, owns or hides, or that a plan is about, another subject.
func TestNamedThemeStays(t *testing.T) {
	t.Parallel()
	_, plain, plainly := fewer(t, codebook.Book{})
	id := swallowing(t, plain, plainly)
	for _, e := range []codebook.Edit{{Rename: id, To: "Kort"}, {Owner: id, To: "Kundecenter"}, {Hide: id}, {Pin: id}} {
		_, plain, after := fewer(t, codebook.Book{Edits: []codebook.Edit{e}})
		was, is, same := byTheme(plain.Mentions)[id], byTheme(after.Mentions)[id], 0
		for response := range was {
			if is[response] {
				same++
			}
		}
		if 4*same < 3*len(was) || 4*same < 3*len(is) {
			t.Errorf("%v: of %d responses %d are left, and it has %d", e, len(was), same, len(is))
		}
	}
}

// TestShiftIsTold: a theme that people rely on and that has other comments than before the
// fit is told, with how many, until an analyst edits it; one that nobody relies on is not.
func TestShiftIsTold(t *testing.T) {
	t.Parallel()
	in, plain, after := fewer(t, codebook.Book{})
	id := swallowing(t, plain, after)
	fitted := string(Number)
	told := func(book codebook.Book, planned ...string) []Shift {
		in.Book, in.Planned = book, planned
		events := newHistory(in)
		if fitted != "" {
			events.add(Fitted, "", fitted, 0)
		}
		r := after
		r.hand = r.Model.apply(&in)
		r.shift(in, events, DefaultConfig())
		return Shifts(events.all)
	}
	if all := told(codebook.Book{}); len(all) > 0 {
		t.Errorf("told of %v, on which nobody relies", all)
	}
	for _, all := range [][]Shift{told(codebook.Book{Edits: []codebook.Edit{{Rename: id, To: "Kort"}}}), told(codebook.Book{}, id)} {
		if len(all) != 1 || all[0].Theme != id || all[0].Is != len(byTheme(after.Mentions)[id]) || all[0].Fresh() < 0.5 || all[0].Accepted {
			t.Errorf("told of %+v, want %s with %d responses", all, id, len(byTheme(after.Mentions)[id]))
		}
	}
	for _, fitted = range []string{"", string(Anew)} { // not fitted, or with themes of their own
		if all := told(codebook.Book{}, id); len(all) > 0 {
			t.Errorf("fitted %q: told of %v", fitted, all)
		}
	}
	fitted = string(Number)
	if in.Previous = stored(t, after.Model); len(told(codebook.Book{}, id)) > 0 {
		t.Errorf("told of %s, which has the comments it had", id)
	}
	said := []Event{{What: Shifted, Theme: id, Detail: "10 12 1"}, {What: Shifted, Theme: id, Detail: "10 30 9"}, {What: Shifted, Theme: "t0099", Detail: "40 10 10"}, {What: Edited, Theme: id, Detail: "pin " + id},
		{What: Shifted, Theme: "t0098", Detail: "9 20 8"}, {What: Undone, Theme: "t0098"}}
	if all := Shifts(said); !slices.Equal(all, []Shift{{id, 10, 30, 9, true}, {"t0099", 40, 10, 10, false}, {"t0098", 9, 20, 8, true}}) {
		t.Errorf("%+v", all)
	}
	for s, want := range map[Shift]bool{{Was: 100, Is: 120, Same: 95}: false, {Was: 100, Is: 200, Same: 100}: true, {Was: 90, Is: 50, Same: 50}: true, {Was: 4, Is: 6, Same: 3}: false, {Was: 7, Is: 3, Same: 3}: false} {
		if s.told() != want {
			t.Errorf("%+v: told %v", s, s.told())
		}
	}
}

// TestAskedIsNotGone: a response that a theme lost to one that the book made since was asked
// for; one that it lost to a theme that was there, or that the fit found, was not.
func TestAskedIsNotGone(t *testing.T) {
	t.Parallel()
	before := &Model{themes: []ModelTheme{{ID: "t0001"}, {ID: "t0002", Made: "seed"}}}
	r := Result{Model: &Model{themes: []ModelTheme{{ID: "t0001"}, {ID: "t0002", Made: "seed"}, {ID: "t0003", Made: "split"}, {ID: "t0004"}}}}
	is := map[string]map[int]bool{"t0002": {2: true}, "t0003": {3: true}, "t0004": {4: true}}
	for response, want := range map[int]bool{2: false, 3: true, 4: false} {
		if r.asked(is, before, response) != want {
			t.Errorf("response %d: asked for %v", response, !want)
		}
	}
}

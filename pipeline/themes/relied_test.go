package themes

import (
	"maps"
	"slices"
	"testing"

	"stemme/pipeline/codebook"
)

// TestReliedOnHolds: a theme that people rely on is the same only where it also holds what it
// held; what was found apart of it is joined to it.
func TestReliedOnHolds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		said  [][]float64 // of t1, t2 and no theme, in f0, f1, f2 and no theme
		to    []int
		again bool
		parts []int
	}{
		"the same":                   {[][]float64{{80, 10, 0, 10}, {0, 60, 50, 0}, {20, 0, 0, 0}}, []int{0, 2}, false, nil},
		"more than a third left":     {[][]float64{{55, 40, 0, 5}, {0, 60, 50, 0}, {0, 0, 0, 0}}, []int{0, 2}, true, []int{0}},
		"what left was found apart":  {[][]float64{{55, 40, 0, 5}, {0, 10, 50, 0}, {0, 0, 0, 0}}, []int{0, 2}, false, []int{1}},
		"more than a third is new":   {[][]float64{{80, 0, 0, 20}, {0, 0, 50, 0}, {60, 0, 0, 0}}, []int{0, 2}, true, []int{0}},
		"left for remarks":           {[][]float64{{60, 0, 0, 40}, {0, 0, 50, 0}, {0, 0, 0, 0}}, []int{0, 2}, true, []int{0}},
		"the same to none that is":   {[][]float64{{45, 40, 0, 15}, {0, 0, 50, 0}, {30, 30, 0, 0}}, []int{-1, 2}, true, []int{0, 1}},
		"more of another than of it": {[][]float64{{60, 40, 0, 0}, {0, 100, 50, 0}, {40, 0, 0, 0}}, []int{-1, 2}, true, []int{0}},
	} {
		x := matching{was: []string{"t1", "t2"}, is: []string{"f0", "f1", "f2"},
			relying: relying{one: []int{0, -1}, said: c.said, parts: map[int]int{}, again: make([]bool, 2)}}
		x.hold(c.to)
		if parts := slices.Sorted(maps.Keys(x.parts)); x.again[0] != c.again || !slices.Equal(parts, c.parts) {
			t.Errorf("%s: starts again %v, parts %v, want %v and %v", name, x.again[0], parts, c.again, c.parts)
		}
	}
}

// few is a survey of 12 subjects with 4 themes.
func few(t *testing.T) (Input, Result) {
	t.Helper()
	y := year{subjects: 12, perDay: 200, before: 8, seed: 7}
	responses, documents, _ := y.answered(8)
	cfg := DefaultConfig()
	cfg.Themes = 4
	in := Input{Responses: responses, Documents: documents}
	plain, err := renewed(in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return in, plain
}

// TestNamedThemeIsNotParted: a fit of more themes takes no subject out of a theme that people
// rely on, and leaves nothing beside it that is more its own than not.
func TestNamedThemeIsNotParted(t *testing.T) {
	t.Parallel()
	in, plain := few(t)
	const id = "t0001"
	cfg := DefaultConfig()
	cfg.Themes = 11
	was := byTheme(plain.Mentions)[id]
	left := func(book codebook.Book) (left, most int) {
		in.Previous, in.History, in.Book = stored(t, plain.Model), plain.Events, book
		after, err := renewed(in, cfg)
		if err != nil {
			t.Fatal(err)
		}
		for theme, is := range byTheme(after.Mentions) {
			both := 0
			for response := range is {
				if was[response] {
					both++
				}
			}
			if theme == id {
				left = len(was) - both
			} else if 2*both > len(is) {
				most = max(most, both)
			}
		}
		return left, most
	}
	if left, most := left(codebook.Book{}); 3*left < len(was) || most == 0 {
		t.Fatalf("the fit does not part the theme: %d of %d are out, %d in one of its parts", left, len(was), most)
	}
	for _, e := range []codebook.Edit{{Rename: id, To: "Kort"}, {Pin: id}} {
		if left, most := left(codebook.Book{Edits: []codebook.Edit{e}}); 3*left > len(was) || most > 0 {
			t.Errorf("%v: %d of %d responses are out, and %d are in a theme that is more its own than not", e, left, len(was), most)
		}
	}
}

// TestMergeIsNotTakenApart: themes that analysts have merged are one after a fit of another number.
func TestMergeIsNotTakenApart(t *testing.T) {
	t.Parallel()
	in, plain := eleven()
	in.Previous, in.History = stored(t, plain.Model), plain.Events
	in.Book = codebook.Book{Edits: []codebook.Edit{{Merge: "t0002", To: "t0001"}}}
	of := byTheme(plain.Mentions)
	was := maps.Clone(of["t0001"])
	maps.Copy(was, of["t0002"])
	for _, number := range []int{4, 8, 16} {
		cfg := DefaultConfig()
		cfg.Themes = number
		after, err := renewed(in, cfg)
		if err != nil {
			t.Fatal(err)
		}
		is, same := byTheme(after.Mentions), 0
		for response := range was {
			if is["t0001"][response] {
				same++
			}
		}
		if len(after.hand.lapses) > 0 || 3*same < 2*len(was) || 3*same < 2*len(is["t0001"]) {
			t.Errorf("%d themes: of the %d responses of the merge %d are in the %d it has; lapses %v", number, len(was), same, len(is["t0001"]), after.hand.lapses)
		}
	}
}

// TestFitGoesOnAsItWas: where a fit that goes on makes another subject of a theme that people
// rely on, the theme starts again from its own clauses, and the other is one of its own.
func TestFitGoesOnAsItWas(t *testing.T) {
	t.Parallel()
	in, plain := eleven()
	in.Book = codebook.Book{Edits: []codebook.Edit{{Pin: "t0001"}}}
	cfg := DefaultConfig()
	w := newWork(clausesOf(in.Documents, false, 1), in, cfg)
	before := w.over(plain.Model)
	themes := slices.Clone(before.themes)
	themes[0].ID, themes[1].ID = themes[1].ID, themes[0].ID // each is what the other was
	swapped := assemble(before, themes, before.terms, before.mix)
	events := newHistory(in)
	m := w.keep(swapped, before, in, events)
	parts := crossed(w.part(before), w.part(m), len(before.themes), len(m.themes), once)
	same, was := parts[0][0], 0.0
	for _, n := range parts[0] {
		was += n
	}
	if m.IDs()[0] != "t0001" || 3*same < 2*was || count(events.all, Parted) != 1 || len(m.themes) != len(before.themes)+1 {
		t.Errorf("of the %v clauses of t0001 %v are in %s; %d themes, were %d; %v", was, same, m.IDs()[0], len(m.themes), len(before.themes), events.all)
	}
	if in.Book = (codebook.Book{}); w.keep(swapped, before, in, events) != swapped {
		t.Error("the fit is another though nobody relies on a theme")
	}
}

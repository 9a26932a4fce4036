package themes

import (
	"fmt"
	"slices"
	"testing"
)

// TestFreshIsToldByTheFit holds that themes found anew have the same ids in two histories
// that used up different numbers of ids, that these are no ids of other themes, that the
// same fit again changes nothing, and that a theme that is born later has an id of its own.
func TestFreshIsToldByTheFit(t *testing.T) {
	t.Parallel()
	y := year{subjects: 8, perDay: 120, before: 8, seed: 9}
	responses, documents, _ := y.answered(8)
	in := Input{Responses: responses, Documents: documents}
	cfg := DefaultConfig()
	night := func(in Input, cfg Config) Result {
		r, err := renewed(in, cfg)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	var histories [2]Input
	for h := range histories {
		at := in
		for _, k := range []int{6, 8}[:1+h] {
			cfg.Themes = k
			r := night(at, cfg)
			at.Previous, at.History = stored(t, r.Model), r.Events
		}
		histories[h] = at
	}
	cfg.Fresh = true
	one, two, never := night(histories[0], cfg), night(histories[1], cfg), night(in, cfg)
	told := func(r Result) string { return fmt.Sprintf("%+v", r.Events) }
	if told(one) != told(two) || told(one) != told(never) {
		t.Errorf("events of the same fit:\n%s\n%s\n%s", told(one), told(two), told(never))
	}
	if themesOf(one) != themesOf(two) || themesOf(one) != themesOf(never) {
		t.Errorf("ids %v, %v and %v of the same fit", one.Model.IDs(), two.Model.IDs(), never.Model.IDs())
	}
	for _, id := range one.Model.IDs() {
		if slices.ContainsFunc(histories[1].History, func(e Event) bool { return e.Theme == id }) {
			t.Errorf("%s is used again", id)
		}
	}
	at := in
	at.Previous, at.History = stored(t, two.Model), two.Events
	again := night(at, cfg)
	if themesOf(again) != themesOf(two) || told(again) != told(two) {
		t.Errorf("the same fit again: %s, want %s", told(again), told(two))
	}
	later := at // a theme was born of that generation, and has gone
	gone := fmt.Sprintf("t%d", numberOf(slices.Max(two.Model.IDs()))+1)
	later.History = append(slices.Clone(two.Events), Event{What: Born, Theme: gone, Detail: emerged, Clauses: 7})
	kept := night(later, cfg)
	if !slices.ContainsFunc(kept.Events, func(e Event) bool { return e.Theme == gone }) || themesOf(kept) != themesOf(two) {
		t.Errorf("nothing knows any more that %s is used: %s", gone, told(kept))
	}
	cfg.Fresh, cfg.Themes = false, 11
	for _, id := range night(at, cfg).Model.IDs() {
		if generationOf(numberOf(id)) != generationOf(numberOf(two.Model.IDs()[0])) {
			t.Errorf("%s beside %s", id, two.Model.IDs()[0])
		}
	}
	cfg.Fresh, cfg.Themes = true, 8
	taken := in // another fit's theme has an id of that generation
	taken.History = append(slices.Clone(histories[0].History), Event{What: Born, Theme: one.Model.IDs()[0], Clauses: 1})
	taken.Previous = histories[0].Previous
	for _, id := range night(taken, cfg).Model.IDs() {
		if slices.Contains(one.Model.IDs(), id) {
			t.Errorf("%s is used again though another theme had it", id)
		}
	}
}

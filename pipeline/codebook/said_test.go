package codebook

import "testing"

// TestSaid: an edit can be read from what it says of itself.
func TestSaid(t *testing.T) {
	two := 2
	for _, e := range []Edit{{Rename: "t0007", To: "Ventetid to gange: telefon"}, {Merge: "t0012", To: "t0007"}, {Split: "t0003"},
		{Split: "t0003", Words: []string{"kø", "lang kø"}}, {Pin: "t0001"}, {Hide: "principper/ring-proaktivt"}, {Move: "survey/100 012", To: "t0001"},
		{Move: "survey/to to", Clause: &two, To: "t0000"}, {Move: "survey/7"}, {Owner: "t0002", To: "Drift og it", Action: "ring tilbage to gange"},
		{Owner: "t0002", Action: "mål kø"}, {Owner: "t0002", To: "Drift"}} {
		got, ok := Said(e.String())
		if !ok || got.String() != e.String() {
			t.Errorf("%q is read as %q", e.String(), got.String())
		}
		was, subject := e.Is()
		if verb, of := got.Is(); verb != was || of != subject || got.To != e.To || got.Action != e.Action || len(got.Words) != len(e.Words) {
			t.Errorf("%+v is read as %+v", e, got)
		}
	}
	for _, text := range []string{"", "rename", "rename t1", "split t1 into two", "forget t1", "merge t1 to"} {
		if e, ok := Said(text); ok {
			t.Errorf("%q is read as %+v", text, e)
		}
	}
	s := Seed{ID: "koe", Words: []string{"kø", "lang kø"}}
	if theme, words, ok := SeedSaid(s.String()); !ok || theme != "seed/koe" || len(words) != 2 {
		t.Errorf("seed is read as %s, %v", theme, words)
	}
}

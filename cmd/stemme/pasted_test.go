package main

import "testing"

// TestPasted: a command in a message can be pasted where the program was called, on the
// data that it was called on.
func TestPasted(t *testing.T) {
	for _, c := range []struct {
		program     string
		args        []string
		text, right string
	}{
		{"stemme", []string{"run"}, "kør stemme run først", "kør stemme run først"},
		{"./stemme", []string{"themes"}, "kør stemme run først", "kør ./stemme run først"},
		{"stemme", []string{"run", "--data", "vore svar"}, "kør stemme run --fast FIL", "kør stemme run --data 'vore svar' --fast FIL"},
		{"stemme", []string{"--config=a.yaml", "run", "--data=d"}, "kør: stemme sources accept Borger", "kør: stemme sources accept --config a.yaml --data d Borger"},
		{"stemme", []string{"worklist", "--data", "d"}, "stemme worklist --all viser dem", "stemme worklist --data d --all viser dem"},
		{"stemme", []string{"run", "--data", "d"}, "prøv med stemme demo MAPPE; brug det stemme, der", "prøv med stemme demo MAPPE; brug det stemme, der"},
		{"stemme", []string{"search", "--data", "d", "--", "--data", "x"}, "stemme search", "stemme search --data d"},
	} {
		if got := callerOf(c.program, c.args).pasted(c.text); got != c.right {
			t.Errorf("%s %q: %q, want %q", c.program, c.args, got, c.right)
		}
	}
}

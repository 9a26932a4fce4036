package themes_test

import (
	"testing"

	"stemme/pipeline/themes"
)

// TestCalls: a comment is called by a name where it holds one of its words, bent or within a compound.
func TestCalls(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, comment string
		want          bool
	}{
		{"opgang", "Der lugter i opgangen igen", true}, {"opgang", "Opgangsdøren binder", true}, {"opgang", "Vi blev lovet en ny dør før jul", false},
		{"biler og fester", "Naboens bil holder foran porten", true}, {"biler og fester", "Det er smart og let at booke", false},
		{"husleje og løfte", "En huslejestigning hvert år", true}, {"", "Hvad som helst", false},
	} {
		if got := themes.Calls(c.name)(c.comment); got != c.want {
			t.Errorf("%q, %q: %v", c.name, c.comment, got)
		}
	}
}

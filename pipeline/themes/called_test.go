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

// TestCalledFirst: comments that hold a word of the theme's name come first, else in their order.
func TestCalledFirst(t *testing.T) {
	t.Parallel()
	rows := []string{"vi fik lovet en lampe", "der lugter i opgangen", "intet sker her", "opgangsdøren binder"}
	themes.CalledFirst(rows, "opgang", func(comment string) string { return comment })
	got := ""
	for _, r := range rows {
		got += r[:2] + " "
	}
	if got != "de op vi in " {
		t.Error(got)
	}
}

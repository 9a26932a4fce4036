package web

import (
	"strings"
	"testing"

	"stemme/index"
	"stemme/pipeline/themes"
)

// TestQuoteHoldsTheName: the comment beside a theme holds a word of its name where one of the hits does, the
// first short one; else the first short hit.
func TestQuoteHoldsTheName(t *testing.T) {
	t.Parallel()
	hits := make([]index.Hit, 4)
	for n, said := range []string{"det er smart og let at booke", "biler overalt " + strings.Repeat("hver aften ", 30), "naboens bil holder foran porten", "endnu en bil"} {
		hits[n].Comment = said
	}
	for name, want := range map[string]int{"biler og fester": 2, "kælder": 0} {
		if got := bestQuote(hits, themes.Calls(name)); got.Comment != hits[want].Comment {
			t.Errorf("%s: %q", name, got.Comment)
		}
	}
	if got := bestQuote(hits[:2], themes.Calls("biler")); got.Comment != hits[1].Comment {
		t.Errorf("%q", got.Comment)
	}
}

package lens_test

import (
	"os"
	"strings"
	"testing"

	"stemme/models"
)

// TestSubjects: who stays is not told as leaving, who got a problem solved not as blaming it, whose lawyer
// helped not as going further; and those who do these things are. subjects.tsv says how its parts were made.
func TestSubjects(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../testdata/subjects.tsv")
	if err != nil {
		t.Fatal(err)
	}
	right, all := map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 3 {
			continue
		}
		kind := cells[0] + " " + strings.TrimLeft(cells[1], "!+-")
		all[kind]++
		if saysAsMeant(cells[1], cells[2]) {
			right[kind]++
			continue
		}
		if cells[0] == "dev" {
			t.Errorf("%s: %q", cells[1], cells[2])
		} else {
			t.Logf("%s, %s: %q", cells[0], cells[1], cells[2])
		}
	}
	for kind, n := range all {
		t.Logf("%s: %d of %d", kind, right[kind], n)
	}
}

// saysAsMeant tells whether the shipped lenses find in text what want asks for: "!" before what they must
// not find, then + or - for a sign of it, then an entry, or "lens/" for any of a lens.
func saysAsMeant(want, text string) bool {
	rest, denied := strings.CutPrefix(want, "!")
	entry := strings.TrimLeft(rest, "+-")
	doc := idiomAnalyser.Document(text, models.Danish)
	found := false
	for _, f := range idiomMatcher.NewReader().Document(text, &doc) {
		signed := rest == entry || f.Polarity > 0 && rest[0] == '+' || f.Polarity < 0 && rest[0] == '-'
		found = found || signed && strings.HasPrefix(idiomMatcher.Themes()[f.Entry].ID, entry)
	}
	return found != denied
}

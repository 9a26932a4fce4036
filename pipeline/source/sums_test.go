package source_test

import (
	"fmt"
	"strings"
	"testing"

	"stemme/pipeline/source"
)

// TestSums: rows that are reckoned of others are no customers though their score is whole and
// nothing stands in the place of an id; what lacks only an id, or only a day, is one.
func TestSums(t *testing.T) {
	const header = "id;afdeling;dato;score;kommentar\n"
	of := func(unit string, first int) string {
		var b strings.Builder
		for i := range 12 {
			fmt.Fprintf(&b, "%d;%s;%02d-05-2026;%d;sag %d tog tid\n", first+i, unit, i+10, i%11, first+i)
		}
		return b.String()
	}
	for _, c := range []struct {
		name, text string
		rows       int
		told       bool
	}{
		{"units", header + of("Nord", 100) + ";Nord;;8;\n" + of("Syd", 200) + ";Syd;;7;\n", 24, true},
		{"counts where the days are", header + of("Nord", 100) + ";Nord;12;8;\n" + of("Syd", 200) + ";Syd;12;7;\n", 24, true},
		{"sums with the name of a group, or alone", header + of("Nord", 100) + ";Total Nord;12;8;\n" + of("Syd", 200) + ";;;7;Gennemsnit\n", 24, true},
		{"nothing but a score", header + of("Nord", 100) + ";;;8;\n" + of("Syd", 200) + ";;;7;\n", 24, true},
		{"units below all", header + of("Nord", 100) + of("Syd", 200) + ";Nord;;8;\n;Syd;;7;\n", 24, true},
		{"a day", header + of("Nord", 100) + ";Nord;20-05-2026;8;\n" + of("Syd", 200), 25, false},
		{"words", header + of("Nord", 100) + ";Nord;;8;total fin betjening\n" + of("Syd", 200), 25, false},
		{"an id", header + of("Nord", 100) + "900;Nord;;8;\n" + of("Syd", 200), 25, false},
	} {
		batch := read(t, "sums.csv", c.text, source.Config{})
		told := false
		for _, n := range batch.Files[0].Notes {
			told = told || n.Key == "source_sums"
		}
		if len(batch.Responses) != c.rows || told != c.told {
			t.Errorf("%s: %d responses, want %d; told %v", c.name, len(batch.Responses), c.rows, told)
		}
	}
}

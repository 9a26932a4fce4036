package source_test

import (
	"fmt"
	"slices"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestUnfinished: answers that were not finished are told, or left out where a column is
// declared to say so; previews are left out, and a unit called a test is told.
func TestUnfinished(t *testing.T) {
	of := func(header string, cells ...string) string {
		return rows("ID;Score;Kommentar;"+header, 40, func(i int) string {
			return fmt.Sprintf("%d;%d;%s;%s", i, i%11, variantText(i), cells[i%len(cells)])
		})
	}
	declared := func(header string) map[string]string { return map[string]string{"finished": header} }
	for _, c := range []struct {
		name, content string
		columns       map[string]string
		rows          int
		says          messages.Key
	}{
		{"partial", of("Status", "Completed", "Completed", "Completed", "Partial"), nil, 40, "source_partial"},
		{"Danish", of("Samlet status", "Gennemført", "Delvist besvaret"), nil, 40, "source_partial"},
		{"left out", of("Status", "Completed", "Completed", "Completed", "Partial"), declared("Status"), 30, "source_tries"},
		{"counted", of("Status", "Completed", "Partial"), declared(""), 40, ""},
		{"finished 0/1", of("Finished", "1", "1", "0", "1"), nil, 40, "source_partial"},
		{"finished declared", of("Finished", "True", "False"), declared("Finished"), 20, "source_tries"},
		{"preview", of("Status", "IP Address", "IP Address", "IP Address", "Survey Preview"), nil, 30, "source_tries"},
		{"test unit", of("Afdeling", "Nord", "Syd", "Øst", "TEST"), nil, 40, "source_test_unit"},
		{"a status of something else", of("Status", "Aktiv", "Opsagt", "Afsluttet"), nil, 40, ""},
		{"all finished", of("Finished", "1"), nil, 40, ""},
		{"yes and no of something else", of("Rabat", "1", "0"), nil, 40, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			batch := read(t, "svar.csv", c.content, source.Config{Columns: c.columns})
			if len(batch.Responses) != c.rows {
				t.Errorf("%d responses, want %d", len(batch.Responses), c.rows)
			}
			var said []messages.Key
			for _, n := range batch.Files[0].Notes {
				said = append(said, n.Key)
			}
			for _, key := range []messages.Key{"source_partial", "source_tries", "source_test_unit"} {
				if slices.Contains(said, key) != (key == c.says) {
					t.Errorf("%s: said %v, want %q", key, said, c.says)
				}
			}
		})
	}
}

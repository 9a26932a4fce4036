package source_test

import (
	"fmt"
	"strings"
	"testing"

	"stemme/pipeline/source"
)

// TestSpilledTexts: a text that runs over several lines and is not quoted is one comment of
// its row, wherever its column stands; no cell shifts.
func TestSpilledTexts(t *testing.T) {
	text := func(i int) string {
		switch i % 5 {
		case 0:
			return variantText(i) + "\nog ingen sagde noget\ntil os"
		case 1:
			return variantText(i) + "\n\n3 gange; og igen"
		}
		return variantText(i)
	}
	for _, c := range []struct {
		name, header, delimiter string
		row                     func(i int) []string
	}{
		{"within", "Svar-ID;Dato;NPS;Kommentar;Kanal", ";", func(i int) []string {
			return []string{fmt.Sprint(100 + i), fmt.Sprintf("%02d-03-2026", 1+i%28), fmt.Sprint(i % 11), text(i), []string{"Web", "Butik"}[i%2]}
		}},
		{"last", "Svar-ID;Dato;NPS;Kanal;Kommentar", ";", func(i int) []string {
			return []string{fmt.Sprint(100 + i), fmt.Sprintf("%02d-03-2026", 1+i%28), fmt.Sprint(i % 11), []string{"Web", "Butik"}[i%2], text(i)}
		}},
		{"first", "Kommentar;Svar-ID;Dato;NPS;Kanal", "\t", func(i int) []string {
			return []string{strings.ReplaceAll(text(i), ";", ","), fmt.Sprint(100 + i), fmt.Sprintf("%02d-03-2026", 1+i%28), fmt.Sprint(i % 11), []string{"Web", "Butik"}[i%2]}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := []string{strings.ReplaceAll(c.header, ";", c.delimiter)}
			for i := range 40 {
				lines = append(lines, strings.Join(c.row(i), c.delimiter))
			}
			batch := read(t, "svar.csv", strings.Join(lines, "\n")+"\n", source.Config{})
			if len(batch.Responses) != 40 || batch.Files[0].Rejected != 0 {
				t.Fatalf("%d responses, rejected %v", len(batch.Responses), batch.Rejects)
			}
			for i, r := range batch.Responses {
				if r.ID != fmt.Sprint(100+i) || r.Score.String() != fmt.Sprint(i%11) || r.Touchpoint != []string{"Web", "Butik"}[i%2] {
					t.Fatalf("row %d: id %s, score %s, touchpoint %s", i+1, r.ID, r.Score, r.Touchpoint)
				}
				if want := i%5 == 0; strings.Contains(r.Comment, "ingen sagde noget\ntil os") != want {
					t.Errorf("row %d holds the lines of another, or lacks its own", i+1)
				}
			}
		})
	}
}

// TestNoSpill: a row that lacks cells takes none of the row behind it, and a line below the
// rows is none of the last comment.
func TestNoSpill(t *testing.T) {
	lines := rows("Svar-ID;Dato;NPS;Kanal;Kommentar", 40, func(i int) string {
		if i == 7 {
			return "107;08-03-2026;3"
		}
		return fmt.Sprintf("%d;%02d-03-2026;%d;Web;%s", 100+i, 1+i%28, i%11, variantText(i))
	})
	batch := read(t, "svar.csv", lines+"Hentet fra systemet\n", source.Config{})
	if len(batch.Responses) != 39 || batch.Files[0].Rejected != 1 || batch.Rejects[0].Row != 8 {
		t.Errorf("%d responses, rejects %v", len(batch.Responses), batch.Rejects)
	}
	if last := batch.Responses[38].Comment; strings.Contains(last, "systemet") {
		t.Error("a line below the rows is part of the last comment")
	}
}

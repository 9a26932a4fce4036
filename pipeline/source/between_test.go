package source_test

import (
	"fmt"
	"strings"
	"testing"

	"stemme/pipeline/source"
)

// TestNoCustomers: subtotals of groups, lines of pages and the header written otherwise are
// no customers, wherever they stand; a comment that begins like a subtotal is one.
func TestNoCustomers(t *testing.T) {
	for _, c := range []struct{ name, between string }{
		{"subtotal before", "Subtotal Nord;;;7,2;10 svar"},
		{"subtotal behind", "Nord i alt;;;7,2;"},
		{"in the group's column", ";;Nord total;7;"},
		{"average", ";;Gennemsnit Nord;7,5;"},
		{"page", "Side 3 af 12;;;;"},
		{"page in English", ";;Page 3 of 12;;"},
		{"header", "ID;DATO;Afdeling;Nps;kommentar"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := strings.Split(rows("Id;Dato;Afdeling;NPS;Kommentar", 40, func(i int) string {
				return fmt.Sprintf("%d;%02d-03-2026;Nord;%d;%s", 100+i, 1+i%28, i%11, variantText(i))
			}), "\n")
			lines[18] = "" // blank
			lines[20] = "119;20-03-2026;;8;Total skuffelse"
			lines[22] = ";;;2;I alt en god dag"
			content := strings.Join(lines[:12], "\n") + "\n" + c.between + "\n" + strings.Join(lines[12:], "\n")
			batch := read(t, "svar.csv", content, source.Config{})
			if len(batch.Responses) != 39 || len(batch.Rejects) > 0 {
				t.Errorf("%d responses, rejects %v", len(batch.Responses), batch.Rejects)
			}
		})
	}
}

package source_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// TestPagesUnlike reads the sheets of one survey whose columns moved, of which one
// came and one went, and none of another.
func TestPagesUnlike(t *testing.T) {
	book := excelize.NewFile()
	put := func(sheet string, lines ...[]any) {
		if _, err := book.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
		for i, line := range lines {
			if err := book.SetSheetRow(sheet, fmt.Sprint("A", i+1), &line); err != nil {
				t.Fatal(err)
			}
		}
	}
	january, march := [][]any{{"Nr", "NPS", "Kommentar", "Region"}}, [][]any{{"Titel på arket"}, {}, {"Kommentar", "Nr", "NPS", "Kanal"}}
	for i := range variantRows / 2 {
		j := i + variantRows/2
		january = append(january, []any{i, variantScore(i), variantText(i), []string{"Nord", "Syd"}[i%2]})
		march = append(march, []any{variantText(j), j, variantScore(j), []string{"Web", "Butik"}[j%2]})
	}
	put("Januar", append(january, []any{"Total", 20})...)
	put("Marts", march...)
	put("Priser", []any{"Vare", "Beskrivelse", "Pris"}, []any{"a", "en vare som er god", 12}, []any{"b", "en anden vare som er dyr", 14})
	if err := book.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	file, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	judged(t, []variant{{"pages.xlsx", file.String(), right(inRoles("Nr", "id", "NPS", "score", "Kommentar", "comment", "Kanal", "touchpoint", "Region", "unit"),
		func(a *answer) { a.unit = variantRows / 2 })}})
}

// TestBetweenRows leaves out subtotals, and keeps a response that begins like one.
func TestBetweenRows(t *testing.T) {
	content := scoreFile("Score", func(v int) string { return fmt.Sprint(v) })
	content = strings.Replace(content, "\n915;", "\nSubtotal;15;;\n915;", 1)
	judged(t, []variant{
		{"subtotals.csv", content, right(inRoles("Score", "score"))},
		{"begins.csv", strings.Replace(content, "Subtotal;15;;", "Total;03-03-2026;10;Total fin oplevelse", 1), right(func(a *answer) {
			a.rows, a.scored, a.nps = variantRows+1, variantRows+1, 100*5.0/41
		})},
	})
}

// TestTwiceEncoded mends what was encoded twice, and nothing else.
func TestTwiceEncoded(t *testing.T) {
	twice := func(s string) string {
		var b strings.Builder
		for i := range len(s) {
			r := charmap.Windows1252.DecodeByte(s[i])
			if r == utf8.RuneError {
				r = rune(s[i])
			}
			b.WriteRune(r)
		}
		return b.String()
	}
	plain := scoreFile("Score", func(v int) string { return fmt.Sprint(v) })
	judged(t, []variant{
		{"twice.csv", twice(plain), right(asking("source_twice_encoded"))},
		{"french.csv", strings.ReplaceAll(plain, "dyrt", "âgé, à Paris: Ã¸ er en fejl"), right()},
	})
}

// TestKeyed reads responses that stand each under its own key.
func TestKeyed(t *testing.T) {
	parts := make([]string, variantRows)
	for i := range parts {
		parts[i] = fmt.Sprintf(`"r%03d": {"score": %d, "comment": %q}`, i, variantScore(i), variantText(i))
	}
	judged(t, []variant{
		{"keyed.json", "{" + strings.Join(parts, ",") + "}", right(inRoles("id", "id", "score", "score", "comment", "comment"))},
		{"zone.csv", csvOf(",", "nr,Answered (America/New_York),score,comment", func(i int) []string {
			return []string{fmt.Sprint(i), fmt.Sprintf("2026-03-%02d 09:15", 1+i%28), fmt.Sprint(variantScore(i)), variantText(i)}
		}), right(func(a *answer) { a.first = "2026-03-01 15:15" })},
	})
}

package source_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stemme/pipeline/source"
)

// TestFooters: what stands below the rows is said and no response.
func TestFooters(t *testing.T) {
	body := scoreFile("NPS", func(v int) string { return fmt.Sprint(v) })
	for i, below := range []string{
		"Gennemsnit;;6,8;\n", "Total;40;;\n", "Antal svar: 40;;;\n", "I alt\n", ";;Gns. 6,8;\n", "\n;;;\nGennemsnit;;6,8;\nMedian;;8;\nStd;;3,1;\n",
		"NPS;;10;\n", "Udtrukket 01-04-2026 kl. 08:00 af rapportsystemet\n", "Antal besvarelser;;40;\nSvarprocent;;23 %;\n", "Kilde: Spørgeskema, marts 2026;;;\n", "Promotere;18;;\nPassive;8;;\nKritikere;14;;\n",
	} {
		want := right()
		want.asks = "source_footers"
		judged(t, []variant{{fmt.Sprintf("below%d.csv", i), body + below, want}})
	}
	// A response that says so is one.
	judged(t, []variant{{"total.csv", strings.TrimSuffix(body, "\n") + "\n999;28-03-2026;9;Total tilfreds\n", answer{rows: variantRows + 1, scored: variantRows + 1, nps: 500.0 / 41}}})
}

// TestImplausibleDays: a day that is still to come, or that nobody was asked on,
// costs its cell; a column of them stops the file.
func TestImplausibleDays(t *testing.T) {
	today := time.Date(2026, 3, 28, 20, 0, 0, 0, time.UTC)
	body := dateFile("Svardato", "DD-03-2026")
	read := func(content string) (source.Batch, error) {
		return source.Read(context.Background(), source.Config{Files: []string{write(t, "days.csv", content)}, Today: today})
	}
	for day, key := range map[string]string{
		"31-12-9999": "source_reject_date_year", "01-01-1900": "source_reject_date_year", "01-01-1970": "source_reject_date_year", "12-03-2206": "source_reject_date_year",
		"30-03-2026": "source_reject_date_future", "12-03-2062": "source_reject_date_future", "29-03-2026": "",
	} {
		batch, err := read(body + "990;" + day + ";9;fint\n")
		switch {
		case err != nil:
			t.Errorf("%s: %v", day, err)
		case key == "" && batch.Files[0].Cells > 0:
			t.Errorf("%s is rejected: %s", day, batch.Rejects[0].Reason.Key)
		case key != "" && (len(batch.Rejects) != 1 || string(batch.Rejects[0].Reason.Key) != key || batch.Rejects[0].Kind != source.RejectCell || batch.Files[0].Accepted != 41):
			t.Errorf("%s: %v", day, batch.Rejects)
		}
	}
	if _, err := read(dateFile("Svardato", "DD-04-2026")); err == nil || !strings.Contains(err.Error(), "future") {
		t.Errorf("a month of days to come: %v", err)
	}
}

// TestIdsLikeFooters: ids that begin as a footer does are ids, also in a row that
// fills few of its cells.
func TestIdsLikeFooters(t *testing.T) {
	for _, mark := range []string{"NPS-%04d", "Total-%04d", "Antal %d"} {
		var b strings.Builder
		b.WriteString("id;dato;score;kommentar\n")
		for i := range 60 {
			comment := fmt.Sprintf("køen var lang den %d. gang", i)
			if i%4 == 1 {
				comment = ""
			}
			fmt.Fprintf(&b, mark+";2026-03-%02d;%d;%s\n", i, 1+i%28, i%11, comment)
		}
		path := filepath.Join(t.TempDir(), "svar.csv")
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		batch, err := source.Read(t.Context(), source.Config{Files: []string{path}})
		if err != nil || len(batch.Responses) != 60 {
			t.Errorf("%s: %d responses of 60, %v", mark, len(batch.Responses), err)
		}
	}
}

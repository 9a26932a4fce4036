package source_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestNeighbours reads the headers of neighbouring languages.
func TestNeighbours(t *testing.T) {
	for _, c := range []struct{ id, start, end, score, why, customer, place string }{
		{"Svarsid", "Startad", "Slutdatum", "Hur troligt är det att du rekommenderar oss?", "Motivera gärna ditt betyg", "Förnamn", "Avdelning"},
		{"Svar-ID", "Opprettet", "Fullføringstidspunkt", "Hvor sannsynlig er det at du anbefaler oss?", "Utdyp gjerne svaret", "Etternavn", "Avdeling"},
		{"Antwort-ID", "Startzeit", "Abgeschlossen am", "Wie wahrscheinlich ist es, dass Sie uns empfehlen?", "Warum diese Bewertung?", "Nachname", "Abteilung"},
	} {
		content := csvOf(";", strings.Join([]string{c.id, c.start, c.end, c.score, c.why, c.customer, c.place}, ";"), func(i int) []string {
			return []string{fmt.Sprint(700 + i), fmt.Sprintf("%02d.03.2026 09:15", 1+i%28), fmt.Sprintf("%02d.03.2026 09:20", 1+i%28), fmt.Sprint(variantScore(i)),
				variantText(i), []string{"Ravn", "Kjer"}[i%2], []string{"Nord", "Syd"}[i%2]}
		})
		judged(t, []variant{{"neighbours.csv", content, right(inRoles(c.id, "id", c.start, "ignored", c.end, "time", c.score, "score", c.why, "comment", c.customer, "private", c.place, "unit"),
			func(a *answer) { a.first = "2026-03-01 09:20" })}})
	}
}

// TestPrinted reads a list as a mainframe prints it: rules between the rows.
func TestPrinted(t *testing.T) {
	rule := strings.Repeat("-", 50) + "\n"
	list := rule + rows("|Nummer |Dato      |NPS|Tekst |", variantRows, func(i int) string {
		return fmt.Sprintf("|%-7d|%02d.03.2026|%-3d|%s |", 400+i, 1+i%28, variantScore(i), variantText(i))
	}) + rule
	list = strings.Replace(list, "Tekst |\n", "Tekst |\n"+rule, 1)
	judged(t, []variant{{"list.txt", list, right(inRoles("NPS", "score", "Tekst", "comment", "Dato", "time"))}})
}

// TestWebTable reads the largest table of a web page, and refuses one without.
func TestWebTable(t *testing.T) {
	table := `<html><head><style>td{color:red}</style></head><body><table><tr><td>menu</td></tr></table><TABLE border="1">` +
		`<tr><th colspan="4">Svar i marts</th></tr><tr><th>Id</th><th>Dato</th><th>NPS</th><th>Kommentar</th></tr>` +
		strings.Join(strings.SplitAfter(rows("", variantRows, func(i int) string {
			return fmt.Sprintf("<tr><td>%d<td>%02d-03-2026</td><td align=right>%d</td><td>%s<br>og &quot;mere&quot;</td></tr>", i+200, 1+i%28, variantScore(i), variantText(i))
		}), "\n")[1:], "") + "</table></body></html>"
	judged(t, []variant{
		{"web.xls", table, right(inRoles("Id", "id", "NPS", "score", "Kommentar", "comment", "Dato", "time"))},
		{"page.html", "<!DOCTYPE html><html><body><p>Intet her, <table></table></p></body></html>", answer{asks: "source_binary"}},
		{"sheet.xls", `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>`, answer{asks: "source_unreadable"}},
	})
}

// TestForeign names the kind of spreadsheet that cannot be read.
func TestForeign(t *testing.T) {
	for key, names := range map[messages.Key][]string{
		"source_open_document": {"mimetype"}, "source_binary_workbook": {"[Content_Types].xml", "xl/workbook.bin"}, "source_zip": {"svar.csv"},
	} {
		var packed bytes.Buffer
		z := zip.NewWriter(&packed)
		for _, name := range names {
			w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
			if err != nil {
				t.Fatal(err)
			}
			if name == "mimetype" {
				fmt.Fprint(w, "application/vnd.oasis.opendocument.spreadsheet")
			}
		}
		z.Close()
		file := filepath.Join(t.TempDir(), "svar.xlsx")
		if err := os.WriteFile(file, packed.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := source.Read(context.Background(), source.Config{Files: []string{file}})
		if want := messages.Errorf(key).Error(); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestToolsOwnNumbers reads the answer and not what the tool counted.
func TestToolsOwnNumbers(t *testing.T) {
	items := make([]string, variantRows)
	for i := range items {
		items[i] = fmt.Sprintf(`{"response_id": "r%d", "submitted": %d, "calculated": {"score": 0}, "answers": [{"field": {"type": "nps", "ref": "77aa"}, "type": "number", "number": %d},`+
			` {"field": {"type": "long_text", "ref": "88bb"}, "type": "text", "text": %q}, {"field": {"type": "number", "ref": "99cc"}, "type": "number", "number": %d}]}`,
			i, 1772352922000+i*3600000, variantScore(i), variantText(i), i%4)
	}
	judged(t, []variant{
		{"counted.json", `{"items": [` + strings.Join(items, ",") + `]}`, right(inRoles("answers.77aa", "score", "answers.88bb", "comment", "submitted", "time"),
			func(a *answer) { a.first = "2026-03-01 09:15" })},
		{"millis.csv", csvOf(";", "nr;q1;q2;stamp_x", func(i int) []string {
			return []string{fmt.Sprint(i), fmt.Sprint(variantScore(i)), variantText(i), fmt.Sprint(1772352922000 + i*3600000)}
		}), right(inRoles("stamp_x", "time"))},
		{"keys.csv", csvOf(";", "nr;q1;q2;Kundenr", func(i int) []string {
			return []string{fmt.Sprint(i), fmt.Sprint(variantScore(i)), variantText(i), fmt.Sprint(1772352922000 + i*3600000)}
		}), right(inRoles("Kundenr", "customer"))},
	})
}

// TestFurtherKinds reads what single tools do.
func TestFurtherKinds(t *testing.T) {
	cells := func(i int, more ...string) []string {
		return append([]string{fmt.Sprint(700 + i), fmt.Sprint(variantScore(i)), variantText(i)}, more...)
	}
	judged(t, []variant{
		{"weekday.csv", csvOf(";", "Nr;NPS;Kommentar;Uge", func(i int) []string { return cells(i, fmt.Sprintf("2026-W%02d-7", 9+i%3)) }),
			right(inRoles("Uge", "time"), func(a *answer) { a.first = "2026-03-01" })},
		{"scaled.csv", csvOf(";", "Nr;NPS;Kommentar;Q2 (1-5)", func(i int) []string { return cells(i, fmt.Sprint(1+i%5)) }), right(inRoles("Q2 (1-5)", "rating"))},
		{"parts.csv", strings.Replace(csvOf(",", "Respondent,Recommend us?,Why?,", func(i int) []string { return cells(i, []string{"Promoter", "Passive"}[i%2]) }),
			"\n", "\n,0-10,Open-Ended Response,Group\n", 1), right(inRoles("Recommend us?", "score", "Why?", "comment"))},
		{"totals.csv", csvOf(";", "Nr;NPS;Kommentar;Dato", func(i int) []string { return cells(i, "03-03-2026") }) + "Samlet antal;40;;\n", right()},
		{"employer.csv", csvOf(";", "Nr;Vil du anbefale os som arbejdsplads?;Hvorfor?", func(i int) []string { return cells(i) }),
			right(func(a *answer) { a.asks, a.doubt = "source_score_employer", true })},
		{"updated.csv", csvOf(";", "Nr;NPS;Kommentar;updated.label", func(i int) []string { return cells(i, "2026-03-03T09:15:00+01:00") }),
			right(inRoles("updated.label", "time"), func(a *answer) { a.first = "2026-03-03 09:15" })},
		{"created.csv", csvOf(";", "Nr;NPS;Kommentar;updated;created", func(i int) []string { return cells(i, "2026-03-03", "2026-03-02") }), right(inRoles("created", "time"))},
		{"who.csv", csvOf(";", "Respondent UUID;Response UUID;NPS;Kommentar", func(i int) []string {
			return []string{fmt.Sprint("p", i), fmt.Sprint("r", i), fmt.Sprint(variantScore(i)), variantText(i)}
		}), right(inRoles("Response UUID", "id"))},
		{"marks.csv", csvOf(";", "Nr;Note (1 = sehr gut, 6 = ungenügend);Kommentar", func(i int) []string { return []string{fmt.Sprint(i), fmt.Sprint(1 + i%6), variantText(i)} }),
			right(asking("source_scale_turned"))},
		{"percents.csv", scoreFile("NPS", func(v int) string { return fmt.Sprint(10*v, " %") }), right(asking("source_scale_hundred"))},
		{"words.csv", csvOf(";", "Nr;NPS;Kommentar;Zufriedenheit", func(i int) []string { return cells(i, []string{"zufrieden", "sehr zufrieden", "unzufrieden"}[i%3]) }),
			right(inRoles("Zufriedenheit", "rating"))},
	})
}

package source_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// plain is the score as it is.
func plain(v int) string { return fmt.Sprint(v) }

// everyCell is csvOf with every cell in quotation marks.
func everyCell(header string, cells func(i int) []string) string {
	return rows(header, variantRows, func(i int) string { return `"` + strings.Join(cells(i), `","`) + `"` })
}

// TestShapes finds the rows of files as exports shape them.
func TestShapes(t *testing.T) {
	judged(t, []variant{
		// A sign that stands once in a quoted cell of every row is no delimiter.
		{"browser.csv", everyCell(`"Lb.","Date Submitted","Status","Browser","Kode A","Kode B","Kode C","Kode D","Kode E","Kode F","Vil du anbefale os?","Hvorfor?"`, func(i int) []string {
			return []string{fmt.Sprint(700 + i), fmt.Sprintf("Mar %02d, 2026 09:15:00 AM", 1+i%28), "Complete", "Prøve/5.0 (telefon; model 7)", "", "", "", "", "", "", plain(variantScore(i)), strings.ReplaceAll(variantText(i), ";", "")}
		}), right(inRoles("Vil du anbefale os?", "score", "Hvorfor?", "comment"), firstAt("2026-03-01 09:15"))},
		// The parts of a question stand in a second line, below no name, and are no row.
		{"parts.csv", "Respondent,Dato,Vil du anbefale os?,Hvor tilfreds er du med,,Hvad kan blive bedre?\n,,Svar,Prisen,Hjælpen,Åbent svar\n" +
			strings.SplitN(csvOf(",", "x", func(i int) []string {
				words := []string{"Utilfreds", "Tilfreds", "Meget tilfreds"}
				return []string{fmt.Sprint(60 + i), fmt.Sprintf("%02d-03-2026", 1+i%28), plain(variantScore(i)), words[i%3], words[i%2], variantText(i)}
			}), "\n", 2)[1], right(inRoles("Vil du anbefale os?", "score", "Hvad kan blive bedre?", "comment"))},
		// A cell of a page reaches down over the rows below, and a title over all columns.
		{"side.xls", page(), right(inRoles("Nr", "id", "NPS", "score", "Ord", "comment"), func(a *answer) { a.unit = variantRows })},
		{"rows.txt", strings.ReplaceAll(csvOf("|", "id|tid|nps|kommentar", func(i int) []string {
			return []string{fmt.Sprint(40 + i), fmt.Sprintf("2026-03-%02d", 1+i%28), plain(variantScore(i)), variantText(i)}
		}), "|", " | ") + "(40 rows)\n", right()},
		{"in_set.txt", "+----+----+----+----+\n" + rows("| id | tid | nps | kommentar |", variantRows, func(i int) string {
			return fmt.Sprintf("| %d | 2026-03-%02d | %d | %-40s |", 40+i, 1+i%28, variantScore(i), variantText(i))
		}) + "+----+----+----+----+\n40 rows in set (0.02 sec)\n", right()},
		// Below the rows stands another table.
		{"results.csv", csvOf(";", "Butik;Dato;NPS;Kommentar", func(i int) []string {
			return []string{[]string{"Nord", "Syd"}[i%2], fmt.Sprintf("2026-03-%02d", 1+i%28), plain(variantScore(i)), variantText(i)}
		}) + "\nButik;NPS\nNord;12\nSyd;8\n", right(func(a *answer) { a.asks = "source_footers" })},
		{"names.json", namedBeside(), right(inRoles("nps", "score", "grund", "comment"))},
	})
	dump := "-- udtræk\nCREATE TABLE svar (id int, score int, tekst text);\nINSERT INTO svar VALUES (1,9,'fint'),(2,3,'skidt');\n"
	if _, err := source.Read(t.Context(), source.Config{Files: []string{write(t, "dump.sql", dump)}}); err == nil || !strings.Contains(err.Error(), "SQL") {
		t.Errorf("a dump: %v", err)
	}
}

// page is a web page of one table.
func page() string {
	var b strings.Builder
	b.WriteString("<html><table><tr><th colspan=4>Svar i marts</th></tr><tr><th>Nr</th><th>Afdeling</th><th>NPS</th><th>Ord</th></tr>")
	for i := range variantRows {
		fmt.Fprintf(&b, "<tr><td>%d</td>", 900+i)
		if i%10 == 0 {
			fmt.Fprintf(&b, "<td rowspan=10>Hal %d</td>", i/10)
		}
		fmt.Fprintf(&b, "<td>%d</td><td>%s</td></tr>", variantScore(i), variantText(i))
	}
	return b.String() + "</table></html>"
}

// namedBeside is JSON with the names of the columns beside the rows.
func namedBeside() string {
	var lines []string
	for i := range variantRows {
		lines = append(lines, fmt.Sprintf(`["s%d",%d,%q]`, i, variantScore(i), variantText(i)))
	}
	return `{"columns":["svar_id","nps","grund"],"index":[0],"data":[` + strings.Join(lines, ",") + `]}`
}

// TestPagesWithTitles reads sheets of one layout that each have a title, and an
// average below their rows.
func TestPagesWithTitles(t *testing.T) {
	book := excelize.NewFile()
	for m := range 2 {
		sheet := []string{"Januar", "Februar"}[m]
		if _, err := book.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
		lines := [][]any{{"Svar i " + sheet}, {}, {"Nr", "NPS", "Kommentar"}}
		for i := range variantRows / 2 {
			j := i + m*variantRows/2
			lines = append(lines, []any{i + 1, variantScore(j), variantText(j)})
		}
		for i, line := range append(lines, []any{"Gennemsnit", 6.5}) {
			if err := book.SetSheetRow(sheet, fmt.Sprint("A", i+1), &line); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := book.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	file, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	judged(t, []variant{{"titles.xlsx", file.String(), right(inRoles("NPS", "score", "Kommentar", "comment"))}})
}

// TestRolesOfExports gives columns of exports their roles.
func TestRolesOfExports(t *testing.T) {
	with := func(header string, cell func(i int) string) string {
		return csvOf(";", "Dato;"+header+";NPS;Kommentar", func(i int) []string {
			return []string{fmt.Sprintf("%02d-03-2026", 1+i%28), cell(i), plain(variantScore(i)), variantText(i)}
		})
	}
	once := func(form string) func(int) string { return func(i int) string { return fmt.Sprintf(form, 7000+13*i) } }
	likert := func(i int) string { return []string{"Enig", "Uenig", "Meget enig", "Meget uenig"}[i%4] }
	judged(t, []variant{
		{"survey_id.csv", with("SURVEY_ID", once("M%d")), right(inRoles("SURVEY_ID", "id"))},
		{"issue.csv", with("Issue key", once("KS-%d")), right(inRoles("Issue key", "id"))},
		{"zeros.csv", with("Case Number", func(i int) string { return fmt.Sprintf("0001%d", 2000+i) }), right(inRoles("Case Number", "id"))},
		{"cpr.csv", with("Borgers CPR-nr.", func(i int) string { return fmt.Sprintf("%02d0155-%04d", 1+i%28, 1200+i) }), right(inRoles("Borgers CPR-nr.", "private"))},
		{"matrix.csv", with("Ankomst", likert), right(inRoles("Ankomst", "rating"))},
		{"osat.csv", with("OSAT", func(i int) string { return plain(variantScore(i + 3)) }), right(inRoles("OSAT", "rating", "NPS", "score"))},
		{"happy.csv", with("Survey Response", func(i int) string { return []string{"Extremely Happy", "Happy", "Unhappy"}[i%3] }), right(inRoles("Survey Response", "rating"))},
		// What staff logged is not the customer's comment.
		{"log.csv", csvOf(",", "Sag,Løst,Tilfredshed,Tilbagemelding,Comment", func(i int) []string {
			return []string{fmt.Sprint("L-", i), fmt.Sprintf("2026-03-%02d", 1+i%28), plain(1 + i%5), variantText(i), fmt.Sprintf("%02d/Mar/26 9:15 AM;afd%d;Vi har set på nummer %d nu", 1+i%28, i%3, i)}
		}), right(withoutNPS, inRoles("Tilbagemelding", "comment", "Comment", "ignored"))},
		// The header says what is scored; some wrote back something else.
		{"sms.csv", csvOf(";", "Modtaget;Svar 1 (0-10);Svar 2", func(i int) []string {
			s := plain(variantScore(i))
			switch i % 10 {
			case 3:
				s += "!"
			case 7:
				s = "STOP"
			}
			return []string{fmt.Sprintf("%02d-03-2026 09:15", 1+i%28), s, variantText(i)}
		}), right(scoredRows(36), inRoles("Svar 1 (0-10)", "score", "Svar 2", "comment"), func(a *answer) { a.cells = 4 })},
		{"many.csv", csvOf(",", "Dato,Mad (0-10),Lokale (0-10),Kommentar", func(i int) []string {
			return []string{fmt.Sprintf("2026-03-%02d", 1+i%28), plain(variantScore(i)), plain(variantScore(i + 3)), variantText(i)}
		}), right(asking("source_which_score"))},
		{"ros.csv", csvOf(";", "Score;Ros;Ris", func(i int) []string {
			return []string{plain(variantScore(i)), variantText(i), variantText(i + 5)}
		}), right(inRoles("Ros", "comment", "Ris", "answer"))},
		{"kald.csv", with("Kald-ID", once("8%d00")), right(inRoles("Kald-ID", "id"))},
		{"laaner.csv", with("Lånernr.", func(i int) string { return plain(40000 + i%30) }), right(inRoles("Lånernr.", "customer"))},
		{"invoices.csv", with("Invoices paid", func(i int) string { return plain(1 + i%4) }), right(inRoles("Invoices paid", "segment"))},
		{"talk.csv", with("Conversation ID", once("9%d00")), right(inRoles("Conversation ID", "id"))},
		{"again.csv", csvOf(";", "nps;Comment;Comment (translated)", func(i int) []string {
			return []string{plain(variantScore(i)), variantText(i), fmt.Sprint("the same words, number ", i)}
		}), right(inRoles("Comment", "comment", "Comment (translated)", "ignored"))},
		{"long.csv", rows("SvarId;SpørgsmålTekst;SvarTekst", 60, func(i int) string {
			return fmt.Sprintf("%d;%s;%s", i/2, []string{"Karakter", "Hvorfor"}[i%2], []string{plain(variantScore(i / 2)), variantText(i)}[i%2])
		}), asked("source_long")},
		{"danish.json", danishAnswers(), right(inRoles("svar.Vil du anbefale os?", "score", "svar.Hvorfor?", "comment"))},
		{"codes.json", codedStars(), right(onScale("1-5"), inRoles("starRating", "score"))},
		{"kinds.csv", csvOf(",", "Survey Type,Rating,Response,Date", func(i int) []string {
			return []string{[]string{"NPS", "CES"}[i%2], plain(1 + i%7), variantText(i), fmt.Sprintf("2026-03-%02d", 1+i%28)}
		}), asked("source_kinds")},
	})
	// An empty column comes near to nothing, nor does a constant one.
	batch := read(t, "empty.csv", csvOf(",", "Vil du anbefale os?,Point - Vil du anbefale os?,NPS maks,Hvorfor?", func(i int) []string {
		return []string{plain(variantScore(i)), "", "10", variantText(i)}
	}), source.Config{})
	if slices.ContainsFunc(batch.Files[0].Notes, func(n source.Note) bool { return n.Key == "source_near" }) {
		t.Error("a column without values is said to come near")
	}
}

// danishAnswers is JSON with a list of answers under Danish keys.
func danishAnswers() string {
	var lines []string
	for i := range variantRows {
		lines = append(lines, fmt.Sprintf(`{"id":%d,"svar":[{"spørgsmål":"Vil du anbefale os?","svar":%d},{"spørgsmål":"Hvorfor?","svar":%q}]}`, i, variantScore(i), variantText(i)))
	}
	return "[" + strings.Join(lines, ",") + "]"
}

// codedStars is JSON with stars as review sites' interfaces name them.
func codedStars() string {
	var lines []string
	for i := range variantRows {
		lines = append(lines, fmt.Sprintf(`{"starRating":%q,"comment":%q}`, []string{"ONE", "TWO", "THREE", "FOUR", "FIVE"}[i%5], variantText(i)))
	}
	return `{"reviews":[` + strings.Join(lines, ",") + "]}"
}

// TestYearOfTwoDigits reads 26-03-12 as a day of March, and 12-03-26 too.
func TestYearOfTwoDigits(t *testing.T) {
	judged(t, []variant{
		{"year.csv", dateFile("Svardato", "26-03-DD"), right(firstAt("2026-03-01"), asking("source_year_first"))},
		{"clock.csv", dateFile("Svardato", "26/03/DD 09:15"), right(firstAt("2026-03-01 09:15"), asking("source_year_first"))},
		{"day.csv", dateFile("Svardato", "DD-03-26"), right(firstAt("2026-03-01"))},
		{"month.csv", dateFile("Svardato", "03/DD/26"), right(firstAt("2026-03-01"))},
	})
	firsts := csvOf(";", "Score;Dato;Kommentar", func(i int) []string {
		return []string{plain(variantScore(i)), fmt.Sprintf("01-%02d-%02d", 1+i%12, 23+i%4), variantText(i)}
	})
	judged(t, []variant{{"firsts.csv", firsts, right(firstAt("2023-01-01"))}})
	// What is remembered holds for a night of one day.
	before, now := recalled(t, dateFile("Svardato", "26-03-DD"), rows("Svar-ID;Svardato;Score;Kommentar", 2, func(i int) string { return fmt.Sprintf("x%d;26-04-09;9;fin tur", i) }))
	if breaks, _ := source.Differences(before, now); len(breaks) > 0 || now.Dates.Order != source.YearFirst || now.Since != "2026-04-09" {
		t.Errorf("order %q since %s, breaks %v", now.Dates.Order, now.Since, breaks)
	}
}

// TestSaidAgain takes a row with the id and the words of another for its mending.
func TestSaidAgain(t *testing.T) {
	content := rows("Svar-id;Opdateret;Score;Kommentar", 43, func(i int) string {
		id, day, score := i, 1+i%20, i%11
		if i >= 40 {
			id, day, score = i-40, 25, 10-(i-40)
		}
		return fmt.Sprintf("%d;2026-03-%02d;%d;køen ved kasse %d var alt for lang", id, day, score, id)
	})
	f := read(t, "igen.csv", content, source.Config{}).Files[0]
	if f.Columns[0].Role != "id" || f.Accepted != 40 || f.Replaced != 3 {
		t.Errorf("the column is %s, %d accepted, %d replaced", f.Columns[0].Role, f.Accepted, f.Replaced)
	}
}

// TestSilentRows says how many rows hold no answer at all.
func TestSilentRows(t *testing.T) {
	content := csvOf(";", "id;nps;kommentar;kanal", func(i int) []string {
		if i%4 == 0 {
			return []string{fmt.Sprint(i), "", "", "Web"}
		}
		return []string{fmt.Sprint(i), plain(variantScore(i)), variantText(i), "Web"}
	})
	want := right(scoredRows(30))
	want.asks = "source_silent"
	judged(t, []variant{{"silent.csv", content, want}})
}

// TestStaffGone: a column of staff that is not delivered any more stops no night,
// unless a column that is read in may be it under another name.
func TestStaffGone(t *testing.T) {
	with := func(extra, values string) string {
		return rows("id;nps;kommentar"+extra, 40, func(i int) string {
			line := fmt.Sprintf("%d;%d;fin tur", i, i%11)
			if extra != "" {
				line += ";" + strings.Fields(values)[i%3]
			}
			return line
		})
	}
	staffed := with(";Ekspedient", "Mette Lars Pia")
	for _, c := range []struct {
		name, second string
		want         []messages.Key
	}{
		{"gone", with("", ""), nil},
		{"another beside", with(";Hold", "Rød Blå Gul"), []messages.Key{"source_diff_gone"}},
		{"renamed", with(";Sælger", "Mette Lars Pia"), nil},
	} {
		breaks, _ := source.Differences(recalled(t, staffed, c.second))
		var got []messages.Key
		for _, n := range breaks {
			got = append(got, n.Key)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestOrderByToday: of the two orders that dates may have, one that makes many of
// them days to come is not theirs; a few decide, and are told; one slip decides nothing.
func TestOrderByToday(t *testing.T) {
	today := time.Date(2026, 6, 20, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, order string
		asked       messages.Key
		day         func(i int) string
	}{
		{"a few to come", source.MonthFirst, "source_dates_to_come", func(i int) string { return fmt.Sprintf("06/%02d/2026", 1+i%7) }},
		{"to come", source.MonthFirst, "", func(i int) string { return fmt.Sprintf("%02d-%02d-2026", 3+i%3, 1+i%12) }},
		{"one slip", source.DayFirst, "source_dates_doubt", func(i int) string {
			if i == 9 {
				return "04-08-2026"
			}
			return fmt.Sprintf("%02d-%02d-2026", 1+i%5, 1+i%5)
		}},
	} {
		content := csvOf(";", "id;dato;nps;kommentar", func(i int) []string {
			return []string{fmt.Sprint(i), c.day(i), plain(variantScore(i)), variantText(i)}
		})
		batch, err := source.Read(t.Context(), source.Config{Files: []string{write(t, "svar.csv", content)}, Today: today})
		if err != nil {
			t.Fatal(err)
		}
		if got := batch.Readings[0].Dates; got.Order != c.order || got.Doubt != (c.asked != "") {
			t.Errorf("%s: %+v", c.name, got)
		}
		asked := slices.ContainsFunc(batch.Files[0].Notes, func(n source.Note) bool { return n.Key == c.asked })
		if asked != (c.asked != "") {
			t.Errorf("%s: %v", c.name, batch.Files[0].Notes)
		}
	}
}

// TestBelied: comments under the header of a segment, and its values under that of
// the comments, are another reading; a score without a value is told.
func TestBelied(t *testing.T) {
	night := func(swap, score bool) string {
		return rows("id;nps;kommentar;kanal", 40, func(i int) string {
			text, value, s := fmt.Sprint(variantText(i), ", nummer ", i), []string{"Web", "Butik"}[i%2], fmt.Sprint(i%11)
			if swap {
				text, value = value, text
			}
			if !score {
				s = ""
			}
			return strings.Join([]string{fmt.Sprint(i), s, strings.ReplaceAll(text, ";", ","), strings.ReplaceAll(value, ";", ",")}, ";")
		})
	}
	if breaks, _ := source.Differences(recalled(t, night(false, true), night(true, true))); len(breaks) != 1 || breaks[0].Key != "source_diff_role" {
		t.Errorf("swapped: %v", breaks)
	}
	if breaks, changes := source.Differences(recalled(t, night(false, true), night(false, true))); len(breaks)+len(changes) > 0 {
		t.Errorf("as before: %v, %v", breaks, changes)
	}
	want := right(scoredRows(none))
	want.asks = "source_blank"
	judged(t, []variant{{"blank.csv", night(false, false), want}})
}

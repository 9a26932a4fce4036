package source_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// answersAbove are answers with a table below them.
func answersAbove(below string) string {
	return csvOf(";", "Svar-ID;Dato;Score;Kommentar;Region", func(i int) []string {
		return []string{fmt.Sprint(900 + i), fmt.Sprintf("%02d-03-2026", 1+i%28), fmt.Sprint(variantScore(i)), variantText(i), []string{"Nord", "Syd"}[i%2]}
	}) + below
}

// TestTableBelow: another table below the answers, under other names of columns, is left out; one
// whose rows could be answers is asked about; answers that say little are no table.
func TestTableBelow(t *testing.T) {
	judged(t, []variant{
		{"sums.csv", answersAbove(";;;;\nRegion;Antal;NPS;;\nNord;20;12;;\nSyd;20;15;;\n"), right(func(a *answer) { a.asks = "source_below" })},
		{"means.csv", answersAbove(";;;;\nAfdeling;Svar;Snit;Note;\nNord;20;7,8;lidt lavt;\nSyd;20;8;fint;\n"), right(func(a *answer) { a.asks = "source_below" })},
		{"short.csv", answersAbove("\nAfdeling;Svar;Snit\nNord;20;7,8\nSyd;20;8\n"), right(func(a *answer) { a.asks = "source_below" })},
		{"close.csv", answersAbove("Kode;Betydning;Bruges af;;\nN;Nordlig;Hal 1;;\nS;Sydlig;Hal 2;;\n"), right(func(a *answer) { a.asks = "source_below" })},
		{"more.csv", answersAbove(";;;;\nId;Oprettet;Karakter;Beskrivelse;Område\n9001;01-04-2026;8;Klagen er sendt videre;Nord\n9002;05-04-2026;9;Kunden er ringet op;Syd\n"), asked("source_second_table")},
		{"little.csv", answersAbove("\n940;01-04-2026;;;Nord\n941;02-04-2026;7;ikke noget;Syd\n"), func() answer {
			a := right(withoutNPS)
			a.rows, a.scored = variantRows+2, variantRows+1
			return a
		}()},
	})
}

// TestTimeOfAnswers: a column called Svartid is the day of the answer where it holds days, and said
// to be in doubt; dates that are something else's are not, and that is said.
func TestTimeOfAnswers(t *testing.T) {
	judged(t, []variant{
		{"svartid.csv", dateFile("Svartid", "DD-03-2026 09:15"), right(inRoles("Svartid", "time"), firstAt("2026-03-01 09:15"), func(a *answer) { a.doubt = true })},
		{"svartid_iso.csv", dateFile("Svartid", "2026-03-DDT09:15:00Z"), right(inRoles("Svartid", "time"), func(a *answer) { a.doubt = true })},
		{"ventetid.csv", dateFile("Ventetid", "DD-03-2026 09:15"), right(inRoles("Ventetid", "ignored"), func(a *answer) { a.asks = "source_no_time" })},
		{"siden.csv", dateFile("Kunde siden", "DD-03-2014"), right(inRoles("Kunde siden", "ignored"), func(a *answer) { a.asks = "source_no_time" })},
		{"minutter.csv", csvOf(";", "Svar-ID;Svartid;Dato;Score;Kommentar", func(i int) []string {
			return []string{fmt.Sprint(900 + i), fmt.Sprintf("00:%02d:15", i%20), fmt.Sprintf("%02d-03-2026", 1+i%28), fmt.Sprint(variantScore(i)), variantText(i)}
		}), right(inRoles("Dato", "time"), firstAt("2026-03-01"))},
	})
}

// threeRows are the first rows of an export with two header lines.
func threeRows(header string, cells func(i int) []string) string {
	return strings.Join(strings.SplitAfter(csvOf(",", header, cells), "\n")[:strings.Count(header, "\n")+4], "")
}

// TestSecondHeaderOfFewRows: a second line that names one answer alone is a header above three rows too.
func TestSecondHeaderOfFewRows(t *testing.T) {
	batch := read(t, "few.csv", threeRows("RespondentID,CollectorID,EndDate,Vil du anbefale os?,Hvorfor?\n,,,,Open-Ended Response", func(i int) []string {
		return []string{fmt.Sprint(1100 + i), "22", fmt.Sprintf("2026-03-%02d", i+1), fmt.Sprint(variantScore(i)), variantText(i)}
	}), source.Config{})
	if f := batch.Files[0]; f.Accepted != 3 || f.Commented != 3 || !strings.Contains(keysOf(batch), "source_second_header") {
		t.Errorf("%d rows, %d with a comment, notes %s", f.Accepted, f.Commented, keysOf(batch))
	}
}

// TestFirstPart: the first of the parts of a question is named as the others are, but for a source that
// knows it by the question alone.
func TestFirstPart(t *testing.T) {
	content := csvOf(",", "Respondent,Dato,Vil du anbefale os?,Hvor tilfreds er du med,,Hvorfor?\n,,Response,Prisen,Hjælpen,Open-Ended Response", func(i int) []string {
		return []string{fmt.Sprint(60 + i), fmt.Sprintf("%02d-03-2026", 1+i%28), fmt.Sprint(variantScore(i)), fmt.Sprint(1 + i%5), fmt.Sprint(1 + i%4), variantText(i)}
	})
	headers := func(b source.Batch) (all []string) {
		for _, c := range b.Files[0].Columns {
			if c.Role == "rating" {
				all = append(all, c.Header)
			}
		}
		return all
	}
	batch := read(t, "dele.csv", content, source.Config{})
	if got := headers(batch); !slices.Equal(got, []string{"Hvor tilfreds er du med Prisen", "Hvor tilfreds er du med Hjælpen"}) {
		t.Errorf("ratings %q", got)
	}
	was := batch.Readings[0]
	was.Columns = slices.Clone(was.Columns)
	for i := range was.Columns {
		if was.Columns[i].Header == "Hvor tilfreds er du med Prisen" {
			was.Columns[i].Header = "Hvor tilfreds er du med"
		}
	}
	if got := headers(read(t, "dele.csv", content, source.Config{Readings: map[string]source.Reading{"dele": was}})); got[0] != "Hvor tilfreds er du med" {
		t.Errorf("known by the question: ratings %q", got)
	}
}

// TestNoZeroInDoubt: that none of many scores is 0 is no doubt where the classes are the same anyway.
func TestNoZeroInDoubt(t *testing.T) {
	for _, c := range []struct {
		n     int
		last  int
		doubt bool
	}{{40, 10, false}, {12, 10, true}, {40, 9, true}} {
		batch := read(t, "karakter.csv", rows("Karakter;Kommentar", c.n, func(i int) string { return fmt.Sprintf("%d;%s", min(1+i%10, c.last), variantText(i)) }), source.Config{})
		if f := batch.Files[0]; f.ScaleDoubt != c.doubt || f.ScaleWhy.Key != messages.Key("source_scale_ten") {
			t.Errorf("%d scores to %d: doubt %v, %s", c.n, c.last, f.ScaleDoubt, f.ScaleWhy.Key)
		}
	}
}

// TestNamesOfTime: a file that is called after words of time alone keeps them.
func TestNamesOfTime(t *testing.T) {
	for file, want := range map[string]string{
		"aar_uge.csv": "aar_uge", "år_uge_12.csv": "år_uge", "maaned_marts.csv": "maaned_marts", "svar_uge_12.csv": "svar", "nps_kvartal.csv": "nps", "nps_2026_q1.csv": "nps", "uge.csv": "uge",
	} {
		if got := source.NameOf(file); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}

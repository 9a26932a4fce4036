package source_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// bookOf is a workbook of the given sheets, each a list of rows.
func bookOf(t *testing.T, sheets map[string][][]any) string {
	t.Helper()
	book := excelize.NewFile()
	for i, name := range slices.Sorted(maps.Keys(sheets)) {
		if i == 0 {
			book.SetSheetName("Sheet1", name)
		} else if _, err := book.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for n, row := range sheets[name] {
			if err := book.SetSheetRow(name, fmt.Sprintf("A%d", n+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	data, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return data.String()
}

// region is the rows of one region, under their header.
func region(from, n int) [][]any {
	all := [][]any{{"Dato", "Score", "Kommentar"}}
	for i := range n {
		all = append(all, []any{fmt.Sprintf("2026-03-%02d", 1+i%28), variantScore(from + i), fmt.Sprint(variantText(from+i), " ", from+i)})
	}
	return all
}

// TestSheetsAreNamed keeps what the sheets of one layout are called, which may be said
// nowhere else, reads rows once that stand on two of them, and goes on reading a source as
// it was read before.
func TestSheetsAreNamed(t *testing.T) {
	sheets := map[string][][]any{"Nord": region(0, 15), "Syd": region(15, 12)}
	first := read(t, "bog.xlsx", bookOf(t, sheets), source.Config{})
	if got := roles(first); got != "Dato=time Score=score Kommentar=comment Ark=segment" {
		t.Errorf("read as %s", got)
	}
	said := map[string]int{}
	for _, r := range first.Responses {
		for _, s := range r.Segments {
			said[s.Value]++
		}
	}
	if said["Nord"] != 15 || said["Syd"] != 12 {
		t.Errorf("sheets of the responses: %v", said)
	}

	sheets["Alle"] = append(region(0, 15), region(15, 12)[1:]...)
	if with := read(t, "bog.xlsx", bookOf(t, sheets), source.Config{}); len(with.Responses) != 27 || !slices.ContainsFunc(with.Files[0].Notes, func(n source.Note) bool { return n.Key == "source_sheets_again" }) {
		t.Errorf("with a sheet of all: %d responses, notes %v", len(with.Responses), with.Files[0].Notes)
	}

	before := first.Readings[0]
	before.Columns = slices.DeleteFunc(slices.Clone(before.Columns), func(c source.ColumnReading) bool { return c.Header == "Ark" })
	again := read(t, "bog.xlsx", bookOf(t, sheets), source.Config{Readings: map[string]source.Reading{before.Source: before}})
	if got := roles(again); strings.Contains(got, "Ark") {
		t.Errorf("read without names before, now as %s", got)
	}
}

// TestAskew refuses tables that stand as no survey may be read: on their side, or two side
// by side. Nothing of them may pass for an empty delivery.
func TestAskew(t *testing.T) {
	var turned [][]any
	for col := range 3 {
		var row []any
		for _, r := range region(0, 20) {
			row = append(row, r[col])
		}
		turned = append(turned, row)
	}
	beside := func(gap int, columns ...int) (all [][]any) {
		for i, r := range region(0, 20) {
			var row []any
			for range 2 {
				for _, c := range columns {
					row = append(row, r[c])
				}
				if len(row) == len(columns) {
					row = append(row, make([]any, gap)...)
				}
			}
			if i > 0 {
				row[len(row)-1] = fmt.Sprint("noget andet ", i)
			}
			all = append(all, row)
		}
		return all
	}
	for _, c := range []struct {
		name string
		rows [][]any
		want messages.Key
	}{
		{"turned", turned, "source_lies"},
		{"with a column free", beside(1, 0, 1, 2), "source_side_by_side"},
		{"with none free", beside(0, 0, 1, 2), "source_side_by_side"},
		{"two questions asked alike", beside(0, 1, 2), ""},
	} {
		_, err := source.Read(t.Context(), source.Config{Files: []string{write(t, "skæv.xlsx", bookOf(t, map[string][][]any{"Ark1": c.rows}))}, MayBeEmpty: true})
		told := new(messages.Error)
		if got := messages.Key(""); errors.As(err, &told) {
			got = told.Key
			if got != c.want {
				t.Errorf("%s: %v", c.name, err)
			}
		} else if err != nil || c.want != "" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestRepliesHaveTheirDates takes the date of a review and not that of the answer to it.
func TestRepliesHaveTheirDates(t *testing.T) {
	review := rows("Dato;Stjerner;Anmeldelse;Virksomhedens svar;Svardato", 40, func(i int) string {
		return fmt.Sprintf("%02d-03-2026;%d;%s %d;Hej, tak for din anmeldelse. Vi ser på sagen;%02d-04-2026", 1+i%28, 1+i%5, variantText(i), i, 1+i%28)
	})
	if got := roles(read(t, "anmeldelser.csv", review, source.Config{})); !strings.Contains(got, "Dato=time") {
		t.Errorf("read as %s", got)
	}
	survey := rows("Sendt dato;Score;Kommentar;Svardato", 40, func(i int) string {
		return fmt.Sprintf("%02d-03-2026;%d;%s %d;%02d-04-2026", 1+i%28, variantScore(i), variantText(i), i, 1+i%28)
	})
	if got := roles(read(t, "svar.csv", survey, source.Config{})); !strings.Contains(got, "Svardato=time") {
		t.Errorf("a survey is read as %s", got)
	}
}

// TestHiddenSheets leaves hidden sheets and tells of those that hold answers like the others.
func TestHiddenSheets(t *testing.T) {
	book, err := excelize.OpenReader(strings.NewReader(bookOf(t, map[string][][]any{"Nord": region(0, 15), "Øst": region(40, 9), "Lister": {{"Værdi", "Navn"}, {1, "ja"}, {2, "nej"}}})))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Øst", "Lister"} {
		if err := book.SetSheetVisible(name, false); err != nil {
			t.Fatal(err)
		}
	}
	data, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	batch := read(t, "bog.xlsx", data.String(), source.Config{})
	var told []any
	for _, n := range batch.Files[0].Notes {
		if n.Key == "source_sheets_hidden" {
			told = n.Args
		}
	}
	if len(batch.Responses) != 15 || !slices.Equal(told, []any{1, "Øst"}) {
		t.Errorf("%d responses, hidden sheets told: %v", len(batch.Responses), told)
	}
}

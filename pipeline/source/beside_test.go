package source_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"stemme/pipeline/source"
)

// keysOf are the notes of the first file.
func keysOf(batch source.Batch) string {
	var keys []string
	for _, n := range batch.Files[0].Notes {
		keys = append(keys, string(n.Key))
	}
	return strings.Join(keys, " ")
}

// besideBook is a workbook of answers with a small table beside them, and hidden rows.
func besideBook(t *testing.T, beside [][]any, hidden int) string {
	t.Helper()
	book := excelize.NewFile()
	set := func(col, row int, value any) {
		axis, err := excelize.CoordinatesToCellName(col, row)
		if err == nil {
			err = book.SetCellValue("Sheet1", axis, value)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for j, h := range []string{"Svar-id", "Dato", "Score", "Kommentar"} {
		set(j+1, 1, h)
	}
	for i := range 40 {
		for j, v := range []any{700 + i, fmt.Sprintf("2026-03-%02d", i%28+1), i % 11, fmt.Sprintf("kassen var lukket gang %d", i)} {
			set(j+1, i+2, v)
		}
	}
	for i, row := range beside {
		for j, v := range row {
			set(6+j, i+1, v)
		}
	}
	for i := range hidden {
		if err := book.SetRowVisible("Sheet1", 5+i, false); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "svar.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestBeside: a small table beside the answers says nothing of the customers that stand in
// its rows; columns that reach down, or have no gap before them, are read. Hidden rows are read and told.
func TestBeside(t *testing.T) {
	unit := [][]any{{"Afdeling", "Gennemsnit"}, {"Nord", 7}, {"Syd", 8}, {"Vest", 6}}
	long := [][]any{{"Afdeling"}}
	for i := range 40 {
		long = append(long, []any{[]string{"Nord", "Syd"}[i%2]})
	}
	for _, c := range []struct {
		name   string
		beside [][]any
		hidden int
		units  int
		want   string
	}{
		{"a table beside", unit, 0, 0, "source_beside"},
		{"a column behind a gap", long, 0, 40, ""},
		{"hidden rows", nil, 3, 0, "source_hidden_rows"},
	} {
		batch, err := source.Read(t.Context(), source.Config{Files: []string{besideBook(t, c.beside, c.hidden)}})
		if err != nil {
			t.Fatal(c.name, err)
		}
		units := 0
		for _, r := range batch.Responses {
			if r.Unit != "" {
				units++
			}
		}
		if keys := keysOf(batch); len(batch.Responses) != 40 || units != c.units || keys != c.want {
			t.Errorf("%s: %d responses, %d with a unit, notes %q", c.name, len(batch.Responses), units, keys)
		}
	}
}

// TestImportIDs: whatever the questions are, the codes above the line of ids name the columns.
func TestImportIDs(t *testing.T) {
	header := "StartDate,Finished,RecordedDate,ResponseId,Q1_NPS_GROUP,Q1,Q2,Q3_1,Afdeling\n" +
		"Start Date,Finished,Recorded Date,Response ID,Vil du anbefale kommunen? - Group,Vil du anbefale kommunen?,Hvorfor?,Det var let at finde,Afdeling\n" +
		`"{""ImportId"":""startDate""}","{""ImportId"":""finished""}","{""ImportId"":""recordedDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1_NPS_GROUP""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}","{""ImportId"":""QID3_1""}","{""ImportId"":""Afdeling""}"`
	text := rows(header, 40, func(i int) string {
		return fmt.Sprintf("2026-03-%02d 09:15:00,True,2026-03-%02d 09:20:00,R_%d,Passive,%d,%s,%s,%s", i%28+1, i%28+1, 5000+i*37, i%11, variantText(i), []string{"Enig", "Uenig"}[i%2], []string{"Skoler", "Veje"}[i%2])
	})
	batch := read(t, "kommune.csv", text, source.Config{})
	f := batch.Files[0]
	if f.Columns[5].Header != "Q1" || f.Columns[5].Role != "score" || f.Columns[8].Header != "Afdeling" || f.Columns[8].Role != "unit" || len(batch.Responses) != 40 {
		t.Errorf("%d responses, columns %+v", len(batch.Responses), f.Columns)
	}
}

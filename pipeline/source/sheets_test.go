package source_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"stemme/models"
	"stemme/pipeline/source"
)

// TestWorkbooks reads all sheets of one layout and no summary, fills merged
// cells, and takes cells formatted as dates for dates whatever their header.
func TestWorkbooks(t *testing.T) {
	book := excelize.NewFile()
	style, err := book.NewStyle(&excelize.Style{NumFmt: 22})
	if err != nil {
		t.Fatal(err)
	}
	put := func(sheet string, row int, cells ...any) {
		for i, v := range cells {
			axis, _ := excelize.CoordinatesToCellName(i+1, row)
			if v == nil {
				continue
			}
			if err := book.SetCellValue(sheet, axis, v); err != nil {
				t.Fatal(err)
			}
			if _, date := v.(time.Time); date {
				book.SetCellStyle(sheet, axis, axis, style)
			}
		}
	}
	book.SetSheetName("Sheet1", "Oversigt")
	put("Oversigt", 1, "Score", "Antal", "Kommentar")
	for i := range 11 {
		put("Oversigt", i+2, i, 10*i)
	}
	for month := range 2 {
		sheet := fmt.Sprintf("Måned %d", month+1)
		if _, err := book.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
		put(sheet, 1, "ID", "Start", "Færdig", "Vil du anbefale os?", "Hvorfor?", "Region", "Aftalt")
		for i := range 12 {
			at := time.Date(2026, time.Month(month+1), 1+i, 9, 15, 0, 0, time.UTC)
			var region any
			if i%6 == 0 {
				region = []string{"Nord", "Syd"}[i/6]
			}
			put(sheet, i+2, 100*month+i, at.Add(-time.Hour), at, i%11, variantText(i), region, []string{"No", "Yes"}[i%2])
		}
		for _, span := range [][2]string{{"F2", "F7"}, {"F8", "F13"}} {
			if err := book.MergeCell(sheet, span[0], span[1]); err != nil {
				t.Fatal(err)
			}
		}
	}
	var data bytes.Buffer
	if err := book.Write(&data); err != nil {
		t.Fatal(err)
	}
	batch := read(t, "bog.xlsx", data.String(), source.Config{})
	if want := "ID=id Færdig=time Vil du anbefale os?=score Hvorfor?=comment Region=unit Aftalt=segment Ark=segment"; roles(batch) != want {
		t.Errorf("\n got %s\nwant %s", roles(batch), want)
	}
	if len(batch.Responses) != 24 || len(batch.Rejects) != 0 {
		t.Fatalf("%d accepted, rejects %v", len(batch.Responses), batch.Rejects)
	}
	for i, r := range batch.Responses {
		if r.Unit != []string{"Nord", "Syd"}[i%12/6] || timeOf(r) != fmt.Sprintf("2026-%02d-%02d 09:15", i/12+1, i%12+1) {
			t.Errorf("row %d: unit %q, at %s", i+1, r.Unit, timeOf(r))
		}
	}
}

// TestIDs tells ids that come again as corrections from numbers that are none.
func TestIDs(t *testing.T) {
	line := func(id, day int, text string) string {
		return fmt.Sprintf("%d;%02d-03-2026;8;%s;Web;kunde%d", id, day, text, id)
	}
	header := "Svarnummer;Dato;Score;Kommentar;Kanal;Kundenr"
	corrected := rows(header, 40, func(i int) string {
		switch i {
		case 37:
			return line(5, 6, "rettet senere i filen") // the same day as row 6
		case 38:
			return line(20, 1, "en ældre udgave") // answered before row 21
		case 39:
			return line(7, 8, "tekst 7") // row 8 over again
		}
		return line(i, 1+i%28, fmt.Sprint("tekst ", i))
	})
	batch := read(t, "rettet.csv", corrected, source.Config{})
	f := batch.Files[0]
	if f.Rows() != 40 || f.Accepted != 38 || f.Replaced != 2 || f.Rejected != 0 {
		t.Errorf("%d rows, %d accepted, %d replaced", f.Rows(), f.Accepted, f.Replaced)
	}
	for _, r := range batch.Responses {
		if r.ID == "5" && r.Comment != "rettet senere i filen" || r.ID == "20" && r.Comment != "tekst 20" {
			t.Errorf("id %s is %q", r.ID, r.Comment)
		}
	}
	repeated := rows("id;dato;nps;kommentar", 60, func(i int) string {
		return fmt.Sprintf("%d;%02d-03-2026;%d;%s %d", i%15, 1+i%28, variantScore(i), variantText(i), i)
	})
	// One row of a hundred that says something else is mended; the others keep their ids.
	mended := rows(header, 101, func(i int) string {
		if i == 100 {
			return "5;28-03-2026;1;noget helt andet;Butik;kunde999"
		}
		return line(i, 1+i%28, fmt.Sprint("tekst ", i))
	})
	if f := read(t, "en.csv", mended, source.Config{}).Files[0]; f.Columns[0].Role != "id" || f.Accepted != 100 || f.Replaced != 1 {
		t.Errorf("one mended row: the column is %s, %d accepted, %d replaced", f.Columns[0].Role, f.Accepted, f.Replaced)
	}
	// So do they under a header that is less sure; the two are responses of their own.
	for _, weak := range []string{"Nr.", "#", "n", "Række"} {
		b := read(t, "svag.csv", weak+mended[len("Svarnummer"):], source.Config{})
		if f := b.Files[0]; f.Columns[0].Role != "id" || f.Accepted != 101 || f.Replaced != 0 || !slices.ContainsFunc(b.Responses, func(r models.Response) bool { return r.ID == "6" }) {
			t.Errorf("%s: the column is %s, %d accepted, %d replaced", weak, f.Columns[0].Role, f.Accepted, f.Replaced)
		}
	}
	batch = read(t, "gentaget.csv", repeated, source.Config{})
	keys := map[string]bool{}
	for _, r := range batch.Responses {
		keys[r.ID] = true
	}
	if len(keys) != 60 || batch.Files[0].Columns[0].Role != "ignored" || !batch.Files[0].Columns[0].Doubt {
		t.Errorf("%d different ids, the column is %s", len(keys), batch.Files[0].Columns[0].Role)
	}
}

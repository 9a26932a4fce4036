package source_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestBombs: a file that takes more than may be, unpacked or as cells, and one of
// too many columns, is refused, whatever its format.
func TestBombs(t *testing.T) {
	t.Parallel()
	const most = 1 << 20
	packed := func(text string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write([]byte(text))
		z.Close()
		return b.String()
	}
	head, row := "id;score;kommentar\n", "1;9;hurtig hjælp\n"
	wide := strings.Repeat(";felt", source.MostColumns)
	var keys strings.Builder
	for i := range source.MostColumns + 1 {
		fmt.Fprintf(&keys, `,"k%d":1`, i)
	}
	for _, c := range []struct{ name, text, key string }{
		{"fits.csv", head + strings.Repeat(row, 5000), ""},
		{"large.csv", head + strings.Repeat(row, most/len(row)+1), "source_too_large"},
		{"bomb.csv.gz", packed(head + row + strings.Repeat("a", 3*most)), "source_too_large"},
		{"lines.csv.gz", packed(head + strings.Repeat(row, 10) + strings.Repeat("\n", most-300)), "source_too_large"},
		{"cells.csv", head + strings.Repeat(row, 10) + strings.Repeat(strings.Repeat(";", 999)+"\n", 900), "source_too_large"},
		{"objects.jsonl", `{"kommentar":"fint","score":9}` + strings.Repeat("{}\n", 20000), "source_too_large"},
		{"wide.csv", strings.TrimSpace(head) + strings.ReplaceAll(wide, "felt", "q") + "\n" + strings.Repeat("1;9;hurtig hjælp"+strings.ReplaceAll(wide, "felt", "1")+"\n", 4), "source_too_wide"},
		{"wide.jsonl", `{"kommentar":"fint"` + keys.String() + "}\n", "source_too_wide"},
		{"bomb.xlsx", swollen(t, func(f *excelize.File) {}, strings.Repeat(" ", 2*most)), "source_too_large"},
		{"shared.xlsx", swollen(t, func(f *excelize.File) { // one text of the workbook, in many cells
			for i := range 40 {
				f.SetCellValue("Sheet1", fmt.Sprintf("C%d", i+2), strings.Repeat("ventetid ", 3000))
			}
		}, ""), "source_too_large"},
		{"wide.xlsx", swollen(t, func(f *excelize.File) { f.SetCellValue("Sheet1", "XFD2", "x") }, ""), "source_too_wide"},
		{"sparse.xlsx", swollen(t, func(f *excelize.File) {
			for i := range 60 {
				f.SetCellValue("Sheet1", fmt.Sprintf("BXA%d", i+2), "x")
			}
		}, ""), "source_too_large"},
	} {
		file := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := source.Read(context.Background(), source.Config{Files: []string{file}, Unpacked: most})
		told := new(messages.Error)
		if errors.As(err, &told); c.key == "" && err != nil || c.key != "" && string(told.Key) != c.key {
			t.Errorf("%s: %v, want %q", c.name, err, c.key)
		}
	}
}

// swollen is a workbook of a header and a row, as change makes it, and with more inside.
func swollen(t *testing.T, change func(*excelize.File), more string) string {
	t.Helper()
	book := excelize.NewFile()
	for i, row := range [][]any{{"id", "score", "kommentar"}, {1, 9, "hurtig hjælp"}} {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	change(book)
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	if more == "" {
		return b.String()
	}
	old, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range old.File {
		if err := z.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	w, err := z.Create("xl/media/more.xml")
	if err != nil {
		t.Fatal(err)
	}
	w.Write([]byte(more))
	z.Close()
	return out.String()
}

// TestLongCell: of a cell that is too long the beginning is kept, in whole
// characters, and what was cut is counted and said.
func TestLongCell(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("æøå ", 30000)
	for name, text := range map[string]string{
		"a.csv":   "id;score;kommentar\n1;9;Kort\n2;3;" + long + "\n3;8;Fint nok\n",
		"b.jsonl": `{"id":1,"score":9,"kommentar":"Kort"}` + "\n" + `{"id":2,"score":3,"kommentar":"` + long + `"}` + "\n",
	} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		batch, err := source.Read(context.Background(), source.Config{Files: []string{file}})
		if err != nil || len(batch.Rejects) != 1 || len(batch.Responses) < 2 {
			t.Fatalf("%s: %v, %d rejects", name, err, len(batch.Rejects))
		}
		kept := batch.Responses[1].Comment
		if len(kept) > source.MostCell || len(kept) < source.MostCell-8 || !strings.HasPrefix(long, kept) {
			t.Errorf("%s: %d bytes kept", name, len(kept))
		}
		r := batch.Rejects[0]
		if r.Kind != source.RejectCut || r.Row != 2 || r.Column != "kommentar" || !strings.Contains(r.Reason.Text(messages.English), "64 KB; 142 KB") {
			t.Errorf("%s: %+v: %s", name, r, r.Reason.Text(messages.English))
		}
		if batch.RejectedRows() != 0 || batch.Rows() < 2 {
			t.Errorf("%s: %d of %d rows rejected", name, batch.RejectedRows(), batch.Rows())
		}
	}
}

// TestNoWordsOfCustomers: what is said of a file without a header never holds what
// customers wrote in its first row.
func TestNoWordsOfCustomers(t *testing.T) {
	t.Parallel()
	said := []string{
		"Hvorfor skal det tage så lang tid at få svar på en kommentar?", "Jeg venter STADIG på min pakke!!", "helt ok betjening men dyrt gebyr",
		"Kan I ikke bare ringe tilbage som aftalt", "super hjælp af hende i butikken 😀", "Hvad er begrundelsen for at jeg skal betale to gange",
	}
	lines := func(n int, line func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(line(i) + "\n")
		}
		return b.String()
	}
	for first := range said {
		at := func(i int) string { return said[(first+i)%len(said)] }
		for name, text := range map[string]string{
			"only.csv":  lines(40, func(i int) string { return fmt.Sprint(at(i), " nr ", i) }),
			"id.csv":    lines(40, func(i int) string { return fmt.Sprintf("A-%d;%s", 100+i, at(i)) }),
			"score.csv": lines(40, func(i int) string { return fmt.Sprintf("%d;%s", i%11, at(i)) }),
			"none.csv":  ";;" + at(0) + "\n" + lines(40, func(i int) string { return fmt.Sprintf("%d;%d;%s", i, i%11, at(i)) }),
			"few.csv":   lines(3, func(i int) string { return fmt.Sprintf("%s;r%d;%s", at(i), i, []string{"Øst", "Nord", "Nord"}[i]) }),
			"two.csv":   lines(12, func(i int) string { return at(i) + "\t" + at(i+2) }),
		} {
			file := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			batch, err := source.Read(context.Background(), source.Config{Files: []string{file}, Columns: map[string]string{"score": "findes ikke"}})
			all := fmt.Sprint(err)
			if err == nil {
				t.Errorf("%s: a column that is not there was found", name)
			}
			if batch, err = source.Read(context.Background(), source.Config{Files: []string{file}}); err != nil {
				all += messages.Danish.Error(err)
			}
			all += fmt.Sprintf("%+v %+v %+v", batch.Files, batch.Readings, batch.Rejects)
			if words := strings.Fields(at(0)); strings.Contains(all, strings.Join(words[:3], " ")) {
				t.Errorf("%s, %q: %.300s", name, at(0), all)
			}
		}
	}
	file := filepath.Join(t.TempDir(), "asked.csv")
	question := "Hvad er den vigtigste grund til den score, du gav os?"
	if err := os.WriteFile(file, []byte("svar-id;"+question+"\n"+lines(9, func(i int) string { return fmt.Sprintf("A-%d;%s", i, said[i%len(said)]) })), 0o600); err != nil {
		t.Fatal(err)
	}
	if batch, err := source.Read(context.Background(), source.Config{Files: []string{file}}); err != nil || batch.Files[0].Columns[1].Header != question {
		t.Errorf("the survey's own question is no longer shown: %v, %+v", err, batch.Files)
	}
}

// TestDenseWorkbook: a workbook with more cells than are read in half a minute is
// refused before they are read.
func TestDenseWorkbook(t *testing.T) {
	whole := swollen(t, func(*excelize.File) {}, "")
	book, err := zip.NewReader(strings.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range book.File {
		if err := z.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	w, err := z.Create("xl/worksheets/sheet9.xml")
	if err != nil {
		t.Fatal(err)
	}
	row := []byte(strings.Repeat("<x:c >", 1<<16))
	for range 8_000_000/(1<<16) + 1 {
		if _, err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "dense.xlsx")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = source.Read(context.Background(), source.Config{Files: []string{file}})
	if told := new(messages.Error); !errors.As(err, &told) || told.Key != "source_many_cells" {
		t.Errorf("%v", err)
	}
}

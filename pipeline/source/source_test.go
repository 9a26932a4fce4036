package source_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// write puts content in a file of the given name.
func write(t testing.TB, name, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// read reads a file of the given name and content that must not fail.
func read(t testing.TB, name, content string, cfg source.Config) source.Batch {
	t.Helper()
	cfg.Files = append(cfg.Files, write(t, name, content))
	batch, err := source.Read(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return batch
}

// survey is one invented survey in the columns of a bank.
var survey = [][]string{
	{"Svar-ID", "Dato", "Score (0-10)", "Kommentar", "Kontaktpunkt", "Region", "Afdeling", "Kundenr.", "Rådgiver", "Tillid", "Kundetype", "Tlf."},
	{"a1", "12-03-2024 14:05", "9", "Sød rådgiver; hun ringede \"selv\" 😊", "Telefon", "Nord", "Aalborg", "77", "Ib Test", "8", "Privat", "20304050"},
	{"a2", "13-03-2024 00:30", "0", "Ventede\n40 minutter, æv", "Web", "Syd", "Tønder", "78", "Bo Test", "", "Erhverv", "20304051"},
	{"a3", "01-04-2024 08:00", "", "ingen kommentar", "Telefon", "Nord", "Aalborg", "77", "Ib Test", "10", "Privat", ""},
	{"a4", "31-12-2023 23:59", "10", "Nemt og hurtigt", "Web", "Syd", "Tønder", "79", "Ib Test", "7", "Privat", "20304052"},
}

// delimited is survey as a delimited file with every field quoted.
func delimited(delimiter string) string {
	var b strings.Builder
	for _, row := range survey {
		for i, cell := range row {
			if i > 0 {
				b.WriteString(delimiter)
			}
			b.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

func utf16Text(s string, order binary.AppendByteOrder) string {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return string(out)
}

func packed(t *testing.T, s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func workbook(t *testing.T) string {
	book := excelize.NewFile()
	style, err := book.NewStyle(&excelize.Style{NumFmt: 22})
	if err != nil {
		t.Fatal(err)
	}
	if err := book.SetCellStr("Sheet1", "A1", "Kundeundersøgelse, forår"); err != nil {
		t.Fatal(err)
	}
	for i, row := range survey {
		for j, text := range row {
			cell, _ := excelize.CoordinatesToCellName(j+1, i+3)
			var v any = text
			if at, err := time.Parse("02-01-2006 15:04", text); err == nil {
				v = at
			} else if n := 0; j == 2 && i > 0 && text != "" {
				fmt.Sscan(text, &n)
				v = n
			}
			if text == "" {
				continue
			}
			if err := book.SetCellValue("Sheet1", cell, v); err != nil {
				t.Fatal(err)
			}
			if j == 1 && i > 0 {
				book.SetCellStyle("Sheet1", cell, cell, style)
			}
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func jsonLines(t *testing.T) string {
	var b strings.Builder
	for _, row := range survey[1:] {
		o := map[string]any{}
		for j, key := range survey[0] {
			o[key] = row[j]
			if row[j] == "" {
				o[key] = nil
			} else if j == 2 {
				o[key] = json.Number(row[j])
			}
		}
		line, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(line)
		b.WriteString("\n\n")
	}
	return b.String()
}

func parquetFile(t *testing.T) string {
	type row struct {
		ID        string    `parquet:"Svar-ID"`
		At        time.Time `parquet:"Dato,timestamp(millisecond)"`
		Score     *int32    `parquet:"Score (0-10),optional"`
		Comment   string    `parquet:"Kommentar"`
		Point     string    `parquet:"Kontaktpunkt"`
		Region    string    `parquet:"Region"`
		Unit      string    `parquet:"Afdeling"`
		Customer  int64     `parquet:"Kundenr."`
		Adviser   string    `parquet:"Rådgiver"`
		Trust     *float64  `parquet:"Tillid,optional"`
		Kind      string    `parquet:"Kundetype"`
		Telephone string    `parquet:"Tlf."`
	}
	loc, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for _, s := range survey[1:] {
		at, err := time.ParseInLocation("02-01-2006 15:04", s[1], loc)
		if err != nil {
			t.Fatal(err)
		}
		r := row{ID: s[0], At: at, Comment: s[3], Point: s[4], Region: s[5], Unit: s[6], Adviser: s[8], Kind: s[10], Telephone: s[11]}
		fmt.Sscan(s[7], &r.Customer)
		if s[2] != "" {
			r.Score = new(int32)
			fmt.Sscan(s[2], r.Score)
		}
		if s[9] != "" {
			r.Trust = new(float64)
			fmt.Sscan(s[9], r.Trust)
		}
		rows = append(rows, r)
	}
	var b bytes.Buffer
	if err := parquet.Write(&b, rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestR41Forms reads one survey in every form that files come in: the responses
// must be the same.
func TestR41Forms(t *testing.T) {
	semicolon := delimited(";")
	noEmoji := strings.ReplaceAll(semicolon, "😊", "")
	eightBit := func(cm *charmap.Charmap) string {
		s, err := cm.NewEncoder().String(noEmoji)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	want := []models.Response{
		{ID: "a1", Customer: "77", At: time.Date(2024, 3, 12, 13, 5, 0, 0, time.UTC), Score: models.ScoreOf(9), Comment: "Sød rådgiver; hun ringede \"selv\" 😊",
			Touchpoint: "Telefon", Unit: "Nord/Aalborg", Segments: []models.Segment{{Name: "kundetype", Value: "Privat"}}, Ratings: []models.Rating{{Name: "tillid", Score: models.ScoreOf(8)}}},
		{ID: "a2", Customer: "78", At: time.Date(2024, 3, 12, 23, 30, 0, 0, time.UTC), Score: models.ScoreOf(0), Comment: "Ventede\n40 minutter, æv",
			Touchpoint: "Web", Unit: "Syd/Tønder", Segments: []models.Segment{{Name: "kundetype", Value: "Erhverv"}}},
		{ID: "a3", Customer: "77", At: time.Date(2024, 4, 1, 6, 0, 0, 0, time.UTC),
			Touchpoint: "Telefon", Unit: "Nord/Aalborg", Segments: []models.Segment{{Name: "kundetype", Value: "Privat"}}, Ratings: []models.Rating{{Name: "tillid", Score: models.ScoreOf(10)}}},
		{ID: "a4", Customer: "79", At: time.Date(2023, 12, 31, 22, 59, 0, 0, time.UTC), Score: models.ScoreOf(10), Comment: "Nemt og hurtigt",
			Touchpoint: "Web", Unit: "Syd/Tønder", Segments: []models.Segment{{Name: "kundetype", Value: "Privat"}}, Ratings: []models.Rating{{Name: "tillid", Score: models.ScoreOf(7)}}},
	}
	for i := range want {
		want[i].Source, want[i].Scale, want[i].Day = "svar", models.Scale0to10, models.DayOf(want[i].At.In(time.FixedZone("", 3600)))
	}
	for _, c := range []struct {
		name, file, content      string
		format, encoding, delims string
	}{
		{"semicolon", "svar-2024-04-01.csv", semicolon, "csv", "utf-8", ";"},
		{"comma", "svar_3.txt", delimited(","), "csv", "utf-8", ","},
		{"tab", "svar (2).tsv", delimited("\t"), "csv", "utf-8", "tab"},
		{"bar", "svar.csv", delimited("|"), "csv", "utf-8", "|"},
		{"sep line", "svar.csv", "sep=;\r\n" + semicolon, "csv", "utf-8", ";"},
		{"byte order mark", "svar.csv", "\ufeff" + semicolon, "csv", "utf-8", ";"},
		{"UTF-16 LE, mark", "svar.csv", "\xff\xfe" + utf16Text(semicolon, binary.LittleEndian), "csv", "utf-16le", ";"},
		{"UTF-16 BE, mark", "svar.csv", "\xfe\xff" + utf16Text(semicolon, binary.BigEndian), "csv", "utf-16be", ";"},
		{"UTF-16 LE", "svar.csv", utf16Text(semicolon, binary.LittleEndian), "csv", "utf-16le", ";"},
		{"UTF-16 BE", "svar.csv", utf16Text(semicolon, binary.BigEndian), "csv", "utf-16be", ";"},
		{"Windows-1252", "svar.csv", eightBit(charmap.Windows1252), "csv", "windows-1252", ";"},
		{"cp865", "svar.csv", eightBit(charmap.CodePage865), "csv", "cp865", ";"},
		{"gzip", "svar.csv.gz", packed(t, semicolon), "csv", "utf-8", ";"},
		{"decomposed", "svar.csv", strings.NewReplacer("å", "a\u030a", "Å", "A\u030a").Replace(semicolon), "csv", "utf-8", ";"},
		{"title above", "svar.csv", "Kundeundersøgelse;;;\n\n" + semicolon, "csv", "utf-8", ";"},
		{"blank rows", "svar.csv", semicolon + ";;;;;;;;;;;\r\n\r\n", "csv", "utf-8", ";"},
		{"spreadsheet", "svar.xlsx", workbook(t), "xlsx", "", ""},
		{"JSON Lines", "svar.jsonl", jsonLines(t), "json", "utf-8", ""},
		{"Parquet", "svar.parquet", parquetFile(t), "parquet", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			batch := read(t, c.file, c.content, source.Config{})
			expected := slices.Clone(want)
			if c.encoding == "windows-1252" || c.encoding == "cp865" {
				expected[0].Comment = strings.TrimSuffix(expected[0].Comment, " 😊")
			}
			if diff := cmp.Diff(expected, batch.Responses, cmp.AllowUnexported(models.Score{})); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if len(batch.Rejects) != 0 {
				t.Errorf("rejects %v", batch.Rejects)
			}
			f := batch.Files[0]
			if f.Format != c.format || f.Encoding != c.encoding || f.Delimiter != c.delims {
				t.Errorf("recognised %q, %q, %q", f.Format, f.Encoding, f.Delimiter)
			}
			for _, col := range f.Columns {
				if col.Header == "Rådgiver" && col.Role != "person" || col.Header == "Tlf." && col.Role != "private" {
					t.Errorf("%s is %s", col.Header, col.Role)
				}
			}
		})
	}
}

// TestRejects loses no row, takes a bad cell for no answer, names each and never
// quotes its text.
func TestRejects(t *testing.T) {
	batch := read(t, "q.csv", `id;score 1-10;kommentar;dato
1;9;fin;12-03-2024
2;8,5;hemmelig;12-03-2024
3;11;hemmelig;12-03-2024
4;0;hemmelig;12-03-2024
5;hemmelig;fin;12-03-2024
6;7;hemmelig;31-02-2024
7;7;hemmelig
8;7;hemmelig;12-03-2024;ekstra
9;NA;fin;
10;9,0;fin;2024-03-12
11;1;"hemmelig" nej; tak;12-03-2024
12;2;"to
linjer";12-03-2024
13;3;hemmelig;13/13/2024
14;5;fin;12-03-2024
15;5;fin;12-03-2024
16;5;fin;12-03-2024
17;5;fin;12-03-2024
18;5;fin;12-03-2024
19;5;fin;12-03-2024
20;Ved ikke;fin;12-03-2024
21;5;fin;12-03-2024
22;5;fin;12-03-2024
`, source.Config{})
	type row struct {
		Kind      source.RejectKind
		Row, Line int
		Column    string
		Reason    string
	}
	var got []row
	for _, r := range batch.Rejects {
		got = append(got, row{r.Kind, r.Row, r.Line, r.Column, r.Reason.Text(messages.English)})
	}
	want := []row{
		{"cell", 2, 3, "score 1-10", `the score "8,5" is not a whole number`},
		{"cell", 3, 4, "score 1-10", "the score 11 is outside the scale 1-10"},
		{"cell", 4, 5, "score 1-10", "the score 0 is outside the scale 1-10"},
		{"cell", 5, 6, "score 1-10", "the score is not a whole number"},
		{"cell", 6, 7, "dato", `the date "31-02-2024" does not exist or cannot be read`},
		{"row", 7, 8, "", "wrong number of fields: 4 expected, 3 found"},
		{"row", 8, 9, "", "wrong number of fields: 4 expected, 5 found"},
		{"row", 11, 12, "", "quotation mark without its pair"},
		{"cell", 13, 15, "dato", `the date "13/13/2024" does not exist or cannot be read`},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if batch.Rows() != 22 || batch.RejectedRows() != 3 || len(batch.Responses) != 19 || batch.Files[0].Cells != 6 {
		t.Errorf("%d rows, %d rejected, %d accepted, %d cells", batch.Rows(), batch.RejectedRows(), len(batch.Responses), batch.Files[0].Cells)
	}
	if r := batch.Responses[4]; r.Comment != "fin" || r.Score != (models.Score{}) || r.Day == models.NoDay {
		t.Errorf("a bad score cost more than its cell: %+v", r)
	}
	for _, lang := range []messages.Lang{messages.Danish, messages.English} {
		var b strings.Builder
		if err := source.WriteRejects(&b, batch.Rejects, lang); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "hemmelig") || strings.Contains(b.String(), "%!") || strings.Count(b.String(), "\n") != 10 {
			t.Errorf("rejects written as\n%s", b.String())
		}
	}
}

// TestUnreadable stops before anything is accepted where over a quarter of a
// column cannot be read, in one message that shows forms and no values.
func TestUnreadable(t *testing.T) {
	line := func(bad func(i int) bool, cells ...string) string {
		return rows("id;score;dato;kommentar", 20, func(i int) string {
			if bad(i) {
				return fmt.Sprintf("%d;%s;%s;fin", i, cells[0], cells[1])
			}
			return fmt.Sprintf("%d;9;12-03-2024;fin", i)
		})
	}
	for _, c := range []struct {
		name, content string
		key           messages.Key
	}{
		{"scores", line(func(i int) bool { return i < 6 }, "Hemmelig tekst", "12-03-2024"), "source_unreadable_score"},
		{"halves", line(func(i int) bool { return i%2 == 0 }, "4,5", "12-03-2024"), "source_unreadable_halves"},
		{"dates", line(func(i int) bool { return i < 6 }, "9", "Hemmelig tekst"), "source_unreadable_time"},
		{"all of few", "id;score;kommentar\n1;Hemmelig tekst;fin\n", "source_unreadable_score"},
		{"a quarter", line(func(i int) bool { return i < 5 }, "x?", "i går"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			batch, err := source.Read(context.Background(), source.Config{Files: []string{write(t, "q.csv", c.content)}})
			var fault *messages.Error
			if c.key == "" {
				if err != nil || len(batch.Responses) != 20 || batch.Files[0].Cells != 10 {
					t.Errorf("%d accepted, %v", len(batch.Responses), err)
				}
				return
			}
			if !errors.As(err, &fault) || fault.Key != c.key || len(batch.Responses) > 0 {
				t.Fatalf("error %v, want %s", err, c.key)
			}
			for _, lang := range []messages.Lang{messages.Danish, messages.English} {
				if text := lang.Error(err); strings.Contains(text, "Hemmelig") || strings.Contains(text, "%!") || text == string(c.key) {
					t.Errorf("message %q", text)
				}
			}
		})
	}
}

// TestFaults stops with one message that names the file, and accepts nothing.
func TestFaults(t *testing.T) {
	good := write(t, "good.csv", "id;score;kommentar\n1;9;fin\n")
	noise := make([]byte, 4096)
	r := rand.New(rand.NewPCG(1, 0))
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	for _, c := range []struct {
		name, content string
		cfg           source.Config
		key           messages.Key
	}{
		{"empty.csv", "", source.Config{}, "source_empty"},
		{"blank.csv", " \n\n", source.Config{}, "source_empty"},
		{"header.csv", "id;score;kommentar\n", source.Config{}, "source_no_rows"},
		{"noise.csv", string(noise), source.Config{}, "source_binary"},
		{"noise.xlsx", "PK\x03\x04" + string(noise), source.Config{}, "source_unreadable"},
		{"noise.parquet", "PAR1" + string(noise), source.Config{}, "source_unreadable"},
		{"noise.gz", "\x1f\x8b" + string(noise), source.Config{}, "source_unreadable"},
		{"old.xls", "\xd0\xcf\x11\xe0" + string(noise), source.Config{}, "source_unreadable"},
		{"renamed.csv", "id;score;kommentar\n1;9;fin\n", source.Config{Columns: map[string]string{"score": "nps"}}, "source_no_column"},
		{"twice.csv", "id;score;kommentar\n1;9;fin\n", source.Config{Columns: map[string]string{"score": "id", "id": "ID"}}, "source_column_twice"},
		{"person.csv", "id;score;kommentar\n1;9;fin\n", source.Config{Persons: []string{"agent"}}, "source_no_column"},
		{"uncommented.csv", "id;score\n1;9\n", source.Config{}, "source_no_comment"},
		{"headless.csv", "1;9;Det gik fint i går\n2;3;Det gik skidt\n", source.Config{}, "source_no_header"},
		{"scale.csv", "id;score;kommentar\n1;9;fin\n", source.Config{Scale: "0-9"}, "source_scale"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.cfg.Files = []string{good, write(t, c.name, c.content)}
			if c.cfg.Columns != nil || c.cfg.Persons != nil {
				c.cfg.Files = c.cfg.Files[1:]
			}
			batch, err := source.Read(context.Background(), c.cfg)
			var fault *messages.Error
			if !errors.As(err, &fault) || fault.Key != c.key {
				t.Fatalf("error %v, want %s", err, c.key)
			}
			if c.key != "source_scale" && !strings.Contains(err.Error(), c.name) {
				t.Errorf("%q does not name the file", err)
			}
			if strings.Contains(err.Error(), "%!") || strings.Contains(messages.Danish.Error(err), "%!") || strings.Contains(err.Error(), "\n") {
				t.Errorf("message %q", err)
			}
			if len(batch.Responses)+len(batch.Files) != 0 {
				t.Error("something was accepted")
			}
		})
	}
	for _, files := range [][]string{{"no such file.csv"}, {filepath.Join(t.TempDir(), "*.csv")}, {t.TempDir()}, nil} {
		var fault *messages.Error
		if _, err := source.Read(context.Background(), source.Config{Files: files}); !errors.As(err, &fault) {
			t.Errorf("%v: error %v", files, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := source.Read(ctx, source.Config{Files: []string{good}}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

package source

import (
	"bytes"
	"context"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"stemme/models"
)

// fuzzConfig is a configuration as Read completes it.
func fuzzConfig() Config { return Config{Location: time.UTC} }

// readWhole reads data as a file: no panic, and every row that is not blank is
// accepted, rejected or replaced.
func readWhole(t *testing.T, data []byte) {
	sh, err := parse(context.Background(), content{head: data}, fuzzConfig())
	if err != nil {
		return
	}
	readSheet(t, sh)
}

func readSheet(t *testing.T, sh *sheet) {
	tab, plan, err := sh.understand("f", fuzzConfig(), nil)
	if err != nil {
		return
	}
	h, err := plan.responses(context.Background(), tab)
	if err != nil {
		return
	}
	if len(h.responses)+h.rejected+h.later != len(tab.rows) {
		t.Errorf("%d rows, %d accepted, %d rejected, %d replaced", len(tab.rows), len(h.responses), h.rejected, h.later)
	}
	for i := range h.responses {
		r := &h.responses[i]
		if r.ID == "" || !utf8.ValidString(r.Text()) {
			t.Errorf("response %+v", r)
		}
		if v, ok := r.Score.Value(); ok && !r.Scale.Holds(v) {
			t.Errorf("score %d on %s", v, r.Scale)
		}
		for _, a := range r.Answers {
			if a.Text == "" || a.Question == "" {
				t.Errorf("answer %+v", a)
			}
		}
	}
	report := plan.report(sh, tab, &h)
	for _, c := range report.Columns {
		for _, form := range c.Forms {
			if strings.ContainsAny(form, "bcdefghijklmnopqrstuvwxyz012345678") {
				t.Errorf("form %q shows more than a form", form)
			}
		}
	}
}

// FuzzRead reads anything as a file.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"id;score;kommentar\n1;9;fin\n", "{\"score\":9,\"kommentar\":\"a\"}\n", "PK\x03\x04", "PAR1", "\xff\xfei\x00;\x00",
		"kommentar\n\"a\nb\"\n", "dato,score,text\n12/13/2024,5,\"x\n", "\x1f\x8b", "\"id,score,comment\"\n\"1,9,\"\"a\"\"\"\n", "id,score,comment\n1,9,a, b\n2,3,c, d, e\n",
		"titel;;\n\nSvar-ID;Score;Kommentar\n1;10 - Meget;fin\n1;99;fint\nSvar-ID;Score;Kommentar\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { readWhole(t, data) })
}

// FuzzDelimited reads lines below a known header, in every dialect.
func FuzzDelimited(f *testing.F) {
	f.Add("1;9;fin;12-03-2024", byte(';'), true)
	f.Add("1,\\\"9\\\",\"a \\\" b\",2024-W09", byte(','), false)
	f.Add("'9\t=\"9\"\t★★★\t010326", byte('\t'), true)
	f.Fuzz(func(t *testing.T, lines string, delimiter byte, quote bool) {
		header := strings.ReplaceAll("id;score;kommentar;dato\n", ";", string(rune(delimiter)))
		if quote {
			header = `"` + strings.ReplaceAll(strings.TrimSpace(header), string(rune(delimiter)), `"`+string(rune(delimiter))+`"`) + "\"\n"
		}
		readWhole(t, []byte(header+lines))
	})
}

// FuzzJSON reads anything as JSON.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{`{"a":{"b":[{"question":"q","answer":9},{"question":"p","answer":"x"}]}}`, `{"items":[{"id":1,"score":9,"text":"a"}]}`, `[["id","score"],["a",1]]`,
		"{\"a\":1}\n{\"a\":\n2}", `[{"q1":{"value":9,"label":"NPS"}}]`, `{"data":{"results":[{}]}}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sh, err := parseJSON(context.Background(), text, new(Config).meter())
		if err != nil {
			return
		}
		for _, r := range sh.records {
			if sh.headed && len(r.cells) != len(sh.records[0].cells) {
				t.Fatalf("%d cells below %d keys", len(r.cells), len(sh.records[0].cells))
			}
		}
		readSheet(t, sh)
	})
}

// FuzzHTML reads anything as a web page, and any text as encoded twice.
func FuzzHTML(f *testing.F) {
	for _, s := range []string{"<table><tr><th>id<th>score<th>kommentar<tr><td>1<td>9<td>fin</table>", "<table><tr><td colspan=3>kÃ¸en</td></tr><table><tr><td>a</table></table>",
		"<html><table><tr><td colspan=\"99999\">a</tr></tr></td></table>", "<table><script>a</script><td>Â½â‚¬", "<!doctype html><table><tr><th>x</th></tr>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if once, n := onceEncoded(text); n == 0 && once != text || n > 0 && utf8.ValidString(text) && !utf8.ValidString(once) {
			t.Fatalf("%d letters mended of %q: %q", n, text, once)
		}
		sh, err := parseHTML(context.Background(), text, new(Config).meter())
		if err != nil {
			return
		}
		if len(sh.records) > len(text) {
			t.Fatalf("%d rows in %d bytes", len(sh.records), len(text))
		}
		readSheet(t, sh)
	})
}

// FuzzWorkbook reads workbooks with anything in their cells, and broken ones.
func FuzzWorkbook(f *testing.F) {
	f.Add("id", "score", "kommentar", "1", "9", "fin", 0, byte(0), uint8(1))
	f.Add("Oversigt", "", "", "46082.5", "10 - Meget", "to\nlinjer", 900, byte(7), uint8(3))
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g string, at int, flip byte, merge uint8) {
		book := excelize.NewFile()
		defer book.Close()
		for i, v := range []string{a, b, c, d, e, g, d, e, g} {
			cell, _ := excelize.CoordinatesToCellName(i%3+1, i/3+1)
			if book.SetCellStr("Sheet1", cell, v) != nil {
				return
			}
		}
		if end, err := excelize.CoordinatesToCellName(int(merge%3)+1, int(merge%3)+1); err == nil && book.MergeCell("Sheet1", "A1", end) != nil {
			return
		}
		var data bytes.Buffer
		if book.Write(&data) != nil {
			return
		}
		raw := data.Bytes()
		readWhole(t, raw)
		if flip != 0 && at >= 0 {
			raw[at%len(raw)] ^= flip
			readWhole(t, raw)
		}
	})
}

// FuzzParquet reads Parquet files with anything in their columns, and broken
// ones.
func FuzzParquet(f *testing.F) {
	f.Add("fin tur", int64(9), int64(1710252300000), 100, byte(1))
	f.Fuzz(func(t *testing.T, text string, score, at int64, place int, flip byte) {
		type row struct {
			ID      int64     `parquet:"id"`
			Score   int64     `parquet:"score"`
			Comment string    `parquet:"kommentar"`
			At      time.Time `parquet:"dato,timestamp(millisecond)"`
			Tags    []string  `parquet:"tags,list"`
		}
		var data bytes.Buffer
		if err := parquet.Write(&data, []row{{1, score, text, time.UnixMilli(at), []string{text, text}}, {2, -score, text, time.UnixMilli(at), nil}}); err != nil {
			return
		}
		raw := data.Bytes()
		readWhole(t, raw)
		if flip != 0 && place >= 0 {
			raw[place%len(raw)] ^= flip
			readWhole(t, raw)
		}
	})
}

// FuzzDecode turns any bytes into valid text.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{"k\xf8en", "k\x9ben", "\xef\xbb\xbfkøen", "\xff\xfek\x00", "ka\x92t \x96 \x93x\x94"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, encoding, _, err := decode(data)
		if err == nil && (!utf8.ValidString(text) || encoding == "") {
			t.Errorf("%q in %q", text, encoding)
		}
	})
}

// FuzzStamp reads any cell as a date: no panic, and what is read is a day.
func FuzzStamp(f *testing.F) {
	for _, s := range []string{"12-03-2024 14:05", "d. 3. marts 2024", "2024-W09-1", "Sun Mar  1 09:15:00 CET 2026", "45363,5", "010326", "1. kvartal 2026", "2026-03-01T09:15:00.5+01:00",
		"2026-03-01 09:15 Europe/Copenhagen", "Mar-26", "20260301T0915Z", "9:15 PM, 3/1/26"} {
		f.Add(s)
	}
	l := layout{location: time.UTC, six: "dmy", mixed: true}
	f.Fuzz(func(t *testing.T, s string) {
		st, ok := parseStamp(s)
		if !ok {
			return
		}
		at, day, ok := l.resolve(st)
		if ok && day == models.NoDay || !ok && !at.IsZero() {
			t.Errorf("%q: at %v, day %v, %v", s, at, day, ok)
		}
	})
}

// FuzzMark reads any cell as a score: no panic, and no number that is not in it.
func FuzzMark(f *testing.F) {
	for _, s := range []string{"9", "10 - Meget sandsynligt", "Extremely likely - 10", "Rated 5 out of 5 stars", "★★★½", `="9"`, "'9", "A9", "8,5", "9/10", "-100", "99 - ved ikke"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, ok := parseMark(s)
		if !ok || m.stars {
			return
		}
		digits := strings.TrimLeft(strings.Trim(formDigits(m.value), "-"), "0")
		if !strings.Contains(s, digits) || math.Abs(float64(m.value)) > 1000 {
			t.Errorf("%q: %d", s, m.value)
		}
		isUnanswered(s)
		likertOf(s)
		headerScale(s)
		headingOf(s).known()
	})
}

func formDigits(v int) string { return models.ScoreOf(v).String() }

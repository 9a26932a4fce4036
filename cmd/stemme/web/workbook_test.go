package web

import (
	"bytes"
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"stemme/pipeline/messages"
)

// TestFigureOf: a figure leaves as the number that people read, with its interval and how
// many it is of.
func TestFigureOf(t *testing.T) {
	for text, want := range map[string][]any{
		"−52,1 [−57,6; −46,3]": {-52.1, -57.6, -46.3, nil}, "1.234": {1234.0, nil, nil, nil}, "3,9 %": {.039, nil, nil, nil}, "+0,4": {.4, nil, nil, nil},
		"2,7× [2,2; 3,4]": {2.7, 2.2, 3.4, nil}, "–": {nil, nil, nil, nil}, "tilbageholdt": {nil, nil, nil, nil}, "1. kvartal 2024": {nil, nil, nil, nil}, "": {nil, nil, nil, nil}, "[3,5; 22,0]": {nil, 3.5, 22.0, nil},
		"10,8 % 1.351": {.108, nil, nil, 1351.0}, "7,7 % n = 251": {.077, nil, nil, 251.0}, "33,0 [18,7; 45,4] n = 1.106 80 kommentarer": {33.0, 18.7, 45.4, 1106.0},
		"59 [48; 68] n = 148, 4,6 %": {59.0, 48.0, 68.0, 148.0}, "−75,0 [−93,1; 7,3] få svar": {-75.0, -93.1, 7.3, nil}, "27,2 % → 32,0 %": {nil, nil, nil, nil},
	} {
		f := figureOf(messages.Danish, text)
		got := []any{f.value, f.low, f.high, f.n}
		for i := range got {
			a, ok1 := got[i].(float64)
			b, ok2 := want[i].(float64)
			if ok1 != ok2 || math.Abs(a-b) > 1e-9 {
				t.Errorf("%q: %v, want %v", text, got, want)
			}
		}
	}
}

// TestIntervalsAlone: a column of intervals without figures leaves as their ends.
func TestIntervalsAlone(t *testing.T) {
	sheet := sheetOf(messages.Danish, pageTable{header: []string{"Tema", "95 %"}, rows: [][]string{{"kø", "[−3,5; 22,0]"}, {"pris", "–"}}})
	if got, want := fmt.Sprint(sheet), "[[Tema 95 % fra 95 % til] [kø -3.5 22] [pris <nil> <nil>]]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestWorkbook: the tables of a page leave as sheets with numbers as numbers, a course
// with a chart of its own, and where they are from; no page that is not the sender's.
func TestWorkbook(t *testing.T) {
	s := site(t, func(c *Config) { c.UserHeader, c.Analysts = "X-User", []string{"a"} })
	as := func(name string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("X-User", name) }
	}
	r := get(s, "/eksport/side.xlsx?of=%2F%3Fperiod%3Dquarter%26touchpoint%3DTelefon", as("a"))
	data := body(t, r)
	book, err := excelize.OpenReader(bytes.NewReader([]byte(data)))
	if err != nil {
		t.Fatalf("%d %v", r.StatusCode, err)
	}
	defer book.Close()
	names := book.GetSheetList()
	if len(names) < 5 || names[0] != "Kilde" {
		t.Fatalf("sheets %q", names)
	}
	about, err := book.GetRows("Kilde")
	if err != nil || !strings.Contains(about[3][1], "000001-") || !strings.Contains(about[2][1], "Telefon") {
		t.Errorf("the source says %q, %v", about, err)
	}
	course := names[1]
	if kind, err := book.GetCellType(course, "B3"); err != nil || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		t.Errorf("%s: a figure is a text: %v, %v", course, kind, err)
	}
	if !strings.Contains(data, "xl/charts/chart1.xml") {
		t.Error("no chart in the workbook")
	}
	for path, want := range map[string]int{"/eksport/side.xlsx?of=https://ond.example/": 400, "/eksport/side.xlsx?of=/temaer/nix": 404, "/eksport/side.xlsx?of=/soeg": 403} {
		if r := get(s, path, as("læser")); r.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, r.StatusCode, want)
		}
	}
}

// TestSmooth: a smoothed month is the score of its three months.
func TestSmooth(t *testing.T) {
	s := site(t, nil)
	text := body(t, get(s, "/?period=month&smooth=1", nil))
	_, title, _ := strings.Cut(text, "<title>mar 24: ")
	_, smooth, _ := strings.Cut(title, "tre måneder: ")
	smooth, _, _ = strings.Cut(smooth, ". ")
	if want := `<p class="big">` + smooth + "</p>"; smooth == "" || !strings.Contains(body(t, get(s, "/sammenlign?a.when=2024-01-01..2024-03-31&b.unit=Region+Nord", nil)), want) || !strings.Contains(text, `class="smooth"`) {
		t.Errorf("a smoothed month says %q, which is not its three months", smooth)
	}
	if strings.Contains(body(t, get(s, "/?period=quarter&smooth=1", nil)), `class="smooth"`) {
		t.Error("quarters are smoothed")
	}
}

package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
)

// TestGridKeepsItsWidthAndItsWords: no line of a table is wider than the terminal,
// and no character of a cell is lost, however the cells are.
func TestGridKeepsItsWidthAndItsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(1, 9).Draw(t, "columns")
		cell := rapid.StringMatching(`[a-zæøå0-9 /,−-]{0,40}( [a-zæøå]{1,12}){0,6}`)
		width := rapid.SampledFrom([]string{"40", "80", "132"}).Draw(t, "width")
		g := grid{right: make([]bool, columns)}
		for j := range columns {
			g.header = append(g.header, rapid.StringMatching(`[a-zæøå]{1,10}( [a-z]{1,6})?`).Draw(t, "header"))
			g.right[j] = false
		}
		for range rapid.IntRange(0, 6).Draw(t, "rows") {
			row := make([]string, columns)
			for j := range row {
				row[j] = cell.Draw(t, "cell")
			}
			g.rows = append(g.rows, row)
		}
		var out bytes.Buffer
		term := &terminal{stdout: &out, lang: messages.Danish}
		setColumns(t, width)
		if err := term.grid(g); err != nil {
			t.Fatal(err)
		}
		for l := range strings.SplitSeq(out.String(), "\n") {
			if wide(l) > term.width() {
				t.Fatalf("a line of %d characters in %s:\n%s", wide(l), width, out.String())
			}
		}
		for _, row := range g.rows {
			for _, text := range row {
				for _, r := range text {
					if r != ' ' && strings.Count(out.String(), string(r)) == 0 {
						t.Fatalf("%q of %q is lost:\n%s", r, text, out.String())
					}
				}
			}
		}
	})
}

func setColumns(t *rapid.T, width string) {
	old := columnsOf
	columnsOf = func() string { return width }
	t.Cleanup(func() { columnsOf = old })
}

// TestSheetFormats: numbers are numbers for programs, and what is not known is
// null; people read them in their own language.
func TestSheetFormats(t *testing.T) {
	var out bytes.Buffer
	term := &terminal{stdout: &out, lang: messages.Danish}
	s := term.sheet("id", "", "n", "", "nps", "", "share", "", "known", "", "none", "")
	s.add("=t1", 1234, term.number(-12.34, 1), term.percent(0.5), tables.Int{}, math.NaN())
	write := func(format string) string {
		out.Reset()
		if err := term.show(s, form{format}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	var rows []map[string]any
	if err := json.Unmarshal([]byte(write("json")), &rows); err != nil {
		t.Fatal(err)
	}
	if r := rows[0]; r["n"] != 1234.0 || r["nps"] != -12.34 || r["share"] != 0.5 || r["known"] != nil || r["none"] != nil || r["id"] != "=t1" {
		t.Errorf("JSON: %v", r)
	}
	lines, err := csv.NewReader(strings.NewReader(write("csv"))).ReadAll()
	if err != nil || strings.Join(lines[1], "|") != "'=t1|1234|-12.34|0.5||" {
		t.Errorf("CSV: %q, %v", lines, err)
	}
	if text := write("text"); !strings.Contains(text, "1.234  −12,3  50,0 %      –     –") {
		t.Errorf("text:\n%s", text)
	}
}

// TestLongWordsStayWhole: at 80 columns a long compound is not broken within, where the
// other columns can give way.
func TestLongWordsStayWhole(t *testing.T) {
	old := columnsOf
	columnsOf = func() string { return "80" }
	defer func() { columnsOf = old }()
	var out bytes.Buffer
	g := grid{header: []string{"tema", "svar", "NPS", "andel", "95 %", "navn", "ord"}, right: []bool{false, true, true, true, true, false, false}}
	for _, words := range [][2]string{{"sagsbehandlingstid og rykker", "købte, boligrådgivningen, boligrådgiveren, sommerhus, kreditforening, ventetid på svar"},
		{"opkald fra rådgiveren om lån i det gamle hus", "fornyelse, aftalen, telefonventetiden"}} {
		g.rows = append(g.rows, []string{"t0003", "1.185", "−10,1", "5,7 %", "[−22,1; −12,3]", words[0], words[1]})
	}
	if err := (&terminal{stdout: &out, lang: messages.Danish}).grid(g); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"sagsbehandlingstid", "boligrådgivningen", "telefonventetiden", "kreditforening"} {
		if !strings.Contains(out.String(), word) {
			t.Errorf("%s is broken:\n%s", word, out.String())
		}
	}
}

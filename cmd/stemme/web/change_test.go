package web

import (
	"testing"

	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// Of many values that moved by chance none is told as sure, and one that moved beyond
// all of them is; a value of one response on either side is not.
func TestDifferencesOfManyValues(t *testing.T) {
	row := func(pro, det int) counted {
		tally := nps.Tally{Promoters: pro, Detractors: det}
		var c counted
		c.Scored, c.Promoters, c.Passives, c.Detractors = tables.IntOf(pro+det), tables.IntOf(pro), tables.IntOf(0), tables.IntOf(det)
		c.Responses, c.NPS = c.Scored, tally.NPS()
		return c
	}
	var lines []changeLine
	add := func(from, to counted) {
		l := changeLine{A: from, B: to}
		l.Difference, l.Known = differenceOf(from.CutRow, to.CutRow)
		lines = append(lines, l)
	}
	add(row(0, 1), row(1, 0))
	add(row(60, 40), row(45, 55)) // z −2.1: sure alone, not among forty
	add(row(80, 20), row(20, 80))
	for range 40 {
		add(row(50, 50), row(50, 50))
	}
	sureAmong(lines)
	for i, want := range []bool{false, false, true} {
		if lines[i].Sure != want {
			t.Errorf("line %d: %+v", i, lines[i])
		}
	}
	if l := lines[1]; !(l.High < 0) {
		t.Errorf("alone it is not sure: the test proves nothing: %+v", l)
	}
}

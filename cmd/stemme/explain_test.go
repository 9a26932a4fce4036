package main

import (
	"testing"

	"stemme/pipeline"
)

// TestNullIsTold: what is NULL in an explained row is told for what it means there: a row of
// everything has no value, a row of those whose touchpoint nobody knows has none either.
func TestNullIsTold(t *testing.T) {
	row := func(kind, dimension string) []pipeline.Cell {
		return []pipeline.Cell{{Column: "period_kind", Value: kind}, {Column: "period"}, {Column: "period_start"}, {Column: "dimension", Value: dimension},
			{Column: "value"}, {Column: "lens"}, {Column: "nps", Number: true}}
	}
	for _, c := range []struct {
		kind, dimension string
		want            [7]string
	}{
		{"all", "all", [7]string{1: "(for alle)", 2: "(for alle)", 4: "(for alle)", 5: "(ingen)", 6: "(ukendt)"}},
		{"all", "touchpoint", [7]string{1: "(for alle)", 2: "(for alle)", 4: "(ukendt)", 5: "(ingen)", 6: "(ukendt)"}},
	} {
		cells, out := row(c.kind, c.dimension), new(terminal)
		for i, cell := range cells {
			if want := c.want[i]; want != "" && out.value(cells, cell) != want {
				t.Errorf("%s of %s, %s: %s, want %s", cell.Column, c.kind, c.dimension, out.value(cells, cell), want)
			}
		}
	}
}

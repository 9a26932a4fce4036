package nps_test

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"

	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// TestChangeGrain: what a table of changes tells of one grain, value and period is one
// comparison: its rows sum to its difference.
func TestChangeGrain(t *testing.T) {
	t.Parallel()
	table, err := nps.Changes.Table(prepare(t, large(1500, 4, 27, 9, 1), nps.DefaultOptions()).Score().Changes())
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := tables.WriteJSON(&text, table); err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Grain string  `json:"grain"`
		Value string  `json:"value"`
		Start string  `json:"period_start"`
		From  string  `json:"from_period"`
		Total float64 `json:"total"`
		Delta float64 `json:"delta"`
	}
	if err := json.Unmarshal(text.Bytes(), &rows); err != nil {
		t.Fatal(err)
	}
	type key struct{ grain, value, start string }
	sums, deltas, from := map[key]float64{}, map[key]float64{}, map[key]map[string]bool{}
	for _, r := range rows {
		k := key{r.Grain, r.Value, r.Start}
		sums[k] += r.Total
		deltas[k] = r.Delta
		if from[k] == nil {
			from[k] = map[string]bool{}
		}
		from[k][r.From] = true
	}
	for k, delta := range deltas {
		if len(from[k]) != 1 || math.Abs(sums[k]-delta) > 1e-9 {
			t.Errorf("%v is held against %d periods: %g is not %g", k, len(from[k]), sums[k], delta)
		}
	}
	if len(deltas) < 100 {
		t.Errorf("%d comparisons", len(deltas))
	}
}

// TestSpan: every kind of period has the days that it is called by.
func TestSpan(t *testing.T) {
	t.Parallel()
	for _, c := range [][4]string{
		{"year", "2024", "2024-01-01", "2024-12-31"},
		{"quarter", "2024-Q1", "2024-01-01", "2024-03-31"},
		{"quarter", "2025-Q4", "2025-10-01", "2025-12-31"},
		{"month", "2024-02", "2024-02-01", "2024-02-29"},
		{"month", "2025-12", "2025-12-01", "2025-12-31"},
		{"week", "2025-12-29", "2025-12-29", "2026-01-04"},
		{"day", "2025-12-29", "2025-12-29", "2025-12-29"},
		{"all", "", "", ""},
		{"month", "vinter", "", ""},
	} {
		if first, last := nps.Span(c[0], c[1]); first.String() != c[2] || last.String() != c[3] {
			t.Errorf("Span(%s, %s) = %s, %s, want %s, %s", c[0], c[1], first, last, c[2], c[3])
		}
	}
}

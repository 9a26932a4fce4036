package pipeline

import (
	"maps"
	"testing"

	"stemme/pipeline/tables"
)

// TestWordsOfKeys: a row is asked for in the words that people use: before and after,
// the kind of the period, a quarter in Danish.
func TestWordsOfKeys(t *testing.T) {
	rows := tables.TextTable{Columns: []string{"period_kind", "from_period", "to_period", "dimension", "value", "part", "theme_id", "mix_dimension", "lens"}}
	got := complete(rows, map[string]string{"theme": "t0007", "period": "quarter", "before": "2026-K2", "after": "2026-Q3"})
	want := map[string]string{"theme_id": "t0007", "period_kind": "quarter", "from_period": "2026-Q2", "to_period": "2026-Q3", "dimension": "all", "mix_dimension": "", "lens": ""}
	if !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

package pipeline

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
)

// TestWordsOfKeys: a row is asked for in the words that people use: before and after,
// the kind of the period, a quarter in Danish.
func TestWordsOfKeys(t *testing.T) {
	t.Parallel()
	rows := tables.TextTable{Columns: []string{"period_kind", "from_period", "to_period", "dimension", "value", "part", "theme_id", "mix_dimension", "lens"},
		Rows: [][]string{{"quarter", "2026-Q2", "2026-Q3", "all", "", "theme", "t0001", "", ""}, {"quarter", "2026-Q2", "2026-Q3", "all", "", "small", "", "", ""}}}
	got := complete(rows, map[string]string{"theme": "t0007", "period": "quarter", "before": "2026-K2", "after": "2026-Q3"})
	want := map[string]string{"theme_id": "t0007", "period_kind": "quarter", "from_period": "2026-Q2", "to_period": "2026-Q3", "dimension": "all", "mix_dimension": "", "lens": ""}
	if !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if got := complete(rows, map[string]string{"period": "2026-K3"}); got["to_period"] != "2026-Q3" || got["period_kind"] != "quarter" {
		t.Errorf("the period of a change is not the one it led to: %v", got)
	}
	if got := complete(tables.TextTable{Columns: []string{"dimension", "value", "theme_id"}, Rows: [][]string{{"unit", "Nord", "t0007"}}}, map[string]string{"theme": "t0007"}); got["dimension"] != "" {
		t.Errorf("a table without a row of all is asked for it: %v", got)
	}
	for theme, held := range map[string]bool{"t0002": true, "t0001": false} {
		asked := complete(rows, map[string]string{"theme": theme, "from": "2026-Q2", "to": "2026-Q3"})
		_, err := rows.Find(asked)
		if err != nil && heldTogether(rows, asked) == nil || (err != nil) != held {
			t.Errorf("%s: %v, %v", theme, err, heldTogether(rows, asked))
		}
	}
	// Of two changes to one period, with small parts in one of them, the theme's own rows
	// are named.
	more := tables.TextTable{Columns: rows.Columns, Rows: append(rows.Rows, []string{"quarter", "2025-Q3", "2026-Q3", "all", "", "theme", "t0001", "", ""})}
	if asked := complete(more, map[string]string{"theme": "t0001", "to": "2026-Q3"}); heldTogether(more, asked) != nil {
		t.Errorf("a theme of two rows: %v", heldTogether(more, asked))
	}
	_, err := rows.Find(complete(rows, map[string]string{"period": "2026-K3"}))
	var several *messages.Error
	if !errors.As(err, &several) || !strings.HasSuffix(messages.English.Error(err), "choose part too: small, theme") {
		t.Errorf("the columns to choose by are not named: %v", err)
	}
}

package tables_test

import (
	"testing"

	"stemme/pipeline/tables"
)

// TestDefuse: no text begins a formula, in halfwidth or fullwidth signs.
func TestDefuse(t *testing.T) {
	for _, text := range []string{"=1+1", "+45", "-2", "@sum", "＝1", "＋45", "－2", "＠sum", "\t=1", "\r=1"} {
		if got := tables.Defuse(text); got != "'"+text {
			t.Errorf("Defuse(%q) = %q", text, got)
		}
	}
	for _, text := range []string{"", "å", "1=1", "–", "'=1"} {
		if got := tables.Defuse(text); got != text {
			t.Errorf("Defuse(%q) = %q", text, got)
		}
	}
}

package report

import (
	"testing"

	"stemme/pipeline/ledger"
)

// TestCalledFirst: comments that hold a word of the theme's name come first, else in their order.
func TestCalledFirst(t *testing.T) {
	t.Parallel()
	rows := []*ledger.ResponseRow{{Comment: "vi fik lovet en lampe"}, {Comment: "der lugter i opgangen"}, {Comment: "intet sker her"}, {Comment: "opgangsdøren binder"}}
	calledFirst(rows, "opgang")
	got := ""
	for _, r := range rows {
		got += r.Comment[:2] + " "
	}
	if got != "de op vi in " {
		t.Error(got)
	}
}

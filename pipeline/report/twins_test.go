package report

import (
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// A mix by the company is told with the source that is the same split; one that may be chance is not.
func TestOneSplitIsNamedAsOne(t *testing.T) {
	w := writer{Options: Options{Lang: messages.English}, dimensions: []nps.DimensionRow{{Dimension: "firma", Mix: true}, {Dimension: "source", SameAs: "firma"}}}
	rows := []nps.ChangeRow{{Part: nps.PartMix, MixOf: "firma", CILow: -12, CIHigh: -8, Q: 0.001}}
	if got := w.twins(rows); !strings.HasPrefix(got, "By firma or source the responses are the same groups") {
		t.Error(got)
	}
	rows[0].CIHigh = 1
	if got := w.twins(rows); got != "" {
		t.Error(got)
	}
}

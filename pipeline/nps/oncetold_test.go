package nps_test

import (
	"fmt"
	"slices"
	"testing"

	"stemme/pipeline/nps"
)

// TestOnceTold: a shop that closes is found in six ways, which are one fact, told of the unit
// that all of them belong to; what others say at the same time, or the same say of later, is
// another, and so is that of which nobody knows who says it.
func TestOnceTold(t *testing.T) {
	t.Parallel()
	var rows []nps.NewsRow
	var examples []nps.NewsExampleRow
	find := func(kind, period, dimension, value, phrase string, keys ...int) {
		rows = append(rows, nps.NewsRow{PeriodKind: kind, Period: period, Dimension: dimension, Value: value, Phrase: phrase, Responses: max(5, len(keys))})
		for _, key := range keys {
			examples = append(examples, nps.NewsExampleRow{PeriodKind: kind, Period: period, Dimension: dimension, Value: value, Phrase: phrase, ResponseKey: fmt.Sprint("s/", key)})
		}
	}
	find(nps.KindWeek, "2026-03-02", "unit", "Syd/Havnen", "lukker", 1, 2, 3, 4, 5)
	find(nps.KindMonth, "2026-03", "all", "", "lukker", 1, 2, 3, 4, 5, 6)
	find(nps.KindMonth, "2026-03", "all", "", "havnen", 2, 3, 4, 5, 6, 7, 8, 9)
	find(nps.KindMonth, "2026-03", "unit", "Syd/Havnen", "havnen", 2, 3, 4, 5, 6, 7, 8, 9)
	find(nps.KindMonth, "2026-03", "unit", "Syd", "havnen", 2, 3, 4, 5, 6, 7, 8, 9)
	find(nps.KindMonth, "2026-03", "kundetype", "privat", "butikken", 3, 4, 5, 6, 7)
	find(nps.KindMonth, "2026-03", "all", "", "parkering", 20, 21, 22, 23, 9)
	find(nps.KindMonth, "2026-04", "all", "", "havnen", 30, 31, 32, 33, 34)
	find(nps.KindMonth, "2026-04", "touchpoint", "web", "login")
	var got []string
	for _, r := range nps.OnceTold(rows, nps.NewsSaid(examples)) {
		got = append(got, r.Period+" "+r.Value+" "+r.Phrase)
	}
	if want := []string{"2026-03 Syd/Havnen havnen", "2026-03  parkering", "2026-04  havnen", "2026-04 web login"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

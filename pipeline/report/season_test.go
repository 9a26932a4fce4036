package report

import (
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// A fall of 20 in December is told beside that of the December before: of 19 it may be the season,
// of 2 it is not alone; of an unknown one nobody knows. What may be chance has no season.
func TestSeasonIsToldInWords(t *testing.T) {
	rows := []nps.ChangeRow{{PeriodKind: nps.KindMonth, From: "2026-11", To: "2026-12", Delta: -20, DeltaLow: -25, DeltaHigh: -15}}
	cuts := map[string]*nps.CutRow{}
	set := func(period string, score float64) {
		r := &nps.CutRow{}
		r.NPS, r.CILow, r.CIHigh = score, score-3, score+3
		cuts[period] = r
	}
	set("2026-11", 40)
	set("2026-12", 20)
	row := func(period string) *nps.CutRow { return cuts[period] }
	if got := Season(messages.English, rows, row); !strings.Contains(got, "cannot be known") {
		t.Error(got)
	}
	set("2025-11", 39)
	set("2025-12", 20)
	if got := Season(messages.English, rows, row); got != "It may be the season: a year before the score moved −19.0 at the same time." {
		t.Error(got)
	}
	set("2025-12", 37)
	if got := Season(messages.English, rows, row); got != "It is not the season alone: a year before the score moved −2.0 at the same time." {
		t.Error(got)
	}
	rows[0].DeltaHigh = 1
	if got := Season(messages.English, rows, row); got != "" {
		t.Error(got)
	}
}

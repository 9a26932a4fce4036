package report

import (
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// TestLatestPeriodIsTold: a last period that is covered in part leads where there is no
// other, and is said to be left out where there is; one period alone is told by itself.
func TestLatestPeriodIsTold(t *testing.T) {
	quarter := func(name string, covered int) nps.CutRow {
		return nps.CutRow{ScoreRow: nps.ScoreRow{CutKey: nps.CutKey{PeriodKind: nps.KindQuarter, Period: name, Dimension: nps.DimensionAll},
			Scored: tables.IntOf(40), NPS: -20, CILow: -40, CIHigh: 2}, Days: tables.IntOf(91), DaysCovered: tables.IntOf(covered), Complete: covered == 91}
	}
	change := nps.ChangeRow{PeriodKind: nps.KindQuarter, From: "2026-Q1", To: "2026-Q2", Dimension: nps.DimensionAll, Lead: true}
	if before, _ := Leading([]nps.ChangeRow{change}, nps.KindQuarter, nil); len(before) != 1 {
		t.Error("two periods covered in part are not compared")
	}
	for _, x := range []struct {
		cuts []nps.CutRow
		rows []nps.ChangeRow
		want string
	}{
		{[]nps.CutRow{quarter("2026-Q1", 91), quarter("2026-Q2", 91)}, []nps.ChangeRow{change}, ""},
		{[]nps.CutRow{quarter("2026-Q1", 91), quarter("2026-Q2", 80)}, []nps.ChangeRow{change}, "2. kvartal 2026 er kun dækket 80 af 91 dage."},
		{[]nps.CutRow{quarter("2026-Q2", 91), quarter("2026-Q3", 80)}, []nps.ChangeRow{change}, "3. kvartal 2026 er ikke sammenlignet"},
		{[]nps.CutRow{quarter("2026-Q1", 91)}, nil, "NPS er −20,0 [−40,0; 2,0] i 1. kvartal 2026; der er ingen periode før"},
		{[]nps.CutRow{quarter("2026-Q1", 28)}, nil, "som kun er dækket 28 af 91 dage"},
	} {
		if got := latest(messages.Danish, nps.KindQuarter, x.cuts, x.rows); !strings.Contains(got, x.want) || x.want == "" && got != "" {
			t.Errorf("%q, want %q", got, x.want)
		}
	}
	change.NPSFrom, change.NPSTo, change.DeltaLow, change.DeltaHigh = 100, 100, -120, 120
	if got := Lead(messages.Danish, []nps.ChangeRow{change}); !strings.HasPrefix(got, "NPS er uændret fra 1. kvartal 2026 til 2. kvartal 2026 (100,0), men kan have flyttet sig: 95 % sikkert er kun [−120,0; 120,0].") {
		t.Errorf("%q", got)
	}
	change.Part, change.MixOf = nps.PartMix, "unit:2"
	change.Total, change.CILow, change.CIHigh, change.Delta = 3, 1, 5, 4
	if got := Lead(messages.Danish, []nps.ChangeRow{change}); !strings.Contains(got, "på afdeling på niveau 2") {
		t.Errorf("%q", got)
	}
}

// TestMixAlone: a mix that moved the score further than it moved in all is no part of it.
func TestMixAlone(t *testing.T) {
	row := nps.ChangeRow{PeriodKind: nps.KindQuarter, From: "2026-Q3", To: "2026-Q4", NPSFrom: 40, NPSTo: 21.6, Delta: -18.4, DeltaLow: -28, DeltaHigh: -8, Lead: true,
		Part: nps.PartMix, MixOf: "touchpoint", MixValue: "Chat", ShareFrom: .2, ShareTo: .6, Total: -23, CILow: -30, CIHigh: -15, Performance: 4.6, PerformanceLow: -3, PerformanceHigh: 12}
	got := Lead(messages.Danish, []nps.ChangeRow{row})
	if strings.Contains(got, "af dem") || !strings.Contains(got, "alene det, at svarene fordeler sig anderledes på kontaktpunkt, mest fordi flere kom fra Chat (20 % før, 60 % nu), er −23,0 point") {
		t.Errorf("%q", got)
	}
	row.Total = -10
	if got := Lead(messages.Danish, []nps.ChangeRow{row}); !strings.Contains(got, "10,0 af dem, fordi") {
		t.Errorf("%q", got)
	}
}

// TestWhoWroteIsSaid: a class that surely stopped writing comments is named where a change is told.
func TestWhoWroteIsSaid(t *testing.T) {
	row := nps.ChangeRow{PeriodKind: nps.KindQuarter, From: "2026-Q3", To: "2026-Q4", NPSFrom: 40, NPSTo: 40.4, Delta: 0.4, DeltaLow: -3, DeltaHigh: 4, Lead: true,
		Part: nps.PartNoComment, Writers: "promoter", WritersFrom: .8, WritersTo: .41}
	if got := Lead(messages.Danish, []nps.ChangeRow{row}); !strings.HasSuffix(got, "I gruppen promoter skrev 41 % en kommentar mod 80 % før; temaerne er regnet, som om lige mange i hver gruppe havde skrevet.") {
		t.Errorf("%q", got)
	}
}

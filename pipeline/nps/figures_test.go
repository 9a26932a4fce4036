package nps_test

import (
	"fmt"
	"testing"

	"stemme/pipeline/nps"
)

// BenchmarkFigures makes every figure of a large survey.
func BenchmarkFigures(b *testing.B) {
	s := large(50000, 40, 60, 200, 1)
	for b.Loop() {
		opt := nps.DefaultOptions()
		opt.Workers = 2
		got := prepare(b, s, opt).Score()
		changes := got.Changes()
		got.Causes("touchpoint", "stage", "kundetype")
		got.Local("unit")
		got.Drivers(nps.OutcomeNPS)
		got.Alerts(nps.KindMonth)
		got.Alerts(nps.KindQuarter)
		got.Comparisons("touchpoint", "stage", "unit", "kundetype")
		got.WhatIf(nps.DefaultClassValues, "touchpoint")
		b.ReportMetric(float64(len(got.Cuts)), "cuts")
		b.ReportMetric(float64(len(got.Rows)), "theme-rows")
		b.ReportMetric(float64(len(changes)), "change-rows")
	}
}

// Neither the number of workers nor the order of the rows shows in a figure.
func TestSameFiguresForAnyWorkers(t *testing.T) {
	t.Parallel()
	s := large(3000, 8, 14, 20, 5)
	all := func(workers int) []any {
		got := prepare(t, s, nps.Options{SmallGroup: 5, Workers: workers}).Score()
		return []any{got.Cuts, got.Rows, got.Changes(), got.Causes("touchpoint"), got.Drivers(nps.OutcomeNPS), got.Alerts(nps.KindMonth)}
	}
	one, eight := all(1), all(8)
	for i := range one {
		if fmt.Sprint(one[i]) != fmt.Sprint(eight[i]) {
			t.Errorf("figure %d differs", i)
		}
	}
}

package nps_test

import (
	"testing"

	"stemme/pipeline/nps"
)

// TestSpan: every kind of period has the days that it is called by.
func TestSpan(t *testing.T) {
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

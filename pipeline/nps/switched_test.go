package nps_test

import (
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// monthRows are the rows of the table of scores of one way to cut: responses by month and value.
func monthRows(dimension string, months map[string]map[string]int) (rows []nps.CutRow) {
	for month, values := range months {
		row := func(dimension, value string, n int) {
			rows = append(rows, nps.CutRow{ScoreRow: nps.ScoreRow{CutKey: nps.CutKey{PeriodKind: nps.KindMonth, Period: month, Dimension: dimension, Value: value}, Responses: tables.IntOf(n)}})
		}
		all := 0
		for value, n := range values {
			all += n
			if value != "" {
				row(dimension, value, n)
			}
		}
		row(nps.DimensionAll, "", all)
	}
	return rows
}

// TestSwitched: two periods of which hardly any answers have a source in common, or a unit in the
// second, are told; waves, and a source that both have, are not.
func TestSwitched(t *testing.T) {
	for name, c := range map[string]struct {
		dimension string
		months    map[string]map[string]int
		want      string
	}{
		"another tool": {"source", map[string]map[string]int{"2026-02": {"old": 40}, "2026-03": {"old": 40}, "2026-04": {"new": 58, "old": 2}},
			"By source 100% of the answers in March 2026 are from old and 97% of those in April 2026 from new: whether the customers or the survey are others cannot be told apart."},
		"half of it": {"source", map[string]map[string]int{"2026-02": {"old": 40}, "2026-03": {"old": 40}, "2026-04": {"new": 40, "old": 20}}, ""},
		"units gone": {"unit", map[string]map[string]int{"2026-02": {"North": 40}, "2026-03": {"North": 20, "South": 30}, "2026-04": {"": 60}},
			"By unit 100% of the answers in March 2026 are from South, North, but hardly any in April 2026 has a unit: there the two periods cannot be compared."},
		"waves":    {"segment_wave", map[string]map[string]int{"2026-02": {"one": 40}, "2026-03": {"two": 40}, "2026-04": {"three": 40}}, ""},
		"no units": {"unit", map[string]map[string]int{"2026-02": {"North": 40}, "2026-03": {"": 40}, "2026-04": {"": 40}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, found := nps.Switched(monthRows(c.dimension, c.months), "2026-03", "2026-04")
			if got := s.Text(messages.English); found != (c.want != "") || found && got != c.want {
				t.Errorf("%v %s", found, got)
			}
		})
	}
	if s, found := nps.LastSwitch(monthRows("source", map[string]map[string]int{"2026-01": {"a": 9}, "2026-02": {"a": 9}, "2026-03": {"b": 9}, "2026-04": {"b": 9}})); !found || s.Periods != [2]string{"2026-02", "2026-03"} {
		t.Errorf("%v %+v", found, s)
	}
}

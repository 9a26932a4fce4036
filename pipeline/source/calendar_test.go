package source_test

import (
	"fmt"
	"testing"

	"stemme/pipeline/source"
)

// TestCalendar: a year and a month or a week in two columns are the time, tonight and the next
// night; a year alone is not, nor beside a date, and a source that cuts by the year goes on to.
func TestCalendar(t *testing.T) {
	of := func(header string, when func(i int) string) string {
		return rows("id;"+header+";Score;Kommentar", 40, func(i int) string {
			return fmt.Sprintf("%d;%s;%d;%s", 70+i, when(i), i%11, variantText(i))
		})
	}
	week := of("År;Uge", func(i int) string { return fmt.Sprintf("2025;%d", 5+i%8) })
	for _, c := range []struct{ name, text, day string }{
		{"weeks", week, "2025-01-27"},
		{"weeks with their word", of("Aar;Ugenr", func(i int) string { return fmt.Sprintf("2025;uge %d", 5+i%8) }), "2025-01-27"},
		{"months", of("Måned;År", func(i int) string { return fmt.Sprintf("%d;2025", 3+i%8) }), "2025-03-01"},
		{"names of months", of("Year;Month", func(i int) string { return "2025;" + []string{"maj", "juni"}[i%2] }), "2025-05-01"},
		{"a year alone", of("År;Kanal", func(i int) string { return "2025;Web" }), ""},
		{"another thing", of("År;Uge", func(i int) string { return fmt.Sprintf("%d;%d", i%3, i%9) }), ""},
		{"a date beside", of("Dato;År;Uge", func(i int) string { return fmt.Sprintf("2025-04-%02d;2025;%d", i%28+1, 5+i%8) }), "2025-04-01"},
	} {
		cfg := source.Config{}
		for night := range 2 {
			batch := read(t, "maaling.csv", c.text, cfg)
			got := ""
			if r := batch.Responses[0]; r.Day > 0 {
				got = r.Day.String()
			}
			if got != c.day || len(batch.Rejects) > 0 {
				t.Errorf("%s, night %d: %q, want %q; rejects %v", c.name, night, got, c.day, batch.Rejects)
			}
			cfg.Readings = map[string]source.Reading{"maaling": batch.Readings[0]}
		}
	}
	batch := read(t, "maaling.csv", of("År;Kanal", func(i int) string { return fmt.Sprintf("%d;Web", 2024+i%2) }), source.Config{})
	batch = read(t, "maaling.csv", week, source.Config{Readings: map[string]source.Reading{"maaling": batch.Readings[0]}})
	if batch.Responses[0].Day > 0 || batch.Files[0].Columns[1].Role != "segment" {
		t.Errorf("a source that cuts by the year: %+v", batch.Files[0].Columns[1])
	}
}

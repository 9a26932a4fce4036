package pipeline_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stemme/pipeline"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestDatesAskew: dates that may be read both ways are read as the source's were before, but
// where that strews them over months and the other order does not, or makes old ones of what
// follows on the source's latest. Then the file is asked about before anything is kept, and
// --dates reads it.
func TestDatesAskew(t *testing.T) {
	t.Parallel()
	const header = "id;dato;NPS;kommentar"
	daily := func(i int) string { return time.Date(2025, 1, 1+i%90, 0, 0, 0, 0, time.UTC).Format("02-01-2006") }
	firsts := func(i int) string {
		return time.Date(2024, time.Month(1+i%12), 1, 0, 0, 0, 0, time.UTC).Format("02-01-2006")
	}
	for name, c := range map[string]struct {
		before, now func(i int) string
		n           int
		asked       bool
	}{
		"one month, month first":             {daily, func(i int) string { return fmt.Sprintf("04-%02d-2025 0%d:15", 1+i%12, i%9) }, 60, true},
		"one month, day first":               {daily, func(i int) string { return fmt.Sprintf("%02d-04-2025 0%d:15", 1+i%12, i%9) }, 60, false},
		"the day after, month first":         {daily, func(int) string { return "04-01-2025" }, 3, true},
		"the day after, day first":           {daily, func(int) string { return "01-04-2025" }, 3, false},
		"a late answer":                      {daily, func(int) string { return "06-01-2025" }, 1, false},
		"a month and some later":             {daily, func(int) string { return "04-05-2025" }, 3, false},
		"firsts of a year, of a daily one":   {daily, func(i int) string { return fmt.Sprintf("01-%02d-2025", 1+i%11) }, 44, false},
		"firsts of a year, of one of firsts": {firsts, func(i int) string { return fmt.Sprintf("01-%02d-2025", 1+i%11) }, 44, false},
		"every month, in a few days":         {daily, func(i int) string { return fmt.Sprintf("%02d-%02d-2025", 1+i%3, 1+i%11) }, 60, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			night := func(file string, n, first int, day func(i int) string) string {
				return answersFile(t, dir, file, header, n, first, func(i, id int) string {
					return fmt.Sprintf("%d;%s;%d;%s", id, day(i), i%11, saidBy(first+i))
				})
			}
			cfg := config("")
			cfg.Data, cfg.Workers = filepath.Join(dir, "data"), 1
			take := func(file, order string) pipeline.Config {
				cfg.Sources = []pipeline.Source{{Files: []string{file}, Dates: order}}
				return cfg
			}
			if key, text := refusedFor(t, take(night("svar-1.csv", 180, 100, c.before), "")); key != "" {
				t.Fatal(text)
			}
			file := night("svar-2.csv", c.n, 900, c.now)
			key, text := refusedFor(t, take(file, ""))
			if want := (map[bool]messages.Key{true: "source_dates_askew"})[c.asked]; key != want {
				t.Fatalf("%q %s, want %q", key, text, want)
			}
			if !c.asked {
				return
			}
			if !strings.Contains(text, "fra 2025-01-04") || !strings.Contains(text, "fra 2025-04-01 til 2025-04-") || !strings.Contains(text, "--dates month "+file) {
				t.Error(text)
			}
			if key, text := refusedFor(t, take(file, source.MonthFirst)); key != "" {
				t.Errorf("told the order: %s", text)
			}
		})
	}
}

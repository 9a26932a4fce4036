package source_test

import (
	"errors"
	"fmt"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestBothOrders: where some dates have the day first and others the month, those that may be
// either are never guessed: the file is refused, whatever was known of the source. Where none may
// be either, each is what it is.
func TestBothOrders(t *testing.T) {
	night := func(n int, day func(i int) string) string {
		return rows("id;dato;score;kommentar", n, func(i int) string { return fmt.Sprintf("%d;%s;%d;fin tur", i, day(i), i%11) })
	}
	before := read(t, "svar-1.csv", night(60, func(i int) string { return fmt.Sprintf("%02d-03-2026", 1+i%28) }), source.Config{}).Readings[0]
	half := func(from int) func(i int) string {
		return func(i int) string {
			if i%2 == 1 {
				return fmt.Sprintf("04-%02d-2026", 13+i%15)
			}
			return fmt.Sprintf("%02d-04-2026", from+i%16)
		}
	}
	for name, readings := range map[string]map[string]source.Reading{"a first file": nil, "a known source": {before.Source: before}} {
		cfg := source.Config{Readings: readings, Files: []string{write(t, "svar-2.csv", night(60, half(5)))}}
		_, err := source.Read(t.Context(), cfg)
		var fault *messages.Error
		if !errors.As(err, &fault) || fault.Key != "source_dates_orders" {
			t.Fatalf("%s: %v", name, err)
		}
		for i, want := range []any{"dato", 14, 9, 30, 2, 16, 1} {
			if got := fault.Args[i+1]; got != want {
				t.Errorf("%s: argument %d is %v, want %v", name, i+1, got, want)
			}
		}
		cfg.Files = []string{write(t, "svar-2.csv", night(60, half(13)))}
		if batch, err := source.Read(t.Context(), cfg); err != nil || len(batch.Rejects) > 0 || batch.Responses[59].Day.String() != "2026-04-27" {
			t.Errorf("%s, all days of one order: %v", name, err)
		}
	}
}

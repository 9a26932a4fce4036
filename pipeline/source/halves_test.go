package source_test

import (
	"fmt"
	"strings"
	"testing"

	"stemme/pipeline/source"
)

// TestHalfSwapped asks about dates of which a spreadsheet swapped day and month where it
// could, and swaps them back where that is declared.
func TestHalfSwapped(t *testing.T) {
	of := func(swap bool) string {
		return csvOf(";", "Id;Dato;Score;Kommentar", func(i int) []string {
			day, month := 1+i%28, 8+i%2
			form := fmt.Sprintf("%02d/%02d/2026", day, month)
			if day <= 12 && swap {
				form = fmt.Sprintf("2026-%02d-%02d", day, month)
			} else if day <= 12 || !swap && i%2 == 0 {
				form = fmt.Sprintf("2026-%02d-%02d", month, day)
			}
			return []string{fmt.Sprint(i), form, fmt.Sprint(variantScore(i)), variantText(i)}
		})
	}
	judged(t, []variant{{"swapped.csv", of(true), asked("source_dates_swapped")}, {"two forms.csv", of(false), right(firstAt("2026-08-01"))}})
	batch := read(t, "declared.csv", of(true), source.Config{DateOrder: source.DayFirst})
	for i, r := range batch.Responses {
		if want := fmt.Sprintf("2026-%02d-%02d", 8+i%2, 1+i%28); r.Day.String() != want {
			t.Errorf("row %d: %s, want %s", i, r.Day, want)
		}
	}
}

// TestHalfTurned asks about dates of which a spreadsheet swapped day and month where it could and
// wrote all of them alike, whatever was known of the source, and reads them as declared.
func TestHalfTurned(t *testing.T) {
	t.Parallel()
	of := func(form func(day, month int) string) string {
		return csvOf(";", "Id;Dato;Score;Kommentar", func(i int) []string {
			return []string{fmt.Sprint(i), form(1+i%28, 8), fmt.Sprint(variantScore(i)), variantText(i)}
		})
	}
	danish := func(day, month int) string { return fmt.Sprintf("%02d-%02d-2025", day, month) }
	turned := func(day, month int) string {
		if day <= 12 {
			return danish(month, day)
		}
		return danish(day, month)
	}
	american := func(day, month int) string {
		if day <= 12 {
			return danish(day, month)
		}
		return danish(month, day)
	}
	twoMonths := func(day, month int) string { return turned(day, month-day%2) }
	late := func(day, month int) string { // three answers of other months
		if day < 4 {
			return danish(8+day, day)
		}
		return danish(day, month)
	}
	judged(t, []variant{
		{"turned.csv", of(turned), asked("source_dates_half")}, {"two months.csv", of(twoMonths), asked("source_dates_half")},
		{"american.csv", of(american), asked("source_dates_half")},
		{"right.csv", of(danish), right(firstAt("2025-08-01"))}, {"late.csv", of(late), right(firstAt("2025-01-09"))},
	})
	for _, c := range []struct {
		order string
		swap  bool
	}{{source.MonthFirst, true}, {source.DayFirst, false}} {
		batch := read(t, "declared.csv", of(turned), source.Config{DateOrder: c.order})
		for i, r := range batch.Responses {
			day, month := 1+i%28, 8
			if !c.swap && day <= 12 {
				day, month = month, day
			}
			if want := fmt.Sprintf("2025-%02d-%02d", month, day); r.Day.String() != want {
				t.Fatalf("%s, row %d: %s, want %s", c.order, i, r.Day, want)
			}
		}
		if got := batch.Readings[0].Dates; got.Order != source.DayFirst || got.Doubt {
			t.Errorf("%s: kept as %+v", c.order, got)
		}
	}
}

// TestMixedLines reads a file that was put together from two encodings line by line.
func TestMixedLines(t *testing.T) {
	text := csvOf(";", "Id;Score;Kommentar", func(i int) []string {
		return []string{fmt.Sprint(i), fmt.Sprint(variantScore(i)), "Køen på gården er så lang"}
	})
	var b strings.Builder
	for i, line := range strings.SplitAfter(text, "\n") {
		if i%3 > 0 {
			line = strings.NewReplacer("ø", "\xf8", "å", "\xe5").Replace(line)
		}
		b.WriteString(line)
	}
	batch := read(t, "mixed.csv", b.String(), source.Config{})
	for _, r := range batch.Responses {
		if r.Comment != "Køen på gården er så lang" {
			t.Fatalf("read as %q", r.Comment)
		}
	}
}

// TestNobody reads no customer where a value stands in the place of many.
func TestNobody(t *testing.T) {
	for name, c := range map[string]struct {
		key  func(i int) string
		want int // responses with a customer
	}{
		"anonymous": {func(i int) string { return []string{"Anonym", fmt.Sprint("K", i)}[i%2] }, 20},
		"zero":      {func(i int) string { return []string{"0", fmt.Sprint(7100 + i)}[i%2] }, 20},
		"a word":    {func(i int) string { return []string{"Kontant", fmt.Sprint("K", i)}[i%2] }, 20},
		"one alone": {func(i int) string { return "K47" }, 40},
		"often":     {func(i int) string { return fmt.Sprint("K", i%3) }, 40},
	} {
		batch := read(t, "kunder.csv", csvOf(";", "Id;Kundenr;Score;Kommentar", func(i int) []string {
			return []string{fmt.Sprint(900 + i), c.key(i), fmt.Sprint(variantScore(i)), variantText(i)}
		}), source.Config{})
		n := 0
		for _, r := range batch.Responses {
			if r.Customer != "" {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%s: %d with a customer, want %d", name, n, c.want)
		}
	}
}

// TestQuestionsAndTicks never takes a question or a note for the unit, nor what was
// ticked for the comment.
func TestQuestionsAndTicks(t *testing.T) {
	with := func(header string, cell func(i int) string) string {
		return csvOf(";", "Id;Score;"+header+";Begrund", func(i int) []string {
			return []string{fmt.Sprint(900 + i), fmt.Sprint(variantScore(i)), cell(i), fmt.Sprint(variantText(i), " nr ", i)}
		})
	}
	ticks := func(i int) string {
		return []string{"Pris; Støj", "Service", "Service; Pris; Beliggenhed", "Støj"}[i%4]
	}
	judged(t, []variant{
		{"asked.csv", with("Hvor tilfreds er du med ejendomskontoret?", func(i int) string { return fmt.Sprint(1 + i%5) }), right(inRoles("Hvor tilfreds er du med ejendomskontoret?", "rating"))},
		{"place.csv", with("Borgerservicecenter", func(i int) string { return []string{"Nord", "Syd"}[i%2] }), right(inRoles("Borgerservicecenter", "unit"))},
		{"notes.csv", with("Noter fra kontoret", func(i int) string { return []string{"Skylder leje, rykket to gange", "Klager tit over naboen"}[i%2] }),
			right(inRoles("Noter fra kontoret", "ignored"))},
		{"ticks.csv", with("Hvad er vigtigst for dig?", ticks), right(inRoles("Hvad er vigtigst for dig?", "ignored", "Begrund", "comment"))},
	})
}

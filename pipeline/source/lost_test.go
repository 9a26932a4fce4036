package source_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// bestAs writes every tenth score as given and the others as numbers.
func bestAs(cell string) func(i, v int) string {
	return func(i, v int) string {
		if i%10 == 0 {
			return cell
		}
		return fmt.Sprint(v)
	}
}

// TestLostScores stops where one answer cannot be read wherever it was given, and reads
// on past slips of the pen.
func TestLostScores(t *testing.T) {
	of := func(header string, cell func(i, v int) string) string {
		return rows("id;"+header+";kommentar", 100, func(i int) string {
			return fmt.Sprintf("%d;%s;varmen kom igen på dag %d", i, cell(i, variantScore(i)), i)
		})
	}
	for _, c := range []struct {
		name, text, scale string
		want              messages.Key
	}{
		{"above ten", of("NPS", bestAs("10+")), "", ""},
		{"above nine", of("NPS", bestAs("9+")), "", "source_unreadable_value"},
		{"at least", of("NPS", bestAs(">=9")), "", "source_unreadable_value"},
		{"at most", of("Score", bestAs("<2")), "", "source_unreadable_value"},
		{"a band", of("NPS", bestAs("9-10")), "", "source_unreadable_value"},
		{"a label without a number", of("NPS", bestAs("Meget sandsynligt")), "", "source_unreadable_value"},
		{"the lowest label", of("NPS", bestAs("Slet ikke")), "", "source_unreadable_value"},
		{"beyond the scale", of("NPS", bestAs("12")), "", "source_unreadable_value"},
		{"a word for no answer", of("NPS", bestAs("udgået")), "", ""},
		{"slips", of("NPS", func(i, v int) string {
			if i%10 == 0 {
				return fmt.Sprintf("%d?%d", v, i)
			}
			return fmt.Sprint(v)
		}), "", ""},
		{"two alike", of("NPS", func(i, v int) string {
			if i < 2 {
				return "11"
			}
			return fmt.Sprint(v)
		}), "", ""},
		{"declared", of("NPS", bestAs("12")), "0-12:8,11", ""},
	} {
		batch, key := readAs(t, c.text, c.scale)
		if key != c.want {
			t.Errorf("%s: %q, want %q", c.name, key, c.want)
		}
		if key == "" && batch.Files[0].Accepted != 100 {
			t.Errorf("%s: %d accepted", c.name, batch.Files[0].Accepted)
		}
	}
}

// TestStatedScales asks where the classes begin on a scale that is stated and not known.
func TestStatedScales(t *testing.T) {
	of := func(header string, low, high int) string {
		return rows("id;"+header+";kommentar", 80, func(i int) string {
			return fmt.Sprintf("%d;%d;elevatoren stod stille dag %d", i, low+i%(high-low+1), i)
		})
	}
	for _, c := range []struct {
		text, scale string
		want        messages.Key
	}{
		{of("Vil du anbefale os? (-2 til +2)", -2, 2), "", "source_scale_stated"},
		{of("Vil du anbefale os? (-2 til +2)", -2, 2), "-2-2:1,2", ""},
		{of("Anbefaling fra −5 til 5", -5, 5), "", "source_scale_stated"},
		{of("Score -3..+3", -3, 3), "", "source_scale_stated"},
		{of("Vil du anbefale os?", -2, 2), "", "source_scale_stated"},
		{of("Score (1-9)", 1, 9), "", "source_scale_stated"},
		{of("Karakter 0–2", 0, 2), "", "source_scale_stated"},
		{of("Hvor tilfreds er du? (1-20)", 1, 20), "", "source_scale_stated"},
		{of("Score (0-100)", 0, 100), "", "source_scale_hundred"},
		{of("Score - 0-10", 0, 10), "", ""},
		{of("Score -1-5", 1, 5), "", ""},
		{of("NPS 2-9", 0, 10), "", ""},
		{of("NPS uge 1-20", 0, 10), "", ""},
		{of("NPS 1-9", 0, 10), "", ""},
	} {
		if _, key := readAs(t, c.text, c.scale); key != c.want {
			t.Errorf("%.40q: %q, want %q", c.text, key, c.want)
		}
	}
}

// TestDeclaredScaleStays reads a file whose header states another scale than the one that
// somebody declared: the next nights need not be told again, until the scores or another
// header say that the scale is another.
func TestDeclaredScaleStays(t *testing.T) {
	of := func(header string, low int) string {
		return rows("id;"+header+";kommentar", 80, func(i int) string {
			return fmt.Sprintf("%d;%d;elevatoren stod stille dag %d", i, low+i%(11-low), i)
		})
	}
	stated, asked := "Vil du anbefale os? (1-10)", "Vil du anbefale os?"
	first := read(t, "hotel.csv", of(stated, 1), source.Config{Scale: "0-10"}).Readings[0]
	text, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	var kept source.Reading
	if err := json.Unmarshal(text, &kept); err != nil {
		t.Fatal(err)
	}
	then := func(header string, low int, before source.Reading) source.Reading {
		return read(t, "hotel.csv", of(header, low), source.Config{Readings: map[string]source.Reading{"hotel": before}}).Readings[0]
	}
	again := then(stated, 1, kept)
	if again.Scale != first.Scale {
		t.Errorf("the second night reads %s, the first %s", again.Scale, first.Scale)
	}
	if third := then(stated, 1, again); third.Scale != first.Scale {
		t.Errorf("the third night reads %s, the first %s", third.Scale, first.Scale)
	}
	plain := read(t, "hotel.csv", of(asked, 0), source.Config{}).Readings[0]
	if plain.Scale != "0-10" {
		t.Fatalf("an undeclared file is read as %s", plain.Scale)
	}
	if now := then(stated, 1, plain); now.Scale == plain.Scale {
		t.Errorf("a header that states another scale than nobody declared is passed over: %s", now.Scale)
	}
}

package source_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestOneHot: a score in a column for each answer is asked about in these words, however the columns are called and
// left empty; ratings called by numbers, of which several are given, are not.
func TestOneHot(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, header, none string
		from               int
		several            bool
		want               messages.Key
	}{
		{"zeros", "NPS: %d", "0", 0, false, "source_onehot"},
		{"blanks", "NPS: %d", "", 0, false, "source_onehot"},
		{"from one", "NPS: %d", "0", 1, false, "source_onehot"},
		{"the whole question", "Hvor sandsynligt er det, at du vil anbefale os? - %d", "0", 0, false, "source_onehot"},
		{"bare numbers", "%d", "0", 0, false, "source_onehot"},
		{"bare numbers from one", "%d", "", 1, false, "source_onehot"},
		{"several marked", "Hvor sandsynligt er det, at du vil anbefale os? - %d", "1", 0, true, ""},
	} {
		lines := []string{"Svar-ID;Dato"}
		for k := c.from; k <= 10; k++ {
			lines[0] += ";" + fmt.Sprintf(c.header, k)
		}
		lines[0] += ";Kommentar"
		for i := range 44 {
			line := fmt.Sprintf("%d;%02d-03-2026", i+1, 1+i%28)
			for k := c.from; k <= 10; k++ {
				cell := c.none
				if k == c.from+i%(11-c.from) {
					cell = "1"
				}
				line += ";" + cell
			}
			lines = append(lines, line+fmt.Sprintf(";Ventede længe i telefonen, svar nummer %d", i))
		}
		_, err := source.Read(t.Context(), source.Config{Files: []string{write(t, "svar.csv", strings.Join(lines, "\n")+"\n")}})
		var fault *messages.Error
		if asks := errors.As(err, &fault) && fault.Key == "source_onehot"; asks != (c.want != "") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestOneHotNumber: where the number itself stands in a column, whatever it is called, that column is named; the highest score may come first.
func TestOneHotNumber(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct {
		number func(score int) int
		want   messages.Key
	}{"the number": {func(score int) int { return score }, "source_onehot_score"}, "another": {func(score int) int { return 10 - score }, "source_onehot"}} {
		lines := []string{"Svar-ID;Dato;10;9;8;7;6;5;4;3;2;1;0;Felt 7;Kommentar"}
		for i := range 44 {
			score := i * 7 % 11
			line := fmt.Sprintf("%d;%02d-03-2026", i+1, 1+i%28)
			for k := 10; k >= 0; k-- {
				line += map[bool]string{true: ";1", false: ";0"}[k == score]
			}
			lines = append(lines, line+fmt.Sprintf(";%d;Ventede længe i telefonen, svar nummer %d", of.number(score), i))
		}
		file := write(t, "svar.csv", strings.Join(lines, "\n")+"\n")
		_, err := source.Read(t.Context(), source.Config{Files: []string{file}})
		var fault *messages.Error
		if !errors.As(err, &fault) || fault.Key != of.want || of.want == "source_onehot_score" && !strings.Contains(err.Error(), "Felt 7") {
			t.Errorf("%s: %v", name, err)
		}
		if batch, err := source.Read(t.Context(), source.Config{Files: []string{file}, Columns: map[string]string{"score": "Felt 7"}}); err != nil || len(batch.Responses) != 44 {
			t.Errorf("%s, declared: %d responses, %v", name, len(batch.Responses), err)
		}
	}
}

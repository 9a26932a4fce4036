package source_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// readAs reads a text as a file, and says which message stops it.
func readAs(t *testing.T, text, scale string) (source.Batch, messages.Key) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "svar.csv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	batch, err := source.Read(context.Background(), source.Config{Files: []string{file}, Scale: scale})
	var fault *messages.Error
	if errors.As(err, &fault) {
		return batch, fault.Key
	}
	if err != nil {
		t.Fatal(err)
	}
	return batch, ""
}

// TestRecommendShort: a question about recommending of which all of 1 to 5, or of another
// short scale, and nothing else is answered is asked about; what states its scale, or shows another, is not.
func TestRecommendShort(t *testing.T) {
	of := func(header string, n int, score func(i int) int) string {
		return rows("id;"+header+";kommentar", n, func(i int) string { return fmt.Sprintf("%d;%d;fin tur nummer %d", i, score(i), i) })
	}
	five := func(i int) int { return i%5 + 1 }
	for _, c := range []struct {
		name, text, scale string
		want              messages.Key
	}{
		{"five steps", of("Vil du anbefale os?", 40, five), "", "source_scale_recommend"},
		{"declared", of("Vil du anbefale os?", 40, five), "1-5", ""},
		{"stated", of("Vil du anbefale os? (0-10)", 40, five), "", ""},
		{"few", of("Vil du anbefale os?", 29, five), "", ""},
		{"no four", of("Vil du anbefale os?", 40, func(i int) int { return []int{1, 2, 3, 5}[i%4] }), "", ""},
		{"a six", of("Vil du anbefale os?", 40, func(i int) int { return i%6 + 1 }), "", "source_scale_recommend"},
		{"a zero", of("Vil du anbefale os?", 40, func(i int) int { return i % 6 }), "", "source_scale_recommend"},
		{"seven", of("Vil du anbefale os?", 40, func(i int) int { return i%7 + 1 }), "", "source_scale_recommend"},
		{"seven and unanswered", of("Vil du anbefale os?", 80, func(i int) int { return []int{1, 2, 3, 4, 5, 6, 7, 99}[i%8] }), "", "source_scale_recommend"},
		{"eight", of("Vil du anbefale os?", 40, func(i int) int { return i%8 + 1 }), "", ""},
		{"satisfaction", of("Tilfredshed", 40, five), "", ""},
	} {
		if _, key := readAs(t, c.text, c.scale); key != c.want {
			t.Errorf("%s: %q, want %q", c.name, key, c.want)
		}
	}
}

// TestLabelledSecondHeader: a second header that holds the label of the lowest answer is
// no customer; a customer who gave that answer is one.
func TestLabelledSecondHeader(t *testing.T) {
	const header = "Respondent ID;End Date;Hvor sandsynligt er det, at du vil anbefale os?;Hvor tilfreds er du?;Begrund gerne"
	customers := strings.TrimPrefix(rows("x", 30, func(i int) string {
		score := fmt.Sprint(i % 11)
		if i%11 == 0 {
			score = "Slet ikke sandsynligt - 0"
		}
		return fmt.Sprintf("%d;%02d-03-2026;%s;Tilfreds;fin tur nummer %d", 900+i, i%28+1, score, i)
	}), "x\n")
	for second, want := range map[string]int{"": 30, ";;Slet ikke sandsynligt - 0;Response;Open-Ended Response\n": 30,
		";;;Response;Open-Ended Response\n": 30, "899;01-03-2026;Slet ikke sandsynligt - 0;Tilfreds;dårlig tur\n": 31} {
		batch, key := readAs(t, header+"\n"+second+customers, "")
		if key != "" || len(batch.Responses) != want {
			t.Errorf("%q: %d responses, want %d: %s", second, len(batch.Responses), want, key)
		}
	}
}

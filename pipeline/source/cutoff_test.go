package source_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestCutOff: a file that ends within a row that is not whole, or in NULs, is said to be broken
// off; one whose last line is whole, or ends, is not.
func TestCutOff(t *testing.T) {
	t.Parallel()
	text := rows("id;dato;score;kommentar", 40, func(i int) string { return fmt.Sprintf("%d;2025-03-%02d;%d;\"fin tur\"", i, 1+i%28, i%11) })
	for name, c := range map[string]struct {
		text string
		want bool
	}{
		"whole":            {text, false},
		"no last line end": {strings.TrimSuffix(text, "\n"), false},
		"within a row":     {text + "40;2025-0", true},
		"within a text":    {text + `40;2025-03-02;7;"fin tur, men`, true},
		"a short row":      {text + "40;2025-03-02\n", false},
	} {
		batch := read(t, "svar.csv", c.text, source.Config{})
		if got := slices.ContainsFunc(batch.Files[0].Notes, func(n source.Note) bool { return n.Key == "source_cut_off" && n.Args[1] == 41 }); got != c.want {
			t.Errorf("%s: %v %v", name, got, batch.Files[0].Notes)
		}
	}
	_, err := source.Read(t.Context(), source.Config{Files: []string{write(t, "svar.csv", text+strings.Repeat("\x00", 512))}})
	if err == nil || !strings.Contains(messages.English.Error(err), "the last 512 bytes of the file are empty (NUL)") {
		t.Errorf("a tail of NULs: %v", err)
	}
}

package privacy_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"stemme/pipeline/privacy"
)

// marked is a name in testdata/names.txt.
var marked = regexp.MustCompile(`\{([FGNA]):([^}]*)\}`)

// sentences are the invented ones of a file of testdata; a blank line and one
// that follows it belong to the sentence above.
func sentences(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimRight(line, "\n"); !strings.HasPrefix(line, "#") && line != "" {
			all = append(all, line)
		}
	}
	return all
}

// placeholderOf is what the marked data of names.txt become.
var placeholderOf = map[string]string{"F": "[NAVN]", "G": "[NAVN]", "N": "[NAVN]", "A": "[ADRESSE]"}

// missed begins a line of names.txt of which not all is masked.
const missed = "~ "

// TestNamesInText masks each marked name and nothing else, but for the lines that are
// known to keep one; and loses no word of sentences without one.
func TestNamesInText(t *testing.T) {
	found, all := map[string]int{}, map[string]int{}
	for _, line := range sentences(t, "names.txt") {
		s, known := strings.CutPrefix(line, missed)
		want := marked.ReplaceAllStringFunc(s, func(m string) string { return placeholderOf[m[1:2]] })
		got := privacy.Mask(marked.ReplaceAllString(s, "$2"))
		switch {
		case got == want && known:
			t.Errorf("%q is masked: take its mark off", line)
		case got != want && !known:
			t.Errorf("%q becomes %q, want %q", s, got, want)
		}
		for _, m := range marked.FindAllStringSubmatch(s, -1) {
			if all[m[1]]++; got == want {
				found[m[1]]++
			}
		}
	}
	for _, s := range sentences(t, "nonames.txt") {
		if got := privacy.Mask(s); got != s {
			t.Errorf("%q becomes %q", s, got)
		}
	}
	for kind, least := range map[string]float64{"F": 0.95, "G": 0.85, "N": 0.8, "A": 0.95} {
		share := float64(found[kind]) / float64(all[kind])
		t.Logf("%s: %d of %d, %.3f", kind, found[kind], all[kind], share)
		if share < least {
			t.Errorf("%s: recall %.3f, want %.3f", kind, share, least)
		}
	}
}

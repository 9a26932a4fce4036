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

// TestNamesInText measures how many of the marked names are masked, and how many
// sentences without one lose a word.
func TestNamesInText(t *testing.T) {
	found, all := map[string]int{}, map[string]int{}
	for _, s := range sentences(t, "names.txt") {
		plain := marked.ReplaceAllString(s, "$2")
		got := privacy.Mask(plain)
		rest := got
		for _, m := range marked.FindAllStringSubmatch(s, -1) {
			all[m[1]]++
			if hidden(rest, m[2]) {
				found[m[1]]++
			} else {
				t.Logf("%s %q stays in %q", m[1], m[2], got)
			}
		}
		if want := unmarkedLetters(s); letters(got) < want-1 {
			t.Logf("%q loses more than names: %q", s, got)
		}
	}
	false_ := 0
	without := sentences(t, "nonames.txt")
	for _, s := range without {
		if got := privacy.Mask(s); got != s {
			false_++
			t.Logf("%q becomes %q", s, got)
		}
	}
	for kind, least := range map[string]float64{"F": 0.95, "G": 0.85, "N": 0.8, "A": 0.95} {
		share := float64(found[kind]) / float64(all[kind])
		t.Logf("%s: %d of %d, %.3f", kind, found[kind], all[kind], share)
		if share < least {
			t.Errorf("%s: recall %.3f, want %.3f", kind, share, least)
		}
	}
	t.Logf("false alarms in %d of %d sentences", false_, len(without))
	if false_ > 3 {
		t.Errorf("%d sentences without a name lose a word", false_)
	}
}

// hidden says whether no word of name of three letters or more stands in text.
func hidden(text, name string) bool {
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == ',' }) {
		if len(w) >= 2 && regexp.MustCompile(`(?:^|[^\pL])`+regexp.QuoteMeta(w)+`(?:[^\pL]|$)`).MatchString(text) {
			return false
		}
	}
	return true
}

// letters is the length of text without placeholders and signs.
func letters(text string) int {
	n := 0
	for _, r := range regexp.MustCompile(`\[[A-Z-]+\]`).ReplaceAllString(text, "") {
		if r > ' ' {
			n++
		}
	}
	return n
}

func unmarkedLetters(s string) int { return letters(marked.ReplaceAllString(s, "")) }

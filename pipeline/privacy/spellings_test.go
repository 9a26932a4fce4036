package privacy_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"stemme/pipeline/privacy"
)

// braced is the personal data of a line of testdata/spellings.txt.
var braced = regexp.MustCompile(`\{((?:[^{}]|\{at\})*)\}`)

// unescaped is a line with its escapes as the characters that they stand for.
func unescaped(t *testing.T, line string) string {
	t.Helper()
	s, err := strconv.Unquote(`"` + strings.ReplaceAll(line, `"`, `\"`) + `"`)
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	return s
}

// TestSpellings measures how much personal data in unusual spellings is masked: each
// by one placeholder, with every other byte of the text as it was; and what texts
// without any lose.
func TestSpellings(t *testing.T) {
	for file, least := range map[string]float64{"spellings.txt": 1, "spellings-heldout.txt": 0.95} {
		found, all := 0, sentences(t, file)
		for _, line := range all {
			s := unescaped(t, line)
			plain := braced.ReplaceAllString(s, "$1")
			want := "^" + strings.Join(escaped(braced.Split(s, -1)), `\[[A-ZØÆÅ-]+\]`) + "$"
			if got := privacy.Mask(plain); regexp.MustCompile(want).MatchString(got) {
				found++
			} else {
				t.Logf("%s: %q becomes %q", file, plain, got)
			}
		}
		t.Logf("%s: %d of %d", file, found, len(all))
		if float64(found) < least*float64(len(all)) {
			t.Errorf("%s: %d of %d are masked, want a share of %v", file, found, len(all), least)
		}
	}
	for file, most := range map[string]int{"stays.txt": 0, "stays-heldout.txt": 0} {
		lost, all := 0, sentences(t, file)
		for _, line := range all {
			if got := privacy.Mask(line); got != line {
				lost++
				t.Logf("%s: %q becomes %q", file, line, got)
			}
		}
		t.Logf("%s: %d of %d lose something", file, lost, len(all))
		if lost > most {
			t.Errorf("%s: %d texts lose something, want at most %d", file, lost, most)
		}
	}
}

func escaped(pieces []string) []string {
	for i, p := range pieces {
		pieces[i] = regexp.QuoteMeta(p)
	}
	return pieces
}

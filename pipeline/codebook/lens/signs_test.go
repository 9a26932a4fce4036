package lens_test

import (
	"strings"
	"testing"
)

// TestSigns: what plain sentences praise or blame has their sign, and what asks or states is judged by
// nothing: no entry has the other sign. The sentences were written with the patterns, so this guards what works.
func TestSigns(t *testing.T) {
	t.Parallel()
	for _, c := range tsv(t, "../testdata/signs.tsv") {
		told, wrong := 0, 0
		found := reading(c[1])
		for id, polarity := range found {
			sign := byte('0')
			if polarity > 0.1 {
				sign = '+'
			} else if polarity < -0.1 {
				sign = '-'
			}
			if strings.HasPrefix(id, "formaal/") {
				continue
			}
			if sign == c[0][0] {
				told++
			} else if sign != '0' {
				wrong++
			}
		}
		if wrong > 0 || told == 0 && c[0] != "0" {
			t.Errorf("%s: %q is read %v", c[0], c[1], found)
		}
	}
}

// TestLearnedOfSomethingElse: what lessons alone tell of an entry that needs a certain thing, a telephone or a
// review, is not told of a comment without a sign of it; with one it is.
func TestLearnedOfSomethingElse(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"lang ventetid", "Der var lang ventetid og dårlig service", "Alt for lang ventetid i dag"} {
		for id := range reading(text) {
			if id == "kundetemaer/ventetid-telefon" || id == "serviceprioriteter/telefonsvar" {
				t.Errorf("%q is told of %s", text, id)
			}
		}
	}
	if _, is := reading("lang ventetid når man ringer")["kundetemaer/ventetid-telefon"]; !is {
		t.Error("a wait on the telephone is not told")
	}
}

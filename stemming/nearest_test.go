package stemming_test

import (
	"testing"

	"stemme/stemming"
)

func TestNearest(t *testing.T) {
	known := []string{"scores", "touchpoints", "causes", "drivers", "Levering og pakker", "Region Nord/Aarhus", "år"}
	for word, want := range map[string]string{
		"casues":     "causes",  // two letters swapped
		"score":      "scores",  // one left out
		"DRIVRES":    "drivers", // case, and two swapped
		"touchpoitn": "touchpoints",
		"levering":   "Levering og pakker", // a part
		"aarhus":     "Region Nord/Aarhus",
		"ar":         "år",
		"xyzzy":      "",
		"":           "",
		"o":          "", // one letter is near everything
	} {
		if got := stemming.Nearest(word, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
	if got := stemming.Nearest("ab", []string{"ac", "ad"}); got != "ac" {
		t.Errorf("of two that are equally near: %q, want the first", got)
	}
}

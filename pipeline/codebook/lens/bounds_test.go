package lens

import (
	"fmt"
	"strings"
	"testing"
)

// TestPatternBounds: no pattern takes the memory or the stack away; each says what to
// write instead. The shipped lenses stay far within the bounds.
func TestPatternBounds(t *testing.T) {
	t.Parallel()
	group := func(n int) string {
		var ways []string
		for i := range n {
			ways = append(ways, fmt.Sprintf("ord%d sagt", i))
		}
		return "(" + strings.Join(ways, "|") + ")"
	}
	sets := map[string][]string{
		"ring": {"<rang> ord", "ord"}, "rang": {"<ring> ord"}, "selv": {"<selv>"},
		"a": {"<b> x"}, "b": {"<c> x"}, "c": {"x"},
	}
	for pattern, want := range map[string]string{
		"<ring>": "lens_deep", "<selv>": "lens_deep", "<rang> ord": "lens_deep", "<a> x": "",
		strings.Repeat(group(30)+" ", 8): "lens_ways", group(200) + " ord": "",
		strings.Repeat("ord ", 20000): "lens_words", strings.Repeat("ord ", 150): "",
	} {
		switch _, f := parsePattern(pattern, sets); {
		case f == nil && want != "", f != nil && string(f.key) != want:
			t.Errorf("%.40q: %v, want %q", pattern, f, want)
		}
	}
	long := strings.Repeat(group(2)+" ", 9) + strings.Repeat("ord ", 150)
	if _, f := parsePattern(long, nil); f == nil || f.key != "lens_ways" {
		t.Errorf("512 ways of 168 words: %v", f)
	}
	if _, f := parsePattern("(a|b c) x + d ... e", nil); f != nil {
		t.Error(f)
	}
	if ways, _ := parsePattern("(a|b c) x + d ... e", nil); len(ways) != 2 || wordsIn(ways) != 4+5 {
		t.Errorf("%d ways of %d words", len(ways), wordsIn(ways))
	}
	many := "lens: a\nname: A\nentries:\n  - {id: b, name: B, match: [" + strings.Repeat("\""+strings.Repeat(group(2)+" ", 8)+"\", ", 70) + "ord]}\n"
	if _, err := Parse([]byte(many), "a.yaml"); err == nil || !strings.Contains(err.Error(), "more than 200000 words") {
		t.Errorf("70 patterns of 4096 words: %v", err)
	}
	for _, text := range []string{"lens: a\nname: A\nsets:\n  x: [\"<y> z\"]\n  y: [\"<x> z\"]\nentries:\n  - {id: b, name: B, match: [\"<x>\"]}\n"} {
		if _, err := Parse([]byte(text), "a.yaml"); err == nil || strings.Contains(err.Error(), `\n`) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"lens: a\nname: A\nsets:\n  x: [\"<y> z\", b]\n  y: [c]\nentries:\n  - id: b\n    name: B\n    match: [\"(a|b c) ... <x> + d\", \"-e-\", =f, g!]\n    near: 3\n    for: [\"+ a\"]\n", "entries:\n  -\n", "entries: [{also: [\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) < 5000 {
			_, _ = Parse([]byte(s), "a.yaml")
		}
	})
}

// TestFaultsAreBounded: of many faults the first are told and the others counted, and a
// lens of too many entries is one fault.
func TestFaultsAreBounded(t *testing.T) {
	t.Parallel()
	list := func(n int) []byte {
		text := "lens: stor\nname: Stor\nentries:\n"
		for i := range n {
			text += fmt.Sprintf("  - id: e%d\n    name: E\n    match: [ventetid]\n    also: ['ukendt']\n", i)
		}
		return []byte(text)
	}
	_, err := Parse(list(300), "stor.yaml")
	if err == nil || strings.Count(err.Error(), "ukendt") < 20 || strings.Count(err.Error(), "stor.yaml, line") != 20 || !strings.Contains(err.Error(), "and 280 more faults") {
		t.Errorf("300 faults: %v", err)
	}
	if _, err := Parse(list(2001), "stor.yaml"); err == nil || !strings.HasPrefix(err.Error(), "stor.yaml: 2001 entries") {
		t.Errorf("2001 entries: %v", err)
	}
}

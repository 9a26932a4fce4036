package demo

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestTurn(t *testing.T) {
	for _, c := range []struct{ clause, adverb, want string }{
		{"jeg~venter stadig", "", "jeg venter stadig"},
		{"jeg~venter stadig", "desværre", "desværre venter jeg stadig"},
		{"min rådgiver^ringede, og jeg blev glad", "i går", "i går ringede min rådgiver, og jeg blev glad"},
		{"I*sov", "Dog", "Dog sov I"},
		{"lang ventetid", "", "lang ventetid"},
		{"lang ventetid", "desuden", "desuden: lang ventetid"},
	} {
		if got := turn(c.clause, c.adverb); got != c.want {
			t.Errorf("turn(%q, %q) = %q, want %q", c.clause, c.adverb, got, c.want)
		}
	}
}

func TestParseGrammar(t *testing.T) {
	base, err := parseGrammar("base", "tal:\n  <3-3> kr.\n", nil)
	if err != nil {
		t.Fatal(err)
	}
	g, err := parseGrammar("g", "# a comment\na:\n  [x|] <b> <tal>\nb:\n  3x [y|y [y|y]]\n", base)
	if err != nil {
		t.Fatal(err)
	}
	if n := g.rule("a").sentences(); n != 6 {
		t.Errorf("%v sentences, want 6", n)
	}
	seen := map[string]bool{}
	rng := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		seen[g.rule("a").draw(rng)] = true
	}
	for _, want := range []string{"x y 3 kr.", "y 3 kr.", "x y y 3 kr.", "y y 3 kr."} {
		if !seen[want] || len(seen) != 4 {
			t.Errorf("%q not among %v", want, seen)
		}
	}
	for text, want := range map[string]string{
		"a:\n  <c>\n":            "no such rule",
		"a:\n  <b>\nb:\n  x <a>": "ends up in itself",
		"a:\n\nb:\n  x\n":        "is empty",
		"a:\n  [x|y\n":           "without ]",
		"a:\n  x]\n":             "without [",
		"a:\n  <5-2>\n":          "low-high",
		"a:\n  x\na:\n  y\n":     "twice",
		"  x\n":                  "before the first rule",
		"a:\n  <tal\n":           "without >",
	} {
		if _, err := parseGrammar("bad", text, base); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestAfterStop(t *testing.T) {
	for _, c := range []struct{ text, link, want string }{
		{"godt", ", men ", ", men "},
		{"godt!", ", men ", " Men "},
		{"godt!", ". ", " "},
		{"godt?", "… ", " "},
		{"godt...", " og ", " "},
	} {
		if got := afterStop(c.text, c.link); got != c.want {
			t.Errorf("afterStop(%q, %q) = %q, want %q", c.text, c.link, got, c.want)
		}
	}
}

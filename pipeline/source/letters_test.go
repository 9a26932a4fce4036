package source_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestLostLetters: a file whose Danish letters became question marks is told, and differs from a source that
// had them; question marks between words without a blank, and within addresses, are none, and neither are
// those of few texts or beside texts that have such letters.
func TestLostLetters(t *testing.T) {
	night := func(text string) string {
		return rows("id;score;kommentar", 60, func(i int) string { return fmt.Sprintf("%d;%d;%s %d", i, i%11, text, i) })
	}
	first := func(lost, n int, other string) string {
		return rows("id;score;kommentar", n, func(i int) string {
			if i < lost {
				return fmt.Sprintf("%d;%d;vi stod i k?en %d gange", i, i%11, i)
			}
			return fmt.Sprintf("%d;%d;%s %d", i, i%11, other, i)
		})
	}
	whole := night("køen på første sal var lang, måske få flere på arbejde")
	for _, c := range []struct {
		name, text string
		lost       bool
	}{
		{"question marks", night("k?en p? f?rste sal var lang, m?ske f? flere p? arbejde"), true},
		{"the sign for none", night("k\uFFFDen på sal var lang"), true},
		{"whole", whole, false},
		{"no blank", night("hvad?det kan I ikke mene på den måde"), false},
		{"few", strings.Replace(whole, "køen", "k?en", 5), false},
		{"fewer than ten", first(9, 40, "vi stod og ventede"), false},
		{"ten", first(10, 40, "vi stod og ventede"), true},
		{"a small share", first(12, 200, "vi stod og ventede"), false},
		{"beside letters", first(40, 60, "vi stod i køen"), false},
		{"of an answer", rows("id;score;kommentar;Hvad kan vi gøre bedre?", 60, func(i int) string {
			return fmt.Sprintf("%d;%d;alt gik som det skal %d;k?en m? gerne g? lidt hurtigere end nu %d", i, i%11, i, i)
		}), true},
		{"a mark before a word", night("det er da ?ikke noget at spare"), false},
		{"www", night("se www.a.dk/side?nr=4 for mere"), false},
		{"addresses", night("se https://a.dk/side?nr=4 for mere"), false},
		{"questions", night("hvorfor? det er da ikke noget at spare"), false},
	} {
		before := read(t, "svar-1.csv", whole, source.Config{}).Readings[0]
		batch := read(t, "svar-2.csv", c.text, source.Config{Readings: map[string]source.Reading{before.Source: before}})
		told := slices.ContainsFunc(batch.Files[0].Notes, func(n source.Note) bool { return n.Key == "source_letters_lost" })
		breaks, _ := source.Differences(before, batch.Readings[0])
		if differs := slices.ContainsFunc(breaks, func(n source.Note) bool { return n.Key == messages.Key("source_diff_letters") }); told != c.lost || differs != c.lost {
			t.Errorf("%s: told %t, differs %t, want %t", c.name, told, differs, c.lost)
		}
		if again, _ := source.Differences(batch.Readings[0], batch.Readings[0]); len(again) > 0 {
			t.Errorf("%s, said yes to: %v", c.name, again)
		}
	}
}

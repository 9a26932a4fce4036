package stemming

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// reviews makes a lexicon of the Danish reviews and the words of extra.
func reviews(t testing.TB, extra []string) *Lexicon {
	var b LexiconBuilder
	for _, line := range shared(t, "danish-reviews", "reviews.tsv")[1:] {
		f := strings.Split(line, "\t")
		b.Add(f[5])
	}
	return b.Lexicon(extra)
}

// dictionary reads the system's Hunspell dictionary, if there is one.
func dictionary(t testing.TB) []string {
	file, err := os.Open("/usr/share/hunspell/da_DK.dic")
	if err != nil {
		t.Skipf("no word list to measure with: %v", err)
	}
	defer file.Close()
	list, err := ReadWordList(file)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// borders is where the parts of a compound begin, by hand (parts joined by |)
// and by split.
func borders(gold string) (word string, at []int) {
	for i, p := range strings.Split(gold, "|") {
		if i > 0 && !slices.Contains([]string{"s", "e", "er", "en", "n"}, p) {
			at = append(at, len(word))
		}
		word += p
	}
	return word, at
}

// compounds measures l on the compounds split by hand.
func compounds(t testing.TB, l *Lexicon) (precision, recall, f1 float64) {
	var right, found, gold float64
	for _, line := range shared(t, "danish-words", "compounds.txt") {
		word, want := borders(line)
		var got []int
		for _, u := range l.split(word) {
			if u.from > 0 {
				got = append(got, u.from)
			}
		}
		n := 0
		for _, b := range got {
			if slices.Contains(want, b) {
				n++
			}
		}
		right += float64(n)
		found += float64(len(got))
		gold += float64(len(want))
		if os.Getenv("SHOW") != "" && !slices.Equal(want, got) {
			t.Log(line, want, got)
		}
	}
	precision, recall = right/found, right/gold
	return precision, recall, 2 * precision * recall / (precision + recall)
}

func TestCompounds(t *testing.T) {
	for _, c := range []struct {
		name string
		l    *Lexicon
	}{{"nothing", empty()}, {"reviews", reviews(t, nil)}, {"reviews and dictionary", reviews(t, dictionary(t))}} {
		p, r, f := compounds(t, c.l)
		t.Logf("%s: precision %.3f, recall %.3f, F1 %.3f", c.name, p, r, f)
	}
}

package stemming

import (
	"os"
	"strings"
	"testing"

	"stemme/models"
)

// TestSpelling measures how many real misspellings meet the word that was
// meant, and how many words that are right are changed.
func TestSpelling(t *testing.T) {
	for _, dict := range []bool{false, true} {
		var extra []string
		if dict {
			extra = dictionary(t)
		}
		l := reviews(t, extra)
		for _, layers := range []Layers{{Repairs: true}, {Repairs: true, Folding: true}, {Repairs: true, Folding: true, Spelling: true}} {
			a := NewAnalyser(l, layers)
			term := func(word string) string {
				return a.compose(lower(word), wordShape, models.Danish).term
			}
			var n, met, wrong, spoilt, right int
			for _, line := range shared(t, "danish-words", "spelling.tsv")[1:] {
				f := strings.Split(line, "\t")
				noisy, meant := lower(f[1]), lower(f[2])
				if noisy == meant || strings.ContainsAny(meant, " .,'") || !wordLike(noisy) {
					continue
				}
				n++
				if term(noisy) == term(meant) {
					met++
				} else if term(noisy) != repaired(noisy) {
					wrong++
					if os.Getenv("SHOW") != "" {
						t.Log("wrong", noisy, meant, term(noisy))
					}
				}
				right++
				if a.fix(&entry{word: meant, folded: meant}) != meant {
					spoilt++
					if os.Getenv("SHOW") != "" {
						t.Log("spoilt", meant, term(meant))
					}
				}
			}
			if layers.Spelling && (met < n/2 || 50*spoilt > right) {
				t.Errorf("only %d of %d met, or %d of %d spoilt", met, n, spoilt, right)
			}
			t.Logf("dictionary %v, %+v: %d of %d met, %d led astray; %d of %d right words changed", dict, layers, met, n, wrong, spoilt, right)
		}
	}
}

// TestRightWordsRespelt measures how many right words, most of them never
// written in the corpus, are taken for misspellings of words of another stem.
func TestRightWordsRespelt(t *testing.T) {
	forms := map[string]bool{}
	for _, group := range inflections(t) {
		for _, form := range group {
			if wordLike(form) {
				forms[form] = true
			}
		}
	}
	for name, l := range map[string]*Lexicon{"nothing": empty(), "reviews": reviews(t, nil), "reviews and dictionary": reviews(t, dictionary(t))} {
		var respelt, met, written int
		for form := range forms {
			wrong := repaired(l.correct(form)) != repaired(form)
			if wrong {
				respelt++
			}
			if l.count(form) > 0 {
				if met++; wrong {
					written++
				}
			}
		}
		t.Logf("%s: %d of %d right words respelt, %d of the %d that the corpus has", name, respelt, len(forms), written, met)
		if 250*respelt > len(forms) || 250*written > met {
			t.Errorf("%s: too many right words are respelt", name)
		}
	}
}

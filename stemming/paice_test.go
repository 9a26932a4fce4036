package stemming

import (
	"strings"
	"testing"
)

// paice measures a stemmer on forms that are grouped by lemma: the under- and
// over-stemming indexes, in [0, 1], lower is better.
//
// Method: Paice, "Method for Evaluation of Stemming Algorithms Based on Error
// Counting", JASIS 47 (1996).
func paice(groups map[string][]string, stem func(string) string) (under, over float64) {
	total := 0
	for _, forms := range groups {
		total += len(forms)
	}
	var merge, unmerged, apart, merged float64
	byStem := map[string]map[string]int{}
	for lemma, forms := range groups {
		n := float64(len(forms))
		merge += n * (n - 1)
		apart += n * (float64(total) - n)
		stems := map[string]int{}
		for _, form := range forms {
			s := stem(form)
			stems[s]++
			if byStem[s] == nil {
				byStem[s] = map[string]int{}
			}
			byStem[s][lemma]++
		}
		for _, u := range stems {
			unmerged += float64(u) * (n - float64(u))
		}
	}
	for _, lemmas := range byStem {
		n := 0
		for _, v := range lemmas {
			n += v
		}
		for _, v := range lemmas {
			merged += float64(v) * float64(n-v)
		}
	}
	return unmerged / merge, merged / apart
}

// inflections reads the forms of each lemma, each once, in lower case.
func inflections(t testing.TB) map[string][]string {
	groups, seen := map[string][]string{}, map[string]bool{}
	for _, line := range shared(t, "danish-words", "inflections.tsv") {
		f := strings.Split(line, "\t")
		lemma, form := strings.ToLower(f[0]), strings.ToLower(f[1])
		if strings.ContainsAny(form, " .") || seen[lemma+"\t"+form] {
			continue
		}
		seen[lemma+"\t"+form] = true
		groups[lemma] = append(groups[lemma], form)
	}
	return groups
}

// TestPaice measures what the repairs do to both kinds of error.
func TestPaice(t *testing.T) {
	groups := inflections(t)
	under, over := paice(groups, Stem)
	under2, over2 := paice(groups, repaired)
	t.Logf("Snowball: under-stemming %.4f, over-stemming %.2e; repaired: %.4f, %.2e", under, over, under2, over2)
	if under2 > 0.7*under || over2 > over {
		t.Error("the repairs do not help enough")
	}
}

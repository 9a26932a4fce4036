package themes

import (
	"fmt"
	"math"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
)

// stocked is a survey of a bank of 12 subjects, a quarter of which says nothing.
func stocked(t testing.TB, remarks []string) bank {
	b := bank{rows: 4000, subjects: bankSubjects(t)[12:], stock: 0.25, remarks: remarks, seed: 1}
	for s := range b.subjects {
		b.shares = append(b.shares, 1+float64(s%4))
		b.praise = append(b.praise, 0.15+0.07*float64(s%8))
	}
	return b
}

// TestStock holds that stock remarks are of no subject, so that a theme has the score of
// those that speak of it, though some praise it in the same words, and so does a subject
// whose own words a remark has.
func TestStock(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		remarks []string
		least   float64 // share of the remarks that are without a theme
	}{
		{"judging", stockSaid, 1},
		// Written to try the words that judge, which hold few of these.
		{"others", []string{"alt spiller", "mega nice", "tip top", "tjoh", "jo tak", "hverken eller", "det passer", "kan ikke klage", "det går an", "fint med mig",
			"lige i skabet", "kun ros herfra", "super duper", "sådan cirka ok", "ved ikke", "bare top", "alt er som det plejer", "gode folk", "fortsæt sådan", "bliv ved"}, 0.92},
	} {
		b := stocked(t, c.remarks)
		responses, documents, gold := b.answered()
		cfg := DefaultConfig()
		cfg.Workers = 2
		r := mustFind(t, responses, documents, cfg)
		themed, stock := map[int]bool{}, 0
		of := map[string]map[int]bool{}
		for _, m := range r.Mentions {
			themed[m.Response] = true
			if of[m.Theme] == nil {
				of[m.Theme] = map[int]bool{}
			}
			of[m.Theme][m.Response] = true
		}
		var all, without float64
		for i, g := range gold {
			if g < 0 {
				all++
				if stock++; !themed[i] {
					without++
				}
			}
		}
		if without < c.least*all {
			t.Errorf("%s: %.3f of the remarks are without a theme, want %.2f", c.name, without/all, c.least)
		}
		interest := -1
		for s := range b.subjects {
			if b.subjects[s].name == "indlaansrente" {
				interest = s
			}
		}
		id := ""
		for _, th := range r.Themes {
			if n := sharing(of[th.ID], gold, interest); id == "" || n > sharing(of[id], gold, interest) {
				id = th.ID
			}
		}
		shown := npsOf(responses, func(i int) bool { return of[id][i] })
		truth := npsOf(responses, func(i int) bool { return gold[i] == interest })
		if math.Abs(shown-truth) > 13 {
			t.Errorf("%s: the theme of interest on savings has an NPS of %.1f, the subject %.1f", c.name, shown, truth)
		}
	}
}

// sharing is how much of a subject's responses and of a theme's are both's.
func sharing(theme map[int]bool, gold []int, subject int) float64 {
	both, either := 0.0, float64(len(theme))
	for i, g := range gold {
		switch {
		case g == subject && theme[i]:
			both++
		case g == subject:
			either++
		}
	}
	return both / max(1, either)
}

// npsOf is the NPS of some responses.
func npsOf(responses []models.Response, of func(i int) bool) float64 {
	var sum, n float64
	for i := range responses {
		if !of(i) {
			continue
		}
		n++
		switch responses[i].Class() {
		case models.Promoter:
			sum += 100
		case models.Detractor:
			sum -= 100
		}
	}
	return sum / n
}

// TestHollow holds which words are hollow: those that mostly stand alone, not where most
// answer in single words, and neither words of a matter nor those that the book asks for.
func TestHollow(t *testing.T) {
	t.Parallel()
	made := func(alone ...string) (in Input) {
		add := func(words ...string) {
			a, d := written(fmt.Sprintf("r%04d", len(in.Responses)), [][]string{words})
			in.Responses, in.Documents = append(in.Responses, a), append(in.Documents, d)
		}
		for i := range 40 {
			for w := range 12 {
				add(fmt.Sprintf("plom%c", 'a'+w), fmt.Sprintf("vask%c", 'a'+(w+i)%12))
			}
			if i%2 == 0 { // a word that is said alone, and mostly beside others
				add("snurre")
			}
			add("snurre", "ploma")
			for _, w := range alone {
				if add(w); i%2 == 0 {
					add(w, "ploma")
				}
			}
		}
		return in
	}
	if h := hollow(made("tjoh", "levering")); len(h) != 1 || !h["tjoh"] {
		t.Errorf("hollow words %v, want tjoh alone", h)
	}
	in := made("tjoh", "dimse")
	in.Book.Seeds = []codebook.Seed{{ID: "dimse", Name: "Dimser", Words: []string{"dimse"}}}
	if h := hollow(in); len(h) != 1 || !h["tjoh"] {
		t.Errorf("hollow words %v, want tjoh alone where the book asks for dimse", h)
	}
	if h := hollow(made("ka", "kb", "kc", "kd", "ke", "kf", "kg", "kh", "ki", "kj")); len(h) != 0 {
		t.Errorf("hollow words %v where many answer in one", h)
	}
}

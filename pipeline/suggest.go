package pipeline

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/themes"
)

// A Suggestion lists words that may belong to an entry.
type Suggestion struct {
	Entry models.Theme
	Words []TermCount // with the responses beside the entry that hold it
}

// Bounds on suggestions: how many responses must hold a word, how many words an entry is
// offered, and how often chance alone may offer one, over all words of the lens. Chosen by eye.
const (
	suggestFrom    = 5
	suggestMost    = 8
	suggestLetters = 3 // of a word at least
	suggestChance  = 0.05
)

// SuggestWords lists for every entry of a lens the words of clauses without an entry that
// stand beside it more often than by chance.
func SuggestWords(ctx context.Context, ed *edition.Edition, cfg Config, name string) ([]Suggestion, error) {
	w, err := newWork(ctx, ed, cfg)
	if err != nil {
		return nil, err
	}
	return w.suggestions(name), nil
}

// suggestions are the words for every entry of a lens. A trial is a clause that the lens
// leaves out, a success a response with the word, so that long comments tell no more than
// they say and one comment counts once.
func (w *work) suggestions(name string) (out []Suggestion) {
	all, bare := map[string]*wordCount{}, 0
	near, bareOf := map[string]map[string]*wordCount{}, map[string]int{}
	entries := w.entriesOf(name)
	for i := range w.analysis.documents {
		text := w.survey.responses[i].Text()
		for j, clause := range w.analysis.documents[i].Clauses {
			if content(clause) < 2 || !w.bare([2]int{i, j}, name) {
				continue
			}
			bare++
			countWords(all, text, clause, i)
			for _, id := range entries[i] {
				if near[id] == nil {
					near[id] = map[string]*wordCount{}
				}
				bareOf[id]++
				countWords(near[id], text, clause, i)
			}
		}
	}
	tests := 0
	for _, words := range near {
		for term, n := range words {
			if shown := all[term].shown(); n.responses < suggestFrom || all[term].isName() || utf8.RuneCountInString(shown) < suggestLetters || themes.Bare(shown) {
				delete(words, term)
				continue
			}
			tests++
		}
	}
	for _, t := range lens.Compile(w.lenses, w.analysis.analyser).Themes() {
		if t.Lens == name {
			out = append(out, Suggestion{t, suggested(near[t.ID], all, bareOf[t.ID], bare, tests)})
		}
	}
	return out
}

// isName says whether the word is mostly written with a capital within a clause: a place,
// a person, a firm.
func (w *wordCount) isName() bool { return w.inside > 0 && 2*w.capital > w.inside }

// entriesOf is the distinct entries of a lens that each response mentions.
func (w *work) entriesOf(name string) [][]string {
	out := make([][]string, len(w.survey.responses))
	for _, m := range w.survey.mentions {
		if models.LensOf(m.Theme) == name && !slices.Contains(out[m.Response], m.Theme) {
			out[m.Response] = append(out[m.Response], m.Theme)
		}
	}
	return out
}

// suggested lists the words that the clauses of n, of which near has the counts, hold
// surely more often than the others of all: the lower end of the log odds, with half a
// clause added, lies above 0, as wide as so many tests ask for (Bonferroni).
func suggested(near, all map[string]*wordCount, n, of, tests int) []TermCount {
	width := math.Sqrt2 * math.Erfinv(1-2*suggestChance/float64(max(tests, 1)))
	var out []TermCount
	for term, w := range near {
		cells := [4]float64{float64(w.responses), float64(n - w.responses), float64(all[term].responses - w.responses), float64(of - n - all[term].responses + w.responses)}
		spread := 0.0
		for i := range cells {
			cells[i] += 0.5
			spread += 1 / cells[i]
		}
		if score := math.Log(cells[0]*cells[3]/(cells[1]*cells[2])) - width*math.Sqrt(spread); score > 0 {
			out = append(out, TermCount{w.shown(), w.responses, score})
		}
	}
	slices.SortFunc(out, func(a, b TermCount) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Written, b.Written))
	})
	return out[:min(suggestMost, len(out))]
}

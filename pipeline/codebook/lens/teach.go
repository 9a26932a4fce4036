package lens

import (
	"maps"
	"slices"

	"stemme/models"
	"stemme/models/parallel"
	"stemme/stemming"
)

// A taught is what the lessons of a lens teach: how much each word, pair of words
// and kinship speaks of each entry. It never changes once made.
type taught struct {
	words    map[string]wordFeatures
	pairs    map[[2]int32]int32 // features of words that follow each other, by their numbers
	from     []int32            // by feature: the first of its weights; one more at the end
	weights  []featureWeight
	bias     []float64 // by target
	entries  []string  // by target, ids; the tone is the target behind them
	leanings []float64 // by target: how much more often praised than blamed, in [-1, 1]
}

// wordFeatures are the features that a term has.
type wordFeatures struct {
	number int32   // for pairs
	alone  int32   // the term itself; -1 for none
	kin    []int32 // its kinships
}

type featureWeight struct {
	target int32
	weight float32
}

// How much a feature counts: a word of content, a part of a compound, a grammar
// word, a pair and a kinship. Chosen by eye.
const (
	wordCounts  = 1
	partCounts  = 0.7
	smallCounts = 0.5
	pairCounts  = 0.7
	kinCounts   = 0.5
)

// A feature is one of a text's, and how much it counts.
type feature struct {
	number int32
	value  float32
}

// features adds those of terms to dst.
func (t *taught) features(dst []feature, terms []models.Term) []feature {
	last := int32(-1)
	for i := range terms {
		w, known := t.words[terms[i].Text]
		if !known {
			if terms[i].Kind != models.Part {
				last = -1
			}
			continue
		}
		value := float32(wordCounts)
		switch terms[i].Kind {
		case models.Part:
			value = partCounts
		case models.Function:
			value = smallCounts
		}
		if w.alone >= 0 {
			dst = append(dst, feature{w.alone, value})
		}
		if terms[i].Kind != models.Function {
			for _, k := range w.kin {
				dst = append(dst, feature{k, kinCounts})
			}
		}
		if terms[i].Kind == models.Part {
			continue
		}
		if pair, known := t.pairs[[2]int32{last, w.number}]; known {
			dst = append(dst, feature{pair, pairCounts})
		}
		last = w.number
	}
	return dst
}

// leastPairs is in how many lessons a pair must stand to be a feature, leastTaught
// below which a weight is none. Both cost 0.01 macro-F1 and three quarters of the
// weights on the gold comments of 26 November 2026.
const (
	leastPairs  = 2
	leastTaught = 0.05
)

// teach learns from lessons.
func teach(lessons []Lesson) *taught {
	if len(lessons) == 0 {
		return nil
	}
	t := &taught{words: map[string]wordFeatures{}, pairs: map[[2]int32]int32{}}
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	texts := make([][]models.Term, len(lessons))
	for i, l := range lessons {
		for _, c := range analyser.Document(l.Text, models.Danish).Clauses {
			texts[i] = append(texts[i], c.Terms...)
		}
	}
	t.combine(t.vocabulary(texts), texts)
	rows := make([][]feature, len(lessons))
	for i := range texts {
		rows[i] = unit(t.features(nil, texts[i]))
	}
	t.fit(rows, lessons)
	return t
}

// vocabulary gives each term of texts its features, and each kinship one. It
// returns how many features there are.
func (t *taught) vocabulary(texts [][]models.Term) int32 {
	n := int32(0)
	groups := map[int32]int32{}
	for _, terms := range texts {
		for i := range terms {
			if _, known := t.words[terms[i].Text]; known {
				continue
			}
			w := wordFeatures{number: int32(len(t.words)), alone: n}
			n++
			for _, g := range stemming.Kin().Groups(terms[i].Text) {
				if _, known := groups[g]; !known {
					groups[g] = n
					n++
				}
				w.kin = append(w.kin, groups[g])
			}
			t.words[terms[i].Text] = w
		}
	}
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		for _, term := range stemming.Kin().Terms(g) {
			w, known := t.words[term]
			if !known {
				w = wordFeatures{number: int32(len(t.words)), alone: -1}
			}
			if !slices.Contains(w.kin, groups[g]) {
				w.kin = append(w.kin, groups[g])
			}
			t.words[term] = w
		}
	}
	return n
}

// combine makes features of the pairs of words that several texts have, from n on.
func (t *taught) combine(n int32, texts [][]models.Term) {
	counts := map[[2]int32]int{}
	for _, terms := range texts {
		last := int32(-1)
		for i := range terms {
			if terms[i].Kind == models.Part {
				continue
			}
			number := t.words[terms[i].Text].number
			if pair := [2]int32{last, number}; last >= 0 {
				if counts[pair]++; counts[pair] == leastPairs {
					t.pairs[pair] = n
					n++
				}
			}
			last = number
		}
	}
	t.from = make([]int32, n+1)
}

// unit scales features to length 1.
func unit(features []feature) []feature {
	if length := length(features); length > 0 {
		for i := range features {
			features[i].value /= length
		}
	}
	return features
}

// fit learns the weights of all entries and of the tone from rows, each of length
// 1: least squares with a penalty on the weights (Hoerl and Kennard, "Ridge
// Regression", Technometrics 12, 1970).
func (t *taught) fit(rows [][]feature, lessons []Lesson) {
	number := map[string]int{}
	for _, l := range lessons {
		for _, s := range l.Says {
			if _, known := number[s.Entry]; !known {
				number[s.Entry] = len(t.entries)
				t.entries = append(t.entries, s.Entry)
			}
		}
	}
	n := len(t.entries)
	t.leanings = make([]float64, n)
	aims := make([][]float64, n+1) // by target and row
	for k := range aims {
		aims[k] = make([]float64, len(rows))
	}
	signed, counts := make([]bool, len(rows)), make([]float64, n)
	for i, l := range lessons {
		for j, s := range l.Says {
			k := number[s.Entry]
			aims[k][i] = 1
			t.leanings[k], counts[k] = t.leanings[k]+float64(s.Sign), counts[k]+1
			if j == 0 {
				aims[n][i], signed[i] = float64(s.Sign), true
			}
		}
	}
	for k := range counts {
		t.leanings[k] /= counts[k]
	}
	solved := make([][]float64, n+1)
	t.bias = make([]float64, n+1)
	var g parallel.Group
	for k := range aims {
		g.Go(func() error {
			use := func(int) bool { return true }
			if k == n {
				use = func(i int) bool { return signed[i] }
			}
			solved[k], t.bias[k] = ridge(rows, aims[k], len(t.from)-1, use)
			return nil
		})
	}
	_ = g.Wait() // none of them fails
	t.keep(solved)
}

// keep stores the weights that count, by feature.
func (t *taught) keep(solved [][]float64) {
	for f := range len(t.from) - 1 {
		for k, w := range solved {
			if weight := w[f]; weight >= leastTaught || weight <= -leastTaught {
				t.weights = append(t.weights, featureWeight{int32(k), float32(weight)})
			}
		}
		t.from[f+1] = int32(len(t.weights))
	}
}

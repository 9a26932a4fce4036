package lens

import (
	"maps"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/models/linear"
	"stemme/models/parallel"
	"stemme/stemming"
)

// A taught is what lessons teach: how much each word, pair of words and kinship
// speaks of each entry. It never changes once made.
type taught struct {
	words    map[string]wordFeatures
	pairs    pairing   // of words that follow each other
	gains    []float32 // by feature: how much it counts, more the rarer it is
	from     []int32   // by feature: the first of its weights; one more at the end
	weights  []featureWeight
	dense    *linear.Dense // by row: the weights of a feature that has many, by target
	rows     []int32       // by feature: its row of dense; -1 for none
	bias     []float64     // by target
	entries  []string      // by target, as lens/entry; the tone is the target behind them
	leanings []float64     // by target: how much more often praised than blamed, in [-1, 1]
	network  *network      // what words say together; nil for lenses that are not shipped
	weighing *weighing     // what more is known of the shipped entries; nil for other lenses
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
		dst, last = t.term(dst, &terms[i], last)
	}
	return dst
}

// term adds the features of a term to dst, one of them with the word before it, whose
// number is last; -1 for none. It returns the number for the next.
func (t *taught) term(dst []feature, term *models.Term, last int32) ([]feature, int32) {
	w, known := t.words[term.Text]
	switch {
	case !known && term.Kind == models.Part:
		return dst, last
	case !known:
		return dst, -1
	}
	return t.word(dst, term.Kind, &w, last)
}

// word adds the features of a known term of that kind.
func (t *taught) word(dst []feature, kind models.TermKind, w *wordFeatures, last int32) ([]feature, int32) {
	value := float32(wordCounts)
	switch kind {
	case models.Part:
		value = partCounts
	case models.Function:
		value = smallCounts
	}
	if w.alone >= 0 {
		dst = t.feature(dst, w.alone, value)
	}
	for _, k := range w.kin {
		dst = t.feature(dst, k, kinCounts)
	}
	if kind == models.Part {
		return dst, last
	}
	if last >= 0 {
		if pair := t.pairs.of(last, w.number); pair >= 0 {
			dst = t.feature(dst, pair, pairCounts)
		}
	}
	return dst, w.number
}

// feature adds one that counts value before it gains.
func (t *taught) feature(dst []feature, number int32, value float32) []feature {
	return append(dst, feature{number, value * t.gains[number]})
}

// leastPairs is in how many lessons a pair must stand to be a feature, leastTaught
// below which a weight is none. On authors left out 0.05 costs nothing of macro-F1
// beside the network, 0.08 0.002 and half of those weights, 0.12 0.006.
const (
	leastPairs  = 2
	leastTaught = 0.08
)

// teach learns from lessons.
func teach(lessons []Lesson, plain []bool) *taught {
	if len(lessons) == 0 {
		return nil
	}
	t := &taught{words: map[string]wordFeatures{}}
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
		rows[i] = t.features(nil, texts[i])
	}
	t.gain(rows)
	for i := range rows {
		rows[i] = unit(rows[i])
	}
	t.fit(rows, lessons, plain)
	return t
}

// gain has features count as the square root of the log of how rare they are (after
// Spärck Jones, "A Statistical Interpretation of Term Specificity", Journal of
// Documentation 28, 1972), in the rows too. The root is worth 0.002 mean average
// precision more than none and than the whole, on authors left out.
func (t *taught) gain(rows [][]feature) {
	counts := make([]int, len(t.gains))
	for i, row := range rows {
		for j, f := range row {
			if !slices.ContainsFunc(rows[i][:j], func(o feature) bool { return o.number == f.number }) {
				counts[f.number]++
			}
		}
	}
	for f, n := range counts {
		if n > 0 {
			t.gains[f] = float32(math.Sqrt(math.Log(float64(len(rows)) / float64(n))))
		}
	}
	for _, row := range rows {
		for j := range row {
			row[j].value *= t.gains[row[j].number]
		}
	}
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
			for _, g := range kin().groups[terms[i].Text] {
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
		for _, term := range kin().terms[g] {
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
	counts, pairs := map[[2]int32]int{}, map[[2]int32]int32{}
	for _, terms := range texts {
		last := int32(-1)
		for i := range terms {
			if terms[i].Kind == models.Part {
				continue
			}
			number := t.words[terms[i].Text].number
			if pair := [2]int32{last, number}; last >= 0 {
				if counts[pair]++; counts[pair] == leastPairs {
					pairs[pair] = n
					n++
				}
			}
			last = number
		}
	}
	t.pairs, t.from, t.gains = pairsOf(pairs), make([]int32, n+1), make([]float32, n)
	for f := range t.gains {
		t.gains[f] = 1
	}
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
// Regression", Technometrics 12, 1970). A lesson counts for the entries of the
// lenses that it was read for.
func (t *taught) fit(rows [][]feature, lessons []Lesson, plain []bool) {
	number := map[string]int{}
	for _, l := range lessons {
		for _, s := range l.Says {
			if _, known := number[s.Entry]; !known {
				number[s.Entry] = len(t.entries)
				t.entries = append(t.entries, s.Entry)
			}
		}
	}
	aims := t.aims(lessons, number)
	if plain != nil {
		aims = append(aims, judged(lessons))
	}
	all := solving{t: t, rows: rows, aims: aims, solved: make([]solution, len(aims))}
	t.bias = make([]float64, len(aims))
	for of, targets := range t.byLens() {
		used := make([]bool, len(lessons))
		for i := range lessons {
			used[i] = lessons[i].readFor(of)
		}
		for few := range slices.Chunk(targets, abreast) {
			all.solve(few, used)
		}
	}
	used := make([]bool, len(lessons))
	for i := range lessons {
		used[i] = len(lessons[i].Says) > 0
	}
	all.solve([]int{len(t.entries)}, used)
	if plain != nil {
		all.solve([]int{len(t.entries) + 1}, plain)
	}
	_ = all.g.Wait() // none of them fails
	t.keep(all.solved)
}

// byLens lists the targets of each lens.
func (t *taught) byLens() map[string][]int {
	out := map[string][]int{}
	for k, id := range t.entries {
		out[lensOf(id)] = append(out[lensOf(id)], k)
	}
	return out
}

// A solving is the targets of t on their way to their weights.
type solving struct {
	t      *taught
	rows   [][]feature
	aims   [][]float64
	solved []solution // by target
	g      parallel.Group
}

// A solution is the weights of a target, beside those of others.
type solution struct {
	weights []lanes
	lane    int
}

// solve has some targets solved for, at most abreast.
func (s *solving) solve(targets []int, used []bool) {
	s.g.Go(func() error {
		var aims [][]float64
		for _, k := range targets {
			aims = append(aims, s.aims[k])
		}
		weights, means := ridge(s.rows, aims, len(s.t.gains), used)
		for lane, k := range targets {
			s.solved[k], s.t.bias[k] = solution{weights, lane}, means[lane]
		}
		return nil
	})
}

// aims is what each target, by its number, and the tone behind them should be in each
// lesson. It learns how entries lean.
func (t *taught) aims(lessons []Lesson, number map[string]int) [][]float64 {
	aims, tones := make([][]float64, len(number)), make([]float64, len(lessons))
	t.leanings = make([]float64, len(number))
	counts := make([]float64, len(number))
	for k := range aims {
		aims[k] = make([]float64, len(lessons))
	}
	for i, l := range lessons {
		for _, s := range l.Says {
			k := number[s.Entry]
			aims[k][i] = 1
			t.leanings[k], counts[k] = t.leanings[k]+float64(s.Sign), counts[k]+1
			tones[i] += float64(s.Sign) / float64(len(l.Says))
		}
	}
	for k := range counts {
		t.leanings[k] /= counts[k]
	}
	return append(aims, tones)
}

// judged says of each lesson whether it praises or blames.
func judged(lessons []Lesson) []float64 {
	aims := make([]float64, len(lessons))
	for i := range lessons {
		if slices.ContainsFunc(lessons[i].Says, func(s Said) bool { return s.Sign != 0 }) {
			aims[i] = 1
		}
	}
	return aims
}

// lensOf is the lens of a theme id, lens/entry.
func lensOf(theme string) string {
	lens, _, _ := strings.Cut(theme, "/")
	return lens
}

// keep stores the weights that count, by feature.
func (t *taught) keep(solved []solution) {
	for f := range t.gains {
		for k, s := range solved {
			if weight := s.weights[f][s.lane]; weight >= leastTaught || weight <= -leastTaught {
				t.weights = append(t.weights, featureWeight{int32(k), float32(weight)})
			}
		}
		t.from[f+1] = int32(len(t.weights))
	}
	t.spread()
}

// manyWeights is from how many weights on a feature has a row of them, which is added
// up faster than they are one by one. Chosen by what reading took.
const manyWeights = 24

// spread makes the rows of features that have many weights.
func (t *taught) spread() {
	t.rows = make([]int32, len(t.gains))
	n := 0
	for f := range t.rows {
		if t.rows[f] = -1; t.from[f+1]-t.from[f] >= manyWeights {
			t.rows[f] = int32(n)
			n++
		}
	}
	t.dense = linear.NewDense(n, len(t.bias))
	for f, row := range t.rows {
		if row < 0 {
			continue
		}
		to := t.dense.Row(int(row))
		for _, w := range t.weights[t.from[f]:t.from[f+1]] {
			to[w.target] = w.weight
		}
	}
}

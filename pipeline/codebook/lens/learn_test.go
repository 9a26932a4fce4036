package lens

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"stemme/models"
	"stemme/stemming"
)

// A Labelled is a comment with what people say that it speaks of.
type Labelled struct {
	Text   string
	Labels map[string]map[string]byte // lens -> entry -> '+', '-' or '0'; no lens where it was not labelled
}

// Learning's numbers. The penalty and the surety were chosen on comments that were
// not learned from; a clue must stand in two comments, and smaller weights change
// nothing that shows.
const (
	penalty     = 2.0 // of squared weights
	surety      = 0.8 // the probability from which clues tell an entry by themselves
	rounds      = 40  // over all clues
	leastClue   = 2   // comments
	leastWeight = 0.1 // log odds
	enoughSaid  = 12  // labelled comments that an entry needs to be learned
)

// A lesson is the clues of the labelled comments, by number.
type lesson struct {
	names []string
	rows  [][]int32 // by clue: the comments that have it
	clues [][]int32 // by comment
}

// Learn weighs the words and concepts of labelled comments: a logistic regression
// with squared weights penalised for every entry of the lenses named, and one for
// polarity. Comments that speak of an entry weigh as much as those that do not.
// Equal comments in equal order give equal clues.
func Learn(comments []Labelled, lenses []string) []Clue {
	l := lessonOf(comments)
	weights := map[string]map[string]float64{} // by clue and entry
	keep := func(entry string, w []float64, bias float64) {
		put := func(name string, value float64) {
			if weights[name] == nil {
				weights[name] = map[string]float64{}
			}
			weights[name][entry] = value
		}
		put("", bias)
		for i, value := range w {
			if math.Abs(value) >= leastWeight {
				put(l.names[i], value)
			}
		}
	}
	for _, name := range lenses {
		for _, entry := range spokenOf(comments, name) {
			w, bias := l.fit(sidesOf(comments, name, entry))
			keep(name+"/"+entry, w, bias-math.Log(surety/(1-surety)))
		}
	}
	w, bias := l.fit(tonesOf(comments))
	keep(polarityOf, w, bias)
	var out []Clue
	for _, name := range slices.Sorted(maps.Keys(weights)) {
		out = append(out, Clue{name, weights[name]})
	}
	return out
}

// lessonOf reads the clues of the comments.
func lessonOf(comments []Labelled) *lesson {
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	m := Compile(nil, analyser)
	r := m.NewReader()
	found := make([]map[string]bool, len(comments))
	count := map[string]int{}
	for i, c := range comments {
		doc := analyser.Document(c.Text, models.Danish)
		found[i] = r.cluesOf(c.Text, &doc)
		for name := range found[i] {
			count[name]++
		}
	}
	l := &lesson{clues: make([][]int32, len(comments))}
	for _, name := range slices.Sorted(maps.Keys(count)) {
		if count[name] < leastClue {
			continue
		}
		n := int32(len(l.names))
		l.names = append(l.names, name)
		l.rows = append(l.rows, nil)
		for i := range comments {
			if found[i][name] {
				l.rows[n] = append(l.rows[n], int32(i))
				l.clues[i] = append(l.clues[i], n)
			}
		}
	}
	return l
}

// cluesOf is every clue that a comment could be read by.
func (r *Reader) cluesOf(text string, doc *models.Document) map[string]bool {
	out := map[string]bool{}
	for i := range doc.Clauses {
		c := &doc.Clauses[i]
		r.read(text, c)
		r.find()
		for j := range c.Terms {
			if kind := c.Terms[j].Kind; kind != models.Function && kind != models.Degree {
				out[termClue(&c.Terms[j])] = true
			}
		}
		for _, h := range r.hits {
			if n := r.m.rules[h.rule].entry - r.m.book.first; n >= 0 {
				out[conceptMark+shippedConcepts()[n].ID] = true
			}
		}
	}
	return out
}

// spokenOf lists the entries of a lens that enough comments speak of.
func spokenOf(comments []Labelled, name string) []string {
	count := map[string]int{}
	for _, c := range comments {
		for entry := range c.Labels[name] {
			count[entry]++
		}
	}
	maps.DeleteFunc(count, func(_ string, n int) bool { return n < enoughSaid })
	return slices.Sorted(maps.Keys(count))
}

// A side is a comment that says yes or no, with its weight.
type side struct {
	row    int32
	yes    bool
	weight float64
}

// sidesOf is which of the comments speak of an entry.
func sidesOf(comments []Labelled, name, entry string) []side {
	var out []side
	yes := 0
	for i, c := range comments {
		labels, looked := c.Labels[name]
		if !looked {
			continue
		}
		_, is := labels[entry]
		if is {
			yes++
		}
		out = append(out, side{int32(i), is, 0})
	}
	for i := range out {
		out[i].weight = float64(len(out)) / 2 / float64(max(len(out)-yes, 1))
		if out[i].yes {
			out[i].weight = float64(len(out)) / 2 / float64(yes)
		}
	}
	return out
}

// tonesOf is how much of what is said in each comment is praise and blame.
func tonesOf(comments []Labelled) []side {
	var out []side
	for i, c := range comments {
		good, bad := 0.0, 0.0
		for _, labels := range c.Labels {
			for _, sign := range labels {
				switch sign {
				case '+':
					good++
				case '-':
					bad++
				}
			}
		}
		if good > 0 {
			out = append(out, side{int32(i), true, good / (good + bad)})
		}
		if bad > 0 {
			out = append(out, side{int32(i), false, bad / (good + bad)})
		}
	}
	return out
}

// fit weighs the clues so that they tell the sides apart: coordinate descent by a
// bound on the curvature (Böhning and Lindsay 1988, a quarter of the square).
func (l *lesson) fit(sides []side) (w []float64, bias float64) {
	w = make([]float64, len(l.names))
	margin := make([]float64, len(l.clues))
	of := make([][]int32, len(l.clues)) // sides by comment
	all := make([]int32, len(sides))
	for i, s := range sides {
		of[s.row] = append(of[s.row], int32(i))
		all[i] = s.row
	}
	slices.Sort(all)
	all = slices.Compact(all)
	step := func(value *float64, rows []int32, penalty float64) {
		g, h := penalty**value, penalty
		for _, row := range rows {
			p := 1 / (1 + math.Exp(-margin[row]))
			for _, i := range of[row] {
				g += sides[i].weight * (p - yes(sides[i].yes))
				h += sides[i].weight / 4
			}
		}
		if h == 0 || g == 0 {
			return
		}
		*value -= g / h
		for _, row := range rows {
			margin[row] -= g / h
		}
	}
	for range rounds {
		step(&bias, all, 0)
		for n := range w {
			step(&w[n], l.rows[n], penalty)
		}
	}
	return w, bias
}

func yes(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// WriteClues writes clues for ParseClues, in their order.
func WriteClues(clues []Clue) string {
	number := map[string]int{}
	for _, c := range clues {
		for entry := range c.Weights {
			number[entry] = 0
		}
	}
	entries := slices.Sorted(maps.Keys(number))
	for i, entry := range entries {
		number[entry] = i
	}
	var b strings.Builder
	b.WriteString(strings.Join(entries, "\t") + "\n")
	for _, c := range clues {
		b.WriteString(c.Name)
		for _, entry := range slices.Sorted(maps.Keys(c.Weights)) {
			b.WriteString("\t" + strconv.Itoa(number[entry]) + ":" + strconv.FormatFloat(c.Weights[entry], 'f', 2, 64))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

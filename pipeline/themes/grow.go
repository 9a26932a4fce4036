package themes

import (
	"math"
	"slices"

	"stemme/models"
	"stemme/models/linear"
	"stemme/pipeline/themes/internal/mixture"
)

// An addition is a theme that is to be added to a model.
type addition struct {
	theme ModelTheme
	rows  []int32 // where it starts from
	prior prior
	free  int  // the column that it may take from while it settles; -1 for none but its own
	still bool // it does not settle: it is what its rows say

	favoured bool // it is likelier than its rows are many
}

// prior is how likely terms are said to be in a theme, by their index; it is
// held at every round of the fit.
type prior map[int32]float64

// keeps is how much of a theme's probability its prior keeps.
const keeps = 0.3

// favour is by how much a seeded theme is likelier than its clauses are many, so
// that clauses akin to those that hold its words are of it and not of the theme that
// they were of before. Those that hold them are, whatever the mixture says: see worded.
const favour = 4

// settling is how many rounds a new theme has to find its clauses while the
// others stand still.
const settling = 8

// grow adds s to m: a component of the mixture that starts from the rows of s.
// The other themes stay, bit by bit, as they are.
func (w *work) grow(m *Model, s addition) *Model {
	k := len(m.themes)
	mix := &mixture.Model{Weight: append(slices.Clone(m.mix.Weight), 0), Term: linear.NewDense(len(m.terms), k+1)}
	for i := range m.terms {
		copy(mix.Term.Row(i), m.mix.Term.Row(i))
	}
	w.start(mix, k, s)
	mix.Weigh()
	for range settling {
		if s.still {
			break
		}
		next := mixture.Reference.Step(mix, w.c.Rows, w.cfg.Workers)
		for j := range k {
			if j == s.free {
				continue
			}
			next.Weight[j] = mix.Weight[j]
			for i := range m.terms {
				next.Term.Row(i)[j] = mix.Term.Row(i)[j]
			}
		}
		s.prior.hold(next, k)
		next.Weigh()
		mix = next
	}
	return assemble(m, append(slices.Clone(m.themes), s.theme), m.terms, mix)
}

// start sets column j of mix to what the rows of s say, with its prior.
func (w *work) start(mix *mixture.Model, j int, s addition) {
	counts, total, smoothing := make([]float64, mix.Term.Rows), 0.0, float64(mixture.Smoothing(w.c.Rows, len(mix.Weight)))
	for i := range counts {
		counts[i] = smoothing
	}
	for _, r := range s.rows {
		cols, vals := w.c.Rows.Row(int(r))
		for c, t := range cols {
			counts[t] += float64(vals[c])
		}
	}
	for _, v := range counts {
		total += v
	}
	for i, v := range counts {
		mix.Term.Row(i)[j] = float32(math.Log(v / total))
	}
	share := (float64(len(s.rows)) + 1) / float64(w.c.Rows.Rows()+1)
	if s.favoured {
		share *= favour
	}
	mix.Weight[j] = float32(math.Log(share))
	s.prior.hold(mix, j)
}

// hold mixes the prior into column j.
func (p prior) hold(mix *mixture.Model, j int) {
	if len(p) == 0 {
		return
	}
	for i := range mix.Term.Rows {
		row := mix.Term.Row(i)
		row[j] = float32(math.Log((1-keeps)*math.Exp(float64(row[j])) + keeps*p[int32(i)]))
	}
}

// held gives a function that keeps seeds at their words and splits by words
// near theirs, to be called after each round of a fit.
func (w *work) held(themes []ModelTheme, in Input) func(*mixture.Model) {
	seeds, priors := map[int]addition{}, map[int]prior{}
	for j, t := range themes {
		switch phrases := w.phrases(&in, t.Made); {
		case t.Origin == models.Seeded:
			seeds[j] = w.seed(phrases)
		case t.Made != "":
			priors[j] = w.prior(phrases)
		}
	}
	return func(mix *mixture.Model) {
		for j := range themes {
			if s, ok := seeds[j]; ok {
				w.start(mix, j, s)
			}
			priors[j].hold(mix, j)
		}
	}
}

// seed is where a theme of the given phrases starts and stays: the rows that
// hold one of them.
func (w *work) seed(phrases [][]string) addition {
	return addition{rows: w.holding(phrases, func(int) bool { return true }), prior: w.prior(phrases), free: -1, still: true, favoured: true}
}

// phrases are the words of the seed or split that made a theme, as terms.
func (w *work) phrases(in *Input, made string) (phrases [][]string) {
	known := func(term string) bool {
		_, is := slices.BinarySearch(w.c.Terms, term)
		return is
	}
	var words []string
	for i := range in.Book.Seeds {
		if in.Book.Seeds[i].String() == made {
			words = in.Book.Seeds[i].Words
		}
	}
	for _, e := range in.Book.Edits {
		if e.String() == made {
			words = e.Words
		}
	}
	for _, word := range words {
		if terms := in.terms(word, known); len(terms) > 0 {
			phrases = append(phrases, terms)
		}
	}
	return phrases
}

// prior shares probability out evenly over the phrases of a single term; a term
// of a longer phrase says little alone, and where there are only such phrases
// their terms share it.
func (w *work) prior(phrases [][]string) prior {
	single := slices.DeleteFunc(slices.Clone(phrases), func(p []string) bool { return len(p) > 1 })
	if len(single) == 0 {
		single = phrases
	}
	p := prior{}
	for _, phrase := range single {
		for _, t := range phrase {
			if i, known := slices.BinarySearch(w.c.Terms, t); known {
				p[int32(i)] += 1 / float64(len(single)*len(phrase))
			}
		}
	}
	return p
}

// holding lists the rows that hold all terms of one of the phrases, among those
// that of allows.
func (w *work) holding(phrases [][]string, of func(row int) bool) (rows []int32) {
	var ids [][]int32
	for _, phrase := range phrases {
		var terms []int32
		for _, t := range phrase {
			if i, known := slices.BinarySearch(w.c.Terms, t); known {
				terms = append(terms, int32(i))
			}
		}
		if len(terms) == len(phrase) {
			ids = append(ids, terms)
		}
	}
	for i := range w.c.Rows.Rows() {
		cols, _ := w.c.Rows.Row(i)
		lacks := func(t int32) bool { return !slices.Contains(cols, t) }
		if of(i) && slices.ContainsFunc(ids, func(terms []int32) bool { return !slices.ContainsFunc(terms, lacks) }) {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

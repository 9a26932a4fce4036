package lens

import (
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"stemme/models"
)

// Clues are weak evidence: words and concepts, none of which says an entry by
// itself, but which together tell what a story is about. How much each says was
// learned from labelled comments, see Learn among the tests.

//go:embed concepts.yaml
var conceptsFile []byte

//go:embed clues.tsv
var cluesFile string

// A concept is a kind of things and doings that many words stand for.
type concept struct {
	ID    string   `yaml:"id"`
	Words []string `yaml:"words"` // patterns
}

var shippedConcepts = sync.OnceValue(func() []concept {
	var f struct {
		Concepts []concept `yaml:"concepts"`
	}
	if err := yaml.UnmarshalWithOptions(conceptsFile, &f, yaml.Strict()); err != nil {
		panic("lens: concepts.yaml: " + err.Error())
	}
	return f.Concepts
})

// A Clue is a word or concept and how much it says for each entry, in log odds.
type Clue struct {
	Name    string // a term, "#concept", or "" for what stands before any word is read
	Weights map[string]float64
}

// Marks of clues that are no terms, and the name under which a comment's polarity
// is weighed.
const (
	conceptMark = "#"
	numberClue  = "#tal"
	polarityOf  = "polarity"
)

var shippedClues = sync.OnceValue(func() []Clue { return ParseClues(cluesFile) })

// ParseClues reads what WriteClues, among the tests, wrote: a line that names the entries, then one a
// clue, with the numbers of the entries that it says something for.
func ParseClues(text string) []Clue {
	head, lines, _ := strings.Cut(text, "\n")
	entries := strings.Split(head, "\t")
	var out []Clue
	for line := range strings.Lines(lines) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		c := Clue{Name: cells[0], Weights: map[string]float64{}}
		for _, cell := range cells[1:] {
			of, number, _ := strings.Cut(cell, ":")
			n, err := strconv.Atoi(of)
			w, err2 := strconv.ParseFloat(number, 64)
			if err == nil && err2 == nil && n < len(entries) {
				c.Weights[entries[n]] = w
			}
		}
		out = append(out, c)
	}
	return out
}

// A compiledClue is how much a clue says for each target.
type compiledClue []clueWeight

type clueWeight struct {
	target int32
	weight float32
}

// clueBook is the clues of a matcher.
type clueBook struct {
	terms    map[string]int32 // clues by term
	concepts []int32          // clues by concept, -1 for none
	clues    []compiledClue
	targets  []int32 // entries; the last is the polarity, -1
	bias     []float32
	first    int32 // number that the rules of the first concept have as their entry
}

// clueBook compiles the concepts, and the clues for the entries that are shown.
func (c *compiler) clueBook() {
	book := &c.m.book
	book.first = int32(len(c.m.entries)) + feelings
	book.terms = map[string]int32{}
	concepts := shippedConcepts()
	book.concepts = make([]int32, len(concepts))
	for i, one := range concepts {
		book.concepts[i] = -1
		for _, text := range one.Words {
			c.patterns(book.first+int32(i), speaks, text, nil, DefaultNear)
		}
	}
	targets := c.targets()
	for _, clue := range shippedClues() {
		var weights compiledClue
		for entry, w := range clue.Weights {
			if t, known := targets[entry]; known {
				weights = append(weights, clueWeight{t, float32(w)})
			}
		}
		slices.SortFunc(weights, func(a, b clueWeight) int { return int(a.target - b.target) })
		if len(weights) > 0 {
			book.add(clue.Name, weights)
		}
	}
}

// targets numbers the entries that clues may tell, and the polarity.
func (c *compiler) targets() map[string]int32 {
	book := &c.m.book
	out := map[string]int32{}
	for i := range c.m.entries[:c.m.shown] {
		e := &c.m.entries[i]
		if !c.m.lenses[e.lens].Entries[e.at].Exact {
			out[e.theme] = int32(len(book.targets))
			book.targets = append(book.targets, int32(i))
		}
	}
	out[polarityOf] = int32(len(book.targets))
	book.targets = append(book.targets, -1)
	book.bias = make([]float32, len(book.targets))
	for i := range book.bias {
		book.bias[i] = float32(math.Inf(-1))
	}
	return out
}

// add takes one clue into the book.
func (b *clueBook) add(name string, weights compiledClue) {
	if name == "" {
		for _, w := range weights {
			b.bias[w.target] = w.weight
		}
		return
	}
	n := int32(len(b.clues))
	b.clues = append(b.clues, weights)
	if id, is := strings.CutPrefix(name, conceptMark); is && name != numberClue {
		if i := slices.IndexFunc(shippedConcepts(), func(c concept) bool { return c.ID == id }); i >= 0 {
			b.concepts[i] = n
		}
		return
	}
	b.terms[name] = n
}

// A sighting is a clue in a clause.
type sighting struct {
	clue, clause int32
	span         [2]int32 // bytes of the comment
	again        bool     // an earlier clause had it
}

// termClue is the name of the clue that a term is.
func termClue(t *models.Term) string {
	if t.Kind == models.Number {
		return numberClue
	}
	return t.Text
}

// watch lists the clues of the clause that was read and searched.
func (r *Reader) watch(clause int, c *models.Clause) {
	book := &r.m.book
	for i := range c.Terms {
		t := &c.Terms[i]
		if n, known := book.terms[termClue(t)]; known {
			r.sight(n, clause, [2]int32{t.Start, t.End})
		}
	}
	for _, h := range r.hits {
		i := r.m.rules[h.rule].entry - book.first
		if i >= 0 && book.concepts[i] >= 0 {
			t := r.tokens[h.tokens[0]].term
			r.sight(book.concepts[i], clause, [2]int32{t.Start, t.End})
		}
	}
}

// sight notes a clue, once a clause.
func (r *Reader) sight(clue int32, clause int, span [2]int32) {
	last := r.sighted[clue]
	if last == r.clock {
		return
	}
	r.sighted[clue] = r.clock
	r.sightings = append(r.sightings, sighting{clue, int32(clause), span, last > r.began})
}

// weigh adds up what the clues of the whole comment say, by target.
func (r *Reader) weigh() []float32 {
	book := &r.m.book
	r.scores = append(r.scores[:0], book.bias...)
	for _, s := range r.sightings {
		if s.again {
			continue
		}
		for _, w := range book.clues[s.clue] {
			r.scores[w.target] += w.weight
		}
	}
	return r.scores
}

// clued adds to what was found the entries that clues tell and no pattern does, and
// mends by them polarities that no word of an entry tells.
func (r *Reader) clued(all []Found, clauses []clauseRead, comment *commentRules) []Found {
	book := &r.m.book
	scores := r.weigh()
	last := int32(len(book.targets) - 1)
	if math.IsInf(float64(scores[last]), -1) {
		return all
	}
	n := len(all)
	for i := range all {
		if f := &all[i]; !f.Told && !f.Fixed && r.m.entries[f.Entry].limit == 0 {
			f.Polarity = math.Tanh(1.2*f.Polarity + clueShare*r.tone(f.Clause, last, scores))
		}
	}
	for t, score := range scores[:last] {
		entry := book.targets[t]
		e := &r.m.entries[entry]
		had := func(f Found) bool { return f.Entry == int(entry) }
		if score <= 0 || slices.ContainsFunc(all[:n], had) || comment.refuse(entry, e) || slices.Contains(comment.against, entry) {
			continue
		}
		f := Found{Entry: int(entry), Clause: r.place(int32(t)), Clued: true}
		if sense, tone := e.sense, r.tone(f.Clause, last, scores); sense == Negative && tone > 0 || sense == Positive && tone < 0 {
			continue
		}
		f.Polarity = math.Tanh(around(clauses, f.Clause, 0) + 2*clueShare*r.tone(f.Clause, last, scores))
		if r.whys {
			f.Whys = r.evidence(int32(t))
		}
		all = append(all, r.fixed(f, e))
	}
	return all
}

// How much the learned polarity counts beside the words of feeling. On fresh
// comments 0.35 told three to five of a hundred polarities more right than none.
const clueShare = 0.35

// otherClauses is how much the polarity of other clauses counts for one. Chosen by eye.
const otherClauses = 0.4

// tone is what the clues say of the polarity of a clause.
func (r *Reader) tone(clause int, target int32, scores []float32) float64 {
	own := r.m.book.bias[target]
	for _, s := range r.sightings {
		if int(s.clause) == clause {
			own += r.m.book.clues[s.clue].of(target)
		}
	}
	return float64(own) + otherClauses*float64(scores[target]-own)
}

// of is how much the clue says for a target.
func (c compiledClue) of(target int32) float32 {
	for _, w := range c {
		if w.target == target {
			return w.weight
		}
	}
	return 0
}

// place is the clause whose clues say most for a target.
func (r *Reader) place(target int32) int {
	best, most, sum := 0, float32(math.Inf(-1)), float32(0)
	for i, s := range r.sightings {
		sum += r.m.book.clues[s.clue].of(target)
		if i+1 == len(r.sightings) || r.sightings[i+1].clause != s.clause {
			if sum > most {
				best, most = int(s.clause), sum
			}
			sum = 0
		}
	}
	return best
}

// shownClues is how many clues people are shown for an entry.
const shownClues = 4

// evidence lists the clues that say most for a target.
func (r *Reader) evidence(target int32) []Why {
	said := func(s sighting) float32 { return r.m.book.clues[s.clue].of(target) }
	ordered := slices.DeleteFunc(slices.Clone(r.sightings), func(s sighting) bool { return s.again || said(s) <= 0 })
	slices.SortStableFunc(ordered, func(a, b sighting) int {
		switch {
		case said(a) > said(b):
			return -1
		case said(a) < said(b):
			return 1
		}
		return 0
	})
	var out []Why
	for _, s := range ordered[:min(shownClues, len(ordered))] {
		out = append(out, Why{Clue: float64(said(s)), Pattern: r.m.book.name(s.clue), Spans: [][2]int32{s.span}})
	}
	return out
}

// name is what a clue is called: a term or #concept.
func (b *clueBook) name(clue int32) string {
	if i := slices.Index(b.concepts, clue); i >= 0 {
		return conceptMark + shippedConcepts()[i].ID
	}
	for term, n := range b.terms {
		if n == clue {
			return term
		}
	}
	return ""
}

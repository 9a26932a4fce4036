package lens

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
	"stemme/models/linear"
)

// A recall reads documents by what one lens was taught.
type recall struct {
	t        *taught
	entries  []int32     // by target: the entry; -1 where it is read by its patterns alone
	features []feature   // of the comment
	ends     []int32     // by term of the comment: where its features end
	terms    []int32     // by clause: the number of its first term
	sums     [][]float32 // by clause and target, of the clause alone
	squares  []float32   // by clause, of its features' values
	sum      []float32   // by target, of the clauses at hand
	best     []float32   // by target: the most that a place of the comment speaks of it
	where    []int32     // by target: the clause that speaks of it most
	all      []float32   // by target: how much the comment as a whole speaks of it, and its most
	tones    []float64   // by clause: how good what is said there sounds, about in [-1, 1]
	judges   float64     // how likely the comment judges, where no word of it does by itself; 1 where nobody taught it
	hidden   []float32   // units of the network
	chances  []float32   // by target: how probable the network says it is
}

func newRecall(t *taught, entries []int32) *recall {
	n := len(t.bias)
	c := &recall{t: t, entries: entries, sum: make([]float32, n), best: make([]float32, n), where: make([]int32, n), all: make([]float32, n)}
	if t.network != nil {
		c.hidden, c.chances = make([]float32, len(t.network.inBias)), make([]float32, len(t.network.outBias))
	}
	return c
}

// beside is how much the clauses beside a clause count towards what it speaks of.
// Chosen by eye.
const beside = 0.3

// read scores the clauses of a comment, each with those beside it, and all of them
// together. What is known of its terms may be given, term by term.
func (c *recall) read(doc *models.Document, known []*known) {
	n := len(doc.Clauses)
	for len(c.sums) < n {
		c.sums = append(c.sums, make([]float32, len(c.sum)))
	}
	c.squares, c.tones = c.squares[:0], c.tones[:0]
	c.features, c.ends, c.terms = c.features[:0], c.ends[:0], c.terms[:0]
	for i := range doc.Clauses {
		c.squares = append(c.squares, c.add(c.sums[i], doc.Clauses[i].Terms, known))
	}
	least := float32(math.Inf(-1))
	for k := range c.best {
		c.best[k], c.where[k] = least, -1
	}
	for i := range n {
		copy(c.sum, c.sums[i])
		square := c.squares[i]
		for _, j := range [2]int{i - 1, i + 1} {
			if j >= 0 && j < n {
				square += c.plus(j, beside)
			}
		}
		linear.Scale(c.scaled(square), c.sum)
		tone := len(c.t.entries)
		if len(doc.Clauses[i].Terms) > 0 { // a sign-off says nothing, whatever stands beside it
			best, where := c.best[:tone], c.where[:tone]
			for k, s := range c.sum[:tone] {
				if s > best[k] {
					best[k], where[k] = s, int32(i)
				}
			}
		}
		c.tones = append(c.tones, float64(c.sum[tone])+c.t.bias[tone])
	}
	c.whole(doc.Clauses)
}

// whole scores the clauses of the comment together. What more than two of them
// speak of together stands in the one of them that says it most.
func (c *recall) whole(clauses []models.Clause) {
	n := len(clauses)
	clear(c.sum)
	square := float32(0)
	for i := range n {
		square += c.plus(i, 1)
	}
	scale := c.scaled(square)
	for k, s := range c.sum[:len(c.t.entries)] {
		s *= scale
		if n > 2 && s > c.best[k] {
			c.best[k], c.where[k] = s, -1
			for i := range n {
				if len(clauses[i].Terms) > 0 && (c.where[k] < 0 || c.sums[i][k] > c.sums[c.where[k]][k]) {
					c.where[k] = int32(i)
				}
			}
		}
		c.all[k] = (c.best[k]+s)/2 + float32(c.t.bias[k])
	}
	c.judges = 1
	if at := len(c.t.entries) + 1; at < len(c.t.bias) {
		c.judges = float64(c.sum[at]*scale) + c.t.bias[at]
	}
	if c.t.network != nil {
		c.t.network.read(c.chances, c.hidden, c.features, scale)
		for k, p := range c.chances {
			c.all[k] = (c.all[k] + p) / 2
		}
	}
}

// plus adds a share of clause i to the sum. It returns the square of its length.
func (c *recall) plus(i int, share float32) float32 {
	linear.Axpy(share, c.sums[i], c.sum)
	return share * share * c.squares[i]
}

// scaled is what features of that square are multiplied by to be of length 1.
func (c *recall) scaled(square float32) float32 {
	if square == 0 {
		return 0
	}
	return float32(1 / math.Sqrt(float64(square)))
}

// add sums the weights of terms into sums. It returns the square of their length.
func (c *recall) add(sums []float32, terms []models.Term, known []*known) float32 {
	clear(sums)
	from, last := len(c.features), int32(-1)
	c.terms = append(c.terms, int32(len(c.ends)))
	for i := range terms {
		if known == nil {
			c.features, last = c.t.term(c.features, &terms[i], last)
		} else if k := known[len(c.ends)]; k.learnt {
			c.features, last = c.t.word(c.features, terms[i].Kind, &k.taught, last)
		} else if terms[i].Kind != models.Part {
			last = -1
		}
		c.ends = append(c.ends, int32(len(c.features)))
	}
	square := float32(0)
	for _, f := range c.features[from:] {
		square += float32(f.value * f.value)
		if row := c.t.rows[f.number]; row >= 0 {
			linear.Axpy(f.value, c.t.dense.Row(int(row)), sums)
			continue
		}
		for _, w := range c.t.weights[c.t.from[f.number]:c.t.from[f.number+1]] {
			sums[w.target] += float32(f.value * w.weight)
		}
	}
	return square
}

// learned is the probability of a mention that lessons alone tell: of 2,337 in
// 1,230 comments that nobody who wrote lessons had read, 0.55 were right, where
// patterns were right in 0.76 of 4,882. least is the score that one of an own lens must have.
const (
	learned = 0.5
	least   = 0.4
)

// recalled adds to clauses the entries that what their lens was taught speaks of,
// where no pattern has found them in the comment.
func (r *Reader) recalled(clauses []clauseRead, comment *commentRules) {
	for _, c := range r.recalls {
		for k, entry := range c.entries {
			i := c.where[k]
			if entry < 0 || i < 0 || float64(c.best[k])+c.t.bias[k] < least || comment.refuseLearned(entry, &r.m.entries[entry]) || found(clauses, int(entry)) {
				continue
			}
			f := Found{Clause: int(i), Entry: int(entry), Learned: true, segments: clauses[i].segments}
			f.Polarity = tone(0, c.tones[i]+leaning*c.t.leanings[k])
			f.stand(clauses[i].stances)
			if r.whys {
				f.Whys = []Why{{Pattern: Lessons, Spans: c.spans(int(i), clauses[i].terms, k)}}
			}
			clauses[i].found = append(clauses[i].found, f)
			slices.SortStableFunc(clauses[i].found, func(a, b Found) int { return cmp.Compare(a.Entry, b.Entry) })
		}
	}
}

// found says whether entry was found in one of the clauses.
func found(clauses []clauseRead, entry int) bool {
	return slices.ContainsFunc(clauses, func(c clauseRead) bool {
		return slices.ContainsFunc(c.found, func(f Found) bool { return f.Entry == entry })
	})
}

// Lessons is the pattern that a Why names where lessons taught what matched.
const Lessons = "~"

// shownSpans is how many words of a clause are shown to speak of an entry by what
// lessons taught.
const shownSpans = 4

// A spokenWord is one that speaks of an entry, and how much.
type spokenWord struct {
	span   [2]int32
	weight float32
}

// spoken adds to dst the words of a clause that speak for target k.
func (c *recall) spoken(dst []spokenWord, clause int, terms []models.Term, k int) []spokenWord {
	for i := range terms {
		if weight := c.weighs(clause, i, k); weight > 0 && terms[i].Kind != models.Part {
			dst = append(dst, spokenWord{[2]int32{terms[i].Start, terms[i].End}, weight})
		}
	}
	return dst
}

// weighs is how much a term of a clause speaks for target k.
func (c *recall) weighs(clause, term, k int) (weight float32) {
	at, from := int(c.terms[clause])+term, int32(0)
	if at > 0 {
		from = c.ends[at-1]
	}
	for _, f := range c.features[from:c.ends[at]] {
		weight += float32(f.value * c.t.weight(f.number, int32(k)))
	}
	return weight
}

// weight is that of a feature for target k; 0 for none.
func (t *taught) weight(feature, k int32) float32 {
	lo, hi := t.from[feature], t.from[feature+1]
	for lo < hi { // by target, ascending
		middle := int32(uint32(lo+hi) >> 1)
		switch w := &t.weights[middle]; {
		case w.target == k:
			return w.weight
		case w.target < k:
			lo = middle + 1
		default:
			hi = middle
		}
	}
	return 0
}

// spans are the words of a clause that speak most of target k, in the order written.
func (c *recall) spans(clause int, terms []models.Term, k int) [][2]int32 {
	all := c.spoken(nil, clause, terms, k)
	slices.SortStableFunc(all, func(a, b spokenWord) int { return cmp.Compare(b.weight, a.weight) })
	var out [][2]int32
	for _, s := range all[:min(len(all), shownSpans)] {
		out = append(out, s.span)
	}
	slices.SortFunc(out, func(a, b [2]int32) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// leaning is how much it counts towards the polarity of a mention that its entry is
// praised or blamed more often.
const leaning = 0.15

// toneCounts is how much how a clause sounds counts beside its words: of 16,577 mentions by three authors left
// out 89.8 % have the right sign with it, 89.5 % with 1, 89.8 % with 1.8; of words that tell by themselves too.
const toneCounts = 1.4

// turnedTone is how much of how a clause sounds counts for what a negation turned: lessons
// know words and not what is denied of them ("hverken hurtigt eller nemt" sounded good).
// Of 5,730 held-out mentions 93.3 % have the right sign with it, 93.5 % without.
const turnedTone = 0.5

// tone is a polarity of the words around a mention with what lessons taught of how
// its clause sounds.
func tone(polarity, sounds float64) float64 { return max(-1, min(1, polarity+sounds)) }

package naming

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"stemme/models"
	"stemme/models/parallel"
)

// Window is the number of neighbouring words within which two words count as
// seen together.
const Window = 10

// A couple is two terms, the lower number first.
type couple struct{ a, b int32 }

func coupleOf(a, b int32) couple { return couple{min(a, b), max(a, b)} }

// windows counts sliding windows: how many hold a term, and how many hold both
// terms of a couple.
type windows struct {
	total  int64
	single []int64 // by term
	number *numbers
	both   []int64 // by number
	wanted []bool  // by term: in any couple
}

// numbers tell the number of a couple by open addressing: the windows of a large survey
// ask for millions.
type numbers struct {
	shift uint
	at    []int32 // a number, from 1; 0 is a free place
	list  []couple
}

func newNumbers(couples []couple) *numbers {
	n := &numbers{list: couples, shift: uint(63 - bits.Len(uint(len(couples))))}
	n.at = make([]int32, 1<<(64-n.shift)) // two to four times as many as there are couples
	for i, c := range couples {
		place := n.place(c)
		for n.at[place] != 0 {
			place = (place + 1) & (len(n.at) - 1)
		}
		n.at[place] = int32(i + 1)
	}
	return n
}

// place is where a couple's number stands, or one of the next places.
func (n *numbers) place(c couple) int {
	return int((uint64(c.a)<<32 | uint64(c.b)) * 0x9e3779b97f4a7c15 >> n.shift)
}

// of is the number of a couple, its place in the list.
func (n *numbers) of(c couple) (number int32, known bool) {
	for place := n.place(c); n.at[place] != 0; place = (place + 1) & (len(n.at) - 1) {
		if i := n.at[place] - 1; n.list[i] == c {
			return i, true
		}
	}
	return 0, false
}

// candidatePairs lists the couples of candidates of one theme.
func candidatePairs(themes []theme) []couple {
	var out []couple
	for t := range themes {
		for i, a := range themes[t].candidates {
			for _, b := range themes[t].candidates[:i] {
				out = append(out, coupleOf(a.term, b.term))
			}
		}
	}
	slices.SortFunc(out, func(x, y couple) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return slices.Compact(out)
}

// countWindows slides a window over the words of every comment. A comment
// shorter than the window is one window. Parts of compounds are not words.
func countWindows(c *corpus, couples []couple, workers int) *windows {
	w := &windows{number: newNumbers(couples), wanted: make([]bool, len(c.terms))}
	for _, p := range couples {
		w.wanted[p.a], w.wanted[p.b] = true, true
	}
	n := len(c.response) - 1
	step := (n + max(workers, 1) - 1) / max(workers, 1)
	counters := make([]*counter, 0, workers)
	var g parallel.Group
	for lo := 0; lo < n; lo += step {
		k := newCounter(w, len(c.terms), len(couples))
		counters = append(counters, k)
		g.Go(func() error {
			for r := lo; r < min(lo+step, n); r++ {
				k.comment(c.words(r))
			}
			return nil
		})
	}
	_ = g.Wait() // counting cannot fail
	w.single, w.both = make([]int64, len(c.terms)), make([]int64, len(couples))
	for _, k := range counters {
		w.total += k.total
		for i, n := range k.single {
			w.single[i] += int64(n)
		}
		for i, n := range k.both {
			w.both[i] += int64(n)
		}
	}
	return w
}

// A counter counts the windows of some comments. Windows are numbered through;
// last remembers the last window in which a term or couple was counted.
type counter struct {
	w                    *windows
	total                int64
	single, both         []int32
	lastSingle, lastBoth []int64
	recent               []seen
}

// A seen is a wanted word at its place in the comment.
type seen struct {
	term int32
	at   int64
}

func newCounter(w *windows, terms, couples int) *counter {
	return &counter{w: w, single: make([]int32, terms), both: make([]int32, couples),
		lastSingle: make([]int64, terms), lastBoth: make([]int64, couples)}
}

// comment counts the windows of one comment. Window s holds the words s up to
// s+Window-1.
func (k *counter) comment(tokens []token) {
	words := int64(0)
	for _, t := range tokens {
		if t.kind != models.Part {
			words++
		}
	}
	if words == 0 {
		return
	}
	n := max(1, words-Window+1)
	k.recent = k.recent[:0]
	at := int64(-1)
	for _, t := range tokens {
		if t.kind == models.Part {
			continue
		}
		at++
		if !k.w.wanted[t.term] {
			continue
		}
		k.recent = slices.DeleteFunc(k.recent, func(s seen) bool { return s.at <= at-Window || s.term == t.term })
		first := max(0, at-Window+1)
		k.single[t.term] += span(&k.lastSingle[t.term], k.total+first, k.total+min(at, n-1))
		for _, s := range k.recent {
			if i, ok := k.w.number.of(coupleOf(s.term, t.term)); ok {
				k.both[i] += span(&k.lastBoth[i], k.total+first, k.total+min(s.at, n-1))
			}
		}
		k.recent = append(k.recent, seen{t.term, at})
	}
	k.total += n
}

// span is how many of the windows from lo to hi lie behind the last one
// counted, which it moves. Windows are counted from 0 here and from 1 in last.
func span(last *int64, lo, hi int64) int32 {
	lo = max(lo, *last)
	if hi < lo {
		return 0
	}
	*last = hi + 1
	return int32(hi + 1 - lo)
}

// npmi is the normalised pointwise mutual information of two terms, in [-1, 1]:
// -1 when no window holds both (Bouma, GSCL 2009).
func (w *windows) npmi(a, b int32) float64 {
	i, ok := w.number.of(coupleOf(a, b))
	if !ok || w.both[i] == 0 {
		return -1
	}
	joint := float64(w.both[i]) / float64(w.total)
	if joint >= 1 {
		return 1
	}
	pmi := math.Log(joint * float64(w.total) / float64(w.single[a]) * float64(w.total) / float64(w.single[b]))
	return pmi / -math.Log(joint)
}

// coherence is the mean NPMI of the couples of words; NaN with fewer than two.
func (w *windows) coherence(words []candidate) float64 {
	sum, n := 0.0, 0
	for i := range words {
		for j := range i {
			sum += w.npmi(words[i].term, words[j].term)
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}

// NPMI is the coherence of each list of terms in documents: the mean over its
// pairs of the normalised pointwise mutual information in a sliding window of
// Window words of a comment (C_NPMI of Röder, Both and Hinneburg, WSDM 2015); a
// pair that no window holds counts -1. NaN for fewer than two terms.
func NPMI(documents []models.Document, words [][]models.Word, workers int) []float64 {
	c := read(make([]models.Response, len(documents)), documents, workers)
	number := make(map[string]int32, len(c.terms))
	for i, t := range c.terms {
		if t.topical {
			number[t.text] = int32(i)
		}
	}
	themes := make([]theme, len(words))
	for t := range words {
		for _, w := range words[t] {
			term, ok := number[w.Term]
			if !ok {
				term = -1
			}
			themes[t].candidates = append(themes[t].candidates, candidate{term: term})
		}
	}
	counted := slices.DeleteFunc(candidatePairs(themes), func(p couple) bool { return p.a < 0 })
	w := countWindows(c, counted, workers)
	out := make([]float64, len(words))
	for t := range themes {
		out[t] = w.coherence(themes[t].candidates)
	}
	return out
}

// Diversity is the share of distinct terms among all words shown (Dieng, Ruiz
// and Blei, TACL 2020); NaN without any.
func Diversity(words [][]models.Word) float64 {
	distinct, n := map[string]bool{}, 0
	for t := range words {
		for _, w := range words[t] {
			distinct[w.Term] = true
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return float64(len(distinct)) / float64(n)
}

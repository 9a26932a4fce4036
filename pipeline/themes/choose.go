package themes

import (
	"math"
	"slices"

	"stemme/models/linear"
	"stemme/pipeline/themes/internal/agreement"
	"stemme/pipeline/themes/internal/corpus"
	"stemme/pipeline/themes/internal/partition"
)

// A Choice is one number of themes that was tried.
type Choice struct {
	Themes    int
	Stability float64 // agreement (ARI) of consensus partitions of two samples, at most 1
	Coherence float64 // mean NPMI of the parts' words within clauses, in [-1, 1]
	Score     float64 // what the numbers are compared by
	Chosen    bool

	found float64 // share of the parts of one sample that the other has, too, where both were joined from finer ones
	apart int     // themes that it comes to in one sample, once those that are kin are joined

	finely [2][]int32 // of each sample, the fine parts that a fit of it begins with
	parts  int        // how many these are
}

// score sets the scores of numbers of themes that were tried in order: stability
// and coherence added up, and averaged with those of the numbers next to it,
// since a single draw of two samples moves by more than its neighbours differ; less
// what a number costs that is far from the usual one for so many clauses.
func score(tried []Choice, clauses int) {
	for i := range tried {
		near := tried[max(0, i-1):min(len(tried), i+2)]
		sum := 0.0
		for _, c := range near {
			sum += c.Stability + c.Coherence
		}
		tried[i].Score = sum/float64(len(near)) - price*math.Abs(math.Log(float64(tried[i].Themes)/usual(clauses)))
	}
}

// usual is how many themes n different clauses mostly have: 18 of 3,000, 42 of
// 77,000.
func usual(n int) float64 { return themesOfOne * math.Sqrt(math.Sqrt(float64(n))) }

// What a number of themes is held against. Texts that follow patterns are parted
// into ever more parts that two samples find again: stability and coherence of the
// demo's 3,250 comments together rise by 0.15 to 0.2 for each factor e of themes, and
// those of people's questions to a bank, with 77 subjects, by 0.1. And the same survey
// grown by a tenth has them fall by 0.3, since two samples agree by chance on few themes:
// at a price of 0.2 ten nights over a demo chose 6, 12, 15, 22, 22, 15, 8 and 10. What
// rises or falls by no more than the price tells nothing of the number; how many of its
// parts are one theme is told by their kinship. The demo has 16 subjects beside
// general remarks; agreement with them (ARI, four demos, an earlier form of the choice)
// is 0.50 with 18 themes and 0.39 with 33.
const (
	price       = 0.5 // for each factor e that a number is away from the usual one
	themesOfOne = 2.5 // chosen by eye, on the demo and the reviews
)

// grid holds the numbers of themes that are tried: steps of about a fifth.
var grid = []int{5, 6, 8, 10, 12, 15, 18, 22, 27, 33, 40, 48}

// bounds are the fewest and the most themes that are tried for n different
// clauses: the fourth root of n, so that many comments are not summed up in a
// few themes that everybody knows, and as many as leave each enough clauses.
func bounds(n int) (fewest, most int) {
	most = max(grid[0], min(grid[len(grid)-1], n/eachTheme))
	return min(most, int(math.Sqrt(math.Sqrt(float64(n))))), most
}

const (
	probed    = 8000 // different clauses that the choice looks at
	slack     = 0.02 // scores this near the best count as good; the fewest themes among them are chosen
	eachTheme = 50   // different clauses that every theme must have on average to be tried
	compared  = 6    // words of a part that are compared
)

// choose finds the number of themes for the clauses of c with the unit vectors
// points, of which there is one for each of the first rows. Two ensembles of
// partitions, each of its own sample of four fifths of the rows, are joined into
// as many parts as are tried; how well the two agree, and how well the words of
// a part go together, say how well that number fits.
//
// Method: Ben-Hur, Elisseeff and Guyon, "A Stability Based Method for
// Discovering Structure in Clustered Data", PSB 2002; Greene, O'Callaghan and
// Cunningham, "How Many Topics?", ECML 2014, joined with NPMI (Bouma 2009).
func choose(c *corpus.Corpus, points *linear.Dense, cfg Config) []Choice {
	n := min(probed, points.Rows)
	x, hash := points.Slice(0, n), c.Hash[:n]
	fewest, most := bounds(c.Rows.Rows())
	var numbers []int
	for _, k := range grid {
		if k >= fewest && k <= min(most, max(grid[0], c.Different)) {
			numbers = append(numbers, k)
		}
	}
	fine := max(most, min(finer*most, n/tellerRows))
	plan := partition.Plan{Partitions: 24, Fewest: 10, Most: max(12, 2*most), Rounds: 8, Leave: 0.2, Sees: sees, Seed: cfg.Seed}
	even, odd := plan.Draw(x, hash, cfg.Workers).Halves()
	var cuts, finely [2][][]int32 // of each half, for each number
	linear.Share(2, 1, cfg.Workers, func(h, _ int) {
		e := []*partition.Ensemble{even, odd}[h]
		part := e.Consensus(fine, cfg.Workers).Part(fine, findStarts, cfg.Seed, cfg.Workers)
		cuts[h] = partition.Cuts(x, part, fine, numbers)
		finely[h] = partition.Cuts(x, part, fine, times(numbers, finest, fine))
	})
	count := newCooccurrence(c.Rows)
	out := make([]Choice, len(numbers))
	linear.Share(len(numbers), 1, cfg.Workers, func(i, _ int) {
		k, one, two := numbers[i], cuts[0][i], cuts[1][i]
		at := Choice{Themes: k, Stability: agreement.Rand(ints(one), ints(two)),
			Coherence: count.coherence(c.Rows.Head(n), one, k), found: foundAgain(one, two, k),
			finely: [2][]int32{finely[0][i], finely[1][i]}, parts: min(finest*k, fine)}
		_, at.apart = at.joined(0, x, cfg)
		out[i] = at
	})
	score(out, c.Rows.Rows())
	out[best(out)].Chosen = true
	return out
}

// joined are the themes that c comes to in one sample of the rows of x.
func (c *Choice) joined(sample int, x *linear.Dense, cfg Config) ([]int32, int) {
	return cfg.joining(x, c.Themes)(c.finely[sample], c.parts)
}

// What it takes for a number of themes to stand on the themes alone, however
// small some of them are. The agreement of two samples is one of clauses, so that
// it asks nothing of small themes, and falls where a large one is parted.
const (
	sameTheme  = 0.75 // overlap of two samples' parts that are the same theme (Hennig 2007)
	nearlyAll  = 0.9  // share of the themes that are the same
	stillMost  = 0.8  // of a number that stands, so that it does not flutter, and of the next number after one that stands
	steady     = 0.95 // agreement (ARI) of the clauses; 12 equal subjects have 1 at 12, 0.93 at 15 and 0.76 at 22
	findStarts = 4    // partitions of each sample, of which the tightest is taken
)

// foundAgain is the share of the k parts of one sample that the other one has, too.
func foundAgain(one, two []int32, k int) float64 {
	same := 0
	for _, o := range overlap(one, k, two, k) {
		if o >= sameTheme {
			same++
		}
	}
	return float64(same) / float64(k)
}

// stands says whether two samples agree on the themes of c one by one and on the
// clauses: parts of one subject can be found again, too, but then they share out its
// clauses differently.
func (c *Choice) stands() bool { return c.found >= nearlyAll && c.Stability >= steady }

// best is the index of the fewest themes whose score is about as good as the
// best: of numbers that the data bear out alike, the one that is soonest read.
// Where more themes stand, it is the most of these, as many are there, or the next
// number, if most of it are found again: the true one may lie between, and a fit
// joins what it has too many of.
func best(tried []Choice) int {
	top := math.Inf(-1)
	for _, c := range tried {
		top = max(top, c.Score)
	}
	soonest := slices.IndexFunc(tried, func(c Choice) bool { return c.Score >= top-slack })
	for i := range slices.Backward(tried) {
		if tried[i].stands() {
			if i+1 < len(tried) && tried[i+1].found >= stillMost {
				i++
			}
			return max(i, soonest)
		}
	}
	return soonest
}

// rechoose tries numbers of themes again where they are chosen from the data, and
// says whether the number must follow the comments: m's own stays as long as one
// tried that comes to about as many themes is about as good as the best, so that it
// does not flutter, and as long as it lacks nothing.
func (w *work) rechoose(m *Model) (tried []Choice, moved bool) {
	if w.cfg.Themes != 0 || w.c.Rows.Rows() < Fewest {
		return nil, false
	}
	tried = choose(w.c, w.points(), w.cfg)
	k := 0
	for _, t := range m.themes {
		if t.Made == "" {
			k++
		}
	}
	chosen := best(tried)
	near := nearest(tried, chosen, k)
	more := near < chosen && slices.ContainsFunc(tried[near+1:chosen+1], func(c Choice) bool { return c.stands() })
	good := tried[near].Score >= tried[chosen].Score-slack && !more || near > chosen && tried[near].found >= stillMost
	if near == chosen || far(tried[near].apart, k) <= step && good {
		if w.lacks(m, &tried[near]) {
			return tried, true
		}
		tried[chosen].Chosen, tried[near].Chosen = false, true
		return tried, false
	}
	return tried, true
}

// half is the overlap below which a theme is more another than the same.
const half = 0.5

// lacks says whether two samples hold a theme of some size that m has not. Going on
// from where it stands, a fit keeps what came up unseen in the theme that it fell to
// first: in two of three surveys with seven new causes one of them.
func (w *work) lacks(m *Model, c *Choice) bool {
	x := w.points().Slice(0, len(c.finely[0]))
	one, n := c.joined(0, x, w.cfg)
	two, n2 := c.joined(1, x, w.cfg)
	m = w.over(m)
	again := overlap(one, n, two, n2)
	held := overlap(one, n, w.part(m)[:x.Rows], len(m.themes))
	size := make([]int, n)
	for _, j := range one {
		size[j]++
	}
	for j := range again {
		if size[j] >= Fewest && again[j] >= sameTheme && held[j] < half {
			return true
		}
	}
	return false
}

// nearest is the number tried that comes to nearest to k themes: the chosen one
// where that is within a step.
func nearest(tried []Choice, chosen, k int) int {
	near := chosen
	if far(tried[chosen].apart, k) <= step {
		return chosen
	}
	for i := range tried {
		if far(tried[i].apart, k) < far(tried[near].apart, k) {
			near = i
		}
	}
	return near
}

// step is how far from a number tried another one counts as the same: the
// logarithm of the grid's widest step.
const step = 0.25

// far is how far two numbers of themes are apart.
func far(a, b int) float64 {
	return math.Abs(math.Log(float64(a) / float64(max(1, b))))
}

// times are the numbers, each times by, but none more than most.
func times(numbers []int, by, most int) []int {
	out := make([]int, len(numbers))
	for i, k := range numbers {
		out[i] = min(by*k, most)
	}
	return out
}

func ints(part []int32) []int {
	out := make([]int, len(part))
	for i, p := range part {
		out[i] = int(p)
	}
	return out
}

// A cooccurrence tells in how many clauses terms stand, alone and together.
type cooccurrence struct {
	rows  int
	terms *linear.Sparse // a row per term, its clauses
}

func newCooccurrence(clauses *linear.Sparse) *cooccurrence {
	return &cooccurrence{clauses.Rows(), clauses.Transpose()}
}

// coherence is the mean NPMI of the leading words of the k parts of clauses.
func (o *cooccurrence) coherence(clauses *linear.Sparse, part []int32, k int) float64 {
	counts := linear.NewDense(k, clauses.Cols)
	for i, p := range part {
		cols, vals := clauses.Row(i)
		linear.AddTo(counts.Row(int(p)), cols, vals)
	}
	var sum float64
	for j := range k {
		sum += o.npmi(o.leading(counts.Row(j)))
	}
	return sum / float64(k)
}

// leading picks the terms that a part has most more of than its share.
func (o *cooccurrence) leading(counts []float32) []int32 {
	var total float64
	for _, c := range counts {
		total += float64(c)
	}
	score := func(t int32) float64 {
		c := float64(counts[t])
		return c * math.Log(c/total*float64(len(o.terms.Idx))/float64(o.terms.Ptr[t+1]-o.terms.Ptr[t]))
	}
	type scored struct {
		term  int32
		score float64
	}
	var best []scored
	for t, c := range counts {
		if c == 0 {
			continue
		}
		at := scored{int32(t), score(int32(t))}
		i := len(best)
		for i > 0 && best[i-1].score < at.score {
			i--
		}
		if i < compared {
			best = slices.Insert(best, i, at)[:min(compared, len(best)+1)]
		}
	}
	var terms []int32
	for _, b := range best {
		terms = append(terms, b.term)
	}
	return terms
}

// npmi is the mean normalised pointwise mutual information of each two terms
// (Bouma 2009); -1 for two that never meet, 0 for fewer than two terms.
func (o *cooccurrence) npmi(terms []int32) float64 {
	var sum float64
	pairs := 0
	for i, t := range terms {
		a, _ := o.terms.Row(int(t))
		for _, u := range terms[:i] {
			b, _ := o.terms.Row(int(u))
			pairs++
			both := float64(linear.Common(a, b))
			if both == 0 {
				sum--
				continue
			}
			n := float64(o.rows)
			if both < n {
				sum += math.Log(both*n/(float64(len(a))*float64(len(b)))) / -math.Log(both/n)
			}
		}
	}
	if pairs == 0 {
		return 0
	}
	return sum / float64(pairs)
}

package themes

import (
	"context"
	"iter"
	"slices"

	"stemme/models/linear"
	"stemme/pipeline/themes/internal/corpus"
	"stemme/pipeline/themes/internal/mixture"
	"stemme/pipeline/themes/internal/partition"
)

// A fitted model with what the fit learned on the way.
type fitted struct {
	model  *Model // nil with too few clauses for themes
	choice []Choice
}

// Fewest is the least number of different clauses that themes are looked for
// in, and perTheme how many each theme must have on average. Chosen by eye:
// below them, themes are single comments.
const (
	Fewest   = 20
	perTheme = 5
	most     = 500 // themes; beyond it nobody reads them, and a share of 1/1000 of a clause would count
)

// fittedTo is how many different clauses a model is fitted to at most; all others
// are assigned by it, in one pass. With 40 themes that is 5,000 clauses each.
const fittedTo = 200_000

// sample is how many different clauses the first partition is made of; the
// theme model is then fitted to all of them.
const sample = 8000

// The ensemble and the last partition. Of few rows more partitions are drawn, at the
// same cost: with 24 instead of 12, accuracy rises by 0.7 on banking77 and by 1.0 on
// corona (three seeds).
const (
	partitions = 12    // of many rows
	drawn      = 96000 // rows of all partitions together, at most beyond those
	mostDrawn  = 36    // partitions
	widest     = 2     // parts of a partition, at most, for each part asked for
	moves      = 10    // rounds of k-means for each partition
	starts     = 4
	sees       = 4000 // different clauses that each partition finds its centres on, at most
	leave      = 0.1  // of the rows that each half of the partitions does not see, for the themes' stability
)

// fitModel finds the theme model of clauses, which are those of in and of w. tried is how
// the number of themes is chosen, where that is known.
func (w *work) fitModel(ctx context.Context, clauses []clause, in Input, tried []Choice) (fitted, error) {
	cfg := w.cfg
	if w.c.Rows.Rows() < Fewest {
		return fitted{}, ctx.Err()
	}
	if w.c.Rows.Rows() > fittedTo {
		some := *w.c
		some.Rows, some.Hash = some.Rows.Head(fittedTo), some.Hash[:fittedTo]
		w, tried = &work{c: &some, cfg: cfg}, nil
	}
	c, n, points := w.c, w.c.Rows.Rows(), w.points()
	if err := ctx.Err(); err != nil {
		return fitted{}, err
	}
	k := cfg.Themes
	if k == 0 {
		if tried == nil {
			tried = choose(c, points, cfg)
		}
		k = tried[slices.IndexFunc(tried, func(c Choice) bool { return c.Chosen })].Themes
	}
	k = max(2, min(k, n/perTheme, c.Different, most))
	var beside neighbours
	if cfg.Themes == 0 {
		beside = w.neighbours(clauses, in)
	}
	m := fit(c, points, k, beside, cfg).remarked(clauses, cfg)
	if tried == nil {
		return fitted{model: m}, ctx.Err()
	}
	m, err := m.gathered(ctx, in, cfg)
	return fitted{model: m.remarked(clauses, cfg), choice: tried}, err
}

// finer is how many parts the clauses are first parted into for each theme asked for.
// Parts of k-means are of like size; joined again where they lie nearest, large
// and small subjects stand side by side. finest is the same where the number is chosen:
// the more parts, the more small subjects have one of their own.
const (
	finer  = 2
	finest = 3
)

// finely is how many parts there are first for each theme.
func (cfg *Config) finely() int {
	if cfg.Themes == 0 {
		return finest
	}
	return finer
}

// joining is how fine parts of the clauses with the unit vectors points become themes:
// k, where so many are asked for. Where the number is chosen, those that are kin are
// joined, whatever their size, and of what is left as many as are more than the number
// chosen allows. Joined to the number by the loss of tightness alone, small subjects are
// always the cheapest to join: of a bank's 24 invented subjects of 0.4 to 20 % the ten
// smallest fell into three themes, while large ones stood in several, of which kinship
// made one later.
func (cfg *Config) joining(points *linear.Dense, k int) joining {
	return func(part []int32, parts int) ([]int32, int) {
		if cfg.Themes != 0 {
			return partition.Join(points, part, parts, k), k
		}
		part, n := partition.Kin(points, part, parts, cfg.kindred(), largest)
		if most := mostOf(k); n > most {
			return partition.Join(points, part, n, most), most
		}
		return part, n
	}
}

type joining func(part []int32, parts int) (joined []int32, n int)

// mostOf is how many themes there may be where k are chosen: a quarter more. General
// remarks fall into small parts that are kin to none: two demos of 16 subjects had 40 and 33
// themes without a bound, of which 11 and 9 had no true name.
func mostOf(k int) int { return k + k/4 }

// joined is how many different clauses the parts are fitted to before they are
// joined, and the themes before they are fitted to all; finishing is how many rounds
// of that follow.
const (
	joined    = 20_000
	finishing = 6
)

// afford is how often something is done with rows: as often as costs what all of them
// would once, between least and most. Large surveys tell as much by less: the fine parts
// of the reviews are fitted in 8 rounds in place of 15, of which only the likeliest of each
// clause is asked, and halves of the ensemble have the best of 3 partitions in place of 6.
func afford(least, most, all, rows int) int { return max(least, min(most, all/rows)) }

// fit finds the model of k themes of the clauses of c, of which the first have
// the unit vectors points: of more themes first, which are joined to k by their
// vectors and fitted again. beside are clauses that stand beside each other.
func fit(c *corpus.Corpus, points *linear.Dense, k int, beside neighbours, cfg Config) *Model {
	join := cfg.joining(points, k)
	parts := max(k, min(cfg.finely()*k, points.Rows/perTheme, c.Different))
	plan := partition.Plan{Partitions: max(partitions, min(mostDrawn, drawn/points.Rows&^1)), Fewest: parts, Most: widest * parts, Rounds: moves, Leave: leave, Sees: sees, Seed: cfg.Seed}
	ensemble := plan.Draw(points, c.Hash[:points.Rows], cfg.Workers)
	seen, some := c.Rows.Head(points.Rows), c.Rows.Head(min(joined, c.Rows.Rows()))
	start := slices.Repeat([]int32{-1}, some.Rows())
	copy(start, ensemble.Consensus(parts, cfg.Workers).Part(parts, starts, cfg.Seed, cfg.Workers))
	if parts > k {
		coarse := mixture.Fitting{Rounds: afford(8, mixture.Reference.Rounds, 160_000, some.Rows()), Trust: mixture.Reference.Trust}
		fine := coarse.Fit(some, start, parts, cfg.Workers)
		var part []int32
		part, k = join(likeliest(fine, seen, cfg.Workers), parts)
		copy(start, part)
	}
	mix := mixture.Reference.Fit(some, start, k, cfg.Workers)
	if cfg.Themes == 0 {
		mix = united(spoken(mix, some, cfg.Workers), some, points, beside, cfg)
	}
	if some.Rows() < c.Rows.Rows() {
		mix = mixture.Reference.GoOn(mix, c.Rows, finishing, cfg.Workers)
	}
	mix = spoken(mix, c.Rows, cfg.Workers)
	m := newModel(c.Terms, mix, cfg.wordy)
	m.judge(points, seen, ensemble, parts, join, cfg)
	m.plant(points, m.likeliest(seen, cfg.Workers))
	return m
}

// How alike two themes may be and how large joined ones may become. Measured on the
// gold sets, by the labels that most clauses of a theme have: of the pairs of themes
// that are more alike than kindred, 5 of 6 have one label in one demo, 6 of 6 in
// another, 13 of 16 in m10; of those less alike, 1 in 20. At 0.2 the reviews' 40 themes
// are joined to 13, of which one is half of all, and without largest all that praises
// there becomes one.
const (
	kindred = 0.3
	largest = 0.15 // share of the clauses
)

// closer is kindred where the clauses are few sentences: two that share a word of three
// are as alike as that, and may be the praise and the blame of a matter.
const closer = 0.5

// kindred is how alike themes are that are joined.
func (cfg *Config) kindred() float64 {
	if cfg.repeats {
		return closer
	}
	return kindred
}

// united is mix with themes that are kin joined, and those that are one by what is said
// beside, and fitted again. points are the unit vectors of the first clauses.
func united(mix *mixture.Model, clauses *linear.Sparse, points *linear.Dense, beside neighbours, cfg Config) *mixture.Model {
	k := len(mix.Weight)
	part := likeliest(mix, clauses, cfg.Workers)
	joined, n := partition.Kin(points, part[:points.Rows], k, cfg.kindred(), largest)
	into := slices.Repeat([]int32{-1}, k)
	for i, p := range part[:points.Rows] {
		into[p] = joined[i]
	}
	for j, to := range into {
		if to < 0 { // a theme of clauses beyond those with vectors
			into[j], n = int32(n), n+1
		}
	}
	if n = beside.beside(mix, points, part[:points.Rows], into, n, cfg); n == k || n < 2 {
		return mix
	}
	for i, p := range part {
		part[i] = into[p]
	}
	return mixture.Reference.Fit(clauses, part, n, cfg.Workers)
}

// spoken is mix without the themes that are the likeliest of too few clauses.
func spoken(mix *mixture.Model, clauses *linear.Sparse, workers int) *mixture.Model {
	sizes := make([]int, len(mix.Weight))
	for _, j := range likeliest(mix, clauses, workers) {
		sizes[j]++
	}
	var live []int
	for j, n := range sizes {
		if n >= perTheme {
			live = append(live, j)
		}
	}
	if len(live) == 0 || len(live) == len(sizes) {
		return mix
	}
	return mix.Select(live)
}

// fitting makes what a model is fitted to: brief comments, whole or, where apart is set,
// in parts, and the clauses of longer ones that have at least two content terms.
func fitting(clauses []clause, apart bool) []corpus.Bag {
	out := make([]corpus.Bag, 0, len(clauses))
	for comment := range byComment(clauses) {
		switch {
		case content(comment) > brief:
			for _, c := range comment {
				if c.content >= 2 {
					out = append(out, c.bag)
				}
			}
		case apart:
			out = append(out, parted(comment)...)
		default:
			out = append(out, whole(comment))
		}
	}
	return out
}

// byComment goes through the clauses of each comment.
func byComment(clauses []clause) iter.Seq[[]clause] {
	return func(yield func([]clause) bool) {
		for lo := 0; lo < len(clauses); {
			hi := lo + 1
			for hi < len(clauses) && clauses[hi].response == clauses[lo].response {
				hi++
			}
			if !yield(clauses[lo:hi]) {
				return
			}
			lo = hi
		}
	}
}

// content counts the different content terms of each clause of a comment.
func content(comment []clause) (n int) {
	for i := range comment {
		n += comment[i].content
	}
	return n
}

// parted is a comment in parts: each clause that can stand by itself, with the poorer
// ones after it; those before the first go with that.
func parted(comment []clause) (out []corpus.Bag) {
	lo, stands := 0, false
	for i := range comment {
		if comment[i].content < rich {
			continue
		}
		if stands {
			out, lo = append(out, whole(comment[lo:i])), i
		}
		stands = true
	}
	return append(out, whole(comment[lo:]))
}

// whole is a comment as one bag.
func whole(comment []clause) corpus.Bag {
	if len(comment) == 1 {
		return corpus.Bag{Terms: comment[0].bag.Terms, Light: comment[0].bag.Light}
	}
	var all corpus.Bag
	for _, c := range comment {
		all.Terms, all.Light = append(all.Terms, c.bag.Terms...), append(all.Light, c.bag.Light...)
	}
	return all
}

// minimum is how many different clauses must hold a term that is counted.
func minimum(clauses int) int {
	switch {
	case clauses < 5000:
		return 2
	case clauses < 20000:
		return 3
	}
	return 5
}

package nps

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// A rise is a term that is said beyond its past in one period of one value.
type rise struct {
	slot      int32
	term      int     // place in said
	responses []int32 // that say it there and then
	wide      int     // periods that the test holds together, the last of them this one
	expected  float64
	past      float64 // responses that said it in as much of the past as counts
	exposure  float64 // of that past
	of        float64 // of the period
	p, q      float64
	season    string // of SeasonBeyond and SeasonUnknown
	settled   bool   // it is held against what it rose to before, see settle
}

// newsLevel is the q up to which a rise is news. A wrong one costs trust, a true one
// grows: it is found a period later.
const newsLevel = 0.01

// widest is how many periods are held together at most. What few of a unit say in many
// words is too little for one period, but not a second time.
const widest = 2

// rises tests every term that is said often on a board in every period that it could be news
// in, by itself and together with the one before, and lists what may be news, board by board.
// The diary must have heard the boards.
func (d *diary) rises(boards []*board, said []Said, k int) [][]rise {
	all, next := make([][]rise, len(boards)), make([]int, len(boards))
	for t := range said {
		loaded := false
		for n, b := range boards {
			if next[n] == len(b.often) || b.often[next[n]] != t {
				continue
			}
			next[n]++
			if !loaded {
				d.load(said[t].Responses)
				loaded = true
			}
			all[n] = b.risesOf(all[n], t, said[t].Responses, k)
		}
	}
	return all
}

// risesOf appends those of the term that the diary has loaded.
func (b *board) risesOf(all []rise, term int, responses []int32, k int) []rise {
	b.gather()
	likely := b.likely()
	b.align(&likely)
	clear(b.totals)
	for _, slot := range b.heard {
		b.totals[int(slot)/b.periods] += b.said[slot]
	}
	for _, slot := range b.heard {
		if int(b.said[slot]) < k || int(b.totals[int(slot)/b.periods]) < 2*k {
			continue
		}
		if r := b.surest(slot, &likely); r.p < seldom {
			r.term = term
			for n, mark := range b.met {
				if mark >= 0 && b.slots[mark/int32(numbers)] == slot {
					r.responses = append(r.responses, responses[n])
				}
			}
			all = append(all, r)
		}
	}
	return all
}

// surest is the surest rise of a slot that holds beyond the years before; of p 1 where
// none does.
func (b *board) surest(slot int32, likely *byClass) rise {
	best := rise{slot: slot, p: 1}
	for wide := 1; wide <= widest; wide++ {
		r := b.test(slot, wide, likely)
		if r.p < min(best.p, seldom) && b.hold(&r, likely) {
			best = r
		}
		if r.settled {
			break // the period before is past by now
		}
	}
	return best
}

// A tried is what a board may have of news.
type tried struct {
	*board
	rises []rise
}

// discover sets q, which is over all tests of a month on all boards of one kind, and keeps
// the rises of q at most newsLevel, the surest of a period first. Over all periods together
// it would find the less the longer the past is; over one day alone a year would have 365
// chances of being wrong.
func discover(boards []tried) {
	type found struct{ board, rise int }
	var all []found
	tests := 0
	for n := range boards {
		tests += widest * boards[n].monthly * boards[n].tests
		for j := range boards[n].rises {
			all = append(all, found{n, j})
		}
	}
	of := func(f found) *rise { return &boards[f.board].rises[f.rise] }
	period := func(f found) int { return int(of(f).slot) % boards[f.board].periods }
	slices.SortFunc(all, func(x, y found) int {
		return cmp.Or(cmp.Compare(period(x), period(y)), cmp.Compare(of(x).p, of(y).p), cmp.Compare(x.board, y.board), cmp.Compare(of(x).slot, of(y).slot), cmp.Compare(of(x).term, of(y).term))
	})
	kept := make([][]rise, len(boards))
	for first := 0; first < len(all); {
		sure, after := first, first
		for ; after < len(all) && period(all[after]) == period(all[first]); after++ {
			r := of(all[after])
			r.q = min(1, r.p*float64(tests)/float64(after-first+1)) // Benjamini and Hochberg: all other tests are larger
			if r.q <= newsLevel {
				sure = after + 1
			}
		}
		for _, f := range all[first:sure] {
			kept[f.board] = append(kept[f.board], *of(f))
		}
		first = after
	}
	for n := range boards {
		boards[n].rises = kept[n]
	}
}

// outbreak is how many standard errors above its mean a past period is left out of
// what is expected (Farrington 1996).
const outbreak = 2.58

// test holds so many periods together, the last of them the slot's, against those before
// them, who comments held: likely is how many times as likely as others those of each class
// say the term. The last must surely be said more often by itself, so that what has ended is
// not told once more.
func (b *board) test(slot int32, wide int, likely *byClass) rise {
	v, at := int(slot)/b.periods, int(slot)%b.periods
	counts, held, since := b.line(v), b.held[v*b.periods:], at-wide+1
	r := rise{slot: slot, wide: wide, p: 1, of: held[at].times(likely)}
	if since < 0 || !b.remember(&r, since, likely) {
		return r
	}
	now, of := b.between(counts, held, since, at, likely)
	n, past, share := b.shrunk(now, of, &r)
	if float64(counts[at]) <= r.expected || common(n, past, share) {
		return r
	}
	if wide > 1 && binomialTail(b.shrunk(float64(counts[at]), r.of, &r)) > seasonLevel {
		return r
	}
	r.p = binomialTail(n, past, share)
	return r
}

// align puts the slots that a term is said at in order, and sums what is said before each and
// how much of it was to be expected there.
func (b *board) align(likely *byClass) {
	b.order()
	b.before, b.loud, b.exposures = append(b.before[:0], 0), b.loud[:0], b.exposures[:0]
	for n, slot := range b.heard {
		b.before, b.loud = append(b.before, b.before[n]+b.said[slot]), append(b.loud, float64(b.said[slot]))
		b.exposures = append(b.exposures, b.held[slot].times(likely))
	}
}

// order puts the slots that a term is said at in order: of many by a walk through all.
func (b *board) order() {
	if len(b.heard) < 32 || len(b.heard) < len(b.marked)/16 {
		slices.Sort(b.heard)
		return
	}
	clear(b.marked)
	for _, slot := range b.heard {
		b.marked.Add(uint32(slot))
	}
	b.heard = b.heard[:0]
	for slot := range b.marked.Each() {
		b.heard = append(b.heard, int32(slot))
	}
}

// remember sets what the past before a period leads to expect; false where there is too
// little of it. The term must be aligned.
func (b *board) remember(r *rise, since int, likely *byClass) bool {
	from, earlier := max(0, since-b.most), b.earlier[int(r.slot)/b.periods*(b.periods+1):]
	whole, n := earlier[since].held.times(likely)-earlier[from].held.times(likely), earlier[since].periods-earlier[from].periods
	if n < b.least {
		return false
	}
	first := r.slot - r.slot%int32(b.periods)
	start, _ := slices.BinarySearch(b.heard, first+int32(from))
	end, _ := slices.BinarySearch(b.heard, first+int32(since))
	r.past = float64(b.before[end] - b.before[start])
	rate := max(r.past, 0.5) / whole
	loud := b.loud[start:end]
	for j, exposure := range b.exposures[start:end] {
		if c := loud[j]; b.loudly(c, rate*exposure) {
			r.past, whole, n = r.past-c, whole-exposure, n-1
		}
	}
	r.exposure = whole
	if run := b.settle(r, start, end, since, likely); run > 0 {
		n = run
	}
	r.expected = r.leads(r.of)
	return n >= b.least
}

// loudly says whether a count lies so far above its mean that it is an outbreak.
func (b *board) loudly(c, mean float64) bool {
	return c > mean && (c-mean)*(c-mean) > outbreak*outbreak*(mean+b.spread*mean*mean)
}

// stays is the share of periods from a rise on that must be outbreaks for it to have stayed: of months all three, of
// weeks six of eight, as a week may be short. Chosen by eye.
const stays = 0.75

// settle makes what a term rose to its past where it has stayed there: where the periods from the rise to since, as many
// as a past has at least, are outbreaks, they alone are the past, and what is said as often is no longer news. It is
// how many they are, or 0.
func (b *board) settle(r *rise, start, end, since int, likely *byClass) (run int) {
	value, rate := int(r.slot)/b.periods, r.leads(1)
	loud, from := 0, end
	for j := end - 1; j >= start; j-- {
		if !b.loudly(b.loud[j], rate*b.exposures[j]) {
			continue
		}
		loud++
		if back := since - int(b.heard[j])%b.periods; back >= b.least && float64(loud) >= stays*float64(back) {
			from, run = j, back
		}
	}
	if run == 0 {
		return 0
	}
	earlier := b.earlier[value*(b.periods+1):]
	r.past = float64(b.before[end] - b.before[from])
	r.exposure = earlier[since].held.times(likely) - earlier[since-run].held.times(likely)
	r.settled = true
	return run
}

// leads is how many responses of an exposure the past leads to expect.
func (r *rise) leads(of float64) float64 { return max(r.past, 0.5) / max(r.exposure, 1) * of }

// between is how many say a term in the periods from since to at, and their exposure.
func (b *board) between(counts []int32, held []byClass, since, at int, likely *byClass) (said, of float64) {
	for p := since; p <= at; p++ {
		said, of = said+float64(counts[p]), of+held[p].times(likely)
	}
	return said, of
}

// shrunk is so many responses of an exposure and those of the past, by how much more than
// chance periods differ, and the exposure's share of both. They differ by as much as a quarter
// of the way, in the logarithm, from what is expected to what is seen: rates that differ make
// the upper tail longer than their variance at what is expected does, by that where few are.
func (b *board) shrunk(now, of float64, r *rise) (n, past, share float64) {
	expected := r.leads(of)
	spread := 1 + b.spread*expected*math.Pow(max(1, now/expected), 0.25)
	return now / spread, r.past / spread, of / (of + r.exposure)
}

// ratioLow is the lower end of the 95 % interval of how many times oftener a term is
// said than in its past: of the binomial share of its responses that lie in the period,
// by Jeffreys' prior (Brown, Cai and DasGupta, "Interval estimation for a binomial
// proportion", Statistical Science 16, 2001). That of Clopper and Pearson, which the test
// turned round would give, lies below the truth in 98.7 of 100, where 97.5 would do.
func (b *board) ratioLow(r *rise) float64 {
	spread := 1 + b.spread*r.expected
	low := betaQuantile(0.025, float64(len(r.responses))/spread+0.5, r.past/spread+0.5)
	return low / (1 - low) * r.exposure / r.of
}

// seldom is the p from which nothing is news.
const seldom = 1e-4

// common says whether n of n + m at share lies so near to what is expected that its
// binomialTail is surely not below seldom: within two standard deviations, which the test
// of it tries on a grid.
func common(n, m, share float64) bool {
	mean := (n + m) * share
	return share <= 0.5 && (n-mean)*(n-mean) < 4*mean*(1-share)
}

// binomialTail is the probability of at least n of n + m at share, for counts that
// need not be whole.
func binomialTail(n, m, share float64) float64 { return mathext.RegIncBeta(n, m+1, share) }

// betaQuantile is the p-quantile of the beta distribution.
func betaQuantile(p, a, b float64) float64 { return mathext.InvRegIncBeta(a, b, p) }

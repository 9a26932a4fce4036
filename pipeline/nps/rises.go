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
	expected  float64
	past      float64 // responses that said it in as much of the past as counts
	exposure  float64 // of that past
	of        float64 // of the period
	p, q      float64
	season    string // of SeasonBeyond and SeasonUnknown
}

// newsLevel is the q up to which a rise is news. A wrong one costs trust, a true one
// grows: it is found a period later.
const newsLevel = 0.01

// rises tests every term in every period that it could be news in, and keeps those
// of q at most newsLevel. The diary must have heard them.
func (b *board) rises(said []Said, k int) []rise {
	var all []rise
	totals := make([]int, len(b.values))
	for _, t := range b.often {
		b.load(said[t].Responses)
		b.gather()
		likely := b.likely()
		clear(totals)
		for _, slot := range b.heard {
			totals[int(slot)/b.periods] += int(b.said[slot])
		}
		for _, slot := range b.heard {
			if int(b.said[slot]) < k || totals[int(slot)/b.periods] < 2*k {
				continue
			}
			if r := b.test(slot, &likely); r.p < seldom && b.hold(&r, &likely) {
				r.term = t
				for _, i := range said[t].Responses {
					if place := b.place[i]; place >= 0 && b.slots[place] == slot {
						r.responses = append(r.responses, i)
					}
				}
				all = append(all, r)
			}
		}
	}
	slices.SortFunc(all, func(x, y rise) int {
		return cmp.Or(cmp.Compare(x.p, y.p), cmp.Compare(x.slot, y.slot), cmp.Compare(x.term, y.term))
	})
	sure := 0
	for n := range all { // Benjamini and Hochberg: all other tests are larger
		all[n].q = min(1, all[n].p*float64(b.tests)/float64(n+1))
		if all[n].q <= newsLevel {
			sure = n + 1
		}
	}
	return all[:sure]
}

// outbreak is how many standard errors above its mean a past period is left out of
// what is expected (Farrington 1996).
const outbreak = 2.58

// test holds one period against those before it, who comments held: likely is how many
// times as likely as others those of each class say the term.
func (b *board) test(slot int32, likely *byClass) rise {
	v, at := int(slot)/b.periods, int(slot)%b.periods
	counts, held := b.line(v), b.held[v*b.periods:]
	r := rise{slot: slot, p: 1, of: held[at].times(likely)}
	from, earlier := max(0, at-b.most), b.earlier[v*(b.periods+1):]
	whole, n := earlier[at].held.times(likely)-earlier[from].held.times(likely), earlier[at].periods-earlier[from].periods
	if n < b.least {
		return r
	}
	before := int32(0)
	for _, c := range counts[from:at] {
		before += c
	}
	r.past = float64(before)
	rate := max(r.past, 0.5) / whole
	for p := from; p < at; p++ {
		if counts[p] == 0 {
			continue
		}
		exposure := held[p].times(likely)
		c, mean := float64(counts[p]), rate*exposure
		if c > mean && c-mean > outbreak*math.Sqrt(mean+b.spread*mean*mean) {
			r.past, whole, n = r.past-c, whole-exposure, n-1
		}
	}
	now := float64(counts[at])
	r.expected, r.exposure = max(r.past, 0.5)/max(whole, 1)*r.of, whole
	if now <= r.expected || n < b.least {
		return r
	}
	spread := 1 + b.spread*r.expected
	if now, past, share := now/spread, r.past/spread, r.of/(r.of+whole); !common(now, past, share) {
		r.p = binomialTail(now, past, share)
	}
	return r
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

// seldom is the p from which a test cannot become news.
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

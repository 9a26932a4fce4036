package nps

import (
	"cmp"
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/mathext"

	"stemme/models"
	"stemme/models/parallel"
)

// A Said is one term or phrase with the responses that say it.
type Said struct {
	Term      string        // as it is counted
	Written   func() string // its commonest written form; asked for where it is told
	Responses []int32       // ascending, none twice
}

// The kinds of period that new terms are looked for in, beside KindMonth.
const (
	KindDay  = "day"
	KindWeek = "week"
)

// A watch is how one kind of period is held against its past.
type watch struct {
	kind        string
	least, most int // periods of the past
	of          func(models.Day) int
	name        func(int) string
}

var watches = [...]watch{
	{KindMonth, 3, 24, monthOf, func(n int) string { return PeriodName(KindMonth, firstDay(n)) }},
	{KindWeek, 8, 52, func(d models.Day) int { return int(d+3+7*52000) / 7 }, func(n int) string { return (models.Day(7*n) - 3 - 7*52000).String() }},
	{KindDay, 28, 180, func(d models.Day) int { return int(d) }, func(n int) string { return models.Day(n).String() }},
}

// News are the findings of one panel.
type News struct {
	Rows     []NewsRow
	Examples []NewsExampleRow
}

// mostNewsValues is how many values a dimension may have to be watched value by value.
const mostNewsValues = 60

// FindNews lists the terms and phrases that are said beyond their past: over all
// responses, and by value of touchpoint, segments and the units' top level, by day,
// week and month. It needs no theme. A term's responses in a period are held against
// those of the periods before, given their sum, by the binomial test of a rate ratio,
// its counts shrunk by how much more than chance periods differ, past outbreaks left
// out. q is over all terms
// and periods of a kind and way to cut; terms that are said by the same responses are
// one finding; workers never changes a result. None is of fewer than k responses, lies in a month of a cut that shows
// does not hold for, or lets such a group be found by subtraction.
//
// Methods: Przyborowski and Wilenski, "Homogeneity of results in testing samples from
// Poisson series", Biometrika 31 (1940), for the test; Farrington et al., JRSS A 159
// (1996), for the spread of the past.
func FindNews(responses []models.Response, said []Said, smallGroup, workers int, shows func(CutKey) bool) News {
	dimensions := newsDimensions(responses)
	found := make([][]finding, len(watches)*len(dimensions))
	var g parallel.Group
	g.SetLimit(workers)
	for n := range found {
		g.Go(func() error {
			w, d := &watches[n/len(dimensions)], dimensions[n%len(dimensions)]
			b := newBoard(w, responses, d)
			for _, group := range grouped(b.rises(said, max(smallGroup, 1))) {
				if f := (finding{b, d, group}); f.shown(responses, shows) {
					found[n] = append(found[n], f)
				}
			}
			b.slot, b.counts, b.touched = nil, nil, nil
			return nil
		})
	}
	_ = g.Wait() // none of them fails
	var news News
	for _, f := range guarded(slices.Concat(found...), smallGroup) {
		news.add(f.board, responses, said, f.dimension.name, f.group)
	}
	return news
}

// NewsUnit is the unit whose news a unit's are among: news is looked for in units of
// the top level alone.
func NewsUnit(path string) string { return topLevel(path) }

// A newsDimension is a way to cut that news is looked for in.
type newsDimension struct {
	name   string
	values []string // that responses have, none twice
	of     []int32  // of each response: place in values
}

// newsDimensions lists those of few enough values: all, and the others in the order of
// their names but touchpoint and unit, which come first.
func newsDimensions(responses []models.Response) []newsDimension {
	found := []newsDimension{newsAll(responses)}
	add := func(name string, of func(*models.Response) string) {
		if d, few := newNewsDimension(name, responses, of); few {
			found = append(found, d)
		}
	}
	add(DimensionTouchpoint, func(r *models.Response) string { return r.Touchpoint })
	add(DimensionUnit, func(r *models.Response) string { return topLevel(r.Unit) })
	names := map[string]bool{}
	var order []string
	for i := range responses {
		for _, s := range responses[i].Segments {
			if !names[s.Name] {
				names[s.Name] = true
				order = append(order, s.Name)
			}
		}
	}
	slices.Sort(order)
	for _, name := range order {
		add(SegmentDimension(name), func(r *models.Response) string { return r.Segment(name) })
	}
	return found
}

// newsAll is the way to cut that leaves all responses together.
func newsAll(responses []models.Response) newsDimension {
	return newsDimension{DimensionAll, []string{""}, make([]int32, len(responses))}
}

// newNewsDimension sorts responses by their values; few says whether those are several
// and may be watched value by value.
func newNewsDimension(name string, responses []models.Response, of func(*models.Response) string) (d newsDimension, few bool) {
	d = newsDimension{name: name, of: make([]int32, len(responses))}
	number := map[string]int32{}
	for i := range responses {
		value := of(&responses[i])
		n, seen := number[value]
		if !seen {
			if len(d.values) == mostNewsValues {
				return d, false
			}
			n = int32(len(d.values))
			number[value], d.values = n, append(d.values, value)
		}
		d.of[i] = n
	}
	return d, len(d.values) > 1
}

// A board is what one kind of period and one way to cut make of the responses: every
// response's slot, value × periods + period, and how many commented ones each has.
type board struct {
	*watch
	values   []string
	first    int // period
	periods  int
	slot     []int32 // of each response; −1 for one that does not count
	exposure []float64
	earlier  []past  // of each value: exposure before each period, and after the last
	counts   []int32 // of the term at hand, by slot
	touched  []int32
	spread   float64 // by how much the variance of counts grows with their mean
}

// A past is what lies before a period: its exposure, and in how many periods.
type past struct {
	exposure float64
	periods  int
}

// A rise is a term that is said beyond its past in one period of one value.
type rise struct {
	slot      int32
	term      int     // place in said
	responses []int32 // that say it there and then
	expected  float64
	past      float64 // responses that said it in as much of the past as counts
	exposure  float64 // of that past
	p, q      float64
}

// newBoard places the responses.
func newBoard(w *watch, responses []models.Response, d newsDimension) *board {
	b := &board{watch: w, slot: make([]int32, len(responses))}
	number := slices.Repeat([]int32{-1}, len(d.values))
	last := math.MinInt
	b.first = math.MaxInt
	for i := range responses {
		b.slot[i] = math.MinInt32
		if r := &responses[i]; speaks(r) {
			at := w.of(r.Day)
			b.first, last = min(b.first, at), max(last, at)
			b.slot[i] = int32(at)
		}
	}
	b.periods = max(0, last-b.first+1)
	for i, value := range d.of {
		if b.slot[i] == math.MinInt32 {
			b.slot[i] = -1
			continue
		}
		if number[value] < 0 {
			number[value] = int32(len(b.values))
			b.values = append(b.values, d.values[value])
			b.exposure = append(b.exposure, make([]float64, b.periods)...)
		}
		b.slot[i] = number[value]*int32(b.periods) + b.slot[i] - int32(b.first)
		b.exposure[b.slot[i]]++
	}
	b.counts = make([]int32, len(b.exposure))
	for v := range b.values {
		_, exposure := b.line(v)
		sum := past{}
		for _, e := range exposure {
			b.earlier = append(b.earlier, sum)
			if sum.exposure += e; e > 0 {
				sum.periods++
			}
		}
		b.earlier = append(b.earlier, sum)
	}
	return b
}

// speaks says whether a response counts in news.
func speaks(r *models.Response) bool {
	return r.Day != models.NoDay && r.Commented() && r.Kind != models.Employees
}

// load counts one term's responses by slot.
func (b *board) load(of []int32) {
	for _, slot := range b.touched {
		b.counts[slot] = 0
	}
	b.touched = b.touched[:0]
	for _, i := range of {
		if slot := b.slot[i]; slot >= 0 {
			if b.counts[slot] == 0 {
				b.touched = append(b.touched, slot)
			}
			b.counts[slot]++
		}
	}
}

// spoken is how many responses say a term that tells how much periods differ.
const spoken = 20

// line is the counts and the exposure of one value.
func (b *board) line(v int) (counts []int32, exposure []float64) {
	return b.counts[v*b.periods : (v+1)*b.periods], b.exposure[v*b.periods : (v+1)*b.periods]
}

// hear counts every term: how many tests there are, of what is said twice k times at a
// value; which terms at least k responses say in one period; and how much more than
// chance periods differ, which is of every period's count c with mean m the sum of
// (c − m)² − m, worked out from the periods that say the term alone.
func (b *board) hear(said []Said, k int) (tests int, often []int) {
	of := make([]struct{ exposure, exposures, total, counts, crossed float64 }, len(b.values))
	for v := range of {
		_, exposure := b.line(v)
		for _, e := range exposure {
			of[v].exposure, of[v].exposures = of[v].exposure+e, of[v].exposures+e*e
		}
	}
	extra, squares := 0.0, 0.0
	for t := range said {
		b.load(said[t].Responses)
		for v := range of {
			of[v].total, of[v].counts, of[v].crossed = 0, 0, 0
		}
		most := int32(0)
		for _, slot := range b.touched {
			v, c := &of[int(slot)/b.periods], float64(b.counts[slot])
			v.total, v.counts, v.crossed = v.total+c, v.counts+c*c, v.crossed+c*b.exposure[slot]
			most = max(most, b.counts[slot])
		}
		if int(most) >= k {
			often = append(often, t)
		}
		for v := range of {
			if of[v].total >= float64(2*k) {
				tests += max(0, b.periods-b.least)
			}
			if of[v].total >= spoken {
				rate := of[v].total / of[v].exposure // the mean of a period is rate · its exposure
				means := rate * rate * of[v].exposures
				extra += of[v].counts - 2*rate*of[v].crossed + means - of[v].total
				squares += means
			}
		}
	}
	b.spread = max(0, extra/max(squares, 1))
	return tests, often
}

// newsLevel is the q up to which a rise is news. A wrong one costs trust, a true one
// grows: it is found a period later.
const newsLevel = 0.01

// rises tests every term in every period that it could be news in, and keeps those
// of q at most newsLevel.
func (b *board) rises(said []Said, k int) []rise {
	var all []rise
	tests, often := b.hear(said, k)
	totals := make([]int, len(b.values))
	for _, t := range often {
		b.load(said[t].Responses)
		clear(totals)
		for _, slot := range b.touched {
			totals[int(slot)/b.periods] += int(b.counts[slot])
		}
		for _, slot := range b.touched {
			if int(b.counts[slot]) < k || totals[int(slot)/b.periods] < 2*k {
				continue
			}
			if r := b.test(slot); r.p < 1e-4 {
				r.term = t
				for _, i := range said[t].Responses {
					if b.slot[i] == slot {
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
		all[n].q = min(1, all[n].p*float64(tests)/float64(n+1))
		if all[n].q <= newsLevel {
			sure = n + 1
		}
	}
	return all[:sure]
}

// outbreak is how many standard errors above its mean a past period is left out of
// what is expected (Farrington 1996).
const outbreak = 2.58

// test holds one period against those before it.
func (b *board) test(slot int32) rise {
	v, at := int(slot)/b.periods, int(slot)%b.periods
	counts, exposure := b.line(v)
	r := rise{slot: slot, p: 1}
	from, earlier := max(0, at-b.most), b.earlier[v*(b.periods+1):]
	whole, n := earlier[at].exposure-earlier[from].exposure, earlier[at].periods-earlier[from].periods
	if n < b.least {
		return r
	}
	for _, c := range counts[from:at] {
		r.past += float64(c)
	}
	rate := max(r.past, 0.5) / whole
	for p := from; p < at; p++ {
		c, mean := float64(counts[p]), rate*exposure[p]
		if c > 0 && c-mean > outbreak*math.Sqrt(mean+b.spread*mean*mean) {
			r.past, whole, n = r.past-c, whole-exposure[p], n-1
		}
	}
	now, of := float64(counts[at]), exposure[at]
	r.expected, r.exposure = max(r.past, 0.5)/max(whole, 1)*of, whole
	if now <= r.expected || n < b.least {
		return r
	}
	spread := 1 + b.spread*r.expected
	r.p = binomialTail(now/spread, r.past/spread, of/(of+whole))
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
	return low / (1 - low) * r.exposure / b.exposure[r.slot]
}

// binomialTail is the probability of at least n of n + m at share, for counts that
// need not be whole.
func binomialTail(n, m, share float64) float64 { return mathext.RegIncBeta(n, m+1, share) }

// betaQuantile is the p-quantile of the beta distribution.
func betaQuantile(p, a, b float64) float64 { return mathext.InvRegIncBeta(a, b, p) }

// firstDay is the first day of a month that is counted from year 0.
func firstDay(month int) models.Day {
	return models.DayOf(time.Date(month/12, time.Month(month%12+1), 1, 0, 0, 0, 0, time.UTC))
}

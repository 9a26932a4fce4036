package nps

import (
	"math"

	"stemme/models"
)

// A decomposition takes the difference of two scores apart.
//
// Let responses fall into cells x, crossings of the values of n dimensions; P(x) is
// a cell's share of a period's scored responses, m(x) its mean value, p(x) and a(x)
// a part's weighted share of it and that times the part's mean. A response with K
// themes counts 1/K to each. The players are the dimensions and performance: with
// the dimensions in S as in the second period, all else as in the first, shares are
//
//	q_S(x) = P1(x_S) · P0(x | x_S)
//
// and with performance in it too, means are those of the second period. A player's
// points are what its entry adds to Σ q·m, averaged over all orders (Shapley), so
// that they sum to the difference whatever the order. What performance adds is
// Σ_x w(x)·Δm(x), w a weighted mean of the q_S, and within a cell
//
//	Δm = Σ_parts [ Δp·(m̄ − c) + p̄·Δm_part ] = Σ_parts [ Δa − c·Δp ]
//
// with bars for means of the two periods and c that of the cell's two scores:
// volume and score. With one dimension this is Kitagawa's mix and rates.
//
// Methods: Kitagawa, "Components of a Difference Between Two Rates", JASA 50
// (1955); Das Gupta (1993); Shorrocks, "Decomposition procedures for
// distributional analysis", Journal of Economic Inequality 11 (2013); intervals by
// influence functions (Hampel, JASA 69, 1974) summed within customers.
type decomposition struct {
	scores  *Scores
	room    *room // of what is only needed until the variances are known
	lasting *room // of the rest
	crowds  *[2]crowd
	of      pooled
	*grouping

	sums    [2]cellSums
	n, nps  [2]float64
	share   [2][]float64 // of each cell: P
	mean    [2][]float64 // of each cell: m, the other period's where it has none
	p, a    [2][]float64 // cell × part, who comments held
	said    [2][]float64 // cell × part: shares as they came
	parts   int
	outside int // the part of those who wrote nothing, -1 where there are none
	quiet   writers
	zones   []zone      // of each set of dimensions
	sets    [][]float64 // q of each set of dimensions, by cell
	weight  []float64   // of each cell: w
	tau     []float64   // cell × part: Δa − c·Δp; 0 where the cell is in one period only

	stat     []float64 // points of every part, of every dimension's mix, of performance
	variance []float64 // of each of them, and last of the whole difference
}

// cells is how many cells there are.
func (d *decomposition) cells() int { return len(d.coord) }

// decompose works one comparison out.
func (s *Scores) decompose(in *place, of pooled, along way) *decomposition {
	in.brief.taken = 0
	d := &decomposition{scores: s, room: &in.brief, lasting: &in.lasting, crowds: &in.crowds, of: of, parts: len(of.names), grouping: s.panel.group(&in.crowds, along)}
	d.outside = of.of[len(s.Order)+1]
	for j := range d.crowds {
		d.tally(j)
	}
	for x := range d.coord {
		if d.share[0][x] == 0 {
			d.mean[0][x] = d.mean[1][x]
		} else if d.share[1][x] == 0 {
			d.mean[1][x] = d.mean[0][x]
		}
	}
	d.hold()
	d.mixShares()
	d.perform()
	d.stat = make([]float64, 0, d.parts+len(d.by)+1)
	total := 0.0
	for k := range d.parts {
		sum := 0.0
		for x, w := range d.weight {
			sum += w * d.tau[x*d.parts+k]
		}
		d.stat = append(d.stat, sum)
		total += sum
	}
	for a := range d.by {
		d.stat = append(d.stat, d.mixOf(a))
	}
	d.stat = append(d.stat, total)
	d.setQuiet()
	d.setVariances()
	return d
}

// cellSums are what responses of one period add up to, by cell × class, and by that ×
// part: how many there are, their parts' shares, and of those who are customers by
// themselves also the squares of those.
type cellSums struct {
	strangers, all     []float64 // cell × class
	own, squares, each []float64 // cell × class × part: shares of strangers, their squares, shares of all
	cross              []float64 // the same: shares of strangers times that of the small parts, nil where those who wrote nothing are none of these
}

// tally sums one period: first those who are customers by themselves, whose rows come
// first, then the others.
func (d *decomposition) tally(j int) {
	cells, c := d.cells()*classes, &d.crowds[j]
	of := &d.sums[j]
	of.all, of.each, of.squares = d.room.take(cells), d.room.take(cells*d.parts), d.room.take(cells*d.parts)
	if d.outside >= 0 && d.outside == c.one {
		of.cross = d.room.take(cells * d.parts)
	}
	for n := range c.first {
		at, w := d.slotOf(c, n), c.weight[n]
		of.all[at] += w
		each, squares := of.each[at*d.parts:(at+1)*d.parts], of.squares[at*d.parts:(at+1)*d.parts]
		for _, r := range c.of(n) {
			share := w * r.share
			each[r.part] += share
			squares[r.part] += share * r.share
		}
		if of.cross != nil {
			d.cross(of.cross[at*d.parts:(at+1)*d.parts], c.of(n), w)
		}
	}
	of.strangers, of.own = of.all, of.each
	if c.first < len(c.rows) {
		of.all, of.each = d.room.copy(of.all), d.room.copy(of.each)
	}
	for n := c.first; n < len(c.rows); n++ {
		at, w, pooled := d.slotOf(c, n), c.weight[n], 0.0
		of.all[at] += w
		each := of.each[at*d.parts : (at+1)*d.parts]
		for _, r := range c.of(n) {
			if int(r.part) == c.one {
				pooled += r.share
			} else {
				each[r.part] += w * r.share
			}
		}
		if pooled > 0 {
			each[c.one] += w * pooled
		}
	}
	d.setMeans(j)
}

// slotOf is the cell and class of the n-th row of a crowd.
func (d *decomposition) slotOf(c *crowd, n int) int { return d.at(c.rows[n])*classes + int(c.class[n]) }

// setMeans sets shares and means of one period from its sums.
func (d *decomposition) setMeans(j int) {
	cells, of := d.cells(), &d.sums[j]
	share, mean := d.lasting.take(cells), d.lasting.take(cells)
	p, a := d.lasting.take(cells*d.parts), d.lasting.take(cells*d.parts)
	for x := range cells {
		for _, class := range models.Classes {
			at, y := x*classes+slot(class), float64(class.Value())
			share[x] += of.all[at]
			mean[x] += of.all[at] * y
			for k, w := range of.each[at*d.parts : (at+1)*d.parts] {
				p[x*d.parts+k] += w
				a[x*d.parts+k] += w * y
			}
		}
		d.n[j] += share[x]
		d.nps[j] += mean[x]
	}
	for x, n := range share {
		for k := x * d.parts; k < (x+1)*d.parts; k++ {
			p[k], a[k] = p[k]/max(n, 1), a[k]/max(n, 1)
		}
		mean[x], share[x] = mean[x]/max(n, 1), n/d.n[j]
	}
	d.nps[j] /= d.n[j]
	d.share[j], d.mean[j], d.p[j], d.a[j] = share, mean, p, a
}

// alone says whether a cell is in one of the periods only: all of it is mix.
func (d *decomposition) alone(x int) bool { return d.share[0][x] == 0 || d.share[1][x] == 0 }

// along numbers the cells' values on a set of dimensions, a bit each.
func (d *decomposition) along(set int) (of []int, size int) {
	of = make([]int, d.cells())
	number := map[[most]int32]int{}
	for x, at := range d.coord {
		var key [most]int32
		for n, v := range at {
			if set>>n&1 == 1 {
				key[n] = v + 1 - rest
			}
		}
		n, seen := number[key]
		if !seen {
			n = len(number)
			number[key] = n
		}
		of[x] = n
	}
	return of, len(number)
}

// mixShares sets q of every set of dimensions.
func (d *decomposition) mixShares() {
	for set := range 1 << len(d.by) {
		z := d.zone(set)
		d.zones = append(d.zones, z)
		q := d.lasting.take(d.cells())
		for x := range q {
			if v := z.of[x]; z.sum[0][v] == 0 {
				q[x] = d.share[1][x]
			} else {
				q[x] = z.sum[1][v] * d.share[0][x] / z.sum[0][v]
			}
		}
		d.sets = append(d.sets, q)
	}
}

// A zone is the shares of both periods along a set of dimensions.
type zone struct {
	of  []int
	sum [2][]float64
}

func (d *decomposition) zone(set int) zone {
	of, size := d.along(set)
	z := zone{of: of}
	for j := range z.sum {
		z.sum[j] = d.lasting.take(size)
		for x, v := range of {
			z.sum[j][v] += d.share[j][x]
		}
	}
	return z
}

// shapley is the weight of a set of size among orders of one more than the
// dimensions' number of players: size!·(n − size)!/(n + 1)!.
func (d *decomposition) shapley(size int) float64 {
	n := len(d.by)
	f := func(k int) float64 { return math.Gamma(float64(k + 1)) }
	return f(size) * f(n-size) / f(n+1)
}

func bits(set int) int {
	n := 0
	for ; set > 0; set >>= 1 {
		n += set & 1
	}
	return n
}

// perform sets what performance is the sum of.
func (d *decomposition) perform() {
	d.weight = d.lasting.take(d.cells())
	for set, q := range d.sets {
		share := d.shapley(bits(set))
		for x := range q {
			d.weight[x] += share * q[x]
		}
	}
	d.tau = d.lasting.take(d.cells() * d.parts)
	for x := range d.weight {
		if d.alone(x) {
			continue
		}
		c := d.centre(x)
		for k := x * d.parts; k < (x+1)*d.parts; k++ {
			d.tau[k] = d.a[1][k] - d.a[0][k] - c*(d.p[1][k]-d.p[0][k])
		}
	}
}

// centre is the mean of a cell's two scores.
func (d *decomposition) centre(x int) float64 { return (d.mean[0][x] + d.mean[1][x]) / 2 }

// A term is one entry of a dimension: weight · Σ (q_to − q_from)·m.
type term struct {
	from, to int // sets of dimensions
	means    int // whose
	weight   float64
}

// terms lists the entries of dimension a.
func (d *decomposition) terms(a int) []term {
	var all []term
	for set := range d.sets {
		if set>>a&1 == 1 {
			continue
		}
		all = append(all, term{set, set | 1<<a, 0, d.shapley(bits(set))}, term{set, set | 1<<a, 1, d.shapley(bits(set) + 1)})
	}
	return all
}

// mixOf is the points of dimension a.
func (d *decomposition) mixOf(a int) float64 {
	sum := 0.0
	for _, t := range d.terms(a) {
		for x, m := range d.mean[t.means] {
			sum += t.weight * (d.sets[t.to][x] - d.sets[t.from][x]) * m
		}
	}
	return sum
}

// difference is a figure with its interval. One whose variance is nothing gets that
// of one response a class off: an interval always has a width.
func (d *decomposition) difference(k int) Difference {
	return difference(d.points(k), d.se(k))
}

// points are those of a part, a mix, performance or, last, the whole.
func (d *decomposition) points(k int) float64 {
	if k == len(d.stat) {
		return d.nps[1] - d.nps[0]
	}
	return d.stat[k]
}

func (d *decomposition) se(k int) float64 {
	if v := d.variance[k]; v > 1e-12 {
		return math.Sqrt(v)
	}
	return 100 / min(d.n[0], d.n[1])
}

// volumeAndScore are the two terms of part k.
func (d *decomposition) volumeAndScore(k int) (volume, score float64) {
	for x, w := range d.weight {
		at := x*d.parts + k
		p0, p1 := d.p[0][at], d.p[1][at]
		if d.alone(x) || p0 == 0 && p1 == 0 {
			continue
		}
		m0, m1 := d.a[0][at]/p0, d.a[1][at]/p1
		if p0 == 0 {
			m0 = m1
		} else if p1 == 0 {
			m1 = m0
		}
		volume += w * (p1 - p0) * ((m0+m1)/2 - d.centre(x))
		score += w * (p0 + p1) / 2 * (m1 - m0)
	}
	return volume, score
}

// shareOf is a part's weighted share of a period's scored responses, as they came.
func (d *decomposition) shareOf(j, k int) float64 {
	sum := 0.0
	for x, s := range d.share[j] {
		sum += s * d.said[j][x*d.parts+k]
	}
	return sum
}

package nps

import (
	"iter"
	"math"

	"stemme/models"
)

// An influence is what one more response of a cell and class moves every figure by,
// but for its own parts, in one period: cell × class × figure. Own is what its parts
// move by beside, per unit of weight: cell × class. Tilt is what every part moves by
// beside, per unit of the part of those who wrote nothing: cell × class × part.
type influence struct{ dense, own, tilt []float64 }

// classes is how many classes there are.
const classes = 3

// slot is the place of a class.
func slot(c models.Class) int { return int(c - models.Detractor) }

// setVariances sums the squares of customers' influences on every figure. A
// customer of both periods counts once.
func (d *decomposition) setVariances() {
	width := len(d.stat) + 1
	d.variance = make([]float64, width)
	levels := d.levels()
	of := [2]influence{d.influence(0, levels[0]), d.influence(1, levels[1])}
	clusters := 0.0
	for j := range of {
		clusters += d.strangers(j, &of[j])
	}
	clusters += d.repeaters(&of)
	for k := range d.variance {
		d.variance[k] *= clusters / max(clusters-1, 1)
	}
	d.room, d.lasting, d.crowds, d.sums = nil, nil, nil, [2]cellSums{}
}

// strangers adds those who are customers by themselves: of each, the square of what its
// cell and class move and of what its own parts move beside, summed by cell and class.
func (d *decomposition) strangers(j int, of *influence) (clusters float64) {
	width, sums := len(d.variance), &d.sums[j]
	for x, n := range sums.strangers {
		if n == 0 {
			continue
		}
		clusters += n
		dense := of.dense[x*width : (x+1)*width]
		for k, v := range dense {
			d.variance[k] += n * v * v
		}
		own := of.own[x]
		if own == 0 && d.outside < 0 {
			continue
		}
		for k, share := range sums.own[x*d.parts : (x+1)*d.parts] {
			if k != d.outside {
				d.variance[k] += own * (2*dense[k]*share + own*sums.squares[x*d.parts+k])
			}
		}
		if d.outside >= 0 {
			d.tilted(sums, x, dense, own, of.tilt[x*d.parts:(x+1)*d.parts])
		}
	}
	return clusters
}

// repeaters adds the customers with several responses: their rows lie together.
func (d *decomposition) repeaters(of *[2]influence) (clusters float64) {
	scratch := d.room.take(max(len(d.variance), d.crowds[0].most, d.crowds[1].most))
	for from, to := range d.repeated() {
		if !d.single(of, from, to, scratch) {
			d.several(of, from, to, scratch[:len(d.variance)])
		}
		clusters++
	}
	return clusters
}

// repeated walks the customers with several responses: of each where its rows begin and
// end in either period.
func (d *decomposition) repeated() iter.Seq2[[2]int, [2]int] {
	cluster := d.scores.panel.cluster
	return func(yield func(from, to [2]int) bool) {
		from := [2]int{d.crowds[0].first, d.crowds[1].first}
		for {
			customer := int32(math.MaxInt32)
			for j := range from {
				if c := &d.crowds[j]; from[j] < len(c.rows) {
					customer = min(customer, cluster[c.rows[from[j]]])
				}
			}
			to := from
			for j := range to {
				c := &d.crowds[j]
				for to[j] < len(c.rows) && cluster[c.rows[to[j]]] == customer {
					to[j]++
				}
			}
			if customer == math.MaxInt32 || !yield(from, to) {
				return
			}
			from = to
		}
	}
}

// single adds the square of what the only row of a customer moves; false where there are
// several. It works where the influences lie, and leaves them as they were: most customers
// with several responses have one in the two periods.
func (d *decomposition) single(of *[2]influence, from, to [2]int, before []float64) bool {
	j := 0
	if to[0] == from[0] {
		j = 1
	}
	c, n := &d.crowds[j], from[j]
	if to[0]-from[0]+to[1]-from[1] > 1 || c.weight[n] != 1 {
		return false
	}
	if d.outside >= 0 && c.has(n, d.outside) {
		return false
	}
	x := d.slotOf(c, n)
	dense, own, parts := of[j].dense[x*len(d.variance):(x+1)*len(d.variance)], of[j].own[x], c.of(n)
	if own == 0 {
		parts = nil
	}
	for m, r := range parts {
		before[m] = dense[r.part]
		dense[r.part] += own * r.share
	}
	variance := d.variance[:len(dense)]
	for k, v := range dense {
		variance[k] += v * v
	}
	for m := len(parts) - 1; m >= 0; m-- {
		dense[parts[m].part] = before[m]
	}
	return true
}

// several adds the square of what the rows of a customer move together.
func (d *decomposition) several(of *[2]influence, from, to [2]int, sum []float64) {
	clear(sum)
	for j := range of {
		c := &d.crowds[j]
		for n := from[j]; n < to[j]; n++ {
			x, w := d.slotOf(c, n), c.weight[n]
			for k, v := range of[j].dense[x*len(sum) : (x+1)*len(sum)] {
				sum[k] += w * v
			}
			own := w * of[j].own[x]
			for _, r := range c.of(n) {
				if int(r.part) != d.outside {
					sum[r.part] += own * r.share
					continue
				}
				for k, t := range of[j].tilt[x*d.parts : (x+1)*d.parts] {
					sum[k] += w * t * r.share
				}
			}
		}
	}
	for k, v := range sum {
		d.variance[k] += v * v
	}
}

// levels are what a response of each cell moves every figure by, in either period,
// whatever its value.
func (d *decomposition) levels() (levels [2][]float64) {
	for j := range levels {
		levels[j] = d.room.take(d.cells() * len(d.variance))
	}
	for set := range d.sets {
		d.partShares(set, &levels)
		for j := range levels {
			d.mixInfluence(j, set, levels[j])
		}
	}
	return levels
}

// influence is the derivative of every figure in one period's responses.
func (d *decomposition) influence(j int, level []float64) influence {
	width, cells := len(d.variance), d.cells()
	slope := d.room.take(cells * width) // per point of value off the cell's mean
	d.meanInfluence(j, slope)
	of := influence{dense: d.room.take(cells * classes * width), own: d.room.take(cells * classes)}
	if d.outside >= 0 {
		of.tilt = d.room.take(cells * classes * d.parts)
	}
	sign := float64(2*j - 1)
	for x := range cells {
		if d.share[j][x] == 0 {
			continue
		}
		ratio := d.weight[x] / d.share[j][x]
		for _, class := range models.Classes {
			y := float64(class.Value())
			at := x*classes + slot(class)
			to := of.dense[at*width : (at+1)*width]
			for k := range to {
				to[k] = (level[x*width+k] + slope[x*width+k]*(y-d.mean[j][x])) / d.n[j]
			}
			if !d.alone(x) {
				c := d.centre(x)
				of.own[at] = sign * ratio * (y - c) / d.n[j]
				for k := range d.parts {
					to[k] -= sign * ratio * (d.a[j][x*d.parts+k] - c*d.p[j][x*d.parts+k]) / d.n[j]
				}
				if d.outside >= 0 {
					of.own[at] *= d.heldInfluence(j, x, at, y, to, of.tilt[at*d.parts:(at+1)*d.parts])
				}
			}
			whole := sign * (y - d.nps[j]) / d.n[j]
			to[width-1] = whole
			to[width-2] = whole
			for a := range d.by {
				to[width-2] -= to[d.parts+a]
			}
		}
	}
	return of
}

// partShares adds what the shares q of one set of dimensions move the parts by: of
// V = Σ q·f the derivative in the first period is P1(z)/P0(z)·(f(x) − E0[f|z]), in
// the second E0[f|z] − V, z being x's values on the set; of a z that is fresh, which the
// first period has not, 0 and f(x) − V. All parts are summed at once, f being a row of tau.
func (d *decomposition) partShares(set int, levels *[2][]float64) {
	z, width, weight := d.zones[set], len(d.variance), d.shapley(bits(set))
	within, whole := d.room.take(len(z.sum[0])*d.parts), d.room.take(d.parts)
	of := func(v int) []float64 { return within[v*d.parts : (v+1)*d.parts] }
	for x, q := range d.sets[set] {
		f, v := d.tau[x*d.parts:(x+1)*d.parts], z.of[x]
		for k := range f {
			whole[k] += q * f[k]
		}
		if z.sum[0][v] > 0 {
			share, mean := d.share[0][x]/z.sum[0][v], of(v)
			for k := range f {
				mean[k] += share * f[k]
			}
		}
	}
	for x := range d.sets[set] {
		f, v := d.tau[x*d.parts:(x+1)*d.parts], z.of[x]
		first, second := levels[0][x*width:], levels[1][x*width:]
		if z.sum[0][v] == 0 {
			for k := range f {
				second[k] += weight * (f[k] - whole[k])
			}
			continue
		}
		ratio, mean := z.sum[1][v]/z.sum[0][v], of(v)
		for k := range f {
			first[k] += weight * (ratio * (f[k] - mean[k]))
			second[k] += weight * (mean[k] - whole[k])
		}
	}
}

// mixInfluence adds what they move the mixes by, as partShares does, f being the means
// of a period.
func (d *decomposition) mixInfluence(j, set int, level []float64) {
	z := d.zones[set]
	add := func(figure int, weight float64, f []float64) {
		within := d.room.take(len(z.sum[0]))
		whole := 0.0
		for x, q := range d.sets[set] {
			whole += q * f[x]
			if v := z.of[x]; z.sum[0][v] > 0 {
				within[v] += d.share[0][x] / z.sum[0][v] * f[x]
			}
		}
		for x := range d.sets[set] {
			v := z.of[x]
			move := 0.0
			switch fresh := z.sum[0][v] == 0; {
			case fresh && j == 1:
				move = f[x] - whole
			case fresh:
			case j == 1:
				move = within[v] - whole
			default:
				move = z.sum[1][v] / z.sum[0][v] * (f[x] - within[v])
			}
			level[x*len(d.variance)+figure] += weight * move
		}
	}
	for a := range d.by {
		for means := range d.mean {
			// The set is where a comes to, or where it comes from.
			weight := -d.shapley(bits(set) + means)
			if set>>a&1 == 1 {
				weight = d.shapley(bits(set) - 1 + means)
			}
			add(d.parts+a, weight, d.mean[means])
		}
	}
}

// meanInfluence adds what the cells' means move by, for the mixes; and for the
// parts, by way of the cell's centre.
func (d *decomposition) meanInfluence(j int, slope []float64) {
	width := len(d.variance)
	for x, share := range d.share[j] {
		if share == 0 {
			continue
		}
		if !d.alone(x) {
			for k := range d.parts {
				slope[x*width+k] = -d.weight[x] / share / 2 * (d.p[1][x*d.parts+k] - d.p[0][x*d.parts+k])
			}
		}
		for a := range d.by {
			for _, t := range d.terms(a) {
				if t.means == j || d.alone(x) {
					slope[x*width+d.parts+a] += t.weight * (d.sets[t.to][x] - d.sets[t.from][x]) / share
				}
			}
		}
	}
}

package nps

import "math"

// An influence is what one more response of a group moves every part by: level +
// slope·(y − mean), and own·w·(y − c) more for its own parts.
type influence struct {
	level, slope []float64
	own          float64
}

// variances sums the squares of customers' influences on each part (and mix, the
// last) and on the change of the score. A customer of both periods counts once.
func (c *change) variances() (parts []float64, delta float64) {
	of := [2][]influence{c.influences(0), c.influences(1)}
	parts = make([]float64, c.parts+1)
	sum := make([]float64, c.parts+1)
	whole, clusters := 0.0, 0.0
	at := [2]int{}
	for at[0] < len(c.rows[0]) || at[1] < len(c.rows[1]) {
		customer := int32(math.MaxInt32)
		for j, rows := range c.rows {
			if at[j] < len(rows) {
				customer = min(customer, c.panel.cluster[rows[at[j]]])
			}
		}
		clear(sum)
		whole = 0
		for j, rows := range c.rows {
			for ; at[j] < len(rows) && c.panel.cluster[rows[at[j]]] == customer; at[j]++ {
				whole += c.add(sum, j, rows[at[j]], of[j])
			}
		}
		for k, v := range sum {
			parts[k] += v * v
		}
		delta += whole * whole
		clusters++
	}
	for k := range parts {
		parts[k] *= clusters / max(clusters-1, 1)
	}
	return parts, delta * clusters / max(clusters-1, 1)
}

// add adds response i's influence, and returns that on the change of the score.
func (c *change) add(sum []float64, j int, i int32, of []influence) float64 {
	s := &c.sides[j]
	g, y := c.groupOf(i), float64(c.panel.class[i].Value())
	inf := &of[g]
	off := (y - s.mean[g]) / s.n
	for k := range sum {
		sum[k] += inf.level[k]/s.n + inf.slope[k]*off
	}
	if inf.own != 0 {
		c.rawParts(i, func(part int, w float64) { sum[c.part[part]] += inf.own * w * (y - c.means[g]) / s.n })
	}
	return float64(2*j-1) * (y - s.nps) / s.n
}

// influences is the derivative of all parts in one period's responses.
func (c *change) influences(j int) []influence {
	x, y, s := &c.sides[0], &c.sides[1], &c.sides[j]
	sign := float64(2*j - 1)
	of := make([]influence, c.groups)
	for g := range of {
		inf := &of[g]
		inf.level, inf.slope = make([]float64, c.parts+1), make([]float64, c.parts+1)
		if s.share[g] == 0 {
			continue
		}
		ratio := c.share[g] / s.share[g]
		if !c.alone(g) {
			inf.own = sign * ratio
		}
		for k := range c.parts {
			inf.level[k] = c.total[g][k] / 2
			for h := range c.groups {
				inf.level[k] -= s.share[h] * c.total[h][k] / 2
			}
			if !c.alone(g) {
				inf.level[k] -= sign * ratio * (s.a[g][k] - c.means[g]*s.p[g][k])
				inf.slope[k] = -ratio / 2 * (y.p[g][k] - x.p[g][k])
			}
		}
		half := 0.5
		if c.alone(g) {
			half = 1
		}
		inf.level[c.parts] = sign * c.means[g]
		for h := range c.groups {
			inf.level[c.parts] -= sign * s.share[h] * c.means[h]
		}
		inf.slope[c.parts] = half * (y.share[g] - x.share[g]) / s.share[g]
	}
	return of
}

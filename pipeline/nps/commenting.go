package nps

import (
	"math"
	"slices"

	"stemme/models"
)

// Held is how the comments of one class count where who writes one is held: where other
// shares of a class write than before, themes would rise and fall against those without a
// comment though nobody's experience moved. With r the share of the class that wrote, both
// periods' comments count as if
//
//	r̄ = 2·r0·r1 / (r0 + r1)
//
// of the class had written: each counts r̄/r, which is at most 2, also where hardly anyone
// writes any more, and those without a comment are 1 − r̄ of the class. Shares of parts
// sum to that of the class as before, so that parts sum to the difference.
//
// Method: standardisation (Kitagawa 1955) to the overlap of the two periods; weights of
// overlap: Li, Morgan and Zaslavsky, "Balancing Covariates via Propensity Score
// Weighting", JASA 113 (2018).
type Held struct {
	All       [2]float64 // of the class
	Wrote     [2]float64 // r; of a class that a period lacks that of the other
	Keep      [2]float64 // what a comment counts
	Both      float64    // r̄
	Slope     [2]float64 // what Keep falls by in its own period, and rises by in the other, as r does
	BothSlope [2]float64 // what r̄ rises by as r does
}

// Hold holds one class: how many of it there are in two periods, and how many of those
// wrote nothing.
func Hold(all, silent [2]float64) Held {
	h := Held{All: all}
	for j := range all {
		if all[j] > 0 {
			h.Wrote[j] = 1 - silent[j]/all[j]
		}
	}
	for j := range all {
		if all[j] == 0 {
			h.Wrote[j] = h.Wrote[1-j]
		}
	}
	sum := h.Wrote[0] + h.Wrote[1]
	if sum == 0 {
		return h
	}
	h.Both = 2 * h.Wrote[0] * h.Wrote[1] / sum
	for j, r := range h.Wrote {
		other := h.Wrote[1-j]
		h.Keep[j] = 2 * other / sum
		h.Slope[j], h.BothSlope[j] = 2*other/sum/sum, 2*other*other/sum/sum
		switch {
		case r == 0:
			h.Keep[j] = 0
		case all[1-j] == 0:
			h.Slope[j], h.BothSlope[j] = 0, 1
		}
	}
	return h
}

// Rate is by how much a part of a comment's points moves with who else of its class writes in
// period j, each being the weight of the part there over what it is a mean over.
func (h *Held) Rate(j int, each [2]float64) float64 { return -h.Slope[j] * (each[0] + each[1]) }

// SilentRate is the same of those who wrote nothing, over being what the class is a part of.
func (h *Held) SilentRate(j int, over [2]float64) float64 {
	return -h.BothSlope[j] * (h.All[1]/over[1] - h.All[0]/over[0])
}

// heldAt is Hold of a cell and class, at its place; those who wrote nothing are the part
// outside, with which small parts may be one.
func (d *decomposition) heldAt(at int) Held {
	var all, silent [2]float64
	for j := range d.sums {
		all[j], silent[j] = d.sums[j].all[at], d.sums[j].each[at*d.parts+d.outside]
	}
	return Hold(all, silent)
}

// hold makes the shares and values of the parts anew, who comments held.
func (d *decomposition) hold() {
	d.said = d.p
	if d.outside < 0 {
		return
	}
	for j := range d.p {
		d.p[j], d.a[j] = d.lasting.take(len(d.said[j])), d.lasting.take(len(d.said[j]))
	}
	for at := range d.cells() * classes {
		x, h := at/classes, d.heldAt(at)
		y := float64(models.Class(at%classes + int(models.Detractor)).Value())
		for j := range d.p {
			n := d.share[j][x] * d.n[j]
			if n == 0 {
				continue
			}
			for k, w := range d.sums[j].each[at*d.parts : (at+1)*d.parts] {
				w *= h.Keep[j]
				if k == d.outside {
					w = d.sums[j].all[at] * (1 - h.Both)
				}
				d.p[j][x*d.parts+k] += w / n
				d.a[j][x*d.parts+k] += w / n * y
			}
		}
	}
}

// heldInfluence adds to a response's influence what it moves by how many of its class write:
// to dense what one with a comment does, to tilt what one without does beside. It returns
// what a comment counts.
func (d *decomposition) heldInfluence(j, x, at int, y float64, dense, tilt []float64) float64 {
	h, n, sign := d.heldAt(at), d.sums[j].all[at], float64(2*j-1)
	if n == 0 {
		return 0
	}
	size := [2]float64{d.share[0][x] * d.n[0], d.share[1][x] * d.n[1]}
	points := d.weight[x] * (y - d.centre(x))
	dense[d.outside] += points * sign * (1 - h.Both) / size[j]
	for k := range d.parts {
		rate := sign * h.Rate(j, [2]float64{d.sums[0].each[at*d.parts+k] / size[0], d.sums[1].each[at*d.parts+k] / size[1]})
		if k == d.outside {
			rate = h.SilentRate(j, size)
		}
		rate *= points / n
		dense[k] += rate * (1 - h.Wrote[j])
		tilt[k] = -rate
	}
	return h.Keep[j]
}

// tilted adds to the variance what strangers of one cell and class move beside by whether
// they wrote.
func (d *decomposition) tilted(sums *cellSums, x int, dense []float64, own float64, tilt []float64) {
	share, square := sums.own[x*d.parts+d.outside], sums.squares[x*d.parts+d.outside]
	for k, t := range tilt {
		d.variance[k] += t * (2*dense[k]*share + t*square)
		if sums.cross != nil && k != d.outside {
			d.variance[k] += 2 * t * own * sums.cross[x*d.parts+k]
		}
	}
}

// cross adds the products of a row's shares with that of the small parts.
func (d *decomposition) cross(to []float64, parts []rawPart, weight float64) {
	for _, one := range parts {
		for _, r := range parts {
			if int(one.part) == d.outside {
				to[r.part] += weight * r.share * one.share
			}
		}
	}
}

// has says whether the n-th row of a crowd has a part.
func (c *crowd) has(n, part int) bool {
	return slices.ContainsFunc(c.of(n), func(r rawPart) bool { return int(r.part) == part })
}

// writers are a class of which other shares wrote a comment than before.
type writers struct {
	class    models.Class
	from, to float64
}

// setQuiet finds the class of which surely other shares wrote a comment than before, the
// surest of several; none where none is sure, or where it may not be known. One more who
// wrote and one more who did not count on each side: one against one is no difference.
//
// Method: Agresti and Caffo, "Simple and effective confidence intervals for proportions and
// differences of proportions", The American Statistician 54 (2000).
func (d *decomposition) setQuiet() {
	if d.outside < 0 || d.outside == d.of.one || len(d.by) > 0 {
		return
	}
	var wrote [classes][2]float64
	for at := range wrote {
		wrote[at] = d.heldAt(at).Wrote
	}
	variance := d.quietVariance(&wrote)
	var ps []float64
	var found []Difference
	for at, r := range wrote {
		var more float64
		for j := range r {
			all := d.sums[j].all[at]
			more += float64(2*j-1) * (r[j]*all + 1) / (all + 2)
		}
		one := difference(100*more, 100*math.Sqrt(variance[at]))
		found, ps = append(found, one), append(ps, one.P)
	}
	best := 0.0
	for at, q := range BenjaminiHochberg(ps) {
		if size := math.Abs(found[at].Z); Sure(found[at].Low, found[at].High, q) && size > best {
			best, d.quiet = size, writers{models.Detractor + models.Class(at), wrote[at][0], wrote[at][1]}
		}
	}
}

// quietVariance is that of how much more of each class wrote, customers counted whole, and at
// least that of as many shares of customers by themselves, one who wrote and one who did
// not added (Agresti and Caffo, The American Statistician 54, 2000).
func (d *decomposition) quietVariance(wrote *[classes][2]float64) (variance [classes]float64) {
	var of [classes]float64
	for from, to := range d.repeated() {
		var sum [classes]float64
		for j := range d.crowds {
			c := &d.crowds[j]
			for n := from[j]; n < to[j]; n++ {
				at, said := int(c.class[n]), 1.0
				if c.has(n, d.outside) {
					said = 0
				}
				sum[at] += float64(2*j-1) * c.weight[n] * (said - wrote[at][j]) / d.sums[j].all[at]
			}
		}
		for at, v := range sum {
			of[at] += v * v
		}
	}
	for at := range variance {
		least := 0.0
		for j := range d.sums {
			if n := d.sums[j].strangers[at]; n > 0 {
				silent := d.sums[j].own[at*d.parts+d.outside]
				r, all := wrote[at][j], d.sums[j].all[at]
				of[at] += ((n-silent)*(1-r)*(1-r) + silent*r*r) / all / all
			}
			if n := d.sums[j].all[at]; n > 0 {
				r := (wrote[at][j]*n + 1) / (n + 2)
				least += r * (1 - r) / (n + 2)
			}
		}
		variance[at] = max(of[at], least)
	}
	return variance
}

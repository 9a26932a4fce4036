package nps

import "slices"

// sameShare is the share of each value's responses that must have the same value of the
// other dimension, for both to be one split under two names. Chosen by eye: a few blanks
// make no second split.
const sameShare = 0.95

// setTwins finds dimensions that split the responses as one before them does, as the
// company where each has a source of its own. The source comes last: other names say more.
func (p *Panel) setTwins() {
	order := slices.Clone(p.mixes)
	slices.SortStableFunc(order, func(a, b *mixDimension) int {
		return source(a) - source(b)
	})
	for n, d := range order {
		at := slices.IndexFunc(order[:n], func(e *mixDimension) bool { return e.twin == "" && p.splitAlike(d, e) })
		if at < 0 {
			continue
		}
		d.twin = order[at].name
		row := slices.IndexFunc(p.dimensions, func(r DimensionRow) bool { return r.Dimension == d.name })
		p.dimensions[row].Mix, p.dimensions[row].SameAs = false, d.twin
	}
}

// source is 1 of the dimension of sources.
func source(d *mixDimension) int {
	if d.name == DimensionSource {
		return 1
	}
	return 0
}

// splitAlike says whether each value of the one that is not small goes with one of the
// other, and none with two.
func (p *Panel) splitAlike(d, e *mixDimension) bool {
	both := make([]int, len(d.values)*len(e.values))
	for i, v := range d.of {
		both[int(v)*len(e.values)+int(e.of[i])] += int(p.weight[i])
	}
	alike := func(n, m int, at func(v, w int) int) bool {
		taken := make([]bool, m)
		for v := range n {
			sum, best := 0, 0
			for w := range m {
				sum += at(v, w)
				if at(v, w) > at(v, best) {
					best = w
				}
			}
			if sum == 0 || sum < p.SmallGroup {
				continue
			}
			if taken[best] || float64(at(v, best)) < sameShare*float64(sum) {
				return false
			}
			taken[best] = true
		}
		return true
	}
	return alike(len(d.values), len(e.values), func(v, w int) int { return both[v*len(e.values)+w] }) &&
		alike(len(e.values), len(d.values), func(v, w int) int { return both[w*len(e.values)+v] })
}

package source

// tied says whether no header speaks for the best score and another column would
// do as well: then there is no telling.
func (p *plan) tied(weights [][roleCount]weight, best int) bool {
	if p.columns[best].says(roleScore).header > 0 {
		return false
	}
	for i := range p.columns {
		if i != best && p.columns[i].open() && weights[i][roleScore].sum > weights[best][roleScore].sum-near && !p.columns[best].widerThan(&p.columns[i]) {
			if p.coded() == nil { // else that one is asked about
				p.notes = append(p.notes, note("source_which_score", p.columns[best].header, p.columns[i].header))
			}
			return true
		}
	}
	return false
}

// widerThan says whether c reaches above 5 in many rows and other never does: then
// c asks on ten steps and other on five.
func (c *column) widerThan(other *column) bool {
	return c.given >= evidence && 4*c.between(6, 10) > c.given && other.given >= evidence && other.between(6, 10)+other.between(0, 0) == 0
}

// runnersUp notes for each column what else it could be, and for each role that
// two columns came near to.
func (p *plan) runnersUp(weights [][roleCount]weight, closed map[role]bool) {
	for i := range p.columns {
		c := &p.columns[i]
		most := float64(least)
		for _, r := range exclusive {
			if w := weights[i][r].sum; r != c.role && w >= most {
				c.runner, most = r, w
			}
		}
	}
	for _, r := range []role{roleScore, roleTime} {
		for b := range p.columns {
			if p.columns[b].role != r || closed[r] {
				continue
			}
			for i := range p.columns {
				if i != b && p.columns[i].open() && p.columns[i].varies() && (weights[i][r].sum > weights[b][r].sum-near || r == roleScore && bothRecommend(weights, b, i)) {
					p.columns[b].doubt = true
					p.notes = append(p.notes, note("source_near", roleKey(r.String()), p.columns[b].header, p.columns[i].header))
				}
			}
		}
	}
}

// varies says whether c holds more than one value, or too few to tell.
func (c *column) varies() bool { return len(c.values) > 1 || 0 < c.given && c.given < leastEach }

// bothRecommend says whether two columns could be the score and both ask about
// recommending: something, or somebody, each.
func bothRecommend(weights [][roleCount]weight, a, b int) bool {
	score := func(i int) weight { return weights[i][roleScore] }
	return score(a).header >= asksToRecommend && score(b).header >= asksToRecommend && score(b).sum >= least
}

// asksToRecommend is the weight from which a header asks about recommending.
const asksToRecommend = 11

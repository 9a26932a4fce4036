package nps

import "slices"

// Both is the polarity of an alert of which praise and blame moved alike.
const Both = "both"

// sideLevel is the probability up to which a polarity surely moved the way that its theme's alert did. It is one
// test of what has alarmed already.
const sideLevel = 0.05

// leastSide is the share of those who praise or blame a theme that a polarity must have to be told to have risen:
// one who praises what nobody did before is a rise, and not what the alert is about. Chosen by eye.
const leastSide = 0.2

// A sided theme is how many responses of each class blame it (0) and praise it (1), by period.
type sided [2]map[int32]byClass

// sidedOf counts those of theme t in the periods of a kind.
func (s *Scores) sidedOf(t int, kind string) sided {
	p, of := s.panel, sided{{}, {}}
	for _, i := range s.slices[t].rows {
		sign := s.sign(int(i), slices.Index(s.themes[i], t))
		if sign == 0 {
			continue
		}
		for _, node := range p.chains[i] {
			if p.periods[node].kind == kind {
				classes := of[(sign+1)/2][node]
				classes[p.class[i]] += float64(p.weight[i])
				of[(sign+1)/2][node] = classes
			}
		}
	}
	return of
}

// namePolarities says of every alert on a theme whose figures are shown whether praise of it moved, or blame, tested as the
// theme is, each by its own counts. What either is told to be is no more than it is: where small groups
// are withheld a multiple of their size, and nothing below that.
func (s *Scores) namePolarities(alarms []verdict, node int32, past []int32) {
	at := map[string]sided{}
	for n := range alarms {
		v := &alarms[n]
		if v.now {
			continue
		}
		row := &v.row
		of, counted := at[row.ThemeID]
		t := slices.Index(s.Order, row.ThemeID)
		if !counted {
			of = s.sidedOf(t, row.PeriodKind)
			at[row.ThemeID] = of
		}
		wide := 1
		if row.Family == FamilyTrend {
			wide = lately
		}
		window := windowOf(past, node, wide)
		var moved [2]bool
		var counts [2]float64
		for side := range of {
			tell := func(periods []int32) []telling {
				all := s.tellings(t, periods)
				for j := range all {
					all[j].said = of[side][periods[j]]
				}
				return all
			}
			now := allOf(tell(window))
			habit, own := usual(inBlocks(tell(baseline(past, wide)), wide))
			noise := noiseOf(own.spread*float64(own.degrees), own.degrees)
			z, ok := habit.far(&now, noise.spread)
			moved[side] = ok && noise.p(z) <= sideLevel && (z > 0) == (row.Direction == "up")
			counts[side] = now.said.sum()
			*[...]*Int{&row.Blamed, &row.Praised}[side] = s.atLeast(now.said.sum())
		}
		row.Polarity = moves(moved, counts, row.Direction)
	}
}

// moves is the polarity of blame and praise of which each surely moved or not, and is so many.
func moves(moved [2]bool, counts [2]float64, direction string) string {
	for side := range moved {
		moved[side] = moved[side] && (direction != "up" || counts[side] >= leastSide*(counts[0]+counts[1]))
	}
	switch {
	case moved[0] && moved[1]:
		return Both
	case moved[0]:
		return Blamed
	case moved[1]:
		return Praised
	}
	return ""
}

// atLeast is a count, rounded down to a multiple of the size of small groups where those are withheld; not
// known where it is smaller.
func (s *Scores) atLeast(n float64) Int {
	k := max(1, s.panel.SmallGroup)
	if int(n) < k && k > 1 {
		return Int{}
	}
	return IntOf(int(n) / k * k)
}

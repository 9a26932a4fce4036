package nps

import (
	"cmp"
	"math"
	"slices"
)

// nameMixes says of alarms of a score how much of it comes from who answered: the mix of
// the dimension that moved it most, of those that did surely, as changes has it between
// two periods, here between all periods of the past and the one that moved. It is told
// in steps, as there, and not at all where the past is withheld.
func (s *Scores) nameMixes(alarms []verdict) {
	p := s.panel
	wanted := make([]bool, p.cells())
	var scores []*verdict
	for i := range alarms {
		if v := &alarms[i]; v.row.ThemeID == "" && v.shown() {
			scores = append(scores, v)
			for _, ids := range v.cells {
				for _, id := range ids {
					wanted[id] = true
				}
			}
		}
	}
	if len(scores) == 0 || len(p.mixes) == 0 {
		return
	}
	members := s.membersOf(wanted)
	p.parallel(len(scores), func(n int) { s.nameMix(scores[n], members) })
}

// nameMix sets the mix of one alarm.
func (s *Scores) nameMix(v *verdict, members [][]int32) {
	var rows [2][]int32
	for j, ids := range v.cells {
		for _, id := range ids {
			rows[j] = append(rows[j], members[id]...)
		}
		slices.Sort(rows[j])
	}
	whole := pooled{of: make([]int, len(s.Order)+2), names: []partName{{part: PartPerformance}}}
	in := places.Get().(*place)
	defer places.Put(in)
	in.enter(s, rows, whole)
	var each []*decomposition
	for _, d := range s.panel.mixDimensions() {
		if along := in.along(d); d.name != v.row.Dimension && !along.replaced() {
			if one := s.decompose(in, whole, along); one.cells() > 1 {
				each = append(each, one)
			}
		}
	}
	_, sure := sureMixes(each)
	if len(sure) == 0 {
		return
	}
	most := slices.MaxFunc(sure, func(a, b *decomposition) int {
		return cmp.Compare(math.Abs(a.stat[a.parts]), math.Abs(b.stat[b.parts]))
	})
	step := s.panel.step(200, min(most.n[0], most.n[1]))
	v.row.Mix, v.row.MixDimension = told(most.stat[most.parts], step, math.Round), most.name()
}

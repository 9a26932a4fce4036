package nps

import (
	"math"

	"stemme/models"
)

// A partName is what a part is shown as.
type partName struct {
	part, theme string
	restates    bool
}

// The parts that a comparison is shown in. Raw parts are the themes of Order, no
// theme, no comment; of maps them to those shown, -1 for none.
type pooled struct {
	of    []int
	one   int // that of several raw ones, -1 for none
	names []partName
}

// A rawPart is a part of a row with the share of the row that is its.
type rawPart struct {
	part  int32
	share float64
}

// setRaw lists the raw parts of every row: its themes, or one of the two others.
func (s *Scores) setRaw() {
	size := 0
	for _, themes := range s.themes {
		size += max(1, len(themes))
	}
	s.rawAt, s.rawParts = make([]int32, 1, len(s.themes)+1), make([]rawPart, 0, size)
	for i, themes := range s.themes {
		for _, t := range themes {
			s.rawParts = append(s.rawParts, rawPart{int32(t), 1 / float64(len(themes))})
		}
		switch {
		case len(themes) > 0:
		case s.panel.commented[i]:
			s.rawParts = append(s.rawParts, rawPart{int32(len(s.Order)), 1})
		default:
			s.rawParts = append(s.rawParts, rawPart{int32(len(s.Order) + 1), 1})
		}
		s.rawAt = append(s.rawAt, int32(len(s.rawParts)))
	}
}

// raws are the raw parts of a row.
func (s *Scores) raws(i int32) []rawPart { return s.rawParts[s.rawAt[i]:s.rawAt[i+1]] }

// pool decides the parts that are shown: those that are withheld, or small, in
// either period go into one, together with the smallest others until it is small
// in neither.
func (s *Scores) pool(rows [2][]int32, job comparison) pooled {
	p := s.panel
	raw := len(s.Order) + 2
	var counts [2][]int
	for j, of := range rows {
		counts[j] = make([]int, raw)
		for _, i := range of {
			for _, r := range s.raws(i) {
				counts[j][r.part] += int(p.weight[i])
			}
		}
	}
	small := make([]bool, raw)
	for k := range small {
		for j, period := range [...]int32{job.from, job.to} {
			few := counts[j][k] > 0 && counts[j][k] < p.SmallGroup
			hidden := counts[j][k] > 0 && p.SmallGroup > 1 && s.raw(k).hidden[p.at(period, job.cut)]
			small[k] = small[k] || few || hidden
		}
	}
	for widen(small, counts, p.SmallGroup) {
	}
	parts := pooled{of: make([]int, raw), one: -1}
	for k := range raw {
		parts.of[k] = -1
		switch {
		case counts[0][k]+counts[1][k] == 0:
		case small[k] && parts.one >= 0:
			parts.of[k] = parts.one
		case small[k]:
			parts.one = len(parts.names)
			parts.of[k] = parts.one
			parts.names = append(parts.names, partName{part: PartSmall})
		default:
			parts.of[k] = len(parts.names)
			parts.names = append(parts.names, s.partName(k))
		}
	}
	return parts
}

// raw is the slice of a raw part.
func (s *Scores) raw(k int) *slice {
	if k < len(s.slices) {
		return s.slices[k]
	}
	return s.silent
}

func (s *Scores) partName(k int) partName {
	switch n := len(s.Order); k {
	case n:
		return partName{part: PartNoTheme, theme: models.NoThemeKey}
	case n + 1:
		return partName{part: PartNoComment}
	default:
		return partName{PartTheme, s.Order[k], s.restates(k)}
	}
}

// widen adds the smallest part to the pool where the pool is exposed; false where
// it is not, or where all is in it.
func widen(pooled []bool, counts [2][]int, k int) bool {
	members, exposed := 0, false
	var sum [2]int
	least, leastSize := -1, math.MaxInt
	for i := range pooled {
		n := counts[0][i] + counts[1][i]
		if pooled[i] {
			members++
			sum[0], sum[1] = sum[0]+counts[0][i], sum[1]+counts[1][i]
		} else if n > 0 && n < leastSize {
			least, leastSize = i, n
		}
	}
	exposed = members == 1 || sum[0] > 0 && sum[0] < k || sum[1] > 0 && sum[1] < k
	if members == 0 || !exposed || least < 0 {
		return false
	}
	pooled[least] = true
	return true
}

package nps

import (
	"cmp"
	"math"
	"slices"
	"stemme/models"
)

// emit writes the rows in the order of the tables: kind, period, dimension,
// value, theme.
func (s *Scores) emit() {
	p := s.panel
	themes := slices.Concat(s.slices, s.tops)
	slices.SortFunc(themes, func(a, b *slice) int { return cmp.Compare(a.theme, b.theme) })
	filled := 0
	for _, of := range themes {
		filled += len(of.cube.filled)
	}
	s.Cuts, s.Rows = make([]CutRow, 0, len(s.base.cube.filled)), make([]ThemeScoreRow, 0, filled)
	cuts := p.cutOrder()
	for _, at := range p.periodOrder() {
		for _, c := range cuts {
			id := p.at(at.node, c)
			whole := s.base.cube.cell(id)
			if whole.responses == 0 || p.bare(at.node, whole.responses) {
				continue
			}
			key := CutKey{at.kind, p.periods[at.node].name, p.dimension(c), p.cuts[c].value}
			row := s.cut(key, at.node, id)
			s.Cuts = append(s.Cuts, row)
			if s.base.hidden[id] || at.kind == KindMonth && key.Dimension == DimensionUnit {
				continue
			}
			for _, of := range themes {
				n := of.cube.cell(id).responses
				few := of.few && id == p.at(periodAll, cutAll)
				if p.bare(at.node, n) || n == 0 && !few && (of.theme != models.NoTheme || whole.commented == 0) {
					continue
				}
				s.Rows = append(s.Rows, s.themed(of, &row, id))
			}
		}
	}
}

// themed is the row of one theme and cut.
func (s *Scores) themed(of *slice, cut *CutRow, id int32) ThemeScoreRow {
	row := ThemeScoreRow{ScoreRow: s.panel.row(of, cut.CutKey, id), Lens: s.Lens, ThemeID: of.theme, Share: math.NaN(), BaseNPS: math.NaN(), Complete: cut.Complete}
	if row.Suppressed {
		return row
	}
	row.BaseNPS = cut.CommentedNPS
	if commented := s.base.cube.cell(id).commented; commented > 0 {
		row.Share = float64(of.cube.cell(id).responses) / float64(commented)
	}
	return row
}

// cut is the row of one cut.
func (s *Scores) cut(key CutKey, node, id int32) CutRow {
	of := &s.panel.periods[node]
	row := CutRow{ScoreRow: s.panel.row(s.base, key, id), Complete: of.whole()}
	if of.days > 0 {
		row.Days, row.DaysCovered = IntOf(of.days), IntOf(of.covered)
	}
	base := s.commentedRow(id)
	row.CommentedScored, row.CommentedNPS, row.CommentedLow, row.CommentedHigh = base.Scored, base.NPS, base.CILow, base.CIHigh
	return row
}

// commentedRow is the score of those of a cut who commented.
func (s *Scores) commentedRow(id int32) ScoreRow {
	if s.commented.cube.cell(id).responses == 0 {
		nan := math.NaN()
		return ScoreRow{NPS: nan, CILow: nan, CIHigh: nan}
	}
	return s.panel.row(s.commented, CutKey{}, id)
}

// A periodAs is a period under the kind that it is shown as.
type periodAs struct {
	kind string
	node int32
}

// periodOrder lists the periods in the order of the tables.
func (p *Panel) periodOrder() []periodAs {
	var all []periodAs
	for node := range p.periods {
		if kind := p.periods[node].kind; kind != "" {
			all = append(all, periodAs{kind, int32(node)})
			continue
		}
		for _, kind := range Kinds[1:] {
			all = append(all, periodAs{kind, int32(node)})
		}
	}
	slices.SortFunc(all, func(a, b periodAs) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(p.periods[a.node].name, p.periods[b.node].name))
	})
	return all
}

// cutOrder lists the cuts that have rows in the order of the tables. Those that are
// rare have figures nowhere, and no row that would tell their values.
func (p *Panel) cutOrder() []int32 {
	var all []int32
	for c := range p.cuts {
		if !p.cuts[c].hidden && !p.cuts[c].rare {
			all = append(all, int32(c))
		}
	}
	slices.SortStableFunc(all, func(a, b int32) int {
		return cmp.Or(cmp.Compare(p.dimension(a), p.dimension(b)), cmp.Compare(p.cuts[a].value, p.cuts[b].value))
	})
	return all
}

// shows says whether the figures of a cell that is not empty are shown.
func (p *Panel) shows(s *slice, id int32) bool {
	return !s.hidden[id] && !p.bare(id/int32(len(p.cuts)), s.cube.cell(id).responses)
}

// row is the cell's figures, or none where it is withheld.
func (p *Panel) row(s *slice, key CutKey, id int32) ScoreRow {
	if !p.shows(s, id) {
		nan := math.NaN()
		return ScoreRow{CutKey: key, NPS: nan, CILow: nan, CIHigh: nan, Suppressed: true, CommentShare: nan, DesignEffect: nan}
	}
	c := s.cube.cell(id)
	t := c.tally()
	design := s.cube.design(id)
	low, high := t.Interval(design)
	if t.Scored() == 0 {
		design = math.NaN()
	}
	return ScoreRow{
		CutKey: key, Responses: IntOf(t.Responses()), Scored: IntOf(t.Scored()),
		Promoters: IntOf(t.Promoters), Passives: IntOf(t.Passives), Detractors: IntOf(t.Detractors),
		NPS: t.NPS(), CILow: low, CIHigh: high,
		Unscored: IntOf(t.Unscored), Commented: IntOf(int(c.commented)),
		CommentShare: float64(c.commented) / float64(t.Responses()), DesignEffect: design,
	}
}

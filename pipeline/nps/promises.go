package nps

import (
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/nps/internal/withhold"
	"stemme/pipeline/tables"
)

// A PromiseRow is how far one promise was kept in one cut. The figures of a
// suppressed one are NULL.
type PromiseRow struct {
	CutKey
	ThemeID    string  `table:"theme_id,dict" doc:"the promise: an entry of a lens of promises, see themes"`
	Mentions   Int     `table:"mentions,null" doc:"responses that speak of it: kept + broken + unclear; NULL where suppressed"`
	Kept       Int     `table:"kept,null" doc:"responses that say it was kept"`
	Broken     Int     `table:"broken,null" doc:"responses that say it was broken"`
	Unclear    Int     `table:"unclear,null" doc:"responses that speak of it without saying which, or say both"`
	Index      float64 `table:"promise_index,null" doc:"100 · (kept − broken) / (kept + broken), from -100 to 100; NULL where suppressed or nobody says which"`
	CILow      float64 `table:"ci_low,null" doc:"lower end of its 95 % adjusted-Wald interval, widened where customers answered more than once"`
	CIHigh     float64 `table:"ci_high,null" doc:"upper end"`
	Change     float64 `table:"change,null" doc:"promise_index less that of the period of its kind before; NULL for all, and where there is none to show"`
	ChangeLow  float64 `table:"change_low,null" doc:"lower end of its 95 % interval"`
	ChangeHigh float64 `table:"change_high,null" doc:"upper end"`
	Trend      float64 `table:"trend,null" doc:"for all periods: points by which the index moves in a year, the straight line through its months; NULL for others, and where fewer than four quarters tell, or all say the same"`
	TrendLow   float64 `table:"trend_low,null" doc:"lower end of its 95 % interval"`
	TrendHigh  float64 `table:"trend_high,null" doc:"upper end"`
	Suppressed bool    `table:"suppressed" doc:"withheld: those who speak of the promise are, as in theme_nps, or those who say whether it was kept are a small group"`
	Lens       string  `table:"lens,dict" doc:"lens of the promise"`
}

// Promises has one row per cut and promise.
var Promises = tables.Define("promises", "cut × promise", "How often customers say that a promise was kept or broken, over all and per touchpoint.",
	tables.By(byCut(func(r *PromiseRow) *CutKey { return &r.CutKey }), tables.Key(func(r *PromiseRow) string { return r.Lens }), tables.Key(func(r *PromiseRow) string { return r.ThemeID }))).
	With(cutColumns(func(r *PromiseRow) *CutKey { return &r.CutKey }, func(r *PromiseRow) string { return system(r.Lens) })...)

// Promises says of every theme of the system, which must be promises, how many
// responses praise it, it was kept, and how many complain of it, it was broken: the
// index is to these what NPS is to promoters and detractors. A row is withheld where
// those who mention the theme are, and where those who say which are a small group
// or would give one away.
func (s *Scores) Promises() []PromiseRow {
	parts := make([][]PromiseRow, len(s.Order))
	s.panel.parallel(len(s.Order), func(t int) { parts[t] = s.promise(t) })
	return slices.Concat(parts...)
}

// key names a cut.
func (s *Scores) key(at periodAs, c int32) CutKey {
	return CutKey{at.kind, s.panel.periods[at.node].name, s.panel.dimension(c), s.panel.cuts[c].value}
}

// promiseCuts lists the cuts that promises are measured for.
func (s *Scores) promiseCuts() []int32 {
	var cuts []int32
	for _, c := range s.panel.cutOrder() {
		if d := s.panel.dimension(c); d == DimensionAll || d == DimensionTouchpoint {
			cuts = append(cuts, c)
		}
	}
	return cuts
}

// promise is the rows of theme t.
func (s *Scores) promise(t int) []PromiseRow {
	p, of := s.panel, s.slices[t]
	told := s.told(t)
	var rows []PromiseRow
	for _, at := range p.periodOrder() {
		for _, c := range s.promiseCuts() {
			id := p.at(at.node, c)
			mentions, n := of.cube.cell(id), told.cube.cell(id).responses
			few := of.few && id == p.at(periodAll, cutAll)
			if mentions.responses == 0 && !few || s.base.hidden[id] || p.bare(at.node, mentions.responses) || p.bare(at.node, n) {
				continue
			}
			nan := math.NaN()
			row := PromiseRow{CutKey: s.key(at, c), ThemeID: s.Order[t], Lens: s.Lens, Index: nan, CILow: nan, CIHigh: nan,
				Change: nan, ChangeLow: nan, ChangeHigh: nan, Trend: nan, TrendLow: nan, TrendHigh: nan}
			row.Suppressed = of.hidden[id] || n > 0 && told.hidden[id]
			if !row.Suppressed {
				s.fill(&row, told, at, c, int(mentions.responses))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// fill writes the figures of a row that is shown.
func (s *Scores) fill(row *PromiseRow, told *slice, at periodAs, c int32, mentions int) {
	p := s.panel
	id := p.at(at.node, c)
	tally := told.cube.cell(id).tally()
	row.Mentions, row.Kept, row.Broken = IntOf(mentions), IntOf(tally.Promoters), IntOf(tally.Detractors)
	row.Unclear = IntOf(mentions - tally.Scored())
	row.Index = tally.NPS()
	row.CILow, row.CIHigh = tally.Interval(told.cube.design(id))
	if at.kind == KindAll {
		row.Trend, row.TrendLow, row.TrendHigh = p.trend(told, c)
		return
	}
	before := p.periods[at.node].before
	if before < 0 || s.base.hidden[p.at(before, c)] || !s.shown(told, before, c) || tally.Scored() == 0 {
		return
	}
	earlier := p.at(before, c)
	d := Compare(told.cube.cell(earlier).tally(), tally, told.cube.design(earlier), told.cube.design(id))
	row.Change, row.ChangeLow, row.ChangeHigh = d.Points, d.Low, d.High
}

// told is the slice of those who say whether theme t was kept, in which kept stands
// for promoter and broken for detractor.
func (s *Scores) told(t int) *slice {
	p := *s.panel
	p.class = make([]models.Class, len(s.panel.class))
	var rows []int32
	for _, i := range s.slices[t].rows {
		switch s.sign(int(i), slices.Index(s.themes[i], t)) {
		case 1:
			p.class[i] = models.Promoter
		case -1:
			p.class[i] = models.Detractor
		default:
			continue
		}
		rows = append(rows, i)
	}
	of := p.counted(rows)
	of.hidden = p.hide(of.cube, withhold.Counts{Within: s.slices[t].hidden, Outside: p.unmeasured})
	return of
}

// fewestQuarters is how many quarters tell a trend by the year: out of four months one of
// −144 points a year came, an interval from −246.
const fewestQuarters = 4

// trend is the slope of a cut's index by month, in points a year, with its 95 %
// interval: least squares of ±100 on the month, the variance of each response its
// own (White, Econometrica 48, 1980), widened by the design effect of all months.
func (p *Panel) trend(told *slice, c int32) (slope, low, high float64) {
	type month struct {
		x, n, y float64
		kept    float64
	}
	var months []month
	var n, sumX, sumY float64
	quarters := 0
	for node := range p.periods {
		cell := told.cube.cell(p.at(int32(node), c))
		if cell.responses > 0 && p.periods[node].kind == KindQuarter {
			quarters++
		}
		if p.periods[node].kind != KindMonth || cell.responses == 0 {
			continue
		}
		m := month{float64(p.periods[node].months) / 12, float64(cell.responses), cell.tally().NPS(), float64(cell.promoters)}
		months = append(months, m)
		n, sumX, sumY = n+m.n, sumX+m.n*m.x, sumY+m.n*m.y
	}
	if quarters < fewestQuarters {
		return math.NaN(), math.NaN(), math.NaN()
	}
	var spread, product, meat float64
	for _, m := range months {
		spread += m.n * (m.x - sumX/n) * (m.x - sumX/n)
		product += m.n * (m.x - sumX/n) * (m.y - sumY/n)
	}
	slope = product / spread
	for _, m := range months {
		fit := sumY/n + slope*(m.x-sumX/n)
		squares := m.kept*(100-fit)*(100-fit) + (m.n-m.kept)*(100+fit)*(100+fit)
		meat += (m.x - sumX/n) * (m.x - sumX/n) * squares
	}
	if meat == 0 { // all say the same: no spread tells how sure it is
		return math.NaN(), math.NaN(), math.NaN()
	}
	se := math.Sqrt(meat*n/(n-2)*told.cube.design(p.at(periodAll, c))) / spread
	return slope, slope - Z*se, slope + Z*se
}

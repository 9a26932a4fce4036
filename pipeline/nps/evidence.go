package nps

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
)

// Evidence is a figure with the responses behind it.
type Evidence struct {
	Row       ScoreRow // recomputed from Responses alone
	Share     float64  // of the cut's commented responses; NaN for a cut's own score
	Responses []int    // indices into the responses, ascending
}

// Explain lists the responses behind a row of nps, or with a theme behind one of
// theme_nps (models.NoTheme is uden tema), and recomputes the row from them: it
// walks the responses one by one and shares none of the counting of Score. Whether
// a row is withheld is Score's to say, so a withheld one is the error
// "figure_withheld"; a cut without responses is "cut_unknown". Both are of type
// *messages.Error. Responses and system must be those that were counted.
func (sc *Scores) Explain(responses []models.Response, system System, key CutKey, theme *string) (Evidence, error) {
	var e Evidence
	system = sc.counted(system)
	commented := 0
	var customers []string
	for _, i := range key.Counted(responses, sc.panel.Latest) {
		r := &responses[i]
		if r.Commented() {
			commented++
		}
		if theme == nil || system.Mentions(i, r.Commented(), *theme) {
			e.Responses = append(e.Responses, i)
			customers = append(customers, r.Customer)
		}
	}
	if len(e.Responses) == 0 {
		return e, messages.Errorf("cut_unknown", key.Dimension, key.Value)
	}
	if sc.withheld(key, theme) {
		return Evidence{}, messages.Errorf("figure_withheld")
	}
	e.Row, e.Share = recompute(responses, e.Responses, customers), math.NaN()
	e.Row.CutKey = key
	if theme != nil && commented > 0 {
		e.Share = float64(len(e.Responses)) / float64(commented)
	}
	return e, nil
}

// Counted lists the responses of a cut, but where latest those of known customers
// who answered again within the period.
func (k CutKey) Counted(responses []models.Response, latest bool) []int {
	period := CutKey{PeriodKind: k.PeriodKind, Period: k.Period, Dimension: DimensionAll}
	last := map[string]int{}
	for i := range responses {
		r := &responses[i]
		if !latest || r.Customer == "" || !period.Holds(r) {
			continue
		}
		if j, seen := last[r.Customer]; !seen || later(r, &responses[j]) {
			last[r.Customer] = i
		}
	}
	var of []int
	for i := range responses {
		if r := &responses[i]; k.Holds(r) && (!latest || r.Customer == "" || last[r.Customer] == i) {
			of = append(of, i)
		}
	}
	return of
}

func later(a, b *models.Response) bool {
	return cmp.Or(cmp.Compare(a.Day, b.Day), a.At.Compare(b.At), a.Key().Compare(b.Key())) > 0
}

// Holds says whether a response belongs to a cut. Employees belong to none.
func (k CutKey) Holds(r *models.Response) bool {
	return r.Kind != models.Employees && k.among(r) && k.in(r)
}

// in says whether a response is of the period of a cut.
func (k CutKey) in(r *models.Response) bool {
	return k.PeriodKind == KindAll ||
		(k.Period == "") == (r.Day == models.NoDay) && PeriodName(k.PeriodKind, r.Day) == k.Period
}

// among says whether a response has the value of a cut.
func (k CutKey) among(r *models.Response) bool {
	switch k.Dimension {
	case DimensionAll:
		return true
	case DimensionTouchpoint:
		return r.Touchpoint == k.Value
	case DimensionStage:
		return r.Stage == k.Value
	case DimensionSource:
		return r.Source == k.Value
	case DimensionUnit:
		return r.Unit == k.Value || k.Value != "" && strings.HasPrefix(r.Unit, k.Value+"/")
	}
	if name, ok := strings.CutPrefix(k.Dimension, "segment_"); ok && reserved(name) {
		return r.Segment(name) == k.Value
	}
	return r.Segment(k.Dimension) == k.Value
}

// Mentions says whether response i mentions a theme, or for NoTheme, is commented
// without one.
func (s *System) Mentions(i int, commented bool, theme string) bool {
	themes := s.of(i)
	if theme == models.NoTheme {
		return len(themes) == 0 && commented
	}
	for _, t := range themes {
		if s.Order[t] == theme || t < len(s.Tops) && theme != models.NoTheme && s.Tops[t] == theme {
			return true
		}
	}
	return false
}

// withheld looks a row up in what Score decided.
func (sc *Scores) withheld(key CutKey, theme *string) bool {
	id := sc.cell(key)
	if id < 0 || !sc.panel.shows(sc.base, id) {
		return true
	}
	if theme == nil {
		return false
	}
	of := sc.sliceOf(*theme)
	return of == nil || !sc.panel.shows(of, id)
}

// cell is the cell of a cut, −1 where no response has it.
func (sc *Scores) cell(key CutKey) int32 {
	p := sc.panel
	c := p.findCut(key.Dimension, key.Value)
	node := p.findPeriod(key.PeriodKind, key.Period)
	if key.PeriodKind != KindAll && key.Period == "" {
		node = p.findPeriod("", "")
	}
	if c < 0 || node < 0 {
		return -1
	}
	return p.at(node, c)
}

// sliceOf finds a theme, a top theme or the rest; nil where there is none.
func (sc *Scores) sliceOf(theme string) *slice {
	for _, of := range slices.Concat(sc.slices, sc.tops) {
		if of.theme == theme {
			return of
		}
	}
	return nil
}

// Shows says whether the open tables show the figures of a cut, or with a theme
// (models.NoTheme is uden tema) those of its responses that mention it. A group
// without responses hides nothing. Cells that themes are not measured for are in no
// table: figures made of them may be shown where no small group is near: see clear.
func (sc *Scores) Shows(key CutKey, theme *string) bool {
	id := sc.cell(key)
	if id < 0 || sc.base.cube.cell(id).responses == 0 {
		return true
	}
	if shown := sc.panel.shows(sc.base, id); theme == nil || !shown {
		return shown
	}
	of := sc.sliceOf(*theme)
	switch {
	case of != nil && of.few:
		return false
	case of == nil || of.cube.cell(id).responses == 0:
		return true
	case sc.panel.unmeasured(id):
		return sc.clear(of, id)
	}
	return sc.panel.shows(of, id)
}

// clear says of a cell that themes are not measured for, a unit in a month, whether
// no small group can be found by it: none of the cells of the quarter's months × the
// unit and its siblings, at every level up, is small, and the quarter's are shown.
func (sc *Scores) clear(of *slice, id int32) bool {
	p := sc.panel
	period, cut := id/int32(len(p.cuts)), id%int32(len(p.cuts))
	quarter := p.periods[period].parent
	for ; cut != cutAll; cut = p.cuts[cut].parent {
		for c := range p.cuts {
			if p.cuts[c].line != p.cuts[cut].line || c == cutAll {
				continue
			}
			if id := p.at(quarter, int32(c)); of.hidden[id] && of.cube.cell(id).responses > 0 && !p.cuts[c].hidden {
				return false
			}
			for month := range p.periods {
				if p.periods[month].parent == quarter && of.cube.cell(p.at(int32(month), int32(c))).size().Small(int32(p.SmallGroup)) {
					return false
				}
			}
		}
	}
	return true
}

// recompute is the score of the listed responses, straight from its definition.
func recompute(responses []models.Response, listed []int, customers []string) ScoreRow {
	var t Tally
	commented := 0
	for _, i := range listed {
		t.Add(classOf(&responses[i]))
		if responses[i].Commented() {
			commented++
		}
	}
	row := ScoreRow{
		Responses: IntOf(t.Responses()), Scored: IntOf(t.Scored()), Promoters: IntOf(t.Promoters), Passives: IntOf(t.Passives),
		Detractors: IntOf(t.Detractors), Unscored: IntOf(t.Unscored), Commented: IntOf(commented), NPS: t.NPS(),
		CommentShare: float64(commented) / float64(t.Responses()), DesignEffect: math.NaN(), CILow: math.NaN(), CIHigh: math.NaN(),
	}
	if t.Scored() == 0 {
		return row
	}
	row.DesignEffect = widening(responses, listed, customers, t)
	row.CILow, row.CIHigh = t.Interval(row.DesignEffect)
	return row
}

// widening is the design effect, customer by customer.
func widening(responses []models.Response, listed []int, customers []string, t Tally) float64 {
	var order []string
	sums, numbers := map[string]float64{}, map[string]float64{}
	mean, strangers, together, numberSquares := t.NPS()/100, 0.0, 0.0, 0.0
	for at, i := range listed {
		if classOf(&responses[i]) == models.NoClass {
			continue
		}
		off := float64(classOf(&responses[i]).Value())/100 - mean
		strangers += off * off
		c := customers[at]
		if c == "" {
			together += off * off
			numberSquares++
			continue
		}
		if numbers[c] == 0 {
			order = append(order, c)
		}
		sums[c] += off
		numbers[c]++
	}
	for _, c := range order {
		together += sums[c] * sums[c]
		numberSquares += numbers[c] * numbers[c]
	}
	n := float64(t.Scored())
	return widened(n, numberSquares/n, strangers, together)
}

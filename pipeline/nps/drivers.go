package nps

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// OutcomeNPS is the outcome of drivers that explain the score's value, 100/0/−100.
const OutcomeNPS = "nps"

// Drivers says how the score of those who mention each theme differs from the
// average comment's, other themes, touchpoint and unit being equal: of OutcomeNPS,
// or of a further question. It is a least squares fit of the value on an indicator
// per theme, with indicators for a comment without theme, for no comment, the
// touchpoints and the units as controls. Themes that hardly ever come apart are one
// column and have their joint effect. Themes that restate the score are left out of
// the fit that the others are in, since they would take away what those do; their
// own effects are of a fit with all. Themes withheld over all are left out.
// Association, not proof of cause. Rows are in the order of rank, those that restate
// the score last.
//
// An effect is held against the average comment, as contrast says, so that it is
// there also where every comment has one theme, and what comments without a theme are
// like is in it only as far as the average comment is like them. It is one that the
// data tell without any prior, and so does not depend on how many they are.
//
// Methods: intervals by the cluster-robust sandwich (Liang and Zeger 1986);
// importance by relative weights (Johnson, Multivariate Behavioral Research 35,
// 2000) on what the controls leave, so that the weights sum to R²; penalty and
// reward are the two halves of the effect (Brandt 1987).
func (s *Scores) Drivers(outcome string) []DriverRow {
	every := func(int) bool { return true }
	rows := s.driversOf(outcome, func(t int) bool { return !s.restates(t) }, every)
	if outcome == OutcomeNPS {
		s.setSides(rows)
	}
	if slices.Contains(s.Restates, true) {
		all := s.driversOf(outcome, every, every)
		for _, r := range all {
			if r.Restates {
				r.Importance, r.Explained = math.NaN(), math.NaN()
				rows = append(rows, r)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b DriverRow) int {
		return cmp.Or(compareBool(a.Restates, b.Restates), cmp.Compare(b.certain(), a.certain()),
			cmp.Compare(orZero(math.Abs(b.Effect)), orZero(math.Abs(a.Effect))))
	})
	for k := range rows {
		rows[k].Rank = k + 1
	}
	if outcome == OutcomeNPS {
		s.reverse(rows)
	}
	return rows
}

// reverse marks the rows of which the shown score of those who mention the theme surely lies
// on the other side of the average comment's than the effect says.
func (s *Scores) reverse(rows []DriverRow) {
	own := map[string]*ThemeScoreRow{}
	for i := range s.Rows {
		if r := &s.Rows[i]; r.PeriodKind == KindAll && r.Dimension == DimensionAll && !r.Suppressed {
			own[r.ThemeID] = r
		}
	}
	for i := range rows {
		row := &rows[i]
		if r := own[row.ThemeID]; r != nil && row.Sure() {
			row.Reverses = row.Effect > 0 && r.CIHigh < r.BaseNPS || row.Effect < 0 && r.CILow > r.BaseNPS
		}
	}
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// driversOf fits the themes that in holds, and tells of those that tell holds, which are the
// family of q.
func (s *Scores) driversOf(outcome string, in, tell func(t int) bool) []DriverRow {
	r := s.regression(outcome, in)
	if r == nil {
		return nil
	}
	fit := r.possible()
	weights, explained := r.importance(fit)
	explained = r.blurWeights(weights, explained)
	var rows []DriverRow
	var ends [][2]float64
	ps := make([]float64, len(r.themes))
	var column []int
	for k, together := range r.themes {
		ps[k] = math.NaN()
		for _, t := range together {
			if !tell(t) {
				continue
			}
			row, p := r.row(k, t, fit)
			row.Importance, row.Explained = weights[k]/float64(len(together)), explained
			rows, column, ps[k] = append(rows, row), append(column, k), p
			ends = append(ends, r.toldBounds(fit, k))
		}
	}
	q := BenjaminiHochberg(ps)
	for i := range rows {
		rows[i].Q = q[column[i]]
		r.blur(&rows[i], ends[i])
	}
	return rows
}

// blur tells a row to the worth of one of the responses that mention the theme, and
// never what is impossible, beyond ends.
func (r *regression) blur(row *DriverRow, ends [2]float64) {
	least, most := r.scale()
	step := r.panel.step((most-least)/2, float64(row.Responses))
	if step == 0 {
		return
	}
	whole := math.Abs(row.Effect-(row.Reward-row.Penalty)) < 1e-6 // it was not cut
	row.Penalty, row.Reward = told(row.Penalty, step, math.Round), told(row.Reward, step, math.Round)
	row.Effect = told(row.Effect, step, math.Round)
	if whole {
		row.Effect = row.Reward - row.Penalty
	}
	row.CILow, row.CIHigh = toldRange(row.CILow, row.CIHigh, step)
	for _, v := range [...]*float64{&row.Effect, &row.CILow, &row.CIHigh} {
		*v = min(max(*v, ends[0]), ends[1]) // NaN stays
	}
	row.Effect = min(max(row.Effect, row.Mean-most), row.Mean-least)
	row.CILow, row.CIHigh = min(row.CILow, row.Effect), max(row.CIHigh, row.Effect)
	row.Weight, row.Q = row.Effect*row.Share, toldQ(row.Q, step)
}

// blurWeights tells importance, which adds up to explained, to the worth of one of all
// responses.
func (r *regression) blurWeights(weights []float64, explained float64) float64 {
	step := r.panel.step(1, r.total)
	var parts []*float64
	for k := range weights {
		parts = append(parts, &weights[k])
	}
	explained = told(explained, step, math.Round)
	toldAll(parts, explained, step)
	return explained
}

// Sure says whether the effect is told as sure.
func (r *DriverRow) Sure() bool { return Sure(r.CILow, r.CIHigh, r.Q) }

// certain is how far the interval keeps from 0.
func (r *DriverRow) certain() float64 {
	if r.CILow > 0 {
		return r.CILow
	}
	return max(0, -orZero(r.CIHigh))
}

func orZero(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}

// slack is how many points beyond what is possible an effect may come out, by noise
// and since touchpoint and unit are held, to be cut to it; one further out tells
// nothing. Chosen by eye.
const slack = 25

// within sets the interval of a row to what others of the like of those who mention column k could
// come to, and the whole to what a few can carry.
func (r *regression) within(f *fit, k int, row *DriverRow, d Difference) {
	low, high := r.widest(f, k)
	row.CILow, row.CIHigh = min(max(d.Low, low), row.Effect), max(min(d.High, high), row.Effect)
	if r.outcome == OutcomeNPS && row.Responses < fewest && r.comments(f) < fewComments {
		for _, v := range [...]*float64{&row.Effect, &row.CILow, &row.CIHigh} {
			*v = min(max(*v, -mostOfFew), mostOfFew)
		}
	}
}

// mostOfFew is beyond how many points no effect is told that a few of few comments carry: five who
// praise what a unit that all find bad does well are no +170. Chosen by eye.
const mostOfFew = 100.0

// row is the figures of theme t, which column k is of, but importance and q; p is
// for q.
func (r *regression) row(k, t int, f *fit) (DriverRow, float64) {
	nan := math.NaN()
	s := r.scores
	n, sum := r.said[t].n, r.said[t].sum
	all := r.total
	mean, whole := sum/n, f.moment[0].AtVec(len(r.themes)+1)/all
	row := DriverRow{
		Lens: s.Lens, Restates: s.restates(t),
		Outcome: r.outcome, ThemeID: s.Order[t], Responses: int(n), Share: n / all, Mean: mean,
		LeaveOut: n * (mean - whole) / (all - n),
		Effect:   nan, CILow: nan, CIHigh: nan, Weight: nan, Penalty: nan, Reward: nan,
		PraisedNPS: nan, PraisedEffect: nan, PraisedLow: nan, PraisedHigh: nan, PraisedQ: nan,
		BlamedNPS: nan, BlamedEffect: nan, BlamedLow: nan, BlamedHigh: nan, BlamedQ: nan,
	}
	if of := r.joint(f, k); len(of) > 1 {
		ids := make([]string, len(of))
		for n, u := range of {
			ids[n] = s.Order[u]
		}
		row.Group = strings.Join(ids, "+")
	}
	own := f.gram.At(k, k)
	if !f.told(k) || own < float64(r.enough()) || r.total-own < fewestTold {
		return row, nan
	}
	d := r.adjusted(f, k)
	low, high := r.bounds(f, k)
	least, most := r.scale()
	low, high = max(low, mean-most), min(high, mean-least)
	if d.Points < low-slack || d.Points > high+slack {
		return row, nan
	}
	row.Effect = min(max(d.Points, low), high)
	r.within(f, k, &row, d)
	row.Weight = row.Effect * row.Share
	if r.outcome == OutcomeNPS {
		row.Penalty, row.Reward = f.effect(1, k), f.effect(2, k)
	}
	return row, d.P
}

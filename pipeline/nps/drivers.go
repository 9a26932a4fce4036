package nps

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"

	"stemme/models"
)

// OutcomeNPS is the outcome of drivers that explain the score's value, 100/0/−100.
const OutcomeNPS = "nps"

// maxControls is how many values a dimension may have to be held as one dummy
// each; of a unit path the finest level that keeps to it is taken. It bounds the
// normal equations, which grow with the square.
const maxControls = 300

// A regression is the normal equations of outcome columns on theme indicators and
// controls, kept sparse by row.
type regression struct {
	panel    *Panel
	scores   *Scores
	rows     []int32
	themes   [][]int // places in Order of each theme column, which come first: one, or several that come together
	columns  [][]int32
	width    int
	outcomes [][]float64 // value, 100·detractor, 100·promoter, by place in rows
}

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
// Where every comment has one theme only differences between themes are in the data.
// The effects' mean, weighted by mentions, is therefore drawn to 0, as hard as
// predicts each response best from the others (Allen, Technometrics 16, 1974):
// effects are against the weighted mean of all comments (effects coding). Comments
// without a theme are one column of this; the more of them there are, the more they
// are what effects are held against, and never a few: see bareWorth.
//
// Methods: intervals by the cluster-robust sandwich (Liang and Zeger 1986);
// importance by relative weights (Johnson, Multivariate Behavioral Research 35,
// 2000) on what the controls leave, so that the weights sum to R²; penalty and
// reward are the two halves of the effect (Brandt 1987).
func (s *Scores) Drivers(outcome string) []DriverRow {
	rows := s.driversOf(outcome, func(t int) bool { return !s.restates(t) })
	if slices.Contains(s.Restates, true) {
		all := s.driversOf(outcome, func(int) bool { return true })
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
	return rows
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// driversOf fits the themes that in holds.
func (s *Scores) driversOf(outcome string, in func(t int) bool) []DriverRow {
	r := s.regression(outcome, in)
	if r == nil {
		return nil
	}
	fit := r.solve()
	weights, explained := r.importance(fit)
	var rows []DriverRow
	ps := make([]float64, len(r.themes))
	for k, together := range r.themes {
		for _, t := range together {
			row, p := r.row(k, t, fit, outcome)
			row.Importance, row.Explained = weights[k]/float64(len(together)), explained
			rows, ps[k] = append(rows, row), p
		}
	}
	q := BenjaminiHochberg(ps)
	at := 0
	for k, together := range r.themes {
		for range together {
			rows[at].Q = q[k]
			at++
		}
	}
	return rows
}

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

// regression lists the rows and columns; nil where nothing can be explained.
func (s *Scores) regression(outcome string, in func(t int) bool) *regression {
	p := s.panel
	r := &regression{panel: p, scores: s}
	value := p.outcome(outcome)
	if value == nil {
		return nil
	}
	spread := false
	for i, y := range value {
		if !math.IsNaN(y) && p.whole(i) {
			r.rows = append(r.rows, int32(i))
			spread = spread || y != value[r.rows[0]]
		}
	}
	if !spread {
		return nil
	}
	var shown []int
	for t := range s.Order {
		if in(t) && s.shown(s.slices[t], periodAll, cutAll) && r.varies(s.slices[t].rows, value) {
			shown = append(shown, t)
		}
	}
	if len(shown) == 0 {
		return nil
	}
	r.themes = r.together(shown)
	r.setColumns()
	r.outcomes = make([][]float64, 3)
	for _, i := range r.rows {
		r.outcomes[0] = append(r.outcomes[0], value[i])
		r.outcomes[1] = append(r.outcomes[1], indicator(p.class[i] == models.Detractor))
		r.outcomes[2] = append(r.outcomes[2], indicator(p.class[i] == models.Promoter))
	}
	return r
}

// apart is the share of a theme's responses, and of another's, below which the two
// are mentioned apart so seldom that they are one column.
const apart = 0.03

// together groups the themes that hardly ever come apart.
func (r *regression) together(shown []int) [][]int {
	n := len(r.scores.Order)
	count, both := make([]float64, n), map[[2]int]float64{}
	for _, i := range r.rows {
		w := float64(r.panel.weight[i])
		for a, t := range r.scores.themes[i] {
			count[t] += w
			for _, u := range r.scores.themes[i][a+1:] {
				both[[2]int{t, u}] += w
			}
		}
	}
	var groups [][]int
	for _, t := range shown {
		at := slices.IndexFunc(groups, func(g []int) bool {
			return slices.ContainsFunc(g, func(u int) bool { return both[[2]int{u, t}] >= (1-apart)*max(count[t], count[u]) })
		})
		if at < 0 {
			groups = append(groups, []int{t})
		} else {
			groups[at] = append(groups[at], t)
		}
	}
	return groups
}

func indicator(b bool) float64 {
	if b {
		return 100
	}
	return 0
}

// outcome is a column of values, NaN where unknown; nil for an unknown question.
func (p *Panel) outcome(name string) []float64 {
	if name == OutcomeNPS {
		values := make([]float64, len(p.class))
		for i, c := range p.class {
			values[i] = float64(c.Value())
			if c == models.NoClass {
				values[i] = math.NaN()
			}
		}
		return values
	}
	for _, column := range p.ratings {
		if column.name == name {
			return column.values
		}
	}
	return nil
}

// varies says whether some but not all of the regression's rows are members, and
// not fewer than a small group.
func (r *regression) varies(members []int32, value []float64) bool {
	n := 0
	for _, i := range members {
		if !math.IsNaN(value[i]) && r.panel.whole(int(i)) {
			n += int(r.panel.weight[i])
		}
	}
	return n >= max(1, r.panel.SmallGroup) && n < int(r.total())
}

// total is how many responses the rows stand for.
func (r *regression) total() float64 {
	n := 0.0
	for _, i := range r.rows {
		n += float64(r.panel.weight[i])
	}
	return n
}

// setColumns lists the columns that are 1 in each row: themes, then a comment
// without any of them, the constant, no comment, touchpoint and unit.
func (r *regression) setColumns() {
	p := r.panel
	theme := map[int]int32{}
	for k, together := range r.themes {
		for _, t := range together {
			theme[t] = int32(k)
		}
	}
	bare := int32(len(r.themes))
	constant, silent := bare+1, bare+2
	r.width = len(r.themes) + 3
	control := r.controls()
	r.columns = make([][]int32, len(r.rows))
	for k, i := range r.rows {
		var of []int32
		for _, t := range r.scores.themes[i] {
			if c, in := theme[t]; in && !slices.Contains(of, c) {
				of = append(of, c)
			}
		}
		switch {
		case len(of) > 0:
		case p.commented[i]:
			of = append(of, bare)
		default:
			of = append(of, silent)
		}
		of = append(of, constant)
		for _, place := range p.places[i] {
			if c, in := control[place]; in {
				of = append(of, c)
			}
		}
		r.columns[k] = of
	}
}

// controls gives each held cut a column: of every dimension's values all but the
// first.
func (r *regression) controls() map[int32]int32 {
	p := r.panel
	column := map[int32]int32{}
	for _, dimension := range [...]string{DimensionTouchpoint, DimensionUnit} {
		held := p.leaves(dimension)
		if len(held) > maxControls {
			held = p.tops(dimension)
		}
		for i, c := range held {
			if i > 0 && len(held) <= maxControls {
				column[c] = int32(r.width)
				r.width++
			}
		}
	}
	return column
}

// A fit is the solved regression.
type fit struct {
	gram    *mat.SymDense // X'X
	penalty *mat.SymDense // on the effects' weighted mean
	inverse *mat.SymDense // of X'X + penalty + ridge
	beta    []*mat.VecDense
	moment  []*mat.VecDense // X'y
	meat    *mat.SymDense   // sums within customers of x·residual, squared
	factor  float64         // of small samples
}

// ridge keeps the normal equations regular where columns are dependent. It is so
// small that it moves no effect that can be told; those that cannot are found by
// how much it does move them.
const ridge = 1e-6

// pulls are how hard the weighted mean of the effects is drawn to 0: as so many
// further comments would that said it is 0. The hardest leaves it no room.
var pulls = [...]float64{1e7, 1000, 300, 100}

// bareWorth is how many comments without a theme weigh as much, as what effects are
// held against, as the weighted mean of all comments. Chosen so that thirty move
// nothing and thousands are the reference.
const bareWorth = 300

// solve fits with the pull on the weighted mean whose predictions of each response
// from the others are best.
func (r *regression) solve() *fit {
	gram := mat.NewSymDense(r.width, nil)
	for k, of := range r.columns {
		w := float64(r.panel.weight[r.rows[k]])
		for a, i := range of {
			for _, j := range of[a:] {
				gram.SetSym(int(i), int(j), gram.At(int(i), int(j))+w)
			}
		}
	}
	var best *fit
	least := math.Inf(1)
	for _, pull := range pulls {
		f := r.fit(gram, pull)
		if left := r.leftOut(f); left < least*(1-1e-9) {
			least, best = left, f
		}
	}
	r.sandwich(best)
	return best
}

// fit solves with one pull.
func (r *regression) fit(gram *mat.SymDense, pull float64) *fit {
	f := &fit{gram: gram, penalty: mat.NewSymDense(r.width, nil)}
	themes := len(r.themes) + 1 // a comment without any is one of them
	mentions := 0.0
	for i := range themes {
		mentions += gram.At(i, i)
	}
	for i := range themes {
		for j := i; j < themes; j++ {
			f.penalty.SetSym(i, j, pull*gram.At(i, i)/mentions*gram.At(j, j)/mentions)
		}
	}
	regular := mat.NewSymDense(r.width, nil)
	regular.AddSym(gram, f.penalty)
	for i := range r.width {
		regular.SetSym(i, i, regular.At(i, i)+ridge)
	}
	var chol mat.Cholesky
	chol.Factorize(regular)
	f.inverse = mat.NewSymDense(r.width, nil)
	_ = chol.InverseTo(f.inverse) // ill-conditioned is expected: see told
	for _, y := range r.outcomes {
		moment, beta := mat.NewVecDense(r.width, nil), mat.NewVecDense(r.width, nil)
		for k, of := range r.columns {
			for _, c := range of {
				moment.SetVec(int(c), moment.AtVec(int(c))+y[k]*float64(r.panel.weight[r.rows[k]]))
			}
		}
		beta.MulVec(f.inverse, moment)
		f.moment, f.beta = append(f.moment, moment), append(f.beta, beta)
	}
	return f
}

// leftOut is the sum of squares of what the fit without each response misses it by:
// its residual over 1 − its leverage.
func (r *regression) leftOut(f *fit) float64 {
	sum := 0.0
	for k, of := range r.columns {
		residual, leverage := r.outcomes[0][k], 0.0
		for a, i := range of {
			residual -= f.beta[0].AtVec(int(i))
			leverage += f.inverse.At(int(i), int(i))
			for _, j := range of[a+1:] {
				leverage += 2 * f.inverse.At(int(i), int(j))
			}
		}
		off := residual / max(1-leverage, 1e-3)
		sum += float64(r.panel.weight[r.rows[k]]) * off * off
	}
	return sum
}

// sandwich sums x·residual within each customer and squares it.
func (r *regression) sandwich(f *fit) {
	f.meat = mat.NewSymDense(r.width, nil)
	sum := make([]float64, r.width)
	var touched []int32
	square := func(w float64) {
		for a, i := range touched {
			for _, j := range touched[a:] {
				f.meat.SetSym(int(i), int(j), f.meat.At(int(i), int(j))+w*sum[i]*sum[j])
			}
		}
		for _, c := range touched {
			sum[c] = 0
		}
		touched = touched[:0]
	}
	clusters := 0.0
	for k, i := range r.rows { // a customer's rows lie together
		residual := r.outcomes[0][k]
		for _, c := range r.columns[k] {
			residual -= f.beta[0].AtVec(int(c))
		}
		cluster, w := r.panel.cluster[i], float64(r.panel.weight[i])
		each := w
		if cluster == alone {
			each = 1
		}
		for _, c := range r.columns[k] {
			if !slices.Contains(touched, c) {
				touched = append(touched, c)
			}
			sum[c] += each * residual
		}
		switch {
		case cluster == alone:
			square(w)
			clusters += w
		case k+1 == len(r.rows) || r.panel.cluster[r.rows[k+1]] != cluster:
			square(1)
			clusters++
		}
	}
	n, g, k := r.total(), clusters, 0.0
	for c := range r.width {
		if f.gram.At(c, c) > 0 {
			k++
		}
	}
	f.factor = g / max(g-1, 1) * (n - 1) / max(n-k, 1)
}

// told says whether column c's effect can be told from the other columns': its
// coefficient is then what the data say, not what the ridge does.
func (f *fit) told(c int) bool {
	sum := 0.0
	for j := range f.gram.SymmetricDim() {
		sum += f.inverse.At(c, j) * (f.gram.At(j, c) + f.penalty.At(j, c))
	}
	return math.Abs(sum-1) < 1e-3
}

// against is the part of the effect of the comments without a theme, column bare,
// that effects are held against.
func (f *fit) against(bare int) float64 {
	n := f.gram.At(bare, bare)
	return n / (n + bareWorth)
}

// effect is column c's on an outcome.
func (f *fit) effect(outcome, c, bare int) float64 {
	return f.beta[outcome].AtVec(c) - f.against(bare)*f.beta[outcome].AtVec(bare)
}

// se is the standard error of column c's effect on the first outcome.
func (f *fit) se(c, bare int) float64 {
	n := f.gram.SymmetricDim()
	bread := mat.NewVecDense(n, nil)
	for j := range n {
		bread.SetVec(j, f.inverse.At(c, j)-f.against(bare)*f.inverse.At(bare, j))
	}
	return math.Sqrt(f.factor * mat.Inner(bread, f.meat, bread))
}

// row is the figures of theme t, which column k is of, but importance and q; p is
// for q.
func (r *regression) row(k, t int, f *fit, outcome string) (DriverRow, float64) {
	nan := math.NaN()
	s := r.scores
	n, all := f.gram.At(k, k), r.total()
	mean, whole := f.moment[0].AtVec(k)/n, f.moment[0].AtVec(len(r.themes)+1)/all
	row := DriverRow{
		Lens: s.Lens, Restates: s.restates(t),
		Outcome: outcome, ThemeID: s.Order[t], Responses: int(n), Share: n / all, Mean: mean,
		LeaveOut: n * (mean - whole) / (all - n),
		Effect:   nan, CILow: nan, CIHigh: nan, Weight: nan, Penalty: nan, Reward: nan,
	}
	if len(r.themes[k]) > 1 {
		ids := make([]string, len(r.themes[k]))
		for n, u := range r.themes[k] {
			ids[n] = s.Order[u]
		}
		row.Group = strings.Join(ids, "+")
	}
	if !f.told(k) {
		return row, nan
	}
	bare := len(r.themes)
	d := difference(f.effect(0, k, bare), f.se(k, bare))
	row.Effect, row.CILow, row.CIHigh, row.Weight = d.Points, d.Low, d.High, d.Points*row.Share
	if outcome == OutcomeNPS {
		row.Penalty, row.Reward = f.effect(1, k, bare), f.effect(2, k, bare)
	}
	return row, d.P
}

package nps

import (
	"cmp"
	"math"
	"slices"

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
	themes   []int // places in Order of the theme columns, which come first
	columns  [][]int32
	width    int
	outcomes [][]float64 // value, 100·detractor, 100·promoter, by place in rows
}

// Drivers says what each theme does to an outcome, other themes, touchpoint and
// unit being equal: OutcomeNPS, or the name of a further question. It is a least
// squares fit of the value on an indicator per theme, with an indicator for having
// no comment, the touchpoints and the units as controls. Themes withheld over all
// are left out. Association, not proof of cause. Rows are in the order of rank.
//
// Methods: intervals by the cluster-robust sandwich (Liang and Zeger 1986);
// importance by relative weights (Johnson, Multivariate Behavioral Research 35,
// 2000) on what the controls leave, so that the weights sum to R²; penalty and
// reward are the two halves of the effect (Brandt 1987).
func (s *Scores) Drivers(outcome string) []DriverRow {
	r := s.regression(outcome)
	if r == nil {
		return nil
	}
	fit := r.solve()
	weights, explained := r.importance(fit)
	rows := make([]DriverRow, len(r.themes))
	ps := make([]float64, len(rows))
	for k := range rows {
		rows[k], ps[k] = r.row(k, fit, outcome)
		rows[k].Importance, rows[k].Explained = weights[k], explained
	}
	for k, q := range BenjaminiHochberg(ps) {
		rows[k].Q = q
	}
	slices.SortStableFunc(rows, func(a, b DriverRow) int {
		return cmp.Or(cmp.Compare(b.certain(), a.certain()), cmp.Compare(orZero(math.Abs(b.Effect)), orZero(math.Abs(a.Effect))))
	})
	for k := range rows {
		rows[k].Rank = k + 1
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
func (s *Scores) regression(outcome string) *regression {
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
	column := map[int]int32{}
	for t := range s.Order {
		if s.shown(s.slices[t], periodAll, cutAll) && r.varies(s.slices[t].rows, value) {
			column[t] = int32(len(r.themes))
			r.themes = append(r.themes, t)
		}
	}
	if len(r.themes) == 0 {
		return nil
	}
	r.setColumns(column)
	r.outcomes = make([][]float64, 3)
	for _, i := range r.rows {
		r.outcomes[0] = append(r.outcomes[0], value[i])
		r.outcomes[1] = append(r.outcomes[1], indicator(p.class[i] == models.Detractor))
		r.outcomes[2] = append(r.outcomes[2], indicator(p.class[i] == models.Promoter))
	}
	return r
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

// setColumns lists the columns that are 1 in each row: themes, then the constant,
// no comment, touchpoint and unit.
func (r *regression) setColumns(theme map[int]int32) {
	p := r.panel
	constant := int32(len(r.themes))
	silent := constant + 1
	r.width = len(r.themes) + 2
	control := r.controls()
	r.columns = make([][]int32, len(r.rows))
	for k, i := range r.rows {
		var of []int32
		for _, t := range r.scores.themes[i] {
			if c, in := theme[t]; in {
				of = append(of, c)
			}
		}
		of = append(of, constant)
		if !p.commented[i] {
			of = append(of, silent)
		}
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
	inverse *mat.SymDense // of X'X + ridge
	beta    []*mat.VecDense
	moment  []*mat.VecDense // X'y
	meat    *mat.SymDense   // sums within customers of x·residual, squared
	factor  float64         // of small samples
}

// ridge keeps the normal equations regular where columns are dependent. It is so
// small that it moves no effect that can be told; those that cannot are found by
// how much it does move them.
const ridge = 1e-6

func (r *regression) solve() *fit {
	f := &fit{gram: mat.NewSymDense(r.width, nil)}
	for k, of := range r.columns {
		w := float64(r.panel.weight[r.rows[k]])
		for a, i := range of {
			for _, j := range of[a:] {
				f.gram.SetSym(int(i), int(j), f.gram.At(int(i), int(j))+w)
			}
		}
	}
	regular := mat.NewSymDense(r.width, nil)
	regular.CopySym(f.gram)
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
	r.sandwich(f)
	return f
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
		sum += f.inverse.At(c, j) * f.gram.At(j, c)
	}
	return math.Abs(sum-1) < 1e-3
}

// se is the standard error of column c's effect on the first outcome.
func (f *fit) se(c int) float64 {
	n := f.gram.SymmetricDim()
	bread := mat.NewVecDense(n, nil)
	for j := range n {
		bread.SetVec(j, f.inverse.At(c, j))
	}
	return math.Sqrt(f.factor * mat.Inner(bread, f.meat, bread))
}

// row is the k-th theme's figures but importance and q; p is for q.
func (r *regression) row(k int, f *fit, outcome string) (DriverRow, float64) {
	nan := math.NaN()
	s, t := r.scores, r.themes[k]
	n, all := f.gram.At(k, k), r.total()
	mean, whole := f.moment[0].AtVec(k)/n, f.moment[0].AtVec(len(r.themes))/all
	row := DriverRow{
		Lens: s.Lens, Restates: s.restates(t),
		Outcome: outcome, ThemeID: s.Order[t], Responses: int(n), Share: n / all, Mean: mean,
		LeaveOut: n * (mean - whole) / (all - n),
		Effect:   nan, CILow: nan, CIHigh: nan, Weight: nan, Penalty: nan, Reward: nan,
	}
	if !f.told(k) {
		return row, nan
	}
	d := difference(f.beta[0].AtVec(k), f.se(k))
	row.Effect, row.CILow, row.CIHigh, row.Weight = d.Points, d.Low, d.High, d.Points*row.Share
	if outcome == OutcomeNPS {
		row.Penalty, row.Reward = f.beta[1].AtVec(k), f.beta[2].AtVec(k)
	}
	return row, d.P
}

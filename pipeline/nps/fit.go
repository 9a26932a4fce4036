package nps

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"
)

// A fit is the solved regression.
type fit struct {
	gram      *mat.SymDense // X'X
	inverse   *mat.SymDense // of X'X + ridge
	beta      []*mat.VecDense
	moment    []*mat.VecDense // X'y
	meat      *mat.SymDense   // sums within customers of x·residual/(1 − leverage), squared
	customers []float64       // by theme column: those who mention its themes
	contrast  []*mat.VecDense // by theme column: what makes its effect of the coefficients
	bread     []*mat.VecDense // by theme column: inverse·contrast
}

// ridge keeps the normal equations regular where columns are dependent. It is so
// small that it moves no effect that can be told; those that cannot are found by
// how much it does move them.
const ridge = 1e-6

// solve fits by least squares.
func (r *regression) solve() *fit {
	f := &fit{gram: mat.NewSymDense(r.width, nil), inverse: mat.NewSymDense(r.width, nil)}
	gram := upper{f.gram.RawSymmetric()}
	for k, i := range r.rows {
		w, of := float64(r.panel.weight[i]), r.of(k)
		for a, i := range of {
			for _, j := range of[a:] {
				gram.add(i, j, w)
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
	_ = chol.InverseTo(f.inverse) // ill-conditioned is expected: see told
	for column := range outcomes {
		moment, beta := mat.NewVecDense(r.width, nil), mat.NewVecDense(r.width, nil)
		sums := moment.RawVector().Data
		for k, i := range r.rows {
			y := r.outcomeAt(column, k) * float64(r.panel.weight[i])
			for _, c := range r.of(k) {
				sums[c] += y
			}
		}
		beta.MulVec(f.inverse, moment)
		f.moment, f.beta = append(f.moment, moment), append(f.beta, beta)
	}
	for k := range r.themes {
		contrast, bread := r.contrast(f.gram, k), mat.NewVecDense(r.width, nil)
		bread.MulVec(f.inverse, contrast)
		f.contrast, f.bread = append(f.contrast, contrast), append(f.bread, bread)
	}
	f.customers = r.customers()
	r.sandwich(f)
	return f
}

// upper is a symmetric matrix, of which the half above the diagonal is kept.
type upper struct{ blas64.Symmetric }

func (m upper) add(i, j int32, v float64) {
	m.Data[int(min(i, j))*m.Stride+int(max(i, j))] += v
}

func (m upper) at(i, j int32) float64 { return m.Data[int(min(i, j))*m.Stride+int(max(i, j))] }

// contrast is what makes the effect of theme column k of the coefficients: what a
// comment that mentions it differs by from the average comment, touchpoint and unit
// being equal. It has the theme, which the average comment has as often as comments
// do, and is not without themes. Its other themes are in the mix of the average
// comment, and as many as beside the theme, but no more than the average comment has:
// where each comment has one theme that is none, and the effect is the theme's score
// against the weighted mean of all (effects coding); where themes come independently
// of each other it is as many, and only the theme itself differs. Of praise and blame of one
// theme a comment has but one: beside the one it has nothing of the others.
func (r *regression) contrast(gram *mat.SymDense, k int) *mat.VecDense {
	bare, constant, silent := len(r.themes), len(r.themes)+1, len(r.themes)+2
	a := mat.NewVecDense(r.width, nil)
	own, comments := gram.At(k, k), gram.At(constant, constant)-gram.At(silent, silent)
	if own == 0 {
		return a
	}
	beside, others := 0.0, 0.0
	for j := range bare {
		if !r.exclusive(j, k) {
			beside, others = beside+gram.At(k, j)/own, others+gram.At(j, j)/comments
		}
	}
	left := 0.0 // of the others
	if others > 0 {
		left = min(1, beside/others)
	}
	for j := range bare {
		had := left
		if r.exclusive(j, k) {
			had = 0
		}
		a.SetVec(j, (had-1)*gram.At(j, j)/comments)
	}
	a.SetVec(k, 1-own/comments)
	a.SetVec(bare, -gram.At(bare, bare)/comments)
	return a
}

// exclusive says whether two theme columns are one, or polarities of one theme.
func (r *regression) exclusive(j, k int) bool {
	of := r.scores.whole
	return j == k || of != nil && of[r.themes[j][0]] == of[r.themes[k][0]]
}

// pull is the residual of the row at place k over 1 − leverage, which is by how much it draws
// the fit to itself.
func (r *regression) pull(f *fit, k int) float64 {
	inverse, beta, of := upper{f.inverse.RawSymmetric()}, f.beta[0].RawVector().Data, r.of(k)
	residual, leverage := r.values[k], 0.0
	for a, i := range of {
		residual -= beta[i]
		leverage += inverse.at(i, i)
		for _, j := range of[a+1:] {
			leverage += 2 * inverse.at(i, j)
		}
	}
	return residual * (1 / max(1-leverage, 1e-3))
}

// sandwich sums x·residual/(1 − leverage) within each customer and squares it: a
// residual is the smaller, the fewer responses its columns hold, since each draws the
// fit to itself (HC3; MacKinnon and White, Journal of Econometrics 29, 1985).
func (r *regression) sandwich(f *fit) {
	f.meat = mat.NewSymDense(r.width, nil)
	meat, sum := upper{f.meat.RawSymmetric()}, make([]float64, r.width)
	var touched []int32
	square := func(w float64) {
		for a, i := range touched {
			for _, j := range touched[a:] {
				meat.add(i, j, w*sum[i]*sum[j])
			}
		}
		for _, c := range touched {
			sum[c] = 0
		}
		touched = touched[:0]
	}
	for k, i := range r.rows { // a customer's rows lie together
		of, residual := r.of(k), r.pull(f, k)
		cluster, w := r.panel.cluster[i], float64(r.panel.weight[i])
		each := w
		if cluster == alone {
			each = 1
		}
		for _, c := range of {
			if !slices.Contains(touched, c) {
				touched = append(touched, c)
			}
			sum[c] += each * residual
		}
		switch {
		case cluster == alone:
			square(w)
		case k+1 == len(r.rows) || r.panel.cluster[r.rows[k+1]] != cluster:
			square(1)
		}
	}
}

// told says whether the effect of theme column k can be told from the other columns:
// it is then what the data say, not what the ridge does.
func (f *fit) told(k int) bool {
	var back mat.VecDense
	back.MulVec(f.gram, f.bread[k])
	back.SubVec(&back, f.contrast[k])
	return f.gram.At(k, k) > 0 && mat.Norm(&back, math.Inf(1)) < 1e-3
}

// effect is that of theme column k on an outcome.
func (f *fit) effect(outcome, k int) float64 { return mat.Dot(f.contrast[k], f.beta[outcome]) }

// se is the standard error of column k's effect on the first outcome.
func (f *fit) se(k int) float64 { return math.Sqrt(mat.Inner(f.bread[k], f.meat, f.bread[k])) }

// alike is how the estimates of two effects go together, as a correlation.
func (f *fit) alike(k, c int) float64 {
	product := func(a, b int) float64 { return mat.Dot(f.contrast[a], f.bread[b]) }
	return product(k, c) / math.Sqrt(product(k, k)*product(c, c))
}

package nps

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// A fit is the solved regression.
type fit struct {
	gram    *mat.SymDense // X'X
	penalty *mat.SymDense // on the effects' weighted mean
	inverse *mat.SymDense // of X'X + penalty + ridge
	beta    []*mat.VecDense
	moment  []*mat.VecDense // X'y
	meat    *mat.SymDense   // sums within customers of x·residual/(1 − leverage), squared
	over    []float64       // 1/(1 − leverage), by place in rows
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
	f.over = make([]float64, len(r.rows))
	for k, of := range r.columns {
		residual, leverage := r.outcomes[0][k], 0.0
		for a, i := range of {
			residual -= f.beta[0].AtVec(int(i))
			leverage += f.inverse.At(int(i), int(i))
			for _, j := range of[a+1:] {
				leverage += 2 * f.inverse.At(int(i), int(j))
			}
		}
		f.over[k] = 1 / max(1-leverage, 1e-3)
		off := residual * f.over[k]
		sum += float64(r.panel.weight[r.rows[k]]) * off * off
	}
	return sum
}

// sandwich sums x·residual/(1 − leverage) within each customer and squares it: a
// residual is the smaller, the fewer responses its columns hold, since each draws the
// fit to itself (HC3; MacKinnon and White, Journal of Econometrics 29, 1985).
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
	for k, i := range r.rows { // a customer's rows lie together
		residual := r.outcomes[0][k]
		for _, c := range r.columns[k] {
			residual -= f.beta[0].AtVec(int(c))
		}
		residual *= f.over[k]
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
		case k+1 == len(r.rows) || r.panel.cluster[r.rows[k+1]] != cluster:
			square(1)
		}
	}
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
	return math.Sqrt(mat.Inner(bread, f.meat, bread))
}

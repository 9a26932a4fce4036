package nps

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// importance is Johnson's relative weight of every theme and their sum, R², both
// after the controls are taken out of themes and outcome.
func (r *regression) importance(f *fit) (weights []float64, explained float64) {
	t := len(r.themes)
	themes, moment, total := r.partial(f)
	scale := make([]float64, t)
	for i := range scale {
		if v := themes.At(i, i); v > 1e-9*f.gram.At(i, i) {
			scale[i] = 1 / math.Sqrt(v)
		}
	}
	correlation := mat.NewSymDense(t, nil)
	for i := range t {
		for j := i; j < t; j++ {
			correlation.SetSym(i, j, themes.At(i, j)*scale[i]*scale[j])
		}
	}
	weights = make([]float64, t)
	var eigen mat.EigenSym
	if total <= 0 || !eigen.Factorize(correlation, true) {
		return weights, 0
	}
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	root, beta := mat.NewDense(t, t, nil), make([]float64, t)
	for k, value := range eigen.Values(nil) {
		if value < 1e-9 {
			continue
		}
		projection := 0.0
		for i := range t {
			projection += vectors.At(i, k) * moment.AtVec(i) * scale[i]
		}
		for i := range t {
			beta[i] += vectors.At(i, k) * projection / math.Sqrt(value*total)
			for j := range t {
				root.Set(i, j, root.At(i, j)+vectors.At(i, k)*math.Sqrt(value)*vectors.At(j, k))
			}
		}
	}
	for i := range t {
		for k := range t {
			weights[i] += root.At(i, k) * root.At(i, k) * beta[k] * beta[k]
		}
		explained += weights[i]
	}
	return weights, explained
}

// partial is the themes' cross products, their products with the outcome and the
// outcome's sum of squares, all after regression on the controls.
func (r *regression) partial(f *fit) (*mat.Dense, *mat.VecDense, float64) {
	t, n := len(r.themes), r.width
	from := t + 1 // a comment without theme is what the themes leave, and no control
	controls := mat.NewSymDense(n-from, nil)
	for i := from; i < n; i++ {
		for j := i; j < n; j++ {
			controls.SetSym(i-from, j-from, f.gram.At(i, j))
		}
		controls.SetSym(i-from, i-from, f.gram.At(i, i)+ridge)
	}
	var chol mat.Cholesky
	chol.Factorize(controls)
	cross := mat.DenseCopyOf(f.gram).Slice(from, n, 0, t)
	y := mat.VecDenseCopyOf(f.moment[0].SliceVec(from, n))
	var solved mat.Dense
	var solvedY mat.VecDense
	_ = chol.SolveTo(&solved, cross)
	_ = chol.SolveVecTo(&solvedY, y)
	var taken mat.Dense
	taken.Mul(cross.T(), &solved)
	themes := mat.NewDense(t, t, nil)
	moment := mat.NewVecDense(t, nil)
	moment.MulVec(cross.T(), &solvedY)
	for i := range t {
		moment.SetVec(i, f.moment[0].AtVec(i)-moment.AtVec(i))
		for j := range t {
			themes.Set(i, j, f.gram.At(i, j)-taken.At(i, j))
		}
	}
	total := -mat.Dot(y, &solvedY)
	for k, v := range r.values {
		total += float64(r.panel.weight[r.rows[k]]) * v * v
	}
	return themes, moment, total
}

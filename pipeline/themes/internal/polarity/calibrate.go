package polarity

import (
	"context"
	"math"

	"stemme/models/parallel"
)

// A point is a score that a model gave to a text it had not seen.
type point struct {
	score    float64
	promoter bool
}

// calibratedOn is how many held-out comments of either class show what scores mean, at
// least: further folds are not learned without. Of the reviews that is 2 folds of 5; the
// polarities of held-out clauses are off by 0.06 on average with 2 and with 5, by tenths, and
// 96.9 and 97.0 % of held-out comments are on the right side (28 November 2026).
const calibratedOn = 1500

// folds is how many folds, from the first on, hold enough comments of both classes to
// calibrate on; all where no fewer do.
func (d *matrix) folds(all int) int {
	held := make([][2]int, all)
	for i := range d.examples {
		class := 0
		if d.examples[i].promoter {
			class = 1
		}
		held[d.fold[i]][class]++
	}
	var sum [2]int
	for f, n := range held {
		if sum[0], sum[1] = sum[0]+n[0], sum[1]+n[1]; min(sum[0], sum[1]) >= calibratedOn {
			return f + 1
		}
	}
	return all
}

// crossFit learns a model without each of some folds in turn, scores that fold's clauses
// and comments with it, and measures what the scores mean. It gives the weights of the
// model of all folds, too, which it learns beside them.
func crossFit(ctx context.Context, d *matrix, cfg Config) (all []float64, clauses, comments Logit, err error) {
	folds := d.folds(cfg.Folds)
	ofClauses, ofComments := make([][]point, folds), make([][]point, folds)
	g, ctx := parallel.WithContext(ctx)
	g.SetLimit(max(cfg.Workers, 1))
	for fold := range folds {
		g.Go(func() error {
			weights, err := fit(ctx, d, fold, cfg)
			if err != nil {
				return err
			}
			ofClauses[fold], ofComments[fold] = d.heldOut(fold, weights)
			return nil
		})
	}
	g.Go(func() (err error) {
		all, err = fit(ctx, d, -1, cfg)
		return err
	})
	if err := g.Wait(); err != nil {
		return nil, Logit{}, Logit{}, err
	}
	return all, platt(ofClauses), platt(ofComments), nil
}

// heldOut scores the clauses and comments of one fold. Texts without a known
// feature have no score.
func (d *matrix) heldOut(fold int, weights []float64) (clauses, comments []point) {
	var fs []uint64
	var row []int32
	for i := range d.examples {
		if int(d.fold[i]) != fold {
			continue
		}
		e := &d.examples[i]
		if len(d.row(i)) > 0 {
			comments = append(comments, point{d.score(i, weights), e.promoter})
		}
		for _, c := range e.doc.Clauses {
			fs = distinct(features(fs[:0], c.Terms))
			row = row[:0]
			for _, f := range fs {
				if e, ok := d.entry(f); ok {
					row = append(row, e)
				}
			}
			if len(row) > 0 {
				clauses = append(clauses, point{sum(row, weights) / math.Sqrt(float64(len(row))), e.promoter})
			}
		}
	}
	return clauses, comments
}

// platt fits the map from scores to probabilities by maximum likelihood, both
// classes weighing the same.
//
// Method: Platt, "Probabilistic Outputs for Support Vector Machines" (1999), by
// Newton's method with the target values and the line search of Lin, Lin and
// Weng, Machine Learning 68 (2007).
func platt(folds [][]point) Logit {
	var n [2]float64
	for _, points := range folds {
		for _, p := range points {
			n[class(p)]++
		}
	}
	if n[0] == 0 || n[1] == 0 {
		return Logit{}
	}
	targets := [2]float64{1 / (n[0] + 2), (n[1] + 1) / (n[1] + 2)}
	weights := [2]float64{0.5 / n[0], 0.5 / n[1]}
	l := Logit{Slope: 1}
	loss := logLoss(folds, l, targets, weights)
	for range 100 {
		g, h := derivatives(folds, l, targets, weights)
		det := h[0]*h[2] - h[1]*h[1]
		if math.Abs(g[0])+math.Abs(g[1]) < 1e-9 || det <= 0 {
			break
		}
		step := Logit{(h[2]*g[0] - h[1]*g[1]) / det, (h[0]*g[1] - h[1]*g[0]) / det}
		next, better := l, false
		for t := 1.0; t > 1e-8; t /= 2 {
			next = Logit{l.Slope - t*step.Slope, l.Offset - t*step.Offset}
			if now := logLoss(folds, next, targets, weights); now < loss {
				loss, better = now, true
				break
			}
		}
		if !better {
			break
		}
		l = next
	}
	return l
}

func class(p point) int {
	if p.promoter {
		return 1
	}
	return 0
}

func logLoss(folds [][]point, l Logit, targets, weights [2]float64) float64 {
	sum := 0.0
	for _, points := range folds {
		for _, p := range points {
			f, t := l.Slope*p.score+l.Offset, targets[class(p)]
			sum += weights[class(p)] * (max(f, 0) - t*f + math.Log1p(math.Exp(-math.Abs(f))))
		}
	}
	return sum
}

// derivatives gives the gradient by slope and offset, and the second
// derivatives by slope twice, by both, and by offset twice.
func derivatives(folds [][]point, l Logit, targets, weights [2]float64) (g [2]float64, h [3]float64) {
	h[0], h[2] = 1e-12, 1e-12
	for _, points := range folds {
		for _, p := range points {
			w, t := weights[class(p)], targets[class(p)]
			q := 1 / (1 + math.Exp(-(l.Slope*p.score + l.Offset)))
			g[0] += w * (q - t) * p.score
			g[1] += w * (q - t)
			v := w * q * (1 - q)
			h[0] += v * p.score * p.score
			h[1] += v * p.score
			h[2] += v
		}
	}
	return g, h
}

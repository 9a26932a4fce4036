package polarity

import (
	"context"
	"math"
	"math/rand/v2"
)

// Bounds of the solver; the values are those of LIBLINEAR, with a tolerance
// that costs no accuracy on the reviews.
const (
	maxPasses    = 50
	tolerance    = 0.05 // largest gradient of the dual at which a fit is done
	innerEpsilon = 1e-2
)

// fit gives the weight of every feature, scale included, learned from the
// examples outside the held-out fold; -1 holds none out. It answers ctx.Err()
// when ctx ends between passes.
//
// Method: dual coordinate descent for L2-regularised logistic regression (Yu,
// Huang and Lin, Machine Learning 85, 2011, algorithm 5), one example at a time
// in drawn order. A row's values are the scales of its features over the square
// root of their number, so that long and short comments weigh the same.
func fit(ctx context.Context, d *matrix, held int, cfg Config) ([]float64, error) {
	s := newSolver(d, held, cfg)
	rng := rand.New(rand.NewPCG(1, uint64(held+1)))
	for range maxPasses {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		rng.Shuffle(len(s.order), func(a, b int) { s.order[a], s.order[b] = s.order[b], s.order[a] })
		largest := 0.0
		for _, i := range s.order {
			largest = max(largest, s.step(i))
		}
		if largest < tolerance {
			break
		}
	}
	weights := make([]float64, len(s.features))
	for f := range weights {
		weights[f] = s.features[f].weight
	}
	return weights, nil
}

// A solver holds the primal weights, each already multiplied by its feature's
// scale, and the dual variables.
type solver struct {
	d        *matrix
	order    []int // examples learned from
	features []feature
	bias     float64
	alpha    []float64 // dual variable of an example, in (0, cost)
	norm     []float64 // squared length of an example's row, bias included
	cost     []float64
}

// A feature is what is learned of one, side by side in memory with what that takes.
type feature struct {
	weight float64
	square float64 // of its scale
}

func newSolver(d *matrix, held int, cfg Config) *solver {
	s := &solver{
		d: d, features: squares(d, held, cfg.Smoothing),
		alpha: make([]float64, len(d.examples)), norm: make([]float64, len(d.examples)), cost: make([]float64, len(d.examples)),
	}
	for i := range d.examples {
		if int(d.fold[i]) == held {
			continue
		}
		s.order = append(s.order, i)
		s.cost[i] = cfg.Cost * d.examples[i].weight
		row := d.row(i)
		for _, e := range row {
			f, v := value(e)
			s.norm[i] += v * v * s.features[f].square
		}
		s.norm[i] = 1 + s.norm[i]/float64(max(len(row), 1))
		s.alpha[i] = min(0.001*s.cost[i], 1e-8)
		s.add(i, s.alpha[i])
	}
	return s
}

// squares gives each feature's squared log-count ratio: the logarithm of its
// share of the promoters' features over that of the detractors'. All weights are 0.
func squares(d *matrix, held int, smoothing float64) []feature {
	counts := make([][2]float64, len(d.names))
	for i := range d.examples {
		if int(d.fold[i]) == held {
			continue
		}
		class := 0
		if d.examples[i].promoter {
			class = 1
		}
		for _, e := range d.row(i) {
			if e >= 0 {
				counts[e][class] += d.examples[i].weight
			}
		}
	}
	var total [2]float64
	for _, c := range counts {
		total[0] += c[0] + smoothing
		total[1] += c[1] + smoothing
	}
	out := make([]feature, len(counts))
	for col, c := range counts {
		r := math.Log((c[1] + smoothing) / total[1] * total[0] / (c[0] + smoothing))
		out[col].square = r * r
	}
	return out
}

func (d *matrix) row(i int) []int32 { return d.entries[d.starts[i]:d.starts[i+1]] }

// sign is 1 for promoters and -1 for detractors.
func (e *example) sign() float64 {
	if e.promoter {
		return 1
	}
	return -1
}

// score is the value of example i under the weights, the bias left out.
func (d *matrix) score(i int, weights []float64) float64 {
	row := d.row(i)
	return sum(row, weights) / math.Sqrt(float64(max(len(row), 1)))
}

// sum adds up the weights of a row's entries.
func sum(row []int32, weights []float64) float64 {
	total := 0.0
	for _, e := range row {
		f, v := value(e)
		total += v * weights[f]
	}
	return total
}

// score is the value of example i under the weights, the bias left out.
func (s *solver) score(i int) float64 {
	row, total := s.d.row(i), 0.0
	for _, e := range row {
		f, v := value(e)
		total += v * s.features[f].weight
	}
	return total / math.Sqrt(float64(max(len(row), 1)))
}

// add moves the weights by delta times example i.
func (s *solver) add(i int, delta float64) {
	delta *= s.d.examples[i].sign()
	s.bias += delta
	row := s.d.row(i)
	step := delta / math.Sqrt(float64(max(len(row), 1)))
	for _, e := range row {
		at, v := value(e)
		f := &s.features[at]
		f.weight += step * v * f.square
	}
}

// step makes the dual variable of example i optimal by Newton's method, and
// gives the gradient that it had.
func (s *solver) step(i int) float64 {
	a, cost := s.norm[i], s.cost[i]
	b := s.d.examples[i].sign() * (s.score(i) + s.bias)
	z, sign := s.alpha[i], 1.0
	if a*(cost/2-z)+b < 0 { // the variable nearer its lower bound of the two is the safer to move
		z, sign = cost-z, -1
	}
	old := z
	if cost-z < cost/2 {
		z *= 0.1
	}
	slope := a*(z-old) + sign*b + math.Log(z/(cost-z))
	gradient := math.Abs(slope)
	for range 100 {
		if math.Abs(slope) < innerEpsilon {
			break
		}
		if next := z - slope/(a+cost/((cost-z)*z)); next > 0 {
			z = next
		} else {
			z *= 0.1
		}
		slope = a*(z-old) + sign*b + math.Log(z/(cost-z))
	}
	if sign < 0 {
		z = cost - z
	}
	s.add(i, z-s.alpha[i])
	s.alpha[i] = z
	return gradient
}

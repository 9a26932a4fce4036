package themes

import (
	"math"
	"slices"

	"stemme/models"
	"stemme/models/linear"
	"stemme/pipeline/themes/internal/mixture"
	"stemme/pipeline/themes/internal/partition"
)

// A subject may be told in words that never meet in one clause: some name the router, some
// tell of a lamp that blinks. Who says the one and goes on about the subject says the other,
// though, as readily as the same again. Of themes that are akin, though no kin, such two are one.

// neighbours are clauses that stand beside each other in a comment, each two of them one
// after the other in rows, and by two the class of who wrote them.
type neighbours struct {
	rows  *linear.Sparse
	class []models.Class
}

// askedPairs is how many neighbours are asked, at most.
const askedPairs = 8000

// neighbours lists those of clauses, which are those of in, by the terms of w.
func (w *work) neighbours(clauses []clause, in Input) neighbours {
	number := make(map[string]int32, len(w.c.Terms))
	for i, t := range w.c.Terms {
		number[t] = int32(i)
	}
	var seconds []int
	for i := 1; i < len(clauses); i++ {
		if a, b := &clauses[i-1], &clauses[i]; a.response == b.response && a.clause+1 == b.clause {
			seconds = append(seconds, i)
		}
	}
	n := neighbours{rows: &linear.Sparse{Cols: len(w.c.Terms), Ptr: []int{0}}}
	step := max(1, (len(seconds)+askedPairs-1)/askedPairs)
	for i := 0; i < len(seconds); i += step {
		one, two := termsOf(&clauses[seconds[i]-1], number), termsOf(&clauses[seconds[i]], number)
		if len(one) > 0 && len(two) > 0 {
			n.add(one)
			n.add(two)
			n.class = append(n.class, in.Responses[clauses[seconds[i]].response].Class())
		}
	}
	return n
}

// termsOf are the different terms of a clause that are numbered, ascending.
func termsOf(c *clause, number map[string]int32) (row []int32) {
	for _, t := range c.bag.Terms {
		if id, known := number[t]; known {
			row = append(row, id)
		}
	}
	slices.Sort(row)
	return slices.Compact(row)
}

// add appends a clause.
func (n *neighbours) add(row []int32) {
	for _, id := range row {
		n.rows.Idx, n.rows.Val = append(n.rows.Idx, id), append(n.rows.Val, 1)
	}
	n.rows.Ptr = append(n.rows.Ptr, len(n.rows.Idx))
}

// When two themes are one by what is said beside. Of pairs of themes of three invented surveys
// and of the reviews those of one subject have 0.48 to 1.5, all others but one 0.42 or less.
// Where few go on about a subject, as in the demos, who goes on tells what goes with it, and
// not what is it: of their 16 subjects 1.2 fewer had a theme with F1 of 0.7 (mean of five).
const (
	readily    = 0.48 // how readily who says the one goes on with the other, as a share of how readily they say either again
	supposed   = 0.4  // what that is taken to be before pairs are seen,
	weighs     = 5    // and how many pairs beyond chance that weighs
	tellPairs  = 12   // pairs that tell of two themes, at least,
	tellItself = 7    // and of each by itself
	twice      = 1.0  // how much likelier than by chance each is said again, at least
)

// together is, for each two of k parts, given the part of each clause, how readily who says
// the one goes on with the other, beyond chance among those of one class, as a share of how
// readily they say either again; 0 where too few pairs tell.
func (n *neighbours) together(part []int32, k int) *linear.Dense {
	met, chance := n.met(part, k)
	itself := func(j int) float64 { return float64(met.Row(j)[j]) }
	again := func(j int) float64 { return itself(j)/max(float64(chance.Row(j)[j]), 1e-9) - 1 }
	out := linear.NewDense(k, k)
	for s := range k {
		for t := range s {
			both, by := float64(met.Row(s)[t]+met.Row(t)[s]), float64(chance.Row(s)[t]+chance.Row(t)[s])
			if both < tellPairs || min(itself(s), itself(t)) < tellItself || min(again(s), again(t)) < twice {
				continue
			}
			f := float32((both - by + weighs*supposed) / (by*math.Sqrt(again(s)*again(t)) + weighs))
			out.Row(s)[t], out.Row(t)[s] = f, f
		}
	}
	return out
}

// met counts the pairs of which the first clause is of one part and the second of another,
// and how many of them there would be by chance among customers of one class.
func (n *neighbours) met(part []int32, k int) (met, chance *linear.Dense) {
	met, chance = linear.NewDense(k, k), linear.NewDense(k, k)
	for _, class := range slices.Compact(slices.Sorted(slices.Values(n.class))) {
		left, right, all := make([]float32, k), make([]float32, k), float32(0)
		for i, of := range n.class {
			if of == class {
				s, t := part[2*i], part[2*i+1]
				met.Row(int(s))[t]++
				left[s], right[t], all = left[s]+1, right[t]+1, all+1
			}
		}
		for s, l := range left {
			linear.Axpy(l/all, right, chance.Row(s))
		}
	}
	return met, chance
}

// beside joins parts of the rows with the unit vectors points that are akin and of which who
// says the one goes on with the other, the most alike first, as far as none becomes too large.
// into is the part that each theme of mix is in.
func (n *neighbours) beside(mix *mixture.Model, points *linear.Dense, part, into []int32, k int, cfg Config) int {
	if len(n.class) == 0 {
		return k
	}
	themes := likeliest(mix, n.rows, cfg.Workers)
	for k > 2 {
		size, of, said := make([]float64, k), make([]int32, len(part)), make([]int32, len(themes))
		for i, j := range part {
			of[i] = into[j]
			size[of[i]]++
		}
		for i, j := range themes {
			said[i] = into[j]
		}
		together := n.together(said, k)
		a, b := partition.Closest(points, of, k, akin, func(i, j int) bool {
			return together.Row(i)[j] >= readily && size[i]+size[j] <= largest*float64(len(part))
		})
		if a < 0 {
			break
		}
		for j, p := range into {
			if p == int32(b) {
				into[j] = int32(a)
			} else if p > int32(b) {
				into[j]--
			}
		}
		k--
	}
	return k
}

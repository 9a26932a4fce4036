// Package vectors learns, from nothing but the clauses themselves, vectors for
// terms and clauses in two views: what clauses are alike as wholes, and what
// terms keep the same company.
package vectors

import (
	"math"

	"stemme/models/linear"
)

// dims is the number of dimensions of each view, as in the measurements of the
// method; 50 loses a point of NMI on banking77, 200 gains nothing.
const dims = 100

// smoothing is SIF's a: terms rarer than it weigh about 1 (Arora et al. 2017
// find 1e-3 to 1e-4 on web text; clauses are denser, 0.01 was measured best).
const smoothing = 0.01

// A Space holds a vector per term in each view. A clause is the weighted sum of
// its terms' vectors, so vectors of any clause, seen or new, follow from it.
type Space struct {
	similar *linear.Dense // terms × dims, what company each term keeps; unit rows

	document   *linear.Dense // terms × dims, scaled by idf and by what each term tells; nil before Weigh
	word       *linear.Dense // similar, scaled by rarity
	directions *linear.Dense // terms × dims, those of the document view; nil before Weigh
	foreign    *linear.Dense // terms × any, learned elsewhere and scaled by rarity; nil for none
	rarity     []float32     // weight of each term in the word view
	trust      float32       // weight of the foreign view beside each of the others
}

// Words makes the space of clauses, a matrix of counts with a row per clause
// and a column per term, of the word view alone. hash is a fixed random number
// for each term, so that the random start of the search for directions depends
// on what terms there are and not on their order.
func Words(clauses *linear.Sparse, hash []uint64, workers int) *Space {
	s := &Space{similar: wordView(clauses, hash, workers), document: linear.NewDense(clauses.Cols, 0)}
	for _, p := range shares(clauses) {
		s.rarity = append(s.rarity, smoothing/(smoothing+p))
	}
	s.word = s.rare(s.similar)
	return s
}

// rare is the rows of terms scaled by smooth inverse frequency (Arora et al.
// 2017).
func (s *Space) rare(terms *linear.Dense) *linear.Dense {
	out := linear.NewDense(terms.Rows, terms.Cols)
	for t, r := range s.rarity {
		linear.Axpy(r, terms.Row(t), out.Row(t))
	}
	return out
}

// Weigh is s with both views, in which each term is weighted by how much it
// tells, 1 on average.
func (s *Space) Weigh(clauses *linear.Sparse, hash []uint64, tell []float32, workers int) *Space {
	out := &Space{similar: s.similar}
	weight := inverse(clauses)
	for t := range weight {
		weight[t] *= tell[t]
		out.rarity = append(out.rarity, s.rarity[t]*tell[t])
	}
	out.document, out.directions = documentView(tfidf(clauses, weight), s.directions, hash, workers)
	for t, w := range weight {
		linear.Scale(w, out.document.Row(t))
	}
	out.word = out.rare(out.similar)
	return out
}

// Join adds a further view to s: vectors of terms that were learned elsewhere,
// nil for a term without one, weighted like those of the word view. trust is
// how much the view counts beside each of the others.
func (s *Space) Join(of func(term int) []float32, trust float32) {
	s.trust = trust
	for t := range s.word.Rows {
		v := of(t)
		if v == nil {
			continue
		}
		if s.foreign == nil {
			s.foreign = linear.NewDense(s.word.Rows, len(v))
		}
		linear.Axpy(s.rarity[t], v, s.foreign.Row(t))
	}
}

// Clauses gives the unit vectors of clauses: all views, each scaled to length 1,
// side by side and scaled again.
func (s *Space) Clauses(clauses *linear.Sparse, workers int) *linear.Dense {
	a, b := s.document.Cols, s.document.Cols+s.word.Cols
	width := b
	if s.foreign != nil {
		width += s.foreign.Cols
	}
	out := linear.NewDense(clauses.Rows(), width)
	linear.Share(clauses.Rows(), 128, workers, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			row := out.Row(i)
			cols, counts := clauses.Row(i)
			for j, t := range cols {
				w := damp(counts[j])
				linear.Axpy(w, s.document.Row(int(t)), row[:a])
				linear.Axpy(w, s.word.Row(int(t)), row[a:b])
				if s.foreign != nil {
					linear.Axpy(w, s.foreign.Row(int(t)), row[b:])
				}
			}
			linear.Normalise(row[:a])
			linear.Normalise(row[a:b])
			linear.Normalise(row[b:])
			linear.Scale(s.trust, row[b:])
			linear.Normalise(row)
		}
	})
	return out
}

// damp is the weight of a term written count times in a clause.
func damp(count float32) float32 {
	if count <= 1 {
		return count
	}
	return 1 + float32(math.Log(float64(count)))
}

// normal makes a standard normal number of a hash and a column, by Box and
// Muller (1958).
func normal(hash uint64, column int) float32 {
	u := Mix(hash + 0x9e3779b97f4a7c15*uint64(2*column+1))
	v := Mix(hash + 0x9e3779b97f4a7c15*uint64(2*column+2))
	r := math.Sqrt(-2 * math.Log((float64(u>>11)+0.5)/(1<<53)))
	return float32(r * math.Cos(2*math.Pi*float64(v>>11)/(1<<53)))
}

// Mix scatters x: the finalizer of splitmix64 (Steele, Lea and Flood 2014).
func Mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

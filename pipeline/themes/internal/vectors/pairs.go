package vectors

import (
	"math"
	"slices"

	"stemme/pipeline/themes/internal/linear"
)

// pairs holds what clauses say of each two terms that share one.
type pairs struct {
	counts *linear.Sparse // co-occurrence, a clause's pairs weighted 1/(terms - 1); no diagonal
	gram   *linear.Sparse // tf-idf matrix, transposed, times itself
	idf    []float32      // of each term, smoothed
	share  []float32      // of each term, of all terms written
}

// cooccur counts the pairs of clauses, a matrix of counts. Both sums over a
// term's clauses are taken in the order of clauses.
func cooccur(clauses *linear.Sparse, workers int) *pairs {
	t := clauses.Transpose()
	p := &pairs{idf: make([]float32, t.Rows()), share: make([]float32, t.Rows())}
	var total float64
	for _, c := range clauses.Val {
		total += float64(c)
	}
	for i := range t.Rows() {
		_, counts := t.Row(i)
		var sum float64
		for _, c := range counts {
			sum += float64(c)
		}
		p.share[i] = float32(sum / total)
		p.idf[i] = 1 + float32(math.Log(float64(1+clauses.Rows())/float64(1+len(counts))))
	}
	length := make([]float32, clauses.Rows()) // squared, of the tf-idf rows
	for i := range length {
		cols, counts := clauses.Row(i)
		for j, c := range cols {
			w := damp(counts[j]) * p.idf[c]
			length[i] += w * w
		}
	}
	p.fill(clauses, t, length, workers)
	return p
}

// fill sets counts and gram, block of terms by block of terms.
func (p *pairs) fill(clauses, t *linear.Sparse, length []float32, workers int) {
	const step = 64
	blocks := (t.Rows() + step - 1) / step
	counts, gram := make([]linear.Sparse, blocks), make([]linear.Sparse, blocks)
	linear.Share(t.Rows(), step, workers, func(lo, hi int) {
		near, alike := make([]float32, t.Rows()), make([]float32, t.Rows())
		var seen []int32
		c, g := &counts[lo/step], &gram[lo/step]
		for i := lo; i < hi; i++ {
			seen = seen[:0]
			rows, own := t.Row(i)
			for r, row := range rows {
				cols, vals := clauses.Row(int(row))
				pair := own[r] / max(1, float32(len(cols)-1))
				weight := damp(own[r]) * p.idf[i] / length[row]
				for j, col := range cols {
					if alike[col] == 0 {
						seen = append(seen, col)
					}
					near[col] += pair * vals[j]
					alike[col] += weight * damp(vals[j]) * p.idf[col]
				}
			}
			slices.Sort(seen)
			for _, col := range seen {
				if int(col) != i {
					c.Idx, c.Val = append(c.Idx, col), append(c.Val, near[col])
				}
				g.Idx, g.Val = append(g.Idx, col), append(g.Val, alike[col])
				near[col], alike[col] = 0, 0
			}
			c.Ptr, g.Ptr = append(c.Ptr, len(c.Idx)), append(g.Ptr, len(g.Idx))
		}
	})
	p.counts, p.gram = stack(counts, t.Rows()), stack(gram, t.Rows())
}

// stack puts blocks of rows one below the other. A block's Ptr lacks the 0.
func stack(blocks []linear.Sparse, cols int) *linear.Sparse {
	all := &linear.Sparse{Cols: cols, Ptr: make([]int, 1, cols+1)}
	for _, b := range blocks {
		base := len(all.Idx)
		for _, end := range b.Ptr {
			all.Ptr = append(all.Ptr, base+end)
		}
		all.Idx, all.Val = append(all.Idx, b.Idx...), append(all.Val, b.Val...)
	}
	return all
}

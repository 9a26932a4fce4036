package survey

import (
	"stemme/models"
	"stemme/pipeline/nps"
)

// What customers who answered more than once do to a figure is a sum over the pairs of
// their rows that both count in it. Of customers with few rows the pairs are listed, so
// that a figure is one pass over them; of those with many
// the rows are summed customer by customer.

// pairwise is up to how many rows of a customer the pairs are listed. Of more there are
// many more pairs than rows.
const pairwise = 6

// pairs are those of rows of one customer, both with a score.
type pairs struct {
	one, other []uint32 // places
	kind       []uint8  // see kindOf
}

// bothSaid is the bit of a kind of pairs in which both rows have a comment.
const bothSaid = cells / 2

// apart is the kind of a promoter and a detractor; that of other pairs is the sum of
// their values, 1, 0 or −1 each, from 0.
const apart = 5

func kindOf(a, b int, said bool) (kind uint8) {
	kind = uint8(a + b + 2)
	if a*b < 0 {
		kind = apart
	}
	if said {
		kind |= bothSaid
	}
	return kind
}

// newPairs has room for some pairs.
func newPairs(n int) *pairs {
	return &pairs{make([]uint32, 0, n), make([]uint32, 0, n), make([]uint8, 0, n)}
}

// add adds two rows.
func (p *pairs) add(one, other uint32, kind uint8) {
	p.one, p.other, p.kind = append(p.one, one), append(p.other, other), append(p.kind, kind)
}

// addPairs adds n pairs of a kind to what widens the variance of a score.
func addPairs(r *nps.Repeats, kind int, n int32) {
	sum, product := kind-2, 0
	switch kind {
	case 0, 4:
		product = 1
	case apart:
		sum, product = 0, -1
	}
	r.AddPairs(product, sum, int(n))
}

// listPairs lists the pairs of the customers whose places end at ends, and leaves the
// ends of those with too many rows, whose places come first.
func (s *Survey) listPairs(ends []uint32) {
	from := uint32(0)
	for _, end := range ends {
		if s.latest || end-from > pairwise {
			s.ends = append(s.ends, end)
			from = end
			continue
		}
		for a := from; a < end; a++ {
			for b := a + 1; b < end; b++ {
				if s.class[a] != models.NoClass && s.class[b] != models.NoClass {
					s.pairs.add(a, b, kindOf(s.value(a), s.value(b), s.commented.Has(a) && s.commented.Has(b)))
				}
			}
		}
		from = end
	}
}

// value is that of a row's class: 1, 0 or −1.
func (s *Survey) value(at uint32) int { return classValue[s.class[at]] }

var classValue = [...]int{models.Promoter: 1, models.Detractor: -1}

// paired are the pairs of which both rows are selected.
func (sel *Selection) paired() *pairs {
	sel.pairing.Do(func() {
		all := &sel.Survey.pairs
		sel.pairs = all
		if sel.whole() {
			return
		}
		in := newPairs(len(all.kind) * len(sel.places()) / sel.n)
		for i, one := range all.one {
			if sel.in.Has(one) && sel.in.Has(all.other[i]) {
				in.add(one, all.other[i], all.kind[i])
			}
		}
		sel.pairs = in
	})
	return sel.pairs
}

// together counts the pairs of selected rows by group that both are in, and by kind.
func (sel *Selection) together(by *sorting) []int32 {
	hist := make([]int32, (len(by.names)+1)<<shift) // the last group is none
	pairs := sel.paired()
	for _, level := range by.levels {
		for i, kind := range pairs.kind {
			group := level[by.code[pairs.one[i]]]
			if group != level[by.code[pairs.other[i]]] {
				group = uint32(len(by.names))
			}
			hist[group<<shift|uint32(kind)]++
		}
	}
	if by.levels != nil {
		return hist
	}
	var common []uint32
	for i, kind := range pairs.kind {
		common = by.common(by.code[pairs.one[i]], by.code[pairs.other[i]], common[:0])
		for _, group := range common {
			hist[group<<shift|uint32(kind)]++
		}
	}
	return hist
}

// togetherIn counts the pairs by group of one sorting and of another.
func (sel *Selection) togetherIn(by, second *sorting) []int32 {
	width := uint32(len(second.names))
	hist := make([]int32, uint32(len(by.names))*width<<shift)
	pairs := sel.paired()
	var common []uint32
	for i, kind := range pairs.kind {
		one, other := pairs.one[i], pairs.other[i]
		for _, level := range by.levels {
			group := level[by.code[one]]
			if group != level[by.code[other]] || group == uint32(len(by.names)) {
				continue
			}
			common = second.common(second.code[one], second.code[other], common[:0])
			for _, of := range common {
				hist[(group*width+of)<<shift|uint32(kind)]++
			}
		}
	}
	return hist
}

// common appends the groups that the rows of two codes are both in.
func (by *sorting) common(a, b uint32, to []uint32) []uint32 {
	x, y := by.groups(a), by.groups(b)
	if a == b {
		return append(to, x...)
	}
	for len(x) > 0 && len(y) > 0 {
		switch {
		case x[0] < y[0]:
			x = x[1:]
		case x[0] > y[0]:
			y = y[1:]
		default:
			to = append(to, x[0])
			x, y = x[1:], y[1:]
		}
	}
	return to
}

// widen works out what those who answered more than once do to the counts of the
// groups of a sorting, or, where there is a second one, of each pair of groups, where
// together are the pairs of rows; only says that the counts are of those with a
// comment.
func (sel *Selection) widen(all []Count, by, second *sorting, together []int32, only bool) {
	repeats := make([]nps.Repeats, len(all))
	for i, n := range together[:len(all)<<shift] {
		if kind := i & (cells - 1); n > 0 && (!only || kind >= bothSaid) {
			addPairs(&repeats[i>>shift], kind&(bothSaid-1), n)
		}
	}
	if only {
		sel = sel.Commented()
	}
	sel.sum(repeats, by, second)
	for i := range all {
		all[i].Design = repeats[i].Design(all[i].Tally)
	}
}

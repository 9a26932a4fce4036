package index

import (
	"iter"
	"math/bits"
	"sort"
	"strings"
)

// A bitSet is a set of small numbers.
type bitSet []uint64

func newBitSet(n int) bitSet { return make(bitSet, (n+63)/64) }

func (s bitSet) add(i uint32)      { s[i>>6] |= 1 << (i & 63) }
func (s bitSet) has(i uint32) bool { return s[i>>6]&(1<<(i&63)) != 0 }

func (s bitSet) and(t bitSet) {
	for i := range s {
		s[i] &= t[i]
	}
}

func (s bitSet) or(t bitSet) {
	for i := range s {
		s[i] |= t[i]
	}
}

// keep drops what does not hold.
func (s bitSet) keep(holds func(uint32) bool) {
	for i, w := range s {
		for left := w; left != 0; left &= left - 1 {
			if bit := bits.TrailingZeros64(left); !holds(uint32(i<<6 + bit)) {
				w &^= 1 << bit
			}
		}
		s[i] = w
	}
}

// flip leaves what was not in s, of the numbers below n.
func (s bitSet) flip(n int) {
	for i := range s {
		s[i] = ^s[i]
	}
	if n%64 != 0 {
		s[len(s)-1] &= 1<<(n%64) - 1
	}
}

// each goes through s in order.
func (s bitSet) each() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for i, w := range s {
			for ; w != 0; w &= w - 1 {
				if !yield(uint32(i<<6 + bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}

// find is where s is in a list in order that holds nothing twice.
func (l stringList) find(s string) (uint32, bool) {
	i, ok := sort.Find(l.len(), func(i int) int { return strings.Compare(s, l.at(i)) })
	return uint32(i), ok
}

// between is where the strings from low up to high are in a list in order.
func (l stringList) between(low, high string) (int, int) {
	n := l.len()
	return sort.Search(n, func(i int) bool { return l.at(i) >= low }),
		sort.Search(n, func(i int) bool { return l.at(i) >= high })
}

// startingWith is where the strings with a prefix are in a list in order.
func (l stringList) startingWith(prefix string) (int, int) {
	n := l.len()
	return sort.Search(n, func(i int) bool { return l.at(i) >= prefix }),
		sort.Search(n, func(i int) bool { return l.at(i) > prefix && !strings.HasPrefix(l.at(i), prefix) })
}

package columns

import (
	"iter"
	"math/bits"
	"sort"
	"strings"
)

// A BitSet is a set of small numbers.
type BitSet []uint64

func NewBitSet(n int) BitSet { return make(BitSet, (n+63)/64) }

func (s BitSet) Add(i uint32)      { s[i>>6] |= 1 << (i & 63) }
func (s BitSet) Has(i uint32) bool { return s[i>>6]&(1<<(i&63)) != 0 }

func (s BitSet) And(t BitSet) {
	for i := range s {
		s[i] &= t[i]
	}
}

func (s BitSet) Or(t BitSet) {
	for i := range s {
		s[i] |= t[i]
	}
}

// Keep drops what does not hold.
func (s BitSet) Keep(holds func(uint32) bool) {
	for i, w := range s {
		for left := w; left != 0; left &= left - 1 {
			if bit := bits.TrailingZeros64(left); !holds(uint32(i<<6 + bit)) {
				w &^= 1 << bit
			}
		}
		s[i] = w
	}
}

// Flip leaves what was not in s, of the numbers below n.
func (s BitSet) Flip(n int) {
	for i := range s {
		s[i] = ^s[i]
	}
	if n%64 != 0 {
		s[len(s)-1] &= 1<<(n%64) - 1
	}
}

// Each goes through s in order.
func (s BitSet) Each() iter.Seq[uint32] {
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

// Find is where s is in a list in order that holds nothing twice.
func (l Strings) Find(s string) (uint32, bool) {
	i, ok := sort.Find(l.Len(), func(i int) int { return strings.Compare(s, l.At(i)) })
	return uint32(i), ok
}

// Between is where the strings from low up to high are in a list in order.
func (l Strings) Between(low, high string) (int, int) {
	n := l.Len()
	return sort.Search(n, func(i int) bool { return l.At(i) >= low }),
		sort.Search(n, func(i int) bool { return l.At(i) >= high })
}

// StartingWith is where the strings with a prefix are in a list in order.
func (l Strings) StartingWith(prefix string) (int, int) {
	n := l.Len()
	return sort.Search(n, func(i int) bool { return l.At(i) >= prefix }),
		sort.Search(n, func(i int) bool { return l.At(i) > prefix && !strings.HasPrefix(l.At(i), prefix) })
}

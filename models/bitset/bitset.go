// Package bitset holds sets of small numbers as one bit for each.
package bitset

import (
	"iter"
	"math/bits"
)

// A Set is a set of small numbers. Sets that are put together are of equal length.
type Set []uint64

// New is an empty set of numbers below n.
func New(n int) Set { return make(Set, (n+63)/64) }

// All is the set of all numbers below n.
func All(n int) Set {
	s := New(n)
	s.Flip(n)
	return s
}

func (s Set) Add(i uint32)      { s[i>>6] |= 1 << (i & 63) }
func (s Set) Has(i uint32) bool { return s[i>>6]&(1<<(i&63)) != 0 }

// And leaves what is in t too; nil is every number.
func (s Set) And(t Set) {
	for i := range t {
		s[i] &= t[i]
	}
}

// Or adds what is in t.
func (s Set) Or(t Set) {
	for i := range t {
		s[i] |= t[i]
	}
}

// AndNot leaves what is not in t.
func (s Set) AndNot(t Set) {
	for i := range t {
		s[i] &^= t[i]
	}
}

// Keep drops what does not hold.
func (s Set) Keep(holds func(uint32) bool) {
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
func (s Set) Flip(n int) {
	for i := range s {
		s[i] = ^s[i]
	}
	if n%64 != 0 {
		s[len(s)-1] &= 1<<(n%64) - 1
	}
}

// Each goes through s in order.
func (s Set) Each() iter.Seq[uint32] {
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

// Len is how many numbers are in s.
func (s Set) Len() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// Common is how many numbers are in s and in t.
func (s Set) Common(t Set) (n int) {
	for i := range s {
		n += bits.OnesCount64(s[i] & t[i])
	}
	return n
}

// List are the numbers of s, in order.
func (s Set) List() []uint32 {
	list := make([]uint32, 0, s.Len())
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			list = append(list, uint32(i<<6+bits.TrailingZeros64(w)))
		}
	}
	return list
}

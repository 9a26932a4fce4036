package survey

import "math/bits"

// A set is some of the rows, a bit for each place.
type set []uint64

func newSet(n int) set { return make(set, (n+63)/64) }

func (s set) add(place uint32)      { s[place>>6] |= 1 << (place & 63) }
func (s set) has(place uint32) bool { return s[place>>6]&(1<<(place&63)) != 0 }

// and leaves what is in t too; nil is every row.
func (s set) and(t set) {
	for i := range t {
		s[i] &= t[i]
	}
}

func (s set) or(t set) {
	for i := range t {
		s[i] |= t[i]
	}
}

// less leaves what is not in t.
func (s set) less(t set) {
	for i := range t {
		s[i] &^= t[i]
	}
}

// both is how many rows are in s and in t.
func (s set) both(t set) (n int) {
	for i := range s {
		n += bits.OnesCount64(s[i] & t[i])
	}
	return n
}

// size is how many rows are in s.
func (s set) size() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// list are the places of the rows of s, in order.
func (s set) list() []uint32 {
	places := make([]uint32, 0, s.size())
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			places = append(places, uint32(i<<6+bits.TrailingZeros64(w)))
		}
	}
	return places
}

// every is the set of n rows.
func every(n int) set {
	s := newSet(n)
	for i := range s {
		s[i] = ^uint64(0)
	}
	if n%64 != 0 {
		s[len(s)-1] = 1<<(n%64) - 1
	}
	return s
}

// coded are the rows whose code says yes. Without a branch a row, a pass takes a
// nanosecond a row whatever the codes are.
func coded[C ~uint8 | ~uint32](code []C, yes []uint8) set {
	s := newSet(len(code))
	for i := range s {
		var w uint64
		for j, c := range code[i<<6 : min(i<<6+64, len(code))] {
			w |= uint64(yes[c]) << j
		}
		s[i] = w
	}
	return s
}

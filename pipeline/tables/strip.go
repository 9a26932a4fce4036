package tables

import "unsafe"

// A strip is one field of every row: n values that stand step bytes apart. Going
// through it costs a tenth of what reflection does. The garbage collector sees
// first, and with it the rows.
type strip struct {
	first unsafe.Pointer
	step  uintptr
	n     int
}

// stripOf is the strip of the values themselves.
func stripOf[T any](values []T) strip {
	return strip{unsafe.Pointer(unsafe.SliceData(values)), unsafe.Sizeof(*new(T)), len(values)}
}

// field is the strip of the field at the offset within the values of s.
func (s strip) field(offset uintptr) strip {
	if s.n == 0 {
		return s
	}
	return strip{unsafe.Add(s.first, offset), s.step, s.n}
}

// from is s without its first i values.
func (s strip) from(i int) strip {
	if i >= s.n {
		return strip{}
	}
	return strip{unsafe.Add(s.first, uintptr(i)*s.step), s.step, s.n - i}
}

// at is the i-th value, whose memory must be laid out as a V.
func at[V any](s strip, i int) *V { return (*V)(unsafe.Add(s.first, uintptr(i)*s.step)) }

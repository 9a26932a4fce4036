package tables

// An Int is a whole number that may be unknown. The zero Int is unknown.
type Int struct {
	N     int64
	Known bool
}

// IntOf is the known number n.
func IntOf(n int) Int { return Int{int64(n), true} }

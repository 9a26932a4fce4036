package models

import (
	"fmt"
	"strconv"
	"strings"
)

// A Score is the answer to a question on a scale of whole numbers. The zero
// Score is a missing one, which is not the same as the score 0.
type Score struct {
	value int16
	given bool
}

// ScoreOf is the score v.
func ScoreOf(v int) Score { return Score{int16(v), true} }

// Value is the score and whether one was given.
func (s Score) Value() (v int, ok bool) { return int(s.value), s.given }

// String is the score in digits; "" for a missing one.
func (s Score) String() string {
	if !s.given {
		return ""
	}
	return strconv.Itoa(int(s.value))
}

// MarshalJSON writes a score as a number, a missing one as null.
func (s Score) MarshalJSON() ([]byte, error) {
	if !s.given {
		return []byte("null"), nil
	}
	return []byte(s.String()), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Score) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*s = Score{}
		return nil
	}
	v, err := strconv.ParseInt(string(text), 10, 16)
	*s = ScoreOf(int(v))
	return err
}

// A Scale says which scores a question allows and where the classes begin.
type Scale struct {
	Low, High int // lowest and highest score
	Passive   int // lowest passive score; those below are detractors
	Promoter  int // lowest promoter score
}

// The scales that are known by name.
var (
	Scale0to10 = Scale{0, 10, 7, 9}
	Scale1to10 = Scale{1, 10, 7, 9}
	Scale1to5  = Scale{1, 5, 4, 5}
)

// ParseScale reads "0-10", "1-10" and "1-5", and any other scale with the
// lowest passive and promoter scores behind it: "1-7:6,7".
func ParseScale(s string) (Scale, error) {
	for _, known := range []Scale{Scale0to10, Scale1to10, Scale1to5} {
		if s == known.Range() {
			return known, nil
		}
	}
	var sc Scale
	bounds, classes, ok := strings.Cut(s, ":")
	low, high, ok2 := cutBounds(bounds)
	passive, promoter, ok3 := strings.Cut(classes, ",")
	if !ok || !ok2 || !ok3 {
		return Scale{}, fmt.Errorf("scale %q: want 0-10, 1-10, 1-5 or LOW-HIGH:PASSIVE,PROMOTER", s)
	}
	for _, part := range []struct {
		text string
		to   *int
	}{{low, &sc.Low}, {high, &sc.High}, {passive, &sc.Passive}, {promoter, &sc.Promoter}} {
		n, err := strconv.Atoi(strings.TrimSpace(part.text))
		if err != nil || n < -1000 || n > 1000 {
			return Scale{}, fmt.Errorf("scale %q: %q is not a whole number from -1000 to 1000", s, part.text)
		}
		*part.to = n
	}
	if sc.Low >= sc.Passive || sc.Passive >= sc.Promoter || sc.Promoter > sc.High {
		return Scale{}, fmt.Errorf("scale %q: want LOW < PASSIVE < PROMOTER <= HIGH", s)
	}
	return sc, nil
}

// cutBounds parts "0-10" and "-2-2"; a sign may stand before each number.
func cutBounds(s string) (low, high string, ok bool) {
	unsigned := strings.TrimPrefix(s, "-")
	low, high, ok = strings.Cut(unsigned, "-")
	return s[:len(s)-len(unsigned)] + low, high, ok
}

// Range is the lowest and highest score, such as "0-10".
func (sc Scale) Range() string { return fmt.Sprintf("%d-%d", sc.Low, sc.High) }

// String is sc in the form that ParseScale reads, the shortest that tells it
// from the scales known by name.
func (sc Scale) String() string {
	if known, err := ParseScale(sc.Range()); err == nil && known == sc {
		return sc.Range()
	}
	return fmt.Sprintf("%s:%d,%d", sc.Range(), sc.Passive, sc.Promoter)
}

// Holds says whether v is one of the scale's scores.
func (sc Scale) Holds(v int) bool { return sc.Low <= v && v <= sc.High }

// Turned is a score on sc counted from its other end, for scales of which the lowest number is
// the best; what lies beyond sc stays.
func (sc Scale) Turned(s Score) Score {
	if v, ok := s.Value(); ok && sc.Holds(v) {
		return ScoreOf(sc.Low + sc.High - v)
	}
	return s
}

// Class is the customer class of a score on sc; NoClass without a score.
func (sc Scale) Class(s Score) Class {
	switch v, ok := s.Value(); {
	case !ok:
		return NoClass
	case v >= sc.Promoter:
		return Promoter
	case v >= sc.Passive:
		return Passive
	default:
		return Detractor
	}
}

// A Class is the customer class (kundegruppe) that a score puts a response in.
// The zero Class is none, so a missing score can never pass for a detractor.
type Class uint8

// The classes, worst first.
const (
	NoClass Class = iota
	Detractor
	Passive
	Promoter
)

// Classes lists the classes that a score can give, best first.
var Classes = [...]Class{Promoter, Passive, Detractor}

// String is the class's name in tables, queries and files: "promoter",
// "passive", "detractor", or "" for none.
func (c Class) String() string {
	return [...]string{"", "detractor", "passive", "promoter"}[c]
}

// ParseClass reads what Class.String writes.
func ParseClass(s string) (Class, bool) {
	for c := NoClass; c <= Promoter; c++ {
		if s == c.String() {
			return c, true
		}
	}
	return NoClass, false
}

// Value is what one response of class c adds to NPS: 100, 0 or -100. NoClass
// has no value and must be left out of every denominator; it answers 0.
func (c Class) Value() int {
	return [...]int{0, -100, 0, 100}[c]
}

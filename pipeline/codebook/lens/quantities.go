package lens

import (
	"math"
	"strings"
	"unicode/utf8"
)

// counting are the lengths of the words that a duration or an amount may begin with,
// a bit each, by their first byte. Most words are told by it to begin neither.
var counting = func() (out [256]uint64) {
	add := func(word string) { out[word[0]] |= 1 << min(len(word), 63) }
	for _, word := range []string{"fra", "et", "en", "par", "nogle", "flere", "adskillige", "mange", "få", "tusind", "hundrede"} {
		add(word)
	}
	for word := range numberWords {
		add(word)
		add(word + "hundrede")
	}
	for word := range vagueFirst {
		add(word)
	}
	for word := range currencies {
		add(word)
	}
	for word := range quarters {
		add(word)
	}
	for digit := '0'; digit <= '9'; digit++ {
		out[digit] = ^uint64(0)
	}
	return out
}()

// counts says whether a duration or an amount may begin with the word.
func counts(word string) bool { return counting[word[0]]>>min(len(word), 63)&1 != 0 }

// quantity reads how many at word i: "2", "to", "2-3", "to til tre", "et par",
// "en halv", "2 1/2".
func (s *timeScan) quantity(i int) (low, high float64, next int, ok bool) {
	switch w := s.word(i); {
	case (w == "et" || w == "nogle") && s.word(i+1) == "par", w == "par":
		next = i + 2
		if w == "par" {
			next = i + 1
		}
		if s.word(next) == "og" && s.word(next+1) == "tyve" {
			return 22, 23, next + 2, true
		}
		return 2, 3, next, true
	case w == "nogle" && s.word(i+1) == "få":
		return 2, 4, i + 2, true
	case w == "nogle":
		return 2, 5, i + 1, true
	case w == "flere" || w == "adskillige" || w == "mange":
		return 2, math.Inf(1), i + 1, true
	case w == "få":
		return 2, 4, i + 1, true
	case (w == "en" || w == "et") && (s.word(i+1) == "halv" || s.word(i+1) == "halvt"):
		return 0.5, 0.5, i + 2, true
	case (w == "en" || w == "et") && (s.word(i+1) == "hel" || s.word(i+1) == "helt"):
		return 1, 1, i + 2, true
	}
	low, next, ok = s.single(i)
	if !ok {
		return 0, 0, 0, false
	}
	high = low
	j := next
	if s.word(i-1) == "mellem" && s.word(j) == "og" {
		if v, n, ok := s.single(j + 1); ok && v > low {
			return low, v, n, true
		}
	}
	switch s.word(j) {
	case "en", "et": // "to en halv"
		if s.word(j+1) == "halv" || s.word(j+1) == "halvt" {
			return low + 0.5, low + 0.5, j + 2, true
		}
	case "-", "–", "til", "eller", "/":
		if v, n, ok := s.single(j + 1); ok && v > low {
			return low, v, n, true
		}
	case "og":
		if (s.word(j+1) == "en" || s.word(j+1) == "et") && (s.word(j+2) == "halv" || s.word(j+2) == "halvt") {
			return low + 0.5, low + 0.5, j + 3, true
		}
	}
	if (s.word(i) == "en" || s.word(i) == "et") && j == i+1 { // "en 4-5 dage"
		if l, h, n, ok := s.quantity(j); ok && n > j && l > 1 {
			return l, h, n, true
		}
	}
	return low, high, next, true
}

// single reads one number at word i.
func (s *timeScan) single(i int) (v float64, next int, ok bool) {
	w := s.word(i)
	if v, ok = numberWords[w]; !ok {
		if v, ok = number(w); !ok {
			return 0, 0, false
		}
	}
	next = i + 1
	switch s.word(next) {
	case "½":
		return v + 0.5, next + 1, true
	case "¼":
		return v + 0.25, next + 1, true
	case "¾":
		return v + 0.75, next + 1, true
	}
	if s.word(next) == "1" && s.word(next+1) == "/" && s.word(next+2) == "2" {
		return v + 0.5, next + 3, true
	}
	return v, next, true
}

// quarters are the signs of parts of one.
var quarters = map[string]float64{"¼": 0.25, "½": 0.5, "¾": 0.75}

// number reads digits with a decimal comma, or the sign of a part of one.
func number(w string) (float64, bool) {
	if w == "" || !isDigit(rune(w[0])) {
		if w == "" || w[0] < utf8.RuneSelf {
			return 0, false
		}
		v, ok := quarters[w]
		return v, ok
	}
	digits, fraction, _ := strings.Cut(grouped(w), ",")
	v := 0.0
	for _, r := range digits {
		if !isDigit(r) {
			return 0, false
		}
		v = 10*v + float64(r-'0')
	}
	scale := 0.1
	for _, r := range fraction {
		if !isDigit(r) {
			return 0, false
		}
		v += scale * float64(r-'0')
		scale /= 10
	}
	return v, true
}

// grouped is a number without the points between its thousands, and with a comma
// before its fraction: 1.250,50 is 1250,50, 1.000.000 is 1000000 and 1.5 is 1,5.
func grouped(w string) string {
	groups := strings.Split(w, ".")
	for _, g := range groups[1:] {
		if before, _, _ := strings.Cut(g, ","); len(before) != 3 {
			return strings.Replace(w, ".", ",", 1)
		}
	}
	return strings.Join(groups, "")
}

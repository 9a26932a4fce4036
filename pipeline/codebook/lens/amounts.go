package lens

import (
	"math"
	"slices"
)

// A Money is an amount that a text names.
type Money struct {
	Start, End int // bytes of the text
	Value      float64
	Currency   string // DKK, EUR, USD, SEK, NOK or GBP
}

// currencies are the words and signs of money, with what one of it is worth in
// its own currency.
var currencies = map[string]struct {
	code  string
	worth float64
}{
	"kr": {"DKK", 1}, "kroner": {"DKK", 1}, "krone": {"DKK", 1}, "dkk": {"DKK", 1}, "kr's": {"DKK", 1}, "kroners": {"DKK", 1}, "øre": {"DKK", 0.01},
	"euro": {"EUR", 1}, "eur": {"EUR", 1}, "€": {"EUR", 1}, "dollar": {"USD", 1}, "dollars": {"USD", 1}, "usd": {"USD", 1}, "$": {"USD", 1},
	"sek": {"SEK", 1}, "nok": {"NOK", 1}, "pund": {"GBP", 1}, "gbp": {"GBP", 1}, "tkr": {"DKK", 1000}, "mio": {"", 1e6},
}

// thousands are the words that multiply an amount.
var thousands = map[string]float64{
	"hundrede": 100, "tusind": 1000, "tusinde": 1000, "tusinder": 1000, "t": 1000, "mio": 1e6, "million": 1e6, "millioner": 1e6, "mia": 1e9, "milliard": 1e9, "milliarder": 1e9,
}

// Amounts lists the sums of money that a Danish text names, in its order.
func Amounts(text string) []Money {
	words := wordsOf(text)
	s := timeScan{words: words}
	var out []Money
	for i := 0; i < len(words); {
		m, next, ok := s.money(i)
		if !ok {
			i++
			continue
		}
		m.Start, m.End = words[i].start, words[next-1].end
		out = append(out, m)
		i = next
	}
	return out
}

// money reads an amount at word i.
func (s *timeScan) money(i int) (m Money, next int, ok bool) {
	if c, is := currencies[s.word(i)]; is && c.code != "" { // "kr. 500", "€20"
		if v, n, counted := s.sum(i + 1); counted && isDigit(rune(s.word(i + 1)[0])) && s.word(i) != "øre" && !s.breaks(i+1) {
			if _, behind := currencies[s.word(n)]; !behind {
				return Money{Value: v * c.worth, Currency: c.code}, n, true
			}
		}
	}
	v, n, counted := s.sum(i)
	if !counted {
		return Money{}, 0, false
	}
	if c, is := currencies[s.word(n)]; is && c.code != "" {
		if c.worth == 0.01 && !isDigit(rune(s.word(n - 1)[len(s.word(n-1))-1])) && numberWords[s.word(n-1)] == 0 {
			return Money{}, 0, false
		}
		return Money{Value: v * c.worth, Currency: c.code}, n + 1, true
	}
	if s.word(n) == "-" && n < len(s.words) && s.words[n].glued && n == i+1 && s.comma(n) {
		return Money{Value: v, Currency: "DKK"}, n + 1, true
	}
	return Money{}, 0, false
}

// sum reads a number, with the words that multiply it.
func (s *timeScan) sum(i int) (v float64, next int, ok bool) {
	w := s.word(i)
	if w == "" {
		return 0, 0, false
	}
	if isDigit(rune(w[0])) {
		v, ok = number(w)
		next = i + 1
	} else if low, _, n, counted := s.quantity(i); counted {
		v, next, ok = low, n, true
	}
	if !ok || math.IsInf(v, 1) {
		return 0, 0, false
	}
	for thousands[s.word(next)] > 0 && (s.word(next) != "t" || s.word(next+1) == "kr") {
		v *= thousands[s.word(next)]
		next++
	}
	return v, next, true
}

// breaks says whether a sentence or a comma parts word i from the one before.
func (s *timeScan) breaks(i int) bool {
	return i < len(s.words) && s.words[i].breaks && !slices.Contains([]string{"kr", "tkr"}, s.word(i-1))
}

// comma says whether a comma stands right before the sign at word i: "500,-".
func (s *timeScan) comma(i int) bool { return s.words[i].breaks || s.words[i].start > s.words[i-1].end }

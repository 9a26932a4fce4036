package lens

import (
	"math"
	"slices"
	"strings"
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
func Amounts(text string) []Money { return amountsOf(wordsOf(nil, text)) }

// amountsOf lists the sums of money among words.
func amountsOf(words []wordAt) []Money {
	s := timeScan{words: words}
	var out []Money
	for i := 0; i < len(words); {
		if !counts(words[i].text) {
			i++
			continue
		}
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
	if code, is := foreign[s.word(n)]; is && strings.HasPrefix(s.word(n+1), "kron") {
		return Money{Value: v, Currency: code}, n + 2, true
	}
	if s.word(n) == "krone" && s.word(i) == "en" && s.denied(i) { // "ikke en krone værd"
		return Money{}, 0, false
	}
	if c, is := currencies[s.word(n)]; is && c.code != "" {
		if c.worth == 0.01 && !isDigit(rune(s.word(n - 1)[len(s.word(n-1))-1])) && (numberWords[s.word(n-1)] == 0 || numberWords[s.word(n-1)] == 1) {
			return Money{}, 0, false
		}
		return Money{Value: v * c.worth, Currency: c.code}, n + 1, true
	}
	if s.word(n) == "-" && n == i+1 && isDigit(rune(s.word(i)[0])) && s.words[n].start == s.words[i].end+1 {
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
		if t := s.word(next); len(w) <= 3 && len(t) == 3 && isDigit(rune(t[0])) && !s.words[next].breaks { // "1 250"
			if more, digits := number(t); digits {
				v, next = 1000*v+more, next+1
			}
		}
	} else if w == "tusind" || w == "hundrede" {
		v, next, ok = 1, i, true
	} else if tens, hundreds := strings.CutSuffix(w, "hundrede"); hundreds && numberWords[tens] > 0 {
		v, next, ok = 100*numberWords[tens], i+1, true
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

// foreign are the words that make a krone another country's.
var foreign = map[string]string{"norske": "NOK", "svenske": "SEK"}

// denied says whether a negation stands shortly before word i.
func (s *timeScan) denied(i int) bool {
	for j := max(i-4, 0); j < i; j++ {
		if s.word(j) == "ikke" || s.word(j) == "aldrig" {
			return true
		}
	}
	return false
}

// breaks says whether a sentence or a comma parts word i from the one before.
func (s *timeScan) breaks(i int) bool {
	return i < len(s.words) && s.words[i].breaks && !slices.Contains([]string{"kr", "tkr"}, s.word(i-1))
}

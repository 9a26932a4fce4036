package arrivals

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stemme/pipeline/source"
)

// A value is likely another one misspelt where so few have it, and so many the other, from which
// one letter parts it; shorter ones may well be two. Chosen by eye.
const (
	mostMisspelt  = 2
	leastMeant    = 20
	leastMisspelt = 4 // letters
)

// misspeltValues notes values of tonight that are likely others misspelt, and lists them by property.
func misspeltValues(before, now map[property]FoldedValues) (notes []source.Note, misspelt map[property][]string) {
	misspelt = map[property][]string{}
	for _, of := range slices.SortedFunc(maps.Keys(now), property.compare) {
		count := func(value string) int {
			low := strings.ToLower(value)
			return max(before[of][low].n, now[of][low].n) // what comes again is not counted twice
		}
		others := slices.Compact(slices.Sorted(slices.Values(append(before[of].spellings(), now[of].spellings()...))))
		for _, value := range now[of].spellings() {
			n := count(value)
			if n > mostMisspelt {
				continue
			}
			at := slices.IndexFunc(others, func(other string) bool { return count(other) >= leastMeant && oneLetterOff(value, other) })
			if at >= 0 {
				misspelt[of] = append(misspelt[of], value)
				notes = append(notes, source.Note{Key: "reading_misspelt", Args: []any{of.source, value, n, others[at], count(others[at]), strings.TrimPrefix(of.name, OfSegment), value, others[at]}})
			}
		}
	}
	return notes, misspelt
}

// oneLetterOff says whether two values differ in one letter, left out, put in or taken for another, or in two
// beside each other that changed places. A letter that is a word, as in "Hold A", tells two values apart.
func oneLetterOff(a, b string) bool {
	x, y := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	if min(len(x), len(y)) < leastMisspelt {
		return false
	}
	first := 0
	for first < min(len(x), len(y)) && x[first] == y[first] {
		first++
	}
	last := 0
	for last < min(len(x), len(y))-first && x[len(x)-1-last] == y[len(y)-1-last] {
		last++
	}
	differ, other := x[first:len(x)-last], y[first:len(y)-last]
	if n := max(len(differ), len(other)); n == 0 || n > 2 || n == 2 && (len(differ) != len(other) || differ[0] != other[1] || differ[1] != other[0]) {
		return false
	}
	letters := func(all []rune) bool {
		return !slices.ContainsFunc(all, func(r rune) bool { return !unicode.IsLetter(r) })
	}
	return letters(differ) && letters(other) && wordAt(x, first) > 1 && wordAt(y, first) > 1
}

// wordAt is the length in letters of the word around a place.
func wordAt(text []rune, at int) int {
	from := strings.LastIndexFunc(string(text[:at]), func(r rune) bool { return !unicode.IsLetter(r) })
	word := string(text[:at])[from+1:] + string(text[at:])
	if to := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }); to >= 0 {
		word = word[:to]
	}
	return utf8.RuneCountInString(word)
}

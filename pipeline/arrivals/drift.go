package arrivals

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"stemme/models"
	"stemme/pipeline/source"
)

// A property is one that figures are cut by, of a source.
type property struct{ source, name string }

func (p property) compare(other property) int {
	return cmp.Or(strings.Compare(p.source, other.source), strings.Compare(p.name, other.name))
}

// The names of those that are no segments; a segment's has OfSegment before it.
const (
	OfTouchpoint = "touchpoint"
	OfStage      = "stage"
	OfUnit       = "unit"
	OfSegment    = "segment "
)

// EachValue calls do for what a response is cut by.
func EachValue(r *models.Response, do func(of, value string)) {
	do(OfTouchpoint, r.Touchpoint)
	do(OfStage, r.Stage)
	do(OfUnit, r.Unit)
	for _, s := range r.Segments {
		do(OfSegment+s.Name, s.Value)
	}
}

// FoldedValues are a spelling of each value, and how many have it, by the value in lower case,
// since capitals alone make no other value.
type FoldedValues map[string]Spelt

// Spelt is how a value is spelled, and how many have it.
type Spelt struct {
	As string
	n  int
}

// Add counts one more of a value.
func (f FoldedValues) Add(value string) {
	low := strings.ToLower(value)
	of := f[low]
	f[low] = Spelt{max(of.As, value), of.n + 1}
}

// spellings are the values in their order.
func (f FoldedValues) spellings() []string {
	var all []string
	for _, of := range f {
		all = append(all, of.As)
	}
	slices.Sort(all)
	return all
}

// valuesOf are the values of each property of responses.
func valuesOf(responses []models.Response) map[property]FoldedValues {
	all := map[property]FoldedValues{}
	for i := range responses {
		r := &responses[i]
		EachValue(r, func(name, value string) {
			if value == "" {
				return
			}
			of := property{r.Source, name}
			if all[of] == nil {
				all[of] = FoldedValues{}
			}
			all[of].Add(value)
		})
	}
	return all
}

// driftedValues notes what nobody declared: a value that is likely another one misspelt, a touchpoint or a stage that no
// earlier response of a source was asked at, and a value of any property that
// seems to be an earlier one under another name, since tonight has none of that.
func driftedValues(all, fresh []models.Response) []source.Note {
	before, now := valuesOf(all), valuesOf(fresh)
	notes, misspelt := misspeltValues(before, now)
	if len(all) == 0 || len(fresh) == 0 {
		return notes
	}
	for _, of := range slices.SortedFunc(maps.Keys(now), property.compare) {
		if before[of] == nil || of.name == OfUnit {
			continue
		}
		for _, value := range now[of].spellings() {
			if _, known := before[of][strings.ToLower(value)]; known || slices.Contains(misspelt[of], value) {
				continue
			}
			was := ""
			for _, old := range before[of].spellings() {
				if _, still := now[of][strings.ToLower(old)]; !still && isRenamed(old, value) {
					was = old
					break
				}
			}
			n := now[of][strings.ToLower(value)].n
			switch {
			case was != "":
				notes = append(notes, source.Note{Key: "reading_renamed", Args: []any{of.source, was, value, strings.TrimPrefix(of.name, OfSegment), was, value}})
			case of.name == OfTouchpoint:
				notes = append(notes, source.Note{Key: "reading_touchpoint", Args: []any{of.source, value, n}})
			case of.name == OfStage:
				notes = append(notes, source.Note{Key: "reading_stage", Args: []any{of.source, value, n}})
			}
		}
	}
	return slices.Concat(notes, driftedUnits(all, fresh), unitSegments(all, fresh))
}

// isRenamed says whether two values are likely one, written otherwise: equal but
// for capitals, signs and blanks, one the beginning of the other, in whole words also of
// short ones, or two letters apart at most. Codes such as F1 and F2 are not.
func isRenamed(a, b string) bool {
	if begins(a, b) || begins(b, a) {
		return true
	}
	plain := func(s string) string {
		return strings.ToLower(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" -_/.,", r) }), ""))
	}
	a, b = plain(a), plain(b)
	if a == b {
		return true
	}
	const least = 6 // letters; chosen by eye
	n := min(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	if n < least || strings.ContainsAny(a+b, "0123456789") {
		return false
	}
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) || editDistance([]rune(a), []rune(b)) <= 2
}

// begins says whether a value begins with all words of another, and neither is a code.
func begins(value, with string) bool {
	const least = 3 // letters; chosen by eye
	value, with = strings.ToLower(value), strings.ToLower(with)
	return utf8.RuneCountInString(with) >= least && strings.HasPrefix(value, with+" ") && !strings.ContainsAny(value, "0123456789")
}

// editDistance is how many letters must be put in, taken out or exchanged to make
// b of a (Levenshtein 1966).
func editDistance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

package query

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"stemme/index/internal/columns"
	"stemme/models"
	"stemme/stemming"
)

// A Miss is a condition of a query that no comment meets: a value that its field
// does not have, or a word, of field "", with what was probably meant, "" for none
// that is near.
type Miss struct{ Field, Value, Meant string }

// mostMisses is how many are told: what was meant by each is looked for in all words.
const mostMisses = 10

// Misses are the first of a query, in its order; none where it cannot be read.
func (q *Corpus) Misses(ctx context.Context, text string) (misses []Miss) {
	tree, err := parse(text, q.Segments)
	if err != nil {
		return nil
	}
	enough := func() bool { return len(misses) >= mostMisses || ctx.Err() != nil }
	leaves(tree, func(leaf node, asked bool) {
		if enough() {
			return
		}
		switch n := leaf.(type) {
		case wordNode:
			if !asked {
				return
			}
			if miss, ok := q.missing(ctx, n); ok {
				misses = append(misses, miss)
			}
		case valueNode:
			known := q.valuesOf(n)
			for _, value := range n.values {
				if enough() {
					return
				}
				one := valueNode{n.column, n.name, []string{value}}
				if value != "" && !none[strings.ToLower(value)] && !q.met(one) {
					misses = append(misses, Miss{n.name, value, stemming.Nearest(strings.TrimSuffix(value, "*"), known)})
				}
			}
		default:
			if miss, ok := q.outside(leaf); ok && asked {
				misses = append(misses, miss)
			}
		}
	})
	return misses
}

// outside says that a condition asks for scores or days before the first or after the last that
// comments have, and tells these.
func (q *Corpus) outside(n node) (Miss, bool) {
	switch n := n.(type) {
	case scoreNode:
		low, high, some := span(q.Cols.Score, columns.NoScore)
		return Miss{n.written.field, n.written.value, fmt.Sprintf("%d..%d", low, high)}, some && !n.none && (n.high < int(low) || n.low > int(high))
	case dateNode:
		first, last, some := span(q.Cols.Day, int32(models.NoDay))
		meant := models.Day(first).String() + ".." + models.Day(last).String()
		if _, _, whole := models.ParseDays(n.written.value); whole && n.oneEnded() { // from:2031 takes a day
			meant = models.Day(last).String()
			if n.first == models.NoDay+1 {
				meant = models.Day(first).String()
			}
		}
		return Miss{n.written.field, n.written.value, meant}, some && (int32(n.last) < first || int32(n.first) > last)
	}
	return Miss{}, false
}

// span is the lowest and the highest of values but for none.
func span[T int16 | int32](values []T, none T) (low, high T, some bool) {
	for _, v := range values {
		switch {
		case v == none:
		case !some:
			low, high, some = v, v, true
		default:
			low, high = min(low, v), max(high, v)
		}
	}
	return low, high, some
}

// missing says that no comment holds a word, in any form or compound, and which one
// was probably meant.
func (q *Corpus) missing(ctx context.Context, n wordNode) (Miss, bool) {
	list := columns.Tokens(q.Analyser, n.text, models.Danish)
	if n.kind != analysed || len(list) != 1 || utf8.RuneCountInString(list[0].Exact) > maxFuzzy {
		return Miss{}, false
	}
	p := q.planner(ctx)
	if l, err := p.token(n, &list[0]); err != nil || !l.empty() || len(list[0].Parts) > 1 {
		return Miss{}, false
	}
	meant, _ := q.commoner(ctx, list[0].Exact)
	return Miss{Value: n.text, Meant: meant}, true
}

// muchCommoner is how many times as common a word of one letter more wrong has to be to be meant: what some
// customers misspell likewise is not what was meant. Chosen by eye on the reviews beside the project.
const muchCommoner = 50

// commoner is the commonest word of the fewest letters wrong, or the commonest of one letter more where
// that is much commoner, with in how many comments it stands; "" for none that is near.
func (q *Corpus) commoner(ctx context.Context, exact string) (meant string, count uint32) {
	for edits := 1; edits <= 2 && utf8.RuneCountInString(exact) > 3; edits++ {
		near, err := q.near(ctx, exact, edits)
		if err != nil {
			break
		}
		best, most := "", uint32(0)
		for _, form := range slices.Sorted(maps.Keys(near)) {
			if w, ok := q.Cols.Exact.Find(form); ok && form != exact && q.Cols.WordCount[w] > most {
				best, most = form, q.Cols.WordCount[w]
			}
		}
		if count == 0 || most >= muchCommoner*count {
			meant, count = best, most
		}
	}
	return meant, count
}

// The longest and the rarest words that may be misspelt though a comment has them. Chosen by eye.
const (
	leastRespelt = 6 // letters: of shorter ones many are near each other
	mostRespelt  = 9 // comments
)

// Respelled is the word of one letter wrong that comments write much more often than one that hardly any
// does; false where there is none.
func (q *Corpus) Respelled(ctx context.Context, word string) (string, bool) {
	list := columns.Tokens(q.Analyser, word, models.Danish)
	if len(list) != 1 {
		return "", false
	}
	exact := list[0].Exact
	w, known := q.Cols.Exact.Find(exact)
	if letters := utf8.RuneCountInString(exact); !known || letters < leastRespelt || letters > maxFuzzy || q.Cols.WordCount[w] > mostRespelt {
		return "", false
	}
	near, err := q.near(ctx, exact, 1)
	if err != nil {
		return "", false
	}
	meant, most := "", muchCommoner*max(1, q.Cols.WordCount[w])-1
	for _, form := range slices.Sorted(maps.Keys(near)) {
		if v, ok := q.Cols.Exact.Find(form); ok && q.Cols.WordCount[v] > most {
			meant, most = form, q.Cols.WordCount[v]
		}
	}
	return meant, meant != ""
}

// guess says of an unknown field what was probably meant: a field of nearly its name,
// or one that has the value asked for.
func (q *Corpus) guess(text string, err error) error {
	var fault *Error
	if !errors.As(err, &fault) || fault.Reason != UnknownField {
		return err
	}
	value := valueBehind(text, fault)
	names := slices.Concat(slices.Sorted(maps.Keys(q.Segments)), slices.Sorted(maps.Keys(fieldNames)))
	meant := ""
	for _, name := range names {
		n := valueNode{segmentColumn, name, []string{value}}
		if field, known := fieldNames[name]; known {
			column, holdsValues := valueColumns[field]
			if !holdsValues {
				continue
			}
			n.column = column
		}
		if meant == "" && value != "" && q.met(n) {
			meant = name
		}
	}
	if near := stemming.Nearest(fault.Arg, names); near != "" {
		meant = near
	}
	if meant == "" {
		return err
	}
	if strings.ContainsAny(value, " ()") {
		value = `"` + value + `"`
	}
	return &Error{Reason: FieldMeant, Pos: fault.Pos, Arg: fault.Arg, Meant: meant + ":" + value}
}

// valueBehind is the value that stands behind the field of a fault, without its
// quotes.
func valueBehind(text string, fault *Error) string {
	_, rest, _ := strings.Cut(string([]rune(text)[fault.Pos-1:]), ":")
	if quoted, ok := strings.CutPrefix(rest, `"`); ok {
		value, _, _ := strings.Cut(quoted, `"`)
		return value
	}
	if end := strings.IndexAny(rest, " ()"); end >= 0 {
		rest = rest[:end]
	}
	return rest
}

// leaves calls do for every word and condition of a query in order, and says whether it is asked
// for or left out.
func leaves(tree node, do func(leaf node, asked bool)) {
	switch n := tree.(type) {
	case andNode:
		for _, part := range n {
			leaves(part, do)
		}
	case orNode:
		for _, part := range n {
			leaves(part, do)
		}
	case notNode:
		leaves(n.of, func(leaf node, asked bool) { do(leaf, !asked) })
	default:
		do(tree, true)
	}
}

// met says whether any comment meets a condition.
func (q *Corpus) met(n valueNode) bool {
	test := q.valueTest(n)
	for row := range q.Cols.N {
		if test(row) {
			return true
		}
	}
	return false
}

// valuesOf are the values that a column has; of themes their names, and the single
// words of them, since a word finds a theme too.
func (q *Corpus) valuesOf(n valueNode) (values []string) {
	list := func(s columns.Strings) {
		for i := range s.Len() {
			if v := s.Clone(i); v != "" {
				values = append(values, v)
			}
		}
	}
	c := q.Cols
	switch n.column {
	case sourceColumn:
		list(c.Source.Values)
	case touchpointColumn:
		list(c.Touchpoint.Values)
	case stageColumn:
		list(c.Stage.Values)
	case unitColumn:
		list(c.Unit.Values)
		for _, unit := range slices.Clone(values) {
			values = append(values, strings.Split(unit, "/")...)
		}
	case themeColumn:
		list(c.Themes)
		for i := range c.Themes.Len() {
			id := c.Themes.At(i)
			values = append(values, q.TopThemes[id], q.ThemeNames[q.TopThemes[id]])
			name := q.ThemeNames[id]
			values = append(values, wordsOf(name)...)
			values = append(values, name)
		}
	default:
		for i := range c.Segments {
			if strings.EqualFold(c.SegmentNames.At(i), n.name) {
				list(c.Segments[i].Values)
			}
		}
	}
	return values
}

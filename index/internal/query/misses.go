package query

import (
	"slices"
	"strings"

	"stemme/index/internal/columns"
	"stemme/stemming"
)

// A Miss is a condition of a query that no comment meets: a value that its field
// does not have, with the one that was probably meant, "" for none that is near.
type Miss struct{ Field, Value, Meant string }

// Misses are those of a query, in its order; none where it cannot be read.
func (q *Corpus) Misses(text string) (misses []Miss) {
	tree, err := parse(text, q.Segments)
	if err != nil {
		return nil
	}
	each(tree, func(n valueNode) {
		known := q.valuesOf(n)
		for _, asked := range n.values {
			one := valueNode{n.column, n.name, []string{asked}}
			if asked != "" && !none[strings.ToLower(asked)] && !q.met(one) {
				misses = append(misses, Miss{n.name, asked, stemming.Nearest(strings.TrimSuffix(asked, "*"), known)})
			}
		}
	})
	return misses
}

// each calls do for every condition on a column of strings, in order.
func each(tree node, do func(valueNode)) {
	switch n := tree.(type) {
	case andNode:
		for _, part := range n {
			each(part, do)
		}
	case orNode:
		for _, part := range n {
			each(part, do)
		}
	case notNode:
		each(n.of, do)
	case valueNode:
		do(n)
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
			name := q.ThemeNames[c.Themes.At(i)]
			values = append(values, strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == ',' })...)
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

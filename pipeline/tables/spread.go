package tables

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"

	"stemme/models"
)

// A spreading turns a slice of named values into one column per name.
type spreading struct {
	arrow arrow.DataType
	names func(from strip, seen map[string]bool)
	named func(name string) kind
}

var spreadings = map[reflect.Type]spreading{
	reflect.TypeFor[[]models.Segment](): {
		arrow: arrow.BinaryTypes.String,
		names: namesOf(func(s models.Segment) string { return s.Name }),
		named: segmentKind,
	},
	reflect.TypeFor[[]models.Rating](): {
		arrow: arrow.PrimitiveTypes.Int32,
		names: namesOf(func(r models.Rating) string { return r.Name }),
		named: ratingKind,
	},
}

// namesOf sees the names of all values.
func namesOf[V any](name func(V) string) func(from strip, seen map[string]bool) {
	return func(from strip, seen map[string]bool) {
		for i := range from.n {
			for _, v := range *at[[]V](from, i) {
				seen[name(v)] = true
			}
		}
	}
}

func segmentKind(name string) kind {
	value := func(segments []models.Segment) string {
		for _, s := range segments {
			if s.Name == name {
				return s.Value
			}
		}
		return ""
	}
	return form[[]models.Segment, *array.StringBuilder, *array.String]{
		known:  func(segments []models.Segment) bool { return value(segments) != "" },
		append: func(b *array.StringBuilder, segments []models.Segment) { b.Append(valid(value(segments))) },
		load: func(to *[]models.Segment, a *array.String, row int) {
			*to = append(*to, models.Segment{Name: name, Value: strings.Clone(a.Value(row))})
		},
	}.kind(arrow.BinaryTypes.String)
}

func ratingKind(name string) kind {
	value := func(ratings []models.Rating) (int, bool) {
		for _, r := range ratings {
			if r.Name == name {
				return r.Score.Value()
			}
		}
		return 0, false
	}
	return form[[]models.Rating, *array.Int32Builder, *array.Int32]{
		known:  func(ratings []models.Rating) bool { _, ok := value(ratings); return ok },
		append: func(b *array.Int32Builder, ratings []models.Rating) { n, _ := value(ratings); b.UnsafeAppend(int32(n)) },
		load: func(to *[]models.Rating, a *array.Int32, row int) {
			*to = append(*to, models.Rating{Name: name, Score: models.ScoreOf(int(a.Value(row)))})
		},
	}.kind(arrow.PrimitiveTypes.Int32)
}

// spread replaces the spreading columns by one column per name that rows hold,
// in the order of the names.
func spread(columns []column, rows strip) ([]column, error) {
	var all []column
	for _, c := range columns {
		if c.spread == nil {
			all = append(all, c)
			continue
		}
		seen := map[string]bool{}
		c.spread.names(c.in(rows), seen)
		all = append(all, c.over(slices.Sorted(maps.Keys(seen)))...)
	}
	names := map[string]bool{}
	for _, c := range all {
		if names[c.name] {
			return nil, fmt.Errorf("two columns are called %q", c.name)
		}
		names[c.name] = true
	}
	return all, nil
}

// over is c for each of names. Names that come to the same column are told
// apart by their place among them: segment_by, segment_by_2.
func (c column) over(names []string) []column {
	columns := make([]column, len(names))
	called := SpreadNames(c.name, names)
	for i, name := range names {
		columns[i] = c
		columns[i].name, columns[i].of, columns[i].kind, columns[i].spread = called[name], name, c.spread.named(name), nil
	}
	return columns
}

// SpreadNames says what the columns of segments or further questions are called,
// by their names, which must be in order.
func SpreadNames(prefix string, names []string) map[string]string {
	called := make(map[string]string, len(names))
	taken := map[string]bool{}
	for _, name := range names {
		stem := prefix + identifier(name)
		column := stem
		for n := 2; taken[column]; n++ {
			column = fmt.Sprintf("%s_%d", stem, n)
		}
		taken[column] = true
		called[name] = column
	}
	return called
}

// identifier is name as a part of a column name that needs no quotes in SQL:
// letters a-z, digits and single underscores. The Danish letters are written ae,
// oe and aa.
func identifier(name string) string {
	danish := strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa")
	var b strings.Builder
	for _, r := range danish.Replace(strings.ToLower(name)) {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	return cmp.Or(strings.Trim(b.String(), "_"), "x")
}

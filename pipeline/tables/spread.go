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
	names func(v reflect.Value, seen map[string]bool)
	named func(name string) kind
}

var spreadings = map[reflect.Type]spreading{
	reflect.TypeFor[[]models.Segment](): {
		arrow: arrow.BinaryTypes.String,
		names: func(v reflect.Value, seen map[string]bool) {
			for _, s := range *field[[]models.Segment](v) {
				seen[s.Name] = true
			}
		},
		named: segmentKind,
	},
	reflect.TypeFor[[]models.Rating](): {
		arrow: arrow.PrimitiveTypes.Int32,
		names: func(v reflect.Value, seen map[string]bool) {
			for _, r := range *field[[]models.Rating](v) {
				seen[r.Name] = true
			}
		},
		named: ratingKind,
	},
}

func segmentKind(name string) kind {
	value := func(v reflect.Value) string {
		for _, s := range *field[[]models.Segment](v) {
			if s.Name == name {
				return s.Value
			}
		}
		return ""
	}
	return kind{
		arrow:  arrow.BinaryTypes.String,
		known:  func(v reflect.Value) bool { return value(v) != "" },
		append: func(b array.Builder, v reflect.Value) { b.(*array.StringBuilder).Append(valid(value(v))) },
		load: func(v reflect.Value, a arrow.Array, i int) {
			segments := field[[]models.Segment](v)
			*segments = append(*segments, models.Segment{Name: name, Value: strings.Clone(a.(*array.String).Value(i))})
		},
		clear: func(reflect.Value) {},
	}
}

func ratingKind(name string) kind {
	value := func(v reflect.Value) (int, bool) {
		for _, r := range *field[[]models.Rating](v) {
			if r.Name == name {
				return r.Score.Value()
			}
		}
		return 0, false
	}
	return kind{
		arrow: arrow.PrimitiveTypes.Int32,
		known: func(v reflect.Value) bool { _, ok := value(v); return ok },
		append: func(b array.Builder, v reflect.Value) {
			n, _ := value(v)
			b.(*array.Int32Builder).Append(int32(n))
		},
		load: func(v reflect.Value, a arrow.Array, i int) {
			ratings := field[[]models.Rating](v)
			score := models.ScoreOf(int(a.(*array.Int32).Value(i)))
			*ratings = append(*ratings, models.Rating{Name: name, Score: score})
		},
		clear: func(reflect.Value) {},
	}
}

// spread replaces the spreading columns by one column per name that rows hold,
// in the order of the names.
func spread[T any](columns []column, rows []T) ([]column, error) {
	v := reflect.ValueOf(rows)
	var all []column
	for _, c := range columns {
		if c.spread == nil {
			all = append(all, c)
			continue
		}
		seen := map[string]bool{}
		for i := range rows {
			c.spread.names(v.Index(i).FieldByIndex(c.index), seen)
		}
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

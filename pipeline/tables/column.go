package tables

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"strings"
	"time"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"

	"stemme/models"
)

// A column is one column of a row type, or, where spread is set, as many as the
// rows hold names.
type column struct {
	name   string
	doc    string
	was    string // its name in tables of an earlier version, "" for the same
	of     string // the segment's or rating's name as written
	index  []int  // the struct field
	null   bool
	dict   bool
	text   bool
	bloom  bool
	kind   kind
	spread *spreading
	derive func(row, to reflect.Value) // sets to, which is of type derived, from the row; nil of a struct field

	derived reflect.Type
}

// A kind is a type of column: what it is in Arrow and how a struct field is put
// in and taken out.
type kind struct {
	arrow  arrow.DataType
	known  func(v reflect.Value) bool                  // false: v is NULL; nil: it never is
	append func(b array.Builder, v reflect.Value)      // v is known
	load   func(v reflect.Value, a arrow.Array, i int) // a holds a value at i
	clear  func(v reflect.Value)                       // makes v what stands for NULL; nil: the zero value
}

// instant is the type of every point in time.
var instant = &arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: "UTC"}

// kinds maps the Go types of struct fields; named strings are found by kindOf.
var kinds = map[reflect.Type]kind{
	reflect.TypeFor[float64](): {
		arrow:  arrow.PrimitiveTypes.Float64,
		known:  func(v reflect.Value) bool { return !math.IsNaN(v.Float()) },
		append: func(b array.Builder, v reflect.Value) { b.(*array.Float64Builder).Append(v.Float()) },
		load:   func(v reflect.Value, a arrow.Array, i int) { v.SetFloat(a.(*array.Float64).Value(i)) },
		clear:  func(v reflect.Value) { v.SetFloat(math.NaN()) },
	},
	reflect.TypeFor[int](): {
		arrow:  arrow.PrimitiveTypes.Int64,
		append: func(b array.Builder, v reflect.Value) { b.(*array.Int64Builder).Append(v.Int()) },
		load:   func(v reflect.Value, a arrow.Array, i int) { v.SetInt(a.(*array.Int64).Value(i)) },
	},
	reflect.TypeFor[int32](): {
		arrow:  arrow.PrimitiveTypes.Int32,
		append: func(b array.Builder, v reflect.Value) { b.(*array.Int32Builder).Append(int32(v.Int())) },
		load:   func(v reflect.Value, a arrow.Array, i int) { v.SetInt(int64(a.(*array.Int32).Value(i))) },
	},
	reflect.TypeFor[Int](): {
		arrow:  arrow.PrimitiveTypes.Int64,
		known:  func(v reflect.Value) bool { return field[Int](v).Known },
		append: func(b array.Builder, v reflect.Value) { b.(*array.Int64Builder).Append(field[Int](v).N) },
		load: func(v reflect.Value, a arrow.Array, i int) {
			*field[Int](v) = Int{N: a.(*array.Int64).Value(i), Known: true}
		},
	},
	reflect.TypeFor[bool](): {
		arrow:  arrow.FixedWidthTypes.Boolean,
		append: func(b array.Builder, v reflect.Value) { b.(*array.BooleanBuilder).Append(v.Bool()) },
		load:   func(v reflect.Value, a arrow.Array, i int) { v.SetBool(a.(*array.Boolean).Value(i)) },
	},
	reflect.TypeFor[models.Score](): {
		arrow: arrow.PrimitiveTypes.Int32,
		known: func(v reflect.Value) bool { _, ok := field[models.Score](v).Value(); return ok },
		append: func(b array.Builder, v reflect.Value) {
			n, _ := field[models.Score](v).Value()
			b.(*array.Int32Builder).Append(int32(n))
		},
		load: func(v reflect.Value, a arrow.Array, i int) {
			*field[models.Score](v) = models.ScoreOf(int(a.(*array.Int32).Value(i)))
		},
	},
	reflect.TypeFor[models.Class](): {
		arrow: arrow.BinaryTypes.String,
		known: func(v reflect.Value) bool { return *field[models.Class](v) != models.NoClass },
		append: func(b array.Builder, v reflect.Value) {
			b.(*array.StringBuilder).Append(field[models.Class](v).String())
		},
		load: func(v reflect.Value, a arrow.Array, i int) {
			*field[models.Class](v), _ = models.ParseClass(a.(*array.String).Value(i))
		},
	},
	reflect.TypeFor[models.Day](): {
		arrow: arrow.FixedWidthTypes.Date32,
		known: func(v reflect.Value) bool { return models.Day(v.Int()) != models.NoDay },
		append: func(b array.Builder, v reflect.Value) {
			b.(*array.Date32Builder).Append(arrow.Date32(v.Int()))
		},
		load:  func(v reflect.Value, a arrow.Array, i int) { v.SetInt(int64(a.(*array.Date32).Value(i))) },
		clear: func(v reflect.Value) { v.SetInt(int64(models.NoDay)) },
	},
	reflect.TypeFor[time.Time](): {
		arrow: instant,
		known: func(v reflect.Value) bool { return !field[time.Time](v).IsZero() },
		append: func(b array.Builder, v reflect.Value) {
			b.(*array.TimestampBuilder).Append(arrow.Timestamp(field[time.Time](v).UnixMicro()))
		},
		load: func(v reflect.Value, a arrow.Array, i int) {
			*field[time.Time](v) = time.UnixMicro(int64(a.(*array.Timestamp).Value(i))).UTC()
		},
	},
	reflect.TypeFor[[]string](): {
		arrow: arrow.ListOfNonNullable(arrow.BinaryTypes.String),
		append: func(b array.Builder, v reflect.Value) {
			list := b.(*array.ListBuilder)
			list.Append(true)
			for _, word := range *field[[]string](v) {
				list.ValueBuilder().(*array.StringBuilder).Append(valid(word))
			}
		},
		load: func(v reflect.Value, a arrow.Array, i int) {
			list := a.(*array.List)
			from, to := list.ValueOffsets(i)
			words := make([]string, 0, to-from)
			for j := from; j < to; j++ {
				words = append(words, strings.Clone(list.ListValues().(*array.String).Value(int(j))))
			}
			*field[[]string](v) = words
		},
	},
}

// texts is the kind of every string type.
var texts = kind{
	arrow:  arrow.BinaryTypes.String,
	known:  func(v reflect.Value) bool { return v.Len() > 0 },
	append: func(b array.Builder, v reflect.Value) { b.(*array.StringBuilder).Append(valid(v.String())) },
	load: func(v reflect.Value, a arrow.Array, i int) {
		v.SetString(strings.Clone(a.(*array.String).Value(i)))
	},
}

// appendTheme writes the id of a theme: what no theme covers has a key of its own,
// so that every row of a figure finds its theme.
func appendTheme(b array.Builder, v reflect.Value) {
	b.(*array.StringBuilder).Append(cmp.Or(valid(v.String()), models.NoThemeKey))
}

// loadTheme is appendTheme backwards.
func loadTheme(v reflect.Value, a arrow.Array, i int) {
	if texts.load(v, a, i); v.String() == models.NoThemeKey {
		v.SetString(models.NoTheme)
	}
}

// valid is s with U+FFFD for what is no UTF-8: readers refuse a whole file for
// one broken letter.
func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// field is the struct field v, without a copy on the heap.
func field[T any](v reflect.Value) *T { return v.Addr().Interface().(*T) }

// columnsOf reads the tags of T.
func columnsOf[T any]() []column {
	columns := appendColumns(nil, reflect.TypeFor[T](), nil)
	seen := map[string]bool{}
	for _, c := range columns {
		if seen[c.name] {
			panic(fmt.Sprintf("tables: %v has two columns %q", reflect.TypeFor[T](), c.name))
		}
		seen[c.name] = true
	}
	return columns
}

func appendColumns(columns []column, t reflect.Type, at []int) []column {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(append([]int{}, at...), i)
		if f.Anonymous {
			columns = appendColumns(columns, f.Type, index)
			continue
		}
		columns = append(columns, columnOf(t, f, index))
	}
	return columns
}

func columnOf(t reflect.Type, f reflect.StructField, index []int) column {
	name, options, _ := strings.Cut(f.Tag.Get("table"), ",")
	c := column{name: name, doc: f.Tag.Get("doc"), index: index}
	theme := false
	if name == "" || c.doc == "" {
		panic(fmt.Sprintf("tables: %v.%s lacks a table or doc tag", t, f.Name))
	}
	for option := range strings.SplitSeq(options, ",") {
		switch {
		case option == "":
		case option == "null":
			c.null = true
		case option == "dict":
			c.dict = true
		case option == "text":
			c.text = true
		case option == "id":
			c.bloom = true
		case option == "theme":
			theme = true
		case strings.HasPrefix(option, "was="):
			c.was = strings.TrimPrefix(option, "was=")
		default:
			panic(fmt.Sprintf("tables: %v.%s: unknown option %q", t, f.Name, option))
		}
	}
	if s, ok := spreadings[f.Type]; ok {
		c.spread, c.kind, c.null = &s, kind{arrow: s.arrow}, true
		return c
	}
	k, ok := kinds[f.Type]
	if !ok && f.Type.Kind() == reflect.String {
		k, ok = texts, true
	}
	if !ok || c.null && k.known == nil {
		panic(fmt.Sprintf("tables: %v.%s: no column of type %v, nullable %v", t, f.Name, f.Type, c.null))
	}
	if f.Type.Kind() == reflect.String && !c.null {
		k.known = nil // "" is a value where NULL is none
	}
	if c.kind = k; theme {
		c.kind.append, c.kind.load = appendTheme, loadTheme
	}
	return c
}

package tables

import (
	"fmt"
	"reflect"
	"strings"
)

// A column is one column of a row type, or, where spread is set, as many as the
// rows hold names.
type column struct {
	name   string
	doc    string
	was    string  // its name in tables of an earlier version, "" for the same
	of     string  // the segment's or rating's name as written
	offset uintptr // of the struct field
	null   bool
	dict   bool
	text   bool
	bloom  bool
	kind   kind
	spread *spreading
	derive func(rows strip) strip // makes the values; nil of a struct field
}

// in is the column's field in rows, or what it derives from them.
func (c column) in(rows strip) strip {
	if c.derive != nil {
		return c.derive(rows)
	}
	return rows.field(c.offset)
}

// columnsOf reads the tags of T.
func columnsOf[T any]() []column {
	columns := appendColumns(nil, reflect.TypeFor[T](), 0)
	seen := map[string]bool{}
	for _, c := range columns {
		if seen[c.name] {
			panic(fmt.Sprintf("tables: %v has two columns %q", reflect.TypeFor[T](), c.name))
		}
		seen[c.name] = true
	}
	return columns
}

// appendColumns appends the columns of t, which lies base bytes within the row.
func appendColumns(columns []column, t reflect.Type, base uintptr) []column {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			columns = appendColumns(columns, f.Type, base+f.Offset)
			continue
		}
		columns = append(columns, columnOf(t, f, base+f.Offset))
	}
	return columns
}

func columnOf(t reflect.Type, f reflect.StructField, offset uintptr) column {
	name, options, _ := strings.Cut(f.Tag.Get("table"), ",")
	c := column{name: name, doc: f.Tag.Get("doc"), offset: offset}
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
	if f.Type.Kind() == reflect.String {
		k, ok = textKind(c.null, theme), true
	}
	if !ok || c.null && !k.nulls {
		panic(fmt.Sprintf("tables: %v.%s: no column of type %v, nullable %v", t, f.Name, f.Type, c.null))
	}
	c.kind = k
	return c
}

package tables

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"
)

// A Derived column follows from the fields of a row. It is written for readers
// that cannot compute it, and passed over in reading.
type Derived[T any] struct{ column column }

// Derive makes a column of type V with a tag as a field's table tag.
func Derive[T, V any](tag, doc string, of func(*T) V) Derived[T] {
	field := reflect.StructField{Name: tag, Type: reflect.TypeFor[V](), Tag: reflect.StructTag(fmt.Sprintf("table:%q doc:%q", tag, doc))}
	c := columnOf(reflect.TypeFor[T](), field, 0)
	c.derive = func(rows strip) strip {
		values := make([]V, rows.n)
		for i := range values {
			values[i] = of(at[T](rows, i))
		}
		return stripOf(values)
	}
	return Derived[T]{c}
}

// With adds derived columns behind those of the row type.
func (d Definition[T]) With(more ...Derived[T]) Definition[T] {
	d.columns = slices.Clone(d.columns)
	for _, m := range more {
		if slices.ContainsFunc(d.columns, func(c column) bool { return c.name == m.column.name }) {
			panic(fmt.Sprintf("tables: %s has two columns %q", d.name, m.column.name))
		}
		d.columns = append(d.columns, m.column)
	}
	return d
}

// A Stamp says which edition a table is part of, in the metadata of its file, so
// that who reads several files can tell that they belong together.
type Stamp struct {
	Edition string // equal in all files of an edition, other in an edition of other content
	AsOf    string // day of the newest response, such as 2026-03-31; "" where none has a day
}

// Stamped is t with s in its metadata.
func (t Outgoing) Stamped(s Stamp) Outgoing {
	old := t.Schema.Metadata()
	keys, values := slices.Clone(old.Keys()), slices.Clone(old.Values())
	about := arrow.NewMetadata(append(keys, keyEdition, keyAsOf), append(values, s.Edition, s.AsOf))
	t.Schema = arrow.NewSchema(t.Schema.Fields(), &about)
	return t
}

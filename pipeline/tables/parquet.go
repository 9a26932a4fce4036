package tables

import (
	"fmt"
	"reflect"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/parquet-go/parquet-go"
)

// A root is the group of a table's columns in the order declared;
// parquet.Group would sort them by name.
type root struct {
	parquet.Group
	fields []parquet.Field
}

// Fields are the columns in order.
func (r root) Fields() []parquet.Field { return r.fields }

// A named node is a column of a root.
type named struct {
	parquet.Node
	name string
}

// Name is the column's name.
func (n named) Name() string { return n.name }

// Value is asked of Go structs only, which are never written through a root.
func (n named) Value(reflect.Value) reflect.Value { panic("tables: no Go value behind a column") }

// parquetSchema is the Parquet form of schema. Its root has the name that other
// writers give it, so that no column is mistaken for it.
func parquetSchema(schema *arrow.Schema) *parquet.Schema {
	r := root{Group: parquet.Group{}}
	for _, f := range schema.Fields() {
		node := nodeOf(f.Type)
		if encodingOf(f) == "dict" {
			node = parquet.Encoded(node, &parquet.RLEDictionary)
		} else if node.Leaf() {
			node = parquet.Encoded(node, &parquet.Plain)
		}
		if f.Nullable {
			node = parquet.Optional(node)
		} else {
			node = parquet.Required(node)
		}
		r.Group[f.Name] = node
		r.fields = append(r.fields, named{node, f.Name})
	}
	return parquet.NewSchema("schema", r)
}

// nodeOf is the Parquet form of one column's type.
func nodeOf(t arrow.DataType) parquet.Node {
	switch t.ID() {
	case arrow.STRING:
		return parquet.String()
	case arrow.FLOAT64:
		return parquet.Leaf(parquet.DoubleType)
	case arrow.INT64:
		return parquet.Int(64)
	case arrow.INT32:
		return parquet.Int(32)
	case arrow.BOOL:
		return parquet.Leaf(parquet.BooleanType)
	case arrow.DATE32:
		return parquet.Date()
	case arrow.TIMESTAMP:
		return parquet.Timestamp(parquet.Microsecond)
	case arrow.LIST:
		return parquet.List(parquet.Encoded(nodeOf(t.(*arrow.ListType).Elem()), &parquet.Plain))
	default:
		panic(fmt.Sprintf("tables: no Parquet form of %s", t))
	}
}

// arrowTypes are the types that a table can have.
var arrowTypes = []arrow.DataType{
	arrow.BinaryTypes.String, arrow.PrimitiveTypes.Float64, arrow.PrimitiveTypes.Int64, arrow.PrimitiveTypes.Int32,
	arrow.FixedWidthTypes.Boolean, arrow.FixedWidthTypes.Date32, instant, arrow.ListOfNonNullable(arrow.BinaryTypes.String),
}

// arrowType is nodeOf backwards.
func arrowType(node parquet.Node) (arrow.DataType, error) {
	for _, t := range arrowTypes {
		if sameType(node, nodeOf(t)) {
			return t, nil
		}
	}
	return nil, fmt.Errorf("a type that no table has: %s", node)
}

// sameType compares two columns' types, whether nullable or not, down to the
// leaf of a list.
func sameType(a, b parquet.Node) bool {
	if a.Leaf() || b.Leaf() {
		return a.Leaf() && b.Leaf() && a.Type().String() == b.Type().String()
	}
	return len(a.Fields()) == 1 && sameType(a.Fields()[0], b.Fields()[0])
}

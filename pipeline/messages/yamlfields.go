package messages

import (
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// yamlFields are the fields that may stand where a key of a YAML text does that is decoded into to;
// none where that cannot be told.
func yamlFields(text []byte, to any, at *token.Token) []string {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil
	}
	for _, doc := range file.Docs {
		if known := fieldsAt(doc.Body, reflect.TypeOf(to), at); known != nil {
			return known
		}
	}
	return nil
}

// fieldsAt looks for the key in what node holds, which is decoded into a value of type t.
func fieldsAt(node ast.Node, t reflect.Type, at *token.Token) []string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, value := range n.Values {
			if known := fieldsAt(value, t, at); known != nil {
				return known
			}
		}
	case *ast.MappingValueNode:
		key := n.Key.GetToken()
		if t.Kind() == reflect.Map {
			return fieldsAt(n.Value, t.Elem(), at)
		}
		if t.Kind() != reflect.Struct {
			return nil
		}
		fields := yamlNames(t)
		if key.Position.Line == at.Position.Line && key.Position.Column == at.Position.Column {
			names := make([]string, len(fields))
			for i, f := range fields {
				names[i] = f.name
			}
			return names
		}
		if i := slices.IndexFunc(fields, func(f yamlField) bool { return f.name == key.Value }); i >= 0 {
			return fieldsAt(n.Value, fields[i].of, at)
		}
	case *ast.SequenceNode:
		for _, value := range n.Values {
			if t.Kind() == reflect.Slice {
				if known := fieldsAt(value, t.Elem(), at); known != nil {
					return known
				}
			}
		}
	}
	return nil
}

// A yamlField is a field as files call it.
type yamlField struct {
	name string
	of   reflect.Type
}

// yamlNames are the fields of a struct, in its order, those of what it holds inline with them.
func yamlNames(t reflect.Type) (all []yamlField) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case strings.Contains(options, "inline") && f.Type.Kind() == reflect.Struct:
			all = append(all, yamlNames(f.Type)...)
		case name != "" && name != "-":
			all = append(all, yamlField{name, f.Type})
		}
	}
	return all
}

package messages

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

func init() {
	Register(map[Key][2]string{
		"yaml_invalid":    {"%s er forkert", "%s is wrong"},
		"yaml_deep":       {"%s, linje %d: flere end %d parenteser inden i hinanden; luk dem, eller tag dem ud", "%s, line %d: more than %d brackets one within another; close them or take them out"},
		"yaml_alias":      {"%s, linje %d: *%s henviser til et andet sted i filen; skriv det helt ud i stedet", "%s, line %d: *%s points to another place of the file; write it out instead"},
		"yaml_marks":      {"%s kan ikke læses som YAML; luk det, der er halvt skrevet, og brug ingen mærker som ! og &", "%s cannot be read as YAML; close what is half written, and use no marks such as ! and &"},
		"yaml_line":       {"%s, linje %d, tegn %d: %s%s", "%s, line %d, character %d: %s%s"},
		"yaml_unknown_of": {"feltet %q kendes ikke her; det kan være %s", "the field %q is not known here; it may be %s"},
		"yaml_unknown":    {"feltet %q kendes ikke her", "the field %q is not known here"},
		"yaml_twice":      {"feltet %q står to gange", "the field %q is given twice"},
		"yaml_type":       {"her skal stå %s", "here must stand %s"},
		"yaml_large":      {"tallet er for stort", "the number is too large"},
		"yaml_syntax":     {"det er ikke gyldig YAML (%s)", "it is no valid YAML (%s)"},
		"yaml_text":       {"en tekst", "a text"},
		"yaml_number":     {"et tal", "a number"},
		"yaml_bool":       {"true eller false", "true or false"},
		"yaml_list":       {"en liste ([a, b])", "a list ([a, b])"},
		"yaml_map":        {"felter med værdier (felt: værdi)", "fields with values (field: value)"},
	})
}

// deepest is how many lists and maps of a YAML file may stand one within another: the
// reader's memory grows with the square of it, 50 MB for so many.
const deepest = 1000

// BoundYAML refuses the text of the file at path where reading it would take more than
// its size says: where its brackets go too deep, or one place points to another.
func BoundYAML(text []byte, path string) error {
	if err := yamlDepth(text, path); err != nil {
		return err
	}
	return GuardYAML(path, func() error { return yamlAlias(text, path) })
}

func yamlDepth(text []byte, path string) error {
	depth, line := 0, 1
	for _, c := range text {
		switch c {
		case '[', '{':
			if depth++; depth > deepest {
				return Errorf("yaml_deep", path, line, deepest)
			}
		case ']', '}':
			depth = max(0, depth-1)
		case '\n':
			line++
		}
	}
	return nil
}

// StrictYAML reads the YAML file at path, whose text is given, into to. A key that to
// lacks, or that stands twice, is a fault that names the line. An empty file leaves to
// as it is.
func StrictYAML(text []byte, path string, to any) error {
	if err := BoundYAML(text, path); err != nil {
		return err
	}
	return GuardYAML(path, func() error {
		if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(to); err != nil && !errors.Is(err, io.EOF) {
			return unknownFault(err, text, path, to)
		}
		return nil
	})
}

// unknownFault is YAMLFault that names the fields that may stand where an unknown one does.
func unknownFault(err error, text []byte, path string, to any) error {
	var unknown *yaml.UnknownFieldError
	if !errors.As(err, &unknown) || unknown.GetToken() == nil {
		return YAMLFault(err, path)
	}
	at := unknown.GetToken()
	known := yamlFields(text, to, at)
	if len(known) == 0 {
		return YAMLFault(err, path)
	}
	return Errorf("yaml_line", path, at.Position.Line, at.Position.Column, Errorf("yaml_unknown_of", at.Value, strings.Join(known, ", ")), excerpt(unknown))
}

// yamlAlias refuses a file in which one place points to another: a file of ten lines that
// do so is of a thousand million words when it is read.
func yamlAlias(text []byte, path string) error {
	if !bytes.ContainsRune(text, '&') || !bytes.ContainsRune(text, '*') {
		return nil
	}
	for _, t := range lexer.Tokenize(string(text)) {
		if t.Type == token.AliasType && t.Next != nil {
			return Errorf("yaml_alias", path, t.Position.Line, t.Next.Value)
		}
	}
	return nil
}

// GuardYAML makes a panic of goccy/go-yaml, which ends so on some marks and half
// written lines, a fault of the file at path.
func GuardYAML(path string, read func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = Errorf("yaml_marks", path)
		}
	}()
	return read()
}

// YAMLFault says what goccy/go-yaml found wrong with the file at path in the
// reader's words, with the line, and the place in it marked.
func YAMLFault(err error, path string) error {
	var fault yaml.Error
	if !errors.As(err, &fault) || fault.GetToken() == nil {
		return Wrap(err, "yaml_invalid", path)
	}
	at := fault.GetToken()
	return Errorf("yaml_line", path, at.Position.Line, at.Position.Column, yamlReason(fault, at), excerpt(fault))
}

// A yamlValue is a value that is not of the form that its field asks for.
type yamlValue struct {
	*yaml.SyntaxError
	reason *Error
}

// YAMLScalar is a plain value as it is written, without quotes; "" where the node
// is a list or has fields.
func YAMLScalar(node ast.Node) string {
	if scalar, ok := node.(ast.ScalarNode); ok {
		return strings.TrimSpace(fmt.Sprint(scalar.GetValue()))
	}
	return ""
}

// YAMLValueFault is the error of a value at node that the format key and args tell
// what is wrong with, for YAMLFault to say where.
func YAMLValueFault(node ast.Node, key Key, args ...any) error {
	return &yamlValue{&yaml.SyntaxError{Message: string(key), Token: node.GetToken()}, Errorf(key, args...)}
}

// yamlReason is what is wrong at a token.
func yamlReason(fault yaml.Error, at *token.Token) *Error {
	var mismatch *yaml.TypeError
	var node *yaml.UnexpectedNodeTypeError
	var large *yaml.OverflowError
	var unknown *yaml.UnknownFieldError
	var twice *yaml.DuplicateKeyError
	var value *yamlValue
	switch {
	case errors.As(fault, &value):
		return value.reason
	case errors.As(fault, &unknown):
		return Errorf("yaml_unknown", at.Value)
	case errors.As(fault, &twice), strings.HasSuffix(strings.Split(fault.GetMessage(), " at [")[0], "already defined"): // by the decoder, by the parser
		return Errorf("yaml_twice", at.Value)
	case errors.As(fault, &mismatch):
		return Errorf("yaml_type", yamlKind(mismatch.DstType))
	case errors.As(fault, &node):
		return Errorf("yaml_type", map[string]Key{"mapping": "yaml_map", "sequence": "yaml_list"}[node.Expected.YAMLName()])
	case errors.As(fault, &large):
		return Errorf("yaml_large")
	}
	return Errorf("yaml_syntax", fault.GetMessage())
}

// yamlKind names what a value of type t is written as.
func yamlKind(t reflect.Type) Key {
	if t == nil {
		return "yaml_text"
	}
	switch t.Kind() {
	case reflect.Bool:
		return "yaml_bool"
	case reflect.Slice, reflect.Array:
		return "yaml_list"
	case reflect.Struct, reflect.Map:
		return "yaml_map"
	case reflect.Pointer:
		return yamlKind(t.Elem())
	case reflect.String:
		return "yaml_text"
	}
	return "yaml_number"
}

// Lines are part of a message that is no single line.
type Lines string

// excerpt is the text around a fault with the place marked, on lines of its own.
func excerpt(fault yaml.Error) Lines {
	_, marked, found := strings.Cut(fault.FormatError(false, true), "\n")
	if !found {
		return ""
	}
	return Lines("\n" + strings.TrimRight(marked, "\n"))
}

package codebook

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"stemme/pipeline/messages"
)

// readStrict decodes the YAML file at path into to. A key that to lacks, and one
// that stands twice, is a *messages.Error with the line and a caret. found is
// false, and to as it was, where there is no file; tree is the parsed file.
func readStrict(path string, to any) (tree *ast.File, found bool, err error) {
	text, err := messages.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, messages.FileFault(err, path)
	}
	tree, err = decodeStrict(text, path, to)
	return tree, true, err
}

// decodeStrict is readStrict for text that is read already.
func decodeStrict(text []byte, path string, to any) (*ast.File, error) {
	if err := messages.StrictYAML(text, path, to); err != nil {
		return nil, err
	}
	var tree *ast.File
	err := messages.GuardYAML(path, func() (err error) {
		if tree, err = parser.ParseBytes(text, 0); err != nil {
			return messages.YAMLFault(err, path)
		}
		return nil
	})
	return tree, err
}

// A checker gathers what is wrong with one file, so that all of it is said at
// once.
type checker struct {
	path   string
	tree   *ast.File
	faults []error
}

// add notes a fault unless ok; at is where, in YAML's path notation: $.rules[1].
func (c *checker) add(ok bool, at string, key messages.Key, args ...any) {
	if !ok {
		c.faults = append(c.faults, messages.Wrap(messages.Errorf(key, args...), "book_line", c.path, lineAt(c.tree, at)))
	}
}

// err is all faults, nil for none.
func (c *checker) err() error { return errors.Join(c.faults...) }

// item is the i-th item of a list in YAML's path notation.
func item(list string, i int) string { return fmt.Sprintf("$.%s[%d]", list, i) }

// lineAt is the line at which what path leads to begins; 0 where it cannot be
// told.
func lineAt(tree *ast.File, path string) int {
	where, err := yaml.PathString(path)
	if err != nil {
		return 0
	}
	node, err := where.FilterFile(tree)
	if err != nil || node == nil {
		return 0
	}
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		node = m.Values[0].Key
	}
	return node.GetToken().Position.Line
}

package pipeline_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// may lists every import that a package may have inside the module, so that a
// new arrow is a decision. A package's own internal packages, and those between
// internal packages of one user, need no mention.
var may = map[string][]string{
	"stemme/models":                 {},
	"stemme/stemming":               {"stemme/models"},
	"stemme/index":                  {"stemme/models", "stemme/stemming"},
	"stemme/pipeline/demo":          {"stemme/models"},
	"stemme/pipeline/messages":      {},
	"stemme/pipeline/source":        {"stemme/models", "stemme/pipeline/messages"},
	"stemme/pipeline/privacy":       {"stemme/models"},
	"stemme/pipeline/ledger":        {"stemme/models", "stemme/pipeline/messages", "stemme/pipeline/tables"},
	"stemme/pipeline/edition":       {"stemme/pipeline/messages"},
	"stemme/pipeline/codebook":      {"stemme/models", "stemme/pipeline/messages"},
	"stemme/pipeline/codebook/lens": {"stemme/models", "stemme/stemming", "stemme/pipeline/messages", "stemme/pipeline/tables"},
	"stemme/pipeline/improvement": {"stemme/models", "stemme/pipeline/codebook", "stemme/pipeline/messages", "stemme/pipeline/nps",
		"stemme/pipeline/tables"},
	"stemme/pipeline/worklist": {"stemme/models", "stemme/pipeline/codebook", "stemme/pipeline/messages", "stemme/pipeline/tables"},
	"stemme/pipeline/themes": {"stemme/models", "stemme/stemming", "stemme/pipeline/codebook", "stemme/pipeline/messages",
		"stemme/pipeline/tables"},
	"stemme/pipeline/nps":    {"stemme/models", "stemme/pipeline/messages", "stemme/pipeline/tables"},
	"stemme/pipeline/tables": {"stemme/models", "stemme/pipeline/messages"},
	"stemme/pipeline/report": {"stemme/models", "stemme/pipeline/messages", "stemme/pipeline/nps", "stemme/pipeline/tables",
		"stemme/pipeline/themes"},
	"stemme/pipeline": {"stemme/models", "stemme/stemming", "stemme/index", "stemme/pipeline/codebook", "stemme/pipeline/codebook/lens",
		"stemme/pipeline/edition", "stemme/pipeline/improvement", "stemme/pipeline/ledger", "stemme/pipeline/messages", "stemme/pipeline/nps",
		"stemme/pipeline/privacy", "stemme/pipeline/report", "stemme/pipeline/source", "stemme/pipeline/tables",
		"stemme/pipeline/themes", "stemme/pipeline/worklist"},
	"stemme/cmd/stemme/web/frame": {"stemme/pipeline/messages"},
	"stemme/cmd/stemme/web": {"stemme/cmd/stemme/web/frame", "stemme/models", "stemme/index", "stemme/pipeline", "stemme/pipeline/codebook",
		"stemme/pipeline/edition",
		"stemme/pipeline/ledger", "stemme/pipeline/messages", "stemme/pipeline/nps", "stemme/pipeline/report", "stemme/pipeline/tables",
		"stemme/pipeline/themes"},
	"stemme/cmd/stemme": {"stemme/models", "stemme/index", "stemme/pipeline", "stemme/pipeline/codebook", "stemme/pipeline/codebook/lens", "stemme/pipeline/edition",
		"stemme/pipeline/ledger", "stemme/pipeline/messages", "stemme/pipeline/nps", "stemme/pipeline/report", "stemme/pipeline/source", "stemme/pipeline/tables",
		"stemme/pipeline/themes", "stemme/pipeline/worklist", "stemme/pipeline/demo", "stemme/cmd/stemme/web"},
}

// TestArrows holds the imports of every Go file that is not a test against may.
func TestArrows(t *testing.T) {
	root := ".."
	seen := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		seen++
		pkg := "stemme/" + filepath.ToSlash(rel)
		user, _, _ := strings.Cut(pkg, "/internal/")
		allowed, known := may[user]
		if !known {
			t.Errorf("%s: package %s is not in the house; add it to may and to docs/architecture.md", path, user)
		}
		for _, spec := range file.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			if !strings.HasPrefix(imported, "stemme/") || strings.HasPrefix(imported, user+"/internal/") {
				continue
			}
			if !slices.Contains(allowed, imported) {
				t.Errorf("%s: %s may not import %s", path, user, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen == 0 {
		t.Fatal("no Go file found")
	}
}

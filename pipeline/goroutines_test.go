package pipeline_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// startsGoroutines are the files that start goroutines of their own, since nobody
// waits for them; each catches what it may meet. All others do it by
// models/parallel, so that a fault of the program reaches whoever started it.
var startsGoroutines = []string{
	"../models/parallel/parallel.go",
	"../cmd/stemme/main.go",             // ends the process
	"../cmd/stemme/web/codebook.go",     // a publication asked for by a page
	"../cmd/stemme/web/frame/server.go", // net/http
	"../cmd/stemme/web/shelf.go",        // closes an edition; looks for a new one
	"../cmd/stemme/web/web.go",          // waits for the shelf's watch
}

// TestGoroutines finds the places where a goroutine is started.
func TestGoroutines(t *testing.T) {
	t.Parallel()
	seen := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "testdata" {
			if d.IsDir() && err == nil {
				return fs.SkipDir
			}
			return err
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") || slices.Contains(startsGoroutines, filepath.ToSlash(path)) {
			return nil
		}
		seen++
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s: starts a goroutine; use models/parallel", set.Position(n.Pos()))
			case *ast.SelectorExpr:
				if of, ok := n.X.(*ast.Ident); ok && (of.Name == "sync" && n.Sel.Name == "WaitGroup" || of.Name == "errgroup") {
					t.Errorf("%s: use models/parallel", set.Position(n.Pos()))
				}
			}
			return true
		})
		return nil
	})
	if err != nil || seen < 100 {
		t.Fatal(seen, err)
	}
}

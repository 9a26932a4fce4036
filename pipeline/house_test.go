package pipeline_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// may lists, for every package of the module, what it imports of the module, so
// that a new arrow is a decision, and one that is no longer needed goes. A
// package's own internal packages, and those between internal packages of one
// user, need no mention.
var may = map[string]string{
	"models":                    "",
	"models/bitset":             "",
	"models/linear":             "models/parallel",
	"models/parallel":           "",
	"stemming":                  "models",
	"index":                     "models models/bitset models/parallel stemming",
	"pipeline/arrivals":         "models pipeline/atomicfile pipeline/ledger pipeline/messages pipeline/privacy pipeline/source",
	"pipeline/atomicfile":       "",
	"pipeline/atomicfile/crash": "pipeline/atomicfile",
	"pipeline/bi":               "models pipeline/tables",
	"pipeline/codebook":         "models pipeline/atomicfile pipeline/messages",
	"pipeline/codebook/lens":    "models models/linear models/parallel pipeline/messages pipeline/tables stemming",
	"pipeline/copies":           "pipeline/edition pipeline/messages",
	"pipeline/demo":             "models pipeline/atomicfile",
	"pipeline/edition":          "models/parallel pipeline/atomicfile pipeline/messages",
	"pipeline/improvement":      "models pipeline/codebook pipeline/nps pipeline/tables",
	"pipeline/ledger":           "models pipeline/atomicfile pipeline/messages pipeline/tables",
	"pipeline/messages":         "",
	"pipeline/nps":              "models models/bitset models/parallel pipeline/messages pipeline/tables",
	"pipeline/privacy":          "models models/parallel",
	"pipeline/remote":           "pipeline/messages",
	"pipeline/report":           "models pipeline/codebook/lens pipeline/improvement pipeline/ledger pipeline/messages pipeline/nps pipeline/source pipeline/tables pipeline/themes",
	"pipeline/source":           "models pipeline/messages pipeline/tables",
	"pipeline/tables":           "models pipeline/messages",
	"pipeline/themes":           "models models/bitset models/linear models/parallel pipeline/codebook pipeline/privacy pipeline/tables stemming",
	"pipeline/worklist":         "models pipeline/atomicfile pipeline/codebook pipeline/messages pipeline/nps pipeline/tables",
	"pipeline": "index models models/parallel pipeline/arrivals pipeline/atomicfile pipeline/bi pipeline/codebook pipeline/codebook/lens pipeline/copies pipeline/edition pipeline/improvement pipeline/ledger pipeline/messages " +
		"pipeline/nps pipeline/privacy pipeline/remote pipeline/source pipeline/tables pipeline/themes pipeline/worklist stemming",
	"cmd/stemme/web": "cmd/stemme/web/frame index models models/bitset models/parallel pipeline/codebook pipeline/codebook/lens pipeline/edition pipeline/improvement pipeline/ledger pipeline/messages " +
		"pipeline/nps pipeline/report pipeline/tables pipeline/themes pipeline/worklist",
	"cmd/stemme/web/frame": "models/parallel pipeline/messages",
	"cmd/stemme": "cmd/stemme/web cmd/stemme/web/frame index models models/parallel pipeline pipeline/arrivals pipeline/atomicfile pipeline/codebook pipeline/codebook/lens pipeline/demo pipeline/edition pipeline/improvement pipeline/ledger " +
		"pipeline/messages pipeline/nps pipeline/report pipeline/source pipeline/tables pipeline/themes " +
		"pipeline/worklist stemming",
}

// mayInTests lists what only the tests of a package import beside that.
var mayInTests = map[string]string{
	"stemming":         "testdata/corpora",
	"index":            "testdata/corpora",
	"pipeline/nps":     "testdata/corpora",
	"pipeline/privacy": "pipeline/source testdata/corpora",
	"pipeline/report":  "testdata/corpora",
	"pipeline/source":  "testdata/corpora",
	"pipeline/themes":  "index testdata/corpora",
	"pipeline":         "pipeline/demo testdata/corpora",
	"pipeline/edition": "pipeline/atomicfile/crash",
	"pipeline/ledger":  "pipeline/atomicfile/crash",
	"cmd/stemme/web":   "pipeline/atomicfile pipeline/demo stemming",
}

// imports is what packages import of the module, with a file that does.
type imports map[string]map[string]string

func (i imports) add(user, imported, file string) {
	if i[user] == nil {
		i[user] = map[string]string{}
	}
	if imported != "" && i[user][imported] == "" {
		i[user][imported] = file
	}
}

// TestArrows holds the imports of every Go file against may and mayInTests.
func TestArrows(t *testing.T) {
	t.Parallel()
	code, tests := readImports(t, "..")
	if len(code) == 0 {
		t.Fatal("no Go file found")
	}
	for user := range tests {
		for imported := range tests[user] {
			if code[user][imported] != "" {
				delete(tests[user], imported)
			}
		}
	}
	for user := range code {
		if _, known := may[user]; !known {
			t.Errorf("package %s is not in the house; add it to may and to docs/architecture.md", user)
		}
	}
	compare(t, "may", may, code)
	compare(t, "mayInTests", mayInTests, tests)
}

// compare wants the arrows that are made to be those that are allowed.
func compare(t *testing.T, list string, allowed map[string]string, made imports) {
	t.Helper()
	for user := range made {
		for imported, file := range made[user] {
			if !slices.Contains(strings.Fields(allowed[user]), imported) {
				t.Errorf("%s: %s may not import %s", file, user, imported)
			}
		}
	}
	for _, user := range slices.Sorted(maps.Keys(allowed)) {
		for _, imported := range strings.Fields(allowed[user]) {
			if made[user][imported] == "" {
				t.Errorf("%s: %s does not import %s", list, user, imported)
			}
		}
	}
}

// readImports reads the imports of every Go file under root: those of code, and
// those of tests. Names are without the module's.
func readImports(t *testing.T, root string) (code, tests imports) {
	t.Helper()
	code, tests = imports{}, imports{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if filepath.Ext(path) != ".go" {
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
		to := code
		if strings.HasSuffix(path, "_test.go") {
			to = tests
		}
		user, _, _ := strings.Cut(filepath.ToSlash(rel), "/internal/")
		to.add(user, "", path)
		for _, spec := range file.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			imported, ours := strings.CutPrefix(name, "stemme/")
			if ours && imported != user && !strings.HasPrefix(imported, user+"/internal/") {
				to.add(user, imported, path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return code, tests
}

// TestOneDoor: names in the ledger and among the editions change through atomicfile
// alone, where tests can stop the program between two changes.
func TestOneDoor(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, dir := range []string{"edition", "ledger"} {
		files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			seen += strings.Count(string(text), "atomicfile.Rename(")
			for _, call := range []string{"os.Rename(", "os.Symlink(", "os.RemoveAll(", "os.Link(", ".Sync()"} {
				if !strings.HasSuffix(file, "_test.go") && strings.Contains(string(text), call) {
					t.Errorf("%s calls %s; call it through atomicfile", file, call)
				}
			}
		}
	}
	if seen < 5 {
		t.Errorf("only %d renamings found: the test no longer tests", seen)
	}
}

// TestSockets: below the pages four files alone may reach a network, each for what the
// configuration asks for: pages and databases to read, copies to write, and receivers to send to. A
// night that is told none of them opens no socket.
func TestSockets(t *testing.T) {
	t.Parallel()
	reach := map[string]bool{"net": true, "net/http": true, "net/smtp": true, "net/rpc": true, "github.com/wneessen/go-mail": true, "github.com/minio/minio-go/v7": true,
		"github.com/jackc/pgx/v5/stdlib": true, "github.com/microsoft/go-mssqldb": true}
	want := []string{"pipeline/copies/bucket.go", "pipeline/remote/database.go", "pipeline/remote/pages.go", "pipeline/remote/walk.go", "pipeline/worklist/send.go"}
	var got []string
	for _, root := range []string{"pipeline", "index", "stemming", "models"} {
		err := filepath.WalkDir(filepath.Join("..", root), func(path string, d fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(file.Imports, func(s *ast.ImportSpec) bool { name, _ := strconv.Unquote(s.Path.Value); return reach[name] }) {
				rel, _ := filepath.Rel("..", path)
				got = append(got, filepath.ToSlash(rel))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("%v may reach a network, want %v", got, want)
	}
}

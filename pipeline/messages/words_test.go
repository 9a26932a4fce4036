package messages_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// causal is how no text may speak of a theme and the score: a theme goes with the
// score, it does nothing to it.
var causal = regexp.MustCompile(`(?i)(tema|temaet|temaer|adfærd)[^"»<]{0,40}\b(fører til|flytter|påvirker|giver en (højere|lavere))|gør ved (scoren|NPS)|does to (the score|NPS)|theme[^"<]{0,40}\b(leads to|moves the)\b`)

// TestNoTextSaysCause reads all that people see: the catalogues, the pages, the help.
func TestNoTextSaysCause(t *testing.T) {
	if !causal.MatchString("hvad et tema gør ved scoren") || !causal.MatchString("temaet flytter den samlede NPS") || causal.MatchString("temaet hænger sammen med scoren") {
		t.Fatal("the pattern does not know what it looks for")
	}
	files := 0
	for _, top := range []string{"../../cmd", "../../pipeline", "../../README.md"} {
		err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "testdata") {
				return err
			}
			switch filepath.Ext(path) {
			case ".go", ".html", ".js", ".md", ".tsv", ".yaml":
			default:
				return nil
			}
			if strings.Contains(path, "lens/shipped") { // what customers write
				return nil
			}
			files++
			text, err := os.ReadFile(path)
			for n, line := range strings.Split(string(text), "\n") {
				if found := causal.FindString(line); found != "" && !strings.Contains(line, "never") && !strings.HasPrefix(strings.TrimSpace(line), "//") {
					t.Errorf("%s:%d: %q", path, n+1, found)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 100 {
		t.Errorf("%d files read", files)
	}
}

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

// halfPlural is a word with its plural in brackets, or a number before a word in the
// plural that no count chooses.
var halfPlural = regexp.MustCompile(`\p{L}\((r|er|e|n|en|ne|s|es)\)|%(?:\[\d\])?[sd] (besvarelser|sætninger|kommentarer|rækker|linjer|celler|værdier|temaer|filer|grupper|afdelinger|detractorer|promotere|sekunder|timer|eksempler|udgaver|svarene|responses|clauses|comments|rows|lines|cells|values|themes|files|groups|units|detractors|promoters|passives|hours|editions|examples)\b`)

// entry is a line of a catalogue.
var entry = regexp.MustCompile(`^\s*"(\w+": +\{|[^"]*"\},$)`)

// TestPlurals reads all that people see: a word stands as its count has it.
func TestPlurals(t *testing.T) {
	if !halfPlural.MatchString("3 række(r) læst") || !halfPlural.MatchString("%d rækker læst") || halfPlural.MatchString("%d {1|række|rækker}") {
		t.Fatal("the pattern does not know what it looks for")
	}
	seen(t, func(path string, n int, line string) {
		switch filepath.Ext(path) {
		case ".go": // an entry of a catalogue, or its second line
			if !entry.MatchString(line) {
				return
			}
		case ".html", ".yaml", ".tsv":
		default:
			return
		}
		if found := halfPlural.FindString(line); found != "" {
			t.Errorf("%s:%d: %q", path, n, found)
		}
	})
}

// TestNoTextSaysCause reads all that people see: the catalogues, the pages, the help.
func TestNoTextSaysCause(t *testing.T) {
	if !causal.MatchString("hvad et tema gør ved scoren") || !causal.MatchString("temaet flytter den samlede NPS") || causal.MatchString("temaet hænger sammen med scoren") {
		t.Fatal("the pattern does not know what it looks for")
	}
	seen(t, func(path string, n int, line string) {
		if found := causal.FindString(line); found != "" && !strings.Contains(line, "never") && !strings.HasPrefix(strings.TrimSpace(line), "//") {
			t.Errorf("%s:%d: %q", path, n, found)
		}
	})
}

// seen calls each with every line of the files that hold what people see.
func seen(t *testing.T, each func(path string, n int, line string)) {
	t.Helper()
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
				each(path, n+1, line)
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

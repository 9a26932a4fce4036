package web

import (
	"io/fs"
	"regexp"
	"testing"
)

// TestDashesSayWhy: no page has a dash of its own in the place of a figure: it is made by
// dash, which says why there is none.
func TestDashesSayWhy(t *testing.T) {
	bare := regexp.MustCompile(`(}}|>)–(\{\{|<)`)
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(templateFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range bare.FindAllIndex(text, -1) {
			t.Errorf("%s: a dash says nothing: …%s…", name, text[max(0, at[0]-40):min(len(text), at[1]+20)])
		}
	}
}

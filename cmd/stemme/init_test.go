package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"stemme/pipeline/codebook"
	"stemme/pipeline/messages"
)

// TestPlanExamples: the example of a plan says nothing as it is written, and is a whole plan without its marks.
func TestPlanExamples(t *testing.T) {
	t.Parallel()
	marks := regexp.MustCompile(`(?m)^# `)
	for _, lang := range []messages.Lang{messages.Danish, messages.English} {
		term := &terminal{lang: lang, stdout: &bytes.Buffer{}}
		for name, read := range map[string]func(string) (int, error){
			codebook.InitiativesName: func(path string) (int, error) { all, err := codebook.Initiatives(path); return len(all), err },
			codebook.KPIsName:        func(path string) (int, error) { all, err := codebook.ReadKPIs(path); return len(all.KPIs), err },
			codebook.PlaybookName:    func(path string) (int, error) { all, err := codebook.ReadPlaybook(path); return len(all.Rules), err },
		} {
			path := filepath.Join(t.TempDir(), name)
			if err := (&initCmd{File: path}).Run(term); err != nil {
				t.Fatal(err)
			}
			if n, err := read(path); n != 0 || err != nil {
				t.Errorf("%v %s: %d as written, %v", lang, name, n, err)
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, marks.ReplaceAll(text, nil), 0o600); err != nil {
				t.Fatal(err)
			}
			if n, err := read(path); n != 1 || err != nil {
				t.Errorf("%v %s: %d without marks, %v", lang, name, n, err)
			}
		}
	}
}

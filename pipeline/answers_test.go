package pipeline_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/themes"
)

// twoQuestions is an invented survey with a second open question, which each
// customer answers with the comment of the next.
func twoQuestions(t *testing.T, question string) string {
	t.Helper()
	in, err := os.Open(survey(t, 600, 3))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	reader := csv.NewReader(in)
	reader.Comma = ';'
	lines, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	comment := slices.Index(lines[0], "Kommentar")
	lines[0] = append(lines[0], question)
	for i := 1; i < len(lines); i++ {
		lines[i] = append(lines[i], lines[1+i%(len(lines)-1)][comment])
	}
	file := filepath.Join(t.TempDir(), "svar.csv")
	out, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	w := csv.NewWriter(out)
	w.Comma = ';'
	if err := w.WriteAll(lines); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestTwoQuestions reads the answers to two open questions: both are in the
// ledger, and each mention is a piece of the answer to the question that it
// names.
func TestTwoQuestions(t *testing.T) {
	t.Parallel()
	const question = "Hvad skal vi gøre bedre?"
	cfg := config(filepath.Join(t.TempDir(), "data"), twoQuestions(t, question))
	night(t, cfg)
	book, err := ledger.Open(filepath.Join(cfg.Data, "ledger"))
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]models.Response{}
	for _, r := range book.Responses() {
		kept[r.Key().String()] = r
	}
	ed, err := edition.Open(cfg.Data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	mentions, err := themes.Mentions.Read(ed.Path(edition.Tables))
	if err != nil {
		t.Fatal(err)
	}
	answered := map[string]int{}
	for _, m := range mentions {
		answered[m.Question]++
		r := kept[m.ResponseKey]
		text := r.Comment
		for _, a := range r.Answers {
			if a.Question == m.Question {
				text = a.Text
			}
		}
		if !strings.Contains(text, m.Text) || string([]rune(r.Text())[m.Start:m.End]) != m.Text {
			t.Fatalf("%s: %q does not stand in the answer to %q", m.ResponseKey, m.Text, m.Question)
		}
	}
	if answered[""] == 0 || answered[question] == 0 || len(answered) != 2 {
		t.Errorf("mentions by question: %v", answered)
	}
}

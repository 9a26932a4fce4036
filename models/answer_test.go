package models_test

import (
	"testing"

	"stemme/models"
)

// TestText puts the comment and the answers in one text, and finds the question
// of each byte of it again.
func TestText(t *testing.T) {
	good, better := models.Answer{Question: "Hvad var godt?", Text: "Søde folk"}, models.Answer{Question: "Hvad kan blive bedre?", Text: "Køen"}
	for _, c := range []struct {
		r    models.Response
		want string
	}{
		{models.Response{}, ""},
		{models.Response{Comment: "Æv"}, "Æv"},
		{models.Response{Comment: "Æv", Answers: []models.Answer{good, better}}, "Æv\n\nSøde folk\n\nKøen"},
		{models.Response{Answers: []models.Answer{good, better}}, "Søde folk\n\nKøen"},
	} {
		if got := c.r.Text(); got != c.want || c.r.Commented() != (c.want != "") {
			t.Errorf("%q, commented %v; want %q", got, c.r.Commented(), c.want)
		}
		texts := map[string]string{"": c.r.Comment}
		for _, a := range c.r.Answers {
			texts[a.Question] = a.Text
		}
		for _, p := range c.r.Parts() {
			if got := c.want[p.Start:p.End]; got != texts[p.Question] {
				t.Errorf("%q stands where %q does", got, texts[p.Question])
			}
			if c.r.Question(p.Start) != p.Question || c.r.Question(p.End-1) != p.Question {
				t.Errorf("the bytes of %q answer %q", c.want[p.Start:p.End], c.r.Question(p.Start))
			}
		}
	}
}

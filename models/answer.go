package models

import "strings"

// between stands between the answers of a Text.
const between = "\n\n"

// Text is all that r's customer wrote to open questions, but for the title: the
// comment, then each further answer behind a blank line. Clauses, mentions and
// highlights count their bytes and characters in it.
func (r *Response) Text() string {
	if len(r.Answers) == 0 {
		return r.Comment
	}
	parts := make([]string, 0, 1+len(r.Answers))
	if r.Comment != "" {
		parts = append(parts, r.Comment)
	}
	for _, a := range r.Answers {
		parts = append(parts, a.Text)
	}
	return strings.Join(parts, between)
}

// Commented says whether r has a Text.
func (r *Response) Commented() bool { return r.Comment != "" || len(r.Answers) > 0 }

// Parts are where each text of r stands in Text, in bytes, and the question that
// it answers: "" is the first one, which the comment answers.
func (r *Response) Parts() []TextPart {
	var parts []TextPart
	add := func(question, text string) {
		start := 0
		if len(parts) > 0 {
			start = parts[len(parts)-1].End + len(between)
		}
		parts = append(parts, TextPart{question, start, start + len(text)})
	}
	if r.Comment != "" {
		add("", r.Comment)
	}
	for _, a := range r.Answers {
		add(a.Question, a.Text)
	}
	return parts
}

// A TextPart is one text of a response within its Text.
type TextPart struct {
	Question   string
	Start, End int
}

// Question is the question that the text at byte at of r's Text answers; "" is
// the first one.
func (r *Response) Question(at int) string {
	if len(r.Answers) == 0 {
		return ""
	}
	question := ""
	for _, p := range r.Parts() {
		if p.Start <= at {
			question = p.Question
		}
	}
	return question
}

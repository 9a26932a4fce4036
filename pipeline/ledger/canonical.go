package ledger

import (
	"encoding/binary"

	"stemme/models"
)

// canonical is r as bytes: equal for equal responses only, and telling where it
// ends. customer stands for r's.
func canonical(r *models.Response, customer string) []byte {
	b := make([]byte, 0, 192+len(r.Comment)+len(r.Title))
	number := func(n int64) { b = binary.AppendVarint(b, n) }
	text := func(s string) { number(int64(len(s))); b = append(b, s...) }
	score := func(s models.Score) {
		n, given := s.Value()
		if !given {
			number(0)
			return
		}
		number(1)
		number(int64(n))
	}
	for _, s := range []string{r.Source, r.ID, customer, r.Title, r.Comment, r.Touchpoint, r.Stage, r.Unit, string(r.Language)} {
		text(s)
	}
	if r.At.IsZero() {
		number(0)
	} else {
		number(1)
		number(r.At.UnixMicro())
	}
	number(int64(r.Day))
	score(r.Score)
	for _, n := range []int{r.Scale.Low, r.Scale.High, r.Scale.Passive, r.Scale.Promoter} {
		number(int64(n))
	}
	number(int64(len(r.Segments)))
	for _, s := range r.Segments {
		text(s.Name)
		text(s.Value)
	}
	number(int64(len(r.Ratings)))
	for _, s := range r.Ratings {
		text(s.Name)
		score(s.Score)
	}
	if len(r.Answers) > 0 { // below 0, which no response begins with
		number(-int64(len(r.Answers)))
	}
	for _, a := range r.Answers {
		text(a.Question)
		text(a.Text)
	}
	if r.Asks != models.AsksAnything { // below every number of answers
		number(-1<<40 - int64(r.Asks))
	}
	return b
}

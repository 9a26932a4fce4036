package nps

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stemme/models"
)

// TestSameOfAllIsNoCut: what a tool writes alike beside every answer of a source is no way to cut,
// whatever other sources lack; a second value, or a blank beside it in one source, makes it one.
func TestSameOfAllIsNoCut(t *testing.T) {
	for _, one := range []struct{ values, want string }{
		{"shop=ok shop=ok shop=ok", ""},
		{"shop=ok shop=ok web= web=", ""},
		{"shop=ok shop=ok web=ok", ""},
		{"shop=ok shop= web=", "status"},
		{"shop=ok shop=ok web=spam", "status"},
		{"shop=ok shop=spam", "status"},
	} {
		var responses []models.Response
		for i, text := range strings.Fields(one.values) {
			source, value, _ := strings.Cut(text, "=")
			r := models.Response{Source: source, ID: fmt.Sprint(i), Scale: models.Scale0to10, Score: models.ScoreOf(9), Day: 20000}
			if value != "" {
				r.Segments = []models.Segment{{Name: "status", Value: value}}
			}
			responses = append(responses, r)
		}
		opt := DefaultOptions()
		opt.SmallGroup = 1
		panel, err := Prepare(responses, opt, NewSystem("", len(responses), nil, nil))
		if err != nil {
			t.Fatal(err)
		}
		var cut []string
		for _, c := range panel.Score()[0].Cuts {
			if c.Dimension == "status" {
				cut = append(cut, c.Dimension)
			}
		}
		if got := strings.Join(slices.Compact(cut), ""); got != one.want || models.TellsApart(responses, "status") != (one.want != "") {
			t.Errorf("%s: cut by %q, want %q", one.values, got, one.want)
		}
		found := slices.ContainsFunc(newsDimensions(responses), func(d newsDimension) bool { return d.name == "status" })
		if found != (one.want != "") {
			t.Errorf("%s: news by it: %v", one.values, found)
		}
	}
}

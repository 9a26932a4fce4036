package nps

import (
	"fmt"
	"math"
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
		if got := strings.Join(slices.Compact(cut), ""); got != one.want || TellsApart(responses, "status") != (one.want != "") {
			t.Errorf("%s: cut by %q, want %q", one.values, got, one.want)
		}
		found := slices.ContainsFunc(newsDimensions(responses), func(d newsDimension) bool { return d.name == "status" })
		if found != (one.want != "") {
			t.Errorf("%s: news by it: %v", one.values, found)
		}
	}
}

// TestWithheldAlertsHaveQ: of an alert whose past is withheld q is the level, which says no more than
// that it alarms; of others it is theirs.
func TestWithheldAlertsHaveQ(t *testing.T) {
	alarms := judged([]verdict{{row: AlertRow{ThemeID: "a", Expected: 4, Z: 5}, p: 1e-5, past: true}, {row: AlertRow{ThemeID: "b", Expected: 4, Z: 4}, p: 1e-4}, {row: AlertRow{ThemeID: "c"}, p: 0.9}})
	if len(alarms) != 2 {
		t.Fatalf("%d alarms", len(alarms))
	}
	if r := alarms[0].row; r.Q != alertLevel || !math.IsNaN(r.Z) || !math.IsNaN(r.Expected) {
		t.Errorf("withheld: %+v", r)
	}
	if r := alarms[1].row; !(r.Q < 0.001) || r.Z != 4 || r.Expected != 4 {
		t.Errorf("shown: %+v", r)
	}
}

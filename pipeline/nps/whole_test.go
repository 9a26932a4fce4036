package nps_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// What is of a period that the data cover in part says so: of a change, either period.
func TestCompleteWherePeriodsAreWhole(t *testing.T) {
	t.Parallel()
	var s survey
	draw := rand.New(rand.NewPCG(3, 9))
	for day := models.DayOf(models.Day(19723).Time().AddDate(0, 0, 20)); day <= 19723+380; day++ { // 21 January 2024 to 15 January 2025
		for n := range 8 {
			r := models.Response{Source: "s", ID: fmt.Sprint(day, "-", n), Day: day, Scale: models.Scale0to10, Score: models.ScoreOf(draw.IntN(11)), Comment: "x"}
			of := []int{}
			if n < 2 || day > 19723+366 { // all of the last month
				of = append(of, 0)
			}
			s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, of)
		}
	}
	s.Order = []string{"a"}
	p := prepare(t, s, nps.DefaultOptions())
	sc, whole := p.Score(), map[string]bool{}
	for _, r := range sc.Cuts {
		whole[r.Period] = r.Complete
	}
	cover := nps.CoverageOf(s.Responses)
	if whole["2024-01"] || whole["2025-01"] || whole["2024"] || !whole["2024-02"] || !whole["2024-Q2"] {
		t.Fatalf("%v", whole)
	}
	stubs := 0
	for _, r := range sc.Changes() {
		if r.Complete != (whole[r.From] && whole[r.To]) {
			t.Errorf("change %s to %s: complete is %v", r.From, r.To, r.Complete)
		}
		if !r.Complete {
			stubs++
		}
	}
	for _, r := range sc.Rows {
		if r.Complete != whole[r.Period] || r.PeriodKind != nps.KindAll && r.Complete != cover.Whole(r.PeriodKind, r.Period) {
			t.Errorf("%s: complete is %v", r.Period, r.Complete)
		}
	}
	alerts := sc.Alerts(nps.KindMonth)
	for _, r := range alerts {
		if r.Complete != whole[r.Period] {
			t.Errorf("alert of %s: complete is %v", r.Period, r.Complete)
		}
	}
	if stubs == 0 || len(alerts) == 0 {
		t.Errorf("%d changes of stubs, %d alerts: nothing is proved", stubs, len(alerts))
	}
}

// A finding has as many examples as responses, also where a phrase that goes with it is
// said by others too.
func TestNewsExamplesSayThePhrase(t *testing.T) {
	t.Parallel()
	responses, said := speaking(5, 18, 300, 300, 0.1)
	var robot, cross []int32
	for i, r := range responses {
		var m, n int
		fmt.Sscanf(r.ID, "%d-%d", &m, &n)
		if m < 16 && n < 1 || m >= 16 && n < 14 {
			robot = append(robot, int32(i))
		}
		if m < 16 && n < 1 || m >= 16 && n > 1 && n < 15 {
			cross = append(cross, int32(i))
		}
	}
	said = append(said, nps.Said{Term: "robot", Written: written("robot"), Responses: robot}, nps.Said{Term: "vred", Written: written("vred"), Responses: cross})
	news := nps.FindNews(responses, said, 5, 1, func(nps.CutKey) bool { return true })
	examples, joined := map[nps.NewsExampleRow]int{}, 0
	for _, e := range news.Examples {
		e.ResponseKey = ""
		examples[e]++
	}
	for _, r := range news.Rows {
		if len(r.Terms) > 1 {
			joined++
		}
		if n := examples[nps.NewsExampleRow{PeriodKind: r.PeriodKind, Period: r.Period, Dimension: r.Dimension, Value: r.Value, Phrase: r.Phrase}]; n != r.Responses {
			t.Errorf("%d examples of %+v", n, r)
		}
	}
	if joined == 0 {
		t.Error("no finding of two terms: nothing is proved")
	}
}

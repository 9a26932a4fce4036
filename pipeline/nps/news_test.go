package nps_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// speaking is an invented survey of months in which terms are said at their own
// rates, spread beyond chance where spread is set.
func speaking(seed uint64, months, each, terms int, spread float64) ([]models.Response, []nps.Said) {
	draw := rand.New(rand.NewPCG(seed, 31))
	var responses []models.Response
	said := make([]nps.Said, terms)
	for t := range said {
		said[t].Term, said[t].Written = fmt.Sprintf("t%04d", t), fmt.Sprintf("T%04d", t)
	}
	for m := range months {
		factor := make([]float64, terms)
		for t := range factor {
			factor[t] = math.Exp(spread * draw.NormFloat64())
		}
		for i := range each {
			responses = append(responses, models.Response{Source: "s", ID: fmt.Sprint(m, "-", i), Comment: "x", Scale: models.Scale0to10,
				Day:        models.DayOf(models.Day(18262).Time().AddDate(0, m, i%28)),
				Touchpoint: []string{"web", "butik"}[draw.IntN(2)]})
			for t := range said {
				if draw.Float64() < factor[t]*0.08/float64(1+t%40) {
					said[t].Responses = append(said[t].Responses, len(responses)-1)
				}
			}
		}
	}
	return responses, said
}

// Where nothing is new, at most one of 100 periods has a finding, whole corpus and
// touchpoints together.
func TestNewsOnStationaryData(t *testing.T) {
	for _, spread := range []float64{0, 0.25} {
		found, periods := 0, 0
		for seed := range uint64(8) {
			responses, said := speaking(seed, 24, 200, 300, spread)
			periods += 24 - 3
			seen := map[string]bool{}
			for _, r := range nps.FindNews(responses, said, 5).Rows {
				if r.PeriodKind == nps.KindMonth {
					seen[r.Period] = true
				}
			}
			found += len(seen)
		}
		t.Logf("spread %v: %d of %d months have a finding", spread, found, periods)
		if found*100 > periods {
			t.Errorf("spread %v: %d of %d months have a finding", spread, found, periods)
		}
	}
}

// A term that was said 0 to 4 times a month, and then 7, 13 and 7 times, is found in
// its second month, in one finding with the phrase that the same responses say.
func TestNewsFindsWhatIsPlanted(t *testing.T) {
	responses, said := speaking(5, 18, 300, 300, 0.1)
	monthly := []int{1, 0, 2, 1, 3, 0, 1, 4, 2, 0, 1, 2, 0, 3, 1, 7, 13, 7}
	var robot []int
	for i, r := range responses {
		var m, n int
		fmt.Sscanf(r.ID, "%d-%d", &m, &n)
		if n < monthly[m] {
			robot = append(robot, i)
		}
	}
	said = append(said, nps.Said{Term: "robot", Written: "chatrobot", Responses: robot}, nps.Said{Term: "dum robot", Written: "dum chatrobot", Responses: robot})
	news := nps.FindNews(responses, said, 5)
	second := models.DayOf(models.Day(18262).Time().AddDate(0, 16, 0))
	at := slices.IndexFunc(news.Rows, func(r nps.NewsRow) bool {
		return r.PeriodKind == nps.KindMonth && r.Dimension == nps.DimensionAll && slices.Contains(r.Terms, "chatrobot") && r.Period == nps.PeriodName(nps.KindMonth, second)
	})
	if at < 0 {
		t.Fatalf("%+v", news.Rows)
	}
	if r := news.Rows[at]; r.Responses != 13 || len(r.Terms) != 2 || !(r.RatioLow > 1) || r.Q > 0.05 {
		t.Errorf("%+v", r)
	}
	n := 0
	for _, e := range news.Examples {
		if e.Phrase == news.Rows[at].Phrase && e.Period == news.Rows[at].Period && e.Dimension == nps.DimensionAll && e.PeriodKind == nps.KindMonth {
			n++
		}
	}
	if n != 13 {
		t.Errorf("%d responses behind it", n)
	}
}

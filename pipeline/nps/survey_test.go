package nps_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/nps"
)

// large is an invented survey: n responses, themes, months and units in a path of
// three levels, four touchpoints, two segments; one response in five has no
// comment, one in fifty no score, one in a hundred no day; a third of the customers
// answer more than once.
func large(n, themes, months, units int, seed uint64) survey {
	draw := rand.New(rand.NewPCG(seed, 0))
	s := survey{Responses: make([]models.Response, n), Themes: make([][]int, n)}
	for t := range themes {
		s.Order = append(s.Order, fmt.Sprintf("t%04d", t+1))
	}
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range s.Responses {
		r := &s.Responses[i]
		unit := int(float64(units) * draw.Float64() * draw.Float64())
		*r = models.Response{
			Source: "undersøgelse", ID: fmt.Sprintf("%06d", i), Customer: fmt.Sprint(draw.IntN(n)),
			Day:   models.DayOf(start.AddDate(0, draw.IntN(months), draw.IntN(28))),
			Scale: models.Scale0to10, Score: models.ScoreOf(min(10, draw.IntN(14))),
			Touchpoint: []string{"web", "telefon", "butik", "møde"}[draw.IntN(4)],
			Stage:      []string{"", "køb", "brug"}[draw.IntN(3)],
			Unit:       fmt.Sprintf("Region %d/Område %d/Afdeling %d", unit%5, unit%20, unit),
			Segments:   []models.Segment{{Name: "kundetype", Value: []string{"privat", "erhverv"}[draw.IntN(2)]}},
			Comment:    "noget",
		}
		switch x := draw.IntN(100); {
		case x < 20:
			r.Comment = ""
		case x < 22:
			r.Score = models.Score{}
		case x == 22:
			r.Day = models.NoDay
		}
		if r.Comment != "" {
			for range draw.IntN(4) {
				if t := draw.IntN(1 + draw.IntN(themes)); len(s.Themes[i]) == 0 || s.Themes[i][len(s.Themes[i])-1] < t {
					s.Themes[i] = append(s.Themes[i], t)
				}
			}
		}
	}
	return s
}

// A survey is responses with one system of themes.
type survey struct {
	Responses []models.Response
	Themes    [][]int
	Order     []string
}

// system is the survey's own.
func (s survey) system() nps.System { return nps.System{Order: s.Order, Themes: s.Themes} }

// A prepared survey is the panel of its one system.
type prepared struct{ *nps.Panel }

// Score scores the survey's own system.
func (p prepared) Score() *nps.Scores { return p.Panel.Score()[0] }

func prepare(t testing.TB, s survey, opt nps.Options) prepared {
	t.Helper()
	p, err := nps.Prepare(s.Responses, opt, s.system())
	if err != nil {
		t.Fatal(err)
	}
	return prepared{p}
}

// scoreDrawn is a detractor's score or a promoter's with their probabilities, else a passive's.
func scoreDrawn(draw *rand.Rand, detractor, promoter float64) models.Score {
	switch x := draw.Float64(); {
	case x < detractor:
		return models.ScoreOf(2)
	case x < detractor+promoter:
		return models.ScoreOf(10)
	}
	return models.ScoreOf(7)
}

// answers makes promoters, passives and detractors with what fill sets.
func answers(promoters, passives, detractors int, fill func(*models.Response)) []models.Response {
	var all []models.Response
	for i := range promoters + passives + detractors {
		r := models.Response{Source: "s", ID: fmt.Sprint(i), Day: models.NoDay, Scale: models.Scale0to10, Comment: "x"}
		switch {
		case i < promoters:
			r.Score = models.ScoreOf(9)
		case i < promoters+passives:
			r.Score = models.ScoreOf(8)
		default:
			r.Score = models.ScoreOf(3)
		}
		fill(&r)
		all = append(all, r)
	}
	return all
}

func BenchmarkScore(b *testing.B) {
	s := large(50000, 40, 60, 200, 1)
	for b.Loop() {
		p := prepare(b, s, nps.Options{SmallGroup: 5, Workers: 2})
		got := p.Score()
		b.ReportMetric(float64(len(got.Cuts)), "cuts")
		b.ReportMetric(float64(len(got.Rows)), "theme-rows")
		hid := 0
		for _, r := range got.Cuts {
			if r.Suppressed {
				hid++
			}
		}
		b.ReportMetric(float64(hid), "withheld")
	}
}

// inCut says whether r belongs to a row, worked out anew from the response.
func inCut(r *models.Response, k nps.CutKey) bool {
	switch {
	case k.PeriodKind == nps.KindAll:
	case k.Period == "":
		if r.Day != models.NoDay {
			return false
		}
	case r.Day == models.NoDay || nps.PeriodName(k.PeriodKind, r.Day) != k.Period:
		return false
	}
	switch k.Dimension {
	case nps.DimensionAll:
		return true
	case nps.DimensionTouchpoint:
		return r.Touchpoint == k.Value
	case nps.DimensionStage:
		return r.Stage == k.Value
	case nps.DimensionUnit:
		return r.Unit == k.Value || k.Value != "" && strings.HasPrefix(r.Unit, k.Value+"/")
	}
	return r.Segment(k.Dimension) == k.Value
}

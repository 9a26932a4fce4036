package nps_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// fewMention draws a survey of 800 comments in which few mention a theme that nearly all of
// them are detractors by: worst of 100 are, and the others passive. Another theme is common.
func fewMention(draw *rand.Rand, n int, mention, worst float64) survey {
	s := survey{Order: []string{"few", "common"}}
	for i := range n {
		r := models.Response{Source: "s", ID: fmt.Sprint(i), Day: models.NoDay, Scale: models.Scale0to10, Comment: "x",
			Touchpoint: []string{"web", "butik"}[draw.IntN(2)]}
		var of []int
		detractor, promoter := 0.3, 0.45
		if draw.Float64() < mention {
			of = append(of, 0)
			detractor, promoter = worst, 0
		}
		if draw.Float64() < 0.3 {
			of = append(of, 1)
			if len(of) == 1 {
				detractor, promoter = 0.15, 0.7
			}
		}
		switch x := draw.Float64(); {
		case x < detractor:
			r.Score = models.ScoreOf(2)
		case x < detractor+promoter:
			r.Score = models.ScoreOf(10)
		default:
			r.Score = models.ScoreOf(7)
		}
		s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, of)
	}
	return s
}

func fewRow(t *testing.T, s survey, opt nps.Options) (nps.DriverRow, bool) {
	for _, r := range prepare(t, s, opt).Score().Drivers(nps.OutcomeNPS) {
		if r.ThemeID == "few" && r.Effect == r.Effect {
			return r, true
		}
	}
	return nps.DriverRow{}, false
}

func TestFewMentionsCover(t *testing.T) {
	draws := 400
	if os.Getenv("STEMME_LONG") != "" {
		draws = 2000
	}
	for _, n := range []float64{8, 12, 23, 60} {
		for _, worst := range []float64{.97, .9, .75, .5} {
			large, _ := fewRow(t, fewMention(rand.New(rand.NewPCG(1, 3)), 200_000, n/800, worst), nps.Options{SmallGroup: 1})
			for _, k := range []int{1, 5} {
				held, of, width, point := 0, 0, 0.0, 0
				for seed := range uint64(draws) {
					r, ok := fewRow(t, fewMention(rand.New(rand.NewPCG(seed, 4)), 800, n/800, worst), nps.Options{SmallGroup: k})
					if !ok {
						continue
					}
					of++
					width += r.CIHigh - r.CILow
					if r.CILow <= large.Effect && large.Effect <= r.CIHigh {
						held++
					}
					if r.CIHigh-r.CILow < 5 {
						point++
					}
				}
				t.Logf("n %2.0f, worst %.2f, k %d: effect %6.1f held by %.1f %% of %d, width %.0f, points %d", n, worst, k, large.Effect, 100*float64(held)/float64(of), of, width/float64(of), point)
			}
		}
	}
}

package nps_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// A praising survey has comments without a theme that are praise, 30 points above the
// average comment's 7: a quarter of all. Five themes have no effect: who mentions one
// scores as the average comment does. The sixth and the seventh cost points, as many as
// the praise is worth.
func praising(several bool, seed uint64, n int) survey {
	draw := rand.New(rand.NewPCG(seed, 91))
	s := survey{Order: []string{"a", "b", "c", "d", "e", "bad", "worse"}}
	for i := range n {
		of, mean := []int(nil), 37.0
		switch {
		case draw.Float64() < 0.25:
		case several: // each of its own accord: those with none of them score 20.4
			for len(of) == 0 {
				for t, rate := range [...]float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.15, 0.15} {
					if draw.Float64() < rate {
						of = append(of, t)
					}
				}
			}
			mean = 20.4
			for _, t := range of {
				if t >= 5 {
					mean -= 44.8
				}
			}
		default:
			of = []int{draw.IntN(5)}
			mean = 7
			if x := draw.Float64() * 0.75; x < 0.2 {
				of[0] = 5 + int(10*x)
				mean = []float64{-18, -43}[of[0]-5]
			}
		}
		s.Themes = append(s.Themes, of)
		s.Responses = append(s.Responses, scored(draw, i, mean))
	}
	return s
}

// scored is a commented response drawn from a mean score, three in ten passive.
func scored(draw *rand.Rand, i int, mean float64) models.Response {
	r := models.Response{Source: "s", ID: fmt.Sprint(i), Day: models.NoDay, Scale: models.Scale0to10, Comment: "x", Score: models.ScoreOf(2)}
	promoter := (0.7 + mean/100) / 2
	switch x := draw.Float64(); {
	case x < promoter:
		r.Score = models.ScoreOf(10)
	case x < promoter+0.3:
		r.Score = models.ScoreOf(7)
	}
	return r
}

// Themes without effect are not told as sure because comments without theme are praise,
// and effects do not depend on how many responses there are.
func TestPraiseWithoutThemeMakesNoEffect(t *testing.T) {
	t.Parallel()
	surveys, n := 12, 2000
	if os.Getenv("STEMME_LONG") != "" {
		surveys, n = 100, 6000
	}
	for _, several := range []bool{false, true} {
		themes, sure, unsure, sum, bad := 0, 0, 0, 0.0, 0.0
		for seed := range uint64(surveys) {
			s := praising(several, seed, n)
			for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Drivers(nps.OutcomeNPS) {
				switch {
				case r.ThemeID == "worse":
					bad += r.Effect / float64(surveys)
				case r.ThemeID != "bad":
					themes++
					sum += r.Effect
					if r.Sure() {
						sure++
					}
					if r.CILow > 0 || r.CIHigh < 0 {
						unsure++
					}
				}
			}
		}
		t.Logf("several %v: of %d themes without effect %d told as sure, %d intervals without 0; mean effect %.2f, of the worse theme %.1f",
			several, themes, sure, unsure, sum/float64(themes), bad)
		if sure > themes/20 || unsure > themes/10 || math.Abs(sum/float64(themes)) > 1.5 || bad > -30 {
			t.Errorf("several %v fails", several)
		}
	}
}

// The same rows twice or four times have the same effects.
func TestEffectsDoNotGrowWithRows(t *testing.T) {
	t.Parallel()
	for _, several := range []bool{false, true} {
		s := praising(several, 1, 800)
		once := prepare(t, s, nps.Options{}).Score().Drivers(nps.OutcomeNPS)
		for _, times := range []int{2, 4} {
			many := survey{Order: s.Order}
			for copies := range times {
				for i, r := range s.Responses {
					r.ID = fmt.Sprint(copies, "/", r.ID)
					many.Responses, many.Themes = append(many.Responses, r), append(many.Themes, s.Themes[i])
				}
			}
			for _, r := range prepare(t, many, nps.Options{}).Score().Drivers(nps.OutcomeNPS) {
				at := slices.IndexFunc(once, func(o nps.DriverRow) bool { return o.ThemeID == r.ThemeID })
				near(t, fmt.Sprintf("%s of %d times the rows", r.ThemeID, times), r.Effect, once[at].Effect, 1e-4)
			}
		}
	}
}

// Where each comment has one theme or none, an effect is the theme's score less the
// average comment's, and all effects, weighed by how many mention them, sum to 0 with
// that of no theme.
func TestEffectsSumToNothing(t *testing.T) {
	t.Parallel()
	s := praising(false, 3, 3000)
	score := func(in func(i int) bool) (mean, n float64) {
		for i, r := range s.Responses {
			if in(i) {
				mean, n = mean+float64(r.Class().Value()), n+1
			}
		}
		return mean / n, n
	}
	average, _ := score(func(int) bool { return true })
	bare, n := score(func(i int) bool { return len(s.Themes[i]) == 0 })
	sum := (bare - average) * n
	for _, r := range prepare(t, s, nps.Options{}).Score().Drivers(nps.OutcomeNPS) {
		near(t, r.ThemeID, r.Effect, r.Mean-average, 1e-4)
		sum += r.Effect * float64(r.Responses)
	}
	near(t, "sum of weights", sum/float64(len(s.Responses)), 0, 1e-4)
}

// Where those who complain speak of two themes and the others of one, weights do not sum
// to 0, as the tables say.
func TestWeightsOfSeveralThemesDoNotSum(t *testing.T) {
	t.Parallel()
	s := survey{Order: []string{"a", "b", "c"}}
	s.Responses = answers(600, 0, 400, func(r *models.Response) { r.Comment = "x" })
	for i, r := range s.Responses {
		of := []int{2}
		switch {
		case r.Class() == models.Detractor && i%4 > 0:
			of = []int{0, 1}
		case i%3 > 0:
			of = []int{i%3 - 1}
		}
		s.Themes = append(s.Themes, of)
	}
	sum := 0.0
	for _, r := range prepare(t, s, nps.Options{}).Score().Drivers(nps.OutcomeNPS) {
		sum += r.Weight
	}
	if !(math.Abs(sum) > 1) {
		t.Errorf("weights sum to %.2f", sum)
	}
}

// A sure effect has the sign of the theme's score against the average comment, where
// themes come independently of each other; and a theme that only keeps bad company,
// whose comments score far below, has none.
func TestEffectHasTheSignOfTheScore(t *testing.T) {
	t.Parallel()
	sure := 0
	for seed := range uint64(8) {
		s := praising(true, seed, 3000)
		s.Order = append(s.Order, "company")
		average := 0.0
		draw := rand.New(rand.NewPCG(seed, 3))
		for i, of := range s.Themes {
			average += float64(s.Responses[i].Class().Value()) / float64(len(s.Responses))
			if p := draw.Float64(); slices.Contains(of, 6) && p < 0.6 || len(of) > 0 && p < 0.05 {
				s.Themes[i] = append(of, 7)
			}
		}
		for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Drivers(nps.OutcomeNPS) {
			if r.ThemeID == "company" {
				if r.Sure() || r.Mean > average-15 {
					t.Errorf("seed %d: company has effect %.1f [%.1f; %.1f], NPS %.1f against %.1f", seed, r.Effect, r.CILow, r.CIHigh, r.Mean, average)
				}
			} else if r.Sure() {
				sure++
				if r.Effect*(r.Mean-average) < 0 {
					t.Errorf("seed %d, %s: effect %.1f, NPS %.1f against %.1f", seed, r.ThemeID, r.Effect, r.Mean, average)
				}
			}
		}
	}
	if sure < 16 {
		t.Errorf("%d sure effects: the test proves nothing", sure)
	}
}

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

// The loud theme is in 30 % of the comments and does nothing; the quiet one is in
// 5 % and costs 60 points.
func TestQuietThemeBeatsLoudOne(t *testing.T) {
	t.Parallel()
	draw := rand.New(rand.NewPCG(11, 0))
	s := survey{Order: []string{"loud", "quiet"}}
	for i := range 8000 {
		r := models.Response{Source: "s", ID: fmt.Sprint(i), Day: models.NoDay, Scale: models.Scale0to10, Comment: "x",
			Touchpoint: []string{"web", "butik"}[i%2], Unit: fmt.Sprintf("R%d/U%d", i%3, i%30)}
		var of []int
		if draw.Float64() < 0.3 {
			of = append(of, 0)
		}
		detractor, promoter := 0.2, 0.5
		if draw.Float64() < 0.05 {
			of = append(of, 1)
			detractor, promoter = 0.5, 0.2
		}
		r.Score = scoreDrawn(draw, detractor, promoter)
		s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, of)
	}
	got := prepare(t, s, nps.DefaultOptions()).Score().Drivers(nps.OutcomeNPS)
	if got[0].ThemeID != "quiet" || got[1].ThemeID != "loud" {
		t.Fatalf("%+v", got)
	}
	if !(got[0].CILow < -60 && -60 < got[0].CIHigh) || got[0].Q > 1e-6 {
		t.Errorf("quiet: %+v", got[0])
	}
	if !(got[1].CILow < 0 && 0 < got[1].CIHigh) {
		t.Errorf("loud: %+v", got[1])
	}
	near(t, "importance", got[0].Importance+got[1].Importance, got[0].Explained, 1e-9)
	near(t, "reward − penalty", got[0].Reward-got[0].Penalty, got[0].Effect, 1e-6)
	if got[0].Importance < 10*got[1].Importance {
		t.Errorf("importance %v and %v", got[0].Importance, got[1].Importance)
	}
}

// One theme alone: its mean lies 42.5 below the average. The variance is the sandwich
// by hand, with what three customers more add to it, R² the square of the correlation. Twenty
// comments are few: half of the three are as they are, and Student's t has what four columns leave.
func TestDriverByHand(t *testing.T) {
	t.Parallel()
	s := survey{Responses: answers(6, 4, 10, func(*models.Response) {}), Order: []string{"a"}, Themes: make([][]int, 20)}
	for _, i := range []int{0, 7, 12, 13, 14, 15, 16, 17} { // NPS (1 − 6)/8 against (5 − 4)/12
		s.Themes[i] = []int{0}
	}
	r := prepare(t, s, nps.Options{}).Score().Drivers(nps.OutcomeNPS)[0]
	near(t, "effect", r.Effect, -62.5+20, 1e-4)
	in := 1e4 * (7 - 8*0.625*0.625)
	out := 1e4 * (9 - 12.0/144)
	se := 0.6 * math.Sqrt(in/49+out/121)
	each := 0.6 / 11 // of eight who mention it and three more
	apart := 0.75*(37.5*37.5+162.5*162.5) + 1.5*62.5*62.5
	alike := 3 * (6*162.5*162.5 + 4*62.5*62.5 + 10*37.5*37.5) / 20
	half := 2.119905 * math.Sqrt(se*se*64/121+each*each*(apart+alike)/2)
	drawn := 3 * each * (62.5 + 42.5) / 2
	near(t, "high end", r.CIHigh, r.Effect+drawn+half, 1e-2)
	near(t, "low end", r.CILow, max(-100+20, r.Effect+drawn-half), 1e-2)
	total := 1e4 * (16 - 20*0.04)
	near(t, "explained", r.Explained, 1-(in+out)/total, 1e-6)
	near(t, "leave-out", r.LeaveOut, 8*(-62.5+20)/12, 1e-9)
}

// Two themes that always come together are one, by name, with their joint effect, and share
// the importance of one.
func TestTwinThemesAreOne(t *testing.T) {
	t.Parallel()
	s := survey{Responses: answers(6, 4, 10, func(*models.Response) {}), Order: []string{"a", "b"}, Themes: make([][]int, 20)}
	for i := 3; i < 13; i++ {
		s.Themes[i] = []int{0, 1}
	}
	got := prepare(t, s, nps.DefaultOptions()).Score().Drivers(nps.OutcomeNPS)
	one := survey{Responses: s.Responses, Order: []string{"a"}, Themes: make([][]int, 20)}
	for i := 3; i < 13; i++ {
		one.Themes[i] = []int{0}
	}
	alone := prepare(t, one, nps.DefaultOptions()).Score().Drivers(nps.OutcomeNPS)[0]
	near(t, "half the importance", got[0].Importance, alone.Importance/2, 1e-9)
	for _, r := range got {
		if r.Group != "a+b" || math.IsNaN(r.Effect) || r.Effect != got[0].Effect || r.Importance != got[0].Importance {
			t.Errorf("%+v", r)
		}
	}
}

// TestNoImpossibleEffect: where few sentences are said again and again, themes come
// together in a way that no fit can part, and none is told an effect that no score
// can have.
func TestNoImpossibleEffect(t *testing.T) {
	t.Parallel()
	untold, joint := 0, 0
	for seed := range uint64(40) {
		s := monthly(seed, 4, 60, 0, func(_, t int) float64 { return 0.2 })
		r := rand.New(rand.NewPCG(seed, 5))
		sentences := make([][]int, 7)
		for i := range sentences {
			for theme := range 6 {
				if r.IntN(2) == 0 {
					sentences[i] = append(sentences[i], theme)
				}
			}
		}
		for i := range s.Responses {
			n := r.IntN(len(sentences))
			s.Themes[i] = slices.Clone(sentences[n])
			s.Responses[i].Score = models.ScoreOf([]int{0, 10}[n%2])
		}
		for _, row := range prepare(t, s, nps.DefaultOptions()).Score().Drivers(nps.OutcomeNPS) {
			if math.IsNaN(row.Effect) {
				untold++
			}
			if row.Group != "" {
				joint++
			}
			// Nobody who mentions it would score beyond the ends without it.
			if math.Abs(row.Effect) > 200 || row.Mean-row.Effect > 100+1e-6 || row.Mean-row.Effect < -100-1e-6 {
				t.Errorf("seed %d, %s: effect %.0f [%.0f; %.0f], NPS %.0f", seed, row.ThemeID, row.Effect, row.CILow, row.CIHigh, row.Mean)
			}
		}
	}
	if untold == 0 || joint == 0 {
		t.Errorf("%d untold, %d joint: the test proves nothing", untold, joint)
	}
}

// TestEffectThatReverses: theme 0 comes with theme 1, of which all complain, and with it or alone
// it is better: those who mention it score −33, surely below the −6 of all, and its effect is
// surely above 0. So it is marked, and theme 1, whose score and effect agree, is not.
func TestEffectThatReverses(t *testing.T) {
	t.Parallel()
	s := survey{Order: []string{"0", "1"}}
	for _, of := range []struct {
		promoters, detractors int
		themes                []int
	}{{20, 80, []int{0, 1}}, {0, 100, []int{1}}, {20, 0, []int{0}}, {250, 150, nil}} {
		for i := range of.promoters + of.detractors {
			score := 10
			if i < of.detractors {
				score = 3
			}
			s.Responses = append(s.Responses, models.Response{Source: "s", ID: fmt.Sprint(len(s.Responses)), Scale: models.Scale0to10, Score: models.ScoreOf(score), Comment: "x", Day: 20000})
			s.Themes = append(s.Themes, of.themes)
		}
	}
	drivers := prepare(t, s, nps.DefaultOptions()).Score().Drivers(nps.OutcomeNPS)
	if len(drivers) != 2 {
		t.Fatalf("%+v", drivers)
	}
	for _, d := range drivers {
		if d.Reverses != (d.ThemeID == "0") || (d.Effect > 0) != d.Reverses || !d.Sure() {
			t.Errorf("%+v", d)
		}
	}
	// In a period where theme 1 is praised it is told that over all it is the other way.
	for _, c := range []struct {
		theme  string
		effect float64
		want   bool
	}{{"1", 30, true}, {"1", -30, false}, {"0", 30, false}, {"2", 30, false}} {
		if d := nps.Otherwise(&nps.HighFiveRow{ThemeID: c.theme, Effect: c.effect}, drivers); (d != nil) != c.want || c.want && (d.Effect > 0) == (c.effect > 0) {
			t.Errorf("%v: %+v", c, d)
		}
	}
	unsure := slices.Clone(drivers)
	for i := range unsure {
		unsure[i].Q = 0.2
	}
	if d := nps.Otherwise(&nps.HighFiveRow{ThemeID: "1", Effect: 30}, unsure); d != nil {
		t.Errorf("%+v", d)
	}
}

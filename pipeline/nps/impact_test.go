package nps_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// polar is an invented survey in which comments praise and complain.
func polar(draw *rand.Rand, n int) (survey, nps.System) {
	s := survey{Order: []string{"a", "b", "c"}}
	system := nps.System{Order: s.Order}
	for i := range n {
		r := models.Response{Source: "s", ID: fmt.Sprint(i), Customer: fmt.Sprint(draw.IntN(n)), Scale: models.Scale0to10, Comment: "x", Day: 20000,
			Score: models.ScoreOf(draw.IntN(11)), Touchpoint: []string{"web", "butik"}[draw.IntN(2)]}
		var of []int
		var signs []int8
		for t := range s.Order {
			if draw.IntN(3) == 0 {
				of, signs = append(of, t), append(signs, int8(draw.IntN(3)-1))
			}
		}
		if len(of) == 0 && draw.IntN(2) == 0 {
			r.Comment = ""
		}
		s.Responses, system.Themes, system.Signs = append(s.Responses, r), append(system.Themes, of), append(system.Signs, signs)
	}
	return s, system
}

func impactOf(t *testing.T, s survey, system nps.System, dimensions ...string) []nps.ImpactRow {
	t.Helper()
	p, err := nps.Prepare(s.Responses, nps.DefaultOptions(), system)
	if err != nil {
		t.Fatal(err)
	}
	return p.Score()[0].Impact(dimensions...)
}

// The lifts sum to NPS + 100, the losses to 100 − NPS, in every cut.
func TestImpactAddsUp(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		s, system := polar(rand.New(rand.NewPCG(seed, 8)), 700)
		lift, loss, score := map[string]float64{}, map[string]float64{}, map[string]float64{}
		for _, r := range impactOf(t, s, system, "touchpoint") {
			lift[r.Value] += r.Lift
			loss[r.Value] += r.Loss
			score[r.Value] = r.NPS
			if !(r.LiftLow <= r.Lift && r.Lift < r.LiftHigh && r.LossLow <= r.Loss && r.Loss < r.LossHigh) {
				t.Errorf("%+v", r)
			}
		}
		if len(score) != 3 {
			t.Fatalf("%v", score)
		}
		for v, x := range score {
			near(t, v+" lift", lift[v], x+100, 1e-9)
			near(t, v+" loss", loss[v], 100-x, 1e-9)
		}
	}
}

// By hand: a promoter who praises a and complains of b lifts by a alone; a detractor
// who praises a alone loses unsaid.
func TestImpactByHand(t *testing.T) {
	t.Parallel()
	s := survey{Responses: answers(10, 0, 10, func(*models.Response) {})}
	system := nps.System{Order: []string{"a", "b"}}
	for i := range s.Responses {
		if i < 10 {
			system.Themes, system.Signs = append(system.Themes, []int{0, 1}), append(system.Signs, []int8{1, -1})
		} else {
			system.Themes, system.Signs = append(system.Themes, []int{0}), append(system.Signs, []int8{1})
		}
	}
	got := map[string]nps.ImpactRow{}
	for _, r := range impactOf(t, s, system) {
		got[r.Part+r.ThemeID] = r
	}
	near(t, "a lifts", got["themea"].Lift, 100, 1e-9)
	near(t, "unsaid", got["unsaid"].Loss, 100, 1e-9)
	if _, ok := got["themeb"]; ok || len(got) != 2 {
		t.Errorf("%+v", got)
	}
}

// Where all say the same and score alike nothing spreads; the interval is that of one response
// more that says otherwise.
func TestImpactOfAllAlike(t *testing.T) {
	t.Parallel()
	s := survey{Responses: answers(20, 0, 0, func(*models.Response) {})}
	system := nps.System{Order: []string{"a"}}
	for range s.Responses {
		system.Themes, system.Signs = append(system.Themes, []int{0}), append(system.Signs, []int8{1})
	}
	rows := impactOf(t, s, system)
	if len(rows) != 1 {
		t.Fatalf("%+v", rows)
	}
	near(t, "half the interval", rows[0].LiftHigh-rows[0].Lift, 1.959964*100/20, 1e-3)
	near(t, "the other half", rows[0].Lift-rows[0].LiftLow, 1.959964*100/20, 1e-3)
}

// Of 2,000 surveys 93 to 97 % hold the truth; the short form asks for 88 % of 150.
func TestImpactIntervalCovers(t *testing.T) {
	t.Parallel()
	surveys, low, high, large := uint64(150), 0.88, 1.0, 100_000
	if os.Getenv("STEMME_LONG") != "" {
		surveys, low, high, large = 2000, 0.93, 0.97, 400_000
	}
	truth := map[string]nps.ImpactRow{}
	s, system := polar(rand.New(rand.NewPCG(1, 1)), large)
	for _, r := range impactOf(t, s, system) {
		truth[r.Part+r.ThemeID] = r
	}
	held := map[string]int{}
	for k := range surveys {
		s, system := polar(rand.New(rand.NewPCG(k, 2)), 800)
		for _, r := range impactOf(t, s, system) {
			want := truth[r.Part+r.ThemeID]
			if r.LiftLow <= want.Lift && want.Lift <= r.LiftHigh {
				held[r.Part+r.ThemeID+" lift"]++
			}
			if r.LossLow <= want.Loss && want.Loss <= r.LossHigh {
				held[r.Part+r.ThemeID+" loss"]++
			}
		}
	}
	for what, n := range held {
		share := float64(n) / float64(surveys)
		t.Logf("%-16s %.1f %%", what, 100*share)
		if share < low || share > high {
			t.Errorf("%s: %.1f %% hold the truth", what, 100*share)
		}
	}
	if len(held) < 8 || math.IsNaN(truth["themea"].Lift) {
		t.Errorf("%v", held)
	}
}

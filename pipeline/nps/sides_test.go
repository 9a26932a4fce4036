package nps_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// handled is a survey in which those who praise how a case was handled score 50 points above the
// others and those who blame it 50 below; the telephone is praised and blamed with no effect, and
// what each names besides goes with nothing.
func handled(seed uint64, n int) (survey, nps.System) {
	draw := rand.New(rand.NewPCG(seed, 41))
	s := survey{Order: []string{"case", "phone", "price"}}
	var signs [][]int8
	for i := range n {
		var themes []int
		var felt []int8
		mean := 10.0
		if x := draw.Float64(); x < 0.2 {
			sign := int8(1 - 2*draw.IntN(2))
			themes, felt, mean = append(themes, 0), append(felt, sign), mean+50*float64(sign)
		}
		if draw.Float64() < 0.3 {
			themes, felt = append(themes, 1), append(felt, int8(draw.IntN(3)-1))
		}
		if draw.Float64() < 0.3 {
			themes, felt = append(themes, 2), append(felt, -1)
		}
		r := models.Response{Source: "s", ID: fmt.Sprint(i), Day: models.NoDay, Scale: models.Scale0to10, Comment: "x", Score: models.ScoreOf(7)}
		switch x := draw.Float64(); {
		case x < 0.35+mean/200:
			r.Score = models.ScoreOf(10)
		case x < 0.7:
			r.Score = models.ScoreOf(2)
		}
		s.Responses, s.Themes, signs = append(s.Responses, r), append(s.Themes, themes), append(signs, felt)
	}
	system := s.system()
	system.Signs = signs
	return s, system
}

func driversOf(t testing.TB, s survey, system nps.System, small int) map[string]nps.DriverRow {
	t.Helper()
	panel, err := nps.Prepare(s.Responses, nps.Options{SmallGroup: small, Workers: 1}, system)
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]nps.DriverRow{}
	for _, r := range panel.Score()[0].Drivers(nps.OutcomeNPS) {
		of[r.ThemeID] = r
	}
	return of
}

// What is praised and blamed alike has an effect by either, where all who mention it have none; what is
// only blamed has no sides. The case is planted at ±50, the phone at 0: the sides of the one are sure the
// right way in every survey, those of the other in hardly any, and the effects are right on the mean.
func TestPraiseAndBlameApart(t *testing.T) {
	t.Parallel()
	const surveys = 100
	sums, wrong, pooled := map[string]float64{}, 0, 0
	for seed := range uint64(surveys) {
		s, system := handled(seed, 1200)
		rows := driversOf(t, s, system, 5)
		if r := rows["price"]; len(r.Sides()) > 0 || !math.IsNaN(r.BlamedEffect) {
			t.Fatalf("seed %d: only blamed: %+v", seed, r)
		}
		whole := rows["case"]
		if whole.Sure() {
			pooled++
		}
		for _, theme := range []string{"case", "phone"} {
			r := rows[theme]
			sides := r.Sides()
			if len(sides) != 2 || sides[0].Polarity != nps.Praised || sides[1].Polarity != nps.Blamed {
				t.Fatalf("seed %d: %+v", seed, r)
			}
			for n, side := range sides {
				sums[theme+side.Polarity] += side.Effect / surveys
				right := side.Sure() && (side.Effect > 0) == (n == 0)
				if theme == "case" && !right {
					t.Errorf("seed %d, %s: %+v", seed, theme, side)
				}
				if theme == "phone" && side.Sure() {
					wrong++
				}
			}
		}
	}
	// The average comment has a case praised as often as blamed: the truth is ±50.
	for what, want := range map[string]float64{"casepraised": 50, "caseblamed": -50, "phonepraised": 0, "phoneblamed": 0} {
		if got := sums[what]; math.Abs(got-want) > 3 {
			t.Errorf("%s: %.1f, want %.0f", what, got, want)
		}
	}
	if wrong > 18 || pooled > 10 {
		t.Errorf("%d sides of the phone and %d pooled effects of the case are sure", wrong, pooled)
	}
}

// A side of few is not told, nor are both where those who do neither would follow; where one of two
// must be withheld it is the smaller.
func TestSidesOfFew(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		praised, neither, blamed, small int
		want                            string
	}{
		{30, 20, 25, 5, "praised blamed"}, {30, 0, 25, 5, "praised blamed"}, {30, 20, 4, 5, ""}, {4, 20, 30, 5, ""},
		{30, 3, 25, 5, "praised"}, {25, 3, 30, 5, "blamed"}, {25, 3, 25, 5, "praised"}, {30, 3, 25, 1, "praised blamed"}, {30, 0, 4, 1, ""},
		{30, 20, 12, 15, ""}, {30, 10, 20, 15, "praised"},
	} {
		s, system := handled(3, 900)
		for i := range s.Responses {
			switch {
			case i < c.praised+c.neither+c.blamed:
				system.Themes[i], system.Signs[i] = []int{0}, []int8{1}
				if i >= c.praised+c.neither {
					system.Signs[i][0] = -1
				} else if i >= c.praised {
					system.Signs[i][0] = 0
				}
			case len(system.Themes[i]) > 0 && system.Themes[i][0] == 0:
				system.Themes[i], system.Signs[i] = nil, nil
			}
		}
		got := ""
		r := driversOf(t, s, system, c.small)["case"]
		for n, side := range r.Sides() {
			if n > 0 {
				got += " "
			}
			got += side.Polarity
			if want := map[string]int{nps.Praised: c.praised, nps.Blamed: c.blamed}[side.Polarity]; side.Responses != want {
				t.Errorf("%+v: %d responses, want %d", c, side.Responses, want)
			}
		}
		if got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

// The high five takes the side that the most points of the whole score surely go with: the case by those
// who praise or blame it, though all who mention it tell nothing; over a period it is held against the same side.
func TestHighFiveBySide(t *testing.T) {
	t.Parallel()
	s, system := handled(1, 1200)
	panel, err := nps.Prepare(s.Responses, nps.DefaultOptions(), system)
	if err != nil {
		t.Fatal(err)
	}
	scores := panel.Score()[0]
	drivers := scores.Drivers(nps.OutcomeNPS)
	five := scores.HighFive(drivers, func(string) bool { return true }, func(_, _ string) bool { return false })
	if len(five) != 1 || five[0].ThemeID != "case" || five[0].Polarity == "" || five[0].Reverses {
		t.Fatalf("%+v", five)
	}
	most := 0.0
	for _, d := range drivers {
		if d.ThemeID != "case" {
			continue
		}
		for _, side := range d.Sides() {
			surely := max(side.CILow, -side.CIHigh, 0) * float64(side.Responses)
			if r := five[0]; surely > most {
				most = surely
				if r.Polarity == side.Polarity != (r.Effect == side.Effect && r.Responses == side.Responses && r.NPS == side.NPS && r.CILow == side.CILow) {
					t.Errorf("%+v of %+v", r, side)
				}
			} else if r.Polarity == side.Polarity {
				t.Errorf("%s stands in the high five, though less goes with it: %+v", r.Polarity, d)
			}
		}
	}
	for _, c := range []struct {
		polarity string
		effect   float64
		want     bool
	}{{nps.Praised, -30, true}, {nps.Praised, 30, false}, {nps.Blamed, 30, true}, {nps.Blamed, -30, false}, {"", 30, false}, {"", -30, false}} {
		if side := nps.Otherwise(&nps.HighFiveRow{ThemeID: "case", Polarity: c.polarity, Effect: c.effect}, drivers); (side != nil) != c.want || c.want && side.Polarity != c.polarity {
			t.Errorf("%+v: %+v", c, side)
		}
	}
}

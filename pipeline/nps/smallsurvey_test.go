package nps_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"stemme/models"
	"stemme/pipeline/nps"
)

// A month is a survey as a unit has it in a month: a few dozen comments, a theme that every
// other one mentions, and many themes of one or two.
type month struct {
	survey
	expected []float64 // of each response: the score that its like have
}

// unitMonth draws one: of themes that mostly stand alone, or that come together.
func unitMonth(draw *rand.Rand, n, themes int, several, low bool) month {
	var m month
	shares := []float64{.42, .2, .14, .1, .08, .06, .05, .04, .03, .03}[:themes]
	detracts := []float64{.96, .3, .7, .5, .2, .9, .5, .1, .6, .5}
	for t := range themes {
		m.Order = append(m.Order, fmt.Sprintf("t%d", t))
	}
	for i := range n {
		var of []int
		for t, p := range shares {
			if (several || len(of) == 0) && draw.Float64() < p {
				of = append(of, t)
			}
		}
		detractor, k := 0.4, 1.0
		if low {
			detractor = 0.7
		}
		for _, t := range of {
			detractor, k = detractor+detracts[t], k+1
			if detracts[t] > .9 || low {
				detractor, k = detractor+2*max(detracts[t], .5), k+2
			}
		}
		detractor /= k
		promoter := (1 - detractor) * 0.6
		m.Responses = append(m.Responses, models.Response{Source: "s", ID: fmt.Sprint(i), Day: models.NoDay, Scale: models.Scale0to10,
			Comment: "x", Touchpoint: []string{"web", "butik"}[draw.IntN(2)], Score: scoreDrawn(draw, detractor, promoter)})
		m.Themes, m.expected = append(m.Themes, of), append(m.expected, 100*(promoter-detractor))
	}
	return m
}

// effects are those that the expected scores have of a least squares fit on the themes of in
// (docs/figures.md, Drivers), by theme.
func (m *month) effects(in []int) map[int]float64 {
	bare := len(in)
	x := mat.NewDense(len(m.Responses), bare+3, nil)
	for i := range m.Responses {
		any := 0.0
		for k, t := range in {
			if slices.Contains(m.Themes[i], t) {
				x.Set(i, k, 1)
				any = 1
			}
		}
		x.Set(i, bare, 1-any)
		x.Set(i, bare+1, 1)
		x.Set(i, bare+2, map[string]float64{"web": 1}[m.Responses[i].Touchpoint])
	}
	var gram mat.SymDense
	gram.SymOuterK(1, x.T())
	for k := range bare + 3 {
		gram.SetSym(k, k, gram.At(k, k)+1e-6)
	}
	var moment, beta mat.VecDense
	moment.MulVec(x.T(), mat.NewVecDense(len(m.expected), m.expected))
	if err := beta.SolveVec(&gram, &moment); err != nil {
		return nil
	}
	n, of := float64(len(m.Responses)), map[int]float64{}
	for k, t := range in {
		beside, others, rest := 0.0, 0.0, 0.0
		for j := range in {
			if j != k {
				beside, others, rest = beside+gram.At(k, j)/gram.At(k, k), others+gram.At(j, j)/n, rest+gram.At(j, j)/n*beta.AtVec(j)
			}
		}
		had := 0.0
		if others > 0 {
			had = min(1, beside/others)
		}
		of[t] = beta.AtVec(k)*(1-gram.At(k, k)/n) - gram.At(bare, bare)/n*beta.AtVec(bare) - (1-had)*rest
	}
	return of
}

// A smallCover counts how the drivers of drawn small surveys come out.
type smallCover struct {
	held, of    [4]int // of themes of 5, 10, 15, 20 and more: whose interval holds the truth
	first, sure int    // surveys that tell of the theme that half of the comments mention, and that it is sure
	few, wrong  int    // sure of fewer than five, or the wrong way
}

// drawn counts those of one survey.
func (c *smallCover) drawn(t *testing.T, m month, small int) {
	rows := prepare(t, m.survey, nps.Options{SmallGroup: small}).Score().Drivers(nps.OutcomeNPS)
	var in []int
	for _, r := range rows {
		in = append(in, slices.Index(m.Order, r.ThemeID))
	}
	slices.Sort(in)
	truth, average := m.effects(in), 0.0
	for i := range m.Responses {
		average += float64(m.Responses[i].Class().Value()) / float64(len(m.Responses))
	}
	for _, r := range rows {
		at := slices.Index(m.Order, r.ThemeID)
		if r.Responses < 5 && r.Sure() {
			c.few++
		}
		if r.Effect != r.Effect || r.Group != "" {
			continue
		}
		size := min(r.Responses/5, 4) - 1
		want := min(max(truth[at], -100-average), 100-average) // against the average comment as it was
		if math.Abs(r.Effect) > 100 || r.CILow > r.Effect || r.CIHigh < r.Effect {
			t.Errorf("%d responses: %.1f [%.1f; %.1f]", r.Responses, r.Effect, r.CILow, r.CIHigh)
		}
		c.of[size]++
		if r.CILow-1e-6 <= want && want <= r.CIHigh+1e-6 {
			c.held[size]++
		}
		if r.Sure() && r.Effect*want < 0 {
			c.wrong++
		}
		if at == 0 {
			c.first++
			if r.Sure() {
				c.sure++
			}
		}
	}
}

// TestSmallSurveysCover: of the few dozen comments that a unit has in a month the interval of an
// effect holds what their like would come to in 93 of 100 and more, none is sure of fewer than
// five, and what half of the comments say is found. The short form asks for less, of 40.
func TestSmallSurveysCover(t *testing.T) {
	t.Parallel()
	draws, least, enough := uint64(40), 0.88, 100
	if os.Getenv("STEMME_LONG") != "" {
		draws, least, enough = 1000, 0.93, 300
	}
	for _, kind := range []struct{ several, low bool }{{false, false}, {false, true}, {true, false}, {true, true}} {
		for _, small := range []int{1, 5} {
			for _, n := range []int{30, 50, 80} {
				var c smallCover
				for seed := range draws {
					for _, themes := range []int{5, 10} {
						c.drawn(t, unitMonth(rand.New(rand.NewPCG(seed, 9)), n, themes, kind.several, kind.low), small)
					}
				}
				what := fmt.Sprintf("%d comments, several %v, low %v, small groups below %d", n, kind.several, kind.low, small)
				t.Logf("%s: %v of %v hold it, %d of %d sure, %d the wrong way", what, c.held, c.of, c.sure, c.first, c.wrong)
				for size, of := range c.of {
					if share := float64(c.held[size]) / float64(of); of >= enough && share < least {
						t.Errorf("%s: of themes of %d and more %.1f %% of %d", what, 5*size+5, 100*share, of)
					}
				}
				if c.few > 0 || c.wrong > c.first/50 {
					t.Errorf("%s: sure of fewer than five: %d, sure the wrong way: %d", what, c.few, c.wrong)
				}
				if n == 50 && !kind.several && small == 1 && c.sure < c.first/5 {
					t.Errorf("%s: what half of the comments say is sure in %d of %d", what, c.sure, c.first)
				}
			}
		}
	}
}

// TestWhatHalfSayIsTold: of a unit's month of 51 comments 24 say one thing, all of them
// with the worst score; a passive each names two others. The one is sure, the two are not told.
func TestWhatHalfSayIsTold(t *testing.T) {
	t.Parallel()
	s := survey{Order: []string{"half", "one", "other", "some"}}
	for i, r := range answers(3, 5, 43, func(*models.Response) {}) {
		of := []int(nil)
		switch {
		case i >= 27:
			of = []int{0}
		case i == 3 || i == 4:
			of = []int{i - 2}
		case i%4 == 0:
			of = []int{3}
		}
		s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, of)
	}
	sc := prepare(t, s, nps.Options{SmallGroup: 1}).Score()
	every := func(string) bool { return true }
	five := sc.HighFive(sc.Drivers(nps.OutcomeNPS), every, func(a, b string) bool { return false })
	if len(five) != 1 || five[0].ThemeID != "half" || five[0].Responses != 24 || five[0].CIHigh >= 0 {
		t.Errorf("%+v", five)
	}
	for _, r := range sc.Drivers(nps.OutcomeNPS) {
		if r.Responses < 5 {
			t.Errorf("told of %d: %+v", r.Responses, r)
		}
	}
}

package nps

import (
	"math"
	"testing"

	"stemme/models"
)

// The last month has 40 promoters, 8 of them with a comment, and 60 detractors, all with one;
// the past 60 promoters, 30 with a comment, and 20 detractors, 10 with one. Of the past's
// comments 3 of promoters and 6 of detractors are on the theme.
func TestHabitByHand(t *testing.T) {
	t.Parallel()
	past := telling{all: byClass{0, 20, 0, 60}, wrote: byClass{0, 10, 0, 30}, said: byClass{0, 6, 0, 3}}
	now := telling{all: byClass{0, 60, 0, 40}, wrote: byClass{0, 60, 0, 8}, said: byClass{0, 40, 0, 1}}
	h := habitOf([]telling{past})
	// Rates are drawn to 9/41, that of all, as by one comment more.
	of, pr := (6+9.0/41)/11, (3+9.0/41)/31
	// A quarter of 100 are detractors, all of whom write; three quarters promoters, a fifth of whom do.
	mean := 25*1*of + 75*0.2*pr
	// Who mentions, who writes (of the detractors all do, of the promoters a fifth), which classes answer.
	off := (1 - 75.0/40) * pr
	between := 25*of*of + 75*0.2*pr*0.2*pr - mean*mean/100
	chance := 60*of*(1-of) + 40*(0.2*pr*(1-pr)+off*off*0.2*0.8) + between
	unsure := 25*25*of*(1-of)/11 + 15*15*pr*(1-pr)/31 + between*100/80
	gotMean, gotChance, gotUnsure := h.expect(&now)
	for _, c := range [][2]float64{{gotMean, mean}, {gotChance, chance}, {gotUnsure, unsure}} {
		if math.Abs(c[0]-c[1]) > 1e-9 {
			t.Errorf("%v, want %v", c[0], c[1])
		}
	}
	// Of responses without a score as many are expected as come; of a class that the
	// period lacks as many write as before.
	now = telling{all: byClass{30, 10, 0, 0}, wrote: byClass{30, 4, 0, 0}}
	if got, _, _ := h.expect(&now); math.Abs(got-(30*9.0/41+2.5*0.4*of+7.5*0.5*pr)) > 1e-9 {
		t.Errorf("%v", got)
	}
}

// Where one month's promoters fall silent and no other's, that month expects few comments of
// theirs, and as many of the others as ever.
func TestHeldByHand(t *testing.T) {
	t.Parallel()
	var responses []models.Response
	for m := range 2 {
		for i := range 100 {
			r := models.Response{Source: "s", Scale: models.Scale0to10, Score: models.ScoreOf(3), Comment: "x", Day: models.Day(18262 + 31*m)}
			if i < 60 {
				r.Score = models.ScoreOf(10)
				if i >= 30 && m == 0 || m == 1 {
					r.Comment = ""
				}
			}
			responses = append(responses, r)
		}
	}
	d := newDiary(responses, newsAll(responses))
	b := d.boards(watches[:1])[0]
	ever := 30.0 / 120
	for m, wrote := range []float64{30, 0} {
		all := (wrote + 10*ever) / 70
		want := byClass{0, 40, 0, 60 * (wrote + 10*all) / 70}
		for class := range want {
			if math.Abs(b.held[m][class]-want[class]) > 1e-9 {
				t.Errorf("month %d: %v, want %v", m, b.held[m], want)
			}
		}
	}
	// Of 80 detractors' comments 9 say it, of 30 promoters' none: 9 of 110.
	d.load([]int32{60, 61, 62, 63, 64, 65, 160, 161, 162})
	likely := d.likely()
	if want := 10 / (80*9.0/110 + 1); math.Abs(likely[models.Detractor]-want) > 1e-9 {
		t.Errorf("%v, want %v", likely, want)
	}
	if want := 1 / (30*9.0/110 + 1); math.Abs(likely[models.Promoter]-want) > 1e-9 {
		t.Errorf("%v, want %v", likely, want)
	}
}

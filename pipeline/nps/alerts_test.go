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

// monthly is a survey of equal months; rate gives a theme's share of a month's
// comments, and spread makes months differ beyond chance.
func monthly(seed uint64, months, each int, spread float64, rate func(month, theme int) float64) survey {
	draw := rand.New(rand.NewPCG(seed, 21))
	s := survey{}
	for t := range 20 {
		s.Order = append(s.Order, fmt.Sprintf("t%02d", t))
	}
	for m := range months {
		factor := make([]float64, len(s.Order))
		for t := range factor {
			factor[t] = math.Exp(spread * draw.NormFloat64())
		}
		for i := range each {
			r := models.Response{Source: "s", ID: fmt.Sprint(m, "-", i), Scale: models.Scale0to10, Comment: "x",
				Score: models.ScoreOf(draw.IntN(11)), Touchpoint: []string{"web", "telefon", "butik"}[draw.IntN(3)],
				Day: models.DayOf(models.Day(18262).Time().AddDate(0, m, 3))}
			var of []int
			for t := range s.Order {
				if draw.Float64() < rate(m, t)*factor[t] {
					of = append(of, t)
				}
			}
			s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, of)
		}
	}
	return s
}

// Where nothing moves but by chance, at most 5 % of the families alarm, and at most one
// of 100 themes in a period.
func TestR76AlertsOnNullData(t *testing.T) {
	t.Parallel()
	for _, spread := range []float64{0, 0.3} {
		alarms, families, themes := map[string]int{}, 0, 0
		for seed := range uint64(20) {
			s := monthly(seed, 24, 300, spread, func(_, t int) float64 { return 0.01 + 0.005*float64(t) })
			families += 24 - 6
			seen := map[string]bool{}
			for _, r := range prepare(t, s, nps.Options{SmallGroup: 5, Workers: 2}).Score().Alerts(nps.KindMonth) {
				if r.ThemeID != "" {
					themes++
				}
				if !seen[r.Family+r.Period] {
					seen[r.Family+r.Period] = true
					alarms[r.Family]++
				}
			}
		}
		t.Logf("spread %v: %v of %d families alarm", spread, alarms, families)
		if tests := families * 20; 100*themes > tests {
			t.Errorf("spread %v: %d alarms in %d themes and periods", spread, themes, tests)
		}
		for family, n := range alarms {
			if float64(n) > 0.05*float64(families) {
				t.Errorf("spread %v: %d of %d families %s alarm", spread, n, families, family)
			}
		}
	}
}

// R76: 0.5 % to 3 % is found at once; a theme never heard of, too.
func TestR76RiseAndBirthAreFound(t *testing.T) {
	t.Parallel()
	s := monthly(77, 14, 1000, 0, func(m, theme int) float64 {
		switch {
		case theme == 3 && m == 13:
			return 0.03
		case theme == 3:
			return 0.005
		case theme == 4 && m < 13:
			return 0
		}
		return 0.04
	})
	got := map[string]string{}
	for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Alerts(nps.KindMonth) {
		if r.Period == "2021-02" {
			got[r.ThemeID] = r.Family + " " + r.Direction
		}
	}
	if got["t03"] != "theme_volume up" || got["t04"] != "theme_new up" {
		t.Errorf("%v", got)
	}
}

// TestRiseWithinAMonthGoesOn: a problem that begins within a month, of few comments, is told in the
// first whole month and in the one after: what it had before is not part of what is usual.
func TestRiseWithinAMonthGoesOn(t *testing.T) {
	t.Parallel()
	told := [2]int{}
	for seed := range uint64(20) {
		s := monthly(seed, 12, 80, 0.3, func(m, theme int) float64 {
			switch {
			case theme == 3 && m >= 9:
				return []float64{0.11, 0.34, 0.4}[m-9]
			case theme == 3:
				return 0.02
			}
			return 0.02 + 0.01*float64(theme)
		})
		for _, r := range prepare(t, s, nps.Options{SmallGroup: 5, Workers: 2}).Score().Alerts(nps.KindMonth) {
			if r.ThemeID == "t03" && r.Period >= "2020-11" {
				told[map[string]int{"2020-11": 0, "2020-12": 1}[r.Period]]++
			}
		}
	}
	t.Logf("told in %v of 20", told)
	if told[0] < 16 || told[1] < 12 {
		t.Errorf("told in the first whole month in %d of 20 surveys, in the next in %d", told[0], told[1])
	}
}

// shifted is a survey of 10 months of which the last moves: business customers, who score
// low, are many more (mix), or everybody scores lower.
func shifted(mix bool) survey {
	draw := rand.New(rand.NewPCG(4, 4))
	s := survey{}
	for m := range 10 {
		for i := range 300 {
			share, praise := 0.2, 0.6
			if m == 9 && mix {
				share = 0.7
			} else if m == 9 {
				praise = 0.25
			}
			kind := "privat"
			if draw.Float64() < share {
				kind = "erhverv"
				praise /= 4
			}
			score := 3
			if draw.Float64() < praise {
				score = 10
			}
			s.Responses = append(s.Responses, models.Response{Source: "s", ID: fmt.Sprint(m, "-", i), Scale: models.Scale0to10, Comment: "x", Score: models.ScoreOf(score),
				Touchpoint: []string{"web", "telefon"}[draw.IntN(2)], Day: models.DayOf(models.Day(18262).Time().AddDate(0, m, 3)),
				Segments: []models.Segment{{Name: "kundetype", Value: kind}, {Name: "kreds", Value: []string{"a", "b"}[draw.IntN(2)]}}})
			s.Themes = append(s.Themes, nil)
		}
	}
	return s
}

// A touchpoint whose score moved since others answered is not blamed for it: the alert
// names the mix and what it is worth. Where all score lower it names none.
func TestAlertsNameTheMix(t *testing.T) {
	t.Parallel()
	for _, mix := range []bool{true, false} {
		told := 0
		for _, r := range prepare(t, shifted(mix), nps.DefaultOptions()).Score().Alerts(nps.KindMonth) {
			if r.Family != nps.FamilyScore || r.Period != "2020-10" {
				continue
			}
			told++
			if by := r.Observed - r.Expected; mix && (r.MixDimension != "kundetype" || r.Mix > by/2 || r.Mix < by-20) || !mix && (r.MixDimension != "" || !math.IsNaN(r.Mix)) {
				t.Errorf("mix %t: %+v", mix, r)
			}
		}
		if told != 2 {
			t.Errorf("mix %t: %d touchpoints told", mix, told)
		}
	}
}

// inUnit is monthly with twelve units of three regions, of which one falls in the last month
// by so much.
func inUnit(seed uint64, months int, fall float64) survey {
	s := monthly(seed, months, 480, 0, func(_, t int) float64 { return 0.02 })
	draw := rand.New(rand.NewPCG(seed, 51))
	for i := range s.Responses {
		n := draw.IntN(12)
		r := &s.Responses[i]
		r.Unit = fmt.Sprintf("Region %d/Afdeling %d", n/4, n)
		if n == 5 && i >= 480*(months-1) && draw.Float64() < fall {
			r.Score = models.ScoreOf(1)
		}
	}
	return s
}

// Where nothing moves few families of units alarm; a unit whose score falls is told.
func TestAlertsOfUnits(t *testing.T) {
	t.Parallel()
	const months, surveys = 18, 12
	alarms, told := 0, 0
	for seed := range uint64(surveys) {
		seen := map[string]bool{}
		for _, r := range prepare(t, inUnit(seed, months, 0), nps.DefaultOptions()).Score().Alerts(nps.KindMonth) {
			if r.Family == nps.FamilyUnit {
				seen[fmt.Sprint(r.Period, len(r.Value) > len("Region 0"))] = true
			}
		}
		alarms += len(seen)
		for _, r := range prepare(t, inUnit(seed, months, 1), nps.DefaultOptions()).Score().Alerts(nps.KindMonth) {
			if r.Family == nps.FamilyUnit && r.Period == "2021-06" && r.Value == "Region 1/Afdeling 5" && r.Dimension == nps.DimensionUnit && r.Direction == "down" && r.Tests == 12 {
				told++
			}
		}
	}
	t.Logf("%d of %d families alarm where nothing moves; a fall is told in %d of %d", alarms, surveys*2*(months-6), told, surveys)
	if 20*alarms > surveys*2*(months-6) || told < surveys*8/10 {
		t.Errorf("%d of %d families alarm where nothing moves; a fall is told in %d of %d", alarms, surveys*2*(months-6), told, surveys)
	}
}

// planted110 is a survey of 24 months of 110 comments of 143 responses in which nothing moves but theme t03, that
// so many say in each of the last months, and before them as many as in the first of those.
func planted110(seed uint64, counts []int) survey {
	draw := rand.New(rand.NewPCG(seed, 321))
	s := monthly(seed, 24, 143, 0, func(_, t int) float64 { return map[bool]float64{false: 0.01 + 0.005*float64(t)}[t == 3] })
	for i := range s.Responses {
		if i%143 >= 110 {
			s.Responses[i].Comment, s.Themes[i] = "", nil
		}
	}
	for m := range 24 {
		for _, j := range draw.Perm(110)[:counts[max(0, m-24+len(counts))]] {
			of := &s.Themes[143*m+j]
			at, _ := slices.BinarySearch(*of, 3)
			*of = slices.Insert(*of, at, 3)
		}
	}
	return s
}

// TestSlowGrowthIsTold: of 110 comments a month a problem that grows from none to 16 in half a year, one that
// grows from 2 to 8 in one and a jump from 2 to 10 are told, most of them by month and what grows slowly as a trend.
func TestSlowGrowthIsTold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		counts []int
		small  int
		most   int // surveys of 20 in which it is not told
	}{
		{"from none", []int{0, 2, 4, 7, 11, 16}, 1, 0},
		{"from none, small groups withheld", []int{0, 2, 4, 7, 11, 16}, 5, 0},
		{"slowly", []int{1, 1, 1, 1, 1, 1, 2, 2, 3, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 8}, 1, 2},
		{"a jump", []int{2, 2, 1, 3, 2, 2, 2, 1, 2, 3, 2, 2, 2, 2, 10}, 1, 2},
		{"a jump, small groups withheld", []int{2, 2, 1, 3, 2, 2, 2, 1, 2, 3, 2, 2, 2, 2, 10}, 5, 2},
		{"little by little away", []int{12, 12, 11, 12, 13, 12, 12, 11, 12, 12, 12, 13, 12, 10, 8, 6, 4, 2, 1}, 1, 2},
	} {
		missed, trends := 0, 0
		for seed := range uint64(20) {
			told := false
			for _, r := range prepare(t, planted110(seed, c.counts), nps.Options{SmallGroup: c.small}).Score().Alerts(nps.KindMonth) {
				if r.ThemeID != "t03" || r.Period != "2021-12" {
					continue
				}
				told = true
				if r.Family == nps.FamilyTrend {
					trends++
				}
				if (r.Family == nps.FamilyTrend) != (r.Since == "2021-10") || (r.Since == "") != (r.Family == nps.FamilyVolume) {
					t.Errorf("%s: %+v", c.name, r)
				}
			}
			if !told {
				missed++
			}
		}
		t.Logf("%s: not told in %d of 20, told as a trend in %d", c.name, missed, trends)
		if missed > c.most || c.name == "slowly" && trends < 10 {
			t.Errorf("%s: not told in %d of 20, told as a trend in %d", c.name, missed, trends)
		}
	}
}

// jumpy is a survey of 24 small units of one level, of some fifteen answers a month each, of which one falls in
// the last two months, to scores of which nine of ten are of detractors.
func jumpy(seed uint64, falls bool) survey {
	draw := rand.New(rand.NewPCG(seed, 33))
	s := monthly(seed, 18, 360, 0, func(_, t int) float64 { return 0.02 })
	for i := range s.Responses {
		n := draw.IntN(24)
		r := &s.Responses[i]
		r.Unit = fmt.Sprintf("Butik %d", n)
		r.Score = models.ScoreOf([]int{2, 4, 6, 7, 8, 9, 9, 10}[draw.IntN(8)])
		if falls && n == 5 && i >= 360*16 && draw.IntN(10) > 0 {
			r.Score = models.ScoreOf(1)
		}
	}
	return s
}

// TestFallThatStaysIsTold: a small unit whose score falls and stays down is told by its second month in most
// surveys, over both months in many; where nothing moves no more families alarm than before.
func TestFallThatStaysIsTold(t *testing.T) {
	t.Parallel()
	const surveys = 20
	told, over, alarms, families := 0, 0, 0, 0
	for seed := range uint64(surveys) {
		seen := map[string]bool{}
		for _, r := range prepare(t, jumpy(seed, false), nps.DefaultOptions()).Score().Alerts(nps.KindMonth) {
			if r.Family == nps.FamilyUnit {
				seen[r.Period] = true
			}
		}
		alarms, families = alarms+len(seen), families+18-6
		for _, r := range prepare(t, jumpy(seed, true), nps.DefaultOptions()).Score().Alerts(nps.KindMonth) {
			if r.Family == nps.FamilyUnit && r.Period == "2021-06" && r.Value == "Butik 5" && r.Direction == "down" {
				told++
				if r.Since != "" {
					over++
				}
			}
		}
	}
	t.Logf("told in %d of %d surveys, over several months in %d; %d of %d families alarm where nothing moves", told, surveys, over, alarms, families)
	if told < surveys*8/10 || over < surveys/2 || 20*alarms > families {
		t.Errorf("told in %d of %d surveys, over several months in %d; %d of %d families alarm where nothing moves", told, surveys, over, alarms, families)
	}
}

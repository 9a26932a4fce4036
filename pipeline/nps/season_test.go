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

// yearly draws a survey of months from January 2020 on. Every December dip more are detractors,
// and theme 0 is said yearly times as often; theme 1 is said more times as often, and planted
// more are detractors, in the last month alone.
func yearly(draw *rand.Rand, months, each int, dip, yearly, planted, more float64) (s survey, terms []nps.Said) {
	for t := range 6 {
		s.Order = append(s.Order, fmt.Sprint(t))
		terms = append(terms, nps.Said{Term: fmt.Sprint(t), Written: written(fmt.Sprint(t))})
	}
	for m := range months {
		bad, rate := 0.2, []float64{0.05, 0.05, 0.1, 0.2, 0.05, 0.1}
		if m%12 == 11 {
			bad, rate[0] = bad+dip, rate[0]*yearly
		}
		if m == months-1 {
			bad, rate[1] = bad+planted, rate[1]*more
		}
		for i := range each {
			r := models.Response{Source: "s", ID: fmt.Sprint(m, "-", i), Scale: models.Scale0to10, Score: models.ScoreOf(10), Comment: "x", Touchpoint: []string{"web", "butik"}[i%2],
				Day: models.DayOf(models.Day(18262).Time().AddDate(0, m, i%28))}
			if draw.Float64() < bad {
				r.Score = models.ScoreOf(3)
			}
			var of []int
			for t := range rate {
				if draw.Float64() < rate[t] {
					of = append(of, t)
					terms[t].Responses = append(terms[t].Responses, int32(len(s.Responses)))
				}
			}
			s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, of)
		}
	}
	return s, terms
}

// TestSeasonIsNoAlert: a December that dips every year, and in which a theme is told of more every
// year, alarms in at most 5 of 100 surveys once a December has been before; what moves beyond that
// is told, and where no December was before it is told that the season is not known.
func TestSeasonIsNoAlert(t *testing.T) {
	t.Parallel()
	surveys := uint64(30)
	if os.Getenv("STEMME_LONG") != "" {
		surveys = 1000
	}
	for _, c := range []struct {
		name                       string
		months                     int
		dip, yearly, planted, more float64
		want                       string // of the last month
	}{
		{"nothing moves, three years", 36, 0, 1, 0, 1, ""},
		{"a yearly dip, two years", 24, 0.2, 3, 0, 1, ""},
		{"a yearly dip, three years", 36, 0.2, 3, 0, 1, ""},
		{"a dip in the first year", 12, 0.2, 3, 0, 1, nps.SeasonUnknown},
		{"a fall in the second December", 24, 0, 1, 0.2, 3, nps.SeasonBeyond},
		{"a fall beyond the yearly dip", 36, 0.1, 2, 0.2, 3, nps.SeasonBeyond},
	} {
		families, told := map[string]int{}, map[string]int{}
		for seed := range surveys {
			s, _ := yearly(rand.New(rand.NewPCG(seed, 51)), c.months, 400, c.dip, c.yearly, c.planted, c.more)
			last := fmt.Sprintf("%d-12", 2019+c.months/12)
			seen := map[string]bool{}
			for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Alerts(nps.KindMonth) {
				if r.Period != last {
					continue
				}
				if r.Family == nps.FamilyScore || r.ThemeID == "1" || c.months == 12 && r.ThemeID == "0" {
					told[r.Season]++
				}
				seen[r.Family] = true
			}
			for family := range seen {
				families[family]++
			}
		}
		t.Logf("%s: alarms in %v of %d, told as %v", c.name, families, surveys, told)
		for family, n := range families {
			if c.want == "" && 100*n > 5*int(surveys)+30 {
				t.Errorf("%s: %s alarms in %d of %d", c.name, family, n, surveys)
			}
		}
		if c.want != "" && (families[nps.FamilyVolume] < int(surveys)*8/10 || families[nps.FamilyScore] < int(surveys)*8/10 || len(told) != 1 || told[c.want] == 0) {
			t.Errorf("%s: alarms in %v of %d, told as %v", c.name, families, surveys, told)
		}
	}
}

// A score fell from 40 to 20, and from 30 to 24 a year before: 14 further.
func TestSeasonByHand(t *testing.T) {
	t.Parallel()
	row := func(score, half float64) *nps.CutRow {
		r := &nps.CutRow{}
		r.NPS, r.CILow, r.CIHigh = score, score-half, score+half
		return r
	}
	d, known := nps.SeasonOf([2]*nps.CutRow{row(40, 3), row(20, 4)}, [2]*nps.CutRow{row(30, 12), row(24, 84)})
	near(t, "points", d.Points, -14, 1e-9)
	near(t, "half", d.High-d.Points, math.Sqrt(9+16+144+84*84), 1e-9)
	withheld := row(24, 1)
	withheld.Suppressed = true
	if _, still := nps.SeasonOf([2]*nps.CutRow{row(40, 3), row(20, 4)}, [2]*nps.CutRow{row(30, 12), withheld}); !known || still {
		t.Error(known, still)
	}
}

// TestSeasonIsNoNews: likewise of a term that is said more every December, which is new in the first of
// them alone, while one that is said more in the last December alone is new then.
func TestSeasonIsNoNews(t *testing.T) {
	t.Parallel()
	surveys := uint64(20)
	if os.Getenv("STEMME_LONG") != "" {
		surveys = 1000
	}
	first, again, planted := 0, 0, 0
	for seed := range surveys {
		s, terms := yearly(rand.New(rand.NewPCG(seed, 52)), 36, 400, 0, 4, 0, 4)
		for _, r := range nps.FindNews(s.Responses, terms, 5, 1, func(nps.CutKey) bool { return true }).Rows {
			if r.PeriodKind != nps.KindMonth || r.Dimension != nps.DimensionAll {
				continue
			}
			switch {
			case r.Phrase == "0" && r.Period == "2020-12" && r.Season == nps.SeasonUnknown:
				first++
			case r.Phrase == "0":
				again++
			case r.Phrase == "1" && r.Period == "2022-12" && r.Season == nps.SeasonBeyond:
				planted++
			default:
				t.Errorf("%+v", r)
			}
		}
	}
	t.Logf("told in the first December in %d of %d, in later ones %d, what is planted in %d", first, surveys, again, planted)
	if n := int(surveys); first < n*8/10 || 100*again > 5*n || planted < n*8/10 {
		t.Errorf("told in the first December in %d of %d, in later ones %d, what is planted in %d", first, n, again, planted)
	}
}

package nps_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// silences is a survey of 13 months of the same customers with the same scores, of whom those
// of a class write a comment with probability writes[0][class] in the first twelve months
// and writes[1][class] in the last, ordered detractor, passive, promoter. Of five themes two
// are praise and two are blame; one of the blame is said by more times as many in the last month.
func silences(draw *rand.Rand, each int, writes [2][3]float64, more float64) (s survey, terms []nps.Said) {
	rates := [][3]float64{{0.05, 0.2, 0.5}, {0.02, 0.05, 0.1}, {0.5, 0.2, 0.05}, {0.1, 0.05, 0.02}, {0.1, 0.1, 0.1}}
	for t := range rates {
		s.Order = append(s.Order, fmt.Sprint(t))
		terms = append(terms, nps.Said{Term: fmt.Sprint(t), Written: written(fmt.Sprint(t))})
	}
	for m := range 13 {
		last := m / 12
		for i := range each {
			class := []int{0, 0, 1, 1, 2, 2, 2, 2}[draw.IntN(8)]
			r := models.Response{Source: "s", ID: fmt.Sprint(m, "-", i), Customer: fmt.Sprint(draw.IntN(13 * each)), Scale: models.Scale0to10,
				Day: models.DayOf(models.Day(18262).Time().AddDate(0, m, i%28)), Score: models.ScoreOf([]int{3, 7, 10}[class])}
			var of []int
			if draw.Float64() < writes[last][class] {
				r.Comment = "x"
				for t, rate := range rates {
					if t == 3 && last == 1 {
						rate[class] *= more
					}
					if draw.Float64() < rate[class] {
						of = append(of, t)
						terms[t].Responses = append(terms[t].Responses, int32(len(s.Responses)))
					}
				}
			}
			s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, of)
		}
	}
	return s, terms
}

// quiet lists who writes in the first twelve months and in the last.
var quiet = []struct {
	name   string
	writes [2][3]float64
}{
	{"nothing moves", [2][3]float64{{0.6, 0.6, 0.6}, {0.6, 0.6, 0.6}}},
	{"promoters fall silent", [2][3]float64{{0.6, 0.6, 0.6}, {0.6, 0.6, 0.1}}},
	{"detractors speak up", [2][3]float64{{0.2, 0.6, 0.6}, {0.8, 0.6, 0.6}}},
	{"all fall silent", [2][3]float64{{0.8, 0.8, 0.8}, {0.3, 0.3, 0.3}}},
	{"promoters speak up", [2][3]float64{{0.6, 0.3, 0.05}, {0.6, 0.6, 0.8}}},
}

// eachQuiet draws so many surveys of each kind, with a theme that is said as often and five times as
// often. What is found that is not there may be in most of 100; what is there must be in 80.
func eachQuiet(t *testing.T, surveys, stream uint64, most int, find func(s survey, terms []nps.Said, more float64) (other, planted bool)) {
	if os.Getenv("STEMME_LONG") != "" {
		surveys = 1000
	}
	for _, c := range quiet {
		for _, more := range []float64{1, 5} {
			others, told := 0, 0
			for seed := range surveys {
				s, terms := silences(rand.New(rand.NewPCG(seed, stream)), 400, c.writes, more)
				other, planted := find(s, terms, more)
				if other {
					others++
				}
				if planted {
					told++
				}
			}
			t.Logf("%s, ×%g: of %d surveys %d tell what is not there, %d what is", c.name, more, surveys, others, told)
			if 100*others > int(surveys)*most || more > 1 && 10*told < 8*int(surveys) {
				t.Errorf("%s, ×%g: of %d surveys %d tell what is not there, %d what is", c.name, more, surveys, others, told)
			}
		}
	}
}

// TestWhoCommentsRaisesNoAlert: where the same customers score the same and say the same, but
// others of them write a comment than before, at most a tenth of the surveys have an alarm of a
// theme's volume in the last month; one that is said five times as often is still alarmed.
func TestWhoCommentsRaisesNoAlert(t *testing.T) {
	t.Parallel()
	eachQuiet(t, 40, 71, 10, func(s survey, _ []nps.Said, _ float64) (other, planted bool) {
		for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Alerts(nps.KindMonth) {
			if r.Period == "2021-01" && (r.Family == nps.FamilyVolume || r.Family == nps.FamilyNew) {
				other = other || r.ThemeID != "3"
				planted = planted || r.ThemeID == "3" && r.Direction == "up"
			}
		}
		return other, planted
	})
}

// TestWhoCommentsIsNoNews: likewise of what is new, over all responses by month, week and day;
// terms stand for the themes, and at most 5 of 100 have news of what is not new.
func TestWhoCommentsIsNoNews(t *testing.T) {
	t.Parallel()
	eachQuiet(t, 30, 72, 5, func(s survey, terms []nps.Said, more float64) (other, planted bool) {
		for _, r := range nps.FindNews(s.Responses, terms, 5, 1, func(nps.CutKey) bool { return true }).Rows {
			other = other || r.Phrase != "3" || more == 1
			planted = planted || r.Phrase == "3" && r.PeriodKind == nps.KindMonth && r.Period == "2021-01"
		}
		return other, planted
	})
}

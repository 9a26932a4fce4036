package nps_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// hushed is a survey of two years of the same customers with the same scores, in which
// those of a class write a comment with probability writes[year][class], ordered
// detractor, passive, promoter. Praise (theme 0) is what promoters write of, blame (theme 1)
// what detractors do; half of the comments have no theme. More adds to how many detractors
// with a comment speak of the blame in the second year.
func hushed(draw *rand.Rand, n int, writes [2][3]float64, more float64) survey {
	s := survey{Order: []string{"praise", "blame"}}
	for i := range n {
		later := i % 2
		class := []int{0, 0, 1, 1, 2, 2, 2, 2}[draw.IntN(8)]
		r := models.Response{Source: "s", ID: fmt.Sprint(i), Customer: fmt.Sprint(draw.IntN(n)), Scale: models.Scale0to10,
			Day: models.Day(19800 + 366*later), Score: models.ScoreOf([]int{3, 7, 10}[class]), Touchpoint: []string{"web", "butik"}[draw.IntN(2)]}
		var of []int
		if draw.Float64() < writes[later][class] {
			r.Comment = "x"
			if draw.Float64() < []float64{0.05, 0.2, 0.5}[class] {
				of = append(of, 0)
			}
			if draw.Float64() < []float64{0.5 + more*float64(later), 0.2, 0.05}[class] {
				of = append(of, 1)
			}
		}
		s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, of)
	}
	return s
}

// TestWhoCommentsIsNoCause: where the same customers score the same and the promoters stop
// writing comments, or the detractors start to, no theme is told as what moved the score,
// and the class is named. Before who comments was held, one was in every survey.
func TestWhoCommentsIsNoCause(t *testing.T) {
	t.Parallel()
	surveys := uint64(40)
	if os.Getenv("STEMME_LONG") != "" {
		surveys = 1000
	}
	for _, c := range []struct {
		name   string
		writes [2][3]float64
		named  string
	}{
		{"nothing moves", [2][3]float64{{0.6, 0.6, 0.6}, {0.6, 0.6, 0.6}}, ""},
		{"promoters fall silent", [2][3]float64{{0.6, 0.6, 0.6}, {0.6, 0.6, 0.2}}, "promoter"},
		{"detractors speak up", [2][3]float64{{0.2, 0.6, 0.6}, {0.8, 0.6, 0.6}}, "detractor"},
		{"all fall silent", [2][3]float64{{0.8, 0.8, 0.8}, {0.3, 0.3, 0.3}}, "any"},
	} {
		for _, by := range splits[:2] {
			told, named := 0, 0
			for k := range surveys {
				blamed := false
				for _, r := range changes(t, hushed(rand.New(rand.NewPCG(k, 31)), 4000, c.writes, 0), by...) {
					if r.Part == nps.PartTheme || r.Part == nps.PartNoTheme {
						blamed = blamed || nps.Sure(r.CILow, r.CIHigh, r.Q)
					}
					if r.Part == nps.PartNoComment && (r.Writers == c.named || c.named == "any" && r.Writers != "") {
						named++
					}
				}
				if blamed {
					told++
				}
			}
			t.Logf("%s %v: a theme is told in %d of %d, the class is named in %d", c.name, by, told, surveys, named)
			if told > int(surveys)/6 || named < int(surveys)*9/10 {
				t.Errorf("%s %v: a theme is told in %d of %d, %q named in %d", c.name, by, told, surveys, c.named, named)
			}
		}
	}
}

// TestOneAgainstOneNamesNoWriters: that of two customers one wrote a comment is chance; that of
// forty all did where none had done is not.
func TestOneAgainstOneNamesNoWriters(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: "", 40: "promoter"} {
		s := survey{Order: []string{"a"}}
		for i := range 2 * n {
			r := models.Response{Source: "s", ID: fmt.Sprint(i), Scale: models.Scale0to10, Score: models.ScoreOf(10), Day: day(2024+i%2, 3)}
			of := []int(nil)
			if i%2 == 1 {
				r.Comment, of = "x", []int{0}
			}
			s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, of)
		}
		got := ""
		for _, r := range changes(t, s) {
			got += r.Writers
		}
		if got != want {
			t.Errorf("%d of each: %q is told to write more than before, want %q", n, got, want)
		}
	}
}

// TestThemesThatMovedAreTold: that the promoters fall silent hides no theme that more speak of: its
// part is that of a survey in which comments are as many in both years, and its interval holds that.
func TestThemesThatMovedAreTold(t *testing.T) {
	t.Parallel()
	surveys, low, high, large := uint64(80), 0.86, 1.0, 100_000
	if os.Getenv("STEMME_LONG") != "" {
		surveys, low, high, large = 2000, 0.93, 0.97, 300_000
	}
	silent := [2][3]float64{{0.6, 0.6, 0.6}, {0.6, 0.6, 0.3}}
	for _, by := range splits[:2] {
		truth := changes(t, hushed(rand.New(rand.NewPCG(1, 33)), large, silent, 0.3), by...)
		held := make([]int, len(truth))
		for k := range surveys {
			for j, r := range changes(t, hushed(rand.New(rand.NewPCG(k, 32)), 2000, silent, 0.3), by...) {
				if r.CILow <= truth[j].Total && truth[j].Total <= r.CIHigh {
					held[j]++
				}
			}
		}
		for j, r := range truth {
			if r.Part == nps.PartMix { // that of two touchpoints alike, always 0
				continue
			}
			share := float64(held[j]) / float64(surveys)
			t.Logf("%v %s %s truth %.2f: %.1f %%", by, r.Part, r.ThemeID, r.Total, 100*share)
			if share < low || share > high {
				t.Errorf("%v %s %s: %.1f %%", by, r.Part, r.ThemeID, 100*share)
			}
		}
		// A quarter are detractors, of whom 0.6 write; 0.3 more of those speak of the blame,
		// and half of them of it alone, the others of praise too in 1 of 20.
		want := -(0.25 * 0.6 * 0.3) * (1 - 0.05/2) * (100 + 25)
		near(t, "blame", truth[1].Total, want, 0.35)
	}
}

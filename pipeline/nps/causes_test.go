package nps_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// planted is the white paper's survey with the causes it names: among the
// detractors of each touchpoint three themes are said, everywhere else a few.
func planted() (survey, map[string][]string) {
	want := map[string][]string{
		"web":          {"chat", "kontaktinfo", "rodet"},
		"kundeservice": {"personale", "uloest", "ventetid"},
		"butik":        {"personale", "pris", "ventetid"},
	}
	s := whitePaper()
	s.Order = []string{"chat", "kontaktinfo", "personale", "pris", "ros", "rodet", "uloest", "ventetid"}
	s.Themes = make([][]int, 0, 3*len(s.Responses))
	var many []models.Response
	for copies := range 12 {
		for i, r := range s.Responses {
			r.ID = fmt.Sprint(copies, r.ID)
			many = append(many, r)
			var of []int
			switch {
			case r.Class() == models.Detractor:
				for k, name := range want[r.Touchpoint] {
					if (i+k)%3 != 0 {
						of = append(of, slices.Index(s.Order, name))
					}
				}
			case i%4 == 0:
				of = []int{slices.Index(s.Order, "ros")}
			case i%7 == 0:
				of = []int{i / 7 % len(s.Order)}
			}
			s.Themes = append(s.Themes, of)
		}
	}
	s.Responses = many
	return s, want
}

func TestR34CausesByTouchpoint(t *testing.T) {
	t.Parallel()
	s, want := planted()
	sc := prepare(t, s, nps.DefaultOptions()).Score()
	got, promoters := map[string][]string{}, 0
	for _, r := range sc.Causes("touchpoint") {
		if r.Class == "promoter" {
			promoters++
		}
		if r.Dimension == "touchpoint" && r.Class == "detractor" && r.Q < 0.05 {
			got[r.Value] = append(got[r.Value], r.ThemeID)
		}
		if r.LogOdds <= 0 || r.CILow >= r.LogOdds || r.CIHigh <= r.LogOdds {
			t.Errorf("%+v", r)
		}
	}
	for _, list := range got {
		slices.Sort(list)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("causes of detractors %v, want %v", got, want)
	}
	if promoters == 0 {
		t.Error("promoters have no list")
	}
}

// Hand-worked: 8 of 20 detractors and 2 of 30 others of one cut; over all 10 of 50.
func TestCauseByHand(t *testing.T) {
	t.Parallel()
	s := survey{Responses: answers(30, 0, 20, func(*models.Response) {}), Order: []string{"a"}, Themes: make([][]int, 50)}
	for _, i := range []int{0, 1, 30, 31, 32, 33, 34, 35, 36, 37} {
		s.Themes[i] = []int{0}
	}
	got := prepare(t, s, nps.DefaultOptions()).Score().Causes()
	if len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	// Prior 20 comments at 0.2: 4 with, 16 without, two fifths of them to the 20 detractors.
	near(t, "log odds", got[0].LogOdds, math.Log(9.6/18.4)-math.Log(4.4/37.6), 1e-12)
	// Alike, 14 of 70 in each: 5.6 of 28 and 8.4 of 42.
	ratio := 2 * (9.6*math.Log(9.6/5.6) + 18.4*math.Log(18.4/22.4) + 4.4*math.Log(4.4/8.4) + 37.6*math.Log(37.6/33.6))
	near(t, "z", got[0].Z, math.Sqrt(ratio), 1e-12)
	near(t, "G²", got[0].GSquared, 2*(8*math.Log(8/4.)+12*math.Log(12/16.)+2*math.Log(2/6.)+28*math.Log(28/24.)), 1e-9)
}

// TestR31: a planted local theme is found; where nothing is local, at most 5 % of the
// surveys report anything over 200 departments.
func TestR31(t *testing.T) {
	t.Parallel()
	found := 0
	for seed := range uint64(30) {
		s := monthly(seed, 4, 2500, 0, func(_, t int) float64 { return 0.03 })
		for i := range s.Responses {
			u := i % 200
			s.Responses[i].Unit = fmt.Sprintf("R%d/U%03d", u%5, u)
			if seed == 0 && u == 17 && i%3 == 0 && !slices.Contains(s.Themes[i], 6) {
				s.Themes[i] = append(s.Themes[i], 6)
				slices.Sort(s.Themes[i])
			}
		}
		got := prepare(t, s, nps.Options{SmallGroup: 5, Workers: 2}).Score().Local("unit")
		sure := slices.DeleteFunc(got, func(r nps.LocalRow) bool { return r.Q > 0.05 })
		if seed == 0 {
			if len(sure) == 0 || !slices.ContainsFunc(sure, func(r nps.LocalRow) bool { return r.Value == "R2/U017" && r.ThemeID == "t06" }) {
				t.Errorf("planted: %+v", sure)
			}
		} else if len(sure) > 0 {
			found++
		}
	}
	t.Logf("%d of 29 null surveys report a local theme", found)
	if found > 1 {
		t.Errorf("%d of 29 null surveys report a local theme", found)
	}
}

package nps_test

import (
	"math/rand/v2"
	"testing"

	"stemme/pipeline/nps"
)

// TestAlertsSayPraiseOrBlame: of a theme whose blame rises it is told that it is the blame, of one whose praise
// rises that it is the praise, of one of both that it is both, with how many; where small groups are withheld
// in multiples of their size.
func TestAlertsSayPraiseOrBlame(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		want           string
		blamed, praise float64 // in the last month, of 400; 0.03 each before
	}{{nps.Blamed, 0.15, 0.03}, {nps.Praised, 0.03, 0.15}, {nps.Both, 0.15, 0.15}} {
		for _, small := range []int{1, 5} {
			told := 0
			for seed := range uint64(10) {
				draw := rand.New(rand.NewPCG(seed, 5))
				s := monthly(seed, 14, 400, 0, func(int, int) float64 { return 0 })
				system := nps.System{Order: []string{"a"}, Themes: make([][]int, len(s.Responses)), Signs: make([][]int8, len(s.Responses))}
				for i := range s.Responses {
					blame, praise := 0.03, 0.03
					if i >= 400*13 {
						blame, praise = c.blamed, c.praise
					}
					if x := draw.Float64(); x < blame {
						system.Themes[i], system.Signs[i] = []int{0}, []int8{-1}
					} else if x < blame+praise {
						system.Themes[i], system.Signs[i] = []int{0}, []int8{1}
					}
				}
				panel, err := nps.Prepare(s.Responses, nps.Options{SmallGroup: small}, system)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range panel.Score()[0].Alerts(nps.KindMonth) {
					if r.ThemeID != "a" || r.Period != "2021-02" {
						continue
					}
					if r.Polarity == c.want {
						told++
					}
					sum := r.Blamed.N + r.Praised.N
					if r.Since == "" && (sum > int64(r.Observed) || sum < int64(r.Observed)-2*int64(small-1) || r.Blamed.N%int64(small) > 0) {
						t.Errorf("%+v", r)
					}
				}
			}
			t.Logf("%s, groups below %d withheld: told in %d of 10", c.want, small, told)
			if told < 8 {
				t.Errorf("%s, groups below %d withheld: told in %d of 10", c.want, small, told)
			}
		}
	}
}

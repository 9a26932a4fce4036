package improvement

import (
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
)

// TestVerdictOfWithheldIsExact: the verdict of a follow-up whose figures are withheld is the one
// that analysts see with its figures, not that of intervals rounded for figures that nobody is told.
func TestVerdictOfWithheldIsExact(t *testing.T) {
	const begun = 20000 + 480
	withheld, better := 0, 0
	for seed := range uint64(24) {
		s := newSurvey(seed)
		for d := models.Day(20000); d < begun+180; d += 2 {
			for _, place := range []string{"Havn", "Sund", "Kyst"} {
				from := len(s.Responses)
				if s.add(1, place, d, 0.6, 0); place == "Havn" && d >= begun && d%60 < 58 || s.r.IntN(8+int(seed)/3) > 0 {
					continue
				}
				s.Themes[from] = []string{"t0001"}
			}
		}
		one := []codebook.Initiative{{ID: "x", Name: "x", Theme: "t0001", Start: models.Day(begun).String(), Feasibility: 1, Where: codebook.Where{Touchpoint: []string{"Havn"}}}}
		verdicts, hidden := map[int]string{}, false
		for _, small := range []int{1, 5} {
			s.SmallGroup = small
			for _, f := range Initiatives(s.Input, one) {
				if f.Outcome == OutcomeTheme {
					verdicts[small], hidden = f.Verdict, f.Withheld
				}
			}
		}
		if !hidden {
			continue
		}
		if withheld++; verdicts[1] == Better {
			better++
		}
		if verdicts[1] != verdicts[5] {
			t.Errorf("seed %d: analysts see %s, all others %s", seed, verdicts[1], verdicts[5])
		}
	}
	if withheld < 5 || better == 0 || better == withheld {
		t.Errorf("%d are withheld, %d better: nothing is tried", withheld, better)
	}
}

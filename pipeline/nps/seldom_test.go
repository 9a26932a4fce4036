package nps_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// everyFigure is what all figures say of a system, by name.
func everyFigure(s *nps.Scores) map[string]any {
	rows := slices.DeleteFunc(slices.Clone(s.Rows), func(r nps.ThemeScoreRow) bool { return s.Few(r.ThemeID) })
	return map[string]any{
		"cuts": s.Cuts, "rows": rows, "causes": s.Causes(nps.DimensionTouchpoint), "local": s.Local(nps.DimensionUnit), "drivers": s.Drivers(nps.OutcomeNPS),
		"changes": s.Changes(), "alerts": s.Alerts(nps.KindMonth), "what if": s.WhatIf(nps.ClassValues{}, nps.DimensionTouchpoint), "impact": s.Impact(nps.DimensionTouchpoint),
		"profiles": s.Profiles(), "edges": s.Edges(), "comparisons": s.Comparisons(nps.DimensionTouchpoint),
	}
}

// TestFewMentionsCountAsNone: every figure of a survey in which a theme is mentioned by few
// is to the last bit that of the survey in which nobody mentions it, so that nothing of
// those few follows from any; one row says that it is withheld.
func TestFewMentionsCountAsNone(t *testing.T) {
	seldom := 0
	for seed := range uint64(12) {
		s, _ := attacked(seed)
		s.thin(len(s.Order)-1, int(1+seed%4))
		few, without := fewOf(s), s
		without.Themes = slices.Clone(s.Themes)
		for i, of := range s.Themes {
			without.Themes[i] = slices.DeleteFunc(slices.Clone(of), func(theme int) bool { return few[theme] })
		}
		got, want := prepare(t, s, nps.DefaultOptions()).Score(), prepare(t, without, nps.DefaultOptions()).Score()
		withheld := map[string]int{}
		for _, r := range got.Rows {
			if got.Few(r.ThemeID) {
				withheld[r.ThemeID]++
				if !r.Suppressed || r.Responses.Known || r.PeriodKind != nps.KindAll || r.Dimension != nps.DimensionAll {
					t.Errorf("seed %d: %+v", seed, r)
				}
			}
		}
		for at, theme := range s.Order {
			if few[at] {
				seldom++
			}
			if got.Few(theme) != few[at] || withheld[theme] != map[bool]int{true: 1}[few[at]] {
				t.Errorf("seed %d: %s is mentioned by few: %v, said %v in %d rows", seed, theme, few[at], got.Few(theme), withheld[theme])
			}
		}
		for name, figures := range everyFigure(got) {
			if other := everyFigure(want)[name]; fmt.Sprintf("%+v", figures) != fmt.Sprintf("%+v", other) {
				t.Errorf("seed %d: %s tell of those who mention what few mention", seed, name)
			}
		}
	}
	if seldom == 0 {
		t.Error("no theme is mentioned by few: nothing is proved")
	}
}

// TestRareMentionTakesNoCut: three touchpoints of 100 comments, in three months, three units
// and three segments. However seldom an entry is mentioned, over all, in one touchpoint, month, unit or
// segment, the score of every cut is shown that is shown without the lens.
func TestRareMentionTakesNoCut(t *testing.T) {
	at := func(more int, in func(r *models.Response) bool) func(*models.Response, int) bool {
		inside, outside := 0, 0
		return func(r *models.Response, i int) bool {
			if in(r) {
				inside++
				return inside == 1
			}
			outside++
			return outside <= more
		}
	}
	for _, dated := range []bool{false, true} {
		for _, more := range []int{0, 3, 12, 60} {
			for name, in := range map[string]func(r *models.Response) bool{
				"touchpoint": func(r *models.Response) bool { return r.Touchpoint == "T1" },
				"month":      func(r *models.Response) bool { return nps.PeriodName(nps.KindMonth, r.Day) == "2024-02" },
				"unit":       func(r *models.Response) bool { return r.Unit == "R0/A1" },
				"segment":    func(r *models.Response) bool { return r.Segments[0].Value == "S2" },
			} {
				s := rareSurvey(dated)
				bare := prepare(t, s, nps.DefaultOptions()).Score()
				mentions := at(more, in)
				for i := range s.Responses {
					if mentions(&s.Responses[i], i) {
						s.Themes[i] = []int{0}
					}
				}
				for n, r := range prepare(t, s, nps.DefaultOptions()).Score().Cuts {
					if r.Suppressed != bare.Cuts[n].Suppressed {
						t.Errorf("dated %v, one mention in one %s, %d elsewhere: %v is withheld: %v", dated, name, more, r.CutKey, r.Suppressed)
					}
				}
			}
		}
	}
}

// rareSurvey has nobody who mentions the entry, yet.
func rareSurvey(dated bool) survey {
	draw := rand.New(rand.NewPCG(7, 7))
	s := survey{Order: []string{"t0001"}, Themes: make([][]int, 300)}
	for i := range 300 {
		r := models.Response{Source: "s", ID: fmt.Sprintf("%03d", i), Scale: models.Scale0to10, Score: models.ScoreOf(draw.IntN(11)), Comment: "x", Day: models.NoDay,
			Touchpoint: fmt.Sprint("T", i%3), Unit: fmt.Sprintf("R0/A%d", draw.IntN(3)), Segments: []models.Segment{{Name: "kundetype", Value: fmt.Sprint("S", draw.IntN(3))}}}
		if dated {
			r.Day = models.Day(19723 + 31*draw.IntN(3) + draw.IntN(28))
		}
		s.Responses = append(s.Responses, r)
	}
	return s
}

// TestTopThemeOfFew: a top theme of which each theme is mentioned by few is withheld in one
// row, and one of which another is mentioned by many counts those alone.
func TestTopThemeOfFew(t *testing.T) {
	s := rareSurvey(false)
	system := nps.System{Order: []string{"t0001", "t0002", "t0003", "t0004"}, Tops: []string{"t0008", "t0008", "t0009", "t0009"}, Themes: s.Themes}
	for i := range 20 {
		switch {
		case i < 3:
			system.Themes[i] = []int{0}
		case i < 6:
			system.Themes[i] = []int{1}
		case i < 8:
			system.Themes[i] = []int{2}
		default:
			system.Themes[i] = []int{3}
		}
	}
	panel, err := nps.Prepare(s.Responses, nps.DefaultOptions(), system)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]any{}
	for _, r := range panel.Score()[0].Rows {
		if r.PeriodKind == nps.KindAll && r.Dimension == nps.DimensionAll {
			got[r.ThemeID] = [2]any{r.Suppressed, r.Responses.N}
		}
	}
	want := map[string]any{"": [2]any{false, int64(288)}, "t0001": [2]any{true, int64(0)}, "t0002": [2]any{true, int64(0)}, "t0003": [2]any{true, int64(0)},
		"t0004": [2]any{false, int64(12)}, "t0008": [2]any{true, int64(0)}, "t0009": [2]any{false, int64(12)}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

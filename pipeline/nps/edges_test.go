package nps_test

import (
	"math"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// Nothing breaks, and nothing is made up, where there is little or nothing.
func TestLittleOrNothing(t *testing.T) {
	t.Parallel()
	one := func(s survey) survey { s.Order = []string{"a", "b"}; return s }
	themed := survey{Responses: answers(0, 0, 30, func(r *models.Response) { r.Day = 19000 }), Themes: make([][]int, 30)}
	for i := range themed.Themes {
		themed.Themes[i] = []int{i % 2}
	}
	for name, s := range map[string]survey{
		"nothing":         {},
		"one response":    one(survey{Responses: answers(1, 0, 0, func(*models.Response) {})}),
		"no score":        one(survey{Responses: answers(9, 0, 0, func(r *models.Response) { r.Score = models.Score{} })}),
		"one class":       one(themed),
		"no comment":      one(survey{Responses: answers(9, 9, 9, func(r *models.Response) { r.Comment = "" })}),
		"an odd unit":     one(survey{Responses: answers(9, 9, 9, func(r *models.Response) { r.Unit = []string{"/", "/a", "a//b", "a/"}[len(r.ID)%4] })}),
		"segment as unit": one(survey{Responses: answers(9, 9, 9, func(r *models.Response) { r.Segments = []models.Segment{{Name: "unit", Value: r.ID[:1]}} })}),
	} {
		for _, k := range []int{1, 5} {
			p := prepare(t, s, nps.Options{SmallGroup: k, Workers: 2})
			sc := p.Score()
			sc.Causes(p.Dimensions()...)
			sc.Local("unit")
			sc.Changes()
			sc.Comparisons(p.Dimensions()...)
			sc.Alerts(nps.KindMonth)
			sc.WhatIf(nps.DefaultClassValues, "touchpoint")
			p.Ratings()
			for _, r := range sc.Drivers(nps.OutcomeNPS) {
				t.Errorf("%s: driver %+v", name, r)
			}
			seen := map[nps.CutKey]bool{}
			for _, r := range sc.Cuts {
				if seen[r.CutKey] {
					t.Errorf("%s: %v twice", name, r.CutKey)
				}
				seen[r.CutKey] = true
				if !r.Suppressed && r.Scored.N == 0 && !math.IsNaN(r.NPS) {
					t.Errorf("%s: %+v", name, r)
				}
			}
		}
	}
}

package nps_test

import (
	"math/rand/v2"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// R38, R39: the web of the white paper; 8 of its 20 detractors name contact info.
func TestWhatIf(t *testing.T) {
	t.Parallel()
	s := survey{Responses: answers(30, 50, 20, func(*models.Response) {}), Order: []string{"kontaktinfo"}, Themes: make([][]int, 100)}
	for i := range 8 {
		s.Themes[80+i] = []int{0}
	}
	got := prepare(t, s, nps.DefaultOptions()).Score().WhatIf(nps.DefaultClassValues)
	if len(got) != 1 || got[0].Detractors != 8 || got[0].NPS != 10 || got[0].IfPassive != 18 || got[0].IfPromoter != 26 || got[0].Gain != 16 {
		t.Errorf("%+v", got)
	}
	// A promoter is worth 5, a passive 2.5 and a detractor 1.
	if own := prepare(t, s, nps.DefaultOptions()).Score().WhatIf(nps.ClassValues{Promoter: 5, Passive: 2.5, Detractor: 1}); own[0].GainPassive != 12 || own[0].Gain != 32 {
		t.Errorf("%+v", own)
	}
	v, web := nps.DefaultClassValues, nps.Tally{Promoters: 30, Passives: 50, Detractors: 20}
	near(t, "20 detractors to promoters", v.Total(web.Convert(20, true))-v.Total(web), 40, 0)
}

// All touchpoints alike: at most 5 % of families report a difference. One planted
// difference is found.
func TestR44ComparisonsOnNullData(t *testing.T) {
	t.Parallel()
	alarms := 0
	for seed := range uint64(2000) {
		draw := rand.New(rand.NewPCG(seed, 9))
		s := survey{Responses: answers(200, 150, 150, func(r *models.Response) {
			r.Touchpoint = []string{"web", "telefon", "butik", "møde", "app"}[draw.IntN(5)]
		})}
		for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Comparisons("touchpoint") {
			if r.Verdict != "not_sure" {
				alarms++
				break
			}
		}
	}
	t.Logf("%d of 2000 null surveys report a difference", alarms)
	if alarms > 100 {
		t.Errorf("%d of 2000 null surveys report a difference", alarms)
	}
	got := prepare(t, whitePaper(), nps.DefaultOptions()).Score().Comparisons("touchpoint")
	if len(got) != 3 || got[1].First != "butik" || got[1].Second != "web" || got[1].Points != -50 || got[1].Verdict != "lower" {
		t.Errorf("%+v", got)
	}
}

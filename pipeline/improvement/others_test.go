package improvement

import (
	"slices"
	"testing"

	"stemme/pipeline/codebook"
)

// at is an initiative at touchpoints since a day, until another or still.
func at(id, start, end string, touchpoints ...string) codebook.Initiative {
	return codebook.Initiative{ID: id, Name: id, Start: start, End: end, Feasibility: 3, Where: codebook.Where{Touchpoint: touchpoints}}
}

// mended is a survey in which the telephone gains since 1 March, and shop and chat nothing.
func mended(t *testing.T) *survey {
	s := newSurvey(3)
	start := day(t, "2026-03-01")
	for d := start - 200; d < start+60; d++ {
		gain := 0.0
		if d >= start {
			gain = 0.35
		}
		s.add(9, "Telefon", d, 0.4+gain, 0.2)
		s.add(6, "Butik", d, 0.6, 0.2)
		s.add(6, "Chat", d, 0.6, 0.2)
	}
	return s
}

// byID are what initiatives came to for NPS.
func byID(rows []Followed) map[string]Followed {
	all := map[string]Followed{}
	for _, f := range rows {
		if f.Outcome == OutcomeNPS {
			all[f.Initiative.ID] = f
		}
	}
	return all
}

// TestOthersAreNoControl: posters in the shop that do nothing are no harm because the telephone,
// against which they are held, was mended meanwhile; whoever looks at them alone would say so.
func TestOthersAreNoControl(t *testing.T) {
	s := mended(t)
	queue, posters := at("ko", "2026-03-01", "", "Telefon"), at("plakater", "2026-02-10", "", "Butik")
	if alone := byID(Initiatives(s.Input, []codebook.Initiative{posters}))["plakater"]; alone.Effect.High >= 0 {
		t.Fatalf("the telephone does not disturb: %+v", alone.Effect)
	}
	all := byID(Initiatives(s.Input, []codebook.Initiative{queue, posters}))
	if f := all["plakater"]; f.Verdict != NoMeasurable || !slices.Equal(f.Others, []string{"ko"}) || f.LeftOut == 0 || f.Control == 0 {
		t.Errorf("posters: %s %+v, without %v, %d left out, against %d", f.Verdict, f.Effect, f.Others, f.LeftOut, f.Control)
	}
	if f := all["ko"]; f.Verdict != Better || !slices.Equal(f.Others, []string{"plakater"}) {
		t.Errorf("telephone: %s %+v, without %v", f.Verdict, f.Effect, f.Others)
	}
}

// TestOthersOfOtherDays: who worked on all of the days compared, or on none, moved no side; nor did
// who reaches everybody.
func TestOthersOfOtherDays(t *testing.T) {
	s := mended(t)
	everybody := codebook.Initiative{ID: "alle", Start: "2026-02-20", Where: codebook.Where{Class: []string{"detractor"}}}
	all := byID(Initiatives(s.Input, []codebook.Initiative{at("ko", "2026-03-01", "", "Telefon"),
		at("altid", "2024-01-01", "", "Butik"), at("forbi", "2025-01-01", "2025-11-30", "Chat"), at("siden", "2027-01-01", "", "Chat"), everybody}))
	if f := all["ko"]; f.Verdict != Better || len(f.Others) > 0 || f.LeftOut > 0 {
		t.Errorf("%s without %v, %d left out", f.Verdict, f.Others, f.LeftOut)
	}
}

// TestNotApart: two that reach the same at the same time cannot be told apart, whole or where too
// little is left to hold one against; where they share a part, that part is left out of both.
func TestNotApart(t *testing.T) {
	s := mended(t)
	for i := range s.Responses {
		s.Responses[i].Unit = []string{"Nord", "Syd"}[i%2]
	}
	all := byID(Initiatives(s.Input, []codebook.Initiative{at("ko", "2026-03-01", "", "Telefon"), at("kursus", "2026-03-05", "", "Telefon", "Butik")}))
	if f := all["ko"]; f.Verdict != NotApart || !slices.Equal(f.Others, []string{"kursus"}) {
		t.Errorf("within another: %s, %v", f.Verdict, f.Others)
	}
	if f := all["kursus"]; f.Verdict != NoMeasurable || f.Before != 56*6 { // the shop alone
		t.Errorf("around another: %s, %d before", f.Verdict, f.Before)
	}
	north := at("nord", "2026-03-03", "")
	north.Where.Unit = []string{"Nord"}
	f := byID(Initiatives(s.Input, []codebook.Initiative{at("ko", "2026-03-01", "", "Telefon"), north}))["ko"]
	if f.Verdict != Better || f.Before < 60*9/2-1 || f.Before > 60*9/2+1 {
		t.Errorf("beside one that shares half: %s, %d before", f.Verdict, f.Before)
	}
	same := codebook.Initiative{ID: "ring", Start: "2026-03-01", Where: codebook.Where{Class: []string{"detractor", "passive"}}}
	again := same
	again.ID = "skriv"
	if f := byID(Initiatives(s.Input, []codebook.Initiative{same, again}))["ring"]; f.Verdict != NotApart {
		t.Errorf("of the same conditions: %s", f.Verdict)
	}
}

// TestFewLeftOutAreWithheld: where a handful is left out, the counts would tell it beside those of
// an initiative that leaves nobody out.
func TestFewLeftOutAreWithheld(t *testing.T) {
	s := mended(t)
	n := 0
	for i := range s.Responses {
		if r := &s.Responses[i]; r.Touchpoint == "Telefon" && r.Day == day(t, "2026-02-20") && n < 3 {
			r.Unit = "Øst"
			n++
		}
	}
	east := at("ost", "2026-03-03", "")
	east.Where.Unit = []string{"Øst"}
	if f := byID(Initiatives(s.Input, []codebook.Initiative{at("ko", "2026-03-01", "", "Telefon"), east}))["ko"]; !f.Withheld || f.LeftOut != 0 || f.Before != 0 {
		t.Errorf("%+v", f)
	}
}

// TestWhyMayBeChance: what speaks against an effect is named.
func TestWhyMayBeChance(t *testing.T) {
	s := newSurvey(5)
	start := day(t, "2026-03-01")
	for d := start - 120; d < start+60; d++ { // two gains, the first before it began
		share := 0.3
		if d >= start-60 {
			share += 0.25
		}
		if d >= start {
			share += 0.25
		}
		s.add(9, "Telefon", d, share, 0.2)
		s.add(12, "Butik", d, 0.6, 0.2)
	}
	f := byID(Initiatives(s.Input, []codebook.Initiative{at("ko", "2026-03-01", "", "Telefon")}))["ko"]
	if f.Verdict != MayBeChance || !slices.Equal(f.Why, []string{WhyPlacebo}) || f.Placebo.Low <= 0 {
		t.Errorf("%s since %v, placebo %+v", f.Verdict, f.Why, f.Placebo)
	}
}

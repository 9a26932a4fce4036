package improvement

import (
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
)

// app is a survey at two touchpoints in which a share of all comments tell of a fault until 1 March,
// and another share since.
func app(t *testing.T, before, since float64) *survey {
	s := newSurvey(11)
	start := day(t, "2026-03-01")
	for d := start - 120; d < start+60; d++ {
		said := before
		if d >= start {
			said = since
		}
		s.add(7, "Telefon", d, 0.6, said)
		s.add(7, "Butik", d, 0.5, said)
	}
	return s
}

// forAll are initiatives that reach all: by no condition, and by every value there is.
func forAll() []codebook.Initiative {
	everywhere := at("alle", "2026-03-01", "")
	named := at("navngivne", "2026-03-01", "", "telefon", "Butik")
	everywhere.Theme, named.Theme = "t0001", "t0001"
	return []codebook.Initiative{everywhere, named}
}

// TestReachesAll: what reaches all is told by before and after alone, and never as though it had been
// compared; nor is there ever too few to compare with.
func TestReachesAll(t *testing.T) {
	for _, one := range forAll() {
		mended := Initiatives(app(t, 0.08, 0.005).Input, []codebook.Initiative{one})
		score, theme := mended[0], mended[1]
		if theme.Verdict != BetterSince || theme.Effect.Low > -7.5 || theme.Effect.High < -7.5 || theme.Before != 840 || theme.After != 840 || theme.Control != 0 {
			t.Errorf("%s, theme: %s %+v, %d before, %d after, against %d", one.ID, theme.Verdict, theme.Effect, theme.Before, theme.After, theme.Control)
		}
		if score.Verdict != NoChange || !(score.Effect.Detectable > 5) {
			t.Errorf("%s, score: %s %+v", one.ID, score.Verdict, score.Effect)
		}
		if worse := Initiatives(app(t, 0.05, 0.2).Input, []codebook.Initiative{one})[1]; worse.Verdict != WorseSince {
			t.Errorf("%s, worse: %s %+v", one.ID, worse.Verdict, worse.Effect)
		}
	}
}

// TestReachesAllLongAgo: what fell already before it began may be chance, as of any other.
func TestReachesAllLongAgo(t *testing.T) {
	s := newSurvey(12)
	start := day(t, "2026-03-01")
	for d := start - 120; d < start+60; d++ {
		said := []float64{0.5, 0.3, 0.1}[(d-start+120)/60]
		s.add(12, "Butik", d, 0.6, said)
	}
	if f := Initiatives(s.Input, forAll()[:1])[1]; f.Verdict != MayBeChance || f.Why[0] != WhyPlacebo {
		t.Errorf("%s %v", f.Verdict, f.Why)
	}
}

// TestTwoReachAll: two that reach all at once cannot be told apart, however that is written; one of a
// touchpoint leaves its own out of one of all.
func TestTwoReachAll(t *testing.T) {
	s := app(t, 0.2, 0.05)
	two := forAll()
	two[1].Start = "2026-02-15"
	for _, f := range Initiatives(s.Input, two) {
		if f.Verdict != NotApart {
			t.Errorf("%s %s: %s", f.Initiative.ID, f.Outcome, f.Verdict)
		}
	}
	shop := at("butik", "2026-02-15", "", "Butik")
	if f := Initiatives(s.Input, []codebook.Initiative{two[0], shop})[1]; f.Verdict != BetterSince || f.Before != 420 || f.LeftOut == 0 {
		t.Errorf("%s, %d before, %d left out", f.Verdict, f.Before, f.LeftOut)
	}
}

// TestOthersComeLate: whom it does not reach in one of the windows is there to be compared with once he
// has answered in both; one of no condition is not changed by them.
func TestOthersComeLate(t *testing.T) {
	s := app(t, 0.2, 0.05)
	for d := range models.Day(30) {
		s.add(1, "Chat", day(t, "2026-03-02")+d, 0.6, 0.1)
	}
	for n, want := range []string{BetterSince, TooFew} {
		if f := Initiatives(s.Input, forAll()[n:n+1])[1]; f.Verdict != want {
			t.Errorf("%s: %s", f.Initiative.ID, f.Verdict)
		}
	}
}

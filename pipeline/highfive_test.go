package pipeline

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// TestExamples: an example of a theme is what a class says of it. A promoter with
// nothing to complain of is no example of complaints, and one who complains none of
// praise.
func TestExamples(t *testing.T) {
	t.Parallel()
	var s survey
	say := func(id string, score int, theme string, polarity float64, comment string) {
		r := models.Response{Source: "svar", ID: id, Scale: models.Scale0to10, Score: models.ScoreOf(score), Comment: comment}
		s.mentions = append(s.mentions, models.Mention{Response: len(s.responses), Theme: theme, Probability: .99, Polarity: polarity})
		s.rows = append(s.rows, ledger.ResponseRow{ResponseKey: r.Key().String(), Comment: comment, Clauses: 1})
		s.responses = append(s.responses, r)
	}
	say("1", 10, "t0001", .9, "der er slet ikke noget at klage over her")
	say("2", 2, "t0001", -.9, "har klaget tre gange nu og INTET hørt")
	say("3", 10, "t0002", .2, "men de der gebyrer altså, de bliver ved")
	say("4", 9, "t0002", .9, "så søde og rare dernede, tusind tak 😊")
	say("5", 3, "t0002", -.9, "uforskammet over for min gamle mor i dag")
	five := []nps.HighFiveRow{{ThemeID: "t0001", CILow: -80, CIHigh: -40}, {ThemeID: "t0002", Polarity: nps.Praised, CILow: 20, CIHigh: 40}}
	got := s.mattering(five, []themes.ThemeRow{{ThemeID: "t0001"}, {ThemeID: "t0002"}}, 5)
	for n, want := range []string{"svar/2", "svar/4"} {
		if e := got[n].Examples; len(e) != 1 || e[0].Key != want {
			t.Errorf("%s: %v, want %s alone", five[n].ThemeID, e, want)
		}
	}
}

// TestExamplesHoldTheName: an example that holds a word of the theme's name comes before one that does
// not, whichever is of fewer other themes; where none does, one is shown nevertheless.
func TestExamplesHoldTheName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"opgang": "svar/7", "": "svar/6", "kælder": "svar/6"} {
		var s survey
		for _, c := range []struct{ id, comment string }{{"6", "vi fik lovet en ny lampe før påske"}, {"7", "der lugter altid fælt i opgangen"}} {
			r := models.Response{Source: "svar", ID: c.id, Scale: models.Scale0to10, Score: models.ScoreOf(2), Comment: c.comment}
			s.mentions = append(s.mentions, models.Mention{Response: len(s.responses), Theme: "t0001", Probability: .99, Polarity: -.9})
			s.rows = append(s.rows, ledger.ResponseRow{ResponseKey: r.Key().String(), Comment: c.comment, Clauses: 1})
			s.responses = append(s.responses, r)
		}
		if got := s.mattering([]nps.HighFiveRow{{ThemeID: "t0001", CILow: -80, CIHigh: -40}}, []themes.ThemeRow{{ThemeID: "t0001", Name: name}}, 1); len(got[0].Examples) != 1 || got[0].Examples[0].Key != want {
			t.Errorf("%q: %v, want %s", name, got[0].Examples, want)
		}
	}
}

// TestFiveOfACut: what matters most in a unit is counted from its responses alone.
func TestFiveOfACut(t *testing.T) {
	t.Parallel()
	s := &survey{themes: []models.Theme{{ID: "t0001", State: models.Ready}, {ID: "t0002", State: models.Ready}}}
	for i := range 400 {
		unit, theme, score := "Nord", "t0001", 9
		if i%2 == 0 {
			unit, theme = "Syd", "t0002"
		}
		if i%8 < 2 { // who mentions the theme of the unit is unhappy
			score = 2
			s.mentions = append(s.mentions, models.Mention{Response: i, Theme: theme, Probability: 1, Weight: 1})
		}
		s.responses = append(s.responses, models.Response{Source: "s", ID: fmt.Sprint(i), Scale: models.Scale0to10, Score: models.ScoreOf(score + i%3/2), Comment: "x", Unit: unit})
		s.rows = append(s.rows, ledger.ResponseRow{})
	}
	own := OwnFigures{survey: s, cfg: DefaultConfig()}
	for unit, want := range map[string]string{"Nord": "t0001", "Syd": "t0002"} {
		five, err := own.Five(nps.CutKey{PeriodKind: nps.KindAll, Dimension: nps.DimensionUnit, Value: unit})
		if err != nil || len(five) != 1 || five[0].ThemeID != want || !(five[0].CIHigh < 0) {
			t.Errorf("%s: %+v, %v; want %s", unit, five, err, want)
		}
	}
}

// TestCovered: the share of the comments that mention a theme or a better one, counted for
// whoever reads comments, is that of the tables where these tell it, employees left out.
func TestCovered(t *testing.T) {
	t.Parallel()
	s := &survey{}
	for n := range 4 {
		s.themes = append(s.themes, models.Theme{ID: fmt.Sprintf("t%04d", n), State: models.Ready})
	}
	for i := range 2000 {
		score, kind := 9, models.Survey
		if i%7 == 0 {
			kind = models.Employees
		}
		for n, every := range []int{4, 5, 6, 9} {
			if i%every == n {
				score = []int{0, 3, 10, 10}[n]
				s.mentions = append(s.mentions, models.Mention{Response: i, Theme: fmt.Sprintf("t%04d", n), Probability: 1, Weight: 1})
			}
		}
		s.responses = append(s.responses, models.Response{Source: "s", ID: fmt.Sprintf("%04d", i), Kind: kind, Scale: models.Scale0to10, Score: models.ScoreOf(score), Comment: "x"})
		s.rows = append(s.rows, ledger.ResponseRow{})
	}
	cfg := DefaultConfig()
	cfg.Figures.SmallGroup = 1
	told, err := s.countFive(cfg, "")
	if err != nil || len(told) < 2 {
		t.Fatalf("%+v, %v", told, err)
	}
	own := slices.Clone(told)
	for n := range own {
		own[n].Covered = math.NaN()
	}
	s.cover(own)
	for n := range own {
		if !(told[n].Covered > 0) || math.Abs(own[n].Covered-told[n].Covered) > 1e-12 {
			t.Errorf("%s: %v, the tables %v", own[n].ThemeID, own[n].Covered, told[n].Covered)
		}
	}
}

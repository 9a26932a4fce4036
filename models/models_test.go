package models_test

import (
	"testing"
	"time"

	"stemme/models"
)

// TestClassesOfTheScales: each scale's scores once give the counts that the
// question's authors say.
func TestClassesOfTheScales(t *testing.T) {
	for _, c := range []struct {
		scale                           models.Scale
		promoters, passives, detractors int
	}{
		{models.Scale0to10, 2, 2, 7},
		{models.Scale1to10, 2, 2, 6},
		{models.Scale1to5, 1, 1, 3},
	} {
		count := map[models.Class]int{}
		for v := c.scale.Low; v <= c.scale.High; v++ {
			count[c.scale.Class(models.ScoreOf(v))]++
		}
		if count[models.Promoter] != c.promoters || count[models.Passive] != c.passives || count[models.Detractor] != c.detractors {
			t.Errorf("%s: %v", c.scale, count)
		}
	}
}

// TestMissingScoreIsNoScore: it has no class, no value and is not 0.
func TestMissingScoreIsNoScore(t *testing.T) {
	var missing models.Score
	if _, ok := missing.Value(); ok || missing == models.ScoreOf(0) || missing.String() != "" {
		t.Errorf("the missing score passes for %q", missing)
	}
	r := models.Response{Scale: models.Scale0to10}
	if r.Class() != models.NoClass || r.Class().Value() != 0 || r.Class().String() != "" {
		t.Errorf("a response without a score is a %s", r.Class())
	}
	if r.Score = models.ScoreOf(0); r.Class() != models.Detractor {
		t.Errorf("a score of 0 is a %s", r.Class())
	}
}

func TestParseScale(t *testing.T) {
	for _, text := range []string{"0-10", "1-10", "1-5", "1-7:6,7", "0-10:8,10", "-2-2:1,2", "-5--1:-3,-1"} {
		scale, err := models.ParseScale(text)
		if err != nil || scale.String() != text {
			t.Errorf("ParseScale(%q) = %v, %v", text, scale, err)
		}
	}
	for _, text := range []string{"", "0-11", "1-7", "10-0", "1-7:7,6", "1-7:1,7", "1-7:6,8", "a-b:1,2", "1-99999:2,3"} {
		if scale, err := models.ParseScale(text); err == nil {
			t.Errorf("ParseScale(%q) = %v", text, scale)
		}
	}
}

func TestDay(t *testing.T) {
	for _, text := range []string{"1969-12-31", "1970-01-01", "2024-02-29", "2026-11-22"} {
		day, err := models.ParseDay(text)
		if err != nil || day.String() != text || models.DayOf(day.Time()) != day {
			t.Errorf("ParseDay(%q) = %v, %v", text, day, err)
		}
	}
	if models.NoDay.String() != "" || !models.NoDay.Time().IsZero() {
		t.Error("NoDay is a day")
	}
	east := time.FixedZone("", 2*3600)
	if got := models.DayOf(time.Date(2026, 3, 1, 0, 30, 0, 0, east)); got.String() != "2026-03-01" {
		t.Errorf("half past midnight east of Greenwich is on %s", got)
	}
}

func TestKeys(t *testing.T) {
	a, b := models.Key{Source: "a", ID: "10"}, models.Key{Source: "a", ID: "9"}
	if a.Compare(b) >= 0 || b.Compare(a) <= 0 || a.Compare(a) != 0 || a.String() != "a/10" {
		t.Error("keys are not ordered by their bytes")
	}
}

func TestParseClass(t *testing.T) {
	for _, c := range models.Classes {
		if got, ok := models.ParseClass(c.String()); !ok || got != c {
			t.Errorf("ParseClass(%q) = %v, %v", c, got, ok)
		}
	}
	if _, ok := models.ParseClass("kunde"); ok {
		t.Error("anything is a class")
	}
}

// TestParseDays: a year, a quarter, a month and a day are read as people write them, and
// nothing else is.
func TestParseDays(t *testing.T) {
	for text, want := range map[string]string{
		"2026": "2026-01-01 2026-12-31", "2026-K1": "2026-01-01 2026-03-31", "2024q4": "2024-10-01 2024-12-31", "2024-02": "2024-02-01 2024-02-29",
		"2026-3": "2026-03-01 2026-03-31", "2026-03-14": "2026-03-14 2026-03-14", "14-03-2026": "2026-03-14 2026-03-14", "14/3/2026": "2026-03-14 2026-03-14", "4.3.2026": "2026-03-04 2026-03-04",
	} {
		if first, last, ok := models.ParseDays(text); !ok || first.String()+" "+last.String() != want {
			t.Errorf("%s: %s %s, %v", text, first, last, ok)
		}
	}
	for _, text := range []string{"", "26", "2026-K5", "2026-13", "2026-02-30", "31-02-2026", "14-03", "igår", " 2026"} {
		if first, last, ok := models.ParseDays(text); ok || first != models.NoDay || last != models.NoDay {
			t.Errorf("%q is read as %s to %s", text, first, last)
		}
	}
}

package nps_test

import (
	"errors"
	"math"
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

// whitePaper is the table of the white paper: three touchpoints of 100 responses.
func whitePaper() survey {
	var s survey
	for _, x := range []struct {
		touchpoint             string
		promoters, pass, detra int
	}{{"web", 30, 50, 20}, {"kundeservice", 50, 30, 20}, {"butik", 70, 20, 10}} {
		s.Responses = append(s.Responses, answers(x.promoters, x.pass, x.detra, func(r *models.Response) {
			r.Touchpoint, r.ID = x.touchpoint, x.touchpoint+r.ID
		})...)
	}
	return s
}

func row(t *testing.T, rows []nps.CutRow, k nps.CutKey) nps.CutRow {
	t.Helper()
	for _, r := range rows {
		if r.CutKey == k {
			return r
		}
	}
	t.Fatalf("no row %v", k)
	return nps.CutRow{}
}

func TestR33WhitePaperTable(t *testing.T) {
	t.Parallel()
	got := prepare(t, whitePaper(), nps.DefaultOptions()).Score().Cuts
	for _, want := range []struct {
		touchpoint     string
		nps, low, high float64
	}{{"web", 10, -3.82, 23.24}, {"kundeservice", 30, 14.05, 44.20}, {"butik", 60, 45.27, 71.24}} {
		r := row(t, got, nps.CutKey{PeriodKind: "all", Dimension: "touchpoint", Value: want.touchpoint})
		near(t, want.touchpoint+" NPS", r.NPS, want.nps, 0)
		near(t, want.touchpoint+" low", r.CILow, want.low, 0.005)
		near(t, want.touchpoint+" high", r.CIHigh, want.high, 0.005)
		near(t, want.touchpoint+" design effect", r.DesignEffect, 1, 0)
	}
	near(t, "all", row(t, got, nps.CutKey{PeriodKind: "all", Dimension: "all"}).NPS, 100.0/3, 1e-12)
}

func TestScoresOnceEach(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		scale models.Scale
		want  float64
	}{{models.Scale1to10, -40}, {models.Scale0to10, -500.0 / 11}} {
		var tally nps.Tally
		for v := x.scale.Low; v <= x.scale.High; v++ {
			tally.Add(x.scale.Class(models.ScoreOf(v)))
		}
		near(t, x.scale.String(), tally.NPS(), x.want, 1e-12)
	}
}

func TestMixedScalesAreRefused(t *testing.T) {
	t.Parallel()
	s := survey{Responses: answers(3, 3, 3, func(*models.Response) {})}
	s.Responses[0].Scale = models.Scale1to5
	s.Responses[0].Score = models.ScoreOf(5)
	_, err := nps.Prepare(s.Responses, nps.DefaultOptions(), s.system())
	var fault *messages.Error
	if !errors.As(err, &fault) || fault.Key != "mixed_scales" {
		t.Fatalf("error %v, want mixed_scales", err)
	}
	if want := "the scores are on several scales (0-10, 1-5) and are not put together; allow it with figures.mix_scales, or measure them apart"; err.Error() != want {
		t.Errorf("error %q", err)
	}
	opt := nps.DefaultOptions()
	opt.MixScales = true
	near(t, "allowed", prepare(t, s, opt).Tally().NPS(), 0, 0)
	s.Responses[0].Score = models.Score{} // an unscored response has no scale to mix
	if _, err := nps.Prepare(s.Responses, nps.DefaultOptions(), s.system()); err != nil {
		t.Error(err)
	}
}

// 20/30/50 a year, moved by 5 points.
func TestR9FivePointsAYear(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		n    int
		z    float64
		more bool
	}{{1000, 1.43, false}, {1874, 1.96, false}, {1875, 1.96, true}} {
		v := nps.Tally{Promoters: 5, Passives: 3, Detractors: 2}.Variance()
		z := 5 / math.Sqrt(2*v/float64(x.n))
		if x.n == 1000 {
			near(t, "z", z, x.z, 0.005)
		} else if (z >= nps.Z) != x.more {
			t.Errorf("n = %d: z = %v", x.n, z)
		}
	}
	if got := (nps.Tally{Promoters: 500, Passives: 300, Detractors: 200}).MinimumScored(5); got != 1875 {
		t.Errorf("MinimumScored(5) = %d, want 1875", got)
	}
	d := nps.Compare(nps.Tally{Promoters: 500, Passives: 300, Detractors: 200}, nps.Tally{Promoters: 525, Passives: 300, Detractors: 175}, 1, 1)
	near(t, "difference", d.Points, 5, 1e-12)
}

// The formulas of the R package NPS (nps.var, nps.se, nps.test), written out anew.
func TestPublishedFormulas(t *testing.T) {
	t.Parallel()
	a, b := nps.Tally{Promoters: 37, Passives: 41, Detractors: 22}, nps.Tally{Promoters: 61, Passives: 18, Detractors: 44}
	variance := func(t nps.Tally) float64 {
		n := float64(t.Scored())
		m := float64(t.Promoters-t.Detractors) / n
		return float64(t.Promoters)/n*(1-m)*(1-m) + float64(t.Passives)/n*m*m + float64(t.Detractors)/n*(-1-m)*(-1-m)
	}
	for _, x := range []nps.Tally{a, b} {
		near(t, "variance", x.Variance()/1e4, variance(x), 1e-9)
		low, high := x.Interval(1)
		n := float64(x.Scored()) + 3
		p, d := (float64(x.Promoters)+.75)/n, (float64(x.Detractors)+.75)/n
		half := 1.959963984540054 * math.Sqrt((p+d-(p-d)*(p-d))/n)
		near(t, "low", low/100, p-d-half, 1e-9)
		near(t, "high", high/100, p-d+half, 1e-9)
	}
	se := math.Sqrt(variance(a)/100 + variance(b)/123)
	got := nps.Compare(a, b, 1, 1)
	near(t, "z", got.Z, (17.0/123-15.0/100)/se, 1e-9)
	near(t, "low", got.Low/100, 17.0/123-15.0/100-1.959963984540054*se, 1e-9)
	near(t, "p", got.P, math.Erfc(math.Abs(got.Z)/math.Sqrt2), 1e-9)
}

// Every cell counts up: classes to scored, parts to wholes, months to quarters to
// years to all, values to all, children to parents.
func TestR36CountsAddUp(t *testing.T) {
	t.Parallel()
	s := large(2000, 6, 15, 12, 3)
	got := prepare(t, s, nps.Options{Workers: 2}).Score()
	type group struct{ kind, period, dimension, parent string }
	sums := map[group]int64{}
	for _, r := range got.Cuts {
		if r.Promoters.N+r.Passives.N+r.Detractors.N != r.Scored.N || r.Scored.N+r.Unscored.N != r.Responses.N {
			t.Fatalf("%+v", r)
		}
		n := int64(0)
		for i := range s.Responses {
			if inCut(&s.Responses[i], r.CutKey) {
				n++
			}
		}
		if n != r.Responses.N {
			t.Fatalf("%v: %d responses, want %d", r.CutKey, r.Responses.N, n)
		}
		if r.Dimension != "unit" {
			sums[group{r.PeriodKind, r.Period, r.Dimension, ""}] += r.Responses.N
		}
		if r.Dimension == "all" {
			sums[group{kind: r.PeriodKind}] += r.Responses.N
		}
	}
	for g, n := range sums {
		if g.period == "" && n != 2000 && g.dimension == "" {
			t.Errorf("%s sums to %d", g.kind, n)
		}
		if whole := sums[group{g.kind, g.period, "all", ""}]; g.dimension != "" && n != whole {
			t.Errorf("%v sums to %d of %d", g, n, whole)
		}
	}
}

// A customer who answers m times alike counts as one: the interval is that of the
// customers, not of the answers.
func TestRepeatedCustomersWiden(t *testing.T) {
	t.Parallel()
	once := answers(30, 50, 20, func(r *models.Response) { r.Customer = "k" + r.ID })
	var s survey
	for range 4 {
		for _, r := range once {
			r.ID += "-" + string(rune('a'+len(s.Responses)/100))
			s.Responses = append(s.Responses, r)
		}
	}
	r := prepare(t, s, nps.DefaultOptions()).Score().Cuts[0]
	near(t, "design effect", r.DesignEffect, 4, 1e-12)
	near(t, "NPS", r.NPS, 10, 0)
	opt := nps.DefaultOptions()
	opt.Latest = true
	p := prepare(t, s, opt)
	if got := p.Tally(); got.Responses() != 100 || got.NPS() != 10 {
		t.Errorf("latest per customer: %+v", got)
	}
	// Hand-worked: (1, 1), (1, -1), (0, 0), (-1, -1), each of two customers: mean 0; squares by
	// customer 16, by response 12; t is 2.364624 with 7 degrees of freedom, 2.131450 with 15.
	s = survey{Responses: answers(6, 4, 6, func(*models.Response) {})}
	for i, customer := range []string{"a", "a", "b", "b", "c", "d", "e", "e", "f", "f", "c", "d", "g", "g", "h", "h"} {
		s.Responses[i].Customer = customer
	}
	r = prepare(t, s, nps.Options{}).Score().Cuts[0]
	near(t, "hand-worked", r.DesignEffect, 16./12*(2.364624*2.364624*8/7)/(2.131450*2.131450*16/15), 1e-4)
}

// TestR6RatingsStayMissing: what was not answered is missing, never 0, and each rating has
// its own figures.
func TestR6RatingsStayMissing(t *testing.T) {
	t.Parallel()
	s := survey{Responses: answers(4, 4, 4, func(*models.Response) {})}
	for i := range s.Responses[:6] {
		s.Responses[i].Ratings = []models.Rating{{Name: "tillid", Score: models.ScoreOf(i % 3)}, {Name: "forståelse"}}
	}
	got := prepare(t, s, nps.DefaultOptions()).Ratings()
	if len(got) != 4 {
		t.Fatalf("%d rows, want all and the three kinds of no day: %+v", len(got), got)
	}
	r := got[0]
	near(t, "mean", r.Mean, 1, 0)
	// Variance 4/5, t(5) = 2.570581835636314.
	near(t, "high", r.CIHigh, 1+2.570581835636314*math.Sqrt(0.8/6), 1e-9)
	if r.Rated.N != 6 {
		t.Errorf("%d rated", r.Rated.N)
	}
}

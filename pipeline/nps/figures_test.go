package nps_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// BenchmarkFigures makes every figure of a large survey.
func BenchmarkFigures(b *testing.B) {
	s := large(50000, 40, 60, 200, 1)
	for b.Loop() {
		opt := nps.DefaultOptions()
		opt.Workers = 2
		got := prepare(b, s, opt).Score()
		changes := got.Changes()
		got.Causes("touchpoint", "stage", "kundetype")
		got.Local("unit")
		got.Drivers(nps.OutcomeNPS)
		got.Alerts(nps.KindMonth)
		got.Alerts(nps.KindQuarter)
		got.Comparisons("touchpoint", "stage", "unit", "kundetype")
		got.WhatIf(nps.DefaultClassValues, "touchpoint")
		b.ReportMetric(float64(len(got.Cuts)), "cuts")
		b.ReportMetric(float64(len(got.Themes)), "theme-rows")
		b.ReportMetric(float64(len(changes)), "change-rows")
	}
}

// Neither the number of workers nor the order of the rows shows in a figure.
func TestSameFiguresForAnyWorkers(t *testing.T) {
	s := large(3000, 8, 14, 20, 5)
	all := func(workers int) []any {
		got := prepare(t, s, nps.Options{SmallGroup: 5, Workers: workers}).Score()
		return []any{got.Cuts, got.Themes, got.Changes(), got.Causes("touchpoint"), got.Drivers(nps.OutcomeNPS), got.Alerts(nps.KindMonth)}
	}
	one, eight := all(1), all(8)
	for i := range one {
		if fmt.Sprint(one[i]) != fmt.Sprint(eight[i]) {
			t.Errorf("figure %d differs", i)
		}
	}
}

// planted is the white paper's survey with the causes it names: among the
// detractors of each touchpoint three themes are said, everywhere else a few.
func planted() (nps.Survey, map[string][]string) {
	want := map[string][]string{
		"web":          {"chat", "kontaktinfo", "rodet"},
		"kundeservice": {"personale", "uloest", "ventetid"},
		"butik":        {"personale", "pris", "ventetid"},
	}
	s := whitePaper()
	s.Order = []string{"chat", "kontaktinfo", "personale", "pris", "ros", "rodet", "uloest", "ventetid"}
	s.Themes = make([][]int, 0, 3*len(s.Responses))
	var many []models.Response
	for copies := range 12 {
		for i, r := range s.Responses {
			r.ID = fmt.Sprint(copies, r.ID)
			many = append(many, r)
			var of []int
			switch {
			case r.Class() == models.Detractor:
				for k, name := range want[r.Touchpoint] {
					if (i+k)%3 != 0 {
						of = append(of, slices.Index(s.Order, name))
					}
				}
			case i%4 == 0:
				of = []int{slices.Index(s.Order, "ros")}
			case i%7 == 0:
				of = []int{i / 7 % len(s.Order)}
			}
			s.Themes = append(s.Themes, of)
		}
	}
	s.Responses = many
	return s, want
}

func TestPlantedCausesComeBack(t *testing.T) {
	s, want := planted()
	sc := prepare(t, s, nps.DefaultOptions()).Score()
	got, promoters := map[string][]string{}, 0
	for _, r := range sc.Causes("touchpoint") {
		if r.Class == "promoter" {
			promoters++
		}
		if r.Dimension == "touchpoint" && r.Class == "detractor" && r.Q < 0.05 {
			got[r.Value] = append(got[r.Value], r.ThemeID)
		}
		if r.LogOdds <= 0 || r.CILow >= r.LogOdds || r.CIHigh <= r.LogOdds {
			t.Errorf("%+v", r)
		}
	}
	for _, list := range got {
		slices.Sort(list)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("causes of detractors %v, want %v", got, want)
	}
	if promoters == 0 {
		t.Error("promoters have no list")
	}
}

// Hand-worked: 8 of 20 detractors and 2 of 30 others of one cut; over all 10 of 50.
func TestCauseByHand(t *testing.T) {
	s := nps.Survey{Responses: answers(30, 0, 20, func(*models.Response) {}), Order: []string{"a"}, Themes: make([][]int, 50)}
	for _, i := range []int{0, 1, 30, 31, 32, 33, 34, 35, 36, 37} {
		s.Themes[i] = []int{0}
	}
	got := prepare(t, s, nps.DefaultOptions()).Score().Causes()
	if len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	// Prior 10 comments at 0.2: 2 with, 8 without.
	delta := math.Log(10.0/20) - math.Log(4.0/36)
	se := math.Sqrt(1.0/10 + 1.0/20 + 1.0/4 + 1.0/36)
	near(t, "log odds", got[0].LogOdds, delta, 1e-12)
	near(t, "z", got[0].Z, delta/se, 1e-12)
	near(t, "G²", got[0].GSquared, 2*(8*math.Log(8/4.)+12*math.Log(12/16.)+2*math.Log(2/6.)+28*math.Log(28/24.)), 1e-9)
}

// The loud theme is in 30 % of the comments and does nothing; the quiet one is in
// 5 % and costs 60 points.
func TestQuietThemeBeatsLoudOne(t *testing.T) {
	draw := rand.New(rand.NewPCG(11, 0))
	s := nps.Survey{Order: []string{"loud", "quiet"}}
	for i := range 8000 {
		r := models.Response{Source: "s", ID: fmt.Sprint(i), Day: models.NoDay, Scale: models.Scale0to10, Comment: "x",
			Touchpoint: []string{"web", "butik"}[i%2], Unit: fmt.Sprintf("R%d/U%d", i%3, i%30)}
		var of []int
		if draw.Float64() < 0.3 {
			of = append(of, 0)
		}
		detractor, promoter := 0.2, 0.5
		if draw.Float64() < 0.05 {
			of = append(of, 1)
			detractor, promoter = 0.5, 0.2
		}
		switch x := draw.Float64(); {
		case x < detractor:
			r.Score = models.ScoreOf(2)
		case x < detractor+promoter:
			r.Score = models.ScoreOf(10)
		default:
			r.Score = models.ScoreOf(7)
		}
		s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, of)
	}
	got := prepare(t, s, nps.DefaultOptions()).Score().Drivers(nps.OutcomeNPS)
	if got[0].ThemeID != "quiet" || got[1].ThemeID != "loud" {
		t.Fatalf("%+v", got)
	}
	if !(got[0].CILow < -60 && -60 < got[0].CIHigh) || got[0].Q > 1e-6 {
		t.Errorf("quiet: %+v", got[0])
	}
	if !(got[1].CILow < 0 && 0 < got[1].CIHigh) {
		t.Errorf("loud: %+v", got[1])
	}
	near(t, "importance", got[0].Importance+got[1].Importance, got[0].Explained, 1e-9)
	near(t, "reward − penalty", got[0].Reward-got[0].Penalty, got[0].Effect, 1e-6)
	if got[0].Importance < 10*got[1].Importance {
		t.Errorf("importance %v and %v", got[0].Importance, got[1].Importance)
	}
}

// One theme alone: the effect is the difference of the two means, its variance the
// sandwich by hand, R² the square of the correlation.
func TestDriverByHand(t *testing.T) {
	s := nps.Survey{Responses: answers(6, 4, 10, func(*models.Response) {}), Order: []string{"a"}, Themes: make([][]int, 20)}
	for _, i := range []int{0, 7, 12, 13, 14, 15, 16, 17} { // NPS (1 − 6)/8 against (5 − 4)/12
		s.Themes[i] = []int{0}
	}
	r := prepare(t, s, nps.DefaultOptions()).Score().Drivers(nps.OutcomeNPS)[0]
	near(t, "effect", r.Effect, -62.5-100.0/12, 1e-4)
	in := 1e4 * (7 - 8*0.625*0.625)
	out := 1e4 * (9 - 12.0/144)
	se := math.Sqrt((in/64 + out/144) * 20 / 19 * 19 / 17) // the column of no comment is empty but counted
	near(t, "half-width", (r.CIHigh-r.CILow)/2, nps.Z*se, 1e-3)
	total := 1e4 * (16 - 20*0.04)
	near(t, "explained", r.Explained, 1-(in+out)/total, 1e-6)
	near(t, "leave-out", r.LeaveOut, 8*(-62.5+20)/12, 1e-9)
}

// Two themes that always come together cannot be told apart, and are not.
func TestTwinThemesAreNotTold(t *testing.T) {
	s := nps.Survey{Responses: answers(6, 4, 10, func(*models.Response) {}), Order: []string{"a", "b"}, Themes: make([][]int, 20)}
	for i := 3; i < 13; i++ {
		s.Themes[i] = []int{0, 1}
	}
	for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Drivers(nps.OutcomeNPS) {
		if !math.IsNaN(r.Effect) || !math.IsNaN(r.Q) {
			t.Errorf("%+v", r)
		}
	}
}

func TestChangeAddsUp(t *testing.T) {
	for seed := range uint64(6) {
		for _, k := range []int{1, 5} {
			sc := prepare(t, large(1500, 6, 15, 9, seed), nps.Options{SmallGroup: k, Workers: 2}).Score()
			type cut struct{ from, to, dimension, value string }
			sums, delta := map[cut]float64{}, map[cut]float64{}
			for _, r := range sc.Changes() {
				c := cut{r.From, r.To, r.Dimension, r.Value}
				sums[c] += r.Total
				delta[c] = r.Delta
				if r.Part != nps.PartMix && math.Abs(r.Volume+r.Score-r.Total) > 1e-9 || !(r.CILow <= r.Total && r.Total <= r.CIHigh) {
					t.Errorf("%+v", r)
				}
			}
			if len(sums) < 20 {
				t.Fatalf("%d comparisons", len(sums))
			}
			for c, sum := range sums {
				near(t, fmt.Sprint(seed, c), sum, delta[c], 1e-9)
			}
		}
	}
}

// Kitagawa by hand: one theme, two years, no touchpoints.
func TestChangeByHand(t *testing.T) {
	year := func(y int, promoters, detractors, with, happy int) ([]models.Response, [][]int) {
		all := answers(promoters, 0, detractors, func(r *models.Response) {
			r.ID = fmt.Sprint(y, "-", r.ID)
			r.Day = models.Day(float64(y-1970) * 365.2425)
			r.Day += 100
		})
		themes := make([][]int, len(all))
		for i := range happy {
			themes[i] = []int{0}
		}
		for i := range with - happy {
			themes[promoters+i] = []int{0}
		}
		return all, themes
	}
	var s nps.Survey
	s.Order = []string{"a"}
	s.Responses, s.Themes = year(2024, 60, 40, 20, 5) // NPS 20; theme 20 %, mean -50
	second, themes := year(2025, 50, 50, 30, 6)       // NPS 0; theme 30 %, mean -60
	s.Responses, s.Themes = append(s.Responses, second...), append(s.Themes, themes...)
	sc := prepare(t, s, nps.DefaultOptions()).Score()
	got, err := sc.Change("2024", "2025", "all", "")
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	near(t, "volume", got[0].Volume, 0.1*(-55-10), 1e-9)
	near(t, "score", got[0].Score, 0.25*-10, 1e-9)
	near(t, "delta", got[0].Delta, -20, 1e-9)
	near(t, "uden tema", got[1].Total, -20-(-6.5-2.5), 1e-9)
	if got[1].Part != nps.PartNoTheme {
		t.Errorf("part %q", got[1].Part)
	}
	var fault *messages.Error
	if _, err := sc.Change("2024", "2031", "all", ""); !errors.As(err, &fault) || fault.Key != "period_empty" {
		t.Errorf("error %v", err)
	}
}

// drawn is a survey of two years drawn from known shares: three touchpoints whose
// shares move, four themes whose volume and score move, and comments without any.
func drawn(draw *rand.Rand, n int) nps.Survey {
	s := nps.Survey{Order: []string{"a", "b", "c", "d"}}
	for i := range n {
		later := i % 2
		r := models.Response{Source: "s", ID: fmt.Sprint(i), Customer: fmt.Sprint(draw.IntN(n)), Scale: models.Scale0to10, Comment: "x",
			Day: models.Day(19800 + 366*later)}
		g := 0
		if x := draw.Float64(); x > 0.5+0.1*float64(later) {
			g = 1 + int(2*draw.Float64())
		}
		r.Touchpoint = []string{"web", "telefon", "butik"}[g]
		var of []int
		mean := 0.5 - 0.1*float64(g)
		for t, rate := range []float64{0.15, 0.1, 0.2, 0.1 + 0.1*float64(later)} {
			if draw.Float64() < rate {
				of = append(of, t)
				mean += []float64{-0.4, 0.2, -0.1 - 0.2*float64(later), -0.3}[t]
			}
		}
		if len(of) == 0 && draw.Float64() < 0.2 {
			r.Comment = ""
		}
		promoter := 0.35 + mean/2
		switch x := draw.Float64(); {
		case x < promoter:
			r.Score = models.ScoreOf(9)
		case x < promoter+0.25:
			r.Score = models.ScoreOf(7)
		default:
			r.Score = models.ScoreOf(4)
		}
		s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, of)
	}
	return s
}

func changes(t testing.TB, s nps.Survey) []nps.ChangeRow {
	got, err := prepare(t, s, nps.Options{SmallGroup: 1, Workers: 1}).Score().Change("2024", "2025", "all", "")
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// The interval's standard error is that of 400 redrawn surveys, customers drawn
// whole.
func TestChangeIntervalAgreesWithBootstrap(t *testing.T) {
	s := drawn(rand.New(rand.NewPCG(3, 0)), 3000)
	want := changes(t, s)
	customers := map[string][]int{}
	var names []string
	for i, r := range s.Responses {
		if customers[r.Customer] == nil {
			names = append(names, r.Customer)
		}
		customers[r.Customer] = append(customers[r.Customer], i)
	}
	draw := rand.New(rand.NewPCG(4, 0))
	sum, square := make([]float64, len(want)), make([]float64, len(want))
	const rounds = 400
	for range rounds {
		again := nps.Survey{Order: s.Order}
		for c := range names {
			for _, i := range customers[names[draw.IntN(len(names))]] {
				r := s.Responses[i]
				r.Customer = fmt.Sprint(c)
				again.Responses, again.Themes = append(again.Responses, r), append(again.Themes, s.Themes[i])
			}
		}
		for k, r := range changes(t, again) {
			sum[k] += r.Total
			square[k] += r.Total * r.Total
		}
	}
	for k, r := range want {
		se := math.Sqrt(square[k]/rounds - sum[k]*sum[k]/rounds/rounds)
		if ratio := (r.CIHigh - r.CILow) / (2 * nps.Z * se); ratio < 0.87 || ratio > 1.15 {
			t.Errorf("%s %s: interval %.2f of the bootstrap's", r.Part, r.ThemeID, ratio)
		}
	}
}

// Of 2,000 surveys 93 to 97 % hold the truth, which is the mean of large ones.
func TestChangeIntervalCovers(t *testing.T) {
	if os.Getenv("STEMME_LONG") == "" {
		t.Skip("2,000 surveys take a minute; set STEMME_LONG=1")
	}
	truth := changes(t, drawn(rand.New(rand.NewPCG(1, 1)), 3_000_000))
	held := make([]int, len(truth))
	const surveys = 2000
	for k := range uint64(surveys) {
		for j, r := range changes(t, drawn(rand.New(rand.NewPCG(k, 2)), 2000)) {
			if r.CILow <= truth[j].Total && truth[j].Total <= r.CIHigh {
				held[j]++
			}
		}
	}
	for j, r := range truth {
		share := float64(held[j]) / surveys
		t.Logf("%-10s %-2s truth %6.2f: %.1f %% hold it", r.Part, r.ThemeID, r.Total, 100*share)
		if share < 0.93 || share > 0.97 {
			t.Errorf("%s %s: %.1f %%", r.Part, r.ThemeID, 100*share)
		}
	}
}

// R38, R39: the web of the white paper; 8 of its 20 detractors name contact info.
func TestWhatIf(t *testing.T) {
	s := nps.Survey{Responses: answers(30, 50, 20, func(*models.Response) {}), Order: []string{"kontaktinfo"}, Themes: make([][]int, 100)}
	for i := range 8 {
		s.Themes[80+i] = []int{0}
	}
	got := prepare(t, s, nps.DefaultOptions()).Score().WhatIf(nps.DefaultClassValues)
	if len(got) != 1 || got[0].Detractors != 8 || got[0].NPS != 10 || got[0].IfPassive != 18 || got[0].IfPromoter != 26 || got[0].Gain != 16 {
		t.Errorf("%+v", got)
	}
	v, web := nps.DefaultClassValues, nps.Tally{Promoters: 30, Passives: 50, Detractors: 20}
	near(t, "20 detractors to promoters", v.Total(web.Convert(20, true))-v.Total(web), 40, 0)
}

// All touchpoints alike: at most 5 % of families report a difference. One planted
// difference is found.
func TestComparisonsOnNullData(t *testing.T) {
	alarms := 0
	for seed := range uint64(2000) {
		draw := rand.New(rand.NewPCG(seed, 9))
		s := nps.Survey{Responses: answers(200, 150, 150, func(r *models.Response) {
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

// monthly is a survey of equal months; rate gives a theme's share of a month's
// comments, and spread makes months differ beyond chance.
func monthly(seed uint64, months, each int, spread float64, rate func(month, theme int) float64) nps.Survey {
	draw := rand.New(rand.NewPCG(seed, 21))
	s := nps.Survey{}
	for t := range 20 {
		s.Order = append(s.Order, fmt.Sprintf("t%02d", t))
	}
	for m := range months {
		factor := make([]float64, len(s.Order))
		for t := range factor {
			factor[t] = math.Exp(spread * draw.NormFloat64())
		}
		for i := range each {
			r := models.Response{Source: "s", ID: fmt.Sprint(m, "-", i), Scale: models.Scale0to10, Comment: "x",
				Score: models.ScoreOf(draw.IntN(11)), Touchpoint: []string{"web", "telefon", "butik"}[draw.IntN(3)],
				Day: models.DayOf(models.Day(18262).Time().AddDate(0, m, 3))}
			var of []int
			for t := range s.Order {
				if draw.Float64() < rate(m, t)*factor[t] {
					of = append(of, t)
				}
			}
			s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, of)
		}
	}
	return s
}

// Where nothing moves but by chance, at most 5 % of the families alarm.
func TestAlertsOnNullData(t *testing.T) {
	for _, spread := range []float64{0, 0.3} {
		alarms, families := map[string]int{}, 0
		for seed := range uint64(20) {
			s := monthly(seed, 24, 300, spread, func(_, t int) float64 { return 0.01 + 0.005*float64(t) })
			families += 24 - 6
			seen := map[string]bool{}
			for _, r := range prepare(t, s, nps.Options{SmallGroup: 5, Workers: 2}).Score().Alerts(nps.KindMonth) {
				if !seen[r.Family+r.Period] {
					seen[r.Family+r.Period] = true
					alarms[r.Family]++
				}
			}
		}
		t.Logf("spread %v: %v of %d families alarm", spread, alarms, families)
		for family, n := range alarms {
			if float64(n) > 0.05*float64(families) {
				t.Errorf("spread %v: %d of %d families %s alarm", spread, n, families, family)
			}
		}
	}
}

// R76: 0.5 % to 3 % is found at once; a theme never heard of, too.
func TestAlertsFindRiseAndBirth(t *testing.T) {
	s := monthly(77, 14, 1000, 0, func(m, theme int) float64 {
		switch {
		case theme == 3 && m == 13:
			return 0.03
		case theme == 3:
			return 0.005
		case theme == 4 && m < 13:
			return 0
		}
		return 0.04
	})
	got := map[string]string{}
	for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Alerts(nps.KindMonth) {
		if r.Period == "2021-02" {
			got[r.ThemeID] = r.Family + " " + r.Direction
		}
	}
	if got["t03"] != "theme_volume up" || got["t04"] != "theme_new up" {
		t.Errorf("%v", got)
	}
}

// Every figure that is shown is recomputed from the responses behind it.
func TestExplainRecomputes(t *testing.T) {
	s := large(1200, 5, 9, 8, 2)
	for _, latest := range []bool{false, true} {
		opt := nps.DefaultOptions()
		opt.Latest = latest
		sc := prepare(t, s, opt).Score()
		var fault *messages.Error
		check := func(row nps.ScoreRow, theme *string, share float64) {
			e, err := sc.Explain(s, row.CutKey, theme)
			if row.Suppressed {
				if !errors.As(err, &fault) || fault.Key != "figure_withheld" {
					t.Fatalf("%v: %v", row.CutKey, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range [][2]float64{{e.Row.CILow, row.CILow}, {e.Row.CIHigh, row.CIHigh}, {e.Row.DesignEffect, row.DesignEffect}, {e.Share, share}} {
				if math.Abs(x[0]-x[1]) > 1e-9 || math.IsNaN(x[0]) != math.IsNaN(x[1]) {
					t.Fatalf("%+v recomputes to %+v, share %v and %v", row, e.Row, share, e.Share)
				}
			}
			row.CILow, row.CIHigh, row.DesignEffect = e.Row.CILow, e.Row.CIHigh, e.Row.DesignEffect
			if fmt.Sprint(row) != fmt.Sprint(e.Row) || int64(len(e.Responses)) != row.Responses.N {
				t.Fatalf("%+v recomputes to %+v", row, e.Row)
			}
		}
		for _, r := range sc.Cuts {
			check(r, nil, math.NaN())
		}
		for i, r := range sc.Themes {
			if i%5 == 0 {
				check(r.ScoreRow, &r.ThemeID, r.Share)
			}
		}
	}
}

// R31: a planted local theme is found; where nothing is local, at most 5 % of the
// surveys report anything over 200 departments.
func TestLocal(t *testing.T) {
	found := 0
	for seed := range uint64(30) {
		s := monthly(seed, 4, 2500, 0, func(_, t int) float64 { return 0.03 })
		for i := range s.Responses {
			u := i % 200
			s.Responses[i].Unit = fmt.Sprintf("R%d/U%03d", u%5, u)
			if seed == 0 && u == 17 && i%3 == 0 && !slices.Contains(s.Themes[i], 6) {
				s.Themes[i] = append(s.Themes[i], 6)
				slices.Sort(s.Themes[i])
			}
		}
		got := prepare(t, s, nps.Options{SmallGroup: 5, Workers: 2}).Score().Local("unit")
		sure := slices.DeleteFunc(got, func(r nps.LocalRow) bool { return r.Q > 0.05 })
		if seed == 0 {
			if len(sure) == 0 || !slices.ContainsFunc(sure, func(r nps.LocalRow) bool { return r.Value == "R2/U017" && r.ThemeID == "t06" }) {
				t.Errorf("planted: %+v", sure)
			}
		} else if len(sure) > 0 {
			found++
		}
	}
	t.Logf("%d of 29 null surveys report a local theme", found)
	if found > 1 {
		t.Errorf("%d of 29 null surveys report a local theme", found)
	}
}

package improvement

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/nps"
)

// survey is an invented one: two touchpoints over days, a theme that a share of
// the comments mention.
type survey struct {
	Input
	r *rand.Rand
}

func newSurvey(seed uint64) *survey {
	return &survey{Input{SmallGroup: 5, Shown: AllShown}, rand.New(rand.NewPCG(seed, 0))}
}

// add answers n times on a day; promoters is the share of promoters among those
// who are not passive, said the share that mentions the theme.
func (s *survey) add(n int, touchpoint string, day models.Day, promoters, said float64) {
	for range n {
		score := 8
		if s.r.Float64() > 0.2 {
			score = 3
			if s.r.Float64() < promoters {
				score = 10
			}
		}
		var themes []string
		if s.r.Float64() < said {
			themes = []string{"t0001"}
		}
		s.Responses = append(s.Responses, models.Response{
			Source: "bank", ID: fmt.Sprintf("%07d", len(s.Responses)), Day: day, Score: models.ScoreOf(score), Scale: models.Scale0to10,
			Touchpoint: touchpoint, Comment: "for lang tid i køen",
		})
		s.Themes = append(s.Themes, themes)
		s.Languages = append(s.Languages, models.Danish)
	}
}

func day(t testing.TB, text string) models.Day {
	t.Helper()
	d, err := models.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func telephone() codebook.Initiative {
	return codebook.Initiative{ID: "kortere-ko", Name: "Flere ved telefonen", Theme: "t0001", Start: "2026-03-01", Feasibility: 4,
		Where: codebook.Where{Touchpoint: []string{"Telefon"}}}
}

// planted is two times 60 days at two touchpoints; from 1 March telephone gains.
func planted(t testing.TB, seed uint64, gain float64) *survey {
	s := newSurvey(seed)
	start := day(t, "2026-03-01")
	for d := start - 120; d < start+60; d++ {
		here, said := 0.5, 0.4
		if d >= start {
			here, said = 0.5+gain, 0.4-gain
		}
		s.add(8, "Telefon", d, here, said)
		s.add(12, "Butik", d, 0.6, 0.1)
	}
	return s
}

// TestR40: an effort with a planted effect is told so, one without is told to
// have no measurable effect, with the smallest that would have been seen.
func TestR40(t *testing.T) {
	rows := Initiatives(planted(t, 1, 0.3).Input, []codebook.Initiative{telephone()})
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	score, theme := rows[0], rows[1]
	truth := 0.8 * 200 * 0.3
	if score.Verdict != Better || score.Effect.Low > truth || score.Effect.High < truth || score.Days != 60 || score.Before != 480 {
		t.Errorf("score: %+v", score)
	}
	if score.Placebo.Low > 0 || score.Placebo.High < 0 {
		t.Errorf("placebo: %+v", score.Placebo)
	}
	if theme.Outcome != OutcomeTheme || theme.Verdict != Better || theme.Effect.Points > -20 {
		t.Errorf("theme: %+v", theme)
	}
	none := Initiatives(planted(t, 2, 0).Input, []codebook.Initiative{telephone()})[0]
	if none.Verdict != NoMeasurable || !(none.Effect.Detectable > 5) || none.Effect.Low > 0 || none.Effect.High < 0 {
		t.Errorf("no effect: %+v", none)
	}
}

func TestInitiativesThatCannotBeTold(t *testing.T) {
	s := planted(t, 3, 0.3)
	later := telephone()
	later.Start = "2027-01-01"
	few := telephone()
	few.ID, few.Start = "ny", "2026-04-29"
	few.Where.Touchpoint = []string{"Chat"}
	for _, row := range Initiatives(s.Input, []codebook.Initiative{later, few}) {
		want := NotStarted
		if row.Initiative.ID == "ny" {
			want = TooFew
		}
		if row.Verdict != want || !math.IsNaN(row.Effect.Points) {
			t.Errorf("%s: %+v", row.Initiative.ID, row)
		}
	}
	if rows := Initiatives(Input{Shown: AllShown}, []codebook.Initiative{telephone()}); rows[0].Verdict != NotStarted {
		t.Errorf("no responses: %+v", rows[0])
	}
}

// TestR24: the priority is recomputed from what the theme costs now.
func TestR24(t *testing.T) {
	s := newSurvey(4)
	for range 100 {
		s.add(1, "Telefon", day(t, "2026-02-01"), 0.9, 0)
	}
	for range 50 {
		s.add(1, "Telefon", day(t, "2026-02-02"), 0, 1)
	}
	row := Initiatives(s.Input, []codebook.Initiative{telephone()})[0]
	if row.Impact < 20 || math.Abs(row.Priority-row.Impact*4/5) > 1e-9 {
		t.Errorf("impact %.1f, priority %.1f", row.Impact, row.Priority)
	}
	declared := telephone()
	declared.Impact = 3
	if row := Initiatives(s.Input, []codebook.Initiative{declared})[0]; row.Impact != 3 {
		t.Errorf("declared impact %v", row.Impact)
	}
	unknown := telephone()
	unknown.Theme = ""
	if row := Initiatives(s.Input, []codebook.Initiative{unknown})[0]; !math.IsNaN(row.Impact) || !math.IsNaN(row.Priority) {
		t.Errorf("of no theme and none declared: impact %v, priority %v, want neither", row.Impact, row.Priority)
	}
}

// TestR55: a KPI has a value with an interval, a status and a trend for every
// period; a small group is withheld, and with it the smallest other month of its
// quarter, so that it is not found by subtraction.
func TestR55(t *testing.T) {
	s := newSurvey(5)
	for range 100 {
		s.add(1, "Telefon", day(t, "2026-01-10"), 0.5, 0)
		s.add(1, "Telefon", day(t, "2026-02-10"), 1, 0)
	}
	s.add(3, "Telefon", day(t, "2026-04-10"), 1, 0)
	kpi := []codebook.KPI{{ID: "nps-telefon", Measure: "nps", Period: "month", Target: codebook.Target{Value: 40, Given: true},
		Where: codebook.Where{Touchpoint: []string{"telefon"}}}}
	rows := KPIs(s.Input, kpi)
	if len(rows) != 3 {
		t.Fatalf("%d rows", len(rows))
	}
	if rows[0].Status != Missed || rows[0].N != 100 || rows[0].Low >= rows[0].Value || rows[0].High <= rows[0].Value {
		t.Errorf("January %+v", rows[0])
	}
	if rows[1].Status != Met || rows[1].Trend.Low <= 0 {
		t.Errorf("February %+v", rows[1])
	}
	if !rows[2].Withheld || !math.IsNaN(rows[2].Value) || rows[2].Status != "" {
		t.Errorf("April, three answers: %+v", rows[2])
	}
	s.add(4, "Telefon", day(t, "2026-03-10"), 1, 0)
	rows = KPIs(s.Input, kpi)
	if !rows[2].Withheld || !rows[0].Withheld || rows[1].Withheld || !math.IsNaN(rows[1].Trend.Points) {
		t.Errorf("with four answers in March %+v", rows)
	}
}

func TestMeasures(t *testing.T) {
	s := newSurvey(6)
	for range 60 {
		s.add(1, "Telefon", day(t, "2026-01-10"), 0, 1)
		s.add(1, "Telefon", day(t, "2026-01-10"), 1, 0)
	}
	for i := range s.Responses[:50] {
		s.Responses[i].Ratings = []models.Rating{{Name: "tillid", Score: models.ScoreOf(4)}, {Name: "andet", Score: models.ScoreOf(1)}}
	}
	s.Feelings = make([][]float64, len(s.Responses))
	for i := range s.Themes { // of those who mention it half complain, a sixth praise, the others do neither
		if len(s.Themes[i]) > 0 {
			s.Feelings[i] = []float64{[]float64{-0.8, -0.4, -0.2, 0.6, 0.05, 0}[i/2%6]}
		}
	}
	for measure, check := range map[codebook.Measure]func(Standing) bool{
		"blame:t0001":     func(s Standing) bool { return s.N == 120 && s.Value == 25 && s.Low > 17 && s.High < 35 },
		"praise:t0001":    func(s Standing) bool { return s.N == 120 && math.Abs(s.Value-100*10.0/120) < 1e-9 },
		"share:t0001":     func(s Standing) bool { return s.N == 120 && s.Value == 50 && s.Low > 40 && s.High < 60 },
		"theme_nps:t0001": func(s Standing) bool { return s.N == 60 && s.Value < -60 },
		"promoters":       func(s Standing) bool { return s.N == 120 && s.Value > 30 && s.Value < 50 },
		"detractors":      func(s Standing) bool { return s.N == 120 && s.Value > 30 && s.Value < 50 },
		"rating:tillid":   func(s Standing) bool { return s.N == 50 && s.Value == 4 },
	} {
		rows := KPIs(s.Input, []codebook.KPI{{ID: "k", Measure: measure, Period: "year"}})
		if len(rows) != 1 || !check(rows[0]) || rows[0].Status != Untarget {
			t.Errorf("%s: %+v", measure, rows)
		}
	}
	s.Responses[0].Kind = models.Employees
	if rows := KPIs(s.Input, []codebook.KPI{{ID: "k", Measure: "promoters", Period: "year"}}); rows[0].N != 119 {
		t.Error("an employee counts among customers")
	}
}

// A period that the data cover in part is not judged: what is missed so far may still be
// met.
func TestPartialPeriodIsNotJudged(t *testing.T) {
	s := newSurvey(16)
	for d := day(t, "2026-01-01"); d <= day(t, "2026-03-09"); d++ {
		s.add(10, "Telefon", d, 0.2, 0.5)
	}
	kpi := codebook.KPI{ID: "k", Measure: "nps", Period: "month", Target: codebook.Target{Given: true, Value: 60}}
	rows := KPIs(s.Input, []codebook.KPI{kpi})
	kpi.Target.Given = false
	rows = append(rows, KPIs(s.Input, []codebook.KPI{kpi})[2])
	for i, want := range []Standing{{Status: Missed, Complete: true}, {Status: Missed, Complete: true}, {Status: Partial}, {Status: Untarget}} {
		if got := rows[i]; got.Status != want.Status || got.Complete != want.Complete || got.N < 80 || !(got.High < 60) {
			t.Errorf("%s: %+v, want %s", got.Period, got, want.Status)
		}
	}
}

// TestR69: a theme that follows a department's series by some weeks is found at that
// lag, an unrelated series is not, and missing weeks stay missing.
func TestR69(t *testing.T) {
	for i, join := range []struct {
		series, touchpoint string
		lag                int
	}{{"behandlingstid", "Medlemsrådgivning", 1}, {"ventetid", "Telefon", 2}, {"afbrudte-kurve", "Webshop", 3}} {
		t.Run(join.series, func(t *testing.T) {
			s := newSurvey(uint64(7 + i))
			start := day(t, "2025-01-06") // a Monday
			series, noise := map[models.Day]float64{}, map[models.Day]float64{}
			levels := make([]float64, 62)
			for w := range levels {
				levels[w] = s.r.Float64()
			}
			for w := range 60 {
				d := start + models.Day(7*w)
				noise[d] = s.r.Float64()
				if w%10 != 3 { // the department did not measure every week
					series[d], series[d+2] = 10*levels[w], 10*levels[w]
				}
				said := 0.2
				if w >= join.lag {
					said = 0.1 + 0.6*levels[w-join.lag]
				}
				for k := range 5 {
					s.add(8, join.touchpoint, d+models.Day(k), 0.5, said)
				}
			}
			rows := Series(s.Input, []codebook.Series{{ID: join.series, Theme: "t0001", Lags: 3}, {ID: "vejret", Theme: "t0001", Lags: 3}},
				map[string]map[models.Day]float64{join.series: series, "vejret": noise})
			if len(rows) != 8 {
				t.Fatalf("%d rows", len(rows))
			}
			for _, b := range rows {
				found := b.Low > 0 && b.Q < 0.05
				if want := b.Series.ID == join.series && b.Lag == join.lag; found != want {
					t.Errorf("%s at lag %d: r %.2f [%.2f; %.2f], q %.3f", b.Series.ID, b.Lag, b.R, b.Low, b.High, b.Q)
				}
			}
			if rows[join.lag].Weeks != 54-join.lag {
				t.Errorf("%d weeks at lag %d; six of 60 are missing and the last have no answer after them", rows[join.lag].Weeks, join.lag)
			}
			few := Series(s.Input, []codebook.Series{{ID: "x", Theme: "t0001"}}, map[string]map[models.Day]float64{"x": {start: 1}})
			if !math.IsNaN(few[0].R) || !math.IsNaN(few[0].Q) {
				t.Errorf("an association of one week: %+v", few[0])
			}
		})
	}
}

// TestR67: own rates by class, nothing where it is not known.
func TestR67(t *testing.T) {
	s := newSurvey(8)
	s.add(40, "Butik", day(t, "2026-01-05"), 1, 0)
	for i := range s.Responses {
		value := "nej"
		if s.Responses[i].Class() == models.Promoter && i%4 > 0 {
			value = "Ja"
		}
		if i >= 38 {
			continue
		}
		s.Responses[i].Segments = []models.Segment{{Name: "kom igen", Value: value}}
	}
	rates := Outcomes(s.Input, []codebook.Outcome{{ID: "igen", Segment: "kom igen", Yes: []string{"ja"}}})
	if len(rates) != 3 {
		t.Fatalf("%d rates", len(rates))
	}
	if p := rates[0]; p.Class != models.Promoter || p.Rate < 0.5 || p.Rate > 0.95 || p.Low >= p.Rate || p.High <= p.Rate {
		t.Errorf("promoters %+v", p)
	}
	if d := rates[2]; d.Class != models.Detractor || !d.Withheld || !math.IsNaN(d.Rate) || d.N != 0 {
		t.Errorf("no detractor is known: %+v", d)
	}
}

// TestR53: what customers say is turned into activities: every effort of the
// register stands beside its theme with who answers for it, and what does most for
// the least comes first.
func TestR53(t *testing.T) {
	s := newSurvey(6)
	for range 100 {
		s.add(1, "Telefon", day(t, "2026-02-01"), 0.5, 0.5)
	}
	hard, easy := telephone(), telephone()
	hard.ID, hard.Impact, hard.Feasibility, hard.Owner = "svær", 4, 1, "Kredit"
	easy.ID, easy.Impact, easy.Feasibility, easy.Owner = "let", 3, 5, "Kundecenter"
	priority := map[string]float64{}
	for _, row := range Initiatives(s.Input, []codebook.Initiative{hard, easy}) {
		if row.Initiative.Theme != "t0001" || row.Initiative.Owner == "" || row.Initiative.Name == "" {
			t.Errorf("%+v", row.Initiative)
		}
		priority[row.Initiative.ID] = row.Priority
	}
	if !(priority["let"] > priority["svær"]) {
		t.Errorf("priorities %v", priority)
	}
}

// What is withheld of an initiative is withheld whole: where the months since it began
// are, no count, value, effect or interval is told of either window; the verdict is, as it
// is where nothing is withheld.
func TestWithheldInitiativeTellsNoValue(t *testing.T) {
	s := planted(t, 1, 0.3)
	plain := Initiatives(s.Input, []codebook.Initiative{telephone()})
	s.Shown.Cut = func(key nps.CutKey) bool { return key.Period < "2026-03" }
	for n, row := range Initiatives(s.Input, []codebook.Initiative{telephone()}) {
		if !row.Withheld || row.Before != 0 || row.After != 0 || row.Control != 0 || row.Among != 0 || plain[n].Among == 0 {
			t.Errorf("%+v", row)
		}
		for _, d := range []nps.Difference{row.Effect.Difference, row.Placebo, row.Chosen, row.Earlier, {Points: row.ValueBefore, Low: row.ValueAfter, High: row.Effect.Detectable}} {
			if !math.IsNaN(d.Points) || !math.IsNaN(d.Low) || !math.IsNaN(d.High) {
				t.Errorf("%+v", row)
			}
		}
		if row.Verdict != plain[n].Verdict || row.Verdict != Better {
			t.Errorf("%s, and %s where nothing is withheld", row.Verdict, plain[n].Verdict)
		}
	}
}

// TestThemeGone: a KPI or an initiative of a theme that is gone meets no target and has
// no effect; it says that the theme is gone. An entry that nobody speaks of is a 0.
func TestThemeGone(t *testing.T) {
	s := newSurvey(3)
	for i := range 6 {
		s.add(200, "Telefon", day(t, fmt.Sprintf("2026-%02d-10", i+1)), .6, .3)
	}
	s.Known = map[string]bool{"t0001": true, "eskalering/presse": true}
	most := codebook.Target{AtMost: true, Value: 5, Given: true}
	kpi := func(measure string, themes ...string) codebook.KPI {
		return codebook.KPI{ID: measure, Measure: codebook.Measure(measure), Period: nps.KindMonth, Target: most, Where: codebook.Where{Theme: themes}}
	}
	status := map[string][]string{}
	for _, one := range KPIs(s.Input, []codebook.KPI{kpi("share:t0009"), kpi("share:eskalering/presse"), kpi("nps", "t0009"), kpi("promoters", "eskalering/")}) {
		status[one.KPI.ID] = append(status[one.KPI.ID], one.Status)
	}
	if fmt.Sprint(status) != "map[nps:[theme_gone] share:eskalering/presse:[met met met met met met] share:t0009:[theme_gone]]" {
		t.Error(status)
	}
	gone := telephone()
	gone.Theme, gone.Against = "t0009", codebook.Where{Touchpoint: []string{"Butik"}}
	for _, f := range Initiatives(s.Input, []codebook.Initiative{gone}) {
		if want := map[string]string{OutcomeNPS: TooFew, OutcomeTheme: ThemeGone}[f.Outcome]; f.Verdict != want {
			t.Errorf("%s: %s, want %s", f.Outcome, f.Verdict, want)
		}
	}
}

// TestNoPointIntervals: where everybody answers alike, before and after, no interval of a
// KPI or of its change has width 0.
func TestNoPointIntervals(t *testing.T) {
	s := newSurvey(4)
	s.add(40, "Telefon", day(t, "2026-01-10"), 1, 0)
	s.add(40, "Telefon", day(t, "2026-02-10"), 1, 0)
	for i := range s.Responses {
		s.Responses[i].Score = models.ScoreOf(10)
		s.Responses[i].Ratings = []models.Rating{{Name: "let", Score: models.ScoreOf(4)}}
	}
	for _, measure := range []codebook.Measure{"nps", "promoters", "detractors", "share:t0001", "rating:let"} {
		for _, one := range KPIs(s.Input, []codebook.KPI{{ID: "k", Measure: measure, Period: nps.KindMonth}}) {
			if one.Low == one.High || one.Trend.Low == one.Trend.High {
				t.Errorf("%s %s: [%v, %v], change [%v, %v]", measure, one.Period, one.Low, one.High, one.Trend.Low, one.Trend.High)
			}
		}
	}
}

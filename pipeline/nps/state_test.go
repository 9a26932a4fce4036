package nps_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// figuresOf prints every figure of a state, to the last bit.
func figuresOf(t *testing.T, s *nps.State, opt nps.Options) string {
	t.Helper()
	p, err := s.Panel(opt)
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("%v %v\n", p.Ratings(), p.DimensionRows())
	for _, sc := range p.Score() {
		text += fmt.Sprintf("%v %v %v %v %v %v %v %v\n", sc.Cuts, sc.Rows, sc.Changes(), sc.Causes("touchpoint"), sc.Local("unit"),
			sc.Drivers(nps.OutcomeNPS), sc.Alerts(nps.KindMonth), sc.WhatIf(nps.DefaultClassValues, "touchpoint"))
	}
	return text
}

// However the responses are split, the parts' states merge to the state of all, in
// any order and any grouping, and give the same figures to the last bit.
func TestStatesMergeExactly(t *testing.T) {
	t.Parallel()
	s := large(900, 5, 14, 8, 3)
	for i := range s.Responses {
		s.Responses[i].Ratings = []models.Rating{{Name: "tillid", Score: models.ScoreOf(i % 5)}}
	}
	lens := nps.System{Lens: "løfter", Order: []string{"løfter/a"}, Themes: make([][]int, len(s.Responses))}
	for i := range lens.Themes {
		if i%7 == 0 {
			lens.Themes[i] = []int{0}
		}
	}
	for _, latest := range []bool{false, true} {
		opt := nps.DefaultOptions()
		opt.Workers, opt.Latest = 2, latest
		want := figuresOf(t, nps.Count(s.Responses, latest, s.system(), lens), opt)
		for seed := range uint64(6) {
			draw := rand.New(rand.NewPCG(seed, 4))
			parts := make([]*nps.State, 2+draw.IntN(5))
			lists := make([][]int, len(parts))
			for _, i := range draw.Perm(len(s.Responses)) {
				n := draw.IntN(len(parts))
				lists[n] = append(lists[n], i)
			}
			for n, list := range lists {
				var responses []models.Response
				a, b := s.system(), lens
				a.Themes, b.Themes = nil, nil
				for _, i := range list {
					responses = append(responses, s.Responses[i])
					a.Themes, b.Themes = append(a.Themes, s.Themes[i]), append(b.Themes, lens.Themes[i])
				}
				parts[n] = nps.Count(responses, latest, a, b)
			}
			for len(parts) > 1 { // merge two at random until one is left
				i := draw.IntN(len(parts) - 1)
				if err := parts[i].Merge(parts[i+1]); err != nil {
					t.Fatal(err)
				}
				parts = append(parts[:i+1], parts[i+2:]...)
			}
			if figuresOf(t, parts[0], opt) != want {
				t.Errorf("latest %v, split %d: figures differ", latest, seed)
			}
		}
	}
	if err := nps.Count(nil, false, s.system()).Merge(nps.Count(nil, false, lens)); err == nil {
		t.Error("states of different themes merge")
	}
}

// The latest response of each customer within each period: a customer who answers in
// every month counts in each of them, and once in the quarter, the year and all.
func TestLatestWithinEachPeriod(t *testing.T) {
	t.Parallel()
	var s survey
	for m := range 6 {
		for c := range 20 {
			score := 2
			if m == 5 || m == 2 && c < 10 {
				score = 10
			}
			s.Responses = append(s.Responses, models.Response{Source: "s", ID: fmt.Sprint(m, "-", c), Customer: fmt.Sprint(c), Scale: models.Scale0to10,
				Score: models.ScoreOf(score), Day: models.DayOf(models.Day(19723).Time().AddDate(0, m, 4))})
		}
	}
	opt := nps.DefaultOptions()
	opt.Latest = true
	got := prepare(t, s, opt).Score().Cuts
	for _, want := range []struct {
		kind, period string
		nps          float64
	}{{"month", "2024-01", -100}, {"month", "2024-03", 0}, {"quarter", "2024-Q1", 0}, {"quarter", "2024-Q2", 100}, {"year", "2024", 100}, {"all", "", 100}} {
		r := row(t, got, nps.CutKey{PeriodKind: want.kind, Period: want.period, Dimension: "all"})
		if r.Responses.N != 20 || r.NPS != want.nps {
			t.Errorf("%s %s: %d responses, NPS %v, want 20 and %v", want.kind, want.period, r.Responses.N, r.NPS, want.nps)
		}
	}
}

// An interval always has a width and holds its own score, even of one response.
func TestIntervalsHaveWidth(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 40; n++ {
		for _, tally := range []nps.Tally{{Promoters: n}, {Passives: n}, {Detractors: n}, {Promoters: n - 1, Detractors: 1}} {
			low, high := tally.Interval(1)
			if !(low < high && low <= tally.NPS() && tally.NPS() <= high) {
				t.Errorf("%+v: %v [%v; %v]", tally, tally.NPS(), low, high)
			}
			if d := nps.Compare(tally, nps.Tally{Promoters: n}, 1, 1); !(d.Low < d.High) {
				t.Errorf("%+v: difference %+v", tally, d)
			}
		}
	}
	year := func(y int) []models.Response {
		return answers(20, 0, 0, func(r *models.Response) {
			r.ID, r.Day, r.Ratings = fmt.Sprint(y, r.ID), models.Day(19800+366*y), []models.Rating{{Name: "tillid", Score: models.ScoreOf(4)}}
		})
	}
	s := survey{Responses: append(year(0), year(1)...), Order: []string{"a"}, Themes: [][]int{{0}}}
	p := prepare(t, s, nps.Options{SmallGroup: 1})
	for _, r := range p.Score().Changes() {
		if !(r.CILow < r.CIHigh && r.DeltaLow < r.DeltaHigh) {
			t.Errorf("%+v", r)
		}
	}
	for _, r := range p.Ratings() {
		if !(r.CILow < r.CIHigh) {
			t.Errorf("%+v", r)
		}
	}
}

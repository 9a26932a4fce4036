package nps

import (
	"fmt"
	"math"
	"testing"

	"stemme/models"
)

// TestTogetherByHand: what part of the smaller list both have, and what is one finding by it.
func TestTogetherByHand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b []int32
		want float64
	}{
		{[]int32{1, 2, 3, 4}, []int32{2, 4, 6}, 2.0 / 3}, {[]int32{5, 6, 7}, []int32{1, 2, 7, 8, 9}, 1.0 / 3}, {[]int32{1, 2}, []int32{3, 4}, 0},
		{[]int32{3, 4}, []int32{1, 2}, 0}, {[]int32{1, 3, 5}, []int32{1, 3, 5}, 1}, {nil, []int32{1}, 0}, {nil, nil, 0},
	} {
		if got := together(c.a, c.b); got != c.want {
			t.Errorf("%v and %v: %v, want %v", c.a, c.b, got, c.want)
		}
	}
	rises := []rise{{slot: 1, term: 0, responses: []int32{1, 2, 3, 4}}, {slot: 1, term: 1, responses: []int32{3, 4, 5, 6}}, {slot: 1, term: 2, responses: []int32{4, 7, 8}}, {slot: 2, term: 3, responses: []int32{1, 2, 3, 4}}}
	var got [][]int
	for _, g := range grouped(rises) {
		var terms []int
		for _, r := range g {
			terms = append(terms, r.term)
		}
		got = append(got, terms)
	}
	if fmt.Sprint(got) != "[[0 1] [2] [3]]" {
		t.Errorf("grouped %v", got)
	}
}

// TestWidenByHand: what is small is one with the next smallest, until it is small in neither period.
func TestWidenByHand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pooled []bool
		counts [2][]int
		want   []bool
	}{
		{[]bool{true, false, false}, [2][]int{{3, 9, 20}, {0, 9, 30}}, []bool{true, true, false}},                   // one alone
		{[]bool{true, true, false, false}, [2][]int{{3, 1, 40, 6}, {4, 4, 1, 30}}, []bool{true, true, false, true}}, // four in the first
		{[]bool{true, true, false, false}, [2][]int{{4, 4, 40, 6}, {3, 1, 1, 30}}, []bool{true, true, false, true}}, // four in the second
		{[]bool{true, true, false}, [2][]int{{3, 2, 40}, {0, 0, 1}}, []bool{true, true, false}},                     // five, and none
		{[]bool{true, true, false}, [2][]int{{0, 0, 40}, {3, 2, 1}}, []bool{true, true, false}},
		{[]bool{true, false, false}, [2][]int{{3, 0, 20}, {0, 0, 30}}, []bool{true, false, true}}, // nobody is of the second
		{[]bool{false, false}, [2][]int{{9, 9}, {9, 9}}, []bool{false, false}},
		{[]bool{true}, [2][]int{{2}, {2}}, []bool{true}},
	} {
		got := append([]bool(nil), c.pooled...)
		for widen(got, c.counts, 5) {
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%v of %v: %v, want %v", c.pooled, c.counts, got, c.want)
		}
	}
}

// TestRatingIntervalByHand: customers who all say 4 are as unsure as if one more were a step off; of two,
// 3 and 5 lie one off 4; one alone tells no interval.
func TestRatingIntervalByHand(t *testing.T) {
	t.Parallel()
	of := func(values ...float64) (m moments) {
		for _, v := range values {
			m.add(1, v, 1)
		}
		return m
	}
	for _, c := range []struct {
		m          moments
		mean, half float64
	}{{of(4, 4, 4), 4, 4.302653 / 4}, {of(3, 5), 4, 12.706205}} {
		mean, low, high := c.m.interval()
		holds(t, "mean", mean, c.mean)
		holds(t, "low", low, c.mean-c.half)
		holds(t, "high", high, c.mean+c.half)
	}
	if mean, low, high := of(3).interval(); mean != 3 || !math.IsNaN(low) || !math.IsNaN(high) {
		t.Errorf("of one: %v, %v, %v", mean, low, high)
	}
}

// TestOddsOfNone: nobody of the others mentions it.
func TestOddsOfNone(t *testing.T) {
	t.Parallel()
	holds(t, "G²", gSquared(share{8, 20}, share{0, 30}), 2*(8*math.Log(8/3.2)+12*math.Log(12/16.8)+30*math.Log(30/25.2)))
}

// TestToldToTheStep: what is told in steps is, but for the last digits, a multiple of them as it is.
func TestToldToTheStep(t *testing.T) {
	t.Parallel()
	for _, c := range [][5]float64{{0.7, 0.7, 0.1, 0.7, 0.7}, {-0.7, -0.7, 0.1, -0.7, -0.7}, {0.61, 0.69, 0.1, 0.6, 0.7}, {-12, 13, 5, -15, 15}} {
		if low, high := toldRange(c[0], c[1], c[2]); low != c[3] || high != c[4] {
			t.Errorf("[%v; %v] in steps of %v: [%v; %v]", c[0], c[1], c[2], low, high)
		}
	}
}

// TestGrains: what stands beside each other has one grain.
func TestGrains(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		grain(KindMonth, DimensionUnit, "A/nord", system("")): "month/unit:2/discovered", grain("", DimensionUnit, "A", system("loefter")): "unit:1/loefter",
		grain(KindYear, DimensionUnit, ""): "year/unit", grain(KindAll, DimensionTouchpoint, "a/b"): "all/touchpoint",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestLastOfAPeriod: a customer's answer before one of another year is the last of its year, of another
// quarter of its quarter, and of the same month of nothing; one of no day is the last of all but periods.
func TestLastOfAPeriod(t *testing.T) {
	t.Parallel()
	for _, c := range [][3]int{{noMonth, noMonth, len(Kinds)}, {noMonth, 24000, 1}, {24000, 24012, 1}, {24000, 24003, 2}, {24000, 24001, 3}, {24000, 24000, len(Kinds)}} {
		if got := onlyIn(c[0], c[1]); got != c[2] {
			t.Errorf("of month %d before %d: %d, want %d", c[0], c[1], got, c[2])
		}
	}
	coarse := column{of: []int32{0, 0, 1, 1, 1}}
	fine := column{values: []string{"a", "b", "c"}, of: []int32{0, 1, 2, 2, 2}}
	if to, one := fine.into(&coarse); !one || fmt.Sprint(to) != "[0 0 1]" {
		t.Errorf("%v, %v", to, one)
	}
	fine.of[4] = 0
	if _, one := fine.into(&coarse); one {
		t.Error("a value that goes with two")
	}
}

// TestUnevenDays: where the days with responses lie one and three apart in turn, two days without one at an end are nothing to
// wonder at.
func TestUnevenDays(t *testing.T) {
	t.Parallel()
	var all []models.Response
	for day, step := models.Day(19725), 1; day <= 19904; day, step = day+models.Day(step), 4-step { // 3 January to 30 June 2024
		all = append(all, models.Response{Day: day})
	}
	if cover := CoverageOf(all); !cover.Whole(KindMonth, "2024-01") || !cover.Whole(KindMonth, "2024-06") {
		t.Errorf("%+v", cover)
	}
}

// TestUnionTellsNoFew: the union of themes is told where neither those that it grew by, nor those whom two
// have in common, nor the rest are a small group; later ones count what was not told too.
func TestUnionTellsNoFew(t *testing.T) {
	t.Parallel()
	var responses []models.Response
	themes := make([][]int, 100)
	in := func(theme, from, to int) {
		for i := from; i < to; i++ {
			themes[i] = append(themes[i], theme)
		}
	}
	for i := range themes {
		r := scored(19800, []int{10, 2}[i%2], true)
		if i == 60 || i == 61 {
			r.Score = models.Score{}
		}
		responses = append(responses, r)
	}
	in(0, 0, 20)
	in(1, 3, 21) // 17 of those, and one more
	in(2, 21, 51)
	in(3, 56, 64) // eight, of whom six have a score
	s := scoresOf(t, numbered(responses), System{Order: []string{"a", "b", "c", "d"}, Themes: themes})
	u := union{of: s, seen: make([]bool, 100)}
	for theme, want := range []float64{20, math.NaN(), 51, 59} {
		if got := u.add(theme); got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("with theme %d: %v, want %v", theme, got, want)
		}
	}
}

// TestEffectOfCustomers: what the answers of a customer move adds up before it is squared.
func TestEffectOfCustomers(t *testing.T) {
	t.Parallel()
	of := func(name string) (all []Observation) {
		for i := range 40 {
			all = append(all, Observation{Value: float64(100 * (i / 2 % 2)), Customer: fmt.Sprint(name, i/2), Response: i})
		}
		return all
	}
	c := Contrast{Before: of("a"), After: of("b"), ControlBefore: of("c"), ControlAfter: of("d")}
	e, ok := c.Effect()
	if !ok {
		t.Fatal("no effect")
	}
	holds(t, "half", e.High-e.Points, Z*math.Sqrt(4*20*50*50*(40.0/39)/400))
}

// TestTopThemeOfTwo: a top theme of two themes is withheld everywhere where those who mention both, one of them
// alone, or neither are a small group, and a third one that nobody mentions changes nothing.
func TestTopThemeOfTwo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, from, to int // theme a is of the first, b of those from on
		withheld    bool
	}{{30, 27, 47, true}, {30, 30, 50, false}, {30, 20, 40, false}, {30, 25, 33, true}, {10, 5, 40, false}, {10, 6, 40, true}, {60, 40, 97, true}, {60, 40, 95, false}} {
		var responses []models.Response
		themes := make([][]int, 100)
		for i := range themes {
			responses = append(responses, scored(19800, []int{10, 2}[i%2], true))
			if i < c.a {
				themes[i] = append(themes[i], 0)
			}
			if i >= c.from && i < c.to {
				themes[i] = append(themes[i], 1)
			}
		}
		s := scoresOf(t, numbered(responses), System{Order: []string{"a", "b", "c"}, Tops: []string{"abc", "abc", "abc"}, Themes: themes})
		for _, r := range s.Rows {
			if r.ThemeID == "abc" && r.Suppressed != c.withheld {
				t.Errorf("%d of a, b from %d to %d: %s of %s is withheld: %v", c.a, c.from, c.to, r.ThemeID, r.PeriodKind, r.Suppressed)
			}
		}
	}
}

// TestDriverColumnsByHand: the average is that of the comments, effects are within what it and those who mention
// the theme can be off by, an estimate is its own like, and the interval has three customers more, and as many degrees as those
// who do not mention it where they are the fewer; where nothing is withheld the weight is effect times share.
func TestDriverColumnsByHand(t *testing.T) {
	t.Parallel()
	var responses []models.Response
	var themes [][]int
	sum, n := 0.0, 0.0
	for i := range 130 {
		r := scored(19800, []int{10, 7, 2, 10, 3}[i*i%5], i < 110)
		of := []int(nil)
		if i < 102 {
			of = append(of, 0)
		}
		if i < 110 && i%3 == 0 {
			of = append(of, 1)
		}
		if i < 110 {
			sum, n = sum+float64(r.Class().Value()), n+1
		}
		responses, themes = append(responses, r), append(themes, of)
	}
	p, err := Prepare(numbered(responses), Options{SmallGroup: 1, Workers: 1}, System{Order: []string{"a", "b"}, Themes: themes})
	if err != nil {
		t.Fatal(err)
	}
	s := p.Score()[0]
	r := s.regression(OutcomeNPS, func(int) bool { return true })
	f := r.solve()
	holds(t, "average", r.average(f), sum/n)
	for k, own := range []float64{102, 37} {
		holds(t, "alike", f.alike(k, k), 1)
		mean := f.moment[0].AtVec(k) / own
		low, high := r.bounds(f, k)
		holds(t, "least", low, max(mean-100, -100-sum/n))
		holds(t, "most", high, min(mean+100, 100-sum/n))
		row, _ := r.row(k, k, f)
		each, drawn := f.contrast[k].AtVec(k)/(own+3), 0.0
		for _, v := range []float64{-100, 0, 0, 100} { // ¾ of each, three in all
			drawn += 0.75 * (v - mean) * (v - mean)
		}
		se := math.Sqrt(f.se(k)*f.se(k)*own*own/(own+3)/(own+3) + each*each*drawn)
		quantile := Z
		if own > 65 {
			quantile = student(int(130-own) - 1).Quantile(0.975)
		}
		holds(t, "half", row.CIHigh-row.Effect+3*each*mean, quantile*se)
		holds(t, "weight", row.Weight, row.Effect*own/130)
	}
	if one := f.alike(0, 1); !(math.Abs(one) < 1) {
		t.Errorf("alike %v", one)
	}
	holds(t, "alike the other way", f.alike(1, 0), f.alike(0, 1))
	for _, row := range s.Drivers(OutcomeNPS) {
		holds(t, "weight of "+row.ThemeID, row.Weight, row.Effect*row.Share)
	}
}

// TestReversesByHand: a sure effect whose theme's own score over all surely lies on the other side of the average; what
// the theme's score is in a year, or where it is withheld, says nothing.
func TestReversesByHand(t *testing.T) {
	t.Parallel()
	own := func(kind, dimension string, low, high float64, suppressed bool) ThemeScoreRow {
		return ThemeScoreRow{ThemeID: "a", BaseNPS: 10, ScoreRow: ScoreRow{CutKey: CutKey{PeriodKind: kind, Dimension: dimension}, CILow: low, CIHigh: high, Suppressed: suppressed}}
	}
	for _, c := range []struct {
		row       ThemeScoreRow
		low, high float64
		want      bool
	}{
		{own(KindAll, DimensionAll, -30, 0, false), 10, 30, true}, {own(KindAll, DimensionAll, -30, 10, false), 10, 30, false}, {own(KindAll, DimensionAll, -30, 0, false), -10, 30, false},
		{own(KindAll, DimensionAll, 20, 40, false), -30, -10, true}, {own(KindAll, DimensionAll, 20, 40, false), 10, 30, false}, {own(KindAll, DimensionAll, -30, 0, false), -30, -10, false},
		{own(KindYear, DimensionAll, -30, 0, false), 10, 30, false}, {own(KindAll, DimensionUnit, -30, 0, false), 10, 30, false}, {own(KindAll, DimensionAll, -30, 0, true), 10, 30, false},
	} {
		s := &Scores{Rows: []ThemeScoreRow{c.row}}
		rows := []DriverRow{{ThemeID: "a", Effect: (c.low + c.high) / 2, CILow: c.low, CIHigh: c.high}, {ThemeID: "b", Effect: 20, CILow: 10, CIHigh: 30}}
		s.reverse(rows)
		if rows[0].Reverses != c.want || rows[1].Reverses {
			t.Errorf("%+v of [%v; %v]: reversed %v", c.row.ScoreRow, c.low, c.high, !c.want)
		}
	}
}

// TestExactlySmall: five are no small group: of those who mention a theme, nor of those who say a phrase and not what is told
// within it.
func TestExactlySmall(t *testing.T) {
	t.Parallel()
	var responses []models.Response
	themes := make([][]int, 40)
	for i := range themes {
		responses = append(responses, scored(19800, []int{10, 2}[i%2], true))
		switch {
		case i < 5:
			themes[i] = []int{0}
		case i < 9:
			themes[i] = []int{1}
		}
	}
	if s := scoresOf(t, numbered(responses), System{Order: []string{"a", "b", "c"}, Themes: themes}); s.Few("a") || !s.Few("b") || s.Few("c") {
		t.Errorf("few mention it: %v of five, %v of four, %v of none", s.Few("a"), s.Few("b"), s.Few("c"))
	}
	whole := []int32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	for n, want := range map[int]bool{5: true, 6: false, 9: false, 10: true} {
		if got := fits([][]int32{whole}, whole[:n], 5); got != want {
			t.Errorf("%d of ten may be told beside them: %v", n, got)
		}
	}
}

// TestSegmentsWithinSegments: a segment lies within the next coarser one that its values divide, and a value that fewer than a small
// group have in all is in no row.
func TestSegmentsWithinSegments(t *testing.T) {
	t.Parallel()
	var responses []models.Response
	for i := range 83 {
		r := scored(19800, []int{10, 2}[i%2], true)
		r.Touchpoint = []string{"web", "butik", "web"}[i%3]
		if i >= 80 {
			r.Touchpoint = "sjælden"
		}
		r.Segments = []models.Segment{{Name: "by", Value: fmt.Sprint("by ", i%8)}, {Name: "land", Value: fmt.Sprint("land ", i%2)}, {Name: "region", Value: fmt.Sprint("region ", i%4)}}
		responses = append(responses, r)
	}
	s := scoresOf(t, numbered(responses), System{Themes: make([][]int, len(responses))})
	p := s.panel
	cut := func(dimension, value string) int32 { return p.findCut(dimension, value) }
	if by, region, land := cut("by", "by 7"), cut("region", "region 3"), cut("land", "land 1"); p.cuts[by].parent != region || p.cuts[region].parent != land || p.cuts[land].parent != cutAll {
		t.Errorf("by 7 lies in %d (%d), that in %d (%d)", p.cuts[by].parent, region, p.cuts[region].parent, land)
	}
	values := map[string]bool{}
	for _, r := range s.Cuts {
		values[r.Value] = true
	}
	if values["sjælden"] || !values["web"] || !values["by 7"] {
		t.Errorf("%v have rows", values)
	}
}

package nps_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/nps"
)

// spoken is a survey in which every response says something of some themes of a
// lens: 1 praises, -1 complains, 0 neither.
type spoken struct {
	responses []models.Response
	system    nps.System
}

func newSpoken(lens string, order ...string) *spoken {
	return &spoken{system: nps.System{Lens: lens, Order: order}}
}

// add adds n responses with a score that say these things.
func (s *spoken) add(n, score int, day models.Day, touchpoint string, says map[int]int8) {
	for range n {
		s.responses = append(s.responses, models.Response{Source: "s", ID: fmt.Sprint(len(s.responses)), Day: day, Scale: models.Scale0to10,
			Score: models.ScoreOf(score), Comment: "noget", Touchpoint: touchpoint})
		themes, signs := []int{}, []int8{}
		for t := range s.system.Order {
			if sign, ok := says[t]; ok {
				themes, signs = append(themes, t), append(signs, sign)
			}
		}
		s.system.Themes, s.system.Signs = append(s.system.Themes, themes), append(s.system.Signs, signs)
	}
}

// scores are those of the lens and, last, of the pairs of its entries.
func (s *spoken) scores(t *testing.T) []*nps.Scores {
	t.Helper()
	p, err := nps.Prepare(s.responses, nps.DefaultOptions(), s.system, s.system.Pairs())
	if err != nil {
		t.Fatal(err)
	}
	return p.Score()
}

func day(year, month int) models.Day {
	return models.DayOf(time.Date(year, time.Month(month), 10, 0, 0, 0, 0, time.UTC))
}

// R50, R52: a promise is kept 30 times and broken 10 in one quarter, 10 and 30 in
// the next: from 50 to −50, the change sure, the trend downward. A touchpoint where
// three say which is withheld.
func TestR50PromiseIndex(t *testing.T) {
	t.Parallel()
	s := newSpoken("loefter", "loefter/hurtigt")
	says := func(sign int8) map[int]int8 { return map[int]int8{0: sign} }
	for month := 1; month <= 3; month++ {
		s.add(10, 9, day(2025, month), "butik", says(1))
		s.add(10, 3, day(2025, month+3), "butik", says(-1))
	}
	s.add(10, 3, day(2025, 2), "butik", says(-1))
	s.add(10, 9, day(2025, 5), "butik", says(1))
	s.add(6, 8, day(2025, 2), "butik", says(0))
	rows := promises(t, s)
	whole := rows[nps.CutKey{PeriodKind: "all", Dimension: "all"}]
	if whole.Mentions.N != 86 || whole.Kept.N != 40 || whole.Broken.N != 40 || whole.Unclear.N != 6 {
		t.Errorf("all: %+v", whole)
	}
	if whole.Index != 0 || !(whole.CILow < -10 && whole.CIHigh > 10) {
		t.Errorf("index %v in [%v, %v], want 0", whole.Index, whole.CILow, whole.CIHigh)
	}
	if !math.IsNaN(whole.Trend) {
		t.Errorf("two quarters tell a trend by the year, %v", whole.Trend)
	}
	second := rows[nps.CutKey{PeriodKind: "quarter", Period: "2025-Q2", Dimension: "all"}]
	if second.Index != -50 || second.Change != -100 || !(second.ChangeHigh < 0) {
		t.Errorf("the second quarter: %+v", second)
	}
	year := newSpoken("loefter", "loefter/hurtigt")
	for month := 1; month <= 12; month++ {
		year.add(13-month, 9, day(2025, month), "butik", says(1))
		year.add(month, 3, day(2025, month), "butik", says(-1))
	}
	if of := promises(t, year)[nps.CutKey{PeriodKind: "all", Dimension: "all"}]; !(of.TrendHigh < 0) {
		t.Errorf("trend %v [%v, %v] is not downward", of.Trend, of.TrendLow, of.TrendHigh)
	}
	s.add(3, 9, day(2025, 2), "telefon", says(1))
	s.add(5, 9, day(2025, 2), "telefon", says(0))
	s.add(40, 9, day(2025, 2), "telefon", nil)
	telefon := promises(t, s)[nps.CutKey{PeriodKind: "all", Dimension: "touchpoint", Value: "telefon"}]
	if !telefon.Suppressed || telefon.Kept.Known || !math.IsNaN(telefon.Index) {
		t.Errorf("three say which: %+v", telefon)
	}
}

func promises(t *testing.T, s *spoken) map[nps.CutKey]nps.PromiseRow {
	t.Helper()
	rows := map[nps.CutKey]nps.PromiseRow{}
	for _, r := range s.scores(t)[0].Promises() {
		rows[r.CutKey] = r
	}
	return rows
}

// What is withheld of a promise does not follow from its other rows: of the
// touchpoints of a period whose sum is shown none or several are withheld.
func TestPromisesAreNotFoundBySubtraction(t *testing.T) {
	t.Parallel()
	s := large(4000, 3, 24, 12, 6)
	system := nps.System{Lens: "loefter", Order: s.Order, Themes: s.Themes, Signs: make([][]int8, len(s.Themes))}
	for i, themes := range s.Themes {
		for range themes {
			system.Signs[i] = append(system.Signs[i], int8(i%7/5)*int8(1-i%2*2))
		}
	}
	p, err := nps.Prepare(s.Responses, nps.DefaultOptions(), system)
	if err != nil {
		t.Fatal(err)
	}
	type line struct{ theme, kind, period string }
	withheld, sums, total := map[line]int{}, map[line]bool{}, 0
	for _, r := range p.Score()[0].Promises() {
		at := line{r.ThemeID, r.PeriodKind, r.Period}
		switch {
		case r.Dimension == nps.DimensionAll && !r.Suppressed:
			sums[at] = true
		case r.Dimension == nps.DimensionTouchpoint && r.Suppressed:
			withheld[at]++
			total++
		}
	}
	for at, n := range withheld {
		if n == 1 && sums[at] {
			t.Errorf("one touchpoint alone is withheld in %+v", at)
		}
	}
	if total == 0 || len(sums) == 0 {
		t.Fatalf("%d withheld, %d sums shown: the test proves nothing", total, len(sums))
	}
}

// R46: what was asked for × what was met, from the data alone: whoever misses action
// and praises warmth stands in that cell, a cell of four is withheld, and one that
// nobody is in has no row.
func TestR46ServiceMatch(t *testing.T) {
	t.Parallel()
	s := newSpoken("servicepraeference", "s/faktuel", "s/handling", "s/relationel")
	s.add(20, 9, day(2025, 1), "", map[int]int8{2: 1})
	s.add(10, 3, day(2025, 1), "", map[int]int8{1: -1, 2: 1})
	s.add(2, 9, day(2025, 1), "", map[int]int8{1: -1, 2: 1})
	s.add(15, 2, day(2025, 1), "", map[int]int8{1: -1})
	s.add(4, 2, day(2025, 1), "", map[int]int8{0: -1})
	s.add(9, 9, day(2025, 1), "", map[int]int8{0: 0})
	s.add(7, 9, day(2025, 1), "", map[int]int8{0: 1, 2: 1})
	got := map[[2]string]nps.MatchRow{}
	for _, r := range s.scores(t)[1].Matches() {
		if r.PeriodKind == nps.KindAll && r.Dimension == nps.DimensionAll {
			got[[2]string{r.Asked, r.Met}] = r
		}
	}
	if r := got[[2]string{"s/handling", "s/relationel"}]; r.Scored.N != 12 || math.Abs(r.NPS+100*8.0/12) > 1e-9 || !(r.CILow < r.NPS && r.NPS < r.CIHigh) {
		t.Errorf("asked for action, met warmth: %+v", r)
	}
	if r := got[[2]string{"s/relationel", "s/relationel"}]; r.Scored.N != 27 || r.NPS != 100 {
		t.Errorf("warmth asked for and met: %+v", r)
	}
	if r := got[[2]string{"s/handling", ""}]; r.Scored.N != 15 || r.NPS != -100 {
		t.Errorf("action missed, nothing met: %+v", r)
	}
	if r, ok := got[[2]string{"s/faktuel", ""}]; !ok || !r.Suppressed || r.Scored.Known {
		t.Errorf("four is a small group: %+v", r)
	}
	if r, ok := got[[2]string{"s/faktuel", "s/relationel"}]; ok {
		t.Errorf("what is praised together was not asked for crosswise: %+v", r)
	}
}

// R35: of the purposes of contact the commonest per touchpoint ranks first, and what
// one touchpoint hears more of than the others has a sure q.
func TestR35PurposeByTouchpoint(t *testing.T) {
	t.Parallel()
	s := newSpoken("formaal", "formaal/fejl", "formaal/spoergsmaal")
	s.add(40, 7, day(2025, 1), "web", map[int]int8{1: 0})
	s.add(10, 3, day(2025, 1), "web", map[int]int8{0: 0})
	s.add(50, 9, day(2025, 1), "web", nil)
	s.add(45, 3, day(2025, 1), "service", map[int]int8{0: 0})
	s.add(12, 9, day(2025, 1), "service", map[int]int8{1: 0})
	s.add(43, 9, day(2025, 1), "service", nil)
	first := map[string]nps.PurposeRow{}
	for _, r := range s.scores(t)[0].Purposes() {
		if r.Rank.N == 1 {
			first[r.Value] = r
		}
	}
	if r := first["web"]; r.ThemeID != "formaal/spoergsmaal" || r.Share != 0.4 || !(r.ShareLow < 0.4 && r.ShareHigh > 0.4) || !(r.Q < 0.05) {
		t.Errorf("web: %+v", r)
	}
	if r := first["service"]; r.ThemeID != "formaal/fejl" || r.NPS != -100 || r.Scored.N != 45 || !(r.Q < 0.05) {
		t.Errorf("service: %+v", r)
	}
}

// R48: the edges of the reason map. Waiting and being passed on come together three
// times as often as by chance; a pair that four mention, and one that all but two of
// a theme mention, are left out.
func TestR48ReasonMap(t *testing.T) {
	t.Parallel()
	s := newSpoken("kundetemaer", "k/omstilling", "k/pris", "k/telefon", "k/ventetid")
	s.add(60, 3, day(2025, 1), "", map[int]int8{0: -1, 3: -1})
	s.add(40, 5, day(2025, 1), "", map[int]int8{0: -1})
	s.add(40, 9, day(2025, 1), "", map[int]int8{3: 1})
	s.add(4, 9, day(2025, 1), "", map[int]int8{1: 1, 3: 1})
	s.add(30, 9, day(2025, 1), "", map[int]int8{1: 1})
	s.add(26, 3, day(2025, 1), "", map[int]int8{1: 1, 2: -1})
	s.add(2, 3, day(2025, 1), "", map[int]int8{2: -1})
	s.add(300, 9, day(2025, 1), "", nil)
	rows := s.scores(t)[0].Edges()
	if len(rows) != 1 {
		t.Fatalf("%d edges: %+v", len(rows), rows)
	}
	r := rows[0]
	expected := 100.0 * 104 / 502
	if r.ThemeID != "k/omstilling" || r.OtherID != "k/ventetid" || r.Responses != 60 || r.OfTheme != 100 || r.OfOther != 104 || r.Commented != 502 ||
		math.Abs(r.Expected-expected) > 1e-9 || math.Abs(r.Lift-60/expected) > 1e-9 || !(r.LiftLow > 2 && r.LiftHigh < 4 && r.Q < 0.001) {
		t.Errorf("%+v", r)
	}
	if r.NPS != -100 || !(r.CIHigh < -85) || r.NPSOfTheme != -100 || math.Abs(r.NPSOfOther+100*16.0/104) > 1e-9 {
		t.Errorf("scores: %+v", r)
	}
}

// R37: price is over-represented in detractors and under-represented in promoters,
// with an interval and a q; a theme that all speak of alike is in no class.
func TestR37ClassProfile(t *testing.T) {
	t.Parallel()
	s := newSpoken("", "t0001", "t0002")
	for _, c := range []struct{ score, price int }{{9, 5}, {8, 10}, {3, 40}} {
		s.add(c.price, c.score, day(2025, 1), "", map[int]int8{0: 0})
		s.add(30, c.score, day(2025, 1), "", map[int]int8{1: 0})
		s.add(70-c.price, c.score, day(2025, 1), "", nil)
	}
	got := map[[2]string]nps.ProfileRow{}
	for _, r := range s.scores(t)[0].Profiles() {
		got[[2]string{r.Class, r.ThemeID}] = r
	}
	if r := got[[2]string{"detractor", "t0001"}]; r.Mentions != 40 || r.Commented != 100 || r.Others != 15 || r.OthersOf != 200 || r.Share != 0.4 ||
		!(r.CILow > 0 && r.Q < 0.01 && r.ShareLow > 0.3 && r.ShareHigh < 0.5) {
		t.Errorf("price among detractors: %+v", r)
	}
	if r := got[[2]string{"promoter", "t0001"}]; !(r.CIHigh < 0) {
		t.Errorf("price among promoters: %+v", r)
	}
	if r := got[[2]string{"passive", "t0002"}]; r.Q < 0.05 || !(r.CILow < 0 && r.CIHigh > 0) {
		t.Errorf("what all speak of alike: %+v", r)
	}
}

// R3: of five planted themes with an effect, a sixth that is told with the first and
// has an effect beside it, a seventh without effect and an eighth that restates the score, the five are the high
// five, those with which most points of the whole score surely go first; fewer are the first of them.
func TestR3HighFive(t *testing.T) {
	t.Parallel()
	draw := rand.New(rand.NewPCG(3, 0))
	s := newSpoken("", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8")
	s.system.Restates = []bool{7: true}
	lift := []float64{-0.6, 0.35, -0.5, 0.3, -0.4}
	for range 6000 {
		says, pull := map[int]int8{}, 0.0
		for theme, by := range lift {
			if draw.IntN(14) == 0 {
				says[theme] = 0
				pull += by
			}
		}
		if _, told := says[0]; told && draw.IntN(2) == 0 {
			says[5] = 0
			pull -= 0.3
		}
		if draw.IntN(3) == 0 {
			says[6] = 0
		}
		score := 8
		switch x := draw.Float64(); {
		case x < 0.4+pull/2:
			score = 10
		case x > 0.8+pull/2:
			score = 2
		}
		if score == 2 && draw.IntN(5) == 0 {
			says[7] = 0
		}
		s.add(1, score, day(2025, 1+draw.IntN(12)), "", says)
	}
	all := s.scores(t)[0]
	rows := all.HighFive(all.Drivers(nps.OutcomeNPS), func(string) bool { return true }, func(_, _ string) bool { return false })
	var ids []string
	covered := 0.0
	for i, r := range rows {
		ids = append(ids, r.ThemeID)
		if r.Rank != i+1 || r.Overlap > 0.3 || !(r.CILow > 0 || r.CIHigh < 0) || !(r.Covered > covered && r.Covered <= 1) {
			t.Errorf("%+v", r)
		}
		covered = r.Covered
	}
	if got := fmt.Sprint(ids); len(ids) != 5 || ids[0] != "t1" || strings.Contains(got, "t6") || strings.Contains(got, "t7") || strings.Contains(got, "t8") {
		t.Errorf("high five: %v", ids)
	}
	mentions := 0
	for _, of := range s.system.Themes {
		if slices.ContainsFunc(of, func(t int) bool { return t < 5 }) {
			mentions++
		}
	}
	if want := float64(mentions) / 6000; math.Abs(covered-want) > 1e-9 {
		t.Errorf("%v of the comments are covered, want %v", covered, want)
	}
	without := all.HighFive(all.Drivers(nps.OutcomeNPS), func(id string) bool { return id != "t1" }, func(_, _ string) bool { return false })
	if without[0].ThemeID == "t1" {
		t.Error("a theme that is no finding is among the high five")
	}
	akin := func(a, b string) bool { return a == ids[2] && b == ids[0] }
	for _, r := range all.HighFive(all.Drivers(nps.OutcomeNPS), func(string) bool { return true }, akin) {
		if r.ThemeID == ids[2] {
			t.Error("a theme of the subject of the first is among the high five")
		}
	}
	drivers := all.Drivers(nps.OutcomeNPS)
	for i := range drivers { // what few mention moves the score of all by little, however much it does to theirs
		if drivers[i].ThemeID == ids[1] {
			drivers[i].Share /= 50
		}
	}
	seldom := all.HighFive(drivers, func(string) bool { return true }, func(_, _ string) bool { return false })
	if len(seldom) != 5 || seldom[4].ThemeID != ids[1] || seldom[4].Rank != 5 {
		t.Errorf("with the second mentioned by few: %+v", seldom)
	}
	drivers = all.Drivers(nps.OutcomeNPS)
	for i := range drivers {
		if drivers[i].ThemeID == ids[1] {
			drivers[i].Q = 0.08
		}
	}
	for _, r := range all.HighFive(drivers, func(string) bool { return true }, func(_, _ string) bool { return false }) {
		if r.ThemeID == ids[1] {
			t.Error("a theme that is not sure among all is among the high five")
		}
	}
}

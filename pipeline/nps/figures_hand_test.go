package nps

import (
	"fmt"
	"math"
	"testing"

	"stemme/models"
)

// scoresOf scores a survey with one system of themes.
func scoresOf(t *testing.T, responses []models.Response, system System) *Scores {
	t.Helper()
	p, err := Prepare(responses, DefaultOptions(), system)
	if err != nil {
		t.Fatal(err)
	}
	return p.Score()[0]
}

// scored is a response on a day with a score; it has a comment where it wrote one.
func scored(day models.Day, score int, wrote bool) models.Response {
	r := models.Response{Source: "s", Day: day, Scale: models.Scale0to10, Score: models.ScoreOf(score)}
	if wrote {
		r.Comment = "x"
	}
	return r
}

// numbered gives responses ids of their own.
func numbered(responses []models.Response) []models.Response {
	for i := range responses {
		responses[i].ID = fmt.Sprintf("%05d", i)
	}
	return responses
}

// TestFisherByHand: of 10 with 5 marked, 5 are drawn.
func TestFisherByHand(t *testing.T) {
	t.Parallel()
	for part, want := range map[float64]float64{5: 2 * 1.0 / 252, 4: 2 * 26.0 / 252, 3: 2 * 126.0 / 252, 2: 1, 0: 1} {
		holds(t, fmt.Sprint(part, " or more"), fisher(part, 5, 5, 10), want)
	}
	holds(t, "3 or more of 4 marked, when drawing 3", fisher(3, 3, 4, 10), 2*4.0/120)
}

// TestQuietVarianceByHand: of the promoters, strangers all, 30 of 40 wrote and then 20 of 50. Of
// twelve customers who were passive twice nine wrote and then did not, three did not and then wrote: each
// counts whole. The detractors all wrote: their variance is that of one more who wrote and one who did not.
func TestQuietVarianceByHand(t *testing.T) {
	t.Parallel()
	var responses []models.Response
	add := func(n int, day models.Day, score int, wrote bool, customer string) {
		for k := range n {
			r := scored(day, score, wrote)
			if customer != "" {
				r.Customer = fmt.Sprint(customer, k)
			}
			responses = append(responses, r)
		}
	}
	const first, second = models.Day(19800), models.Day(20200)
	add(30, first, 10, true, "")
	add(10, first, 10, false, "")
	add(20, second, 10, true, "")
	add(30, second, 10, false, "")
	add(9, first, 7, true, "a")
	add(9, second, 7, false, "a")
	add(3, first, 7, false, "b")
	add(3, second, 7, true, "b")
	add(10, first, 3, true, "")
	add(10, second, 3, true, "")
	s := scoresOf(t, numbered(responses), System{Themes: make([][]int, len(responses))})
	job, err := s.named("2024", "2025", DimensionAll, "")
	if err != nil {
		t.Fatal(err)
	}
	p := s.panel
	members := s.membersByCell(p.at(job.from, job.cut), p.at(job.to, job.cut))
	rows := [2][]int32{members[p.at(job.from, job.cut)], members[p.at(job.to, job.cut)]}
	parts := s.pool(rows, job)
	var in place
	in.enter(s, rows, parts)
	d := &decomposition{scores: s, room: &in.brief, lasting: &in.lasting, crowds: &in.crowds, of: parts, parts: len(parts.names), grouping: p.group(&in.crowds, in.along())}
	d.outside = parts.of[len(s.Order)+1]
	var wrote [classes][2]float64
	for j := range d.crowds {
		d.tally(j)
	}
	for at := range wrote {
		wrote[at] = d.heldAt(at).Wrote
	}
	if want := [classes][2]float64{{1, 1}, {0.75, 0.25}, {0.75, 0.4}}; wrote != want {
		t.Fatalf("%v wrote, want %v", wrote, want)
	}
	got := d.quietVariance(&wrote)
	exact := func(what string, got, want float64) {
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	exact("promoters", got[2], 0.75*0.25/40+0.4*0.6/50)
	exact("passives", got[1], (9*0.25+3*2.25)/144)
	exact("detractors", got[0], 2*(11.0/12)*(1.0/12)/12)
}

// TestScoreAgainstItsSeason: a touchpoint's December against the two before it, 200 answers at 40: with
// noise of twice chance, what is surely below them by Student's t of 19 degrees stays, what is not is no alert.
func TestScoreAgainstItsSeason(t *testing.T) {
	t.Parallel()
	kept := 0
	for promoters := 40; promoters <= 75; promoters++ {
		var responses []models.Response
		for year, good := range []int{60, 80, promoters} {
			for i := range 100 {
				r := scored(models.Day(18962+365*year), map[bool]int{true: 10, false: 2}[i < good], true) // 1 December 2021 and on
				r.Touchpoint = "web"
				responses = append(responses, r)
			}
			r := scored(models.Day(18962+365*year), 10, true)
			r.Touchpoint = "butik"
			responses = append(responses, r, r, r, r, r, r, r, r)
		}
		s := scoresOf(t, numbered(responses), System{Themes: make([][]int, len(responses))})
		p := s.panel
		node, c := p.findPeriod(KindMonth, "2023-12"), p.findCut(DimensionTouchpoint, "web")
		one := verdict{p: 0.001}
		one.row.Z = -3
		s.scoreSeason(&one, []int32{node}, c, noise{spread: 2, degrees: 19})
		now, share := 2*float64(promoters)-100, (140+float64(promoters))/300
		variance := 40000 * share * (1 - share)
		z := (now - 40) / math.Sqrt(2*variance*(1.0/100+1.0/200))
		want := 0.001
		if z > -2.093 { // the point of Student's t
			want = 1
		} else {
			kept++
		}
		if one.p != want || one.row.Season != SeasonBeyond {
			t.Errorf("%d promoters, %.2f roots off: p %v, want %v, %q", promoters, z, one.p, want, one.row.Season)
		}
	}
	if kept == 0 || kept == 36 {
		t.Errorf("%d of 36 stay: the bound is not tried", kept)
	}
}

// TestAlertsNeedAPast: what falls behind six months is told, behind five not.
func TestAlertsNeedAPast(t *testing.T) {
	t.Parallel()
	for past, want := range map[int]bool{FewestBefore - 1: false, FewestBefore: true} {
		var responses []models.Response
		var themes [][]int
		for m := range past + 1 {
			for i := range 60 {
				good := i%2 == 0 && m < past
				r := scored(models.Day(18262+31*m), map[bool]int{true: 10, false: 2}[good], true)
				r.Touchpoint = []string{"web", "butik"}[i/30]
				responses, themes = append(responses, r), append(themes, map[bool][]int{true: {0}}[i%10 == 0 || m == past && i%2 == 0])
			}
		}
		families := map[string]bool{}
		for _, r := range scoresOf(t, numbered(responses), System{Order: []string{"a"}, Themes: themes}).Alerts(KindMonth) {
			families[r.Family] = true
		}
		if families[FamilyScore] != want || families[FamilyVolume] != want {
			t.Errorf("behind %d months: %v", past, families)
		}
	}
}

// TestHoldsAndMentions: what belongs to a cut, and what mentions a theme, a top theme or none.
func TestHoldsAndMentions(t *testing.T) {
	t.Parallel()
	r := scored(19800, 10, true)
	r.Source, r.Touchpoint, r.Stage, r.Unit = "net", "web", "køb", "A/nord/1"
	r.Segments = []models.Segment{{Name: "kundetype", Value: "privat"}, {Name: "unit", Value: "hold"}}
	for _, c := range []struct {
		kind, period, dimension, value string
		want                           bool
	}{
		{KindAll, "", DimensionAll, "", true}, {KindYear, "2024", DimensionAll, "", true}, {KindYear, "2023", DimensionAll, "", false}, {KindYear, "", DimensionAll, "", false},
		{KindAll, "", DimensionSource, "net", true}, {KindAll, "", DimensionSource, "brev", false}, {KindAll, "", DimensionTouchpoint, "web", true},
		{KindAll, "", DimensionStage, "brug", false}, {KindAll, "", DimensionUnit, "A/nord", true}, {KindAll, "", DimensionUnit, "A/no", false}, {KindAll, "", DimensionUnit, "", false},
		{KindAll, "", "kundetype", "privat", true}, {KindAll, "", "kundetype", "", false}, {KindAll, "", "segment_unit", "hold", true}, {KindAll, "", "segment_unit", "", false},
	} {
		if key := (CutKey{c.kind, c.period, c.dimension, c.value}); key.Holds(&r) != c.want {
			t.Errorf("%v holds it: %v", key, !c.want)
		}
	}
	s := System{Order: []string{"a", "b"}, Tops: []string{"ab", ""}, Themes: [][]int{{0}, {1}, {}, {0, 1}}}
	for theme, want := range map[string][4]bool{"a": {true, false, false, true}, "b": {false, true, false, true}, "ab": {true, false, false, true}, models.NoTheme: {false, false, true, false}} {
		for i, is := range want {
			if s.Mentions(i, true, theme) != is || s.Mentions(i, false, theme) != (is && theme != models.NoTheme) {
				t.Errorf("response %d mentions %q: %v", i, theme, !is)
			}
		}
	}
}

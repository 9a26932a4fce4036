package nps_test

import (
	"bufio"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
	"stemme/testdata/corpora"
)

// crossed is a survey of two years over two ways to cut: in year y the cell (a, b)
// has n[y][a][b] responses of which promoters[y][a][b] are promoters, the rest
// detractors.
func crossed(n, promoters [2][2][2]int) survey {
	var s survey
	for y := range n {
		for a := range n[y] {
			for b := range n[y][a] {
				s.Responses = append(s.Responses, answers(promoters[y][a][b], 0, n[y][a][b]-promoters[y][a][b], func(r *models.Response) {
					r.ID = fmt.Sprint(y, a, b, "-", r.ID)
					r.Day = models.Day(19800 + 366*y)
					r.Touchpoint = []string{"butik", "web"}[a]
					r.Segments = []models.Segment{{Name: "kundetype", Value: []string{"erhverv", "privat"}[b]}}
				})...)
			}
		}
	}
	return s
}

// Mix and performance by hand: one dimension after Kitagawa, two after Shapley,
// worked out here over all orders of three players.
func TestMixByHand(t *testing.T) {
	t.Parallel()
	n := [2][2][2]int{{{100, 200}, {300, 400}}, {{400, 100}, {200, 300}}}
	promoters := [2][2][2]int{{{80, 120}, {90, 100}}, {{300, 70}, {40, 150}}}
	s := crossed(n, promoters)
	var share, mean [2][2][2]float64
	for y := range n {
		for a := range n[y] {
			for b := range n[y][a] {
				share[y][a][b] = float64(n[y][a][b]) / 1000
				mean[y][a][b] = 200*float64(promoters[y][a][b])/float64(n[y][a][b]) - 100
			}
		}
	}
	marginA := func(y, a int) float64 { return share[y][a][0] + share[y][a][1] }
	marginB := func(y, b int) float64 { return share[y][0][b] + share[y][1][b] }
	// value of a coalition: bit 0 touchpoint, bit 1 kundetype, bit 2 performance.
	value := func(set int) float64 {
		sum := 0.0
		for a := range 2 {
			for b := range 2 {
				q := share[0][a][b]
				switch set & 3 {
				case 1:
					q = marginA(1, a) * share[0][a][b] / marginA(0, a)
				case 2:
					q = marginB(1, b) * share[0][a][b] / marginB(0, b)
				case 3:
					q = share[1][a][b]
				}
				sum += q * mean[set>>2][a][b]
			}
		}
		return sum
	}
	points := [3]float64{}
	for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		set := 0
		for _, player := range order {
			points[player] += (value(set|1<<player) - value(set)) / 6
			set |= 1 << player
		}
	}
	sc := prepare(t, s, nps.Options{}).Score()
	got, err := sc.ChangeBy("2024", "2025", "touchpoint", "kundetype")
	if err != nil {
		t.Fatal(err)
	}
	mixes := got[len(got)-2:]
	near(t, "touchpoint", mixes[0].Total, points[0], 1e-9)
	near(t, "kundetype", mixes[1].Total, points[1], 1e-9)
	near(t, "performance", mixes[0].Performance, points[2], 1e-9)
	near(t, "sum", points[0]+points[1]+points[2], mixes[0].Delta, 1e-9)
	turned, err := sc.ChangeBy("2024", "2025", "kundetype", "touchpoint")
	if err != nil {
		t.Fatal(err)
	}
	near(t, "the other order", turned[len(turned)-1].Total, points[0], 1e-9)

	one, err := sc.ChangeBy("2024", "2025", "touchpoint")
	if err != nil {
		t.Fatal(err)
	}
	kitagawa := 0.0
	for a := range 2 {
		m0 := (share[0][a][0]*mean[0][a][0] + share[0][a][1]*mean[0][a][1]) / marginA(0, a)
		m1 := (share[1][a][0]*mean[1][a][0] + share[1][a][1]*mean[1][a][1]) / marginA(1, a)
		kitagawa += (marginA(1, a) - marginA(0, a)) * (m0 + m1) / 2
	}
	mix := one[len(one)-1]
	near(t, "Kitagawa", mix.Total, kitagawa, 1e-9)
	if mix.MixValue != "butik" || math.Abs(mix.ShareFrom-0.3) > 1e-9 || math.Abs(mix.ShareTo-0.5) > 1e-9 {
		t.Errorf("moved: %+v", mix)
	}
	for _, by := range [][]string{{"afdeling"}, {"touchpoint", "kundetype", "touchpoint", "kundetype"}} {
		if _, err := sc.ChangeBy("2024", "2025", by...); err == nil {
			t.Errorf("%v is taken out", by)
		}
	}
}

// Where shares do not move, the mix holds 0; where only they move, performance
// does: in 95 % of 2,000 surveys, of which the short form draws 200.
func TestMixPlacebo(t *testing.T) {
	t.Parallel()
	surveys, low, high := 200, 0.90, 0.995
	if os.Getenv("STEMME_LONG") != "" {
		surveys, low, high = 2000, 0.93, 0.97
	}
	held := [2]int{}
	for k := range surveys {
		for kind := range held {
			draw := rand.New(rand.NewPCG(uint64(k), uint64(100+kind)))
			var s survey
			for i := range 1500 {
				y := i % 2
				g, better := 0, 0.0
				if draw.Float64() < 0.4+0.2*float64(y*kind) {
					g, better = 1, -0.3
				}
				score := 9
				switch x := draw.Float64() - 0.15*float64(y*(1-kind)); {
				case x > 0.6+better:
					score = 2
				case x > 0.45+better:
					score = 7
				}
				s.Responses = append(s.Responses, models.Response{Source: "s", ID: fmt.Sprint(i), Scale: models.Scale0to10, Comment: "x",
					Customer: fmt.Sprint(draw.IntN(1500)), Day: models.Day(19800 + 366*y), Score: models.ScoreOf(score),
					Touchpoint: []string{"butik", "web"}[g]})
			}
			got := changes(t, s, "touchpoint")
			mix := got[len(got)-1]
			if kind == 0 && mix.CILow <= 0 && 0 <= mix.CIHigh || kind == 1 && mix.PerformanceLow <= 0 && 0 <= mix.PerformanceHigh {
				held[kind]++
			}
		}
	}
	for kind, what := range [...]string{"mix", "performance"} {
		share := float64(held[kind]) / float64(surveys)
		t.Logf("%s holds 0 in %.1f %%", what, 100*share)
		if share < low || share > high {
			t.Errorf("%s holds 0 in %.1f %% of %d surveys", what, 100*share, surveys)
		}
	}
}

// Of a dimension of more than 300 values no mix is taken out, and that is known.
func TestMixLeavesOutLargeDimensions(t *testing.T) {
	t.Parallel()
	s := survey{Responses: answers(400, 0, 400, func(r *models.Response) {
		r.Day = models.Day(19800 + 366*(len(r.ID)%2))
		r.Touchpoint = "t" + r.ID
	})}
	p := prepare(t, s, nps.DefaultOptions())
	if got := p.DimensionRows(); len(got) != 1 || got[0] != (nps.DimensionRow{Dimension: "touchpoint", Values: 800}) {
		t.Errorf("%+v", got)
	}
	for _, r := range p.Score().Changes() {
		if r.Part == nps.PartMix {
			t.Errorf("%+v", r)
		}
	}
}

// One set of rows leads every comparison: the largest sure mix.
func TestOneSetLeads(t *testing.T) {
	t.Parallel()
	s := crossed([2][2][2]int{{{100, 100}, {400, 400}}, {{400, 400}, {100, 100}}}, [2][2][2]int{{{80, 80}, {100, 100}}, {{320, 320}, {25, 25}}})
	leads := map[string]int{}
	for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Changes() {
		if r.Lead && r.Dimension == nps.DimensionAll {
			leads[r.MixDimension]++
		}
	}
	if len(leads) != 1 || leads["touchpoint"] == 0 {
		t.Errorf("%v", leads)
	}
}

// The reviews of nine firms fell by 31 points from one quarter to the next: more
// came from one firm.
func TestReviewsFellByMix(t *testing.T) {
	t.Parallel()
	text, err := os.Open(corpora.File(t, "danish-reviews/reviews.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer text.Close()
	var s survey
	lines := bufio.NewScanner(text)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		stars, err := strconv.Atoi(f[2])
		day, dayErr := models.ParseDay(f[3])
		if err != nil || dayErr != nil {
			continue
		}
		s.Responses = append(s.Responses, models.Response{Source: "s", ID: f[0], Score: models.ScoreOf(stars), Scale: models.Scale1to5, Day: day,
			Comment: "x", Segments: []models.Segment{{Name: "company", Value: f[1]}}})
	}
	got, err := prepare(t, s, nps.DefaultOptions()).Score().ChangeBy("2021-Q3", "2021-Q4", "company")
	if err != nil {
		t.Fatal(err)
	}
	mix := got[len(got)-1]
	near(t, "total", mix.Delta, -31.3, 0.1)
	near(t, "mix", mix.Total, -30.0, 0.1)
	near(t, "performance", mix.Performance, -1.2, 0.1)
	t.Logf("%.2f = %.2f [%.2f; %.2f] mix + %.2f [%.2f; %.2f] performance; share of the first mover %.3f to %.3f", mix.Delta, mix.Total, mix.CILow, mix.CIHigh,
		mix.Performance, mix.PerformanceLow, mix.PerformanceHigh, mix.ShareFrom, mix.ShareTo)
}

// TestRenamedValuesAreNoMix: where a segment's values are renamed while everybody scores
// lower, or a column counts the waves, no mix is taken out by it, so that the fall is not
// told as other customers. Where some values are new and the others stay, it is.
func TestRenamedValuesAreNoMix(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		values [2][]string // of the two years
		mixed  bool
	}{
		{"renamed", [2][]string{{"Privat", "Erhverv"}, {"Privatkunde", "Erhvervskunde"}}, false},
		{"one renamed", [2][]string{{"Privat", "Erhverv"}, {"Privat", "Erhvervskunde"}}, false},
		{"wave", [2][]string{{"2024", "2024"}, {"2025", "2025"}}, false},
		{"one is new", [2][]string{{"Privat", "Privat"}, {"Privat", "Forening"}}, true},
		{"the same", [2][]string{{"Privat", "Erhverv"}, {"Privat", "Erhverv"}}, true},
	} {
		var s survey
		for y := range 2 {
			for v, value := range c.values[y] {
				s.Responses = append(s.Responses, answers(100-30*y, 0, 100+30*y, func(r *models.Response) {
					r.ID = fmt.Sprint(y, v, "-", r.ID)
					r.Day = models.Day(19800 + 366*y)
					r.Segments = []models.Segment{{Name: "kundetype", Value: value}}
				})...)
			}
		}
		rows, err := prepare(t, s, nps.DefaultOptions()).Score().Change("2024", "2025", nps.DimensionAll, "")
		if err != nil {
			t.Fatal(err)
		}
		mixed := false
		for _, r := range rows {
			mixed = mixed || strings.Contains(r.MixDimension, "kundetype")
		}
		if mixed != c.mixed {
			t.Errorf("%s: mix taken out is %v", c.name, mixed)
		}
	}
}

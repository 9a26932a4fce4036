package nps_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// One customer who answers twice a day gives two responses; measured by the latest
// of each customer, one.
func TestR7TwoResponsesOfOneCustomer(t *testing.T) {
	t.Parallel()
	s := survey{Responses: answers(10, 5, 5, func(r *models.Response) { r.Day, r.Customer = 20000, "k"+r.ID })}
	s.Responses[1].Customer = s.Responses[0].Customer
	for latest, want := range map[bool]int64{false: 20, true: 19} {
		opt := nps.DefaultOptions()
		opt.Latest = latest
		if r := row(t, prepare(t, s, opt).Score().Cuts, nps.CutKey{PeriodKind: nps.KindMonth, Period: "2024-10", Dimension: nps.DimensionAll}); r.Responses.N != want {
			t.Errorf("latest %v: %d responses, want %d", latest, r.Responses.N, want)
		}
	}
}

// Five years are 60 months of the score and of every theme.
func TestR10FiveYearsByMonth(t *testing.T) {
	t.Parallel()
	got := prepare(t, large(6000, 3, 60, 4, 8), nps.DefaultOptions()).Score()
	months := map[string]int{}
	for _, r := range got.Cuts {
		if r.PeriodKind == nps.KindMonth && r.Dimension == nps.DimensionAll && r.Period != "" && !r.Suppressed {
			months["score"]++
		}
	}
	for _, r := range got.Rows {
		if r.PeriodKind == nps.KindMonth && r.Dimension == nps.DimensionAll && r.Period != "" {
			months[r.ThemeID]++
		}
	}
	for of, n := range months {
		if n != 60 {
			t.Errorf("%q has %d months", of, n)
		}
	}
	if len(months) != 5 { // three themes, the rest and the score
		t.Errorf("%v", months)
	}
}

// The values of a segment sum to all, those without a value among them.
func TestR14SegmentsSumToAll(t *testing.T) {
	t.Parallel()
	s := survey{Responses: answers(60, 30, 30, func(r *models.Response) {
		if n := len(r.ID); r.ID[n-1] != '7' {
			r.Segments = []models.Segment{{Name: "kundetype", Value: []string{"erhverv", "stor privat"}[int(r.ID[n-1])%2]}}
		}
	})}
	sum, none := int64(0), false
	for _, r := range prepare(t, s, nps.DefaultOptions()).Score().Cuts {
		if r.PeriodKind == nps.KindAll && r.Dimension == "kundetype" {
			sum += r.Responses.N
			none = none || r.Value == "" && r.Responses.N == 12
		}
	}
	if sum != 120 || !none {
		t.Errorf("%d of 120 responses, those without a value shown: %v", sum, none)
	}
}

// Teams sum to their department and departments to all, with what is withheld: the
// shown children and the rest, which is none or at least k, are the parent.
func TestR58UnitsRollUp(t *testing.T) {
	t.Parallel()
	s := large(3000, 2, 3, 40, 5)
	got := prepare(t, s, nps.DefaultOptions()).Score().Cuts
	size, shown, hidden := map[string]int64{}, map[string]int64{}, map[string]int{}
	for unit, n := range sizesOfUnits(s.Responses) {
		if n < 5 { // it has no row
			hidden[unit[:max(0, strings.LastIndex(unit, "/"))]]++
		}
	}
	for _, r := range got {
		if r.PeriodKind != nps.KindAll || r.Dimension != nps.DimensionUnit {
			continue
		}
		up := r.Value[:max(0, strings.LastIndex(r.Value, "/"))]
		size[r.Value] = r.Responses.N
		shown[up] += r.Responses.N
		if r.Suppressed {
			hidden[up]++
		}
	}
	size[""] = int64(len(s.Responses))
	parents := 0
	for up, n := range shown {
		if size[up] == 0 {
			continue // withheld itself
		}
		parents++
		if rest := size[up] - n; rest < 0 || rest == 0 != (hidden[up] == 0) || rest > 0 && (rest < 5 || hidden[up] < 2) {
			t.Errorf("%q: %d responses, %d in children, %d of them withheld", up, size[up], n, hidden[up])
		}
	}
	if parents < 10 || len(hidden) == 0 {
		t.Errorf("%d parents, %d with withheld children: nothing is proved", parents, len(hidden))
	}
}

// sizesOfUnits counts the responses of every unit, at every level.
func sizesOfUnits(responses []models.Response) map[string]int {
	size := map[string]int{}
	for i := range responses {
		for unit := responses[i].Unit; unit != ""; unit = unit[:max(0, strings.LastIndex(unit, "/"))] {
			size[unit]++
		}
	}
	return size
}

// Behaviour goes with the score by its planted effect, other behaviour being equal,
// with interval and q.
func TestR65BehaviourGoesWithTheScore(t *testing.T) {
	t.Parallel()
	draw := rand.New(rand.NewPCG(65, 0))
	system := nps.System{Lens: "adfaerd", Order: []string{"adfaerd/lyttede", "adfaerd/afbrod", "adfaerd/smalltalk"}}
	var responses []models.Response
	for i := range 4000 {
		var of []int
		mean := 0.0
		for b, effect := range []float64{25, -40, 0} {
			if draw.Float64() < 0.2 {
				of = append(of, b)
				mean += effect
			}
		}
		score := 8
		if up := draw.Float64(); up < 0.3+mean/200 {
			score = 10
		} else if up > 0.7+mean/200 {
			score = 2
		}
		responses = append(responses, models.Response{Source: "s", ID: fmt.Sprint(i), Day: models.NoDay, Scale: models.Scale0to10, Score: models.ScoreOf(score), Comment: "x"})
		system.Themes = append(system.Themes, of)
	}
	panel, err := nps.Prepare(responses, nps.DefaultOptions(), system)
	if err != nil {
		t.Fatal(err)
	}
	rows := panel.Score()[0].Drivers(nps.OutcomeNPS)
	for b, effect := range []float64{25, -40, 0} {
		at := slices.IndexFunc(rows, func(r nps.DriverRow) bool { return r.ThemeID == system.Order[b] })
		rest := effect // effects are held against comments without behaviour, of which there are many
		if r := rows[at]; !(r.CILow < rest+6 && rest-6 < r.CIHigh) || (r.Q <= 0.05) != (effect != 0) || r.Lens != "adfaerd" {
			t.Errorf("planted %v: %+v", effect, r)
		}
	}
}

// TestR21PeriodsAddUp: the counts of a year are those of its quarters, and of its months,
// class by class.
func TestR21PeriodsAddUp(t *testing.T) {
	t.Parallel()
	sums := map[string]map[string][4]int64{}
	for _, r := range prepare(t, large(4000, 2, 30, 4, 21), nps.Options{SmallGroup: 1, Workers: 2}).Score().Cuts {
		if r.Dimension != nps.DimensionAll || r.PeriodKind == nps.KindAll || r.Period == "" {
			continue
		}
		of := sums[r.PeriodKind]
		if of == nil {
			of = map[string][4]int64{}
			sums[r.PeriodKind] = of
		}
		n := of[r.Period[:4]]
		for i, count := range []int64{r.Responses.N, r.Promoters.N, r.Passives.N, r.Detractors.N} {
			n[i] += count
		}
		of[r.Period[:4]] = n
	}
	if len(sums[nps.KindYear]) < 2 {
		t.Fatal("fewer than two years")
	}
	for year, n := range sums[nps.KindYear] {
		if sums[nps.KindQuarter][year] != n || sums[nps.KindMonth][year] != n {
			t.Errorf("%s: %v, its quarters %v, its months %v", year, n, sums[nps.KindQuarter][year], sums[nps.KindMonth][year])
		}
	}
}

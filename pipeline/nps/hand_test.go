package nps

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"stemme/models"
)

func holds(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) < 1e-4) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// TestMeanByHand: 1, 2, 3 and 6 have the mean 3 and squares of 14 around it, 14/12 of
// which are the square of the standard error; where the first two are one customer's
// they are 18.
func TestMeanByHand(t *testing.T) {
	t.Parallel()
	of := []Observation{{Value: 1}, {Value: 2}, {Value: 3}, {Value: 6}}
	m := MeanOf(of)
	holds(t, "mean", m.Value, 3)
	holds(t, "standard error", m.SE, math.Sqrt(14.0/12))
	holds(t, "design", m.Design(of), 1)
	of[0].Customer, of[1].Customer = "k", "k"
	m = MeanOf(of)
	holds(t, "standard error with a customer", m.SE, math.Sqrt(18.0/12))
	holds(t, "design with a customer", m.Design(of), 18.0/14)
	one := MeanOf(of[3:])
	if one.N != 1 || one.Value != 6 || !math.IsNaN(one.SE) || one.Design(of[3:]) != 1 {
		t.Errorf("of one: %+v", one)
	}
	if none := MeanOf(nil); none.N != 0 || !math.IsNaN(none.Value) || none.Design(nil) != 1 {
		t.Errorf("of none: %+v", none)
	}
	alike := []Observation{{Value: 2, Customer: "a"}, {Value: 2, Customer: "b"}}
	holds(t, "design of equal values", MeanOf(alike).Design(alike), 1)
	d := Mean{9, 5, 3}.Less(Mean{9, 3, 4})
	holds(t, "difference", d.Points, 2)
	holds(t, "its lower end", d.Low, 2-5*1.959964)
}

// TestSharesByHand: 10 of 50 against 30 of 60, worked out apart.
func TestSharesByHand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b              Share
		points, low, high float64
		z                 float64
	}{
		{Share{10, 50, 1}, Share{30, 60, 1}, 30, 12.100398, 45.069889, 3.256861},
		{Share{10, 50, 2}, Share{30, 60, 1.5}, 30, 5.812250, 48.524054, 2.446123},
	} {
		d := CompareShares(c.a, c.b)
		holds(t, "points", d.Points, c.points)
		holds(t, "low", d.Low, c.low)
		holds(t, "high", d.High, c.high)
		holds(t, "z", d.Z, c.z)
		holds(t, "p", d.P, PValue(c.z))
	}
	if d := CompareShares(Share{0, 5, 1}, Share{0, 9, 1}); d.Z != 0 || d.P != 1 {
		t.Errorf("nobody and nobody: %+v", d)
	}
	if low, high := Wilson(0, 0, 1); !math.IsNaN(low) || !math.IsNaN(high) {
		t.Errorf("a share of none is %v to %v", low, high)
	}
}

// TestPairsAreWhatCustomersAdd: a customer's sums and those of all pairs of its
// responses are the same.
func TestPairsAreWhatCustomersAdd(t *testing.T) {
	t.Parallel()
	values := []int{1, 1, -1, 0, 1}
	var whole, pairs Repeats
	sum, square := 0, 0
	for i, v := range values {
		sum, square = sum+v, square+v*v
		for _, w := range values[:i] {
			pairs.AddPairs(v*w, v+w, 1)
		}
	}
	whole.Add(sum, square, len(values))
	if whole != pairs {
		t.Errorf("%+v of the customer, %+v of its pairs", whole, pairs)
	}
	var twice Repeats
	whole.Add(sum, square, len(values))
	for i, v := range values {
		for _, w := range values[:i] {
			twice.AddPairs(v*w, v+w, 2)
		}
	}
	if whole != twice {
		t.Errorf("%+v of two customers, %+v of their pairs", whole, twice)
	}
}

// TestSigns: what is said of a theme is the sum of its clauses, clear of 0.
func TestSigns(t *testing.T) {
	t.Parallel()
	var mentions []models.Mention
	for i, sums := range [][]float64{{0.1}, {0.06, 0.06}, {-0.1}, {-0.06, -0.06}, {math.NaN(), 1}} {
		for _, p := range sums {
			mentions = append(mentions, models.Mention{Response: i, Theme: "b", Polarity: p})
		}
	}
	mentions = append(mentions, models.Mention{Response: 1, Theme: "a", Polarity: -1}, models.Mention{Response: 1, Theme: "none", Polarity: -1})
	s := NewSystem("", 6, mentions, []string{"a", "b"})
	var got []int8
	for i := range 7 {
		got = append(got, s.Sign(i, "b"))
	}
	if want := []int8{0, 1, 0, -1, 1, 0, 0}; !slices.Equal(got, want) {
		t.Errorf("signs %v, want %v", got, want)
	}
	if s.Sign(1, "a") != -1 || s.Sign(1, "c") != 0 || s.Sign(0, "a") != 0 {
		t.Error("signs of other themes")
	}
	s.Signs = nil
	if s.Sign(1, "b") != 0 {
		t.Error("a sign that is not known")
	}
	if s.Signs = [][]int8{{0}, {-1}}; s.Sign(1, "a") != -1 || s.Sign(1, "b") != 0 {
		t.Error("signs that are not known of every theme")
	}
}

// TestAbove: each period lies in the next wider one.
func TestAbove(t *testing.T) {
	t.Parallel()
	for month, want := range []string{"Q1", "Q1", "Q1", "Q2", "Q2", "Q2", "Q3", "Q3", "Q3", "Q4", "Q4", "Q4"} {
		if got := Above(KindMonth, fmt.Sprintf("2024-%02d", month+1)); got != "2024-"+want {
			t.Errorf("month %d lies in %s", month+1, got)
		}
	}
	if q, y := Above(KindQuarter, "2024-Q3"), Above(KindYear, "2024"); q != "2024" || y != "" {
		t.Errorf("a quarter lies in %q, a year in %q", q, y)
	}
}

// TestCoverageAtItsEnds: where there is a response every third day, a month is covered
// whose ends are two days without one, and none with three; no month is of no day.
func TestCoverageAtItsEnds(t *testing.T) {
	t.Parallel()
	of := func(first, last int) Coverage {
		var all []models.Response
		for d := first; d <= last; d += 3 {
			all = append(all, models.Response{Day: models.DayOf(time.Date(2024, 1, d, 0, 0, 0, 0, time.UTC))})
		}
		return CoverageOf(all)
	}
	for _, c := range []struct {
		first, last   int // days from the beginning of 2024
		january, june bool
	}{
		{3, 180, true, true},   // 28 June
		{4, 181, false, true},  // 29 June
		{2, 179, true, false},  // 27 June
		{1, 178, true, false},  // 26 June
		{40, 181, false, true}, // from February on
	} {
		cover := of(c.first, c.last)
		if got := [2]bool{cover.Whole(KindMonth, "2024-01"), cover.Whole(KindMonth, "2024-06")}; got != [2]bool{c.january, c.june} {
			t.Errorf("from day %d to %d January and June are covered: %v", c.first, c.last, got)
		}
	}
	if CoverageOf(nil).Whole(KindMonth, "2024-01") {
		t.Error("no response covers a month")
	}
	if days, covered := CoverageOf(nil).of(10, 12); days != 3 || covered != 0 {
		t.Errorf("%d of %d days are covered by no response", covered, days)
	}
	everyDay := CoverageOf([]models.Response{{Day: 19723}, {Day: 19724}, {Day: 19725, Kind: models.Employees}})
	if days, covered := everyDay.of(19720, 19729); days != 10 || covered != 2 {
		t.Errorf("%d of %d days are covered by two days", covered, days)
	}
}

// TestClassValuesByHand: what four promoters, three passives and two detractors are
// worth, and where the classes end that have no worth.
func TestClassValuesByHand(t *testing.T) {
	t.Parallel()
	v := ClassValues{Promoter: 3, Passive: 2, Detractor: 0.5}
	holds(t, "worth", v.Total(Tally{Promoters: 4, Passives: 3, Detractors: 2}), 19)
	if Boundless(mostTimes) || !Boundless(mostTimes+1e-9) {
		t.Errorf("a ratio is boundless above %v alone", mostTimes)
	}
}

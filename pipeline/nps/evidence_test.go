package nps_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// Every figure that is shown is recomputed from the responses behind it.
func TestExplainRecomputes(t *testing.T) {
	t.Parallel()
	s := large(1200, 5, 9, 8, 2)
	for i := range s.Responses {
		if i%4 == 0 {
			s.Responses[i].Customer = ""
		}
	}
	for _, latest := range []bool{false, true} {
		opt := nps.DefaultOptions()
		opt.Latest = latest
		sc := prepare(t, s, opt).Score()
		var fault *messages.Error
		check := func(row nps.ScoreRow, theme *string, share float64) {
			e, err := sc.Explain(s.Responses, s.system(), row.CutKey, theme)
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
			check(r.ScoreRow, nil, math.NaN())
		}
		for i, r := range sc.Rows {
			if i%5 == 0 {
				check(r.ScoreRow, &r.ThemeID, r.Share)
			}
		}
	}
}

// TestShowsWhatTablesDo: a group is shown outside the tables where its row in them is, also where it has nobody.
func TestShowsWhatTablesDo(t *testing.T) {
	t.Parallel()
	s := large(4000, 2, 4, 6, 4)
	sc := prepare(t, s, nps.DefaultOptions()).Score()
	for _, r := range sc.Cuts {
		if sc.Shows(r.CutKey, nil) == r.Suppressed {
			t.Errorf("%v is shown: %v", r.CutKey, r.Suppressed)
		}
	}
	for _, r := range sc.Rows {
		if sc.Shows(r.CutKey, &r.ThemeID) == r.Suppressed {
			t.Errorf("%v of %v is shown: %v", r.ThemeID, r.CutKey, r.Suppressed)
		}
	}
}

// TestMonthsOfUnits: what a theme is in a unit's month, which no table tells, is shown where the
// cut is, and at the unit and at all that it lies in neither a quarter of what lies beside it is
// withheld nor one of that quarter's months small, counted here response by response; also where
// a quarter has one month only.
func TestMonthsOfUnits(t *testing.T) {
	const k = 5
	shown, withheld, single := 0, 0, 0
	for seed := range uint64(6) {
		s := large(4000, 2, 4, 6, seed)
		sc := prepare(t, s, nps.DefaultOptions()).Score()
		type place struct{ month, unit, theme string }
		all, scored, months, beside := map[place]int{}, map[place]int{}, map[string]map[string]bool{}, map[string]map[string]bool{}
		for i := range s.Responses {
			r := &s.Responses[i]
			month := nps.PeriodName(nps.KindMonth, r.Day)
			if month == "" {
				continue
			}
			quarter := nps.Above(nps.KindMonth, month)
			if months[quarter] == nil {
				months[quarter] = map[string]bool{}
			}
			months[quarter][month] = true
			for _, unit := range models.UnitLevels(r.Unit) {
				above := models.UnitAbove(unit)
				if beside[above] == nil {
					beside[above] = map[string]bool{}
				}
				beside[above][unit] = true
				for _, th := range s.Themes[i] {
					at := place{month, unit, s.Order[th]}
					all[at]++
					if r.Class() != models.NoClass {
						scored[at]++
					}
				}
			}
		}
		for at := range all {
			cut := nps.CutKey{PeriodKind: nps.KindMonth, Period: at.month, Dimension: nps.DimensionUnit, Value: at.unit}
			quarter := nps.Above(nps.KindMonth, at.month)
			want := sc.Shows(cut, nil)
			for unit := at.unit; unit != ""; unit = models.UnitAbove(unit) {
				for sibling := range beside[models.UnitAbove(unit)] {
					want = want && sc.Shows(nps.CutKey{PeriodKind: nps.KindQuarter, Period: quarter, Dimension: nps.DimensionUnit, Value: sibling}, &at.theme)
					for month := range months[quarter] {
						if near := (place{month, sibling, at.theme}); all[near] > 0 && (all[near] < k || scored[near] > 0 && scored[near] < k) {
							want = false
						}
					}
				}
			}
			if got := sc.Shows(cut, &at.theme); got != want {
				t.Errorf("seed %d, %+v: shown %t, want %t", seed, at, got, want)
			}
			if want {
				shown++
			} else {
				withheld++
			}
			if want && len(months[quarter]) == 1 {
				single++
			}
		}
	}
	if shown < 100 || withheld < 50 || single < 20 {
		t.Errorf("%d are shown, %d withheld, %d of quarters of one month: the test proves nothing", shown, withheld, single)
	}
}

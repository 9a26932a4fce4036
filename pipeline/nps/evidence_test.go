package nps_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

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

package survey

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"stemme/index"
	"stemme/models"
	"stemme/pipeline/nps"
)

// responses are the rows as the night measures them, and what they say of the found themes.
func (s *slow) responses() (all []models.Response, of nps.System) {
	of.Order = []string{"t1", "t2", "t3"}
	for i := range s.rows {
		row := &s.rows[i]
		r := models.Response{Source: row.Source, ID: row.ResponseID, Customer: row.CustomerKey, At: row.RespondedAt, Day: row.RespondedOn, Kind: row.Kind,
			Scale: models.Scale0to10, Touchpoint: row.Touchpoint, Unit: row.Unit, Comment: row.Comment, Title: row.Title}
		if row.NPSClass != models.NoClass {
			r.Score = models.ScoreOf(scoreOf[row.NPSClass])
		}
		if row.Segments[0].Value != "" {
			r.Segments = row.Segments
		}
		var themes []int
		for t, id := range of.Order {
			if s.speaks[i][id] {
				themes = append(themes, t)
			}
		}
		all, of.Themes = append(all, r), append(of.Themes, themes)
	}
	return all, of
}

// TestCountedChange: what a change comes to by the columns is what it comes to by all responses,
// in every cut and kind of period, to the last digits: who answered more than once, who wrote
// nothing and who is no customer count alike.
func TestCountedChange(t *testing.T) {
	r := rand.New(rand.NewPCG(28, 0))
	mixes, held := 0, 0
	for _, latest := range []bool{false, true} {
		slow, fast := drawn(r, 900, latest)
		responses, system := slow.responses()
		panel, err := nps.Prepare(responses, nps.Options{SmallGroup: 1, Latest: latest}, system)
		if err != nil {
			t.Fatal(err)
		}
		whole := panel.Score()[0]
		ways := []string{}
		for _, d := range panel.DimensionRows() {
			if d.Mix {
				ways = append(ways, d.Dimension)
			}
		}
		for _, cut := range [][2]string{{"all", ""}, {"touchpoint", "Telefon"}, {"unit", "Nord"}, {"unit", "Nord/Thisted"}, {"Alder", "ung"}} {
			for _, periods := range [][2]string{{"1970", "1971"}, {"1970-Q2", "1970-Q4"}, {"1970-03", "1970-11"}, {"1970-Q4", "1971-Q1"}} {
				want, errWant := whole.Change(periods[0], periods[1], cut[0], cut[1])
				a, b := fast.Select(within(cut, periods[0])), fast.Select(within(cut, periods[1]))
				rows, of := Counted("", func(string) bool { return false }, a, b)
				got, err := nps.ChangeOf(rows, of, nps.Options{}, ways, periods[0], periods[1], cut[0], cut[1])
				if err != nil || errWant != nil {
					t.Fatalf("latest %t, %v %v: %v, %v", latest, cut, periods, err, errWant)
				}
				for i := range want {
					want[i].Complete = false
				}
				for i := range got {
					got[i].Complete = false
				}
				if diff := differing(want, got); diff != "" {
					t.Errorf("latest %t, %v %v: %s", latest, cut, periods, diff)
				}
				for _, row := range want {
					held++
					if row.Part == nps.PartMix {
						mixes++
					}
				}
			}
		}
	}
	if held < 500 || mixes < 100 {
		t.Errorf("%d rows and %d mixes held against each other", held, mixes)
	}
}

// within are the rows of a cut in a period.
func within(cut [2]string, period string) Where {
	first, last := nps.Span(kindOfPeriod(period), period)
	w := Where{Filter: index.Filter{First: first, Last: last}}
	switch cut[0] {
	case "touchpoint":
		w.Touchpoints = []string{cut[1]}
	case "unit":
		w.Units = []string{cut[1]}
	case "Alder":
		w.Segments = []models.Segment{{Name: cut[0], Value: cut[1]}}
	}
	return w
}

func kindOfPeriod(name string) string {
	kind, _ := nps.ParsePeriod(name)
	return kind
}

// differing says in which column two lists of rows differ beyond rounding; "" where in none.
func differing(want, got []nps.ChangeRow) string {
	if len(want) != len(got) {
		return fmt.Sprintf("%d rows of all, %d of the columns", len(want), len(got))
	}
	for i := range want {
		a, b := reflect.ValueOf(want[i]), reflect.ValueOf(got[i])
		for f := range a.NumField() {
			x, y, name := a.Field(f), b.Field(f), a.Type().Field(f).Name
			if x.Kind() == reflect.Float64 {
				if u, v := x.Float(), y.Float(); math.IsNaN(u) != math.IsNaN(v) || math.Abs(u-v) > 1e-7 {
					return fmt.Sprintf("row %d of %s %s %s: %s %v of all, %v of the columns", i, want[i].Part, want[i].ThemeID, want[i].MixOf, name, u, v)
				}
			} else if !x.Equal(y) {
				return fmt.Sprintf("row %d: %s %v of all, %v of the columns", i, name, x, y)
			}
		}
	}
	return ""
}

package nps_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/nps"
)

// gatherable are 600 answers at three touchpoints of two stages, of two kinds of customer, in three units
// of two levels, over a year.
func gatherable() (s survey) {
	s.Order = []string{"a", "b", "c"}
	for i := range 600 {
		at := []string{"butik", "telefon", "web"}[i%6%3]
		s.Responses = append(s.Responses, models.Response{Source: "s", ID: fmt.Sprintf("%04d", i), Scale: models.Scale0to10, Score: models.ScoreOf(i * 7 % 11), Comment: "x",
			Day:        models.DayOf(time.Date(2025, time.Month(1+i/50), 1+i%28, 12, 0, 0, 0, time.UTC)),
			Touchpoint: at, Stage: map[string]string{"butik": "køb", "telefon": "brug", "web": "brug"}[at],
			Unit:     []string{"Nord/Aalborg", "Nord/Thisted", "Syd/Ribe", "Nord/Aalborg"}[i/3%4],
			Segments: []models.Segment{{Name: "kundetype", Value: []string{"erhverv", "privat", "privat"}[i/2%3]}}})
		s.Themes = append(s.Themes, []int{i % 3})
	}
	return s
}

// TestValuesOfFewCountBeside: what a value of few counts as, and that what came stays as it came.
func TestValuesOfFewCountBeside(t *testing.T) {
	t.Parallel()
	s := gatherable()
	if got := nps.Gathered(s.Responses, 5); &got[0] != &s.Responses[0] {
		t.Error("responses without values of few are copied")
	}
	came := slices.Clone(s.Responses)
	change := func(i int, do func(r *models.Response)) { do(&came[i]) }
	of := func(touchpoint string, from int) int {
		return from + slices.IndexFunc(came[from:], func(r models.Response) bool { return r.Touchpoint == touchpoint })
	}
	phone, shop := of("telefon", 10), of("butik", 20)
	change(phone, func(r *models.Response) { r.Touchpoint = "telfon" })
	change(shop, func(r *models.Response) { r.Touchpoint = "" })
	change(30, func(r *models.Response) { r.Segments = []models.Segment{{Name: "kundetype", Value: "privt"}} })
	change(31, func(r *models.Response) { r.Unit = "Syd/Hansens hold" })
	change(32, func(r *models.Response) { r.Unit = "Norrd/Aalborg" })
	change(33, func(r *models.Response) { r.Source = "s-08b" })
	before := slices.Clone(came)
	got := nps.Gathered(came, 5)
	if !reflect.DeepEqual(came, before) {
		t.Error("what came is changed")
	}
	for _, c := range []struct{ name, got, want string }{
		{"a touchpoint", got[phone].Touchpoint, "web"}, // the largest of its stage
		{"no touchpoint", got[shop].Touchpoint, "butik"}, {"a segment", got[30].Segment("kundetype"), "privat"},
		{"a department", got[31].Unit, "Syd/Ribe"}, {"a region", got[32].Unit, "Nord/Aalborg"}, {"a source", got[33].Source, "s"},
	} {
		if c.got != c.want {
			t.Errorf("%s counts as %q, want %q", c.name, c.got, c.want)
		}
	}
	for i := range came {
		if i != phone && i != shop && (i < 30 || i > 33) && !reflect.DeepEqual(got[i], came[i]) {
			t.Errorf("response %d is changed", i)
		}
	}
}

// TestManyValuesOfFew: those that are enough together are without a value, as are those beside enough
// that have none; and no value of twenty answers is made one of 21.
func TestManyValuesOfFew(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		strays  int
		none    int // without a value
		largest int
		want    string
	}{
		{"enough together", 6, 0, 100, ""}, {"beside enough without", 2, 9, 100, ""}, {"few beside many", 2, 0, 40, "web"}, {"few beside hardly more", 2, 0, 39, "stray0"},
		{"with few without", 2, 4, 100, ""}, {"with few without, all few", 2, 2, 100, "web"},
	} {
		var all []models.Response
		add := func(n int, value func(i int) string) {
			for i := range n {
				all = append(all, models.Response{Source: "s", ID: fmt.Sprint(len(all)), Touchpoint: value(i)})
			}
		}
		add(c.strays, func(i int) string { return fmt.Sprint("stray", i) })
		add(c.none, func(int) string { return "" })
		add(c.largest, func(int) string { return "web" })
		add(c.largest-1, func(int) string { return "butik" })
		if got := nps.Gathered(all, 5)[0].Touchpoint; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestStrayWithholdsNothing: one answer under a value of its own, of any way to cut, or of another source,
// withholds no row that was shown.
func TestStrayWithholdsNothing(t *testing.T) {
	t.Parallel()
	s := gatherable()
	shown := func(s survey) (cuts, rows int) {
		s.Responses = nps.Gathered(s.Responses, 5)
		got := prepare(t, s, nps.DefaultOptions()).Score()
		for _, r := range got.Cuts {
			if !r.Suppressed {
				cuts++
			}
		}
		for _, r := range got.Rows {
			if !r.Suppressed {
				rows++
			}
		}
		return cuts, rows
	}
	cuts, rows := shown(s)
	for name, stray := range map[string]func(r *models.Response){
		"touchpoint": func(r *models.Response) { r.Touchpoint = "telfon" }, "stage": func(r *models.Response) { r.Stage = "brog" },
		"unit": func(r *models.Response) { r.Unit = "Nord/Aalbrog" }, "region": func(r *models.Response) { r.Unit = "Nrod/Aalborg" },
		"segment": func(r *models.Response) { r.Segments = []models.Segment{{Name: "kundetype", Value: "privt"}} },
		"source":  func(r *models.Response) { r.Source = "s-08b" }, "none": func(r *models.Response) { r.Touchpoint = "" },
	} {
		with := s
		with.Responses, with.Themes = slices.Clone(s.Responses), slices.Clone(s.Themes)
		r := s.Responses[307]
		r.ID = "stray"
		stray(&r)
		with.Responses, with.Themes = append(with.Responses, r), append(with.Themes, s.Themes[307])
		c, w := shown(with)
		if lost := rows - w; c < cuts || lost > 2 {
			t.Errorf("a stray %s: %d of %d cuts are shown, and %d of %d rows of themes", name, c, cuts, w, rows)
		}
	}
}

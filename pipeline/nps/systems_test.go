package nps_test

import (
	"fmt"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// A lens is a system of its own: its figures are those it has alone, with its own
// rest, but a cut that is withheld for the sake of one system is withheld in all.
func TestSystemsShareTheirCuts(t *testing.T) {
	t.Parallel()
	s := survey{Responses: answers(20, 0, 20, func(r *models.Response) {
		r.Touchpoint = "web"
		if r.ID < "2" {
			r.Touchpoint = "butik"
		}
	}), Order: []string{"a", "b"}}
	s.Themes = make([][]int, len(s.Responses))
	lens := nps.System{Lens: "løfter", Order: []string{"løfter/x"}, Themes: make([][]int, len(s.Responses))}
	for i := range s.Responses {
		s.Themes[i] = []int{i % 2}
		if i%4 == 0 {
			lens.Themes[i] = []int{0}
		}
	}
	score := func(systems ...nps.System) []*nps.Scores {
		p, err := nps.Prepare(s.Responses, nps.DefaultOptions(), systems...)
		if err != nil {
			t.Fatal(err)
		}
		return p.Score()
	}
	both := score(s.system(), lens)
	if fmt.Sprint(both[0].Cuts) != fmt.Sprint(both[1].Cuts) {
		t.Error("the systems have different cuts")
	}
	alone := score(lens)[0]
	if fmt.Sprint(both[1].Rows) != fmt.Sprint(alone.Rows) {
		t.Errorf("beside another system the lens has\n%v\nalone\n%v", both[1].Rows, alone.Rows)
	}
	whole := nps.CutKey{PeriodKind: "all", Dimension: "all"}
	for _, r := range both[1].Rows {
		if r.CutKey == whole && (r.Lens != "løfter" || r.ThemeID == models.NoTheme && r.Responses.N != 30 || r.ThemeID != models.NoTheme && r.Responses.N != 10) {
			t.Errorf("%+v", r)
		}
	}
	// A lens whose one entry is all of a small unscored cut takes the cut with it.
	s.Responses = append(s.Responses, answers(5, 0, 0, func(r *models.Response) { r.ID, r.Touchpoint = "x"+r.ID, "chat" })...)
	for range 5 {
		s.Themes, lens.Themes = append(s.Themes, []int{0}), append(lens.Themes, []int{0})
	}
	s.Responses[40].Score = models.Score{}
	chat := nps.CutKey{PeriodKind: "all", Dimension: "touchpoint", Value: "chat"}
	for i, sc := range score(s.system(), lens) {
		if !row(t, sc.Cuts, chat).Suppressed {
			t.Errorf("system %d shows a cut that is withheld", i)
		}
	}
}

// A top theme has a row wherever one under it has, withheld or not.
func TestTopThemesSayThatTheyAreWithheld(t *testing.T) {
	t.Parallel()
	s := large(600, 6, 8, 12, 4)
	system := s.system()
	system.Tops = []string{"t9001", "t9001", "t9002", "", "t9002", "t9001"}
	p, err := nps.Prepare(s.Responses, nps.DefaultOptions(), system)
	if err != nil {
		t.Fatal(err)
	}
	type place struct {
		nps.CutKey
		theme string
	}
	rows, withheld := map[place]nps.ThemeScoreRow{}, 0
	got := p.Score()[0].Rows
	for _, r := range got {
		rows[place{r.CutKey, r.ThemeID}] = r
	}
	for _, r := range got {
		for k, id := range s.Order {
			if r.ThemeID != id || system.Tops[k] == "" {
				continue
			}
			top, ok := rows[place{r.CutKey, system.Tops[k]}]
			if !ok {
				t.Fatalf("%v: no row of %s", r.CutKey, system.Tops[k])
			}
			if top.Suppressed {
				withheld++
			} else if top.Responses.N < 5 || !r.Suppressed && top.Responses.N < r.Responses.N {
				t.Errorf("%+v is less than %+v", top, r)
			}
		}
	}
	if withheld == 0 {
		t.Error("no top theme is withheld: the test proves nothing")
	}
}

// Only surveys of customers count in NPS; employees are in no figure at all.
func TestOnlySurveysCount(t *testing.T) {
	t.Parallel()
	s := survey{Responses: answers(30, 10, 10, func(*models.Response) {})}
	for i, kind := range []models.Kind{models.Employees, models.Open, models.Panel} {
		r := s.Responses[i]
		r.ID, r.Source, r.Kind, r.Scale = "k"+r.ID, string(kind), kind, models.Scale1to5
		for range 6 {
			s.Responses = append(s.Responses, r)
			r.ID += "x"
		}
	}
	whole := row(t, prepare(t, s, nps.DefaultOptions()).Score().Cuts, nps.CutKey{PeriodKind: "all", Dimension: "all"})
	if whole.Responses.N != 62 || whole.Scored.N != 50 || whole.NPS != 40 {
		t.Errorf("%+v", whole)
	}
}

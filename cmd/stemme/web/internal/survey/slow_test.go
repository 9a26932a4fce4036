package survey

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"stemme/index"
	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// A slow survey is counted row by row, as the words say.
type slow struct {
	rows   []ledger.ResponseRow
	speaks []map[string]bool // by row: themes, with the top theme of each
	themes []themes.ThemeRow
	latest bool
	own    func(unit string) bool
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// drawn is a survey with everything that counting has to tell apart.
func drawn(r *rand.Rand, n int, latest bool) (*slow, *Survey) {
	s := &slow{latest: latest, own: func(string) bool { return true }, themes: []themes.ThemeRow{{ThemeID: "t1", ParentID: "t9"},
		{ThemeID: "t2", ParentID: "t9"}, {ThemeID: "t3"}, {ThemeID: "t9"}, {ThemeID: "a/x", Lens: "a"}, {ThemeID: "a/y", Lens: "a"}}}
	s.drawRows(r, n)
	b := New(s.themes, latest)
	for i := range s.rows {
		b.Response(&s.rows[i])
	}
	for _, m := range s.drawMentions(r) {
		b.Mention(&m)
	}
	return s, b.Survey()
}

func (s *slow) drawRows(r *rand.Rand, n int) {
	for i := range n {
		row := ledger.ResponseRow{Source: pick(r, "s", "s", "u"), ResponseID: fmt.Sprintf("%04d", i), NPSClass: models.Class(r.IntN(4)),
			CustomerKey: pick(r, "", "stor", fmt.Sprint(r.IntN(n/3)), fmt.Sprint(r.IntN(n/3)), fmt.Sprint(r.IntN(n/30))), RespondedOn: models.Day(r.IntN(500)),
			Kind: pick(r, models.Survey, models.Survey, models.Survey, models.Employees, models.Open), Touchpoint: pick(r, "", "Telefon", "Chat"),
			Unit: pick(r, "", "Nord", "Nord/Thisted", "Nord/Thisted/Kasse", "Syd/Als"), Comment: pick(r, "", "Så ventede jeg igen", "fin"),
			Title: pick(r, "", "Øv"), Segments: []models.Segment{{Name: "Alder", Value: pick(r, "", "ung")}}}
		if r.IntN(9) == 0 {
			row.RespondedOn = models.NoDay
		} else {
			row.RespondedAt = row.RespondedOn.Time().Add(time.Duration(r.IntN(24)) * time.Hour)
		}
		s.rows = append(s.rows, row)
	}
	slices.SortFunc(s.rows, func(a, b ledger.ResponseRow) int {
		return models.Key{Source: a.Source, ID: a.ResponseID}.Compare(models.Key{Source: b.Source, ID: b.ResponseID})
	})
}

func (s *slow) drawMentions(r *rand.Rand) (said []themes.MentionRow) {
	for i := range s.rows {
		row, of := &s.rows[i], map[string]bool{}
		for clause := range r.IntN(4) {
			if row.Comment+row.Title == "" {
				continue
			}
			t := pick(r, s.themes[0], s.themes[1], s.themes[2], s.themes[4], s.themes[5])
			of[t.ThemeID] = true
			if t.ParentID != "" {
				of[t.ParentID] = true
			}
			said = append(said, themes.MentionRow{Source: row.Source, ResponseID: row.ResponseID, Clause: int32(clause), ThemeID: t.ThemeID, Polarity: math.NaN()})
		}
		s.speaks = append(s.speaks, of)
	}
	return said
}

// lets says whether a filter lets a row through.
func (s *slow) lets(where Where, i int) bool {
	row := &s.rows[i]
	any := func(asked []string, value string, same func(a, v string) bool) bool {
		return len(asked) == 0 || slices.ContainsFunc(asked, func(a string) bool {
			return (a == "" || a == Unknown) == (value == "") && (value == "" || same(a, value))
		})
	}
	class := row.NPSClass
	if row.Kind != models.Survey {
		class = models.NoClass
	}
	found := s.speaks[i]["t1"] || s.speaks[i]["t2"] || s.speaks[i]["t3"]
	theme := len(where.Themes) == 0 || slices.Contains(where.Themes, models.NoTheme) && row.Comment != "" && !found
	for _, id := range where.Themes {
		theme = theme || s.speaks[i][id]
	}
	day := row.RespondedOn
	dated := where.First == models.NoDay && where.Last == models.NoDay ||
		day != models.NoDay && (where.First == models.NoDay || day >= where.First) && (where.Last == models.NoDay || day <= where.Last)
	segment := len(where.Segments) == 0 || any([]string{where.Segments[0].Value}, row.Segments[0].Value, strings.EqualFold)
	return s.own(row.Unit) && theme && dated && segment && (len(where.Classes) == 0 || slices.Contains(where.Classes, class)) &&
		any(where.Touchpoints, row.Touchpoint, strings.EqualFold) && any(where.Units, row.Unit, func(a, v string) bool { return strings.HasPrefix(v+"/", a+"/") }) &&
		any(where.Sources, row.Source, strings.EqualFold)
}

// count counts the rows that a filter lets through and that are in a group.
func (s *slow) count(where Where, only bool, in func(i int) bool) (c Count) {
	values := map[string][]int{} // of those with a score
	add := func(i int) {
		if s.rows[i].Kind != models.Survey {
			c.Add(models.NoClass)
		} else {
			c.Add(s.rows[i].NPSClass)
		}
		if s.rows[i].Comment != "" {
			c.Commented++
		}
	}
	for i := range s.rows {
		row := &s.rows[i]
		if !s.lets(where, i) || !in(i) || only && row.Comment == "" {
			continue
		}
		if row.Comment+row.Title != "" {
			c.Hits++
		}
		switch key := row.CustomerKey; {
		case row.Kind == models.Employees:
		case s.latest && s.again(i, where):
		default:
			add(i)
			if key != "" && row.Kind == models.Survey && row.NPSClass != models.NoClass {
				values[key] = append(values[key], int(row.NPSClass.Value()/100))
			}
		}
	}
	c.Design = designOf(c.Tally, values)
	return c
}

// again says whether the customer of a row answered once more in the days asked for.
func (s *slow) again(i int, where Where) bool {
	days := Where{Filter: index.Filter{First: where.First, Last: where.Last}}
	everyone := *s
	everyone.own = func(string) bool { return true }
	for j := range s.rows {
		if row := &s.rows[j]; row.CustomerKey != "" && row.CustomerKey == s.rows[i].CustomerKey && row.Kind != models.Employees &&
			s.later(j, i) && everyone.lets(days, j) {
			return true
		}
	}
	return false
}

func designOf(t nps.Tally, values map[string][]int) float64 {
	var repeats nps.Repeats
	for _, of := range values {
		sum, square := 0, 0
		for _, v := range of {
			sum, square = sum+v, square+v*v
		}
		repeats.Add(sum, square, len(of))
	}
	return repeats.Design(t)
}

func (s *slow) later(i, j int) bool {
	a, b := &s.rows[i], &s.rows[j]
	if a.RespondedOn != b.RespondedOn {
		return a.RespondedOn > b.RespondedOn
	}
	return a.RespondedAt.After(b.RespondedAt) || a.RespondedAt.Equal(b.RespondedAt) && i > j
}

// asked is a filter drawn at random.
func asked(r *rand.Rand) Where {
	w := Where{Filter: index.Filter{First: models.NoDay, Last: models.NoDay}}
	for range r.IntN(4) {
		switch r.IntN(8) {
		case 0:
			w.Classes = []models.Class{pick(r, models.Classes[:]...)}
		case 1:
			w.First = models.Day(r.IntN(400))
		case 2:
			w.Last = models.Day(100 + r.IntN(450))
		case 3:
			w.Touchpoints = []string{pick(r, "telefon", "-", "Chat"), "Chat"}
		case 4:
			w.Units = []string{pick(r, "Nord", "Nord/Thisted", "-")}
		case 5:
			w.Segments = []models.Segment{{Name: "Alder", Value: pick(r, "ung", "")}}
		case 6:
			w.Themes = []string{pick(r, "t1", "t9", "a/x", models.NoTheme)}
		case 7:
			w.Sources = []string{"u"}
		}
	}
	return w
}

// TestCountsAreThoseOfTheRows holds every count of random filters against the count row
// by row.
func TestCountsAreThoseOfTheRows(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 0))
	for _, latest := range []bool{false, true} {
		slow, fast := drawn(r, 300, latest)
		for turn := range 40 {
			if turn == 30 {
				slow.own = func(unit string) bool { return strings.HasPrefix(unit, "Nord") }
				fast = fast.Within(slow.own)
			}
			if slow.compare(t, fast, asked(r)); t.Failed() {
				return
			}
		}
	}
}

func (s *slow) compare(t *testing.T, fast *Survey, where Where) {
	t.Helper()
	sel := fast.Select(where)
	checked := map[string]bool{}
	same := func(what string, got, said *Count, where Where, in func(i int) bool) {
		t.Helper()
		checked[what] = true
		if want := s.count(where, false, in); *got != want {
			t.Errorf("latest %v, %+v: %s: %+v, row by row %+v", s.latest, where, what, *got, want)
		}
		if said == nil {
			return
		}
		if want := s.count(where, true, in); *said != want {
			t.Errorf("latest %v, %+v: of %s commented %+v, row by row %+v", s.latest, where, what, *said, want)
		}
	}
	all := sel.All()
	same("all", &all.Count, &all.Said, where, func(int) bool { return true })
	written := sel.Commented().All().Count
	same("commented", &all.Said, nil, where, func(i int) bool { return s.rows[i].Comment != "" })
	same("commented alone", &written, nil, where, func(i int) bool { return s.rows[i].Comment != "" })
	for what, both := range map[string]*Selection{"x": sel.And(fast.Speaking("a/x")), "x first": fast.Speaking("a/x").And(sel)} {
		speaking := both.All().Count
		same(what, &speaking, nil, where, func(i int) bool { return s.speaks[i]["a/x"] })
	}
	if where.First != models.NoDay && where.Last != models.NoDay {
		whenever := where
		whenever.First, whenever.Last = models.NoDay, models.NoDay
		between := fast.Select(whenever).Between(where.First, where.Last).All().Count
		same("between", &between, nil, where, func(int) bool { return true })
	}
	for _, v := range sel.By(Unit) {
		same("unit "+v.Name, &v.Count, &v.Said, where, func(i int) bool {
			return v.Name == s.rows[i].Unit || v.Name != "" && strings.HasPrefix(s.rows[i].Unit, v.Name+"/")
		})
	}
	for _, v := range sel.Periods("month") {
		month := where
		first, last := nps.Span("month", v.Name)
		month.First = max(month.First, first)
		if month.Last == models.NoDay || month.Last > last {
			month.Last = last
		}
		same(v.Name, &v.Count, &v.Said, month, func(int) bool { return true })
	}
	for _, lens := range []string{"", "a", "none"} {
		for _, v := range sel.Themes(lens) {
			if v.Name == models.NoTheme && lens == "" {
				none := where
				none.Themes = []string{models.NoTheme}
				if want := s.count(none, false, func(int) bool { return true }).Hits; len(where.Themes) == 0 && v.Hits != want {
					t.Errorf("%+v: without a theme %d hits, row by row %d", where, v.Hits, want)
				}
				continue
			}
			same(lens+" theme "+v.Name, &v.Count, nil, where, func(i int) bool { return s.speaksOf(i, v.Name, lens) })
		}
	}
	values, ids, counts := sel.Cross(Unit, "", true)
	for i, value := range values {
		for j, id := range ids {
			same(value+" "+id, &counts[i][j], nil, where, func(i int) bool {
				return (value == s.rows[i].Unit || value != "" && strings.HasPrefix(s.rows[i].Unit, value+"/")) && s.speaksOf(i, id, "")
			})
		}
	}
	s.compareChange(t, fast, where)
	if len(checked) < 5 {
		t.Errorf("%+v: only %v", where, slices.Sorted(maps.Keys(checked)))
	}
}

// speaksOf says whether a row is in the group of a theme, or of none of its lens.
func (s *slow) speaksOf(i int, id, lens string) bool {
	if id != models.NoTheme {
		return s.speaks[i][id]
	}
	for _, t := range s.themes {
		if t.Lens == lens && s.speaks[i][t.ThemeID] {
			return false
		}
	}
	return s.rows[i].Comment != ""
}

// compareChange holds the parts of a change against a walk from row to row.
func (s *slow) compareChange(t *testing.T, fast *Survey, where Where) {
	t.Helper()
	first, second := where, where
	first.Sources, second.Sources = []string{"s"}, []string{"u"}
	a, b := s.count(first, false, func(int) bool { return true }), s.count(second, false, func(int) bool { return true })
	parts := Change(fast.Select(first), fast.Select(second), "")
	if a.Scored() == 0 || b.Scored() == 0 {
		return
	}
	want, sum := s.parts(first, second, a, b), 0.0
	for _, p := range parts {
		sum += p.Points
		if math.Abs(p.Points-want[p.Theme]) > 1e-9 {
			t.Errorf("%+v: part %s %g, row by row %g", where, p.Theme, p.Points, want[p.Theme])
		}
	}
	if math.Abs(sum-(b.NPS()-a.NPS())) > 1e-9 {
		t.Errorf("%+v: parts sum to %g, the score moved %g", where, sum, b.NPS()-a.NPS())
	}
}

// parts are what the rows of each theme add to the difference of two scores, each comment
// of a class counted by the share of it that wrote in both.
func (s *slow) parts(first, second Where, a, b Count) map[string]float64 {
	want := map[string]float64{}
	var all, wrote [2]map[models.Class]float64
	for n := range all {
		all[n], wrote[n] = map[models.Class]float64{}, map[models.Class]float64{}
	}
	walk := func(visit func(n int, class models.Class, of []string)) {
		for i := range s.rows {
			row := &s.rows[i]
			if row.Kind != models.Survey || row.NPSClass == models.NoClass || !s.lets(first, i) && !s.lets(second, i) || s.latest && s.again(i, first) {
				continue
			}
			n := 1
			if s.lets(first, i) {
				n = 0
			}
			visit(n, row.NPSClass, s.partsOf(i))
		}
	}
	walk(func(n int, class models.Class, of []string) {
		all[n][class]++
		if of[0] != NoComment {
			wrote[n][class]++
		}
	})
	walk(func(n int, class models.Class, of []string) {
		both := 0.0
		rate := func(n int) float64 { return wrote[n][class] / all[n][class] }
		switch r, other := rate(n), rate(1-n); {
		case all[1-n][class] == 0:
			both = r
		case r+other > 0:
			both = 2 * r * other / (r + other)
		}
		z := (float64(class.Value()) - (a.NPS()+b.NPS())/2) * float64(2*n-1) / float64([]int{a.Scored(), b.Scored()}[n])
		want[NoComment] += z * (1 - both)
		for _, id := range of {
			if id != NoComment {
				want[id] += z * both / rate(n) / float64(len(of))
			}
		}
	})
	return want
}

// partsOf are the parts that a row counts to.
func (s *slow) partsOf(i int) (of []string) {
	for _, id := range []string{"t1", "t2", "t3"} {
		if s.speaks[i][id] {
			of = append(of, id)
		}
	}
	switch {
	case len(of) > 0:
		return of
	case s.rows[i].Comment == "":
		return []string{NoComment}
	}
	return []string{NoTheme}
}

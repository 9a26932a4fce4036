package pipeline

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/improvement"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// A prey is an invented survey that is small enough to attack.
type prey struct {
	responses []models.Response
	mentions  []models.Mention
	themes    []models.Theme
	of        []map[string]bool // themes that each response mentions
	single    bool              // every comment has one theme, and the attacker knows it
	plans     plans
}

// preyOf draws a survey: three touchpoints, of which each belongs to one stage in
// every other survey, units of two levels, a segment, a further question; a few
// without a comment, a score or a day; some themes under a top theme.
func preyOf(seed uint64) *prey {
	draw := rand.New(rand.NewPCG(seed, 11))
	p := &prey{single: seed%2 == 0}
	themes, months := 2+draw.IntN(4), 1+draw.IntN(4)
	if seed%8 == 7 {
		themes, months = 2, 9
	}
	for t := range themes {
		one := models.Theme{ID: fmt.Sprintf("t%04d", t+1), Origin: models.Discovered, State: models.Ready}
		if t > 0 && t < 3 && seed%3 != 0 {
			one.Parent = "t0090"
		}
		p.themes = append(p.themes, one)
	}
	p.themes = append(p.themes, models.Theme{ID: "t0090", Origin: models.Discovered, State: models.Ready})
	silent := []float64{0, 0.03, 0.2}[draw.IntN(3)]
	for i := range 40 + draw.IntN(60*months) {
		r := models.Response{Source: "s", ID: fmt.Sprintf("%05d", i), Scale: models.Scale0to10, Score: models.ScoreOf(draw.IntN(11)), Comment: "x",
			Day:        models.Day(19723+31*draw.IntN(months)) + models.Day(draw.IntN(28)),
			Touchpoint: []string{"web", "butik", "møde"}[draw.IntN(1+draw.IntN(3))],
			Stage:      []string{"køb", "brug"}[draw.IntN(2)],
			Unit:       fmt.Sprintf("Region %d/Afdeling %d", draw.IntN(2), draw.IntN(1+draw.IntN(4))),
			Segments:   []models.Segment{{Name: "kundetype", Value: []string{"privat", "erhverv"}[draw.IntN(1+draw.IntN(2))]}}}
		if seed%2 == 0 {
			r.Stage = map[string]string{"web": "køb", "butik": "køb", "møde": "brug"}[r.Touchpoint]
		}
		switch x := draw.Float64(); {
		case x < silent:
			r.Comment = ""
		case x < silent+0.03:
			r.Score = models.Score{}
		case x < silent+0.05:
			r.Day = models.NoDay
		case x < silent+0.15:
			r.Unit, _, _ = strings.Cut(r.Unit, "/")
		}
		if draw.IntN(3) == 0 {
			r.Ratings = []models.Rating{{Name: "let", Score: models.ScoreOf(1 + draw.IntN(5))}}
		}
		of := p.drawThemes(draw, themes, r.Commented())
		if months == 9 && r.Commented() && r.Day >= 19723+31*8 { // the last month speaks of one theme
			of = map[string]bool{"t0001": true}
		}
		p.add(r, of)
	}
	p.plan(draw)
	return p
}

// drawThemes draws what a comment mentions.
func (p *prey) drawThemes(draw *rand.Rand, themes int, commented bool) map[string]bool {
	of := map[string]bool{}
	if !commented {
		return of
	}
	for range map[bool]int{true: 1, false: draw.IntN(3)}[p.single] {
		of[p.themes[draw.IntN(1+draw.IntN(themes))].ID] = true
	}
	return of
}

func (p *prey) add(r models.Response, of map[string]bool) {
	for _, id := range slices.Sorted(maps.Keys(of)) {
		p.mentions = append(p.mentions, models.Mention{Response: len(p.responses), Theme: id, Probability: 1, Weight: 1 / float64(len(of))})
	}
	p.responses, p.of = append(p.responses, r), append(p.of, of)
}

// plan writes KPIs of every measure and way to cut, outcomes and initiatives.
func (p *prey) plan(draw *rand.Rand) {
	wheres := []codebook.Where{{}, {Touchpoint: []string{"WEB"}}, {Touchpoint: []string{"web", "møde"}}, {Unit: []string{"Region 0/"}},
		{Unit: []string{"Region 1/Afdeling 0"}}, {Segment: map[string][]string{"kundetype": {"privat"}}}, {Theme: []string{"t0002"}}}
	for w, where := range wheres {
		for _, measure := range []codebook.Measure{"nps", "detractors", "share:t0001", "theme_nps:t0002", "rating:let"} {
			for _, kind := range []string{nps.KindMonth, nps.KindQuarter} {
				p.plans.kpis.KPIs = append(p.plans.kpis.KPIs, codebook.KPI{ID: fmt.Sprint(measure, w, kind), Measure: measure, Where: where, Period: kind})
			}
		}
	}
	p.plans.kpis.Outcomes = []codebook.Outcome{{ID: "blev", Segment: "kundetype", Yes: []string{"privat"}}}
	for w, where := range wheres[1:6] {
		start := models.Day(19723 + 31*(1+draw.IntN(3))).String()[:8] + "01"
		p.plans.initiatives = append(p.plans.initiatives, codebook.Initiative{ID: fmt.Sprint(w), Theme: "t0001", Start: start, Where: where, Feasibility: 3})
	}
}

// A siege is what an attacker knows of a survey, in whole numbers of responses (R),
// of scored ones (S) and of rated ones (Q), each a system of its own. Its unknowns
// are the smallest cells, month × value of each way to cut, of each slice: all, those
// without a comment, a theme, the rest, a top theme, and, of scored ones, the weighted
// share of a theme ("w:"). It knows every rule by which figures add up, and which cells
// are empty where the tables tell: of cuts that are shown, but of units by month, which
// themes are not measured for.
type siege struct {
	*prey
	dims    []string
	systems map[string]*system
	dark    map[string]bool // month × value of which it is not told what is empty
	secrets []secret
	shown   int
}

type system struct {
	at   map[string]int
	rows [][]uint64
	lead []int
}

// A secret is a group that the tables withhold.
type secret struct {
	system, name string
	vector       map[string]int
}

func besiege(p *prey, c counted) *siege {
	s := &siege{prey: p, dims: []string{"touchpoint", "stage", "kundetype", "unit"}, systems: map[string]*system{}, dark: map[string]bool{}}
	s.darken(c)
	for _, name := range []string{"R", "S", "Q"} {
		s.systems[name] = &system{at: map[string]int{}}
	}
	for name := range s.systems { // number the cells first
		for _, slice := range s.slices(name) {
			for d := range s.dims {
				for at := range s.sum(name, slice, d, func(*models.Response) bool { return true }) {
					s.systems[name].at[at] = 0
				}
			}
		}
		for n, at := range slices.Sorted(maps.Keys(s.systems[name].at)) {
			s.systems[name].at[at] = n
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.systems)) {
		s.rules(name)
	}
	return s
}

// slices lists those of a system.
func (s *siege) slices(system string) []string {
	all := []string{"all"}
	if system == "Q" {
		return all
	}
	all = append(all, "silent", models.NoTheme, "t0090")
	for _, t := range s.themes[:len(s.themes)-1] {
		all = append(all, t.ID)
		if system == "S" {
			all = append(all, "w:"+t.ID)
		}
	}
	return all
}

// in says whether a response belongs to a slice of a system. That none of a cell's is
// scored is known only where its row says so.
func (s *siege) in(system, slice string, i int) bool {
	r := &s.responses[i]
	if system == "Q" && len(r.Ratings) == 0 {
		return false
	}
	switch slice {
	case "all":
		return true
	case "silent":
		return !r.Commented()
	case models.NoTheme:
		return r.Commented() && len(s.of[i]) == 0
	case "t0090":
		return slices.ContainsFunc(s.themes, func(t models.Theme) bool { return t.Parent == slice && s.of[i][t.ID] })
	}
	return s.of[i][strings.TrimPrefix(slice, "w:")]
}

func (s *siege) value(d int, r *models.Response) string {
	return [...]string{r.Touchpoint, r.Stage, r.Segment("kundetype"), r.Unit}[d]
}

// sum is the vector of the responses of a slice that holds keeps, over one way to cut.
func (s *siege) sum(system, slice string, d int, holds func(*models.Response) bool) map[string]int {
	v := map[string]int{}
	for i := range s.responses {
		r := &s.responses[i]
		cell := strings.Join([]string{s.dims[d], nps.PeriodName(nps.KindMonth, r.Day), s.value(d, r)}, "|")
		themed := slice != "all" && slice != "silent"
		if holds(r) && (s.in(system, slice, i) || s.dark[cell] || themed && s.dims[d] == nps.DimensionUnit) {
			v[slice+"|"+cell] = 1
		}
	}
	return v
}

// darken notes the cells of cuts that are withheld.
func (s *siege) darken(c counted) {
	for i := range s.responses {
		r := &s.responses[i]
		month := nps.PeriodName(nps.KindMonth, r.Day)
		for d, dimension := range s.dims {
			key := nps.CutKey{PeriodKind: nps.KindMonth, Period: month, Dimension: dimension, Value: s.value(d, r)}
			if !c.scores[0].Shows(key, nil) || dimension == nps.DimensionUnit && !strings.Contains(r.Unit, "/") {
				s.dark[dimension+"|"+month+"|"+s.value(d, r)] = true
			}
		}
	}
}

// plus adds n·w to v.
func plus(v map[string]int, n int, w map[string]int) map[string]int {
	v = maps.Clone(v)
	for at, x := range w {
		v[at] += n * x
	}
	return v
}

// rules adds what holds by construction: in every month each way to cut adds up to
// the same, a finer one to a coarser one, and in every cell the parts to the whole.
func (s *siege) rules(system string) {
	type group struct {
		d            int
		month, value string
	}
	groups := map[group]bool{}
	for i := range s.responses {
		r := &s.responses[i]
		for d := range s.dims {
			groups[group{d, nps.PeriodName(nps.KindMonth, r.Day), s.value(d, r)}] = true
		}
	}
	for g := range groups {
		holds := func(r *models.Response) bool {
			return nps.PeriodName(nps.KindMonth, r.Day) == g.month && s.value(g.d, r) == g.value
		}
		month := func(r *models.Response) bool { return nps.PeriodName(nps.KindMonth, r.Day) == g.month }
		for _, slice := range s.slices(system) {
			for d := range s.dims {
				s.know(system, plus(s.sum(system, slice, g.d, month), -1, s.sum(system, slice, d, month)))
				if d != 3 && g.d != 3 && s.divides(d, g.d) {
					s.know(system, plus(s.sum(system, slice, g.d, holds), -1, s.sum(system, slice, d, holds)))
				}
			}
		}
		s.parts(system, g.d, holds)
	}
}

// parts adds what the slices of one cell add up to.
func (s *siege) parts(system string, d int, holds func(*models.Response) bool) {
	if system == "Q" {
		return
	}
	of := func(slice string) map[string]int { return s.sum(system, slice, d, holds) }
	whole := plus(plus(of("all"), -1, of("silent")), -1, of(models.NoTheme))
	weights, counts, top := whole, whole, of("t0090")
	children := 0
	for _, t := range s.themes[:len(s.themes)-1] {
		counts, weights = plus(counts, -1, of(t.ID)), plus(weights, -1, of("w:"+t.ID))
		if s.single && system == "S" {
			s.know(system, plus(of(t.ID), -1, of("w:"+t.ID)))
		}
		if t.Parent != "" {
			top, children = plus(top, -1, of(t.ID)), children+1
		}
	}
	if system == "S" {
		s.know(system, weights)
	}
	if s.single {
		s.know(system, counts)
	}
	if s.single || children == 1 {
		s.know(system, top)
	}
}

func (s *siege) divides(fine, coarse int) bool {
	of := map[string]string{}
	for i := range s.responses {
		x, y := s.value(fine, &s.responses[i]), s.value(coarse, &s.responses[i])
		if seen, ok := of[x]; ok && seen != y {
			return false
		}
		of[x] = y
	}
	return true
}

// vector is a slice of a cut; "commented" is all but those without a comment.
func (s *siege) vector(system, slice string, key nps.CutKey) map[string]int {
	d := max(0, slices.Index(s.dims, key.Dimension))
	if slice == "commented" {
		return plus(s.sum(system, "all", d, key.Holds), -1, s.sum(system, "silent", d, key.Holds))
	}
	return s.sum(system, slice, d, key.Holds)
}

// prime is large enough that no combination vanishes by chance.
const prime = 1<<31 - 1

func (y *system) dense(v map[string]int) []uint64 {
	d := make([]uint64, len(y.at))
	for at, x := range v {
		d[y.at[at]] = uint64((x%prime + prime) % prime)
	}
	return d
}

// reduce takes what is known off a vector; −1 where nothing is left.
func (y *system) reduce(d []uint64) int {
	for k, row := range y.rows {
		if f := d[y.lead[k]]; f != 0 {
			for j, x := range row {
				if x != 0 {
					d[j] = (d[j] + (prime-f)*x) % prime
				}
			}
		}
	}
	return slices.IndexFunc(d, func(x uint64) bool { return x != 0 })
}

func (s *siege) know(system string, v map[string]int) {
	y := s.systems[system]
	d := y.dense(v)
	at := y.reduce(d)
	if at < 0 {
		return
	}
	inverse, f := uint64(1), d[at]
	for e := uint64(prime - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			inverse = inverse * f % prime
		}
		f = f * f % prime
	}
	for j := range d {
		d[j] = d[j] * inverse % prime
	}
	y.rows, y.lead = append(y.rows, d), append(y.lead, at)
}

// show adds a shown group to what is known of the systems.
func (s *siege) show(systems, slice string, key nps.CutKey) {
	s.shown++
	for _, name := range systems {
		s.know(string(name), s.vector(string(name), slice, key))
	}
}

// hide notes a withheld group that has responses.
func (s *siege) hide(systems, slice string, key nps.CutKey, table string) {
	for _, name := range systems {
		if v := s.vector(string(name), slice, key); len(v) > 0 {
			s.secrets = append(s.secrets, secret{string(name), fmt.Sprint(table, " ", key, " ", slice), v})
		}
	}
}

// found lists the secrets that follow from what is known.
func (s *siege) found() (names []string) {
	for _, x := range s.secrets {
		y := s.systems[x.system]
		if y.reduce(y.dense(x.vector)) < 0 {
			names = append(names, x.system+" "+x.name)
		}
	}
	return names
}

// surveys is how many are attacked; STEMME_LONG asks for more.
func surveys() uint64 {
	if os.Getenv("STEMME_LONG") != "" {
		return 400
	}
	return 16
}

// TestNoWithheldGroupIsFound attacks all open tables together.
func TestNoWithheldGroupIsFound(t *testing.T) {
	shown, withheld := map[string]int{}, 0
	for seed := range surveys() {
		p := preyOf(seed)
		c, err := count(p.responses, p.mentions, p.themes, Figures{SmallGroup: 5, Value: Value{Promoter: 3, Detractor: 1}}, 1)
		if err != nil {
			t.Fatal(err)
		}
		s := besiege(p, c)
		for _, read := range []struct {
			table string
			of    func(*siege, counted)
		}{
			{"nps", (*siege).cuts}, {"theme_nps", (*siege).themeCuts}, {"ratings", (*siege).ratings}, {"causes", (*siege).causes},
			{"drivers", (*siege).drivers}, {"changes", (*siege).changes}, {"impact", (*siege).impact}, {"alerts", (*siege).alerts},
			{"themes", (*siege).themesTable}, {"kpi", (*siege).kpis}, {"initiatives", (*siege).initiatives},
		} {
			before := s.shown
			read.of(s, c)
			shown[read.table] += s.shown - before
		}
		withheld += len(s.secrets)
		if found := s.found(); len(found) > 0 {
			t.Errorf("seed %d (single %v): %d of %d withheld groups are found, such as %s", seed, p.single, len(found), len(s.secrets), found[0])
		}
	}
	t.Logf("%v shown, %d groups withheld", shown, withheld)
	for table, n := range shown {
		if n == 0 {
			t.Errorf("no row of %s is shown: the attack proves nothing", table)
		}
	}
}

// themesTable reads the counts beside the themes.
func (s *siege) themesTable(c counted) {
	key := nps.CutKey{PeriodKind: nps.KindAll, Dimension: nps.DimensionAll}
	for _, r := range themes.ThemeRows(s.themes, c.withheld(s.themes)) {
		if r.Suppressed {
			s.hide("R", r.ThemeID, key, "themes")
		} else {
			s.show("R", r.ThemeID, key)
		}
	}
}

// input is what is followed up.
func (s *siege) input(c counted) improvement.Input {
	in := improvement.Input{Responses: s.responses, Languages: make([]models.Language, len(s.responses)), SmallGroup: 5, Shown: c.shown()}
	for _, of := range s.of {
		in.Themes = append(in.Themes, slices.Sorted(maps.Keys(of)))
	}
	return in
}

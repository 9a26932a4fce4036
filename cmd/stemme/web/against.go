package web

import (
	"cmp"
	"maps"
	"math"
	"net/http"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/nps"
)

// sideMark ends the name of a side before the filters that are its own: a.unit.
const sideMark = "."

// An againstView is any two groups of responses held against each other.
type againstView struct {
	Sides  []sideView
	Points nps.Difference
	Known  bool
	Chosen bool // the sides differ
	Themes []againstLine
	Scale  scale // of the differences in share, in points of a hundred
	Quotes []againstQuotes
}

// A sideView is one of the two.
type sideView struct {
	Mark  string // a or b
	Title string
	When  []barValue
	Picks []pickView
	Now   counted
	Link  string
}

// An againstLine is one theme on both sides.
type againstLine struct {
	Theme, Page       string
	A, B              themed
	LinkA, LinkB      string
	Points, Low, High float64 // difference in share, in points of a hundred
	Sure              bool    // beyond chance, all themes considered

	id string
	p  float64
}

// againstQuotes are comments on a theme, side by side.
type againstQuotes struct {
	Theme string
	A, B  *hitView
}

// side is the request narrowed to what the page's filters and the side's own let
// through.
func (r *request) side(mark string) (*request, error) {
	in := *r
	values := maps.Clone(r.sieve.values)
	for name, all := range r.URL.Query() {
		own, ok := strings.CutPrefix(name, mark+sideMark)
		if !ok || len(all) == 0 || all[0] == "" || all[0] == anything {
			continue
		}
		if own == "when" {
			from, to, _ := strings.Cut(all[0], "..")
			values["from"], values["to"] = []string{from}, []string{to}
			continue
		}
		values[own] = slices.Clone(all)
	}
	if err := r.refuseValues(values); err != nil {
		return nil, err
	}
	return &in, in.narrow(values)
}

// sideView is what the form shows of a side.
func (r *request) sideView(mark string, of *request) sideView {
	v := sideView{Mark: mark, Now: of.now()}
	var names []string
	for name, all := range of.sieve.values {
		if !slices.Equal(all, r.sieve.values[name]) && name != "from" && name != "to" {
			for _, value := range all {
				names = append(names, r.valueText(name, value))
			}
		}
	}
	slices.Sort(names)
	if from, to := of.sieve.values.Get("from"), of.sieve.values.Get("to"); (from != "" || to != "") && from+to != r.sieve.values.Get("from")+r.sieve.values.Get("to") {
		names = append(names, r.daysText(from, to))
	}
	v.Title = cmp.Or(strings.Join(names, ", "), r.Lang.Text("web_all"))
	var bar barView
	of.picks(&bar)
	for _, p := range slices.Concat(bar.Picks, bar.More) {
		own := r.URL.Query().Get(mark + sideMark + p.Name)
		for i := range p.Values {
			p.Values[i].On = p.Values[i].Value == own
		}
		p.On, p.Name = own != "", mark+sideMark+p.Name
		v.Picks = append(v.Picks, p)
	}
	for _, w := range r.presets() {
		w.On = w.Value == r.URL.Query().Get(mark+sideMark+"when")
		v.When = append(v.When, w)
	}
	if v.Now.Hits > 0 {
		v.Link = of.drill()
	}
	return v
}

// quotesShown is how many themes are quoted side by side.
const quotesShown = 3

func (s *server) against(w http.ResponseWriter, r *request) error {
	a, err := r.side("a")
	if err != nil {
		return err
	}
	b, err := r.side("b")
	if err != nil {
		return err
	}
	v := againstView{Sides: []sideView{r.sideView("a", a), r.sideView("b", b)}}
	v.Chosen = !maps.EqualFunc(a.sieve.values, b.sieve.values, slices.Equal[[]string])
	if !v.Chosen {
		return s.show(w, r, "against", "web_against", v)
	}
	v.Points, v.Known = differenceOf(v.Sides[0].Now.CutRow, v.Sides[1].Now.CutRow)
	v.Themes = r.againstThemes(a, b, v.Sides[0].Now, v.Sides[1].Now)
	for _, line := range v.Themes {
		v.Scale.take(line.Points, line.Low, line.High)
	}
	v.Scale.take(0)
	if err := r.againstQuotes(&v, a, b); err != nil {
		return err
	}
	return s.show(w, r, "against", "web_against", v)
}

// againstThemes are the themes on both sides, those that differ the most surely
// first.
func (r *request) againstThemes(a, b *request, wholeA, wholeB counted) []againstLine {
	before, after := a.speak(a.lead), b.speak(b.lead)
	var lines []againstLine
	var p []float64
	for i := range r.figures.themes {
		t := &r.figures.themes[i]
		x, okA := before[t.ThemeID]
		y, okB := after[t.ThemeID]
		if !r.shown(t.ThemeID) || !okA && !okB {
			continue
		}
		if !okA {
			x = a.speakOf(t.ThemeID)
		}
		if !okB {
			y = b.speakOf(t.ThemeID)
		}
		if !x.Responses.Known || !y.Responses.Known || wholeA.Commented.N == 0 || wholeB.Commented.N == 0 {
			continue
		}
		line := againstLine{Theme: t.Name, Page: themeLink(t.ThemeID), A: x, B: y, LinkA: a.drill("theme", t.ThemeID), LinkB: b.drill("theme", t.ThemeID), id: t.ThemeID}
		d := nps.CompareShares(nps.Share{Yes: int(x.Responses.N), N: int(wholeA.Commented.N), Design: 1}, nps.Share{Yes: int(y.Responses.N), N: int(wholeB.Commented.N), Design: 1})
		line.Points, line.Low, line.High, line.p = d.Points, d.Low, d.High, d.P
		lines = append(lines, line)
		p = append(p, line.p)
	}
	for i, q := range nps.BenjaminiHochberg(p) {
		lines[i].Sure = q <= nps.Significant
	}
	slices.SortStableFunc(lines, func(a, b againstLine) int {
		return cmp.Or(cmp.Compare(a.p, b.p), cmp.Compare(math.Abs(b.Points), math.Abs(a.Points)))
	})
	return lines
}

// againstQuotes quotes both sides on the themes that differ the most surely.
func (r *request) againstQuotes(v *againstView, a, b *request) error {
	for _, line := range v.Themes[:min(quotesShown, len(v.Themes))] {
		q := againstQuotes{Theme: line.Theme}
		for _, one := range []struct {
			of *request
			to **hitView
		}{{a, &q.A}, {b, &q.B}} {
			if !one.of.counts() {
				continue
			}
			where := one.of.sieve.where
			class := models.Detractor
			if row := one.of.speakOf(line.id); row.Promoters.N > row.Detractors.N {
				class = models.Promoter
			}
			var err error
			if *one.to, err = one.of.quote(where, line.id, class); err != nil {
				return err
			}
		}
		if q.A != nil || q.B != nil {
			v.Quotes = append(v.Quotes, q)
		}
	}
	return nil
}

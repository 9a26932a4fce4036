package pipeline

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/bi"
	"stemme/pipeline/nps"
)

// A siege is what an attacker knows of a survey, in whole numbers of responses (R),
// of scored ones (S) and of rated ones (Q), each a system of its own. Its unknowns
// are the smallest cells, month × value of each way to cut, of each slice: all, those
// without a comment, a theme or entry, the rest, a top theme, those who say whether a
// promise was kept ("told:"), a preference asked for × met, and, of scored ones, the
// weighted share of a theme ("w:"); and, over all, those who mention two themes. It
// knows every rule by which figures add up, and which cells are empty where the tables
// tell: of cuts that are shown, but of units by month, which themes are not measured
// for.
type siege struct {
	*prey                     // its responses as figures count them
	truth   []models.Response // as they are
	cells   []cell
	of      [][]int // cells of each way to cut
	byKey   map[nps.CutKey][]int
	slices  []slice
	at      map[string]int // place in slices
	schemes []scheme
	spans   map[string]*span
	extra   map[string]int // columns beyond the cells
	secrets []secret
	shown   int
	few     map[string]bool // themes, entries and pairs that count as not mentioned
}

// waysToCut are those of a prey; the first is also that of all.
var waysToCut = []string{nps.DimensionTouchpoint, nps.DimensionStage, "kundetype", nps.DimensionUnit}

// A cell is a month × a value of a way to cut, which counts as one value.
type cell struct {
	way          int
	month, value string
	as           [3]string        // way, month and value that it counts as: what of it is empty is told of all that count as that
	one          *models.Response // of it, as it is counted
	dark         bool             // it is not told what is empty
}

// A slice is a set of responses.
type slice struct {
	name    string
	systems string
	narrow  bool // it is measured over all and by touchpoint alone
	themed  bool
	has     []bool // by cell
}

// A scheme is slices that add up to those who commented, as if each had one.
type scheme struct {
	lens   string
	ids    []string
	rest   string
	narrow bool
}

// A secret is a group that the tables withhold.
type secret struct {
	system, name string
	vector       vector
}

func besiege(p *prey, c counted) *siege {
	s := &siege{prey: p.gathered(), truth: p.responses, of: make([][]int, len(waysToCut)), byKey: map[nps.CutKey][]int{}, at: map[string]int{}, spans: map[string]*span{}, extra: map[string]int{}}
	s.few = c.few(p.themes)
	for _, of := range c.matches {
		for _, pair := range of.Order {
			s.few[pair] = of.Few(pair)
		}
	}
	places := s.cellsOf(c)
	s.schemesOf()
	for n := range s.slices {
		x := &s.slices[n]
		x.has = make([]bool, len(s.cells))
		has := map[[3]string]bool{} // of cells that count as one
		for i := range s.responses {
			for _, at := range places[i] {
				has[s.cells[at].as] = has[s.cells[at].as] || s.in(x.name, i)
			}
		}
		for at := range s.cells {
			x.has[at] = has[s.cells[at].as]
		}
	}
	for _, name := range []string{"R", "S", "Q"} {
		s.spans[name] = newSpan(len(s.cells) * len(s.slices))
		for n := range s.slices {
			if strings.Contains(s.slices[n].systems, name) {
				s.addsUp(s.spans[name], n)
			}
		}
	}
	for at := range s.cells {
		for _, of := range s.schemes {
			if !of.narrow || s.cells[at].way == 0 {
				s.parts(&of, at)
			}
		}
	}
	return s
}

// gathered is the prey as figures count it.
func (p *prey) gathered() *prey {
	q := *p
	q.responses = nps.Gathered(p.responses, 5)
	return &q
}

// waysOf are those of a response, by way to cut.
func waysOf(r *models.Response) [4]string {
	return [...]string{r.Touchpoint, r.Stage, r.Segment("kundetype"), r.Unit}
}

// cellsOf makes the cells and lists those of each response.
func (s *siege) cellsOf(c counted) (places [][]int) {
	at := map[[4]string]int{}
	for i := range s.responses {
		r := &s.responses[i]
		month, of := nps.PeriodName(nps.KindMonth, r.Day), []int{}
		for way, name := range waysToCut {
			value, as := waysOf(&s.truth[i])[way], waysOf(r)[way]
			n, ok := at[[4]string{name, month, value, as}]
			if !ok {
				n = len(s.cells)
				at[[4]string{name, month, value, as}] = n
				dark := !c.scores[0].Shows(nps.CutKey{PeriodKind: nps.KindMonth, Period: month, Dimension: name, Value: as}, nil) ||
					name == nps.DimensionUnit && !strings.Contains(as, "/")
				s.cells = append(s.cells, cell{way, month, value, [3]string{name, month, as}, r, dark})
				s.of[way] = append(s.of[way], n)
			}
			of = append(of, n)
		}
		places = append(places, of)
	}
	return places
}

// schemesOf lists the slices.
func (s *siege) schemesOf() {
	add := func(name, systems string, narrow, themed bool) {
		s.at[name] = len(s.slices)
		s.slices = append(s.slices, slice{name: name, systems: systems, narrow: narrow, themed: themed})
	}
	pairs := scheme{rest: "→", narrow: true}
	for _, asked := range entriesOf("servicepraeference") {
		for _, met := range append([]string{""}, entriesOf("servicepraeference")...) {
			pairs.ids = append(pairs.ids, nps.PairID(asked, met))
		}
	}
	s.schemes = []scheme{{ids: slices.Clone(s.topics), rest: models.NoTheme}, pairs}
	for _, lens := range preyLenses {
		s.schemes = append(s.schemes, scheme{lens: lens, ids: entriesOf(lens), rest: lens + "/"})
	}
	for n, of := range s.schemes {
		for _, id := range append(slices.Clone(of.ids), of.rest) {
			add(id, "RS", of.narrow, true)
			if !of.narrow && id != of.rest {
				add("w:"+id, "S", false, true)
			}
		}
		s.schemes[n].ids = slices.DeleteFunc(of.ids, func(id string) bool { return s.few[id] })
	}
	for _, id := range entriesOf("loefter") {
		add("told:"+id, "R", true, true)
	}
	add(topTheme, "RS", false, true)
	add("rated", "Q", false, false)
	add("silent", "RS", false, false)
	add("all", "RS", false, false)
}

// in says whether a response belongs to a slice. That none of a cell's is scored is
// known only where its row says so.
func (s *siege) in(slice string, i int) bool {
	r, of := &s.responses[i], s.prey.of[i]
	any := func(ids []string) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return of[id] && !s.few[id] })
	}
	if promise, ok := strings.CutPrefix(slice, "told:"); ok {
		return s.signs[i][promise] != 0
	}
	if lens, ok := strings.CutSuffix(slice, "/"); ok {
		return r.Commented() && !any(entriesOf(lens))
	}
	if strings.Contains(slice, "→") {
		pairs := s.asked(i)
		none := !slices.ContainsFunc(pairs, func(pair string) bool { return !s.few[pair] })
		return slices.Contains(pairs, slice) || slice == "→" && r.Commented() && none
	}
	switch slice {
	case "all":
		return true
	case "rated":
		return len(r.Ratings) > 0
	case "silent":
		return !r.Commented()
	case models.NoTheme:
		return r.Commented() && !any(s.topics)
	case topTheme:
		return any(s.under())
	}
	return of[strings.TrimPrefix(slice, "w:")]
}

// asked are the preferences asked for × met of a response.
func (s *siege) asked(i int) (pairs []string) {
	var missed, met []string
	for _, id := range entriesOf("servicepraeference") {
		switch s.signs[i][id] {
		case -1:
			missed = append(missed, id)
		case 1:
			met = append(met, id)
		}
	}
	for _, pair := range nps.AskedAndMet(missed, met) {
		pairs = append(pairs, nps.PairID(pair[0], pair[1]))
	}
	return pairs
}

// under are the themes under the top theme that count.
func (s *siege) under() (ids []string) {
	for _, t := range s.themes {
		if t.Parent != "" && !s.few[t.ID] {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// sum is the vector of a slice over some cells: those that are empty and known to be
// are left out.
func (s *siege) sum(slice int, cells []int) vector {
	v := vector{}
	for _, at := range cells {
		c := &s.cells[at]
		if x := &s.slices[slice]; x.has[at] || c.dark || x.themed && waysToCut[c.way] == nps.DimensionUnit {
			v[slice*len(s.cells)+at] = 1
		}
	}
	return v
}

// beyond is the vector of something else over all.
func (s *siege) beyond(name string) vector {
	if _, ok := s.extra[name]; !ok {
		s.extra[name] = len(s.cells)*len(s.slices) + len(s.extra)
	}
	return vector{s.extra[name]: 1}
}

// among lists the cells of a way to cut that in holds.
func (s *siege) among(way int, in func(*cell) bool) (cells []int) {
	for _, at := range s.of[way] {
		if in(&s.cells[at]) {
			cells = append(cells, at)
		}
	}
	return cells
}

// addsUp adds what holds by construction of a slice: in every month each way to cut
// adds up to the same, and a finer one to a coarser one.
func (s *siege) addsUp(y *span, slice int) {
	if s.slices[slice].narrow {
		return
	}
	months := map[string]bool{}
	for _, c := range s.cells {
		months[c.month] = true
	}
	for _, month := range slices.Sorted(maps.Keys(months)) {
		in := func(c *cell) bool { return c.month == month }
		for way := 1; way < len(waysToCut); way++ {
			y.know(plus(s.sum(slice, s.among(0, in)), -1, s.sum(slice, s.among(way, in))))
		}
	}
	for coarse := range 3 {
		for fine := range 3 {
			of, ok := s.divides(fine, coarse)
			if !ok || fine == coarse {
				continue
			}
			for _, at := range s.of[coarse] {
				whole := &s.cells[at]
				y.know(plus(s.sum(slice, []int{at}), -1, s.sum(slice, s.among(fine, func(c *cell) bool {
					return c.month == whole.month && of[c.value] == whole.value
				}))))
			}
		}
	}
}

// divides says in which value of a coarser way to cut each of a finer one lies. That
// of touchpoints is read from the table of them; the attacker guesses the others.
func (s *siege) divides(fine, coarse int) (of map[string]string, ok bool) {
	of = map[string]string{}
	if fine == 0 && coarse == 1 {
		for _, r := range bi.TouchpointRows(s.truth, 1) {
			of[r.Touchpoint] = r.Stage
		}
		return of, !slices.Contains(slices.Collect(maps.Values(of)), "")
	}
	for i := range s.truth {
		values := waysOf(&s.truth[i])
		if seen, ok := of[values[fine]]; ok && seen != values[coarse] {
			return nil, false
		}
		of[values[fine]] = values[coarse]
	}
	return of, true
}

// parts adds what the slices of one cell add up to.
func (s *siege) parts(sc *scheme, at int) {
	of := func(name string) vector { return s.sum(s.at[name], []int{at}) }
	whole := plus(plus(of("all"), -1, of("silent")), -1, of(sc.rest))
	weights, counts, top := whole, whole, of(topTheme)
	for _, id := range sc.ids {
		counts = plus(counts, -1, of(id))
		if sc.narrow {
			continue
		}
		weights = plus(weights, -1, of("w:"+id))
		if s.single {
			s.spans["S"].know(plus(of(id), -1, of("w:"+id)))
		}
	}
	if !sc.narrow {
		s.spans["S"].know(weights)
	}
	if s.single {
		s.know("RS", counts)
	}
	under := s.under()
	for _, id := range under {
		top = plus(top, -1, of(id))
	}
	if sc.rest == models.NoTheme && (s.single || len(under) == 1) {
		s.know("RS", top)
	}
}

// know adds a vector to what is known in some systems.
func (s *siege) know(systems string, v vector) {
	for _, name := range systems {
		s.spans[string(name)].know(v)
	}
}

// vector is a slice of a cut; "commented" is all but those without a comment.
func (s *siege) vector(slice string, key nps.CutKey) vector {
	cells, ok := s.byKey[key]
	if !ok {
		cells = s.among(max(0, slices.Index(waysToCut, key.Dimension)), func(c *cell) bool { return key.Holds(c.one) })
		s.byKey[key] = cells
	}
	return s.total(slice, cells)
}

func (s *siege) total(slice string, cells []int) vector {
	if slice == "commented" {
		return plus(s.sum(s.at["all"], cells), -1, s.sum(s.at["silent"], cells))
	}
	at, ok := s.at[slice]
	if !ok {
		panic("no slice " + slice)
	}
	return s.sum(at, cells)
}

// show adds a shown group to what is known of the systems.
func (s *siege) show(systems, slice string, key nps.CutKey) {
	s.tell(systems, s.vector(slice, key))
}

// tell adds something shown.
func (s *siege) tell(systems string, v vector) {
	s.shown++
	s.know(systems, v)
}

// hide notes a withheld group that has responses.
func (s *siege) hide(systems, slice string, key nps.CutKey, table string) {
	s.conceal(systems, s.vector(slice, key), fmt.Sprint(table, " ", key, " ", slice))
}

// conceal notes something that is withheld.
func (s *siege) conceal(systems string, v vector, name string) {
	for _, system := range systems {
		if len(v) > 0 {
			s.secrets = append(s.secrets, secret{string(system), name, v})
		}
	}
}

// found lists the secrets that follow from what is known.
func (s *siege) found() (names []string) {
	for _, x := range s.secrets {
		if s.spans[x.system].tells(x.vector) {
			names = append(names, x.system+" "+x.name)
		}
	}
	return names
}

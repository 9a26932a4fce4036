package nps

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"stemme/models"
)

// A value that few have is no group of its own in any open figure. To withhold it alone took a
// shown value with it, of which it is the difference, in each of its periods, and that one's themes;
// of a second source of one answer nearly all. So before anything is counted
// its responses count as those without a value, where these are a group that may be shown or become
// one, and else as the largest value beside it, of which they are then a part that no figure tells.

// mostGathered is how many responses may be gathered for each of the value that they count as: one
// in so many, so that no figure of it is moved by more than people would notice. Chosen by eye.
const mostGathered = 20

// Gathered are responses as open figures count them: of each touchpoint, stage, source, segment and unit no
// value that fewer than k customers have, but where no other value can hold it. Responses come in the same
// order, and as they are where there is no such value. A way to cut that divides another one goes on to do so.
func Gathered(responses []models.Response, k int) []models.Response {
	if k <= 1 {
		return responses
	}
	g := &gathering{k: k, responses: responses}
	var done []property
	for _, p := range g.properties() {
		if p.anyFew(k) {
			g.gather(p, g.dividedBy(p, done))
		}
		done = append(done, p)
	}
	g.gatherUnits()
	return g.responses
}

// A gathering is responses of which some have been changed, in a copy.
type gathering struct {
	k         int
	responses []models.Response
	copied    bool
}

// change is response i, to be changed: what came stays as it came.
func (g *gathering) change(i int) *models.Response {
	if !g.copied {
		g.responses, g.copied = slices.Clone(g.responses), true
	}
	return &g.responses[i]
}

// A property is a way to cut without levels, and how many customers have each value.
type property struct {
	name  string
	of    func(*models.Response) string
	to    func(*models.Response, string)
	count map[string]int // at most as many as are a group
}

// few says whether so few have a value that it is no group of its own.
func (p *property) few(value string, k int) bool { return p.count[value] < k }

// anyFew says whether there is such a value, or there are so few without one.
func (p *property) anyFew(k int) bool {
	for value := range p.count {
		if p.few(value, k) {
			return true
		}
	}
	return false
}

// properties lists them, the coarser first.
func (g *gathering) properties() []property {
	all := []property{
		{name: DimensionTouchpoint, of: func(r *models.Response) string { return r.Touchpoint }, to: func(r *models.Response, v string) { r.Touchpoint = v }},
		{name: DimensionStage, of: func(r *models.Response) string { return r.Stage }, to: func(r *models.Response, v string) { r.Stage = v }},
		{name: DimensionSource, of: func(r *models.Response) string { return r.Source }, to: func(r *models.Response, v string) { r.Source = v }},
	}
	names := map[string]bool{}
	for i := range g.responses {
		for _, s := range g.responses[i].Segments {
			names[s.Name] = true
		}
	}
	for name := range names {
		all = append(all, property{name: SegmentDimension(name), of: func(r *models.Response) string { return r.Segment(name) },
			to: func(r *models.Response, v string) { setSegment(r, name, v) }})
	}
	for n := range all {
		p, who := &all[n], models.NewCustomers[string](g.k)
		for i := range g.responses {
			if r := &g.responses[i]; r.Kind != models.Employees {
				who.Add(p.of(r), r)
			}
		}
		p.count = who.Number
	}
	told := func(p property) (n int) {
		for v := range p.count {
			if !p.few(v, g.k) {
				n++
			}
		}
		return n
	}
	slices.SortFunc(all, func(a, b property) int {
		return cmp.Or(cmp.Compare(told(a), told(b)), cmp.Compare(a.name, b.name))
	})
	return all
}

// setSegment gives a response another value of a segment, "" for none, in a list of its own.
func setSegment(r *models.Response, name, value string) {
	r.Segments = slices.DeleteFunc(slices.Clone(r.Segments), func(s models.Segment) bool { return s.Name == name })
	if value != "" {
		at, _ := slices.BinarySearchFunc(r.Segments, name, func(s models.Segment, name string) int { return strings.Compare(s.Name, name) })
		r.Segments = slices.Insert(r.Segments, at, models.Segment{Name: name, Value: value})
	}
}

// dividedBy lists the coarser properties of which each value of p lies within one value, those of
// few left aside.
func (g *gathering) dividedBy(p property, coarser []property) (above []property) {
	for _, c := range coarser {
		in, divides := map[string]string{}, true
		for i := range g.responses {
			r := &g.responses[i]
			if v := p.of(r); r.Kind != models.Employees && !p.few(v, g.k) {
				of, seen := in[v]
				divides = divides && (!seen || of == c.of(r))
				in[v] = c.of(r)
			}
		}
		if divides {
			above = append(above, c)
		}
	}
	return above
}

// A beside is what has one value of every property that another one divides: its values of few,
// and the larger ones that these may count as.
type beside struct {
	few     []int // responses, those without a value too where they are few
	who     models.Customers[bool]
	larger  map[string]int // responses of each other value
	without bool           // enough have no value
}

// gather changes the values of p that few have.
func (g *gathering) gather(p property, above []property) {
	groups := map[string]*beside{}
	for i := range g.responses {
		r := &g.responses[i]
		if r.Kind == models.Employees {
			continue
		}
		var key strings.Builder
		for _, c := range above {
			key.WriteString(c.of(r) + "\x00")
		}
		b := groups[key.String()]
		if b == nil {
			b = &beside{who: models.NewCustomers[bool](g.k), larger: map[string]int{}}
			groups[key.String()] = b
		}
		switch v := p.of(r); {
		case p.few(v, g.k):
			b.few = append(b.few, i)
			b.who.Add(true, r)
		case v == "":
			b.without = true
		default:
			b.larger[v]++
		}
	}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		if to, ok := groups[key].target(g.k, len(groups) > 1); ok {
			for _, i := range groups[key].few {
				p.to(g.change(i), to)
			}
		}
	}
}

// target is the value that those of few count as; false where there is none. Those that are enough
// together are such without a value, but where that would lie in several values of a coarser property.
func (b *beside) target(k int, divides bool) (string, bool) {
	switch {
	case len(b.few) == 0:
		return "", false
	case b.without:
		return "", true
	case b.who.Number[true] >= k:
		return "", !divides
	}
	to, ok := largest(b.larger)
	return to, ok && len(b.few)*mostGathered <= b.larger[to]
}

// largest is the key with the largest number, of equals the first; false for none.
func largest(of map[string]int) (to string, ok bool) {
	for _, v := range slices.Sorted(maps.Keys(of)) {
		if !ok || of[v] > of[to] {
			to, ok = v, true
		}
	}
	return to, ok
}

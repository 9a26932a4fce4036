package themes

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/themes/internal/naming"
	"stemme/stemming"
)

// What it takes for a theme to be born of what is said in one place: a unit or a
// touchpoint. Set so that surveys in which all places speak of the same give none.
const (
	fewLocal    = 8    // different clauses of the place that hold a term
	mostlyThere = 0.5  // of all that hold it
	leastPlace  = 30   // different clauses of a place
	widestPlace = 0.5  // of all: what half of the customers are asked of is no place
	localQ      = 0.01 // share of the terms found that may be chance (Benjamini and Hochberg 1995), over all terms and places
)

// A spot is a touchpoint or a unit, at any level of its path.
type spot struct {
	touchpoint bool
	name       string
}

// A localTerm is a term that a place speaks of beyond its share.
type localTerm struct {
	place spot
	term  int32
	p     float64 // how likely so many are by chance
}

// settled adds the themes of what single units and touchpoints speak of beyond all others and
// no theme is about, however few that are of all: a place that customers cannot park at
// is no share of the survey that a fit would part off.
func (w *work) settled(m *Model, in Input, events *history) *Model {
	m = w.over(m)
	places := w.places(in)
	found := w.localTerms(places, in)
	born := 0
	for len(found) > 0 && born < atOnce {
		place := found[0].place
		var terms []int32
		rest := found[:0:0]
		for _, l := range found {
			if l.place == place {
				terms = append(terms, l.term)
			} else {
				rest = append(rest, l)
			}
		}
		found = rest
		w.mark(places[place])
		for len(terms) > 0 && born < atOnce {
			grown, left, ok := w.localBirth(m, terms, events)
			if terms = left; ok {
				m, born = grown, born+1
			}
		}
	}
	return m
}

// localBirth tries a theme around the first of the terms that a place speaks of, and gives
// those that stand beside none of it.
func (w *work) localBirth(m *Model, terms []int32, events *history) (grown *Model, left []int32, ok bool) {
	nucleus := w.beside(terms)
	for _, t := range terms {
		if !slices.Contains(nucleus, t) {
			left = append(left, t)
		}
	}
	if len(nucleus) < 2 && len(stemming.Kin().Groups(w.c.Terms[terms[0]])) == 0 { // it may be a name
		return m, left, false
	}
	rows := w.around(terms)
	if !w.rises(rows, fewLocal, riseSure) || w.spokenOf(m, rows) {
		return m, left, false
	}
	words := make([]string, len(nucleus))
	for i, t := range nucleus {
		words[i] = w.c.Terms[t]
	}
	about := addition{rows: rows, prior: w.prior([][]string{words}), favoured: true}
	grown, ok = w.newBirth(m, about, events)
	return grown, left, ok
}

// mark has the rows of a place be the fresh ones.
func (w *work) mark(rows []int32) {
	clear(w.fresh)
	for _, r := range rows {
		w.fresh[r] = true
	}
	w.new, w.known = len(rows), len(w.fresh)-len(rows)
}

// places are the rows that are said in each unit, at each of its levels, and at each
// touchpoint.
func (w *work) places(in Input) map[spot][]int32 {
	out := map[spot][]int32{}
	for i, row := range w.c.Row {
		if row < 0 {
			continue
		}
		r := &in.Responses[w.from[i]]
		if r.Kind == models.Employees {
			continue
		}
		for _, p := range placesOf(r) {
			out[p] = append(out[p], row)
		}
	}
	for p, rows := range out {
		slices.Sort(rows)
		if rows = slices.Compact(rows); len(rows) < leastPlace || float64(len(rows)) > widestPlace*float64(w.c.Rows.Rows()) {
			delete(out, p)
			continue
		}
		out[p] = rows
	}
	return out
}

// placesOf are the places of a response.
func placesOf(r *models.Response) (places []spot) {
	if r.Touchpoint != "" {
		places = append(places, spot{true, r.Touchpoint})
	}
	if r.Unit == "" {
		return places
	}
	for _, level := range models.UnitLevels(r.Unit) {
		places = append(places, spot{name: level})
	}
	return places
}

// localTerms are the terms that a place speaks of beyond its share, the surest first, but
// for words of time, those that tell how it was and those of places' names.
func (w *work) localTerms(places map[spot][]int32, in Input) (found []localTerm) {
	said := make([]int, len(w.c.Terms))
	count := func(rows []int32, to []int) {
		for _, r := range rows {
			cols, _ := w.c.Rows.Row(int(r))
			for _, t := range cols {
				to[t]++
			}
		}
	}
	all := make([]int32, w.c.Rows.Rows())
	for i := range all {
		all[i] = int32(i)
	}
	count(all, said)
	names := in.namesOf(places)
	tests := 0
	for place, rows := range places {
		there := make([]int, len(w.c.Terms))
		count(rows, there)
		for t, n := range said {
			if n < fewLocal || names[w.c.Terms[t]] || naming.IsTime(w.c.Terms[t]) || naming.Judges(w.c.Terms[t]) {
				continue
			}
			tests++
			if o := there[t]; o >= fewLocal && float64(o) >= mostlyThere*float64(n) {
				found = append(found, localTerm{place, int32(t), poissonTail(o, float64(n)*float64(len(rows))/float64(len(all)))})
			}
		}
	}
	slices.SortFunc(found, func(a, b localTerm) int {
		return cmp.Or(cmp.Compare(a.p, b.p), cmp.Compare(len(places[a.place]), len(places[b.place])), a.place.compare(b.place), cmp.Compare(a.term, b.term))
	})
	return beyondChance(found, tests)
}

// beyondChance are the first of found, the surest first, of which all but a few are no
// chance among so many tests.
func beyondChance(found []localTerm, tests int) []localTerm {
	for i := len(found) - 1; i >= 0; i-- {
		if found[i].p <= localQ*float64(i+1)/float64(tests) {
			return found[:i+1]
		}
	}
	return nil
}

// compare orders spots by name, units first.
func (s spot) compare(t spot) int {
	if s.name == t.name && s.touchpoint != t.touchpoint {
		return map[bool]int{true: 1, false: -1}[s.touchpoint]
	}
	return cmp.Compare(s.name, t.name)
}

// namesOf are the terms of the names of places.
func (in *Input) namesOf(places map[spot][]int32) map[string]bool {
	out := map[string]bool{}
	for place := range places {
		for _, word := range strings.FieldsFunc(strings.ToLower(place.name), func(r rune) bool { return strings.ContainsRune(" /,.-_&()", r) }) {
			out[word] = true
			for _, t := range in.terms(word, func(string) bool { return true }) {
				out[t] = true
			}
		}
	}
	return out
}

// poissonTail is how likely o or more events are where mean are expected.
func poissonTail(o int, mean float64) float64 {
	log := float64(o)*math.Log(mean) - mean
	for i := 2; i <= o; i++ {
		log -= math.Log(float64(i))
	}
	sum, term := 0.0, math.Exp(log)
	for i := o; term > 1e-20*sum && i < o+1000; i++ {
		sum += term
		term *= mean / float64(i+1)
	}
	return sum
}

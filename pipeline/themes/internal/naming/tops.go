package naming

import (
	"math"
	"slices"
	"strings"

	"stemme/stemming"
)

// How top themes are named: by up to spoken nouns that together speak of as
// many of the themes under them as can be. A theme is spoken of where what a name must
// reach of its own theme is reached. Another noun must add adds of what there is to
// speak of. Where that was half of it, "kø" named a top theme over one of waiting.
const (
	spoken    = 3
	reaches   = leastReach
	adds      = 0.05
	leastRoof = half // share of its clauses that its name must hold in
)

// A roof is a top theme with the themes under it.
type roof struct {
	*subject
	weight []float64   // of each theme under it, the larger the more
	covers [][]float64 // by unit and theme: how well it speaks of it, 1 for well enough
	alone  []float64   // by unit: of all clauses that hold it, the share that is here
}

// nameTops names the top themes of in. parents gives each theme's top theme, and roofs
// what their names are chosen from.
func (n *namer) nameTops(in Input, parents []int, roofs []*roof, out []Description) {
	for top := range out {
		out[top].LabelFit = math.NaN()
		if in.kept(in.PreviousTops, top) {
			_, clauses := n.under(parents, top)
			n.goOn(in, clauses, in.PreviousTops[top], &out[top])
			continue
		}
		r := roofs[top]
		if r == nil {
			continue
		}
		units := r.choose()
		if len(units) > 0 && !r.holds(units, 1) {
			units = nil
		}
		name := Name{}
		if top < len(in.PreviousTops) {
			before := in.PreviousTops[top]
			if kept := r.keyed(before.Key); len(kept) > 0 && r.covered(kept) >= slack*r.covered(units) && r.holds(kept, slack) {
				name, units = before, kept
			}
		}
		t := r.named(units)
		if name.Text == "" && len(units) > 0 {
			name = Name{t.shown, r.key(&t)}
		}
		if name.Text == "" || n.taken[name.Text] || n.borne(name.Text) {
			n.c.listed(&out[top])
			continue
		}
		out[top].Name, out[top].LabelFit = name, r.holding(units).any
		n.taken[name.Text] = true
	}
}

// borne says whether a theme bears the same words in other forms: "gebyrer" under "gebyr".
func (n *namer) borne(name string) bool {
	said := stems(name)
	for other := range n.taken {
		if slices.Equal(stems(other), said) {
			return true
		}
	}
	return false
}

// stems are the stems of a name's words.
func stems(name string) []string {
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		words[i] = stemming.Stem(w)
	}
	return words
}

// roof gathers what the name of a top theme is chosen from; nil where nothing
// is under it.
func (n *namer) roof(parents []int, top int) *roof {
	under, clauses := n.under(parents, top)
	if len(under) == 0 {
		return nil
	}
	r := &roof{subject: n.c.subject(clauses, n.postings)}
	r.covers = make([][]float64, len(r.units))
	for _, s := range under {
		r.weight = append(r.weight, math.Sqrt(float64(len(s.clauses))))
		part := *r.subject
		part.clauses = s.clauses
		part.hold(n.c)
		for u, h := range part.single {
			r.covers[u] = append(r.covers[u], min(1, math.Sqrt(h.any*h.anyOwn)/reaches))
		}
	}
	for u := range r.units {
		r.alone = append(r.alone, float64(r.units[u].clauses)/float64(max(1, len(n.postings.of[r.units[u].number]))))
	}
	return r
}

// under lists the themes under a top theme that have clauses, and all their clauses.
func (n *namer) under(parents []int, top int) (under []*subject, clauses []int32) {
	for t, parent := range parents {
		if parent == top && len(n.subjects[t].clauses) > 0 {
			under = append(under, n.subjects[t])
			clauses = append(clauses, n.subjects[t].clauses...)
		}
	}
	slices.Sort(clauses)
	return under, clauses
}

// choose picks the units of the name, one by one the one that adds most.
func (r *roof) choose() (units []int) {
	for len(units) < spoken {
		best, most := -1, adds
		for u := range r.units {
			at := &r.units[u]
			if at.class != noun || at.shown == "" || r.said(u, units) {
				continue
			}
			gain := (r.covered(append(units, u)) - r.covered(units)) * math.Pow(r.alone[u], 0.3) * at.worth
			if at.role {
				gain *= dull
			}
			if gain > most {
				best, most = u, gain
			}
		}
		if best < 0 {
			break
		}
		units = append(units, best)
	}
	return r.needed(units)
}

// needed leaves out the units that those chosen after them say as well.
func (r *roof) needed(units []int) []int {
	for i := 0; i < len(units); {
		if rest := others(units, i); len(rest) > 0 && r.covered(units)-r.covered(rest) <= adds {
			units = rest
		} else {
			i++
		}
	}
	return units
}

// holds says whether units name what enough of the clauses say, and what and not who.
func (r *roof) holds(units []int, slack float64) bool {
	who := !slices.ContainsFunc(units, func(u int) bool { return !r.units[u].role })
	return !who && r.holding(units).any >= slack*leastRoof
}

// said says whether u is among units, or says much the same as one of them.
func (r *roof) said(u int, units []int) bool {
	return slices.ContainsFunc(units, func(v int) bool { return u == v || alike(&r.units[u], &r.units[v]) })
}

// covered is how well units together speak of the themes, in [0, 1].
func (r *roof) covered(units []int) float64 {
	sum, total := 0.0, 0.0
	for i, w := range r.weight {
		best := 0.0
		for _, u := range units {
			best = max(best, r.covers[u][i])
		}
		sum, total = sum+w*best, total+w
	}
	return sum / total
}

// named is the title of units.
func (r *roof) named(units []int) title {
	if len(units) == 1 {
		return title{shape: lone, units: units, shown: r.units[units[0]].shown}
	}
	return r.join(units...)
}

// keyed lists the units of a key; none where one is gone.
func (r *roof) keyed(key string) (units []int) {
	parts := strings.Split(key, " ")
	for _, text := range parts[min(2, len(parts)):] {
		u, ok := r.number[text]
		if !ok || r.units[u].class != noun || r.units[u].shown == "" {
			return nil
		}
		units = append(units, u)
	}
	return units
}

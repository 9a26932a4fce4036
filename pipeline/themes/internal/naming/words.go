package naming

import "slices"

// How the words of a theme are chosen. The values were set by reading the words
// of the Danish reviews at 40 themes beside their NPMI and diversity.
const (
	relevance = 0.20 // weight of a word's relevance against the words' coherence
	shared    = 0.15 // what a word loses that another theme shows and has a greater share of
	seeds     = 20   // candidates that a choice is started from
	rounds    = 3    // of choosing with the other themes' words in view
	anchors   = 4    // weightiest candidates of which at least one is shown
)

// A menu is the candidates of one theme with what they are worth.
type menu struct {
	candidates []candidate
	worth      []float64   // by candidate, apart from its company
	npmi       [][]float64 // by two candidates
	taken      []bool      // by candidate: shown by a theme that has a greater share of it
}

// choose picks n words for every theme: relevant to it, seen together, and
// shown by no theme that has a greater share of them. Themes first choose by
// themselves; in further rounds each gives up to the others what is more
// theirs, unless nothing serves as well.
func choose(themes []theme, w *windows, n int) [][]candidate {
	menus := make([]menu, len(themes))
	chosen := make([][]candidate, len(themes))
	for t := range themes {
		menus[t] = newMenu(themes[t].candidates, w)
		chosen[t] = menus[t].choose(n)
	}
	for range rounds {
		for t := range themes {
			if menus[t].yield(chosen, t) {
				chosen[t] = menus[t].choose(n)
			}
		}
	}
	return chosen
}

func newMenu(candidates []candidate, w *windows) menu {
	m := menu{candidates, make([]float64, len(candidates)), make([][]float64, len(candidates)), make([]bool, len(candidates))}
	for i, c := range candidates {
		m.worth[i] = relevance * c.weight / candidates[0].weight
		m.npmi[i] = make([]float64, len(candidates))
		for j := range i {
			m.npmi[i][j] = w.npmi(c.term, candidates[j].term)
			m.npmi[j][i] = m.npmi[i][j]
		}
	}
	return m
}

// yield marks the candidates of theme t that another theme shows and has a
// greater share of, and says whether any mark has changed.
func (m *menu) yield(chosen [][]candidate, t int) (changed bool) {
	marked := make(map[int32]bool)
	for u := range chosen {
		for _, d := range chosen[u] {
			i := slices.IndexFunc(m.candidates, func(c candidate) bool { return c.term == d.term })
			if u != t && i >= 0 && (d.share > m.candidates[i].share || d.share == m.candidates[i].share && u < t) {
				marked[d.term] = true
			}
		}
	}
	for i, c := range m.candidates {
		changed = changed || m.taken[i] != marked[c.term]
		m.taken[i] = marked[c.term]
	}
	return changed
}

// choose grows companies of n candidates around each of the weightiest few,
// with each of the next few for a second member, betters the best of them by
// exchanges, and gives it.
func (m *menu) choose(n int) []candidate {
	n = min(n, len(m.candidates))
	var best *company
	for anchor := range min(anchors, len(m.candidates)) {
		for seed := range min(seeds, len(m.candidates)) {
			s := m.grow(anchor, seed, n)
			if best == nil || s.value() > best.value() {
				best = s
			}
		}
	}
	if best == nil {
		return nil
	}
	for best.exchange() {
	}
	var out []candidate
	for i, in := range best.in {
		if in {
			out = append(out, m.candidates[i])
		}
	}
	return out
}

// A company is a set of candidates. Its value is the mean NPMI of its pairs
// plus the mean worth of its members.
type company struct {
	m        *menu
	anchor   int       // the member that stays
	in       []bool    // by candidate
	gain     []float64 // by candidate: summed NPMI to the members
	members  int
	coherent float64 // summed NPMI of the pairs
	worth    float64 // summed worth
}

// grow adds to the anchor and the seed, one by one, the candidate that suits
// the company best.
func (m *menu) grow(anchor, seed, n int) *company {
	s := &company{m: m, anchor: anchor, in: make([]bool, len(m.candidates)), gain: make([]float64, len(m.candidates))}
	s.add(anchor)
	if seed != anchor && n > 1 {
		s.add(seed)
	}
	for s.members < n {
		next, most := -1, 0.0
		for i, in := range s.in {
			if v := s.gain[i]/float64(s.members) + m.value(i); !in && (next < 0 || v > most) {
				next, most = i, v
			}
		}
		s.add(next)
	}
	return s
}

func (s *company) add(i int) {
	s.coherent += s.gain[i]
	s.worth += s.m.value(i)
	s.in[i] = true
	s.members++
	for j := range s.gain {
		s.gain[j] += s.m.npmi[i][j]
	}
}

func (s *company) remove(i int) {
	for j := range s.gain {
		s.gain[j] -= s.m.npmi[i][j]
	}
	s.members--
	s.in[i] = false
	s.worth -= s.m.value(i)
	s.coherent -= s.gain[i]
}

func (s *company) value() float64 {
	n := float64(s.members)
	return s.coherent/max(1, n*(n-1)/2) + s.worth/n
}

// exchange makes the one exchange of a member for another candidate that adds
// most to the value, and says whether there was one.
func (s *company) exchange() bool {
	const enough = 1e-6 // above what rounding could undo again
	n := float64(s.members)
	pairs := max(1, n*(n-1)/2)
	out, in, most := -1, -1, enough
	for i := range s.in {
		if !s.in[i] || i == s.anchor {
			continue
		}
		for j := range s.in {
			if s.in[j] {
				continue
			}
			v := (s.gain[j]-s.m.npmi[i][j]-s.gain[i])/pairs + (s.m.value(j)-s.m.value(i))/n
			if v > most {
				out, in, most = i, j, v
			}
		}
	}
	if out < 0 {
		return false
	}
	s.remove(out)
	s.add(in)
	return true
}

func (m *menu) value(i int) float64 {
	if m.taken[i] {
		return m.worth[i] - shared
	}
	return m.worth[i]
}

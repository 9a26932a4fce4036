package naming

import (
	"cmp"
	"slices"
)

// How the words of a theme are chosen. The values were set by reading the words
// of the Danish reviews at 40 themes beside their NPMI and diversity.
const (
	relevance = 0.25 // weight of a word's relevance against the words' coherence
	shared    = 0.12 // what a word loses that another theme shows and has a greater share of
	seeds     = 10   // candidates that a choice is started from
	rounds    = 3    // of choosing with the other themes' words in view
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
			menus[t].yield(chosen, t)
			chosen[t] = menus[t].choose(n)
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
// greater share of.
func (m *menu) yield(chosen [][]candidate, t int) {
	for i, c := range m.candidates {
		m.taken[i] = false
		for u := range chosen {
			for _, d := range chosen[u] {
				if u != t && d.term == c.term && (d.share > c.share || d.share == c.share && u < t) {
					m.taken[i] = true
				}
			}
		}
	}
}

// choose grows a set of n candidates from each of the first few, adding the
// one that gains most, and keeps the best: that with the highest mean NPMI plus
// mean worth.
func (m *menu) choose(n int) []candidate {
	n = min(n, len(m.candidates))
	var best []int
	bestValue := 0.0
	for seed := range min(seeds, len(m.candidates)) {
		set, value := m.grow(seed, n)
		if best == nil || value > bestValue {
			best, bestValue = set, value
		}
	}
	slices.SortFunc(best, func(a, b int) int { return cmp.Compare(a, b) })
	out := make([]candidate, len(best))
	for i, j := range best {
		out[i] = m.candidates[j]
	}
	return out
}

// grow grows a set of n candidates from seed and gives its value.
func (m *menu) grow(seed, n int) (set []int, value float64) {
	gain := make([]float64, len(m.candidates)) // summed NPMI to the set
	in := make([]bool, len(m.candidates))
	coherent, worth := 0.0, 0.0
	add := func(i int) {
		coherent += gain[i]
		worth += m.value(i)
		in[i] = true
		set = append(set, i)
		for j := range gain {
			gain[j] += m.npmi[i][j]
		}
	}
	for add(seed); len(set) < n; {
		next, most := -1, 0.0
		for i := range m.candidates {
			if in[i] {
				continue
			}
			v := gain[i]/float64(len(set)) + m.value(i)
			if next < 0 || v > most {
				next, most = i, v
			}
		}
		add(next)
	}
	return set, coherent/float64(max(1, n*(n-1)/2)) + worth/float64(n)
}

func (m *menu) value(i int) float64 {
	if m.taken[i] {
		return m.worth[i] - shared
	}
	return m.worth[i]
}

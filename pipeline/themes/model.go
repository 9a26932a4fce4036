package themes

import (
	"cmp"
	"fmt"
	"slices"

	"stemme/models"
	"stemme/models/linear"
	"stemme/pipeline/themes/internal/mixture"
	"stemme/pipeline/themes/internal/naming"
)

// A Model is the theme model: how likely each theme is, and each term in it.
// It never changes once made and may be used by many goroutines.
type Model struct {
	themes []ModelTheme // in the order of their ids
	tops   []string     // ids of the top themes, ascending
	terms  []string     // ascending
	mix    *mixture.Model
	term   map[string]int32
	judges []bool // terms that tell how it was and not what
	next   int    // number of the next theme
	base   *Model // see Base
	into   []int  // the theme that each theme is shown as, by analysts' edits; nil for itself

	wordings []wording // of the book, by which clauses are assigned; see worded
}

// A ModelTheme is what a model holds of one theme beside its terms.
type ModelTheme struct {
	ID         string
	Parent     string  // top theme it belongs to, "" for none
	Weight     float32 // natural logarithm of how likely it is
	Floor      float32 // natural logarithm of the probability of a term that it has no ModelTerm for
	Separation float64 // see models.Theme
	Stability  float64 // see models.Theme
	Origin     models.Origin
	Remark     float32 // how likely remarks are that no theme is about, the same for all themes: see remarked
	Wordy      bool    // function words count in the model, as they do in all its themes or in none
	Made       string  // the seed or the edit that made it, as written; "" for none
	Name       string  // what it was called last, so that it is called so again while that fits; "" for none
	NameKey    string  // what that name is made of, see naming.Name
	TopName    string  // the same of its top theme
	TopNameKey string
}

// A ModelTerm is how likely a term is in a theme.
type ModelTerm struct {
	Theme string
	Term  string
	Log   float32 // natural logarithm of the probability
}

// wordy says whether function words count.
func (m *Model) wordy() bool { return m.themes[0].Wordy }

// name gives the id of the n-th theme that was ever found.
func name(n int) string { return fmt.Sprintf("t%04d", n) }

// newModel makes the model of a first fit: themes get ids by how likely they
// are, the likeliest first. wordy says whether function words count.
func newModel(terms []string, m *mixture.Model, wordy bool) *Model {
	order := make([]int, len(m.Weight))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(m.Weight[b], m.Weight[a]) })
	out := &Model{terms: terms, mix: m.Select(order), next: len(order) + 1}
	for i := range order {
		out.themes = append(out.themes, ModelTheme{ID: name(i + 1), Weight: out.mix.Weight[i], Floor: floor(out.mix.Term, i),
			Origin: models.Discovered, Wordy: wordy})
	}
	out.index()
	return out
}

// floor is the least value of a column: that of terms the theme never met.
func floor(m *linear.Dense, column int) float32 {
	least := m.Data[column]
	for i := range m.Rows {
		least = min(least, m.Row(i)[column])
	}
	return least
}

// index prepares the look-up of terms.
func (m *Model) index() {
	m.term = make(map[string]int32, len(m.terms))
	m.judges = make([]bool, len(m.terms))
	for i, t := range m.terms {
		m.term[t], m.judges[i] = int32(i), naming.Judges(t)
	}
}

// IDs lists the themes that clauses can mention, in order.
func (m *Model) IDs() []string {
	ids := make([]string, len(m.themes))
	for i, t := range m.themes {
		ids[i] = t.ID
	}
	return ids
}

// Rows writes the model down: RowsModel makes of them a model that assigns
// every clause bit by bit as m does. Terms come in order of theme and term;
// those at a theme's floor are left out.
func (m *Model) Rows() ([]ModelTheme, []ModelTerm) {
	var terms []ModelTerm
	known := make([]bool, len(m.terms))
	for j, theme := range m.themes {
		for i, term := range m.terms {
			if v := m.mix.Term.Row(i)[j]; v > theme.Floor {
				terms, known[i] = append(terms, ModelTerm{theme.ID, term, v}), true
			}
		}
	}
	for i, k := range known { // a term that says nothing is still a known one
		if !k {
			terms = append(terms, ModelTerm{m.themes[0].ID, m.terms[i], m.themes[0].Floor})
		}
	}
	slices.SortFunc(terms, func(a, b ModelTerm) int {
		return cmp.Or(cmp.Compare(a.Theme, b.Theme), cmp.Compare(a.Term, b.Term))
	})
	return slices.Clone(m.themes), terms
}

// RowsModel reads what Rows wrote, in any order. It refuses a term of an
// unknown theme, a theme given twice, and no themes at all.
func RowsModel(themes []ModelTheme, terms []ModelTerm) (*Model, error) {
	m := &Model{themes: slices.Clone(themes)}
	slices.SortFunc(m.themes, func(a, b ModelTheme) int { return cmp.Compare(a.ID, b.ID) })
	column := make(map[string]int, len(themes))
	for i, t := range m.themes {
		column[t.ID] = i
		m.remember(t.ID)
		m.remember(t.Parent)
		if t.Parent != "" && !slices.Contains(m.tops, t.Parent) {
			m.tops = append(m.tops, t.Parent)
		}
	}
	if len(column) != len(themes) || len(themes) == 0 {
		return nil, fmt.Errorf("theme model: %d themes with %d ids", len(themes), len(column))
	}
	slices.Sort(m.tops)
	for _, t := range terms {
		m.terms = append(m.terms, t.Term)
	}
	slices.Sort(m.terms)
	m.terms = slices.Compact(m.terms)
	m.index()
	weight, term := make([]float32, len(m.themes)), linear.NewDense(len(m.terms), len(m.themes))
	for j, t := range m.themes {
		weight[j] = t.Weight
		for i := range m.terms {
			term.Row(i)[j] = t.Floor
		}
	}
	for _, t := range terms {
		j, known := column[t.Theme]
		if !known {
			return nil, fmt.Errorf("theme model: a term of theme %q, which is not there", t.Theme)
		}
		term.Row(int(m.term[t.Term]))[j] = t.Log
	}
	m.mix = mixture.New(weight, term)
	return m, nil
}

// Next is the number that the next theme gets, 0 without a model.
func (m *Model) Next() int {
	if m == nil {
		return 0
	}
	return m.next
}

// remember keeps the number of an id from being given again.
func (m *Model) remember(id string) {
	m.next = max(m.next, numberOf(id)+1)
}

package themes

import (
	"slices"

	"stemme/models"
)

// anyTheme stands for whatever theme a clause is of.
const anyTheme = -1

// A wording is a phrase of the book. A clause that holds all its terms is of the theme
// that the book makes of it, whatever the mixture says: a mixture gives a clause to the
// theme that has met its other words most, and analysts have said which words decide.
type wording struct {
	theme int      // column
	from  int      // of a split, the column of the theme that it parts; anyTheme for a seed
	terms []string // as in the documents
}

// worded is m with the wordings of the book of in.
func (m *Model) worded(in *Input) *Model {
	view := *m
	view.wordings = nil
	known := func(term string) bool { _, is := m.term[term]; return is }
	add := func(made string, words []string) {
		j := m.made(made)
		if j < 0 {
			return
		}
		from := m.parts(made)
		for _, word := range words {
			if terms := in.terms(word, known); len(terms) > 0 {
				view.wordings = append(view.wordings, wording{j, from, terms})
			}
		}
	}
	for i := range in.Book.Edits { // splits first: what a seed says is its own whatever was split
		if e := &in.Book.Edits[i]; e.Split != "" {
			add(e.String(), e.Words)
		}
	}
	for i := range in.Book.Seeds {
		add(in.Book.Seeds[i].String(), in.Book.Seeds[i].Words)
	}
	return &view
}

// made is the column of the theme that the book made by an edit or a seed, -1 for none.
func (m *Model) made(by string) int {
	return slices.IndexFunc(m.themes, func(t ModelTheme) bool { return t.Made == by })
}

// parts is the column of the theme that a split parts, anyTheme for a seed. A split
// whose theme is gone parts none.
func (m *Model) parts(made string) int {
	id := splitOf(made)
	if id == "" {
		return anyTheme
	}
	if j := slices.IndexFunc(m.themes, func(t ModelTheme) bool { return t.ID == id }); j >= 0 {
		return j
	}
	return len(m.themes)
}

// spoken says whether a clause of these terms holds the wording.
func (x *wording) spoken(terms []models.Term) bool {
	for _, want := range x.terms {
		if !slices.ContainsFunc(terms, func(t models.Term) bool { return t.Kind.Topical() && t.Text == want }) {
			return false
		}
	}
	return true
}

// shown is the column that theme j is shown as.
func (m *Model) shown(j int) int {
	if m.into == nil {
		return j
	}
	return m.into[j]
}

// seeded has a clause that holds the words of seeds be of their themes alone, and says
// whether it does.
func (s *scorer) seeded(terms []models.Term) (is bool) {
	for i := range s.model.wordings {
		x := &s.model.wordings[i]
		if x.from != anyTheme || !x.spoken(terms) {
			continue
		}
		if !is {
			clear(s.p)
		}
		s.p[s.model.shown(x.theme)], is = 1, true
	}
	return is
}

// parted gives what is likely of a split theme to the part of which a clause holds the
// words.
func (s *scorer) parted(terms []models.Term) {
	for i := range s.model.wordings {
		x := &s.model.wordings[i]
		if x.from < 0 || x.from >= len(s.p) || s.p[x.from] == 0 || !x.spoken(terms) {
			continue
		}
		s.p[x.theme] += s.p[x.from]
		s.p[x.from] = 0
	}
}

// part is the theme of each row: the likeliest, or the one whose words the row holds, as
// clauses are assigned. m has the vocabulary of w.
func (w *work) part(m *Model) []int32 {
	part := m.likeliest(w.c.Rows, w.cfg.Workers)
	of := func(made string, from int) {
		j := m.made(made)
		if j < 0 || from >= len(m.themes) {
			return
		}
		for _, r := range w.holding(w.phrases(&w.in, made), func(i int) bool { return from == anyTheme || part[i] == int32(from) }) {
			part[r] = int32(j)
		}
	}
	for i := range w.in.Book.Edits {
		if e := &w.in.Book.Edits[i]; e.Split != "" {
			of(e.String(), m.parts(e.String()))
		}
	}
	for i := range w.in.Book.Seeds {
		of(w.in.Book.Seeds[i].String(), anyTheme)
	}
	return part
}

// ofSeeds says which rows hold the words of a seed.
func (w *work) ofSeeds() []bool {
	of := make([]bool, w.c.Rows.Rows())
	for i := range w.in.Book.Seeds {
		for _, r := range w.holding(w.phrases(&w.in, w.in.Book.Seeds[i].String()), func(int) bool { return true }) {
			of[r] = true
		}
	}
	return of
}

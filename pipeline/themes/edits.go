package themes

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"

	"stemme/models"
	"stemme/pipeline/codebook"
)

// A Lapse is an edit or a seed of the codebook that does not apply tonight.
type Lapse struct {
	Edit string // as Edit.String or Seed.String
	Line int    // of the codebook's file
	Why  Why
	ID   string // the theme or response that is at fault
}

// At is the edit with the place it stands at in the codebook's file.
func (l Lapse) At(file string) string { return fmt.Sprintf("%s:%d: %s", file, l.Line, l.Edit) }

// Why an edit does not apply.
type Why string

// The reasons.
const (
	NoSuchTheme    Why = "theme"    // there is no such theme
	TopTheme       Why = "top"      // a top theme is the sum of those under it
	MergedAway     Why = "merged"   // the theme is part of another one
	NoSuchResponse Why = "response" // there is no such response, or it has no comment
	NoSuchClause   Why = "clause"   // the comment has fewer clauses
	TooSmall       Why = "small"    // too few clauses to split, or none that hold the words
	NoWords        Why = "words"    // the words of a seed are in no comment
	FewWords       Why = "few"      // they are in too few different clauses
	SmallWords     Why = "light"    // they are small words and numbers alone
)

// A hand is a codebook as it applies to a model.
type hand struct {
	model  *Model
	into   map[string]string // the theme that a merged one is now part of, directly
	themes []codebook.Edit   // rename, pin, hide, owner
	moves  []codebook.Edit
	seeds  []codebook.Seed
	lapses []Lapse
}

// apply reads the book of an input for a model: which themes are merged, what is to be done
// once clauses are assigned and themes described, and what does not apply.
// Splits have been made already where they could be.
func (m *Model) apply(in *Input) *hand {
	book := &in.Book
	h := &hand{model: m, into: map[string]string{}, seeds: book.Seeds}
	for _, e := range book.Edits {
		verb, id := e.Is()
		switch verb {
		case codebook.Merge:
			h.merge(e)
		case codebook.Move:
			if e.To == "" || h.usable(e, e.To) {
				h.moves = append(h.moves, e)
			}
		case codebook.Split:
			if m.made(e.String()) < 0 && h.usable(e, id) {
				h.lapse(e, TooSmall, id)
			}
		default:
			h.themes = append(h.themes, e)
		}
	}
	for i := range book.Seeds {
		if s := &book.Seeds[i]; !m.has(s.Theme()) {
			h.lapses = append(h.lapses, Lapse{s.String(), s.Line, in.unsaid(s), s.Theme()})
		}
	}
	h.themes = slices.DeleteFunc(h.themes, func(e codebook.Edit) bool { // once all merges are known
		_, id := e.Is()
		_, away := h.into[id]
		switch {
		case away:
			h.lapse(e, MergedAway, id)
		case !m.has(id) && !slices.Contains(m.tops, id):
			h.lapse(e, NoSuchTheme, id)
		default:
			return false
		}
		return true
	})
	return h
}

func (h *hand) lapse(e codebook.Edit, why Why, id string) {
	h.lapses = append(h.lapses, Lapse{e.String(), e.Line, why, id})
}

// usable says whether clauses can be of theme id; where not, e lapses.
func (h *hand) usable(e codebook.Edit, id string) bool {
	switch {
	case slices.Contains(h.model.tops, id):
		h.lapse(e, TopTheme, id)
	case !h.model.has(id):
		h.lapse(e, NoSuchTheme, id)
	default:
		return true
	}
	return false
}

func (h *hand) merge(e codebook.Edit) {
	if !h.usable(e, e.Merge) || !h.usable(e, e.To) {
		return
	}
	from, to := h.root(e.Merge), h.root(e.To)
	if from == to {
		h.lapse(e, MergedAway, e.Merge)
		return
	}
	h.into[from] = to
}

// root is the theme that id is part of in the end: itself for most.
func (h *hand) root(id string) string {
	for h.into[id] != "" {
		id = h.into[id]
	}
	return id
}

// merged is the model as clauses are assigned by it: what is likely to be of a
// merged theme is likely to be of the one that it is part of.
func (h *hand) merged() *Model {
	if len(h.into) == 0 {
		return h.model
	}
	view := *h.model
	view.into = make([]int, len(view.themes))
	for j, t := range view.themes {
		root := h.root(t.ID)
		view.into[j] = slices.IndexFunc(view.themes, func(t ModelTheme) bool { return t.ID == root })
	}
	return &view
}

// has says whether clauses can mention the theme id.
func (m *Model) has(id string) bool {
	return slices.ContainsFunc(m.themes, func(t ModelTheme) bool { return t.ID == id })
}

// fold adds what is likely of merged themes to those they are part of.
func (m *Model) fold(p []float32) {
	for j, to := range m.into {
		if to != j {
			p[to] += p[j]
			p[j] = 0
		}
	}
}

// move gives the mentions of moved responses and clauses to the themes they were
// moved to, with certainty. Responses are in the order of their keys, mentions in
// that of responses and clauses.
func (h *hand) move(mentions []models.Mention, in Input) []models.Mention {
	at := map[int][]codebook.Edit{}
	var moved []int
	for _, e := range h.moves {
		key := e.Response()
		i, found := sort.Find(len(in.Responses), func(i int) int { return key.Compare(in.Responses[i].Key()) })
		switch {
		case !found || len(in.Documents[i].Clauses) == 0:
			h.lapse(e, NoSuchResponse, e.Move)
			continue
		case e.Clause != nil && *e.Clause >= len(in.Documents[i].Clauses):
			h.lapse(e, NoSuchClause, e.Move)
			continue
		case at[i] == nil:
			moved = append(moved, i)
		}
		at[i] = append(at[i], e)
	}
	slices.Sort(moved)
	for _, i := range moved {
		byResponse := func(m models.Mention, i int) int { return cmp.Compare(m.Response, i) }
		lo, _ := slices.BinarySearchFunc(mentions, i, byResponse)
		hi, _ := slices.BinarySearchFunc(mentions, i+1, byResponse)
		now := slices.Clone(mentions[lo:hi])
		for _, e := range at[i] {
			now = h.moved(now, e, i, len(in.Documents[i].Clauses))
		}
		weigh(now)
		mentions = slices.Replace(mentions, lo, hi, now...)
	}
	return mentions
}

// moved is the mentions of a response after one edit. A response that is moved
// as a whole takes with it the clauses that mention something; all of them
// where none does.
func (h *hand) moved(mentions []models.Mention, e codebook.Edit, response, clauses int) []models.Mention {
	var gone []int
	mentions = slices.DeleteFunc(mentions, func(m models.Mention) bool {
		if e.Clause != nil && *e.Clause != m.Clause {
			return false
		}
		gone = append(gone, m.Clause)
		return true
	})
	gone = slices.Compact(gone)
	switch {
	case e.Clause != nil:
		gone = []int{*e.Clause}
	case len(gone) == 0:
		for c := range clauses {
			gone = append(gone, c)
		}
	}
	if e.To == "" {
		return mentions
	}
	for _, c := range gone {
		mentions = append(mentions, models.Mention{Response: response, Clause: c, Theme: h.root(e.To), Probability: 1, Polarity: math.NaN()})
	}
	slices.SortStableFunc(mentions, func(a, b models.Mention) int { return cmp.Compare(a.Clause, b.Clause) })
	return mentions
}

// finish puts what analysts say of themes over what was found.
func (h *hand) finish(themes []models.Theme) {
	index := map[string]*models.Theme{}
	for i := range themes {
		index[themes[i].ID] = &themes[i]
	}
	for i := range h.seeds {
		if t := index[h.seeds[i].Theme()]; t != nil {
			t.Name = cmp.Or(h.seeds[i].Name, t.Name)
		}
	}
	for _, e := range h.themes {
		verb, id := e.Is()
		t := index[id]
		switch {
		case t == nil: // a top theme that is not shown
			h.lapse(e, NoSuchTheme, id)
		case verb == codebook.Rename:
			t.Name = e.To
		case verb == codebook.Pin:
			t.State = models.Ready
		case verb == codebook.Hide:
			t.State = models.Hidden
		case verb == codebook.Owner:
			t.Owner, t.Action = cmp.Or(e.To, t.Owner), cmp.Or(e.Action, t.Action)
		}
	}
}

// edited says whether an edit is about the theme id as a whole.
func (h *hand) edited(id string) bool {
	return slices.ContainsFunc(h.themes, func(e codebook.Edit) bool { _, of := e.Is(); return of == id })
}

// note puts down which edits apply tonight, and which no longer.
func (h *hand) note(history *history, book *codebook.Book) {
	lapsed, said := map[string]bool{}, map[string]bool{}
	for _, l := range h.lapses {
		lapsed[l.Edit] = true
	}
	for _, e := range book.Edits {
		what, text := Edited, e.String()
		if lapsed[text] {
			what = Lapsed
		}
		verb, id := e.Is()
		if verb == codebook.Move {
			id = e.To
		}
		said[text] = true
		history.edit(what, id, text)
	}
	for i := range book.Seeds {
		s := &book.Seeds[i]
		said[s.String()] = true
		if h.model.has(s.Theme()) {
			history.edit(Edited, s.Theme(), s.String())
		} else {
			history.edit(Lapsed, s.Theme(), s.String())
		}
	}
	history.undo(said)
}

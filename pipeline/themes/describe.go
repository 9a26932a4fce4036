package themes

import (
	"context"
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/themes/internal/naming"
)

// describe sets the themes of r from its model and mentions: what people see of
// them, what is counted, and what the gate says. reading is of the comments of in.
func (r *Result) describe(ctx context.Context, in Input, reading *naming.Reading, cfg Config) error {
	input, parents, err := r.naming(in, cfg)
	input.Reading = reading
	if err != nil {
		return err
	}
	nc := naming.DefaultConfig()
	nc.Workers = cfg.Workers
	fine, top, err := naming.DescribeTree(ctx, input, parents, nc)
	if err != nil {
		return err
	}
	if !cfg.AssignOnly {
		r.Model = r.Model.called(fine, top)
	}
	r.list(fine, top)
	r.count(in)
	r.gate()
	r.lift()
	r.hand.finish(r.Themes)
	return nil
}

// naming is what the themes of r are named from, and the place of each one's top theme,
// -1 for none.
func (r *Result) naming(in Input, cfg Config) (input naming.Input, parents []int, err error) {
	column := map[string]int{}
	parents = make([]int, len(r.Model.themes))
	for j, t := range r.Model.themes {
		column[t.ID], parents[j] = j, slices.Index(r.Model.tops, t.Parent)
	}
	input = naming.Input{Responses: in.Responses, Documents: in.Documents, Themes: len(parents), Repeats: cfg.repeats}
	for _, t := range r.Model.themes {
		input.Worded = append(input.Worded, byWords(&in.Book, t.Made))
	}
	input.Mentions = make([]naming.Mention, len(r.Mentions))
	for i, m := range r.Mentions {
		input.Mentions[i] = naming.Mention{Response: m.Response, Clause: m.Clause, Theme: column[m.Theme], Probability: m.Probability}
	}
	input.Previous, input.PreviousTops = in.Previous.named(r.Model)
	input.Keep = cfg.EditsOnly
	if in.Topics != nil {
		input.Topics, err = in.Topics(r.Feeling)
	}
	return input, parents, err
}

// list sets the themes of r, and the top themes over them, as they are described.
func (r *Result) list(fine, top []naming.Description) {
	for j, t := range r.Model.themes {
		if r.hand.root(t.ID) != t.ID {
			continue
		}
		theme := described(t.ID, &fine[j])
		theme.Origin, theme.Parent, theme.Separation, theme.Stability = t.Origin, t.Parent, t.Separation, t.Stability
		r.Themes, r.Typical = append(r.Themes, theme), append(r.Typical, fine[j].Typical)
	}
	for j, id := range r.Model.tops {
		if !slices.ContainsFunc(r.Themes, func(t models.Theme) bool { return t.Parent == id }) {
			continue // all under it were merged away
		}
		r.Themes, r.Typical = append(r.Themes, described(id, &top[j])), append(r.Typical, nil)
	}
}

// named gives the names that m knows of the themes and top themes of now, by
// their place there.
func (m *Model) named(now *Model) (themes, tops []naming.Name) {
	if m == nil {
		return nil, nil
	}
	known := map[string]naming.Name{}
	for _, t := range m.themes {
		known[t.ID], known[t.Parent] = naming.Name{Text: t.Name, Key: t.NameKey}, naming.Name{Text: t.TopName, Key: t.TopNameKey}
	}
	for _, t := range now.themes {
		themes = append(themes, known[t.ID])
	}
	for _, id := range now.tops {
		tops = append(tops, known[id])
	}
	return themes, tops
}

// called is m with the names that its themes and top themes have tonight.
func (m *Model) called(themes, tops []naming.Description) *Model {
	out := *m
	out.themes = slices.Clone(m.themes)
	for j := range out.themes {
		t := &out.themes[j]
		t.Name, t.NameKey, t.TopName, t.TopNameKey = themes[j].Text, themes[j].Key, "", ""
		if top := slices.Index(m.tops, t.Parent); top >= 0 {
			t.TopName, t.TopNameKey = tops[top].Text, tops[top].Key
		}
	}
	return &out
}

// described is the theme id as d says.
func described(id string, d *naming.Description) models.Theme {
	t := models.Theme{ID: id, Name: d.Text, Kind: d.Kind, Origin: models.Discovered, Words: d.Words,
		Coherence: d.Coherence, LabelFit: d.LabelFit, Separation: math.NaN(), Stability: math.NaN()}
	if t.Name == "" {
		t.Name = id
	}
	return t
}

// Without are the themes counted as if some were mentioned nowhere.
func (r Result) Without(some map[string]bool, in Input) []models.Theme {
	of := Result{Themes: slices.Clone(r.Themes), Mentions: slices.DeleteFunc(slices.Clone(r.Mentions), func(m models.Mention) bool { return some[m.Theme] })}
	for i := range of.Themes {
		of.Themes[i].Responses, of.Themes[i].Clauses = 0, 0
	}
	of.count(in)
	return of.Themes
}

// count sets what the mentions say of each theme and, for top themes, of all
// themes under it.
func (r *Result) count(in Input) {
	commented := 0
	for i := range in.Responses {
		if in.Responses[i].Commented() {
			commented++
		}
	}
	type place struct{ response, clause int }
	index, last := map[string]int{}, make([]place, len(r.Themes))
	for i := range r.Themes {
		index[r.Themes[i].ID], last[i] = i, place{-1, -1}
	}
	var again []bool // which clauses of the response repeat another one
	for i, m := range r.Mentions {
		if i == 0 || r.Mentions[i-1].Response != m.Response {
			again = repeats(&in.Documents[m.Response])
		}
		for id := m.Theme; id != ""; id = r.Themes[index[id]].Parent {
			i, at := index[id], place{m.Response, m.Clause}
			if last[i].response != at.response {
				r.Themes[i].Responses++
			}
			if last[i] != at && !again[m.Clause] {
				r.Themes[i].Clauses++
			}
			last[i] = at
		}
	}
	for i := range r.Themes {
		if commented > 0 {
			r.Themes[i].Share = float64(r.Themes[i].Responses) / float64(commented)
		}
	}
}

// Bare says whether a Danish word in small letters names nothing by itself, as verbs and adverbs do not.
func Bare(word string) bool { return naming.IsBare(word) }

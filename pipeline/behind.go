package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// A rowCells is one row of any table of figures, by column.
type rowCells map[string]string

func cellsOf(rows tables.TextTable, row int) rowCells {
	cells := rowCells{}
	for i, column := range rows.Columns {
		cells[column] = rows.Rows[row][i]
	}
	return cells
}

// has says whether the row has a column, NULL or not.
func (c rowCells) has(column string) bool {
	_, ok := c[column]
	return ok
}

// behind lists the responses that a row is about: those of its cuts and periods
// (both of a change, both values of a comparison) that belong to its theme, part,
// class and question; of a customer the latest of each period, where figures count those.
func (s *survey) behind(cells rowCells) (out []int) {
	of := s.partOf(cells)
	in := make([]bool, len(s.responses))
	for _, key := range cells.cuts() {
		for _, i := range key.Counted(s.responses, s.latest) {
			in[i] = true
		}
	}
	for i := range s.responses {
		r := &s.responses[i]
		if in[i] && of(i) && (cells["class"] == "" || r.Class().String() == cells["class"]) && answered(r, cells) {
			out = append(out, i)
		}
	}
	return out
}

// joint are the themes that a driver is of together, under the name that the
// version that wrote the row gave the column.
func (c rowCells) joint() string { return cmp.Or(c["theme_group"], c["group"]) }

// cuts lists the cuts that a row is about.
func (c rowCells) cuts() []nps.CutKey {
	key := nps.CutKey{PeriodKind: nps.KindAll, Dimension: nps.DimensionAll, Value: c["value"]}
	if c.has("period") || c.has("to_period") {
		key.PeriodKind, key.Period = c["period_kind"], c["period"]
	}
	if c.has("dimension") {
		key.Dimension = c["dimension"]
	}
	switch {
	case c.has("first"):
		first, second := key, key
		first.Value, second.Value = c["first"], c["second"]
		return []nps.CutKey{first, second}
	case c.has("to_period"):
		from, to := key, key
		from.Period, to.Period = c["from_period"], c["to_period"]
		return []nps.CutKey{from, to}
	}
	return []nps.CutKey{key}
}

// answered says whether a response counts in the row's outcome: it has a score, or
// an answer to the row's question, where the row is of one.
func answered(r *models.Response, c rowCells) bool {
	question := c["rating"]
	if outcome := c["outcome"]; outcome != "" && outcome != nps.OutcomeNPS {
		question = outcome
	}
	switch {
	case question != "":
		return slices.ContainsFunc(r.Ratings, func(g models.Rating) bool {
			_, given := g.Score.Value()
			return g.Name == question && given
		})
	case c.has("outcome") || c.has("part") || c.has("first"):
		return r.Class() != models.NoClass
	}
	return true
}

// partOf says which responses belong to a row's theme or part; of a mix whose value
// has a name, to that value.
func (s *survey) partOf(c rowCells) func(i int) bool {
	everybody := func(int) bool { return true }
	switch part := c["part"]; {
	case c.has("asked"):
		pairs := s.system(c["lens"]).Pairs()
		return func(i int) bool { return pairs.Mentions(i, true, nps.PairID(c["asked"], c["met"])) }
	case part == nps.PartNoComment:
		return func(i int) bool { return !s.responses[i].Commented() }
	case part == nps.PartNoTheme:
		return s.mentioning(c["lens"], models.NoTheme)
	case part == nps.PartMix && c["mix_value"] != "":
		dimension := c["mix_of"]
		if strings.HasPrefix(dimension, nps.DimensionUnit+":") { // one of its levels
			dimension = nps.DimensionUnit
		}
		key := nps.CutKey{PeriodKind: nps.KindAll, Dimension: dimension, Value: c["mix_value"]}
		return func(i int) bool { return key.Holds(&s.responses[i]) }
	case part != "" && part != nps.PartTheme, !c.has("theme_id"):
		return everybody
	case c["family"] == nps.FamilyScore, c["family"] == nps.FamilyUnit:
		return everybody
	case c.has("other_id"):
		one, other := s.mentioning(c["lens"], c["theme_id"]), s.mentioning(c["lens"], c["other_id"])
		return func(i int) bool { return one(i) && other(i) }
	case c.joint() != "":
		return s.mentioning(c["lens"], strings.Split(c.joint(), "+")...)
	case c["theme_id"] == models.NoThemeKey:
		return s.mentioning(c["lens"], models.NoTheme)
	}
	return s.mentioning(c["lens"], c["theme_id"])
}

// mentioning says of each response whether it mentions one of the themes, or one
// under them; of NoTheme whether it has a comment without a theme of the lens.
func (s *survey) mentioning(lens string, ids ...string) func(i int) bool {
	under, in := map[string]bool{}, map[string]bool{}
	for _, id := range ids {
		under[id] = true
	}
	for _, t := range s.themes {
		in[t.ID] = t.Lens == lens
		if t.Parent != "" && slices.Contains(ids, t.Parent) {
			under[t.ID] = true
		}
	}
	of, any := map[int]bool{}, map[int]bool{}
	for _, m := range s.mentions {
		any[m.Response] = any[m.Response] || in[m.Theme]
		of[m.Response] = of[m.Response] || under[m.Theme]
	}
	if slices.Equal(ids, []string{models.NoTheme}) {
		return func(i int) bool { return !any[i] && s.responses[i].Commented() }
	}
	return func(i int) bool { return of[i] }
}

// system is the themes of a lens, as they are counted.
func (s *survey) system(lens string) nps.System {
	var ids []string
	for _, t := range s.themes {
		if t.Lens == lens {
			ids = append(ids, t.ID)
		}
	}
	return nps.NewSystem(lens, len(s.responses), s.mentions, ids)
}

// saying lists the responses that are published as those behind a row of news.
func (s *survey) saying(dir string, c rowCells) ([]ledger.ResponseRow, error) {
	examples, err := nps.NewsExamples.Read(dir)
	if err != nil {
		return nil, err
	}
	keys := map[string]bool{}
	for _, e := range examples {
		if e.PeriodKind == c["period_kind"] && e.Period == c["period"] && e.Dimension == c["dimension"] && e.Value == c["value"] && e.Phrase == c["phrase"] {
			keys[e.ResponseKey] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(s.rows), func(r ledger.ResponseRow) bool { return !keys[r.ResponseKey] }), nil
}

package pipeline

import (
	"maps"
	"math"
	"slices"
	"strconv"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// recount adds to the columns that differ those that differ from what the responses behind
// the row give, counted one by one: a fault that the counting of the night and that of
// differing share shows here. A count that is withheld is not told.
func (s *survey) recount(c counted, table string, cells rowCells, differ []string) ([]string, error) {
	if table == nps.NPS.Name() || table == nps.ThemeNPS.Name() {
		return s.recountScore(c, table, cells, differ)
	}
	for column, of := range recounts[table] {
		if cells[column] != "" && !slices.Contains(differ, column) && cells[column] != strconv.Itoa(of(s, cells)) {
			differ = append(differ, column)
		}
	}
	slices.Sort(differ)
	return differ, nil
}

// recountScore does so of a row of nps or theme_nps.
func (s *survey) recountScore(c counted, table string, cells rowCells, differ []string) ([]string, error) {
	if cells["responses"] == "0" { // nobody to walk
		return differ, nil
	}
	var theme *string
	if id, ok := cells["theme_id"]; ok {
		if id == models.NoThemeKey {
			id = models.NoTheme
		}
		theme = &id
	}
	lens := slices.IndexFunc(c.scores, func(s *nps.Scores) bool { return s.Lens == cells["lens"] })
	if lens < 0 {
		return nil, messages.Errorf("explain_table", table)
	}
	said := systems(len(s.responses), s.mentions, s.themes)[lens] // what is counted no longer says who said it
	e, err := c.scores[lens].Explain(s.responses, said, cells.cuts()[0], theme)
	if err != nil {
		return nil, err
	}
	one, err := nps.NPS.Table([]nps.CutRow{{ScoreRow: e.Row}})
	if err != nil {
		return nil, err
	}
	counted := cellsOf(tables.Text(one), 0)
	for _, column := range scoreColumns {
		if !slices.Contains(differ, column) && !alike(cells[column], counted[column]) {
			differ = append(differ, column)
		}
	}
	return differ, nil
}

// scoreColumns are the columns of a score that follow from the responses behind it.
var scoreColumns = []string{"responses", "scored", "promoters", "passives", "detractors", "nps", "ci_low", "ci_high", "unscored",
	"commented", "comment_share", "design_effect"}

// alike says whether two cells hold the same number, but for the rounding of sums
// in another order, or are both NULL.
func alike(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX != nil || errY != nil {
		return a == b
	}
	return math.Abs(x-y) <= 1e-9*max(1, math.Abs(x))
}

// A recounting is a count of a row, made of the responses one by one.
type recounting func(s *survey, c rowCells) int

// recounts are, by table, the columns that count responses behind a row.
var recounts = map[string]map[string]recounting{
	nps.Ratings.Name():   {"rated": thoseBehind(everybody)},
	nps.Causes.Name():    contrasted,
	nps.Profiles.Name():  contrasted,
	nps.Local.Name():     {"responses": thoseBehind(everybody)},
	nps.Drivers.Name():   {"responses": thoseBehind(everybody)},
	nps.Standings.Name(): {"scored": thoseBehind(scored)},
	nps.WhatIf.Name():    {"detractors": thoseBehind(ofClass(models.Detractor))},
	nps.Edges.Name():     {"responses": thoseBehind(everybody), "scored": thoseBehind(scored), "theme_responses": alone("theme_id"), "other_responses": alone("other_id")},
	nps.Matches.Name(): {"responses": thoseBehind(everybody), "scored": thoseBehind(scored), "promoters": thoseBehind(ofClass(models.Promoter)),
		"passives": thoseBehind(ofClass(models.Passive)), "detractors": thoseBehind(ofClass(models.Detractor)),
		"unscored": thoseBehind(ofClass(models.NoClass)), "commented": thoseBehind((*models.Response).Commented)},
	nps.Promises.Name(): {"mentions": thoseBehind(everybody), "kept": telling(1), "broken": telling(-1), "unclear": telling(0)},
	nps.Purposes.Name(): {"responses": thoseBehind(everybody), "scored": thoseBehind(scored)},
}

// contrasted are the counts of a row that compares one class with the others. How many
// commented is not among them: where that is a small group, all count.
var contrasted = map[string]recounting{"mentions": thoseBehind(everybody), "others": others}

func everybody(*models.Response) bool { return true }

func scored(r *models.Response) bool { return r.Class() != models.NoClass }

func ofClass(class models.Class) func(*models.Response) bool {
	return func(r *models.Response) bool { return r.Class() == class }
}

// thoseBehind counts the responses behind a row that are one of a kind.
func thoseBehind(kind func(*models.Response) bool) recounting {
	return func(s *survey, c rowCells) (n int) {
		for _, i := range s.behind(c) {
			if kind(&s.responses[i]) {
				n++
			}
		}
		return n
	}
}

// telling counts the responses behind a row of promises that say so of it.
func telling(sign int8) recounting {
	return func(s *survey, c rowCells) (n int) {
		system := s.system(c["lens"])
		for _, i := range s.behind(c) {
			if system.Sign(i, c["theme_id"]) == sign {
				n++
			}
		}
		return n
	}
}

// alone counts the responses that mention one of the two themes of a row.
func alone(theme string) recounting {
	return func(s *survey, c rowCells) int {
		return len(s.behind(rowCells{"theme_id": c[theme], "lens": c["lens"]}))
	}
}

// others counts the scored responses of the other classes that mention the theme of a row.
func others(s *survey, c rowCells) int {
	own := c["class"]
	c = maps.Clone(c)
	delete(c, "class")
	return thoseBehind(func(r *models.Response) bool { return scored(r) && r.Class().String() != own })(s, c)
}

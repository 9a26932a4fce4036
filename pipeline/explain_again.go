package pipeline

import (
	"math"
	"slices"
	"strconv"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// survey is what was published of the responses.
type survey struct {
	rows      []ledger.ResponseRow
	responses []models.Response
	mentions  []models.Mention
	themes    []models.Theme
	tallied   *tally // of all of them, nothing until they are counted; nil where each count is one of its own
}

// readSurvey reads responses, mentions and themes back from their tables.
func readSurvey(dir string) (s survey, err error) {
	s.tallied = new(tally)
	if s.rows, err = ledger.Responses.Read(dir); err != nil {
		return s, err
	}
	index := make(map[string]int, len(s.rows))
	for i := range s.rows {
		r, err := s.rows[i].Response()
		if err != nil {
			return s, err
		}
		s.responses = append(s.responses, r)
		index[s.rows[i].ResponseKey] = i
	}
	mentions, err := themes.Mentions.Read(dir)
	if err != nil {
		return s, err
	}
	for i := range mentions {
		s.mentions = append(s.mentions, mentions[i].Mention(index[mentions[i].ResponseKey]))
	}
	rows, err := themes.Themes.Read(dir)
	if err != nil {
		return s, err
	}
	words, err := themes.ThemeTerms.Read(dir)
	of := map[string][]themes.ThemeTermRow{}
	for _, w := range words {
		of[w.ThemeID] = append(of[w.ThemeID], w)
	}
	for i := range rows {
		s.themes = append(s.themes, rows[i].Theme(of[rows[i].ThemeID]))
	}
	return s, err
}

// differing computes the table again and lists the columns in which the row
// comes out otherwise; all of them where it does not come out at all.
func (s *survey) differing(cfg Config, table string, rows tables.TextTable, row int, p plans) ([]string, error) {
	again, c, err := s.again(cfg, table, p)
	if err != nil {
		return nil, err
	}
	other := tables.Text(again)
	found, err := other.Find(keyOf(rows, row))
	if err != nil {
		return rows.Columns, nil
	}
	var differ []string
	for i, column := range rows.Columns {
		at := slices.Index(other.Columns, column) // -1 for one of another version of the program
		if at >= 0 && rows.Rows[row][i] != other.Rows[found][at] {
			differ = append(differ, column)
		}
	}
	return s.recount(c, table, cellsOf(rows, row), differ)
}

// again computes a table again; errKept where it is not made of responses and mentions.
// Of the mentions those stay that count.
func (s *survey) again(cfg Config, table string, p plans) (tables.Table, counted, error) {
	c, err := s.count(cfg)
	if err != nil {
		return tables.Table{}, c, err
	}
	s.mentions = counting(s.mentions, c.few(s.themes))
	in := s.followable()
	in.SmallGroup, in.Shown = cfg.Figures.SmallGroup, c.shown()
	stands := p.standing(in)
	for _, d := range append(c.tables(), stands.tables()...) {
		if d.name != table {
			continue
		}
		made, err := d.make()
		if err != nil {
			return tables.Table{}, c, err
		}
		again, err := made.Table()
		return again, c, err
	}
	return tables.Table{}, c, errKept
}

// count makes figures of the survey, which is counted once, whatever is withheld.
func (s *survey) count(cfg Config) (counted, error) {
	if s.tallied == nil {
		return count(s.responses, s.mentions, s.themes, cfg.Figures, cfg.Workers)
	}
	if s.tallied.state == nil {
		t, err := tallied(s.responses, s.mentions, s.themes, cfg.Figures, cfg.Workers)
		if err != nil {
			return counted{}, err
		}
		*s.tallied = t
	}
	return s.tallied.counted(cfg.Figures, cfg.Workers)
}

// recount adds to the columns that differ those of a score that differ from what
// the responses behind it give, counted one by one: a fault that the counting of
// the night and that of differing share shows here. Other tables hold no score.
func (s *survey) recount(c counted, table string, cells rowCells, differ []string) ([]string, error) {
	var theme *string
	if cells["responses"] == "0" { // nobody to walk
		return differ, nil
	}
	switch table {
	case nps.NPS.Name():
	case nps.ThemeNPS.Name():
		id := cells["theme_id"]
		if id == models.NoThemeKey {
			id = models.NoTheme
		}
		theme = &id
	default:
		return differ, nil
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

// keyColumns are the columns that tell the rows of the tables of figures apart.
var keyColumns = []string{"period_kind", "period", "from_period", "to_period", "dimension", "value", "first", "second",
	"outcome", "family", "class", "lens", "mix_dimension", "part", "mix_of", "rating", "theme_id",
	"other_id", "asked", "met", "initiative_id", "kpi_id", "series_id", "lag_weeks", "outcome_id", "nps_class"}

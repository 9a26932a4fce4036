package pipeline

import (
	"slices"

	"stemme/models"
	"stemme/pipeline/ledger"
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
	tallied   *tally          // of all of them, nothing until they are counted; nil where each count is one of its own
	latest    bool            // figures count the latest response of each customer in a period
	worse     map[string]bool // themes of which surely more complain here than before; see worsened
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

// gathered is the survey as open figures count it.
func (s survey) gathered(k int) survey {
	s.responses, s.tallied = nps.Gathered(s.responses, k), new(tally)
	return s
}

// differing computes the table again and lists the columns in which the row
// comes out otherwise; all of them where it does not come out at all.
func (s *survey) differing(cfg Config, table string, rows tables.TextTable, row int, p plans) ([]string, error) {
	again, c, err := s.again(cfg, table, p)
	if err != nil {
		return nil, err
	}
	return s.compared(c, table, tables.Text(again), rows, row)
}

// compared lists the columns in which a row differs from the same table computed again, and
// those that count the responses behind it otherwise than they are counted one by one.
func (s *survey) compared(c counted, table string, other, rows tables.TextTable, row int) ([]string, error) {
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

// keyColumns are the columns that tell the rows of the tables of figures apart.
var keyColumns = []string{"period_kind", "period", "from_period", "to_period", "dimension", "value", "first", "second",
	"outcome", "family", "class", "lens", "mix_dimension", "part", "mix_of", "rating", "theme_id",
	"other_id", "asked", "met", "initiative_id", "kpi_id", "series_id", "lag_weeks", "outcome_id", "nps_class", "phrase", "stage", "response_key"}

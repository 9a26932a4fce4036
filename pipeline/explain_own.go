package pipeline

import (
	"stemme/pipeline/edition"
	"stemme/pipeline/tables"
)

// explainOwn explains to who may read the comments a row that the open tables withhold,
// or leave out with the cut that it is of: it is counted with no group too small, as the
// pages count it. known is false where there is no such row, and where the table is not
// made of responses and mentions alone.
func explainOwn(ed *edition.Edition, cfg Config, table string, asked map[string]string) (e Explanation, known bool) {
	s, err := readSurvey(ed.Path(edition.Tables))
	if err != nil {
		return e, false
	}
	p, err := readPlans(&cfg)
	if err != nil {
		return e, false
	}
	cfg.Figures.SmallGroup = 1
	own, _, err := s.again(cfg, table, p)
	if err != nil {
		return e, false
	}
	rows := tables.Text(own)
	row, err := shownRow(rows, asked)
	if err != nil {
		return e, false
	}
	e = Explanation{Table: table, Edition: ed.ID, Rule: rows.Doc, Withheld: true, Cells: cellsIn(own, rows, row)}
	s.evidence(&e, rows, row, p)
	return e, true
}

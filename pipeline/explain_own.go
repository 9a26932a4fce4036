package pipeline

import (
	"errors"

	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
)

// explainOwn explains to who may read the comments a row that the open tables withhold,
// or leave out with the cut that it is of: it is counted with no group too small, as the
// pages count it. none is returned where there is no such row, and where the table is not
// made of responses and mentions alone; several rows are a fault, which says how to choose.
func explainOwn(ed *edition.Edition, cfg Config, table string, asked map[string]string, none error) (e Explanation, err error) {
	s, err := readSurvey(ed.Path(edition.Tables))
	if err != nil {
		return e, none
	}
	p, err := readPlans(&cfg)
	if err != nil {
		return e, none
	}
	cfg.Figures.SmallGroup = 1
	own, _, err := s.again(cfg, table, p)
	if err != nil {
		return e, none
	}
	rows := tables.Text(own)
	row, err := rows.Find(asked)
	var fault *messages.Error
	if errors.As(err, &fault) && fault.Key == "row_several" {
		return e, unfound(table, rows, asked, err)
	} else if err != nil {
		return e, none
	}
	e = Explanation{Table: table, Edition: ed.ID, Rule: rows.Doc, Withheld: true, Cells: cellsIn(own, rows, row)}
	s.evidence(&e, rows, row, p)
	return e, nil
}

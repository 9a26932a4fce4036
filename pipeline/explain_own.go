package pipeline

import (
	"errors"

	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// explainOwn explains to who may read the comments a row that the open tables withhold,
// or leave out with the cut that it is of: it is counted with no group too small, as the
// pages count it. The error none is returned where there is no such row, and where the table is not
// made of responses and mentions alone; several rows are a fault, which says how to choose.
func explainOwn(ed *edition.Edition, cfg Config, table string, asked map[string]string, none error) (e Explanation, err error) {
	s, err := readSurvey(ed.Path(edition.Tables))
	if err != nil {
		return e, none
	}
	s.latest = cfg.Figures.LatestPerCustomer
	p, err := readPlans(&cfg)
	if err != nil {
		return e, none
	}
	own, rows, err := s.counted(cfg, table, p)
	if err != nil {
		return e, none
	}
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

// ownTables are counted for who may read the comments as terminal, report and pages count them:
// with themes that few mention, which open figures count as not mentioned.
var ownTables = []string{nps.NPS.Name(), nps.ThemeNPS.Name()}

// planTables have rows about the responses that fit what somebody wrote into a plan.
var planTables = []string{improvement.KPITable.Name(), improvement.InitiativesTable.Name()}

// counted is a table counted with no group too small, and its text.
func (s survey) counted(cfg Config, table string, p plans) (tables.Table, tables.TextTable, error) {
	cfg.Figures.SmallGroup = 1
	own, _, err := s.again(cfg, table, p)
	if err != nil {
		return own, tables.TextTable{}, err
	}
	return own, tables.Text(own), nil
}

// tellOwn puts what who may read the comments counts in the place of a row that the open
// tables show, and keeps what these tell otherwise.
func (s survey) tellOwn(e *Explanation, cfg Config, rows tables.TextTable, row int, p plans) error {
	own, counted, err := s.counted(cfg, e.Table, p)
	if err != nil {
		return err
	}
	at, err := counted.Find(keyOf(rows, row))
	if err != nil { // the edition was made with another configuration, which is told
		s.evidence(e, rows, row, p)
		return nil
	}
	open := cellsOf(rows, row)
	cells := cellsIn(own, counted, at)
	for i, cell := range cells {
		if before, told := open[cell.Column]; told && !alike(before, cell.Value) {
			e.Open = append(e.Open, Cell{cell.Column, before, cell.Doc, cell.Number})
		} else if told {
			cells[i].Value = before
		}
	}
	e.Cells = cells
	s.evidence(e, counted, at, p)
	return nil
}

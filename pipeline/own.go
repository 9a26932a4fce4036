package pipeline

import (
	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
)

// OwnCuts counts the rows of nps as analysts see them (models.Analysts): nothing is
// withheld. They are for who may read the comments, and stand in no open table.
func OwnCuts(ed *edition.Edition, cfg Config) ([]nps.CutRow, error) {
	rows, err := ledger.Responses.Read(ed.Path(edition.Tables))
	if err != nil {
		return nil, err
	}
	responses := make([]models.Response, len(rows))
	for i := range rows {
		if responses[i], err = rows[i].Response(); err != nil {
			return nil, err
		}
	}
	figures := cfg.Figures
	figures.SmallGroup = 1
	c, err := count(responses, nil, nil, figures, cfg.Workers)
	if err != nil {
		return nil, err
	}
	return c.scores[0].Cuts, nil
}

package pipeline

import (
	"slices"

	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/nps"
)

// OwnFigures are figures as analysts see them (models.Analysts): nothing is withheld. They
// are for who may read the comments, and stand in no open table.
type OwnFigures struct {
	Cuts   []nps.CutRow
	Themes []nps.ThemeScoreRow // of one lens, or the found ones
	Alerts []nps.AlertRow      // likewise
}

// Own counts those of the themes of a lens, "" for the found ones.
func Own(ed *edition.Edition, cfg Config, lens string) (own OwnFigures, err error) {
	s, err := readSurvey(ed.Path(edition.Tables))
	if err != nil {
		return own, err
	}
	figures := cfg.Figures
	figures.SmallGroup = 1
	of := slices.DeleteFunc(s.themes, func(t models.Theme) bool { return t.Lens != lens })
	c, err := count(s.responses, s.mentions, of, figures, cfg.Workers)
	if err != nil {
		return own, err
	}
	own.Cuts = c.scores[0].Cuts
	for _, scores := range c.of(func(l string) bool { return l == lens }) {
		own.Themes = append(own.Themes, scores.Rows...)
		own.Alerts = slices.Concat(own.Alerts, scores.Alerts(nps.KindMonth), scores.Alerts(nps.KindQuarter))
	}
	return own, nil
}

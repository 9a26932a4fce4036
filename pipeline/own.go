package pipeline

import (
	"cmp"
	"slices"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
	"stemme/pipeline/nps"
)

// OwnFigures are figures as analysts see them (models.Analysts): nothing is withheld. They
// are for who may read the comments, and stand in no open table.
type OwnFigures struct {
	Cuts   []nps.CutRow
	Themes []nps.ThemeScoreRow // of one lens, or the found ones, and of the entries that the analysts wrote
	Alerts []nps.AlertRow      // likewise

	Initiatives []improvement.InitiativeRow

	scores  *nps.Scores   // of the lens
	written []*nps.Scores // of written entries of others
	survey  *survey
	cfg     Config
	lens    string
}

// Change takes apart how the score of a cut moved from one period to another, by the themes of the
// lens, and by written entries of each other.
func (o *OwnFigures) Change(from, to, dimension, value string) ([]nps.ChangeRow, error) {
	rows, err := o.scores.Change(from, to, dimension, value)
	for _, s := range o.written {
		if err != nil {
			break
		}
		var more []nps.ChangeRow
		more, err = s.Change(from, to, dimension, value)
		rows = append(rows, more...)
	}
	return rows, err
}

// Five are the themes that matter most among the responses of a cut.
func (o *OwnFigures) Five(of nps.CutKey) ([]nps.HighFiveRow, error) {
	within := o.survey.within(of)
	return within.countFive(o.cfg, o.lens)
}

// Own counts those of the themes of a lens, "" for the found ones.
func Own(ed *edition.Edition, cfg Config, of string) (own OwnFigures, err error) {
	s, err := readSurvey(ed.Path(edition.Tables))
	if err != nil {
		return own, err
	}
	plans, err := improvement.InitiativesTable.Read(ed.Path(edition.Tables))
	if err != nil {
		return own, err
	}
	if own.Initiatives, err = s.unveiled(plans, cfg); err != nil {
		return own, err
	}
	err = own.count(&s, cfg, of)
	return own, err
}

// OwnMoves are the alerts of an edition as analysts see them, of the themes of a lens and of written
// entries, with what the months say of those, and the scores by month, touchpoint and unit.
func OwnMoves(ed *edition.Edition, cfg Config, of string) (own OwnFigures, err error) {
	s, err := readSurvey(ed.Path(edition.Tables))
	if err != nil {
		return own, err
	}
	if err = own.count(&s, cfg, of); err != nil {
		return own, err
	}
	months := func(k *nps.CutKey) bool { return k.PeriodKind == nps.KindMonth }
	own.Cuts = slices.DeleteFunc(own.Cuts, func(r nps.CutRow) bool { return !months(&r.CutKey) })
	own.Themes = slices.DeleteFunc(own.Themes, func(r nps.ThemeScoreRow) bool { return !months(&r.CutKey) || r.Dimension != nps.DimensionAll })
	return OwnFigures{Cuts: slices.Clip(own.Cuts), Themes: slices.Clone(own.Themes), Alerts: own.Alerts}, nil
}

// count counts the responses of s.
func (own *OwnFigures) count(s *survey, cfg Config, of string) error {
	cfg.Figures.SmallGroup = 1
	own.survey, own.cfg, own.lens = s, cfg, of
	told := slices.DeleteFunc(slices.Clone(s.themes), func(t models.Theme) bool { return t.Lens != of && !lens.Written(t.ID) })
	c, err := count(s.responses, s.mentions, told, cfg.Figures, cfg.Workers)
	if err != nil {
		return err
	}
	own.Cuts = c.scores[0].Cuts
	for _, scores := range c.scores {
		switch scores.Lens {
		case of:
			own.scores, own.Themes = scores, append(own.Themes, scores.Rows...)
		case "": // its themes are not told
		default:
			own.written, own.Themes = append(own.written, scores), append(own.Themes, scores.Rows...)
		}
		own.Alerts = slices.Concat(own.Alerts, scores.Alerts(nps.KindMonth), scores.Alerts(nps.KindQuarter)) // those that are of no theme are the found ones'
	}
	own.scores = cmp.Or(own.scores, c.scores[0])
	return nil
}

// OwnThemes counts all responses, and what they say of every theme, of whichever lens, as
// analysts see it.
func OwnThemes(ed *edition.Edition, cfg Config) (whole nps.CutRow, rows []nps.ThemeScoreRow, err error) {
	s, err := readSurvey(ed.Path(edition.Tables))
	if err != nil {
		return whole, nil, err
	}
	for i := range s.responses { // ways to cut are not asked for, and cost the most
		r := &s.responses[i]
		r.Touchpoint, r.Stage, r.Unit, r.Segments, r.Ratings = "", "", "", nil, nil
	}
	cfg.Figures.SmallGroup = 1
	c, err := count(s.responses, s.mentions, s.themes, cfg.Figures, cfg.Workers)
	if err != nil {
		return whole, nil, err
	}
	whole = c.scores[0].Cuts[0] // the period of all comes first, and in it all responses
	for _, scores := range c.scores {
		for _, r := range scores.Rows {
			if r.PeriodKind == nps.KindAll && r.Dimension == nps.DimensionAll {
				rows = append(rows, r)
			}
		}
	}
	return whole, rows, nil
}

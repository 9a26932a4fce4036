package pipeline

import (
	"math"
	"slices"

	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
)

// OwnInitiatives are the initiatives of an edition as analysts see them: of those whose
// figures are withheld from others, the figures, counted from its responses.
func OwnInitiatives(ed *edition.Edition, cfg Config) ([]improvement.InitiativeRow, error) {
	dir := ed.Path(edition.Tables)
	rows, err := improvement.InitiativesTable.Read(dir)
	if err != nil || !slices.ContainsFunc(rows, func(r improvement.InitiativeRow) bool { return r.Suppressed }) {
		return rows, err
	}
	s, err := readSurvey(dir)
	if err != nil {
		return nil, err
	}
	return s.unveiled(rows, cfg)
}

// OwnKPIs are the KPIs of an edition as analysts see them, likewise. Suppressed goes on to say
// that the open tables withhold a row.
func OwnKPIs(ed *edition.Edition, cfg Config) ([]improvement.KPIRow, error) {
	dir := ed.Path(edition.Tables)
	rows, err := improvement.KPITable.Read(dir)
	if err != nil || !slices.ContainsFunc(rows, func(r improvement.KPIRow) bool { return r.Suppressed }) {
		return rows, err
	}
	s, err := readSurvey(dir)
	if err != nil {
		return nil, err
	}
	all, err := codebook.ReadKPIs(cfg.KPIsPath())
	if err != nil {
		return nil, err
	}
	own := improvement.KPIRows(improvement.KPIs(s.unwithheld(), all.KPIs))
	for i := range rows {
		r := &rows[i]
		at := slices.IndexFunc(own, func(o improvement.KPIRow) bool {
			return o.ID == r.ID && o.Period == r.Period && o.Measure == r.Measure && o.Conditions == r.Conditions && o.Target == r.Target
		})
		if at < 0 || !r.Suppressed && !math.IsNaN(r.Trend) {
			continue
		}
		withheld := r.Suppressed
		*r = own[at]
		r.Suppressed = withheld
	}
	return rows, nil
}

// unwithheld is what plans are followed by, with nothing withheld.
func (s *survey) unwithheld() improvement.Input {
	in := s.followable()
	in.SmallGroup, in.Shown = 1, improvement.AllShown
	return in
}

// unveiled are rows of initiatives with the figures of those that are withheld. One that is
// another in its file by now stays as it is.
func (s *survey) unveiled(rows []improvement.InitiativeRow, cfg Config) ([]improvement.InitiativeRow, error) {
	all, err := codebook.Initiatives(cfg.InitiativesPath())
	if err != nil {
		return nil, err
	}
	own := improvement.InitiativeRows(improvement.Initiatives(s.unwithheld(), all))
	for i := range rows {
		r := &rows[i]
		at := slices.IndexFunc(own, func(o improvement.InitiativeRow) bool {
			return o.ID == r.ID && o.Outcome == r.Outcome && o.StartedOn == r.StartedOn && o.EndedOn == r.EndedOn && o.Conditions == r.Conditions && o.ThemeID == r.ThemeID
		})
		if r.Suppressed && at >= 0 {
			*r = own[at]
		}
	}
	return rows, nil
}

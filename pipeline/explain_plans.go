package pipeline

import (
	"strconv"

	"stemme/models"
	"stemme/pipeline/improvement"
	"stemme/pipeline/nps"
	"stemme/pipeline/worklist"
)

// followable is what plans are followed up by, made of what is published.
func (s *survey) followable() improvement.Input {
	in := improvement.Input{Responses: s.responses, Above: models.AboveOf(s.themes)}
	in.Themes = worklist.Spoken(worklist.Input{Responses: s.responses, Mentions: s.mentions, Primary: make([]string, len(s.responses))})
	in.Feelings = improvement.FeelingsOf(in.Themes, s.mentions)
	for i := range s.rows {
		in.Languages = append(in.Languages, s.rows[i].Language)
	}
	return in
}

// planned says which responses a row of a plan, or of a single response, is about, and that
// rows of neither are about none; nil for a row of a cut or a theme.
func (s *survey) planned(table string, c rowCells, p plans) func(i int) bool {
	in := s.followable()
	fits := func(i int) bool { return false }
	switch {
	case c.has("response_key"):
		return func(i int) bool { return s.rows[i].ResponseKey == c["response_key"] }
	case table == improvement.KPITable.Name():
		key := nps.CutKey{PeriodKind: c["period_kind"], Period: c["period"], Dimension: nps.DimensionAll}
		for k := range p.kpis.KPIs {
			if one := &p.kpis.KPIs[k]; one.ID == c["kpi_id"] {
				fits = func(i int) bool { return key.Holds(&s.responses[i]) && in.Fits(i, &one.Where) }
			}
		}
	case table == improvement.InitiativesTable.Name():
		for k := range p.initiatives {
			if one := &p.initiatives[k]; one.ID == c["initiative_id"] {
				window, _ := strconv.Atoi(c["window_days"]) // a whole number, as it was written
				fits = in.Reached(p.initiatives, one, window)
			}
		}
	case table == improvement.OutcomesTable.Name():
		fits = func(i int) bool {
			return s.responses[i].Kind != models.Employees && s.responses[i].Class().String() == c["nps_class"]
		}
	case !c.has("theme_id") && !c.has("dimension") && !c.has("outcome"):
	default:
		return nil
	}
	return fits
}

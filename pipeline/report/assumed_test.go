package report_test

import (
	"fmt"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
	"stemme/pipeline/source"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// TestFewSentencesAreTold holds that a survey of few different sentences says how many, on
// pages and report, and one of many does not.
func TestFewSentencesAreTold(t *testing.T) {
	for _, c := range []struct {
		different, commented int
		told                 bool
	}{{41, 6000, true}, {400, 6000, true}, {400, 3000, false}, {2000, 60000, false}} {
		dir := t.TempDir()
		write(t, dir, source.SourceReadings, nil)
		write(t, dir, themes.ThemeEvents, themes.ThemeEventRows([]themes.Event{
			{Day: models.NoDay, What: themes.Fitted, Clauses: 9, Responses: 90}, {Day: models.NoDay, What: themes.Fitted, Clauses: c.different, Responses: 7000}}))
		write(t, dir, nps.NPS, []nps.CutRow{{ScoreRow: nps.ScoreRow{
			CutKey: nps.CutKey{PeriodKind: nps.KindAll, Dimension: nps.DimensionAll}, Responses: tables.IntOf(7000), Commented: tables.IntOf(c.commented)}}})
		for _, lang := range []messages.Lang{messages.Danish, messages.English} {
			said, err := report.Assumed(dir, lang)
			if err != nil {
				t.Fatal(err)
			}
			counted := strings.Contains(fmt.Sprint(said), " "+lang.Count(c.different)+" ") && strings.Contains(fmt.Sprint(said), " "+lang.Count(c.commented)+" ")
			if counted != c.told || len(said) > 1 {
				t.Errorf("%d different of %d, %v: %q", c.different, c.commented, lang, said)
			}
		}
	}
}

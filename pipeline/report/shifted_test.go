package report_test

import (
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/report"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// TestShifted: a theme that people rely on and that has other comments is told with its
// counts and words, without counts where they are withheld, and no more once an analyst
// has edited it.
func TestShifted(t *testing.T) {
	t.Parallel()
	events := []themes.Event{{Day: models.NoDay, What: themes.Shifted, Theme: "t0007", Detail: "151 346 148"}}
	row := themes.ThemeRow{ThemeID: "t0007", Name: "Dækning", Responses: tables.IntOf(340), Words: []string{"mast", "gebyr"}}
	said := func(events []themes.Event, only string) string {
		return strings.Join(report.Shifted(events, []themes.ThemeRow{row}, only, messages.Danish), "\n")
	}
	all := said(events, "")
	for _, part := range []string{"t0007", "»Dækning«", "198 af dets 346", "57 %", "3 af de 151", "mast, gebyr", "del temaet"} {
		if !strings.Contains(all, part) {
			t.Errorf("%q lacks %q", all, part)
		}
	}
	if said(events, "t0007") != all || said(events, "t0008") != "" {
		t.Error("asked for one theme, another is told of")
	}
	row.Responses = tables.Int{}
	if small := said(events, ""); small == "" || strings.ContainsAny(strings.ReplaceAll(small, "t0007", ""), "0123456789") {
		t.Errorf("withheld, and yet %q", small)
	}
	if after := said(append(events, themes.Event{What: themes.Edited, Theme: "t0007", Detail: "pin t0007"}), ""); after != "" {
		t.Errorf("still told after an edit: %q", after)
	}
}

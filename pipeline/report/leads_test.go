package report_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
)

// leads are all figures of the responses of an edition, for the leaders of its units.
func leads(t *testing.T, dir string) *report.Own {
	t.Helper()
	rows, err := ledger.Responses.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	var responses []models.Response
	for _, r := range rows {
		responses = append(responses, models.Response{Source: r.Source, ID: r.ResponseID, Scale: models.Scale0to10, Unit: r.Unit, Touchpoint: r.Touchpoint, Day: r.RespondedOn, Score: r.Score, Comment: r.Comment})
	}
	opt := nps.DefaultOptions()
	opt.SmallGroup = 1
	panel, err := nps.Prepare(responses, opt, nps.NewSystem("", len(responses), nil, nil))
	if err != nil {
		t.Fatal(err)
	}
	return &report.Own{Cuts: panel.Score()[0].Cuts, Few: 5}
}

// TestLeads: a pack is counted for the leader of its unit: every unit of enough answers has one with
// its score, also where the open tables withhold it; of the units beside it, and in the index, what they withhold stays withheld.
func TestLeads(t *testing.T) {
	edition, dir := packsEdition(t), t.TempDir()
	done, err := report.WritePacks(t.Context(), edition, dir, report.PackOptions{SmallGroup: 5, Leads: leads(t, edition),
		PageOptions: report.PageOptions{Lang: messages.Danish, Period: "2026-Q3"}})
	if err != nil {
		t.Fatal(err)
	}
	if done.Written != 7 || done.Withheld != 1 { // Nord and its six; the seventh has three answers
		t.Errorf("%d packs, %d units without", done.Written, done.Withheld)
	}
	files, err := filepath.Glob(filepath.Join(dir, "Nord-Afdeling*.html"))
	if err != nil || len(files) != 6 {
		t.Fatal(files, err)
	}
	withheld := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		html := string(text)
		if !strings.Contains(html, "95 %:") || !strings.Contains(html, "siden er for ledelsen dér") {
			t.Errorf("%s: no score of its own", filepath.Base(name))
		}
		if strings.Contains(html, ">tilbageholdt<") {
			withheld++
		}
	}
	if withheld < 4 {
		t.Errorf("%d of 6 packs withhold a unit beside", withheld)
	}
	index, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil || !strings.Contains(string(index), ">tilbageholdt<") {
		t.Errorf("the index tells what the open tables withhold, %v", err)
	}
}

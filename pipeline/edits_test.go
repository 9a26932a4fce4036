package pipeline_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// published are the tables that themes are in.
type published struct {
	responses []ledger.ResponseRow
	mentions  []themes.MentionRow
	themes    []themes.ThemeRow
	events    []themes.ThemeEventRow
}

func current(t *testing.T, data string) (p published) {
	t.Helper()
	ed, err := edition.Open(data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	dir := ed.Path(edition.Tables)
	if p.responses, err = ledger.Responses.Read(dir); err != nil {
		t.Fatal(err)
	}
	if p.mentions, err = themes.Mentions.Read(dir); err != nil {
		t.Fatal(err)
	}
	if p.themes, err = themes.Themes.Read(dir); err != nil {
		t.Fatal(err)
	}
	if p.events, err = themes.ThemeEvents.Read(dir); err != nil {
		t.Fatal(err)
	}
	return p
}

// consistent holds every number of the themes against mentions and responses
// alone.
func (p *published) consistent(t *testing.T) {
	t.Helper()
	parent := map[string]string{}
	for _, th := range p.themes {
		parent[th.ThemeID] = th.ParentID
	}
	type place struct {
		response string
		clause   int32
	}
	responses, clauses := map[string]map[string]bool{}, map[string]map[place]bool{}
	systems := map[[2]string]map[string]bool{}
	system := func(response, lens string) map[string]bool {
		key := [2]string{response, lens}
		if systems[key] == nil {
			systems[key] = map[string]bool{}
		}
		return systems[key]
	}
	for _, m := range p.mentions {
		if _, known := parent[m.ThemeID]; !known {
			t.Fatalf("a mention of %q, which is no theme", m.ThemeID)
		}
		of := system(m.ResponseKey, models.LensOf(m.ThemeID))
		of[m.ThemeID] = true
		for id := m.ThemeID; id != ""; id = parent[id] {
			if responses[id] == nil {
				responses[id], clauses[id] = map[string]bool{}, map[place]bool{}
			}
			responses[id][m.ResponseKey], clauses[id][place{m.ResponseKey, m.Clause}] = true, true
		}
	}
	for _, m := range p.mentions {
		if want := 1 / float64(len(system(m.ResponseKey, models.LensOf(m.ThemeID)))); m.Weight != want || m.Probability <= 0 || m.Probability > 1 {
			t.Errorf("%s, clause %d, %s: weight %v, want %v; probability %v", m.ResponseKey, m.Clause, m.ThemeID, m.Weight, want, m.Probability)
		}
	}
	commented := 0
	for _, r := range p.responses {
		if r.Comment != "" {
			commented++
		}
		of := system(r.ResponseKey, "")
		if int(r.ThemeCount) != len(of) || (r.PrimaryThemeID == "") != (r.ThemeCount == 0) ||
			r.PrimaryThemeID != "" && !of[r.PrimaryThemeID] {
			t.Errorf("%s: theme_count %d, primary %q; its mentions name %d", r.ResponseKey, r.ThemeCount, r.PrimaryThemeID, len(of))
		}
	}
	for _, th := range p.themes {
		if th.Suppressed {
			continue
		}
		share := float64(len(responses[th.ThemeID])) / float64(commented)
		if th.Responses != tables.IntOf(len(responses[th.ThemeID])) || th.Clauses != tables.IntOf(len(clauses[th.ThemeID])) || math.Abs(th.Share-share) > 1e-12 {
			t.Errorf("%s: %v responses, %v clauses, share %v; recomputed %d, %d, %v", th.ThemeID, th.Responses, th.Clauses, th.Share,
				len(responses[th.ThemeID]), len(clauses[th.ThemeID]), share)
		}
	}
}

// TestEditsNightByNight: with edits of every kind every number of a theme can be
// recomputed, the edits are part of what makes an edition, and taking them out
// gives back the themes of before.
func TestEditsNightByNight(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cfg := config(data, survey(t, 300, 7))
	cfg.Themes.Number = 10
	_, plain := night(t, cfg)
	before := current(t, data)
	before.consistent(t)
	clause := 0
	path := filepath.Join(data, codebook.Name)
	moved := before.mentions[0]
	edits := []codebook.Edit{
		{Merge: "t0002", To: "t0001"}, {Rename: "t0001", To: "Det hele"}, {Hide: "t0003"}, {Pin: "t0004"},
		{Owner: "t0005", To: "Kundecenter", Action: "Ring op"}, {Split: "t0006"},
		{Move: moved.ResponseKey, Clause: &clause, To: "t0007"},
		{Move: before.mentions[len(before.mentions)-1].ResponseKey},
		{Hide: "t0999"},
	}
	if err := codebook.Append(path, edits...); err != nil {
		t.Fatal(err)
	}
	summary, edited := night(t, cfg)
	if summary.Unchanged || edited.Inputs["codebook"] == plain.Inputs["codebook"] {
		t.Error("the edits are no part of what makes an edition")
	}
	if !slices.ContainsFunc(summary.Notes, func(n source.Note) bool { return n.Key == "lapse_theme" }) {
		t.Error("the edit of a theme that is not there is not reported")
	}
	after := current(t, data)
	after.consistent(t)
	var split string
	for _, e := range after.events {
		if e.Event == "split" {
			split = e.ThemeID
		}
	}
	if !slices.ContainsFunc(after.themes, func(r themes.ThemeRow) bool { return r.ThemeID == split }) {
		t.Errorf("the theme of the split, %q, is not there", split)
	}
	if !slices.ContainsFunc(after.mentions, func(m themes.MentionRow) bool {
		return m.ResponseKey == moved.ResponseKey && m.Clause == 0 && m.ThemeID == "t0007" && m.Probability == 1
	}) {
		t.Error("the clause was not moved")
	}
	if again, _ := night(t, cfg); !again.Unchanged {
		t.Error("a night with nothing new made another edition")
	}
	if err := os.WriteFile(path, []byte("edits: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	night(t, cfg)
	last := current(t, data)
	if !slices.ContainsFunc(last.events, func(e themes.ThemeEventRow) bool { return e.Event == "undone" }) || len(last.themes) != len(before.themes) {
		t.Errorf("undone: %d themes, before %d", len(last.themes), len(before.themes))
	}
	last.consistent(t)
}

// TestAssignOnly: new responses are assigned and the theme model stays as it is.
func TestAssignOnly(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	night(t, config(data, survey(t, 160, 8)))
	files := []string{edition.Model + "/theme_model.parquet", edition.Model + "/theme_model_terms.parquet"}
	first := []string{rowsOf(t, data, files[0]), rowsOf(t, data, files[1])}
	cfg := config(data, survey(t, 500, 8))
	cfg.Themes.AssignOnly = true
	night(t, cfg)
	for i, file := range files {
		if rowsOf(t, data, file) != first[i] {
			t.Errorf("%s is another one", file)
		}
	}
	cfg.Themes.AssignOnly = false
	night(t, cfg)
	if rowsOf(t, data, files[0]) == first[0] {
		t.Error("the ledger has grown threefold, and the model was not fitted again")
	}
	p := current(t, data)
	p.consistent(t)
}

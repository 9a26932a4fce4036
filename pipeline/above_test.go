package pipeline_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/index"
	"stemme/pipeline"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
)

// TestTopThemesAreFound: whoever names a top theme, in a search, a sample or a rule of the
// playbook, gets the responses of the themes under it, as many as the themes say.
func TestTopThemesAreFound(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cfg := config(data, survey(t, 1600, 7))
	cfg.Themes.Number = 24
	night(t, cfg)
	p := current(t, data)
	under, of, parent := map[string]bool{}, map[string]map[string]bool{}, map[string]string{}
	for _, th := range p.themes {
		if parent[th.ThemeID] = th.ParentID; th.ParentID != "" {
			under[th.ParentID] = true
		}
	}
	for _, m := range p.mentions {
		if top := parent[m.ThemeID]; top != "" {
			if of[top] == nil {
				of[top] = map[string]bool{}
			}
			of[top][m.ResponseKey] = true
		}
	}
	if len(under) == 0 {
		t.Fatal("no theme lies under another")
	}
	ix, err := index.Open(filepath.Join(currentDir(t, data), edition.Index))
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for _, th := range p.themes {
		if !under[th.ThemeID] {
			continue
		}
		want := len(of[th.ThemeID])
		for _, asked := range []string{th.ThemeID, strings.ToUpper(th.Name)} {
			res, err := ix.Search(context.Background(), index.Request{Filter: index.Filter{Themes: []string{asked}}})
			if err != nil || res.Total != want {
				t.Errorf("%s: the search finds %d of %d (%v)", asked, res.Total, want, err)
			}
		}
		chosen, err := pipeline.Sample(cfg, improvement.Choice{Where: codebook.Where{Theme: []string{th.ThemeID}}, N: len(p.responses)})
		if err != nil || len(chosen) == 0 {
			t.Errorf("%s: %d are chosen (%v)", th.ThemeID, len(chosen), err)
		}
		for _, one := range chosen {
			if !of[th.ThemeID][one.Response.Key().String()] {
				t.Fatalf("%s: %s does not speak of it", th.ThemeID, one.Response.Key())
			}
		}
		if n := routed(t, cfg, "rules: [{theme: ["+th.ThemeID+"], to: team}]", len(p.responses)); n != want {
			t.Errorf("%s: %d of %d are routed", th.ThemeID, n, want)
		}
		praised := routed(t, cfg, "rules: [{theme: ["+th.ThemeID+"], sounds: praised, to: team}]", len(p.responses))
		blamed := routed(t, cfg, "rules: [{theme: ["+th.ThemeID+"], sounds: blamed, to: team}]", len(p.responses))
		if praised == 0 && blamed == 0 || praised+blamed > want {
			t.Errorf("%s: %d are routed as praise and %d as blame of %d", th.ThemeID, praised, blamed, want)
		}
	}
}

// routed is how many of the responses a playbook's rules send to anybody.
func routed(t *testing.T, cfg pipeline.Config, rules string, responses int) int {
	t.Helper()
	if err := os.WriteFile(filepath.Join(cfg.Data, codebook.PlaybookName), []byte("receivers: [{id: team}]\n"+rules+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	missed, err := pipeline.UnroutedIn(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return responses - len(missed)
}

package pipeline_test

import (
	"os"
	"path/filepath"
	"testing"

	"stemme/pipeline"
)

// TestNothingNewIsOverSoon: a night with nothing new ends after the ledger, with
// the summary of the night before; whatever goes into an edition ends that.
func TestNothingNewIsOverSoon(t *testing.T) {
	t.Parallel()
	data, file := t.TempDir(), survey(t, 150, 21)
	first, _ := night(t, config(data, file))
	soon := func(s pipeline.Summary) bool { _, analysed := s.Took[pipeline.StageAnalyse]; return !analysed }
	for what, cfg := range map[string]pipeline.Config{"the same file": config(data, file), "no file": config(data)} {
		s, _ := night(t, cfg)
		if !soon(s) || !s.Unchanged || s.Edition != first.Edition || s.Score != first.Score || s.Themes != first.Themes ||
			s.Clauses != first.Clauses || s.WithoutTheme != first.WithoutTheme || s.Responses != first.Responses {
			t.Errorf("%s: %+v, want what %+v found", what, s, first)
		}
	}
	for what, change := range map[string]func(cfg *pipeline.Config){
		"another configuration": func(cfg *pipeline.Config) { cfg.Figures.SmallGroup = 9 },
		"themes anew":           func(cfg *pipeline.Config) { cfg.Themes.Fresh = true },
		"a new response":        func(cfg *pipeline.Config) { *cfg = config(data, answers(t, "1")) },
		"a refused row": func(cfg *pipeline.Config) {
			path := filepath.Join(t.TempDir(), "survey.csv")
			os.WriteFile(path, []byte("id;dato;score;kommentar\n1;01-02-2026;1;ventede i telefonen som nummer 1\n2;01-02-2026;77;x\n"), 0o600)
			*cfg = config(data, path)
		},
		"edits": func(*pipeline.Config) {
			os.WriteFile(filepath.Join(data, "edits.yaml"), []byte("edits:\n  - pin: t0001\n"), 0o600)
		},
		"a run that died": func(*pipeline.Config) {
			f, _ := os.OpenFile(filepath.Join(data, "runs.jsonl"), os.O_APPEND|os.O_WRONLY, 0)
			f.WriteString(`{"outcome":"failed"}` + "\n")
			f.Close()
		},
	} {
		night(t, config(data))
		cfg := config(data)
		change(&cfg)
		if s, err := pipeline.Run(t.Context(), cfg, silent{}); err == nil && soon(s) {
			t.Errorf("%s: the night was over too soon", what)
		}
	}
}

// TestHistory: every run leaves a line, the failed ones too.
func TestHistory(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	night(t, config(data, answers(t, "1", "2")))
	stops(t, "no such file", config(data, "findes-ikke.csv"), "findes-ikke")
	night(t, config(data, answers(t, "3")))
	all, err := pipeline.History(data)
	if err != nil || len(all) != 3 {
		t.Fatalf("%+v, %v", all, err)
	}
	if all[0].Outcome != "done" || all[0].New != 2 || all[0].Edition == "" || all[0].Stages["read"] < 0 || all[0].NPS == nil {
		t.Errorf("%+v", all[0])
	}
	if all[1].Outcome != "failed" || all[1].Fault == "" || all[2].Responses != 3 {
		t.Errorf("%+v\n%+v", all[1], all[2])
	}
}

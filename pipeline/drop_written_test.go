package pipeline_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"stemme/pipeline"
)

// nothingKept says whether a data folder holds no edition and no ledger.
func nothingKept(t *testing.T, data string) bool {
	t.Helper()
	for name := range tree(t, data) {
		if name != "runs.jsonl" && name != "stemme.lock" {
			return false
		}
	}
	return true
}

// TestDropGrown: a file that grows after it was read and moved, since its writer only
// paused, is read again, once; what somebody takes out of it there is not.
func TestDropGrown(t *testing.T) {
	t.Parallel()
	in, data := t.TempDir(), t.TempDir()
	cfg := config(data)
	cfg.Sources = []pipeline.Source{{Name: "survey", Drop: in}}
	whole := content(t, answers(t, "1", "2", "3", "4", "5"))
	lines := strings.SplitAfter(whole, "\n")
	half := strings.Join(lines[:3], "")
	put(t, filepath.Join(in, "a.csv"), half, time.Hour)
	writer, err := os.OpenFile(filepath.Join(in, "a.csv"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "linux" {
		s, err := pipeline.Run(t.Context(), cfg, silent{})
		if err != nil || s.Edition != "" || !said(s, "drop_waiting") || !nothingKept(t, data) {
			t.Fatalf("a file that is open for writing: %v, %+v", err, s)
		}
		cfg.Sources[0].Expect = "required"
		stops(t, "a file that is open for writing, and required", cfg, "may still be written")
		cfg.Sources[0].Expect = ""
	}
	writer.Close()
	if s, _ := night(t, cfg); s.Responses != 2 || said(s, "drop_grown") {
		t.Fatalf("%d responses, %v", s.Responses, s.Notes)
	}
	moved := filepath.Join(in, "done", "a.csv")
	put(t, moved, whole, 5*time.Minute)
	if r, err := pipeline.Rehearse(t.Context(), cfg, silent{}); err != nil || r.Accepted.New != 3 {
		t.Errorf("dry: %v, %+v", err, r.Accepted)
	}
	if s, _ := night(t, cfg); s.Responses != 5 || s.Accepted.New != 3 || !said(s, "drop_grown") {
		t.Errorf("%d responses, %+v, %v", s.Responses, s.Accepted, s.Notes)
	}
	if s, _ := night(t, cfg); s.Read != 0 || said(s, "drop_grown") {
		t.Errorf("read once more: %d rows, %v", s.Read, s.Notes)
	}
	put(t, moved, half, 5*time.Minute)
	if s, _ := night(t, cfg); s.Read != 0 || s.Responses != 5 {
		t.Errorf("a file that shrank: %d rows, %d responses", s.Read, s.Responses)
	}
	if files := tree(t, in); len(files) != 1 {
		t.Errorf("%d files", len(files))
	}
}

// TestDropHollow: a file that was given its size before its content came waits.
func TestDropHollow(t *testing.T) {
	t.Parallel()
	in := t.TempDir()
	cfg := config(t.TempDir())
	cfg.Sources = []pipeline.Source{{Name: "survey", Drop: in}}
	put(t, filepath.Join(in, "a.csv"), content(t, answers(t, "1", "2")), time.Hour)
	put(t, filepath.Join(in, "b.csv"), content(t, answers(t, "3", "4"))+strings.Repeat("\x00", 4096), time.Hour)
	put(t, filepath.Join(in, "c.csv"), content(t, answers(t, "5", "6")), 30*time.Second)
	if s, _ := night(t, cfg); s.Responses != 2 || !said(s, "drop_waiting") || len(tree(t, in)) != 3 {
		t.Errorf("%d responses, %v", s.Responses, s.Notes)
	}
}

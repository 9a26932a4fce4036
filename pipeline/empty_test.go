package pipeline_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"stemme/pipeline"
)

// TestEmptyDelivery: a file of 0 bytes, a header alone and a glob without a match
// are a night without news, which is said and changes nothing; on a first night, and
// where the source requires a delivery, they stop the run.
func TestEmptyDelivery(t *testing.T) {
	t.Parallel()
	dir, data := t.TempDir(), t.TempDir()
	empty, header := filepath.Join(dir, "tom.csv"), filepath.Join(dir, "svar.csv")
	for path, text := range map[string]string{empty: "", header: "id;score;kommentar\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	none := filepath.Join(dir, "nye-*.csv")
	stops(t, "a first night of nothing", config(data), "stemme init")
	if entries, err := os.ReadDir(data); err != nil || len(entries) > 1 { // runs.jsonl
		t.Errorf("it leaves %v, %v", entries, err)
	}
	stops(t, "a first night without rows", config(data, header), "svar.csv")
	_, want := night(t, config(data, answers(t, "1", "2", "3")))
	s, got := night(t, config(data, empty, header, none))
	if len(s.Notes) < 3 || !said(s, "source_no_news") || !s.Unchanged || got.Edition != want.Edition {
		t.Errorf("notes %v, unchanged %v, edition %s after %s", s.Notes, s.Unchanged, got.Edition, want.Edition)
	}
	required := config(data, none)
	required.Sources[0].Expect = "required"
	if _, err := pipeline.Run(context.Background(), required, silent{}); err == nil {
		t.Error("a required delivery that is not there is no fault")
	}
}

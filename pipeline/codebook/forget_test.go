package codebook_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stemme/pipeline/codebook"
)

// TestForgetHistory: erased responses leave the history, wherever they were moved to; all
// else of it stays, and lines that are added meanwhile too.
func TestForgetHistory(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), codebook.Name)
	said := []string{"move svar/95 to t0001", "move svar/95 clause 1", "move svar/95", "move svar/9501 to t0001", `move svar/"<æ> to t0002`, "rename t0001 to svar/95"}
	for range 2 {
		if err := codebook.Note(path, codebook.Change{At: time.Now(), User: "mai", Did: codebook.Added, What: said}); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(filepath.Dir(path), "edits.history.jsonl")
	before, _ := os.ReadFile(name)
	gone := func(response string) bool { return response == "svar/95" || response == `svar/"<æ>` }
	if err := codebook.ForgetHistory(path, gone); err != nil {
		t.Fatal(err)
	}
	after, _ := os.ReadFile(name)
	if len(after) != len(before) {
		t.Errorf("%d bytes, %d before", len(after), len(before))
	}
	all, err := codebook.History(path)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d changes, %v", len(all), err)
	}
	want := []string{"move ******* to t0001", "move ******* clause 1", "move *******", "move svar/9501 to t0001"}
	for i, w := range want {
		if all[1].What[i] != w {
			t.Errorf("%q, want %q", all[1].What[i], w)
		}
	}
	if strings.Contains(all[0].What[4], "æ") || all[0].What[5] != said[5] {
		t.Errorf("%q", all[0].What[4:])
	}
	if err := codebook.ForgetHistory(filepath.Join(t.TempDir(), "none.yaml"), gone); err != nil {
		t.Error(err)
	}
}

package codebook_test

import (
	"os"
	"path/filepath"
	"testing"

	"stemme/pipeline/codebook"
)

// TestJudgements: what was judged is read back, the later of two on the same
// response holds, and a file that cannot be read is left alone.
func TestJudgements(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bog", codebook.JudgementsName)
	if got, err := codebook.Judgements(path); err != nil || got != nil {
		t.Fatalf("no file: %v, %v", got, err)
	}
	one := codebook.Judgement{Theme: "t0001", Response: "undersøgelse/7: \"a\"", Fits: true, By: "Åse", On: "2026-11-26"}
	two := codebook.Judgement{Theme: "principper/ring-proaktivt", Response: "undersøgelse/8", By: "Åse", On: "2026-11-26"}
	again := one
	again.Fits = false
	for _, j := range [][]codebook.Judgement{{one, two}, {again}} {
		if err := codebook.Judge(path, j...); err != nil {
			t.Fatal(err)
		}
	}
	got, err := codebook.Judgements(path)
	if err != nil || len(got) != 2 || got[0] != again || got[1] != two {
		t.Fatalf("read %+v, %v", got, err)
	}
	if err := os.WriteFile(path, []byte("- theme: [\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := codebook.Judge(path, one); err == nil {
		t.Error("added to a file that cannot be read")
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "- theme: [\n" {
		t.Errorf("the file is now %q, %v", text, err)
	}
}

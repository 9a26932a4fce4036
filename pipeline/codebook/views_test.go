package codebook_test

import (
	"os"
	"path/filepath"
	"testing"

	"stemme/pipeline/codebook"
)

// TestViews: views are read back in the order of names, one of the same name and owner
// is replaced, another's stays, and a file that cannot be read is left alone.
func TestViews(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bog", codebook.ViewsName)
	mine := codebook.View{Name: "Sen levering: \"#1\"", Address: "/soeg?q=%22sen+levering%22&class=detractor", Owner: "Åse", On: "2026-11-26"}
	hers := mine
	hers.Owner = "Bo"
	changed := mine
	changed.Address = "/soeg?q=levering"
	for _, v := range []codebook.View{mine, hers, {Name: "A", Address: "/", Owner: "Åse"}, changed} {
		if err := codebook.SaveView(path, v); err != nil {
			t.Fatal(err)
		}
	}
	got, err := codebook.Views(path)
	if err != nil || len(got) != 3 || got[0].Name != "A" || got[1] != hers || got[2] != changed {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := codebook.DeleteView(path, mine); err != nil {
		t.Fatal(err)
	}
	if got, err = codebook.Views(path); err != nil || len(got) != 2 || got[1] != hers {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := os.WriteFile(path, []byte("- name: [\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := codebook.SaveView(path, mine); err == nil {
		t.Error("a file that cannot be read is overwritten")
	}
}

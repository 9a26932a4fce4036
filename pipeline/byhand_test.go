package pipeline

import (
	"maps"
	"path/filepath"
	"testing"
)

// TestFilesByHand checks that a file named by hand is read by what the configuration
// says of its source, by place, by name or as told, and other files by nothing.
func TestFilesByHand(t *testing.T) {
	dir := t.TempDir()
	cfg := Config{Sources: []Source{
		{Name: "butik", Files: []string{filepath.Join(dir, "butik*.csv")}, Scale: "1-5"},
		{Name: "telefon", Drop: filepath.Join(dir, "ind"), Done: "x", Scale: "1-10"},
		{Name: "Netbank-svar", Files: []string{filepath.Join(dir, "net.csv")}, Columns: map[string]string{"id": "Nr"}, Scale: "0-10"},
	}}
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, c := range []struct {
		file, source, scale string
	}{
		{in("butik-11.csv"), "", "1-5"},
		{in("ind/hvadsomhelst.csv"), "", "1-10"},
		{in("andetsteds/telefon-2026-11.csv"), "", "1-10"},
		{in("andetsteds/netbanksvar_2026-11.csv"), "", "0-10"},
		{in("andetsteds/kasse.csv"), "", ""},
		{in("butik-11.csv"), "telefon", "1-10"},
		{in("butik-11.csv"), "ny", ""},
		{"-", "", ""},
		{"-", "butik", "1-5"},
	} {
		got := cfg.SourcesOf([]string{c.file}, c.source)
		if len(got) != 1 || got[0].Scale != c.scale || len(got[0].Files) != 1 || got[0].Files[0] != c.file || got[0].Drop+got[0].Done != "" {
			t.Errorf("%s as %q: %+v, want the scale %q", c.file, c.source, got, c.scale)
		}
	}
	got := cfg.SourcesOf([]string{in("net.csv"), in("x.csv"), in("butik-1.csv"), in("y.csv"), in("butik-2.csv")}, "")
	if len(got) != 3 || len(got[1].Files) != 2 || len(got[2].Files) != 2 {
		t.Errorf("files of three sources are read as %+v", got)
	}
	got[0].Columns["score"] = "Tal"
	if want := map[string]string{"id": "Nr"}; !maps.Equal(cfg.Sources[2].Columns, want) {
		t.Errorf("what is said by hand changed the configuration: %v", cfg.Sources[2].Columns)
	}
}

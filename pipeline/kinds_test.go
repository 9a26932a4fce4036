package pipeline

import (
	"os"
	"path/filepath"
	"testing"

	"stemme/models"
	"stemme/pipeline/arrivals"
)

// TestKinds: the kind of a source is said by the configuration, also where
// tonight's files are others; what is no survey counts in no NPS.
func TestKinds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "stemme.yaml")
	write := func(text string) (Config, error) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return LoadConfig(file)
	}
	cfg, err := write("sources:\n  - name: kunder\n    files: [a.csv]\n  - name: ansatte\n    files: [b.csv]\n    kind: employees\n")
	if err != nil {
		t.Fatal(err)
	}
	plain := cfg
	plain.kinds = nil
	cfg.Sources = []Source{{Files: []string{"c.csv"}}}
	plain.Sources = cfg.Sources
	responses := cfg.placed([]models.Response{{Source: "ansatte"}, {Source: "kunder"}, {Source: "c"}})
	for i, want := range []models.Kind{models.Employees, models.Survey, models.Survey} {
		if responses[i].Kind != want {
			t.Errorf("%s is %q, want %q", responses[i].Source, responses[i].Kind, want)
		}
	}
	if cfg.identity(inputs{}) == plain.identity(inputs{}) {
		t.Error("the kinds do not show in the identity of a night")
	}
	renamed := cfg
	renamed.Renamed = []arrivals.Renaming{{Of: "unit", Was: "Syd", Is: "Syd og Fyn"}}
	if cfg.identity(inputs{}) == renamed.identity(inputs{}) {
		t.Error("an edition under other names is the same")
	}
	if renamed.Renamed[0].Was = ""; renamed.Validate() == nil {
		t.Error("accepted a renaming without a name")
	}
	for _, bad := range []string{"sources:\n  - files: [b.csv]\n    kind: open\n", "sources:\n  - name: x\n    kind: kunder\n"} {
		if _, err := write(bad); err == nil {
			t.Errorf("accepted %q", bad)
		}
	}
}

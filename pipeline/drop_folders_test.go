package pipeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stemme/pipeline"
	"stemme/pipeline/messages"
)

// TestDropFolders: no file is taken from, or moved to, where the program alone writes, a
// file that is no folder, or where it would be read again.
func TestDropFolders(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	path := func(p string) string { return filepath.Join(base, filepath.FromSlash(p)) }
	put(t, path("ind/a.csv"), "", time.Hour)
	put(t, path("stemme.yaml"), "", time.Hour)
	if err := os.MkdirAll(path("data/ledger"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path("data/ledger"), path("elsewhere")); err != nil {
		t.Skip("no links here:", err)
	}
	for _, c := range []struct {
		want       string
		drop, done string
		more       *pipeline.Source
	}{
		{"", "ind", "", nil},
		{"", "ind", "ind/arkiv", nil},
		{"", "ind", "læst", nil},
		{"", "ind", ".", nil},
		{"", "ind", "", &pipeline.Source{Name: "b", Drop: path("ind2")}},
		{"drop_in_data", "data", "", nil},
		{"drop_in_data", "data/ledger", "læst", nil},
		{"drop_in_data", "ind", "data", nil},
		{"drop_in_data", "ind", "data/ledger", nil},
		{"drop_in_data", "ind", "data/editions/000001", nil},
		{"drop_in_data", "ind", "elsewhere", nil},
		{"drop_in_data", "ind", "elsewhere/new", nil},
		{"drop_done_read", "ind", "ind", nil},
		{"drop_done_read", "ind", "ind/../ind", nil},
		{"drop_done_read", "ind", "læst", &pipeline.Source{Name: "b", Drop: path("læst")}},
		{"drop_shared", "ind", "", &pipeline.Source{Name: "b", Drop: path("x/../ind")}},
		{"drop_done_file", "ind", "stemme.yaml", nil},
		{"drop_done_file", "ind", "stemme.yaml/done", nil},
	} {
		cfg := config("")
		cfg.Data = path("data")
		s := pipeline.Source{Name: "a", Drop: path(c.drop)}
		if c.done != "" {
			s.Done = path(c.done)
		}
		cfg.Sources = []pipeline.Source{s}
		if c.more != nil {
			cfg.Sources = append(cfg.Sources, *c.more)
		}
		err := cfg.Validate()
		if said := messages.English.Error(errOr(err)); (err == nil) != (c.want == "") || !strings.Contains(said, beginning(c.want)) {
			t.Errorf("drop %s, done %s, %v: %v, want %s", c.drop, c.done, c.more, err, c.want)
		}
	}
}

// TestDataFolder: what is no folder is no data folder, and is said before anything is read.
func TestDataFolder(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	put(t, filepath.Join(base, "file"), "", time.Hour)
	if err := os.Symlink("nowhere", filepath.Join(base, "link")); err != nil {
		t.Skip("no links here:", err)
	}
	for name, ok := range map[string]bool{"new": true, "": true, "file": false, "file/x": false, "link": false} {
		cfg := config("")
		cfg.Data = filepath.Join(base, name)
		if err := cfg.Validate(); (err == nil) != ok {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// beginning tells the messages of drop folders apart.
func beginning(key string) string {
	return map[string]string{"drop_in_data": "the data folder", "drop_done_read": "taken themselves", "drop_shared": "two sources", "drop_done_file": "is no folder"}[key]
}

func errOr(err error) error {
	if err == nil {
		return messages.Errorf("drop_stopped")
	}
	return err
}

// TestDropFolderOddities: links, folders and pipes stay and are named; names that are
// long, that no file of the ledger could have or that are no text are names.
func TestDropFolderOddities(t *testing.T) {
	t.Parallel()
	in := t.TempDir()
	long := strings.Repeat("æ", 125)
	first, second, third := content(t, answers(t, "1", "2", "3")), content(t, answers(t, "4", "5")), content(t, answers(t, "6"))
	put(t, filepath.Join(in, "a.csv"), first, time.Hour)
	put(t, filepath.Join(in, long+".csv"), second, time.Hour)
	put(t, filepath.Join(in, "done", long+".csv"), "an older one", time.Hour)
	put(t, filepath.Join(in, "x.csv", "y.csv"), first, time.Hour)
	put(t, filepath.Join(in, "sp\xf8rg\n.csv"), third, time.Hour)
	if err := os.Symlink("a.csv", filepath.Join(in, "link.csv")); err != nil {
		t.Skip("no links here:", err)
	}
	cfg := config(t.TempDir())
	cfg.Sources = []pipeline.Source{{Drop: in}, {Name: "..", Files: []string{answers(t, "7")}}}
	s, _ := night(t, cfg)
	told := ""
	for _, n := range s.Notes {
		if n.Key == "drop_passed" {
			told = messages.Danish.Text(n.Key, n.Args...)
		}
	}
	if !strings.Contains(told, "link.csv, x.csv.") || strings.Contains(told, "done") {
		t.Errorf("%q", told)
	}
	files := tree(t, in)
	short := "done/" + strings.Repeat("æ", 123) + " (2).csv"
	if s.Responses != 7 || len(files) != 5 || files[short] != second || files["done/"+long+".csv"] != "an older one" {
		t.Errorf("%d responses, %q", s.Responses, files)
	}
	kept, err := pipeline.SourceReadings(cfg.Data)
	if err != nil || len(kept) != 4 {
		t.Errorf("%v: %d sources are remembered, want 4", err, len(kept))
	}
}

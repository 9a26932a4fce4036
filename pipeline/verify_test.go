package pipeline_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
)

// verdict verifies and returns what is said, in English.
func verdict(t *testing.T, data string, repair bool) (string, bool) {
	t.Helper()
	v, err := pipeline.Verify(context.Background(), config(data), repair, silent{})
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, line := range v.Lines {
		text.WriteString(messages.English.Text(line.Key, line.Args...) + "\n")
	}
	return text.String(), v.Whole
}

// blank puts zeros in the place of some bytes of a file.
func blank(t *testing.T, path string, at int64, bytes int) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(make([]byte, bytes), at); err != nil {
		t.Fatal(err)
	}
}

// TestVerify damages one part of a data folder after the other, and looks at
// what is said of it before and after the repair.
func TestVerify(t *testing.T) {
	t.Parallel()
	glob := func(data, pattern string) string {
		t.Helper()
		found, err := filepath.Glob(filepath.Join(data, pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("nothing is called %s", pattern)
		}
		return found[0]
	}
	sound := t.TempDir()
	night(t, config(sound, answers(t, "1", "2")))
	night(t, config(sound, answers(t, "3", "4")))
	if said, whole := verdict(t, sound, false); !whole || strings.Count(said, "is whole") != 3 {
		t.Fatalf("before: %v\n%s", whole, said)
	}
	for _, c := range []struct {
		what     string
		do       func(data string)
		says     string // before the repair
		repaired string // by it; "" where it cannot be repaired
	}{
		{"a table of the current edition", func(d string) { damage(t, filepath.Join(currentDir(t, d), "tables/nps.parquet")) }, "nps.parquet is altered", "made again from the ledger: edition 000003"},
		{"the index of the current edition", func(d string) { damage(t, filepath.Join(currentDir(t, d), "index/columns.bin")) }, "columns.bin is altered", "made again"},
		{"the manifest of the current edition", func(d string) { os.Remove(filepath.Join(currentDir(t, d), "manifest.json")) }, "manifest.json is missing", "made again"},
		{"an edition of old", func(d string) { os.Remove(glob(d, "editions/000001-*/tables/nps.parquet")) }, "nps.parquet is missing", "is deleted"},
		{"a file too many", func(d string) { os.WriteFile(filepath.Join(currentDir(t, d), "tables/fremmed.parquet"), nil, 0o600) }, "does not belong", ""},
		{"the link", func(d string) { os.Remove(filepath.Join(d, edition.Current)) }, "link current", "is whole"},
		{"a copy of the head", func(d string) { damage(t, filepath.Join(d, "ledger/head.json")) }, "the ledger is whole", "mended in the ledger: head.json"},
		{"a renamed head", func(d string) { p := filepath.Join(d, "ledger/head.json"); os.Rename(p, p+".bak") }, "head.json was renamed to head.json.bak", "mended in the ledger: head.json"},
		{"the playbook", func(d string) { os.WriteFile(filepath.Join(d, "playbook.yaml"), []byte("rulms: []\n"), 0o600) }, "playbook.yaml", ""},
		{"the worklist, cut off", func(d string) { os.Truncate(filepath.Join(d, "worklist/worklist.db"), 9000) }, "worklist.db", ""},
		{"the worklist, a page of it", func(d string) { blank(t, filepath.Join(d, "worklist/worklist.db"), 2*4096, 4096) }, "worklist.db", ""},
		{"the worklist, empty", func(d string) { os.Truncate(filepath.Join(d, "worklist/worklist.db"), 0) }, "worklist.db", ""},
		{"a renamed part", func(d string) { p := glob(d, "ledger/part-000001-*"); os.Rename(p, p+".old") }, "renamed", "mended in the ledger: part-000001"},
		{"a damaged part", func(d string) { damage(t, glob(d, "ledger/part-000001-*")) }, "part-000001-", ""},
		{"no ledger", func(d string) { os.RemoveAll(filepath.Join(d, "ledger")) }, "no ledger", ""},
		{"the edits", func(d string) { os.WriteFile(filepath.Join(d, "edits.yaml"), []byte("- nonsense: 1\n"), 0o600) }, "edits.yaml", ""},
	} {
		data := filepath.Join(t.TempDir(), "data")
		if err := os.CopyFS(data, os.DirFS(sound)); err != nil {
			t.Fatal(err)
		}
		c.do(data)
		if said, whole := verdict(t, data, false); !strings.Contains(said, c.says) || whole != strings.HasPrefix(c.what, "a copy of the head") {
			t.Errorf("%s: whole %v\n%s", c.what, whole, said)
		}
		said, whole := verdict(t, data, true)
		if whole != (c.repaired != "") || !strings.Contains(said, c.repaired) {
			t.Errorf("%s, repaired: whole %v\n%s", c.what, whole, said)
		}
		if c.repaired == "" {
			continue
		}
		if said, whole := verdict(t, data, false); !whole {
			t.Errorf("%s, after the repair:\n%s", c.what, said)
		}
		if s, _ := night(t, config(data, answers(t, "5"))); s.Responses != 5 {
			t.Errorf("%s: %d responses", c.what, s.Responses)
		}
	}
}

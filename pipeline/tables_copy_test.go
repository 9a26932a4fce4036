package pipeline_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"stemme/pipeline/ledger"
	"stemme/pipeline/tables"
)

// TestCopy: what is copied reads back as the wanted rows, in runs of any length
// and over several row groups, some of which hold none of them.
func TestCopy(t *testing.T) {
	t.Parallel()
	rows := rowsForBench(140_000)
	table, err := ledger.Responses.Table(rows)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(ledger.Responses.Path(dir), write(t, table), 0o600); err != nil {
		t.Fatal(err)
	}
	place := map[string]int{}
	ordered, err := ledger.Responses.Rows(table)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range ordered {
		place[r.ResponseKey] = i
	}
	for name, wanted := range map[string]func(int) bool{
		"none":        func(int) bool { return false },
		"every third": func(i int) bool { return i%3 == 0 && i < 9000 },
		"the last":    func(i int) bool { return i == len(rows)-1 },
		"a run":       func(i int) bool { return i > 131_000 && i < 131_200 },
	} {
		var out bytes.Buffer
		if err := tables.Copy(&out, ledger.Responses.Path(dir), "response_key", func(key string) bool { return wanted(place[key]) }); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		to := filepath.Join(t.TempDir(), "responses"+tables.Extension)
		if err := os.WriteFile(to, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := ledger.Responses.Read(filepath.Dir(to))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := []ledger.ResponseRow{}
		for i, r := range ordered {
			if wanted(i) {
				want = append(want, r)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%s: %d rows, want %d", name, len(got), len(want))
		}
		same(t, got, want)
	}
}

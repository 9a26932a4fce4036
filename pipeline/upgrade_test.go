package pipeline_test

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
)

// unpacked is a data folder of an earlier version.
func unpacked(t *testing.T, path string) string {
	t.Helper()
	dir := t.TempDir()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for files := tar.NewReader(z); ; {
		h, err := files.Next()
		if errors.Is(err, io.EOF) {
			return dir
		}
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, filepath.FromSlash(h.Name))
		switch h.Typeflag {
		case tar.TypeDir:
			err = os.MkdirAll(name, 0o700)
		case tar.TypeSymlink:
			err = os.Symlink(h.Linkname, name)
		default:
			var text []byte
			if text, err = io.ReadAll(files); err == nil {
				err = os.WriteFile(name, text, 0o600)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// ids are the distinct values of a column of a table, those that fit alone.
func ids(t *testing.T, dir, table, column, fit string) (all []string) {
	t.Helper()
	read, err := tables.Read(filepath.Join(dir, edition.Tables, table+tables.Extension))
	if err != nil {
		t.Fatal(err)
	}
	text := tables.Text(read)
	at := slices.Index(text.Columns, column)
	for _, row := range text.Rows {
		if regexp.MustCompile(fit).MatchString(row[at]) {
			all = append(all, row[at])
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// TestOlderFolders opens a data folder of every release: a night takes it over with
// all responses and with the ids of its themes, changes nothing the second time, and
// takes in what is new; nothing is damaged afterwards.
func TestOlderFolders(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob("../testdata/upgrade/*.tar.gz")
	if err != nil || len(folders) < 3 {
		t.Fatalf("%d folders, %v", len(folders), err)
	}
	for _, path := range folders {
		data := unpacked(t, path)
		then := currentDir(t, data)
		responses, themes := ids(t, then, "responses", "response_key", "."), ids(t, then, "themes", "theme_id", "^t0*[1-9]")
		if len(responses) < 50 || len(themes) < 2 {
			t.Fatalf("%s: %d responses, %d themes", path, len(responses), len(themes))
		}
		s, _ := night(t, withLenses(data))
		now := currentDir(t, data)
		if got := ids(t, now, "responses", "response_key", "."); !slices.Equal(got, responses) {
			t.Errorf("%s: %d responses of %d", path, len(got), len(responses))
		}
		if got := ids(t, now, "themes", "theme_id", "^t0*[1-9]"); !slices.Equal(got, themes) {
			t.Errorf("%s: themes %q, had %q", path, got, themes)
		}
		book, err := ledger.Open(filepath.Join(data, "ledger"))
		if err != nil || book.ID() == "" {
			t.Fatalf("%s: the ledger's id is %q, %v", path, book.ID(), err)
		}
		if newest, err := edition.Newest(data); err != nil || newest.Manifest.Ledger != book.ID() {
			t.Errorf("%s: the edition is of ledger %q, want %q, %v", path, newest.Manifest.Ledger, book.ID(), err)
		}
		if again, _ := night(t, withLenses(data)); !again.Unchanged || again.Edition != s.Edition {
			t.Errorf("%s: the second night publishes %s after %s", path, again.Edition, s.Edition)
		}
		more := withLenses(data, answers(t, "1", "2"))
		more.Sources[0].Name = "svar" // of another layout
		if s, _ = night(t, more); s.Responses != len(responses)+2 {
			t.Errorf("%s: %d responses with two more", path, s.Responses)
		}
		if said, whole := verdict(t, data, false); !whole {
			t.Errorf("%s:\n%s", path, said)
		}
	}
}

// TestNewerFolders: what a newer version has written is refused in words, and left
// as it is.
func TestNewerFolders(t *testing.T) {
	t.Parallel()
	const path = "../testdata/upgrade/2026-11-26.tar.gz"
	for file, form := range map[string][2]string{
		"manifest.json": {`"form": 2`, `"form": 3`},
		"head.json":     {`"form": 1`, `"form": 9`},
	} {
		data := unpacked(t, path)
		names := []string{filepath.Join(currentDir(t, data), file)}
		if file == "head.json" {
			names = []string{filepath.Join(data, "ledger", file), filepath.Join(data, "ledger", "head-copy.json")}
		}
		var texts []string
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			newer := strings.Replace(string(text), form[0], form[1], 1)
			if newer == string(text) {
				t.Fatalf("%s holds no %s", file, form[0])
			}
			sum := regexp.MustCompile(`"sum": "[0-9a-f]*"`)
			newer = sum.ReplaceAllString(newer, `"sum": ""`)
			newer = sum.ReplaceAllString(newer, fmt.Sprintf(`"sum": "%x"`, sha256.Sum256([]byte(newer))))
			if err := os.WriteFile(name, []byte(newer), 0o600); err != nil {
				t.Fatal(err)
			}
			texts = append(texts, newer)
		}
		cfg := config(data, answers(t, "1"))
		cfg.Sources[0].Name = "svar"
		_, err := pipeline.Run(context.Background(), cfg, silent{})
		if told := new(messages.Error); !errors.As(err, &told) || !strings.Contains(messages.English.Error(err), "use a newer stemme") {
			t.Errorf("%s of a newer version: %v", file, err)
		}
		for i, name := range names {
			if text, err := os.ReadFile(name); err != nil || string(text) != texts[i] {
				t.Errorf("%s was changed: %v", name, err)
			}
		}
	}
}

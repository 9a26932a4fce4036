//go:build linux

package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"stemme/pipeline/edition"
	"stemme/pipeline/tables"
)

// readers are the commands that read an edition. DATA stands for the data folder, THEME
// for a theme of it, OUT for a place to write to.
var readers = [][]string{
	{"search", "--data", "DATA", "ventetid"}, {"themes", "--data", "DATA"}, {"themes", "show", "--data", "DATA", "THEME"},
	{"export", "--data", "DATA", "nps"}, {"export", "--data", "DATA", "themes"}, {"export", "--data", "DATA", "responses"},
	{"explain", "--data", "DATA", "nps"}, {"explain", "--data", "DATA", "theme_nps", "theme=THEME"}, {"report", "--data", "DATA"},
	{"highfive", "--data", "DATA"}, {"packs", "--data", "DATA", "OUT"}, {"sample", "--data", "DATA"}, {"worklist", "--data", "DATA"},
	{"sources", "--data", "DATA"}, {"editions", "--data", "DATA"}, {"validate", "--data", "DATA"}, {"verify", "--data", "DATA"},
	{"backup", "--data", "DATA", "OUT/backup.tar"},
}

// pages are the pages and lists that serve makes of an edition.
var pages = []string{
	"/", "/temaer", "/temaer/THEME", "/soeg?q=ventetid", "/kontaktpunkter", "/linser", "/udvikling", "/opfoelgning", "/sammenlign", "/rettelser",
	"/arbejdsliste", "/visninger", "/eksport/side.xlsx?of=%2Ftemaer", "/healthz", "/metrics",
	"/api/v1/edition", "/api/v1/themes", "/api/v1/scores", "/api/v1/news", "/api/v1/search?q=ventetid", "/api/v1/tables/nps.parquet",
}

// whatToDo is in what is said of an edition that cannot be read, or not all of it.
var whatToDo = regexp.MustCompile(`run stemme run|use a newer stemme|--repair makes it again|stemme run publishes a new one`)

// nextMinor is a version of the tables that this program is to read.
const nextMinor = "2.99"

// TestEditionsOfOtherVersions: every command and page reads an edition of each release,
// and one of a later minor version of the tables, or says what to do. All of one major
// version are read.
func TestEditionsOfOtherVersions(t *testing.T) {
	folders, err := filepath.Glob("../../testdata/upgrade/*.tar.gz")
	if err != nil || len(folders) < 7 {
		t.Fatalf("%d folders, %v", len(folders), err)
	}
	for _, path := range folders {
		data := unpack(t, path)
		version := schemaOf(t, data)
		t.Run(strings.TrimSuffix(filepath.Base(path), ".tar.gz"), func(t *testing.T) {
			askAll(t, data, sameMajor(version))
		})
		if version != tables.SchemaVersion {
			continue
		}
		for _, later := range []string{nextMinor, "3.0"} {
			written(t, data, later)
			t.Run(later, func(t *testing.T) { askAll(t, data, sameMajor(later)) })
			if _, said := here("explain", "--data", data, "nps"); sameMajor(later) && !strings.Contains(said, "the same figure") {
				t.Errorf("explain of version %s:\n%s", later, said)
			}
		}
	}
}

// sameMajor says whether tables of the version are read by this program whole.
func sameMajor(version string) bool {
	major, _, _ := strings.Cut(tables.SchemaVersion, ".")
	return strings.HasPrefix(version, major+".")
}

// askAll asks everything of an edition; whole is that all of it is answered.
func askAll(t *testing.T, data string, whole bool) {
	theme := "?"
	if code, said := here("export", "--data", data, "themes"); code == exitDone {
		theme = regexp.MustCompile(`(?m)^t0*[1-9][0-9]*`).FindString(said)
	}
	for _, args := range readers {
		args = slices.Clone(args)
		for i := range args {
			args[i] = strings.NewReplacer("DATA", data, "THEME", theme, "OUT", t.TempDir()).Replace(args[i])
		}
		code, said := here(args...)
		if code != exitDone && (whole || !whatToDo.MatchString(said)) || strings.Contains(said, "no such file") {
			t.Errorf("%s: exit %d\n%s", strings.Join(args, " "), code, said)
		}
	}
	url := pagesOf(t, data)
	for _, page := range pages {
		answer, err := http.Get(url + strings.Replace(page, "THEME", theme, 1))
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		refused := answer.StatusCode == http.StatusServiceUnavailable && (whatToDo.Match(text) || page == "/healthz" || page == "/metrics")
		if answer.StatusCode != http.StatusOK && (whole || !refused) {
			t.Errorf("%s: %d\n%.600s", page, answer.StatusCode, text)
		}
	}
}

// pagesOf starts the pages until the test ends.
func pagesOf(t *testing.T, data string) (url string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	said, out := io.Pipe()
	ended := make(chan struct{})
	var stderr bytes.Buffer
	go func() {
		defer close(ended)
		run(ctx, []string{"--lang", "en", "serve", "--addr", "127.0.0.1:0", "--data", data}, out, &stderr)
		out.Close()
	}()
	t.Cleanup(func() { stop(); <-ended })
	line := make([]byte, 200)
	n, _ := said.Read(line)
	if url = regexp.MustCompile(`http://[^/\s]+`).FindString(string(line[:n])); url == "" {
		stop()
		<-ended
		t.Fatalf("the pages say %q %s", line[:n], stderr.String())
	}
	return url
}

// unpack is the data folder of a release.
func unpack(t *testing.T, path string) string {
	t.Helper()
	dir := t.TempDir()
	if said, err := exec.Command("tar", "-C", dir, "-xzf", path).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return dir
}

// schemaOf is the version of the tables of the current edition.
func schemaOf(t *testing.T, data string) string {
	t.Helper()
	read, err := tables.Read(filepath.Join(data, edition.Current, edition.Tables, "nps"+tables.Extension))
	if err != nil {
		t.Fatal(err)
	}
	version, _ := read.Schema.Metadata().GetValue("schema_version")
	return version
}

// written publishes what is current as a later version would have written it: every
// table says the version and has a column more, and there is a table more.
func written(t *testing.T, data, version string) {
	t.Helper()
	now, err := edition.Open(data, edition.Current)
	must(t, err)
	defer now.Close()
	draft, err := edition.Begin(data)
	must(t, err)
	for _, f := range now.Manifest.Files {
		text, err := os.ReadFile(now.Path(filepath.FromSlash(f.Path)))
		must(t, err)
		if strings.HasSuffix(f.Path, tables.Extension) {
			text = newer(t, now.Path(filepath.FromSlash(f.Path)), version)
		}
		must(t, draft.Write(f.Path, func(w io.Writer) error { _, err := w.Write(text); return err }))
		if f.Path == "tables/nps"+tables.Extension && version == nextMinor {
			must(t, draft.Write("tables/later"+tables.Extension, func(w io.Writer) error { _, err := w.Write(text); return err }))
		}
	}
	m := now.Manifest
	m.Key = strings.Repeat("0", 60) + strings.ReplaceAll(version, ".", "") + "0"
	next, fresh, err := draft.Publish(m)
	if err != nil || !fresh {
		t.Fatal(fresh, err)
	}
	must(t, next.Close())
}

// newer is the table at path as a later version would write it.
func newer(t *testing.T, path, version string) []byte {
	t.Helper()
	table, err := tables.Read(path)
	must(t, err)
	old := table.Schema.Metadata()
	about := map[string]string{}
	for i, key := range old.Keys() {
		about[key] = old.Values()[i]
	}
	about["schema_version"] = version
	meta := arrow.MetadataFrom(about)
	field := arrow.Field{Name: "later_column", Type: arrow.BinaryTypes.String, Metadata: arrow.NewMetadata([]string{"doc"}, []string{"of a later version"})}
	table.Schema = arrow.NewSchema(slices.Insert(slices.Clone(table.Schema.Fields()), 1, field), &meta)
	for i, record := range table.Records {
		b := array.NewStringBuilder(memory.DefaultAllocator)
		for range record.NumRows() {
			b.Append("x")
		}
		table.Records[i] = array.NewRecord(table.Schema, slices.Insert(slices.Clone(record.Columns()), 1, arrow.Array(b.NewArray())), record.NumRows())
	}
	var text bytes.Buffer
	must(t, tables.Write(&text, table))
	return text.Bytes()
}

package pipeline_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/demo"
	"stemme/pipeline/edition"
)

// silent watches nothing.
type silent struct{}

func (silent) Begin(pipeline.Stage)                      {}
func (silent) End(pipeline.Stage, time.Duration, ...any) {}

// survey invents a survey of n rows and returns its file.
func survey(t testing.TB, n int, seed uint64) string {
	t.Helper()
	dir := t.TempDir()
	if _, err := demo.Write(context.Background(), dir, demo.Config{Rows: n, Seed: seed}); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, demo.SurveyFile)
}

// config is what most nights run with. They read comments by no lens that ships: reading by
// all of them, and measuring it, is a third of a small night, and says nothing of files and folders.
func config(data string, files ...string) pipeline.Config {
	cfg := withLenses(data, files...)
	cfg.Lenses.Use = []string{"none"}
	return cfg
}

// withLenses is the configuration of who says nothing: comments are read by every lens that ships.
func withLenses(data string, files ...string) pipeline.Config {
	cfg := pipeline.DefaultConfig()
	cfg.Data, cfg.Workers = data, 2
	if len(files) > 0 {
		cfg.Sources = []pipeline.Source{{Name: "survey", Files: files}}
	}
	return cfg
}

// night runs one and returns the manifest of the edition that stands after it.
func night(t testing.TB, cfg pipeline.Config) (pipeline.Summary, edition.Manifest) {
	t.Helper()
	summary, err := pipeline.Run(context.Background(), cfg, silent{})
	if err != nil {
		t.Fatal(err)
	}
	ed, err := edition.Open(cfg.Data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	return summary, ed.Manifest
}

// differing lists the files that two editions do not share byte by byte, but for
// those of the index, of which two alike differ in bytes.
func differing(a, b edition.Manifest) []string {
	sums := map[string]string{}
	for _, f := range a.Files {
		sums[f.Path] = f.SHA256
	}
	var differ []string
	for _, f := range b.Files {
		if sums[f.Path] != f.SHA256 {
			differ = append(differ, f.Path)
		}
		delete(sums, f.Path)
	}
	differ = slices.AppendSeq(differ, maps.Keys(sums))
	return slices.DeleteFunc(differ, func(path string) bool {
		return path == edition.Rejected || strings.HasPrefix(path, edition.Index+"/")
	})
}

// TestOrderAndWorkersDoNotShow: shuffled rows and other numbers of workers give
// the same bytes in every table and in the theme model.
func TestOrderAndWorkersDoNotShow(t *testing.T) {
	t.Parallel()
	file := survey(t, 400, 3)
	_, want := night(t, withLenses(t.TempDir(), file))
	if len(want.Files) < 6 {
		t.Fatalf("only %d files in the edition", len(want.Files))
	}
	for i, workers := range []int{1, 2, 8} {
		cfg := withLenses(t.TempDir(), shuffled(t, file, uint64(i)))
		cfg.Workers = workers
		if _, got := night(t, cfg); len(differing(want, got)) > 0 {
			t.Errorf("%d workers, rows shuffled: %v differ", workers, differing(want, got))
		}
	}
}

// shuffled is a copy of a survey file with its rows in another order.
func shuffled(t *testing.T, file string, seed uint64) string {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	r := csv.NewReader(bufio.NewReader(in))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	body := rows[1:]
	rand.New(rand.NewPCG(seed, 0)).Shuffle(len(body), func(i, j int) { body[i], body[j] = body[j], body[i] })
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma = ';'
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "survey.csv")
	if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestNothingNewChangesNothing: the same file again, and no file at all, leave
// the edition that stands.
func TestNothingNewChangesNothing(t *testing.T) {
	t.Parallel()
	data, file := t.TempDir(), survey(t, 200, 4)
	first, _ := night(t, config(data, file))
	if first.Read == 0 || first.Read != first.Accepted.New+first.Accepted.Duplicate+first.Rejected {
		t.Fatalf("read %d, accepted %+v, rejected %d", first.Read, first.Accepted, first.Rejected)
	}
	again, _ := night(t, config(data, file))
	none, _ := night(t, config(data))
	for _, s := range []pipeline.Summary{again, none} {
		if !s.Unchanged || s.Edition != first.Edition {
			t.Errorf("edition %s (unchanged: %v), want %s to stand", s.Edition, s.Unchanged, first.Edition)
		}
	}
}

// TestR61NightByNightEqualsAtOnce: responses that come in parts, late, corrected
// and erased ones among them, end at the tables of one run over what remains.
func TestR61NightByNightEqualsAtOnce(t *testing.T) {
	t.Parallel()
	const header = "id;dato;kunde;score;kommentar\n"
	days := []string{
		"1;01-02-2026;k1;3;Lang ventetid i telefonen\n2;02-02-2026;k2;9;Rar rådgiver og god hjælp\n4;09-02-2026;k1;10;Slettes igen\n",
		"5;08-02-2026;k3;7;Netbanken er nede\n3;03-02-2026;k2;8;Kom for sent ind\n",
		"1;01-02-2026;k1;6;Rettet: kort ventetid i telefonen\n",
	}
	write := func(name, body string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(header+body), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	with := func(data string, files ...string) pipeline.Config {
		cfg := withLenses(data, files...)
		cfg.Salt, cfg.Themes.Fresh = "et salt til en test", true
		return cfg
	}
	parts := t.TempDir()
	for _, day := range days {
		night(t, with(parts, write("survey.csv", day)))
	}
	forget(t, with(parts), 1, pipeline.Forgetting{Keys: []models.Key{{Source: "survey", ID: "4"}}})
	_, got := night(t, with(parts))
	_, want := night(t, with(t.TempDir(), write("survey.csv", days[2]+days[1]+strings.Join(strings.SplitAfter(days[0], "\n")[1:2], ""))))
	if d := differing(want, got); len(d) > 0 {
		t.Errorf("%v differ", d)
	}
}

// TestFailedNightLeavesTheEdition: an input that cannot be read stops the night
// with one line that names the file, and the edition before stands.
func TestFailedNightLeavesTheEdition(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	before, _ := night(t, config(data, survey(t, 200, 5)))
	noise := make([]byte, 5000)
	r := rand.New(rand.NewPCG(1, 0))
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	for name, content := range map[string][]byte{
		"noise.csv": noise,
		"nocol.csv": []byte("a;b\n1;2\n3;4\n"),
	} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := pipeline.Run(context.Background(), config(data, file), silent{})
		if err == nil {
			t.Errorf("%s: read without an error", name)
			continue
		}
		if text := err.Error(); !strings.Contains(text, name) || strings.Contains(text, "\n") {
			t.Errorf("%s: %q: want one line that names the file", name, text)
		}
		if id, err := edition.CurrentID(data); err != nil || id != before.Edition {
			t.Errorf("%s: edition %s (%v), want %s to stand", name, id, err, before.Edition)
		}
	}
}

// TestCancelledNight: a night that is interrupted says so and publishes nothing.
func TestCancelledNight(t *testing.T) {
	t.Parallel()
	data, file := t.TempDir(), survey(t, 400, 6)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err := pipeline.Run(ctx, config(data, file), silent{})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("err = %v", err)
	}
	if _, err := edition.CurrentID(data); err == nil {
		t.Error("an interrupted night has published")
	}
	night(t, config(data, file))
}

// TestNoCommentTextLeaks: what a night says about itself holds no word of any
// comment, and what it stores can be read by its owner only.
func TestNoCommentTextLeaks(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	file := filepath.Join(t.TempDir(), "survey.csv")
	const secret = "kvintessensbrølende"
	content := "id;score;kommentar\n1;11;" + secret + " kø\n2;9;" + secret + " tak\n3;2;Lang ventetid " + secret + "\n"
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	heard := &listener{}
	if _, err := pipeline.Run(context.Background(), config(data, file), heard); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(heard.said.String(), secret) {
		t.Error("a stage says comment text")
	}
	err := filepath.WalkDir(data, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o077 != 0 && info.Mode()&os.ModeSymlink == 0 && path != data && d.Name() != edition.PointerName { // which is as open as the folder
			t.Errorf("%s: mode %v", path, info.Mode())
		}
		if d.Name() == edition.Rejected {
			if text, err := os.ReadFile(path); err != nil || bytes.Contains(text, []byte(secret)) {
				t.Errorf("%s holds comment text (%v)", path, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// listener keeps what the stages say.
type listener struct{ said strings.Builder }

func (l *listener) Begin(s pipeline.Stage) {}
func (l *listener) End(s pipeline.Stage, _ time.Duration, facts ...any) {
	for _, f := range facts {
		if text, ok := f.(string); ok {
			l.said.WriteString(text + "\n")
		}
	}
}

// TestEditionOfAnEarlierVersion: a table that an earlier version of the program
// did not write is no fault.
func TestEditionOfAnEarlierVersion(t *testing.T) {
	t.Parallel()
	cfg := config(t.TempDir(), survey(t, 300, 10))
	night(t, cfg)
	dir, err := filepath.EvalSymlinks(filepath.Join(cfg.Data, edition.Current))
	if err != nil {
		t.Fatal(err)
	}
	const gone = "tables/theme_events.parquet"
	if err := os.Remove(filepath.Join(dir, gone)); err != nil {
		t.Fatal(err)
	}
	manifest := filepath.Join(dir, "manifest.json")
	text, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	var m edition.Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	m.Files = slices.DeleteFunc(m.Files, func(f edition.File) bool { return f.Path == gone })
	m.Form = 1 // which has no sum
	if text, err = json.Marshal(m); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(manifest, text, 0o600); err != nil {
		t.Fatal(err)
	}
	night(t, config(cfg.Data))
}

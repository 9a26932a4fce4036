package demo

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"stemme/models"
)

// A label is one line of the gold file.
type label struct {
	piece                       int
	theme, tone, language, text string
	facts                       []fact
}

// A row is one line of the survey with its labels.
type row struct {
	fields []string // in the order of Header
	labels []label
}

// read reads the survey in dir back, as any other program would.
func read(t *testing.T, dir string) []row {
	t.Helper()
	file, err := os.Open(filepath.Join(dir, SurveyFile))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma = ';'
	records, err := r.ReadAll() // wants equally many fields in each
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(records[0], Header) {
		t.Fatalf("header %q", records[0])
	}
	gold, err := os.ReadFile(filepath.Join(dir, GoldFile))
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string][]label{}
	for i, line := range strings.Split(strings.TrimSuffix(string(gold), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != len(GoldHeader) {
			t.Fatalf("gold line %d has %d fields", i+1, len(f))
		}
		if i == 0 {
			continue
		}
		piece, err := strconv.Atoi(f[1])
		if err != nil {
			t.Fatalf("gold line %d: piece %q", i+1, f[1])
		}
		l := label{piece: piece, theme: f[2], tone: f[3], language: f[4], text: f[6]}
		for _, one := range strings.Split(f[5], "; ") {
			if name, value, ok := strings.Cut(one, "="); ok {
				l.facts = append(l.facts, fact{name, value})
			}
		}
		labels[f[0]] = append(labels[f[0]], l)
	}
	rows := make([]row, 0, len(records)-1)
	for _, fields := range records[1:] {
		if len(labels[fields[0]]) == 0 {
			t.Fatalf("response %s has no gold label", fields[0])
		}
		rows = append(rows, row{fields, labels[fields[0]]})
	}
	return rows
}

// fact is the named fact of r, "" for none.
func (r row) fact(name string) string {
	for _, f := range r.labels[0].facts {
		if f.name == name {
			return f.value
		}
	}
	return ""
}

func (r row) mentions(theme string) bool {
	return slices.ContainsFunc(r.labels, func(l label) bool { return l.theme == theme })
}

// class is r's customer class; NoClass without a score.
func (r row) class() models.Class {
	n, err := strconv.Atoi(r.fields[3])
	if err != nil {
		return models.NoClass
	}
	return models.Scale0to10.Class(models.ScoreOf(n))
}

// large is a survey of 50,000 rows, written once for all tests.
var largeDir string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "demo")
	if err != nil {
		panic(err)
	}
	largeDir = filepath.Join(dir, "survey")
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

var largeRows []row
var largeSummary Summary

func large(t *testing.T) ([]row, Summary) {
	t.Helper()
	if largeRows == nil {
		start := time.Now()
		sum, err := Write(context.Background(), largeDir, Config{Rows: 50_000, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("50,000 rows took %v, want under 5 s", d)
		}
		largeRows, largeSummary = read(t, largeDir), sum
	}
	return largeRows, largeSummary
}

// share fails unless n of all is within slack of want, in shares.
func share(t *testing.T, what string, n, all int, want, slack float64) {
	t.Helper()
	if got := float64(n) / float64(all); math.Abs(got-want) > slack {
		t.Errorf("%s: share %.4f of %d, want %.4f ± %.4f", what, got, all, want, slack)
	}
}

func TestSummaryIsWhatTheFilesHold(t *testing.T) {
	rows, sum := large(t)
	got := Summary{Rows: len(rows), Rejected: map[string]int{}, Languages: map[string]int{}}
	for _, r := range rows {
		if column := r.fact("reject"); column != "" {
			got.Rejected[column]++
			continue
		}
		got.Accepted++
		switch r.class() {
		case models.Promoter:
			got.Promoters++
		case models.Passive:
			got.Passives++
		case models.Detractor:
			got.Detractors++
		}
		if r.fields[4] != "" {
			got.Comments++
		}
		if l := r.labels[0].language; l != "" {
			got.Languages[l]++
		}
	}
	if got.Rows != 50_000 || sum.Rows != got.Rows || sum.Accepted != got.Accepted || sum.Comments != got.Comments ||
		sum.Promoters != got.Promoters || sum.Passives != got.Passives || sum.Detractors != got.Detractors ||
		sum.Scored != got.Promoters+got.Passives+got.Detractors || sum.Accepted+got.Rejected["score"]+got.Rejected["time"] != sum.Rows {
		t.Errorf("counted %+v, summary %+v", got, sum)
	}
	for column, n := range got.Rejected {
		if sum.Rejected[column] != n || n == 0 {
			t.Errorf("rejected for %s: counted %d, summary %d", column, n, sum.Rejected[column])
		}
	}
	for l, n := range got.Languages {
		if sum.Languages[l] != n {
			t.Errorf("language %s: counted %d, summary %d", l, n, sum.Languages[l])
		}
	}
	share(t, "English", got.Languages["en"], got.Comments, shareEnglish, .006)
	share(t, "Swedish", got.Languages["sv"], got.Comments, shareSwedish, .005)
	share(t, "Norwegian", got.Languages["nb"], got.Comments, shareNorsk, .003)
	share(t, "rejected", sum.Rows-sum.Accepted, sum.Rows, shareRejected, .0015)
	share(t, "without comment", len(rows)-got.Comments-(sum.Rows-sum.Accepted), len(rows), shareBlank, .01)

	data, err := os.ReadFile(filepath.Join(largeDir, TruthFile))
	var truth Summary
	if err := errors.Join(err, json.Unmarshal(data, &truth)); err != nil {
		t.Fatal(err)
	}
	if truth.String() != sum.String() || len(truth.Themes) != len(themes) {
		t.Errorf("truth file says %v, Write said %v", truth, sum)
	}
}

// TestRejects holds that the rows marked so, and no others, must be refused.
func TestRejects(t *testing.T) {
	rows, _ := large(t)
	for _, r := range rows {
		want := ""
		if _, err := time.Parse(timeLayout, r.fields[1]); err != nil {
			want = "time"
		}
		if n, err := strconv.Atoi(r.fields[3]); r.fields[3] != "" && r.fields[3] != "NA" && (err != nil || !models.Scale0to10.Holds(n)) {
			want = "score"
		}
		if got := r.fact("reject"); got != want {
			t.Fatalf("response %s: marked %q, is %q", r.fields[0], got, want)
		}
	}
}

func TestShape(t *testing.T) {
	rows, sum := large(t)
	units, ids, previous := map[string]int{}, map[string]bool{}, 0
	customers := map[string]int{}
	for _, r := range rows {
		if len(strings.Split(r.fields[6], "/")) != 3 {
			t.Fatalf("unit %q is not a path of three", r.fields[6])
		}
		units[r.fields[6]]++
		customers[r.fields[2]]++
		if (r.fields[7] == "erhverv") != strings.HasSuffix(r.fields[6], "/Erhverv") {
			t.Fatalf("kundetype %q in unit %q", r.fields[7], r.fields[6])
		}
		id, _ := strconv.Atoi(r.fields[0])
		if id <= previous || ids[r.fields[0]] {
			t.Fatalf("id %q is not in order", r.fields[0])
		}
		previous, ids[r.fields[0]] = id, true
	}
	if len(units) != len(towns)*len(departments) {
		t.Errorf("%d units", len(units))
	}
	often := 0
	for _, n := range customers {
		if n > 1 {
			often++
		}
	}
	if often < len(customers)/5 || sum.Customers > len(customers) {
		t.Errorf("%d of %d customers answered more than once", often, len(customers))
	}
}

// TestPiecesStandInTheirComment: what the gold file labels is what was written,
// in that order, in valid UTF-8 without a mark left over.
func TestPiecesStandInTheirComment(t *testing.T) {
	rows, _ := large(t)
	for _, r := range rows {
		comment, at := r.fields[4], 0
		if !utf8.ValidString(comment) || strings.ContainsAny(comment, "~^*<>[]|\uFFFD\t") {
			t.Fatalf("response %s: %q", r.fields[0], comment)
		}
		for i, l := range r.labels {
			if l.piece == 0 && len(r.labels) == 1 {
				break // no comment, or "ingen kommentar"
			}
			found := strings.Index(comment[at:], l.text)
			if found < 0 || l.piece != i+1 || l.text == "" {
				t.Fatalf("response %s: piece %d %q is not in %q", r.fields[0], l.piece, l.text, comment)
			}
			at += found + len(l.text)
		}
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	write := func(seed uint64) (all []byte) {
		dir := filepath.Join(t.TempDir(), "out")
		if _, err := Write(context.Background(), dir, Config{Rows: 2000, Seed: seed}); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{SurveyFile, GoldFile, TruthFile} {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, data...)
		}
		return all
	}
	if !bytes.Equal(write(7), write(7)) {
		t.Error("one seed, two surveys")
	}
	if bytes.Equal(write(7), write(8)) {
		t.Error("two seeds, one survey")
	}
}

func TestSmallSurveys(t *testing.T) {
	for _, n := range []int{1, 2, 59, 300} {
		dir := t.TempDir()
		if _, err := Write(context.Background(), dir, Config{Rows: n, Seed: 3}); err != nil {
			t.Fatal(err)
		}
		if got := len(read(t, dir)); got != n {
			t.Errorf("%d rows, want %d", got, n)
		}
	}
	if _, err := Write(context.Background(), t.TempDir(), Config{Rows: 0}); err == nil {
		t.Error("no rows, no error")
	}
}

// TestNothingLeftBehind: a cancelled run leaves the files there were, and what
// is written only its owner can read.
func TestNothingLeftBehind(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "demo")
	if _, err := Write(context.Background(), dir, Config{Rows: 20, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(dir, SurveyFile))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Write(ctx, dir, Config{Rows: 20, Seed: 2}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	after, _ := os.ReadFile(filepath.Join(dir, SurveyFile))
	entries, _ := os.ReadDir(dir)
	if !bytes.Equal(before, after) || len(entries) != 3 {
		t.Errorf("a cancelled run left %d files", len(entries))
	}
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if info, err := d.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v %v", path, info.Mode(), err)
		}
		return nil
	})
}

var update = flag.Bool("update", false, "rewrite the sample survey in testdata")

// TestSampleIsCurrent: the sample survey in the repository is what the
// generator writes.
func TestSampleIsCurrent(t *testing.T) {
	sample := filepath.Join("..", "..", "testdata")
	dir := t.TempDir()
	if *update {
		dir = sample
	}
	if _, err := Write(context.Background(), dir, Config{Rows: 300, Seed: 14}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{SurveyFile, GoldFile, TruthFile} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		want, err2 := os.ReadFile(filepath.Join(sample, name))
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("testdata/%s differs: run with -update and read the diff", name)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	const rows = 50_000
	dir := b.TempDir()
	for b.Loop() {
		if _, err := Write(context.Background(), dir, Config{Rows: rows, Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*rows/b.Elapsed().Seconds(), "rows/s")
}

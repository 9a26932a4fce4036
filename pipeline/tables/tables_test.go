package tables_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/parquet-go/parquet-go"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

var update = flag.Bool("update", false, "rewrite the golden file of schemas and the page that documents the tables")

// survey is a handful of responses with everything that is easily lost: the
// score 0 and no score, no day, only a day, a negative year, no comment, a
// letter of two code points, emoji.
func survey() []models.Response {
	at := time.Date(2026, 3, 29, 0, 59, 59, 123456000, time.UTC)
	return []models.Response{
		{Source: "bank", ID: "1", Customer: "ab12", At: at, Day: models.DayOf(at), Score: models.ScoreOf(0), Scale: models.Scale0to10,
			Comment: "Det var 🙈 pinligt. Ingen ringede tilbage", Touchpoint: "telefon", Unit: "Region Nord/Aarhus",
			Segments: []models.Segment{{Name: "Kundetype", Value: "erhverv"}, {Name: "Område", Value: "nord"}},
			Ratings:  []models.Rating{{Name: "tillid", Score: models.ScoreOf(0)}}},
		{Source: "bank", ID: "10", Day: models.NoDay, Scale: models.Scale0to10},
		{Source: "bank", ID: "2", Day: -1, Score: models.ScoreOf(10), Scale: models.Scale0to10, Comment: "Rigtig god rådgiver",
			Title: "Tak", Stage: "køb", Segments: []models.Segment{{Name: "kundetype", Value: "privat"}}},
		{Source: "butik", ID: "1", At: at, Day: 20000, Score: models.ScoreOf(4), Scale: models.Scale1to5, Comment: "Rigtig god rådgiver"},
	}
}

func documents() []models.Document {
	return []models.Document{
		{Language: models.Danish, Clauses: []models.Clause{{Start: 0, End: 21}, {Start: 22, End: 43}}},
		{},
		{Language: models.Danish, Clauses: []models.Clause{{Start: 0, End: 20}}},
		{Language: models.Danish, Clauses: []models.Clause{{Start: 0, End: 20}}},
	}
}

func primary() []string { return []string{"t0001", "", "t0003", ""} }

func mentions() []models.Mention {
	return []models.Mention{
		{Response: 0, Clause: 0, Theme: "t0002", Probability: 0.5, Polarity: math.NaN(), Weight: 0.5},
		{Response: 0, Clause: 1, Theme: "t0001", Probability: 0.5, Polarity: -1, Weight: 0.5},
		{Response: 2, Clause: 0, Theme: "t0003", Probability: 1, Polarity: 0, Weight: 1},
	}
}

// write is t as a file, byte for byte.
func write(t *testing.T, table tables.Table) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := tables.Write(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// roundTrip writes rows and reads them back.
func roundTrip[T any](t *testing.T, d tables.Definition[T], rows []T) []T {
	t.Helper()
	table, err := d.Table(rows)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(d.Path(dir), write(t, table), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := d.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// same compares rows; a NaN is equal to a NaN, an empty list to none.
func same(t *testing.T, got, want any) {
	t.Helper()
	options := cmp.Options{cmpopts.EquateNaNs(), cmpopts.EquateEmpty(), cmp.AllowUnexported(models.Score{})}
	if diff := cmp.Diff(want, got, options); diff != "" {
		t.Errorf("read back differs (-want +got):\n%s", diff)
	}
}

func TestResponsesReadBack(t *testing.T) {
	want := tables.ResponseRows(survey(), documents(), mentions(), primary())
	got := roundTrip(t, tables.Responses, want)
	same(t, got, want)
	if v, ok := got[0].Score.Value(); !ok || v != 0 {
		t.Errorf("score 0 came back as %d, %v", v, ok)
	}
	if _, ok := got[1].Score.Value(); ok || got[1].NPSValue.Known || got[1].RespondedOn != models.NoDay {
		t.Errorf("a response that says nothing came back as %+v", got[1])
	}
	if !got[3].IsRepeat || got[2].IsRepeat || got[0].ThemeCount != 2 || got[0].PrimaryThemeID != "t0001" {
		t.Errorf("derived columns: %+v", got)
	}
}

func TestMentionsReadBack(t *testing.T) {
	want := tables.MentionRows(survey(), documents(), mentions())
	if want[0].Text != "Det var 🙈 pinligt." || want[0].End != 18 || want[1].Start != 19 || want[1].End != 40 {
		t.Errorf("characters: %+v", want[:2])
	}
	same(t, roundTrip(t, tables.Mentions, want), []tables.MentionRow{want[0], want[1], want[2]})
}

func themes() []models.Theme {
	return []models.Theme{
		{ID: "principper/ring", Name: "Ring proaktivt", Origin: models.Entry, Lens: "principper", State: models.Ready, Coherence: math.NaN(),
			Separation: math.NaN(), Stability: math.NaN(), LabelFit: math.NaN()},
		{ID: "t0001", Name: "lang ventetid", Origin: models.Discovered, State: models.NotReady, Parent: "t0009", Responses: 3, Clauses: 4,
			Share: 0.25, Coherence: 0, Words: []models.Word{{Term: "ventetid", Written: "ventetid", Weight: 2}, {Term: "kø", Written: "køen", Weight: 1}}},
	}
}

func TestThemesReadBack(t *testing.T) {
	rows := roundTrip(t, tables.Themes, tables.ThemeRows(themes()))
	terms := roundTrip(t, tables.ThemeTerms, tables.ThemeTermRows(themes()))
	same(t, []models.Theme{rows[0].Theme(nil), rows[1].Theme(terms)}, themes())
}

func cuts() []tables.NPSRow {
	nan := math.NaN()
	return []tables.NPSRow{
		{CutKey: nps.CutKey{PeriodKind: "all", Dimension: "all"}, Responses: tables.IntOf(4), Scored: tables.IntOf(3), Promoters: tables.IntOf(1),
			Passives: tables.IntOf(1), Detractors: tables.IntOf(1), NPS: 0, CILow: -70, CIHigh: 70, CommentShare: 1, DesignEffect: 1},
		{CutKey: nps.CutKey{PeriodKind: "month", Period: "2026-03", Dimension: "unit"}, NPS: nan, CILow: nan, CIHigh: nan, CommentShare: nan, DesignEffect: nan, Suppressed: true},
	}
}

func themeCuts() []tables.ThemeNPSRow {
	all, withheld := cuts()[0], cuts()[1]
	return []tables.ThemeNPSRow{{ScoreRow: all, Share: 0.5}, {ScoreRow: all, ThemeID: "t0001", Share: 0},
		{ScoreRow: withheld, ThemeID: "t0001", Share: math.NaN()}}
}

// themeModel has more rows than a row group takes.
func themeModel() []tables.ThemeModelRow {
	rows := []tables.ThemeModelRow{{ThemeID: "t0001", LogProbability: -0.25}}
	for i := range 140_000 {
		rows = append(rows, tables.ThemeModelRow{ThemeID: "t0001", Term: fmt.Sprintf("kø%06d", i), LogProbability: float64(-i)})
	}
	return rows
}

func TestThemeModelReadsBack(t *testing.T) {
	same(t, roundTrip(t, tables.ThemeModel, themeModel()), themeModel())
}

func TestNPSReadBack(t *testing.T) {
	same(t, roundTrip(t, tables.NPS, cuts()), cuts())
	same(t, roundTrip(t, tables.ThemeNPS, themeCuts()), themeCuts())
}

// sample writes one table into dir.
func sample[T any](t *testing.T, dir string, d tables.Definition[T], rows []T) {
	t.Helper()
	table, err := d.Table(rows)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.Path(dir), write(t, table), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestWriteSample writes every table into $STEMME_SAMPLE for testdata/readback.
func TestWriteSample(t *testing.T) {
	dir := os.Getenv("STEMME_SAMPLE")
	if dir == "" {
		t.Skip("STEMME_SAMPLE names no folder; testdata/readback sets it")
	}
	sample(t, dir, tables.Responses, tables.ResponseRows(survey(), documents(), mentions(), primary()))
	sample(t, dir, tables.Mentions, tables.MentionRows(survey(), documents(), mentions()))
	sample(t, dir, tables.Themes, tables.ThemeRows(themes()))
	sample(t, dir, tables.ThemeTerms, tables.ThemeTermRows(themes()))
	sample(t, dir, tables.ThemeExamples, []tables.ThemeExampleRow{{ThemeID: "t0001", Rank: 1, NPSClass: models.Detractor, ResponseKey: "bank/1", Centrality: 0.5}})
	sample(t, dir, tables.ThemeChoices, []tables.ThemeChoiceRow{{Themes: 20, Stability: math.NaN(), Coherence: 0, Score: 0.5, Chosen: true}})
	sample(t, dir, tables.ThemeModel, themeModel())
	sample(t, dir, tables.NPS, cuts())
	sample(t, dir, tables.ThemeNPS, themeCuts())
	sample(t, dir, tables.Ratings, []tables.RatingRow{{CutKey: cuts()[0].CutKey, Rating: "tillid", Rated: tables.IntOf(1), Mean: 0, CILow: math.NaN(), CIHigh: math.NaN()}})
	sample(t, dir, tables.Causes, []tables.CauseRow{{Dimension: "all", ThemeID: "t0001", Class: "detractor", Rank: 1, Mentions: 3, LogOdds: 0.5}})
	sample(t, dir, tables.Drivers, []tables.DriverRow{{ThemeID: "t0001", Rank: 1, Effect: -30}, {ThemeID: "t0002", Rank: 2, Effect: math.NaN()}})
	sample(t, dir, tables.Changes, []tables.ChangeRow{{PeriodKind: "year", From: "2025", To: "2026", Dimension: "all", Part: "no_theme"}})
	sample(t, dir, tables.Comparisons, []tables.ComparisonRow{{Dimension: "touchpoint", First: "butik", Second: "telefon", Verdict: "lower"}})
	sample(t, dir, tables.Alerts, nil)
	sample(t, dir, tables.WhatIf, []tables.WhatIfRow{{Dimension: "all", ThemeID: "t0001", Detractors: 3, GainPassive: math.NaN()}})
}

func TestEmptyTableKeepsItsSchema(t *testing.T) {
	if got := roundTrip(t, tables.Themes, nil); len(got) != 0 {
		t.Errorf("rows out of nothing: %v", got)
	}
}

// TestOrderOfRowsDoesNotShow: equal rows give equal bytes, in any order, over
// the border between row groups.
func TestOrderOfRowsDoesNotShow(t *testing.T) {
	rows := themeModel()
	table, err := tables.ThemeModel.Table(rows)
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Records) != 2 || table.Rows() != int64(len(rows)) {
		t.Errorf("%d records of %d rows", len(table.Records), table.Rows())
	}
	rand.New(rand.NewPCG(1, 0)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	shuffled, err := tables.ThemeModel.Table(rows)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(write(t, shuffled), write(t, table)) {
		t.Error("shuffled rows give other bytes")
	}
}

func TestColumnsOfSegments(t *testing.T) {
	table, err := tables.Responses.Table(tables.ResponseRows(survey(), documents(), mentions(), primary()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range table.Schema.Fields() {
		names = append(names, f.Name)
	}
	want := []string{"is_repeat", "segment_kundetype", "segment_omraade", "segment_kundetype_2", "rating_tillid"}
	if got := names[len(names)-len(want):]; !slices.Equal(got, want) {
		t.Errorf("columns %q, want %q", got, want)
	}
}

func TestFaultyRowsAreRefused(t *testing.T) {
	twice := []tables.ThemeRow{{ThemeID: "t0001"}, {ThemeID: "t0002"}, {ThemeID: "t0001"}}
	if _, err := tables.Themes.Table(twice); err == nil || !strings.Contains(err.Error(), "same key") {
		t.Errorf("a key twice: %v", err)
	}
	if _, err := tables.Themes.Table([]tables.ThemeRow{{ThemeID: "t0001", Share: math.NaN()}}); err == nil || !strings.Contains(err.Error(), "share") {
		t.Errorf("NULL in share: %v", err)
	}
}

// TestFileFormat looks at the file as Parquet, not through our reader.
func TestFileFormat(t *testing.T) {
	table, err := tables.Responses.Table(tables.ResponseRows(survey(), documents(), mentions(), primary()))
	if err != nil {
		t.Fatal(err)
	}
	data := write(t, table)
	file, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if got := file.Metadata().CreatedBy; got != "stemme version 1.0(build 0)" && got != "stemme version 1.0 (build 0)" {
		t.Errorf("created by %q", got)
	}
	if got, _ := file.Lookup("schema_version"); got != tables.SchemaVersion {
		t.Errorf("schema_version %q", got)
	}
	nulls := map[string]int64{"score": 1, "responded_on": 1, "responded_at": 2, "comment": 1, "title": 3, "response_id": 0, "segment_kundetype": 3}
	for _, c := range file.Metadata().RowGroups[0].Columns {
		name := strings.Join(c.MetaData.PathInSchema, ".")
		if want, ok := nulls[name]; ok && c.MetaData.Statistics.NullCount != want {
			t.Errorf("%s: null_count %d, want %d", name, c.MetaData.Statistics.NullCount, want)
		}
		if name == "comment" && len(c.MetaData.Statistics.MaxValue) > 0 {
			t.Error("the file's footer quotes a comment")
		}
		if got := c.MetaData.Codec.String(); got != "SNAPPY" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestWrongFilesAreRefused(t *testing.T) {
	dir := t.TempDir()
	if _, err := tables.Themes.Read(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	table, err := tables.Responses.Table(tables.ResponseRows(survey(), documents(), mentions(), primary()))
	if err != nil {
		t.Fatal(err)
	}
	data := write(t, table)
	path := tables.Responses.Path(dir)
	refused := func(what, key string, data []byte) {
		t.Helper()
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := tables.Responses.Read(dir)
		if e := new(messages.Error); !errors.As(err, &e) || string(e.Key) != key || !strings.Contains(err.Error(), filepath.Base(path)) {
			t.Errorf("%s: %v", what, err)
		}
	}
	refused("empty", "table_damaged", nil)
	refused("noise", "table_damaged", bytes.Repeat([]byte("not parquet "), 100))
	refused("cut off", "table_damaged", data[:len(data)/2])
	refused("newer", "table_version", bytes.Replace(data, []byte("schema_version\x18\x031.0"), []byte("schema_version\x18\x032.0"), 1))
}

var definition = regexp.MustCompile(`(?m)^var \w+ = define\("`)

// TestEveryTableIsInTheCatalogue counts the definitions in the source.
func TestEveryTableIsInTheCatalogue(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	defined := 0
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(name, "_test.go") {
			defined += len(definition.FindAll(source, -1))
		}
	}
	if got := len(tables.Docs()); got != defined {
		t.Errorf("%d tables in the catalogue, %d defined", got, defined)
	}
}

func TestBrokenTextIsMended(t *testing.T) {
	rows := []tables.ThemeRow{{ThemeID: "t0001", Name: "vente\xfftid", Words: []string{"k\xf8"}}}
	got := roundTrip(t, tables.Themes, rows)
	if got[0].Name != "vente\uFFFDtid" || got[0].Words[0] != "k\uFFFD" {
		t.Errorf("%q %q", got[0].Name, got[0].Words)
	}
}

func TestIPC(t *testing.T) {
	table, err := tables.Mentions.Table(tables.MentionRows(survey(), documents(), mentions()))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := tables.WriteIPC(&b, table); err != nil {
		t.Fatal(err)
	}
	r, err := ipc.NewReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Release()
	if !r.Schema().Equal(table.Schema) || !r.Next() || r.Record().NumRows() != 3 {
		t.Errorf("schema %v", r.Schema())
	}
}

// TestContract holds the schemas against the golden file, and the page that
// documents them against the row types.
func TestContract(t *testing.T) {
	for path, render := range map[string]func(*bytes.Buffer) error{
		"../../testdata/golden/schema.txt": func(b *bytes.Buffer) error { return tables.WriteSchema(b) },
		"../../docs/tables.md":             func(b *bytes.Buffer) error { return tables.WriteMarkdown(b) },
	} {
		var got bytes.Buffer
		if err := render(&got); err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-file +row types; go test ./pipeline/tables -update rewrites it):\n%s", path, diff)
		}
	}
}

func rowsForBench(n int) []tables.ResponseRow {
	rows := make([]tables.ResponseRow, n)
	for i := range rows {
		id := time.Duration(i).String()
		rows[i] = tables.ResponseRow{ResponseID: id, ResponseKey: "bank/" + id, Source: "bank", RespondedOn: models.Day(20000 + i%1000),
			Score: models.ScoreOf(i % 11), Scale: "0-10", NPSClass: models.Promoter, NPSValue: tables.IntOf(100), Touchpoint: "telefon",
			Unit: "Region Nord/Aarhus/Erhverv", Language: models.Danish, Comment: strings.Repeat("Det tog alt for lang tid at komme igennem. ", 1+i%4),
			Clauses: 2, ThemeCount: 1, PrimaryThemeID: "t0001", Segments: []models.Segment{{Name: "kundetype", Value: "privat"}}}
	}
	slices.SortFunc(rows, func(a, b tables.ResponseRow) int { return strings.Compare(a.ResponseID, b.ResponseID) })
	return rows
}

func BenchmarkWriteResponses(b *testing.B) {
	rows := rowsForBench(50_000)
	for b.Loop() {
		table, err := tables.Responses.Table(rows)
		if err != nil {
			b.Fatal(err)
		}
		var out bytes.Buffer
		if err := tables.Write(&out, table); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(rows))/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkReadResponses(b *testing.B) {
	table, err := tables.Responses.Table(rowsForBench(50_000))
	if err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	if err := tables.Write(&out, table); err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	if err := os.WriteFile(tables.Responses.Path(dir), out.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := tables.Responses.Read(dir); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*50_000)/b.Elapsed().Seconds(), "rows/s")
}

package pipeline_test

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/parquet-go/parquet-go"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/bi"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

var update = flag.Bool("update", false, "rewrite the golden file of schemas and the page that documents the tables")

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
	t.Parallel()
	want := ledger.ResponseRows(handful(), documents(), mentions(), primary())
	got := roundTrip(t, ledger.Responses, want)
	want[3].PrimaryThemeID = models.NoTheme // its key is for other readers
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
	t.Parallel()
	want := slices.Collect(themes.EachMention(handful(), documents(), mentions(), nil))
	if want[0].Text != "Det var 🙈 pinligt." || want[0].End != 18 || want[1].Start != 19 || want[1].End != 40 {
		t.Errorf("characters: %+v", want[:2])
	}
	same(t, roundTrip(t, themes.Mentions, want), []themes.MentionRow{want[0], want[1], want[2]})
}

func TestThemesReadBack(t *testing.T) {
	t.Parallel()
	rows := roundTrip(t, themes.Themes, themes.ThemeRows(found(), nil))
	terms := roundTrip(t, themes.ThemeTerms, themes.ThemeTermRows(found()))
	same(t, []models.Theme{rows[0].Theme(nil), rows[1].Theme(terms)}, found())
}

// TestModelReadsBack: the model of the night before is the one that was written,
// bit by bit.
func TestModelReadsBack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := themes.ReadModel(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no model: %v", err)
	}
	want, terms := model(t).Rows()
	sample(t, dir, themes.ThemeModel, themes.ThemeModelRows(want))
	sample(t, dir, themes.ThemeModelTerms, themes.ThemeModelTermRows(terms))
	m, err := themes.ReadModel(dir)
	if err != nil {
		t.Fatal(err)
	}
	gotThemes, gotTerms := m.Rows()
	same(t, gotThemes, want)
	same(t, gotTerms, terms)
}

func TestNPSReadBack(t *testing.T) {
	t.Parallel()
	same(t, roundTrip(t, nps.NPS, cuts()), cuts())
	same(t, roundTrip(t, nps.ThemeNPS, themeCuts()), themeCuts())
}

func TestEmptyTableKeepsItsSchema(t *testing.T) {
	t.Parallel()
	if got := roundTrip(t, themes.Themes, nil); len(got) != 0 {
		t.Errorf("rows out of nothing: %v", got)
	}
}

// TestOrderOfRowsDoesNotShow: equal rows give equal bytes, in any order, over
// the border between row groups.
func TestOrderOfRowsDoesNotShow(t *testing.T) {
	t.Parallel()
	_, terms := model(t).Rows()
	rows := themes.ThemeModelTermRows(terms)
	table, err := themes.ThemeModelTerms.Table(rows)
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Records) != 2 || table.Rows() != int64(len(rows)) {
		t.Errorf("%d records of %d rows", len(table.Records), table.Rows())
	}
	rand.New(rand.NewPCG(1, 0)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	shuffled, err := themes.ThemeModelTerms.Table(rows)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(write(t, shuffled), write(t, table)) {
		t.Error("shuffled rows give other bytes")
	}
}

func TestColumnsOfSegments(t *testing.T) {
	t.Parallel()
	table, err := ledger.Responses.Table(ledger.ResponseRows(handful(), documents(), mentions(), primary()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range table.Schema.Fields() {
		names = append(names, f.Name)
	}
	want := []string{"is_repeat", "segment_kundetype", "segment_omraade", "segment_kundetype_2", "rating_tillid", "source_kind"}
	if got := names[len(names)-len(want):]; !slices.Equal(got, want) {
		t.Errorf("columns %q, want %q", got, want)
	}
}

func TestFaultyRowsAreRefused(t *testing.T) {
	t.Parallel()
	twice := []themes.ThemeRow{{ThemeID: "t0001"}, {ThemeID: "t0002"}, {ThemeID: "t0001"}}
	if _, err := themes.Themes.Table(twice); err == nil || !strings.Contains(err.Error(), "same key") {
		t.Errorf("a key twice: %v", err)
	}
	if _, err := themes.Mentions.Table([]themes.MentionRow{{ThemeID: "t0001", Probability: math.NaN()}}); err == nil || !strings.Contains(err.Error(), "probability") {
		t.Errorf("NULL in probability: %v", err)
	}
}

// TestFileFormat looks at the file as Parquet, not through our reader.
func TestFileFormat(t *testing.T) {
	t.Parallel()
	table, err := ledger.Responses.Table(ledger.ResponseRows(handful(), documents(), mentions(), primary()))
	if err != nil {
		t.Fatal(err)
	}
	data := write(t, table)
	file, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if got := file.Metadata().CreatedBy; got != "stemme version "+tables.SchemaVersion+"(build 0)" && got != "stemme version "+tables.SchemaVersion+" (build 0)" {
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
		if got := c.MetaData.Codec.String(); got != "ZSTD" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestWrongFilesAreRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := themes.Themes.Read(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	table, err := ledger.Responses.Table(ledger.ResponseRows(handful(), documents(), mentions(), primary()))
	if err != nil {
		t.Fatal(err)
	}
	data := write(t, table)
	path := ledger.Responses.Path(dir)
	refused := func(what, key string, data []byte) {
		t.Helper()
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := ledger.Responses.Read(dir)
		if e := new(messages.Error); !errors.As(err, &e) || string(e.Key) != key || !strings.Contains(err.Error(), filepath.Base(path)) {
			t.Errorf("%s: %v", what, err)
		}
	}
	refused("empty", "table_damaged", nil)
	refused("noise", "table_damaged", bytes.Repeat([]byte("not parquet "), 100))
	refused("cut off", "table_damaged", data[:len(data)/2])
	refused("newer", "table_version", bytes.Replace(data, []byte("schema_version\x18\x03"+tables.SchemaVersion), []byte("schema_version\x18\x033.0"), 1))
}

// TestEveryTableIsInTheCatalogue counts the definitions in the source.
func TestEveryTableIsInTheCatalogue(t *testing.T) {
	t.Parallel()
	definition := regexp.MustCompile(`(?m)^(?:var |\t)\w+ += tables\.Define\("`)
	defined := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		defined += len(definition.FindAll(source, -1))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := len(pipeline.Tables); got != defined || defined == 0 {
		t.Errorf("%d tables in the catalogue, %d defined", got, defined)
	}
}

func TestBrokenTextIsMended(t *testing.T) {
	t.Parallel()
	rows := []themes.ThemeRow{{ThemeID: "t0001", Name: "vente\xfftid", Words: []string{"k\xf8"}}}
	got := roundTrip(t, themes.Themes, rows)
	if got[0].Name != "vente\uFFFDtid" || got[0].Words[0] != "k\uFFFD" {
		t.Errorf("%q %q", got[0].Name, got[0].Words)
	}
}

func TestIPC(t *testing.T) {
	t.Parallel()
	table, err := themes.Mentions.Table(slices.Collect(themes.EachMention(handful(), documents(), mentions(), nil)))
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

// TestGlossary: every table and column has its meaning in Danish, and the glossary
// no other.
func TestGlossary(t *testing.T) {
	t.Parallel()
	missing, idle := bi.Untold(pipeline.Tables)
	for _, english := range missing {
		t.Errorf("pipeline/bi/glossary.tsv lacks the Danish of %q: add a line ENGLISH<tab>UNIT<tab>DANISH", english)
	}
	for _, english := range idle {
		t.Errorf("pipeline/bi/glossary.tsv: no table has the line %q", english)
	}
}

// TestContract holds the schemas against the golden file, and the page that
// documents them against the row types.
func TestContract(t *testing.T) {
	t.Parallel()
	for path, render := range map[string]func(*bytes.Buffer) error{
		"../testdata/golden/schema.txt": func(b *bytes.Buffer) error { return tables.WriteSchema(b, pipeline.Tables) },
		"../docs/tables.md":             func(b *bytes.Buffer) error { return tables.WriteMarkdown(b, pipeline.Tables) },
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
			t.Errorf("%s (-file +row types; go test ./pipeline -run Contract -update rewrites it):\n%s", path, diff)
		}
	}
}

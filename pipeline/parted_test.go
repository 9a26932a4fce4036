package pipeline_test

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// partedRows writes the tables of some rows in parts into dir.
func writeParts(t *testing.T, dir string, rows []ledger.ResponseRow) {
	t.Helper()
	parts, err := ledger.Responses.Parts(rows, func(r *ledger.ResponseRow) string { return tables.PartOf(r.RespondedOn) })
	if err != nil {
		t.Fatal(err)
	}
	for part, table := range parts {
		writePart(t, dir, part, table)
	}
}

func writePart(t *testing.T, dir, part string, table tables.Outgoing) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(tables.FileOf(table.Name, part)))
	var b bytes.Buffer
	if _, err := table.Write(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// overYears are responses of three years and of no day, of which some have segments
// that others have not.
func overYears(n int) []models.Response {
	var all []models.Response
	for i := range n {
		r := models.Response{Source: "bank", ID: fmt.Sprintf("%06d", i), Day: models.DayOf(time.Date(2023+i*7%3, 5, 1+i%20, 0, 0, 0, 0, time.UTC)), Comment: "Lang ventetid"}
		if i%11 == 0 {
			r.Day = models.NoDay
		}
		if i%3 == 1 {
			r.Segments = []models.Segment{{Name: "kanal", Value: "web"}}
		}
		all = append(all, r)
	}
	return all
}

// TestParts: a table in parts is read as one in one file, in the table's order, by
// every reader, and is joined to one file.
func TestParts(t *testing.T) {
	t.Parallel()
	responses := overYears(500)
	documents := make([]models.Document, len(responses))
	rows := ledger.ResponseRows(responses, documents, nil, slices.Repeat([]string{"t0001"}, len(responses)))
	dir, joined := t.TempDir(), t.TempDir()
	writeParts(t, dir, rows)
	path := ledger.Responses.Path(dir)
	if files, err := tables.Files(path); err != nil || len(files) != 4 {
		t.Fatalf("%v, %v", files, err)
	}
	got, err := ledger.Responses.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, rows)
	got = nil
	if err := ledger.Responses.Each(dir, func(r *ledger.ResponseRow) { got = append(got, *r) }); err != nil {
		t.Fatal(err)
	}
	same(t, got, rows)
	if detail, err := tables.IsDetail(path); !detail || err != nil {
		t.Errorf("detail is %v, %v", detail, err)
	}
	if names := tables.Names(dir); !slices.Equal(names, []string{"responses"}) {
		t.Errorf("names are %q", names)
	}
	var one bytes.Buffer
	if err := tables.Join(&one, path); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(ledger.Responses.Path(joined), one.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	all, err := tables.Read(ledger.Responses.Path(joined))
	if err != nil || all.Rows() != int64(len(rows)) || len(all.Schema.FieldIndices("segment_kanal")) != 1 {
		t.Errorf("joined: %d rows, %v, %v", all.Rows(), all.Schema, err)
	}
}

// TestPartedNight: a night whose responses and mentions are parted has the rows and
// the figures of one whose are not, whatever the number of workers; edits, erasure and
// explanations read it.
func TestPartedNight(t *testing.T) {
	t.Parallel()
	file := survey(t, 150, 3)
	whole, parted := config(t.TempDir(), file), config(t.TempDir(), file)
	parted.Tables.PartitionRows, parted.Workers = 50, 1
	_, one := night(t, whole)
	_, many := night(t, parted)
	if !maps.Equal(one.Rows, many.Rows) {
		t.Errorf("rows %v, want %v", many.Rows, one.Rows)
	}
	a, b := tablesOf(whole.Data), tablesOf(parted.Data)
	if files, _ := tables.Files(themes.Mentions.Path(b)); len(files) < 2 {
		t.Fatalf("the survey is of %d years: the test does not test", len(files))
	}
	sameRows(t, ledger.Responses, a, b)
	sameRows(t, themes.Mentions, a, b)
	ed, err := edition.Open(parted.Data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	e, err := pipeline.Explain(ed, parted, models.Analysts, "nps", nil)
	ed.Close()
	if err != nil || len(e.Differs) > 0 || len(e.Responses) != int(one.Rows["responses"]) {
		t.Errorf("explained by %d responses, %s differ: %v", len(e.Responses), e.Differs, err)
	}
	rows, _ := ledger.Responses.Read(b)
	forget(t, parted, 1, pipeline.Forgetting{Keys: []models.Key{rows[7].Key()}})
	if left := holding(t, parted.Data, rows[7].ResponseKey); len(left) > 0 {
		t.Errorf("what was erased is in %s", left)
	}
	all, err := edition.List(parted.Data)
	if err != nil || len(all) != 2 || !all[1].Manifest.Reduced || all[1].Manifest.Rows["responses"] != one.Rows["responses"]-1 {
		t.Errorf("the edition before has %d responses: %v", all[len(all)-1].Manifest.Rows["responses"], err)
	}
	if os.Getenv("STEMME_LONG") == "" {
		return
	}
	again := config(t.TempDir(), file)
	again.Tables.PartitionRows, again.Workers = 50, 5
	if _, m := night(t, again); len(differing(many, m)) > 0 {
		t.Errorf("%s differ by the number of workers", differing(many, m))
	}
	edits := parted
	edits.Themes.EditsOnly = true
	if _, m := night(t, edits); m.Rows["responses"] != one.Rows["responses"]-1 {
		t.Errorf("%d responses after all", m.Rows["responses"])
	}
}

func tablesOf(data string) string { return filepath.Join(data, edition.Current, edition.Tables) }

func sameRows[T any](t *testing.T, d tables.Definition[T], a, b string) {
	t.Helper()
	want, err := d.Read(a)
	if err != nil {
		t.Fatal(err)
	}
	got, err := d.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, want)
}

// TestMentionsInBoundedMemory writes mentions that are made one by one, 300,000 or with
// STEMME_LONG=1 ten million, in two parts: their rows never stand in memory together.
func TestMentionsInBoundedMemory(t *testing.T) {
	n := 300_000
	if os.Getenv("STEMME_LONG") != "" {
		n = 10_000_000
	}
	responses, documents, _ := said86k()
	mentions := make([]models.Mention, n)
	per := n/len(responses)/4 + 1 // themes of each clause
	for i := range mentions {
		r := i / (4 * per)
		mentions[i] = models.Mention{Response: r, Clause: i / per % 4, Theme: fmt.Sprintf("t%04d", i%per), Probability: 0.5, Weight: 0.25}
	}
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	peak := uint64(0)
	for year := range 2 {
		in := func(r int) bool { return r%2 == year }
		rows, err := themes.Mentions.Stream(func(yield func(themes.MentionRow) bool) {
			k := 0
			for row := range themes.EachMention(responses, documents, mentions, in) {
				if k++; k%(n/16) == 0 {
					runtime.GC()
					runtime.ReadMemStats(&now)
					peak = max(peak, now.HeapAlloc-min(now.HeapAlloc, before.HeapAlloc))
				}
				if !yield(row) {
					return
				}
			}
		}).Write(io.Discard)
		if err != nil || rows < int64(n/3) {
			t.Fatalf("%d rows, %v", rows, err)
		}
	}
	t.Logf("%d rows: %d MB beside what they are made of", n, peak>>20)
	if peak > 128<<20 {
		t.Errorf("%d MB beside what the rows are made of", peak>>20)
	}
	runtime.KeepAlive(mentions)
}

// TestManyThemesOfAClause: mentions of a clause come in the order of their themes,
// however they stand.
func TestManyThemesOfAClause(t *testing.T) {
	t.Parallel()
	responses, documents, _ := said86k()
	said := []models.Mention{{Response: 2, Theme: "t0002"}, {Response: 2, Theme: "principper/x"}, {Response: 2, Clause: 1, Theme: "t0001"}}
	var got []string
	for row := range themes.EachMention(responses, documents, said, nil) {
		got = append(got, fmt.Sprint(row.ResponseKey, row.Clause, row.ThemeID, row.Start))
	}
	if want := "bank/0000020principper/x0 bank/0000020t00020 bank/0000021t000148"; strings.Join(got, " ") != want {
		t.Errorf("%s, want %s", got, want)
	}
}

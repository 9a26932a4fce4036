package pipeline_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"stemme/index"
	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
)

// forget erases and checks how many responses went.
func forget(t *testing.T, cfg pipeline.Config, want int, f pipeline.Forgetting) pipeline.Receipt {
	t.Helper()
	receipt, err := pipeline.Forget(context.Background(), cfg, f, silent{})
	if err != nil || receipt.Responses != want {
		t.Fatalf("erased %d, %v, want %d", receipt.Responses, err, want)
	}
	return receipt
}

// holding lists the files under dir that hold text, compressed ones opened.
func holding(t *testing.T, dir, text string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if bytes.Contains(raw, []byte(text)) || bytes.Contains([]byte(opened(t, path, raw)), []byte(text)) {
			found = append(found, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// opened is what a compressed file holds.
func opened(t *testing.T, path string, raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, []byte("PAR1")):
		return values(t, raw)
	case bytes.HasPrefix(raw, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	return ""
}

// values are all values of a Parquet file.
func values(t *testing.T, raw []byte) string {
	t.Helper()
	file, err := parquet.OpenFile(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, group := range file.RowGroups() {
		rows := group.Rows()
		some := make([]parquet.Row, 100)
		for n, err := rows.ReadRows(some); n > 0; n, err = rows.ReadRows(some) {
			for _, row := range some[:n] {
				fmt.Fprintln(&text, row)
			}
			if err != nil {
				break
			}
		}
		rows.Close()
	}
	return text.String()
}

// TestForgottenIsNowhere erases a customer whose comments hold a word that
// nobody else's does, and looks for it in every byte of the folder.
func TestForgottenIsNowhere(t *testing.T) {
	t.Parallel()
	const secret, key = "kvintessensbrøl", "hemmelig17"
	data := t.TempDir()
	dir := t.TempDir()
	write := func(name, rows string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("id;dato;kunde;score;kommentar\n"+rows), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	of := func(file string) pipeline.Config {
		cfg := withLenses(data, file)
		cfg.Sources[0].Name = "svar"
		return cfg
	}
	var mine, others strings.Builder
	for i := range 12 {
		fmt.Fprintf(&mine, "%s-%d;0%d-02-2026;kunde47;%d;Jeg fik et %s i telefonen %d gange\n", key, i, 1+i%9, i%11, secret, i)
		fmt.Fprintf(&others, "a%d;0%d-02-2026;k%d;%d;Lang ventetid i telefonen den %d. gang\nb%d;0%d-02-2026;m%d;%d;Netbanken var nede %d timer\n",
			i, 1+i%9, i, i%5, i, i, 1+i%9, i, 9, i)
	}
	first, _ := night(t, of(write("a.csv", others.String())))
	second, _ := night(t, of(write("b.csv", mine.String())))
	judged := filepath.Join(data, codebook.JudgementsName)
	if err := codebook.Judge(judged, codebook.Judgement{Theme: "t0001", Response: "svar/" + key + "-3", By: "anna", On: "2026-03-01"},
		codebook.Judgement{Theme: "t0001", Response: "svar/a3", Fits: true, By: "anna", On: "2026-03-01"},
		codebook.Judgement{Theme: "t0002", Response: "svar/" + key + "-3", By: "bo", On: "2026-03-02"}); err != nil {
		t.Fatal(err)
	}
	edits := "edits:\n  - move: svar/" + key + "-3 # efter aftale\n    to: t0001\n    clause: 0\n  # et tema\n  - rename: t0001\n    to: Telefonkø\n  - move: svar/a3\n    to: t0002\n  - {move: svar/" + key + "-4, to: t0002}\n"
	if err := os.WriteFile(filepath.Join(data, codebook.Name), []byte(edits), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, object := range []string{"svar/" + key + "-3", "svar/a3", "t0001", "svar/" + key + "-5"} {
		if err := pipeline.Audit(data, pipeline.AuditEntry{User: "anna", Action: "worklist done", Object: object}); err != nil {
			t.Fatal(err)
		}
	}
	third, _ := night(t, of(write("c.csv", "c;09-02-2026;k77;9;Tak for god hjælp\n")))
	if len(holding(t, data, secret)) < 4 || len(holding(t, data, key)) < 6 || !strings.Contains(rowsOf(t, data, "tables/theme_events.parquet"), key) {
		t.Fatal("the test cannot see what it looks for")
	}
	if n, err := pipeline.Forgettable(data, pipeline.Forgetting{Customer: "kunde47"}); n != 12 || err != nil {
		t.Fatal(n, err)
	}
	receipt := forget(t, of(""), 12, pipeline.Forgetting{Customer: "kunde47"})
	if len(receipt.Rewritten) != 3 || len(receipt.Held) != 0 || receipt.Edition == third.Edition {
		t.Errorf("%+v", receipt)
	}
	for _, text := range []string{secret, key, "kunde47", "brøl"} {
		if found := holding(t, data, text); len(found) > 0 {
			t.Errorf("%q is in %q", text, found)
		}
	}
	if left, err := codebook.Judgements(judged); err != nil || len(left) != 1 || left[0].Response != "svar/a3" {
		t.Errorf("judgements left: %+v, %v", left, err)
	}
	const left = "edits:\n  # et tema\n  - rename: t0001\n    to: Telefonkø\n  - move: svar/a3\n    to: t0002\n"
	if text, err := os.ReadFile(filepath.Join(data, codebook.Name)); err != nil || string(text) != left {
		t.Errorf("edits left: %q, %v", text, err)
	}
	if s, _ := night(t, withLenses(data)); !s.Unchanged {
		t.Error("the night after an erasure finds other edits than it")
	}
	ix, err := index.Open(filepath.Join(currentDir(t, data), edition.Index))
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	res, err := ix.Search(context.Background(), index.Request{Query: secret, Filter: index.Filter{First: models.NoDay, Last: models.NoDay}})
	if err != nil || res.Total != 0 {
		t.Errorf("search finds %d, %v", res.Total, err)
	}
	if err := edition.Rollback(data, second.Edition); err == nil || !strings.Contains(err.Error(), "reduced") {
		t.Errorf("rolled back: %v", err)
	}
	for _, id := range []string{first.Edition, second.Edition, third.Edition} {
		ed, err := edition.Open(data, id)
		if err != nil {
			t.Fatal(err)
		}
		if n := ed.Manifest.Rows["responses"]; n != map[string]int64{first.Edition: 24, second.Edition: 24, third.Edition: 25}[id] {
			t.Errorf("edition %s has %d responses", id, n)
		}
		ed.Close()
	}
	if text, err := os.ReadFile(filepath.Join(data, "audit.jsonl")); err != nil || !bytes.Contains(text, []byte(`"action":"forget","rows":12`)) || bytes.Count(text, []byte("svar/a3")) != 1 || bytes.Count(text, []byte(`"worklist done"`)) != 4 {
		t.Errorf("audit %q, %v", text, err)
	}
	if _, whole := verdict(t, data, false); !whole {
		t.Error("verify finds a fault")
	}
	// The same file again brings nothing back, and the tables are those of a
	// folder that never had it.
	_, got := night(t, fresh(of(filepath.Join(dir, "b.csv"))))
	if found := holding(t, data, secret); len(found) > 0 {
		t.Errorf("read again, it is in %q", found)
	}
	alone := t.TempDir()
	if err := os.WriteFile(filepath.Join(alone, codebook.Name), []byte(left), 0o600); err != nil {
		t.Fatal(err)
	}
	never := fresh(withLenses(alone, write("a.csv", others.String()), write("c.csv", "c;09-02-2026;k77;9;Tak for god hjælp\n")))
	never.Sources[0].Name = "svar"
	never.Salt = ""
	_, want := night(t, never)
	// Customers' keys differ, and how many responses there were when an edit was noted.
	if d := differing(want, got); !slices.Equal(d, []string{"tables/responses.parquet", "tables/theme_events.parquet"}) {
		t.Errorf("%v differ from a folder that never had them, in editions %s and %s", d, got.Edition, want.Edition)
	}
}

// rowsOf are the rows of a table of the current edition as text.
func rowsOf(t *testing.T, data, path string) string {
	t.Helper()
	table, err := tables.Read(filepath.Join(currentDir(t, data), filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(tables.Text(table).Rows)
}

func fresh(cfg pipeline.Config) pipeline.Config {
	cfg.Themes.Fresh = true
	return cfg
}

// TestUnknownIsNotForgotten: a key or a customer that is not there is an error,
// and nothing is erased.
func TestUnknownIsNotForgotten(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	night(t, config(data, answers(t, "1", "2")))
	for word, f := range map[string]pipeline.Forgetting{
		"survey/9":    {Keys: []models.Key{{Source: "survey", ID: "1"}, {Source: "survey", ID: "9"}}},
		"no response": {Customer: "ukendt"},
	} {
		if _, err := pipeline.Forget(context.Background(), config(data), f, silent{}); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%v: %v", f, err)
		}
	}
	if s, _ := night(t, config(data)); s.Responses != 2 || !s.Unchanged {
		t.Errorf("%d responses", s.Responses)
	}
}

// TestPilotForgotten: everything is erased; the edition says none, and life goes
// on.
func TestPilotForgotten(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	night(t, config(data, answers(t, "1", "2", "3")))
	forget(t, config(data), 3, pipeline.Forgetting{Before: models.DayOf(time.Now())})
	ed, err := edition.Open(data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	if ed.Manifest.Rows["responses"] != 0 || ed.Manifest.Rows["mentions"] != 0 {
		t.Errorf("rows %v", ed.Manifest.Rows)
	}
	ed.Close()
	if found := holding(t, data, "telefonen som"); len(found) > 0 {
		t.Errorf("in %q", found)
	}
	night(t, config(data))
}

// TestWordsForgotten: of a survey with themes one answer of few words, given on no day,
// is left; nights go on without themes.
func TestWordsForgotten(t *testing.T) {
	t.Parallel()
	data, rest := t.TempDir(), filepath.Join(t.TempDir(), "rest.csv")
	put(t, rest, "id;score;kommentar\na;5;Nå ja\n", time.Hour)
	cfg := config(data, survey(t, 150, 5))
	cfg.Sources = append(cfg.Sources, pipeline.Source{Name: "rest", Files: []string{rest}})
	if was, _ := night(t, cfg); was.Themes == 0 {
		t.Fatal("no themes to begin with")
	}
	if _, err := pipeline.Forget(context.Background(), config(data), pipeline.Forgetting{Before: models.DayOf(time.Now())}, silent{}); err != nil {
		t.Fatal(err)
	}
	cfg = config(data)
	cfg.Themes.Refit = true
	if _, now := night(t, cfg); now.Rows["responses"] == 0 || now.Rows["mentions"] != 0 {
		t.Errorf("%v", now.Rows)
	}
}

// TestRetention: what is older than the configuration says goes by itself, and
// stays away.
func TestRetention(t *testing.T) {
	t.Parallel()
	data, path := t.TempDir(), filepath.Join(t.TempDir(), "survey.csv")
	now := time.Now()
	day := func(months int) string { return now.AddDate(0, -months, 0).Format("02-01-2006") }
	text := "id;dato;score;kommentar\n1;" + day(30) + ";3;gammelt nyt\n2;" + day(2) + ";9;helt nyt\n3;;5;uden dato\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	night(t, config(data, path))
	cfg := config(data, path)
	cfg.Retention = "24 months"
	judged := filepath.Join(data, codebook.JudgementsName)
	for _, id := range []string{"1", "2"} {
		if err := codebook.Judge(judged, codebook.Judgement{Theme: "t0001", Response: "survey/" + id, By: "anna", On: "2026-03-01"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(data, codebook.Name), []byte("edits:\n  - move: survey/1\n    to: t0001\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := pipeline.Audit(data, pipeline.AuditEntry{User: "anna", Action: "worklist done", Object: "survey/1"}); err != nil {
		t.Fatal(err)
	}
	before := tree(t, data)
	r, err := pipeline.Rehearse(context.Background(), cfg, silent{})
	if err != nil || r.Erased != 1 || r.Accepted.Early != 1 || r.Accepted.Unchanged != 2 || !sameTree(before, tree(t, data)) {
		t.Errorf("%v, a dry run would erase %d, and finds %+v", err, r.Erased, r.Accepted)
	}
	s, _ := night(t, cfg)
	if !said(s, "retention_erased") {
		t.Errorf("the erasure is not told: %v", s.Notes)
	}
	if s.Receipt.Responses != 1 || s.Accepted.Early != 1 || s.Responses != 2 {
		t.Errorf("%+v, accepted %+v, %d responses", s.Receipt, s.Accepted, s.Responses)
	}
	for _, text := range []string{"gammelt", "survey/1"} {
		if found := holding(t, data, text); len(found) > 0 {
			t.Errorf("%q is in %q", text, found)
		}
	}
	if left, err := codebook.Judgements(judged); err != nil || len(left) != 1 || left[0].Response != "survey/2" {
		t.Errorf("judgements left: %+v, %v", left, err)
	}
	if s, _ := night(t, cfg); !s.Unchanged || s.Receipt.Responses != 0 {
		t.Errorf("the next night: %+v", s.Receipt)
	}
	cfg.Retention = "to år"
	if err := cfg.Validate(); err == nil {
		t.Error("a retention that is no time was taken")
	}
}

// TestRetentionOfMost: a retention that would erase most of the survey in one night, as
// with a wrong clock, stops it with nothing erased; what it says to do works.
func TestRetentionOfMost(t *testing.T) {
	t.Parallel()
	data, path := t.TempDir(), filepath.Join(t.TempDir(), "survey.csv")
	var text strings.Builder
	text.WriteString("id;dato;score;kommentar\n")
	for i := range 80 {
		months := 30
		if i >= 60 {
			months = 1
		}
		fmt.Fprintf(&text, "%d;%s;%d;fin tur %d\n", i, time.Now().AddDate(0, -months, 0).Format("02-01-2006"), i%11, i)
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	night(t, config(data, path))
	cfg := config(data)
	cfg.Retention = "24 months"
	_, err := pipeline.Run(context.Background(), cfg, silent{})
	told := new(messages.Error)
	if !errors.As(err, &told) || told.Key != "retention_most" {
		t.Fatalf("%v", err)
	}
	if _, err := pipeline.Rehearse(context.Background(), cfg, silent{}); !errors.As(err, &told) || told.Key != "retention_most" {
		t.Errorf("the rehearsal is not refused as the night is: %v", err)
	}
	if s, _ := night(t, config(data)); s.Responses != 80 {
		t.Errorf("%d responses are left", s.Responses)
	}
	limit := models.DayOf(time.Now().AddDate(0, -12, 0))
	if _, err := pipeline.Forget(context.Background(), config(data), pipeline.Forgetting{Before: limit}, silent{}); err != nil {
		t.Fatal(err)
	}
	if s, _ := night(t, cfg); s.Responses != 20 {
		t.Errorf("%d responses after the erasure by hand", s.Responses)
	}
}

// TestForgetWhileSomebodyReads: an earlier edition that is open is named, and
// cleared by the next run.
func TestForgetWhileSomebodyReads(t *testing.T) {
	defer pipeline.SetPatience(300 * time.Millisecond)()
	data := t.TempDir()
	night(t, config(data, answers(t, "1", "2")))
	open, err := edition.Open(data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	receipt := forget(t, config(data), 1, pipeline.Forgetting{Keys: []models.Key{{Source: "survey", ID: "1"}}})
	if len(receipt.Held) != 1 || receipt.Held[0] != open.ID {
		t.Errorf("%+v", receipt)
	}
	open.Close()
	if s, _ := night(t, config(data)); len(s.Receipt.Rewritten) != 1 || said(s, "edition_held") {
		t.Errorf("%+v", s.Receipt)
	}
	if found := holding(t, data, "som nummer 1"); len(found) > 0 {
		t.Errorf("in %q", found)
	}
}

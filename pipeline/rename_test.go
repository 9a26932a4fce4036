package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/codebook"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
)

// of is a configuration of files alone, which give their sources' names.
func ofFiles(data string, files ...string) pipeline.Config {
	cfg := config(data)
	cfg.Sources = []pipeline.Source{{Files: files}}
	return cfg
}

func renameSource(t *testing.T, data, from, to string) pipeline.Renamed {
	t.Helper()
	done, err := pipeline.Rename(context.Background(), config(data), from, to, silent{})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// exported are invented answers with ids, as a file.
func exported(t *testing.T, dir, name string, n, first int) string {
	return answersFile(t, dir, name, "id;dato;NPS;region;kommentar", n, first, func(i, id int) string {
		return fmt.Sprintf("%d;%02d-03-2026;%d;%s;%s", id, i%28+1, id%11, []string{"Nord", "Syd"}[id%2], saidBy(id))
	})
}

// TestRenamedAsIfFromTheBeginning: after a source was renamed, nights with its files, called as
// before or by the new name, end in the tables of one that had the name from the beginning;
// what was erased stays erased, moves and judgements stay with their responses.
func TestRenamedAsIfFromTheBeginning(t *testing.T) {
	t.Parallel()
	data, clean, dir, right := t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()
	night(t, ofFiles(data, exported(t, dir, "udtræk (3).csv", 40, 1)))
	night(t, ofFiles(clean, exported(t, right, "kommune.csv", 40, 1)))
	for name, of := range map[string]string{"udtræk": data, "kommune": clean} {
		write := func(file, text string) {
			if err := os.WriteFile(filepath.Join(of, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		write(codebook.Name, "edits:\n  - move: "+name+"/3 # aftalt\n    to: t0001\n  - {move: "+name+"/4, to: t0001}\n")
		write(codebook.JudgementsName, "- theme: t0001\n  response: "+name+"/5\n  fits: true\n  by: anna\n  \"on\": \"2026-03-01\"\n")
		if _, err := pipeline.Forget(context.Background(), config(of), pipeline.Forgetting{Keys: []models.Key{{Source: name, ID: "7"}}}, silent{}); err != nil {
			t.Fatal(err)
		}
	}
	if done := renameSource(t, data, "udtræk", "kommune"); done.Responses != 39 || done.Edition == "" {
		t.Fatalf("%+v", done)
	}
	for _, text := range []string{"move: kommune/3 # aftalt", "{move: kommune/4, to: t0001}"} {
		if got, _ := os.ReadFile(filepath.Join(data, codebook.Name)); !strings.Contains(string(got), text) {
			t.Errorf("the edits are\n%s", got)
		}
	}
	if all, err := codebook.Judgements(filepath.Join(data, codebook.JudgementsName)); err != nil || all[0].Response != "kommune/5" {
		t.Errorf("judgements %+v, %v", all, err)
	}
	if book := open(t, data); !book.IsErased(models.Key{Source: "kommune", ID: "7"}, models.NoDay) || len(book.Responses()) != 39 {
		t.Errorf("%d responses", len(book.Responses()))
	}
	for _, name := range []string{"udtræk (4).csv", "UDTRÆK.csv", "kommune.csv"} { // the old name, written otherwise, the new one
		if s, _ := night(t, ofFiles(data, exported(t, dir, name, 40, 1))); s.Accepted.New != 0 || s.Accepted.Erased != 1 {
			t.Errorf("%s: %+v", name, s.Accepted)
		}
	}
	last, want := ofFiles(data, exported(t, dir, "udtræk.csv", 30, 41)), ofFiles(clean, exported(t, right, "kommune.csv", 30, 41))
	last.Themes.Fresh, want.Themes.Fresh = true, true
	s, got := night(t, last)
	_, as := night(t, want)
	if s.Accepted.New != 30 {
		t.Errorf("%+v", s.Accepted)
	}
	// The salt of customers is drawn from the first survey, its name too; there are none here.
	if differ := differing(as, got); len(differ) > 0 {
		t.Errorf("%q differ", differ)
	}
}

func open(t *testing.T, data string) *ledger.Ledger {
	t.Helper()
	book, err := ledger.Open(filepath.Join(data, "ledger"))
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// TestRenamedWithoutIDs: ids that are made of what a row says stay the same, so that the same
// file read again counts nothing twice.
func TestRenamedWithoutIDs(t *testing.T) {
	t.Parallel()
	data, dir := t.TempDir(), t.TempDir()
	file := answersFile(t, dir, "svar2.csv", "dato;NPS;kommentar", 30, 1, func(i, id int) string {
		return fmt.Sprintf("%02d-03-2026;%d;%s", i%28+1, id%11, saidBy(id))
	})
	night(t, ofFiles(data, file))
	renameSource(t, data, "svar", "kommune")
	if s, _ := night(t, ofFiles(data, file)); s.Accepted.New != 0 || s.Accepted.Unchanged != 30 {
		t.Errorf("%+v", s.Accepted)
	}
}

// TestRenamingIsEnded: a run that died once the ledger was renamed is ended by the next one, before
// it reads anything: the file of the old name is read by what was recognised of it.
func TestRenamingIsEnded(t *testing.T) {
	t.Parallel()
	data, dir := t.TempDir(), t.TempDir()
	night(t, ofFiles(data, exported(t, dir, "udtræk.csv", 40, 1)))
	if err := open(t, data).Rename("udtræk", "kommune", time.Now()); err != nil {
		t.Fatal(err)
	}
	small := exported(t, dir, "udtræk.csv", 2, 41)
	if s, _ := night(t, ofFiles(data, small)); s.Accepted.New != 2 {
		t.Errorf("%+v", s.Accepted)
	}
	kept, err := pipeline.SourceReadings(data)
	if err != nil || len(kept) != 1 || kept[0].Source != "kommune" || !slices.ContainsFunc(open(t, data).Responses(), func(r models.Response) bool { return r.ID == "41" && r.Unit == "Nord" || r.Unit == "Syd" }) {
		t.Errorf("%+v, %v", kept, err)
	}
	if book := open(t, data); book.Names().Pending() {
		t.Error("not ended")
	}
}

// TestRenameIsRefused in words, and changes nothing.
func TestRenameIsRefused(t *testing.T) {
	t.Parallel()
	data, dir := t.TempDir(), t.TempDir()
	night(t, ofFiles(data, exported(t, dir, "bank.csv", 20, 1), exported(t, dir, "butik.csv", 20, 101)))
	for _, c := range []struct {
		from, to string
		want     messages.Key
	}{
		{"bank", "butik", "rename_taken"}, {"bank", "BUTIK", "rename_taken"}, {"bank", "bank", "rename_taken"}, {"skole", "hus", "sources_unknown"},
		{"bank", "a/b", "rename_name"}, {"bank", "", "rename_name"}, {"bank", "mette.hansen@firma.dk", "rename_name"},
	} {
		_, err := pipeline.Rename(context.Background(), config(data), c.from, c.to, silent{})
		if told := new(messages.Error); !errors.As(err, &told) || told.Key != c.want {
			t.Errorf("%s to %s: %v, want %s", c.from, c.to, err, c.want)
		}
	}
	renameSource(t, data, "bank", "Bank") // its own name, written otherwise
}

package pipeline_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/arrivals"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
)

// asked takes files in as a source, "" for the one they are called after, and says
// which question stops them.
func asked(t *testing.T, cfg pipeline.Config, name string, files ...string) (messages.Key, string) {
	t.Helper()
	cfg.Sources = []pipeline.Source{{Name: name, Files: files}}
	_, err := pipeline.Fast(context.Background(), cfg, silent{})
	var fault *messages.Error
	if errors.As(err, &fault) {
		return fault.Key, messages.Danish.Error(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return "", ""
}

// keptOf are the responses of a ledger.
func keptOf(t *testing.T, cfg pipeline.Config) []models.Response {
	t.Helper()
	book, err := ledger.Open(filepath.Join(cfg.Data, "ledger"))
	if err != nil {
		t.Fatal(err)
	}
	return book.Responses()
}

// TestRenumbered: a file whose numbers begin anew is asked about before it overwrites
// anything, and both answers lead on; what corrects or goes on is not asked about.
func TestRenumbered(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const header = "Nr;Dato;Score (0-10);Kommentar"
	month := func(month, score, words int) func(i, id int) string {
		return func(i, id int) string {
			return fmt.Sprintf("%d;%02d-%02d-2026;%d;%s", id, i%28+1, month, (i*7+score)%11, saidBy(i+words))
		}
	}
	cfg := config("")
	cfg.Data = filepath.Join(dir, "data")
	if key, text := asked(t, cfg, "", answersFile(t, dir, "nr_2026-08.csv", header, 30, 1, month(8, 0, 0))); key != "" {
		t.Fatal(text)
	}
	for _, c := range []struct {
		name  string
		files []string
		want  messages.Key
	}{
		{"scores corrected", []string{answersFile(t, dir, "nr_2026-08 (2).csv", header, 30, 1, month(8, 3, 0))}, ""},
		{"days and scores corrected", []string{answersFile(t, dir, "nr_2026-08 (3).csv", header, 30, 1, month(7, 3, 0))}, ""},
		{"days alone corrected", []string{answersFile(t, dir, "nr_2026-08 (4).csv", header, 30, 1, month(7, 0, 0))}, ""},
		{"numbers that go on", []string{answersFile(t, dir, "nr_2026-09.csv", header, 30, 31, month(9, 0, 500))}, ""},
		{"two answers of others", []string{answersFile(t, dir, "nr_2026-09 (2).csv", header, 2, 1, month(9, 1, 500))}, ""},
		{"numbers that begin anew", []string{answersFile(t, dir, "nr_2026-09-30.csv", header, 40, 1, month(9, 1, 500))}, "source_renumbered"},
		{"in one night", []string{answersFile(t, dir, "butik_1.csv", header, 9, 1, month(5, 1, 500)), answersFile(t, dir, "butik_2.csv", header, 9, 1, month(6, 3, 600))}, "source_renumbered"},
	} {
		cfg.Sources = []pipeline.Source{{Files: c.files}}
		key, text := refusedFor(t, func() pipeline.Config { d := cfg; d.Data = copyOf(t, cfg.Data); return d }())
		if key != c.want {
			t.Errorf("%s: %q, want %q: %s", c.name, key, c.want, text)
		}
		if key == "source_renumbered" && !strings.Contains(text, "--column id= "+c.files[0]) {
			t.Errorf("%s: %s", c.name, text)
		}
	}
	file := filepath.Join(dir, "nr_2026-09-30.csv")
	for _, as := range []struct {
		correction bool
		columns    map[string]string
		want       int
	}{{true, nil, 40}, {false, map[string]string{"id": ""}, 70}} {
		d := cfg
		d.Data, d.AsCorrection = copyOf(t, cfg.Data), as.correction
		d.Sources = []pipeline.Source{{Files: []string{file}, Columns: as.columns}}
		if _, err := pipeline.Fast(context.Background(), d, silent{}); err != nil {
			t.Fatal(err)
		}
		if n := len(keptOf(t, d)); n != as.want {
			t.Errorf("%v: %d responses, want %d", as, n, as.want)
		}
		if as.correction {
			continue
		}
		d.AsCorrection = false // the next month is read in the same way, unasked
		if key, text := asked(t, d, "", answersFile(t, dir, "nr_2026-10.csv", header, 35, 1, month(10, 2, 900))); key != "" || len(keptOf(t, d)) != 105 {
			t.Errorf("%d responses: %s", len(keptOf(t, d)), text)
		}
	}
}

// copyOf is a copy of a data folder.
func copyOf(t *testing.T, data string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(to, os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	return to
}

// TestAnswered: of two files that wait each has its own yes or no; one that an older
// version refused waits too.
func TestAnswered(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cfg := config("")
	cfg.Data = filepath.Join(dir, "data")
	row := func(i, id int) string { return fmt.Sprintf("%d;%02d-03-2026;%d;%s", id, i%28+1, i%11, saidBy(id)) }
	first := answersFile(t, dir, "kunder.csv", "id;dato;NPS;kommentar", 30, 100, row)
	wrong := answersFile(t, dir, "bank.csv", "løbenr;besvaret;karakter;fritekst", 30, 500, row)
	renamed := answersFile(t, dir, "nye navne.csv", "id;dato;anbefaling;hvorfor", 30, 200, row)
	later := answersFile(t, dir, "nye navne 2.csv", "id;dato;anbefaling;hvorfor", 30, 300, row)
	if key, text := asked(t, cfg, "kunder", first); key != "" {
		t.Fatal(text)
	}
	for _, file := range []string{wrong, renamed, later} {
		key, text := asked(t, cfg, "kunder", file)
		if key != "source_diff_renamed_to" || !strings.Contains(text, "stemme sources accept kunder "+messages.Argument(file).Text(messages.Danish)) {
			t.Fatalf("%s: %s", key, text)
		}
	}
	kept, err := pipeline.SourceReadings(cfg.Data)
	if err != nil || len(kept[0].Waiting) != 2 || len(kept[0].Waiting[1].Files) != 2 || kept[0].Waiting[0].Files[0] != (arrivals.WaitingFile{File: wrong, Rows: 30}) {
		t.Fatalf("%v: %+v", err, kept[0].Waiting)
	}
	for _, c := range []struct {
		file string
		want messages.Key
	}{{"", "reading_which"}, {"andet.csv", "reading_no_file"}, {"nye navne.csv", ""}} {
		var fault *messages.Error
		err := pipeline.AcceptReading(cfg, "kunder", c.file, nil)
		if errors.As(err, &fault) != (c.want != "") || fault != nil && fault.Key != c.want {
			t.Errorf("%s: %v, want %q", c.file, err, c.want)
		}
	}
	if key, text := asked(t, cfg, "kunder", renamed); key != "" {
		t.Error(text)
	}
	if key, _ := asked(t, cfg, "kunder", wrong); key == "" || len(keptOf(t, cfg)) != 60 {
		t.Errorf("the yes was to the wrong file too: %d responses", len(keptOf(t, cfg)))
	}
	if err := pipeline.RefuseReading(cfg, "kunder", ""); err != nil {
		t.Error(err)
	}
	if kept, err = pipeline.SourceReadings(cfg.Data); err != nil || len(kept[0].Waiting) > 0 {
		t.Errorf("%v: still waits", err)
	}
	old := filepath.Join(cfg.Data, "ledger", "readings", "refused", "kunder.json")
	kept[0].Reading.Scale = "1-5"
	text, err := json.Marshal(kept[0].Reading)
	if err == nil {
		err = os.WriteFile(old, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if kept, err = pipeline.SourceReadings(cfg.Data); err != nil || len(kept[0].Waiting) != 1 || kept[0].Waiting[0].Reading.Scale != "1-5" || kept[0].Waiting[0].Name() != "" {
		t.Errorf("%v: %+v", err, kept[0].Waiting)
	}
}

// TestCorrections: a file of ids and scores is asked about, whatever columns it has, and
// as a correction it leaves what it has no values for as it was.
func TestCorrections(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cfg := config("")
	cfg.Data = filepath.Join(dir, "data")
	full := answersFile(t, dir, "kunder.csv", "Svar-ID;Svardato;Kanal;Butik;Medlem;Kundenr;Hvor sandsynligt er det, at du vil anbefale os? (0-10);Tilfredshed;Hvorfor?;Hvad kan vi gøre bedre?", 30, 100, func(i, id int) string {
		return fmt.Sprintf("%d;%02d-03-2026 10:%02d;%s;%s;%s;K%d;%d;%d;%s;%s", id, i%28+1, i, []string{"Web", "Butik"}[i%2], []string{"Odense", "Vejle", "Aarhus"}[i%3],
			[]string{"ja", "nej"}[i%2], 4000+i, i%11, i%5+1, saidBy(i), saidBy(i+70))
	})
	if key, text := asked(t, cfg, "", full); key != "" {
		t.Fatal(text)
	}
	was := keptOf(t, cfg)
	zero := func(i, id int) string { return fmt.Sprintf("%d;0;", id) }
	few := answersFile(t, dir, "rettet 2.csv", "Svar-ID;Score;Kommentar", 2, 100, zero)
	if key, text := asked(t, cfg, "", few); key != "source_elsewhere" || !strings.Contains(text, "--as-correction '"+few+"' --source kunder") {
		t.Errorf("two known ids: %s", text)
	}
	many := answersFile(t, dir, "rettet.csv", "Svar-ID;Score;Kommentar", 12, 100, zero)
	if key, text := asked(t, cfg, "", many); key != "source_elsewhere" {
		t.Errorf("twelve known ids: %s", text)
	}
	if key, text := asked(t, cfg, "kunder", many); key != "source_diff_gone" || !strings.Contains(text, "stemme run --as-correction "+many) {
		t.Errorf("without columns: %s", text)
	}
	for i, way := range []func(d *pipeline.Config){
		func(d *pipeline.Config) { d.AsCorrection = true },
		func(d *pipeline.Config) {
			if err := pipeline.AcceptReading(*d, "kunder", "", nil); err != nil {
				t.Fatal(err)
			}
		},
	} {
		d := cfg
		d.Data = copyOf(t, cfg.Data)
		way(&d)
		if key, text := asked(t, d, "kunder", many); key != "" {
			t.Fatal(text)
		}
		now := keptOf(t, d)
		if len(now) != len(was) {
			t.Fatalf("way %d: %d responses", i, len(now))
		}
		for j := range now {
			want := was[j]
			if j < 12 {
				want.Score = models.ScoreOf(0)
			}
			if got, want := fmt.Sprintf("%+v", now[j]), fmt.Sprintf("%+v", want); got != want {
				t.Fatalf("way %d:\n%s, want\n%s", i, got, want)
			}
		}
		d.AsCorrection = false
		if key, text := asked(t, d, "kunder", full); key != "" {
			t.Errorf("way %d: the whole file: %s", i, text)
		}
	}
	blank := answersFile(t, dir, "kunder 4.csv", "Svar-ID;Svardato;Kanal;Butik;Medlem;Kundenr;Hvor sandsynligt er det, at du vil anbefale os? (0-10);Tilfredshed;Hvorfor?;Hvad kan vi gøre bedre?", 1, 100, func(i, id int) string {
		return fmt.Sprintf("%d;01-03-2026 10:00;Web;Odense;ja;K4000;0;1;;", id)
	})
	if key, text := asked(t, cfg, "kunder", blank); key != "" || keptOf(t, cfg)[0].Text() != "" {
		t.Errorf("a comment that was taken back is still there: %s", text)
	}
}

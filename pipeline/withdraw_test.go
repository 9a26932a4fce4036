package pipeline_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
)

// portion writes some lines of a survey under its header as a file, each with the given
// text in the place of another.
func portion(t *testing.T, lines []string, from, to int, old, now, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	text := lines[0] + "\n" + strings.ReplaceAll(strings.Join(lines[from:to], "\n"), old, now) + "\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// wrongFile is a survey in three files: the second one is wrong. It brings new responses,
// corrects some of the first, and reads otherwise; the third corrects some of both.
func wrongFile(t *testing.T) (first, wrong, third string) {
	t.Helper()
	text, err := os.ReadFile(survey(t, 240, 21))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))), "\r\n"), "\n")
	first = portion(t, lines, 1, 150, "\x00", "", "survey-2026-01.csv")
	third = portion(t, lines, 145, 210, "privat", "erhverv", "survey-2026-03.csv")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], "\r") + ";Kanal"
		if i > 0 {
			lines[i] = strings.TrimSuffix(lines[i], "Kanal") + "kvintessens"
		}
	}
	wrong = portion(t, lines, 120, 190, ";privat;", ";offentlig;", "survey-2026-02.csv")
	return first, wrong, third
}

func takeBack(t *testing.T, data, which string) pipeline.Receipt {
	t.Helper()
	receipt, err := pipeline.Withdraw(context.Background(), config(data), pipeline.Named{Source: "survey", Which: which}, silent{})
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

// TestWithdrawnFileNeverCame: once a wrong file is taken back, the night publishes byte
// for byte what it would have, had the file never come: at once, and, once themes are
// found anew, when other files have come since. What was recognised of the source is that
// of before too.
func TestWithdrawnFileNeverCame(t *testing.T) {
	t.Parallel()
	first, wrong, third := wrongFile(t)
	data, clean := t.TempDir(), t.TempDir()
	_, want := night(t, config(data, first))
	night(t, config(data, wrong))
	receipt := takeBack(t, data, "survey-2026-02.csv")
	if receipt.Responses == 0 || receipt.Restored == 0 || len(receipt.Rewritten) != 2 {
		t.Fatalf("%+v", receipt)
	}
	s, got := night(t, config(data))
	if differ := differing(want, got); len(differ) > 0 || !s.Unchanged {
		t.Errorf("taken back at once, %q differ; unchanged: %v", differ, s.Unchanged)
	}
	night(t, config(clean, first))
	readmit(t, data, "1", "delivery_not_gone")
	readmit(t, data, "survey-2026-02.csv", "")
	night(t, config(data, wrong))
	if _, err := pipeline.Run(context.Background(), config(data, third), silent{}); err == nil { // it lacks the wrong file's column
		t.Fatal("no question")
	}
	if err := pipeline.AcceptReading(config(data), "survey", "", nil); err != nil {
		t.Fatal(err)
	}
	night(t, config(data, third))
	takeBack(t, data, "survey-2026-02.csv")
	night(t, config(clean, third))
	anew := config(data)
	anew.Themes.Fresh = true
	_, got = night(t, anew)
	anew.Data = clean
	if _, want = night(t, anew); len(differing(want, got)) > 0 {
		t.Errorf("taken back after another, %q differ", differing(want, got))
	}
	if found := holding(t, filepath.Join(data, "ledger"), "kvintessens"); len(found) > 0 {
		t.Errorf("the ledger still holds it: %q", found)
	}
}

func readmit(t *testing.T, data, which string, want messages.Key) {
	t.Helper()
	err := pipeline.Readmit(config(data), pipeline.Named{Source: "survey", Which: which})
	told := new(messages.Error)
	if errors.As(err, &told); told.Key != want {
		t.Fatalf("readmit %s: %v, want %q", which, err, want)
	}
}

// TestWithdrawnFileStaysAway: a file that was taken back is not read again from its drop
// folder, where it stays and is named; once it is readmitted it is taken in and moved.
// What is not there, and what was taken back already, is said.
func TestWithdrawnFileStaysAway(t *testing.T) {
	t.Parallel()
	data, folder := t.TempDir(), t.TempDir()
	cfg := config(data)
	cfg.Sources = []pipeline.Source{{Name: "survey", Drop: folder}}
	const header = "id;dato;score;kommentar\n"
	put(t, filepath.Join(folder, "ret.csv"), header+"1;01-02-2026;9;venlig hjælp i banken\n2;01-02-2026;3;lang kø i telefonen\n", time.Hour)
	night(t, cfg)
	wrong := header + "2;01-02-2026;10;lang kø i telefonen\n3;02-02-2026;1;et svar der ikke skulle med\n"
	put(t, filepath.Join(folder, "forkert.csv"), wrong, time.Hour)
	night(t, cfg)
	for which, want := range map[string]messages.Key{"ukendt.csv": "delivery_unknown", "17": "delivery_unknown"} {
		_, err := pipeline.Withdraw(context.Background(), config(data), pipeline.Named{Source: "survey", Which: which}, silent{})
		if told := new(messages.Error); !errors.As(err, &told) || told.Key != want {
			t.Errorf("%s: %v", which, err)
		}
	}
	if r := takeBack(t, data, "forkert.csv"); r.Responses != 1 || r.Restored != 1 {
		t.Errorf("%+v", r)
	}
	_, err := pipeline.Withdraw(context.Background(), config(data), pipeline.Named{Source: "survey", Which: "forkert.csv"}, silent{})
	if told := new(messages.Error); !errors.As(err, &told) || told.Key != "delivery_gone" {
		t.Errorf("twice: %v", err)
	}
	again := filepath.Join(folder, "kopi.csv")
	put(t, again, wrong, time.Hour)
	for range 2 {
		s, _ := night(t, cfg)
		if s.Responses != 2 || len(s.Withdrawn) != 1 || s.Notes[0].Key != "delivery_withdrawn" && s.Notes[1].Key != "delivery_withdrawn" {
			t.Fatalf("%d responses, %v", s.Responses, s.Notes)
		}
		if _, err := os.Stat(again); err != nil {
			t.Fatal(err)
		}
	}
	readmit(t, data, "forkert.csv", "")
	if s, _ := night(t, cfg); s.Responses != 3 || s.Accepted.New != 1 || s.Accepted.Replaced != 1 {
		t.Errorf("%+v", s.Accepted)
	}
	if _, err := os.Stat(again); err == nil {
		t.Error("it was read, and is still in its folder")
	}
}

// TestWithdrawnWhatOthersBrought: what another file brought too stays, and the receipt and
// the history of runs say so.
func TestWithdrawnWhatOthersBrought(t *testing.T) {
	t.Parallel()
	data, folder := t.TempDir(), t.TempDir()
	first, second := filepath.Join(folder, "a.csv"), filepath.Join(folder, "b.csv")
	const text = "id;dato;score;kommentar\n1;01-02-2026;9;venlig hjælp i banken\n2;01-02-2026;3;lang kø i telefonen\n"
	put(t, first, text, time.Hour)
	put(t, second, text+"\n", time.Hour)
	night(t, config(data, first))
	night(t, config(data, second))
	if r := takeBack(t, data, "a.csv"); r.Responses != 0 || r.Kept != 2 || len(r.Withdrawn) != 1 {
		t.Errorf("%+v", r)
	}
	if all, err := pipeline.History(data); err != nil || len(all[len(all)-1].Withdrawn) != 1 {
		t.Errorf("%+v, %v", all, err)
	}
	if r := takeBack(t, data, "2"); r.Responses != 2 {
		t.Errorf("%+v", r)
	}
}

// TestHalfDoneWithdrawal: where a run was killed once it had noted what to take back, the
// next night does it, and says the same as if it had not been killed.
func TestHalfDoneWithdrawal(t *testing.T) {
	t.Parallel()
	first, wrong, _ := wrongFile(t)
	data := t.TempDir()
	_, want := night(t, config(data, first))
	night(t, config(data, wrong))
	book, err := ledger.Open(filepath.Join(data, "ledger"))
	if err != nil {
		t.Fatal(err)
	}
	d := book.Deliveries()[1]
	note := `[{"number":2,"source":"survey","file":"survey-2026-02.csv","sha256":"` + d.SHA256 + `","at":"2026-11-27T03:00:00Z"}]`
	if err := book.WriteFile("withdrawn.json", []byte(note)); err != nil {
		t.Fatal(err)
	}
	s, got := night(t, config(data, wrong))
	if differ := differing(want, got); len(differ) > 0 || s.Receipt.Responses == 0 || len(s.Receipt.Withdrawn) != 1 {
		t.Errorf("%q differ, %+v", differ, s.Receipt)
	}
	all, err := pipeline.History(data)
	if last := all[len(all)-1]; err != nil || len(last.Withdrawn) != 1 || last.Erased == 0 {
		t.Errorf("%+v, %v", last, err)
	}
	if _, err := edition.Open(data, edition.Current); err != nil {
		t.Error(err)
	}
}

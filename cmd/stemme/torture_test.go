//go:build linux

package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"stemme/pipeline/demo"
	"stemme/pipeline/edition"
	"stemme/pipeline/tables"
)

// TestTorture hurts nights in every way that a machine can, and holds what is left
// against the same nights undisturbed. Its short form runs always; STEMME_TORTURE=1,
// or make torture, runs the long one; there STEMME_KILLS says how many nights it kills
// (1000), STEMME_HARMS how often it flips a bit in, and cuts off, each file (20), and
// STEMME_EVERY that only each so manieth file meets each harm (1).
func tortured() bool { return os.Getenv("STEMME_TORTURE") != "" }

// times is how often the short and the long form do something.
func times(short, long int) int {
	if tortured() {
		return long
	}
	return short
}

// A step is one command of a story. DATA in args stands for the data folder.
type step struct {
	name string
	args []string
}

// A truth is what an undisturbed step leaves.
type truth struct {
	mark    string            // of the current edition, which its files name
	files   map[string]string // its files with their hashes, but those of the index
	outbox  map[string]string // what was handed out, by path
	search  string            // what a search finds
	took    time.Duration
	history string // copy of the data folder
}

// A story is a survey's nights: what is asked of the program, and the truth before
// the first step (of an empty folder) and after each.
type story struct {
	dir   string // of the deliveries
	steps []step
	truth []truth // one more than steps
}

// forgotten is a word that only the comment of the response erased holds.
const forgotten = "kvintessensbrøl"

// noLens is a configuration of nights that read comments by no lens that ships: these hurt
// files, and a lens is a third of a small night.
const noLens = "lenses:\n  use: [none]\n"

// TestTorture tells one story and hurts it in every way.
func TestTorture(t *testing.T) {
	here := t.TempDir() // where every command is given
	write(t, filepath.Join(here, defaultConfig), noLens)
	t.Chdir(here)
	s := tell(t)
	for _, how := range []struct {
		name string
		hurt func(*story, *testing.T)
	}{
		{"kill", (*story).killed}, {"windows", (*story).windows}, {"damage", (*story).damaged}, {"full disk", (*story).fullDisk}, {"file limit", (*story).fileLimit},
		{"at once", (*story).atOnce}, {"readers", (*story).readers}, {"served damage", (*story).servedDamage}, {"clock back", (*story).clockBack},
	} {
		t.Run(how.name, func(t *testing.T) { how.hurt(s, t) })
	}
}

// renaming is what the analysts write before the last step.
const renaming = "edits:\n  - rename: t0001\n    to: Telefonkø\n"

// tell makes the deliveries and runs every step undisturbed.
func tell(t *testing.T) *story {
	t.Helper()
	s := &story{dir: t.TempDir()}
	rows := invented(t, times(150, 250))
	rows[20][4] = "Jeg hørte et " + forgotten + " i telefonen"
	s.deliver(t, "a.csv", rows[0], rows[1:61])
	late := append(slices.Clone(rows[61:101]), slices.Clone(rows[5]), slices.Clone(rows[7]))
	late[40][3], late[41][4] = "1", "Rettet: der blev ringet tilbage"
	s.deliver(t, "b.csv", rows[0], append(late, late[3]))
	s.deliver(t, "c.csv", rows[0], rows[101:])
	run := func(more ...string) []string {
		return append([]string{"run", "--data", "DATA", "--source", "svar"}, more...)
	}
	s.steps = []step{
		{"first night", run(filepath.Join(s.dir, "a.csv"))},
		{"corrections and doubles", run(filepath.Join(s.dir, "b.csv"))},
		{"erasure", []string{"forget", "--data", "DATA", "svar/" + rows[20][0]}},
		{"another setting", run("--seed", "2")},
		{"late ones", run("--seed", "2", filepath.Join(s.dir, "c.csv"))},
		{"edits", []string{"run", "--data", "DATA", "--seed", "2", "--edits-only"}},
	}
	data := filepath.Join(t.TempDir(), "data")
	write(t, filepath.Join(data, "playbook.yaml"), "receivers:\n  - {id: tlf, owner: Telefonchefen, action: Ring op}\nrules:\n  - {to: tlf, class: [detractor]}\n")
	s.truth = append(s.truth, truth{history: s.keep(t, data)})
	for i, step := range s.steps {
		if i == len(s.steps)-1 {
			write(t, filepath.Join(data, "edits.yaml"), renaming)
			os.RemoveAll(s.truth[i].history)
			s.truth[i].history = s.keep(t, data)
		}
		begun := time.Now()
		if code, said := s.do(data, step); code != exitDone && code != exitRejected {
			t.Fatalf("%s, undisturbed: exit %d\n%s", step.name, code, said)
		}
		took := time.Since(begun)
		now := s.look(t, data)
		now.took, now.history = took, s.keep(t, data)
		if now.mark == s.truth[i].mark {
			t.Fatalf("%s changes nothing", step.name)
		}
		s.truth = append(s.truth, now)
	}
	return s
}

// invented is a survey of n responses, its header first.
func invented(t *testing.T, n int) [][]string {
	t.Helper()
	dir := t.TempDir()
	if _, err := demo.Write(context.Background(), dir, demo.Config{Rows: n, Seed: 5}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, demo.SurveyFile))
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func (s *story) deliver(t *testing.T, name string, header []string, rows [][]string) {
	t.Helper()
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	w.Comma = ';'
	if err := w.WriteAll(append([][]string{header}, rows...)); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(s.dir, name), text.String())
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// do runs a step in this process and returns what it said.
func (s *story) do(data string, step step) (code int, said string) {
	return here(step.on(data)...)
}

// on is the step's command line for a data folder.
func (s step) on(data string) []string {
	args := slices.Clone(s.args)
	for i := range args {
		if args[i] == "DATA" {
			args[i] = data
		}
	}
	return args
}

// here runs the program in this process.
func here(args ...string) (code int, said string) {
	var stdout, stderr bytes.Buffer
	code = run(context.Background(), append([]string{"--lang", "en"}, args...), &stdout, &stderr)
	return code, stdout.String() + stderr.String()
}

// look is what there is in a data folder whose last step has ended.
func (s *story) look(t *testing.T, data string) truth {
	t.Helper()
	now := truth{outbox: map[string]string{}}
	now.mark, now.files = published(t, data)
	_, now.search = here("search", "--data", data, "--format", "json", "ventetid")
	box := filepath.Join(data, "worklist", "outbox")
	err := filepath.WalkDir(box, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		now.outbox[path[len(box):]] = string(text)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return now
}

// same names what differs between a truth and what there is, "" for nothing.
func (a truth) same(b truth) string {
	switch {
	case a.mark != b.mark:
		return fmt.Sprintf("the edition is %q, want %q", b.mark, a.mark)
	case a.search != b.search:
		return "another search result"
	}
	for _, m := range [][2]map[string]string{{a.files, b.files}, {a.outbox, b.outbox}} {
		for path, want := range m[0] {
			if m[1][path] != want {
				return path + " differs"
			}
		}
		if len(m[0]) != len(m[1]) {
			return fmt.Sprintf("%d files, want %d", len(m[1]), len(m[0]))
		}
	}
	return ""
}

// keep copies a data folder aside.
func (s *story) keep(t *testing.T, data string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "data")
	duplicate(t, data, to)
	return to
}

// duplicate copies a folder with its links, as who copies a folder does.
func duplicate(t *testing.T, from, to string) {
	t.Helper()
	if out, err := exec.Command("cp", "-a", from, to).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// crashedIn says whether what a command said, or its exit, tells of a panic.
func crashedIn(code int, said string) bool {
	return code == 2 && strings.Contains(said, "goroutine ") || strings.Contains(said, "panic:") || strings.Contains(said, "the program has a fault") || code < 0
}

// rowsIn are the rows of a table of the current edition, as text.
func rowsIn(t *testing.T, data, table string) string {
	t.Helper()
	read, err := tables.Read(filepath.Join(data, edition.Current, edition.Tables, table+tables.Extension))
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(tables.Text(read).Rows)
}

// kills is how many nights are killed.
func kills() int { return asked("STEMME_KILLS", times(1, 1000)) }

// asked is the number that a variable says, which is otherwise as given.
func asked(variable string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil && n > 0 {
		return n
	}
	return otherwise
}

//go:build linux

package main

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A harm is done to one file of a data folder.
type harm struct {
	name string
	do   func(t *testing.T, path string, draw *rand.Rand)
	once bool // it is the same each time
}

var harms = []harm{
	{"a bit flipped", func(t *testing.T, path string, draw *rand.Rand) {
		text := bytesOf(t, path)
		if len(text) == 0 {
			text = []byte{0}
		}
		text[draw.IntN(len(text))] ^= 1 << draw.IntN(8)
		write(t, path, string(text))
	}, false},
	{"cut off", func(t *testing.T, path string, draw *rand.Rand) {
		text := bytesOf(t, path)
		write(t, path, string(text[:draw.IntN(max(1, len(text)))]))
	}, false},
	{"deleted", func(t *testing.T, path string, _ *rand.Rand) { must(t, os.RemoveAll(path)) }, true},
	{"renamed", func(t *testing.T, path string, _ *rand.Rand) { must(t, os.Rename(path, path+".bak")) }, true},
}

func bytesOf(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	must(t, err)
	return text
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// questions are what readers ask.
var questions = [][]string{
	{"search", "--format", "json", "ventetid"}, {"themes", "--format", "json"}, {"export", "nps"}, {"export", "responses"}, {"report", "--format", "json"},
}

// damaged flips a bit of, cuts off, deletes and renames every file of a
// data folder in turn. Readers give the right answer or one line that says what is
// wrong; so does a night, which ends at the truth where it ends well; after a repair
// a night ends well wherever neither the ledger is hurt nor what people have written
// and set, and where they are, a night stops until the file is back. Every round does
// each harm once to every file, so that a run that is ended early has tried all of them.
func (s *story) damaged(t *testing.T) {
	const at = 3 // after three steps; the folder then has two whole editions and a reduced one
	draw := rand.New(rand.NewPCG(uint64(times(3, 11)), 0))
	var answers []string
	for _, q := range questions {
		_, said := ask(s.truth[at].history, q)
		answers = append(answers, said)
	}
	data := s.keep(t, s.truth[at].history)
	paths := every(t, data)
	tried, nights, step := 0, 0, asked("STEMME_EVERY", times(90, 1))
	for round := range asked("STEMME_HARMS", times(1, 20)) {
		for i, path := range paths {
			for h, harm := range harms {
				if (i+h)%step != 0 || round > 0 && harm.once {
					continue
				}
				tried++
				what := path + " " + harm.name
				harm.do(t, filepath.Join(data, path), draw)
				s.asked(t, what, data, answers)
				if round == 0 || draw.IntN(10) == 0 || !strings.HasPrefix(path, "editions/") {
					nights++
					hurt := linked(t, data)
					s.nightAfter(t, what, hurt, s.truth[at], path)
					os.RemoveAll(hurt)
				}
				os.Remove(filepath.Join(data, path+".bak"))
				write(t, filepath.Join(data, path), string(bytesOf(t, filepath.Join(s.truth[at].history, path))))
			}
		}
		if tortured() {
			t.Logf("round %d of %d files: %d harms, %d nights so far", round+1, len(paths), tried, nights)
		}
	}
	for _, path := range paths {
		if string(bytesOf(t, filepath.Join(data, path))) != string(bytesOf(t, filepath.Join(s.truth[at].history, path))) {
			t.Errorf("%s: a night wrote in the file of the folder that it was a link to", path)
		}
	}
	t.Logf("%d harms to %d files, %d nights after", tried, len(paths), nights)
}

// linked copies a data folder for one night. Files of editions are the same files under
// second names: nothing writes in them once they are published, and copying them took
// longer than asking them.
func linked(t *testing.T, data string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "data")
	must(t, filepath.WalkDir(data, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := filepath.Join(to, path[len(data):])
		switch {
		case d.IsDir():
			return os.MkdirAll(name, 0o700)
		case d.Type()&fs.ModeSymlink != 0:
			where, err := os.Readlink(path)
			return errors.Join(err, os.Symlink(where, name))
		case strings.HasPrefix(path[len(data):], "/editions/"):
			return os.Link(path, name)
		}
		text, err := os.ReadFile(path)
		return errors.Join(err, os.WriteFile(name, text, 0o600))
	}))
	return to
}

// every lists the files of a folder, its folders and links.
func every(t *testing.T, dir string) []string {
	t.Helper()
	var paths []string
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			paths = append(paths, strings.TrimPrefix(path, dir+"/"))
		}
		return err
	}))
	return paths
}

func ask(data string, q []string) (code int, said string) {
	return here(append(slices.Clone(q), "--data", data)...)
}

// asked asks a damaged folder all questions: the answer is right, or an error of one
// line.
func (s *story) asked(t *testing.T, what, data string, answers []string) {
	t.Helper()
	for i, q := range questions {
		code, said := ask(data, q)
		switch {
		case code == exitDone && said == answers[i]:
		case code != exitDone && oneLine(said) && !crashedIn(code, said):
		default:
			t.Errorf("%s: %s ends with %d and says\n%.300s\nwant\n%.300s", what, q[0], code, said, answers[i])
		}
	}
}

func oneLine(said string) bool {
	return strings.HasPrefix(said, "stemme: ") && strings.Count(said, "\n") == 1
}

// nightAfter runs the night after damage, a repair and another night.
func (s *story) nightAfter(t *testing.T, what, data string, want truth, path string) {
	t.Helper()
	code, said := here("run", "--data", data)
	if crashedIn(code, said) || code != exitDone && !strings.Contains(said, "stemme: ") {
		t.Errorf("%s: the night ends with %d and says\n%s", what, code, said)
		return
	}
	right := rowsIn(t, want.history, "responses") + rowsIn(t, want.history, "nps")
	if code == exitDone {
		if got := rowsIn(t, data, "responses") + rowsIn(t, data, "nps"); got != right {
			t.Errorf("%s: the night publishes other responses or figures", what)
		}
		return
	}
	if code, said = here("verify", "--data", data); code == exitDone {
		t.Errorf("%s: the night fails, verify finds nothing\n%s", what, said)
	}
	code, said = here("verify", "--repair", "--data", data)
	if crashedIn(code, said) {
		t.Errorf("%s: repair crashes\n%s", what, said)
	}
	if code != exitDone {
		if strings.HasPrefix(path, "editions/") || !strings.Contains(path, "/") && !strings.HasSuffix(path, ".yaml") {
			t.Errorf("%s: cannot be repaired\n%s", what, said)
			return
		}
		os.Remove(filepath.Join(data, path+".bak"))
		os.RemoveAll(filepath.Join(data, path))
		duplicate(t, filepath.Join(want.history, path), filepath.Join(data, path)) // from the backup
	}
	if code, said = here("run", "--data", data); code != exitDone {
		t.Errorf("%s: the night after the repair ends with %d and says\n%s", what, code, said)
		return
	}
	if got := rowsIn(t, data, "responses") + rowsIn(t, data, "nps"); got != right {
		t.Errorf("%s: the night after the repair publishes other responses or figures", what)
	}
}

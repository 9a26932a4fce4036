//go:build linux

package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// room is how much more room each try has than the one before, in the long form;
// the short one tries a few of the same sizes.
const room = 16 << 10

// fullDisk lets a night find a disk that is full after any number of
// bytes: one line says so, the edition of before stands, and with room again the
// same night ends at the truth.
func (s *story) fullDisk(t *testing.T) {
	const at = 1
	small := filepath.Join(t.TempDir(), "small")
	must(t, os.Mkdir(small, 0o700))
	if err := syscall.Mount("tmpfs", small, "tmpfs", 0, "size=12m"); err != nil {
		t.Skipf("no file system of a set size can be made here: %v; fileLimit limits files instead", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(small, syscall.MNT_DETACH) })
	data, filler := filepath.Join(small, "data"), filepath.Join(small, "filler")
	tried, failed := 0, 0
	for left := 0; ; left += times(24*room, room) {
		os.RemoveAll(data)
		duplicate(t, s.truth[at].history, data)
		fill(t, filler, left)
		code, said := here(s.steps[at].on(data)...)
		tried++
		if code == exitDone || code == exitRejected {
			os.Remove(filler)
			if d := s.truth[at+1].same(s.look(t, data)); d != "" {
				t.Errorf("%d bytes were enough, but %s", left, d)
			}
			break
		}
		failed++
		if !oneLine(said[max(0, strings.LastIndex(said, "stemme: ")):]) || crashedIn(code, said) || code != exitFailed {
			t.Errorf("with %d bytes: exit %d\n%s", left, code, said)
		}
		s.stillBefore(t, fmt.Sprint(left, " bytes"), data, at)
		os.Remove(filler)
		s.mend(t, data, at)
	}
	if failed < 2 {
		t.Errorf("%d of %d nights found the disk full: the sizes are wrong", failed, tried)
	}
	t.Logf("%d nights found the disk full", failed)
}

// fill leaves so many bytes of the file system.
func fill(t *testing.T, path string, left int) {
	t.Helper()
	f, err := os.Create(path)
	must(t, err)
	defer f.Close()
	var free syscall.Statfs_t
	must(t, syscall.Statfs(filepath.Dir(path), &free))
	_, err = f.Write(make([]byte, max(0, int(free.Bavail)*int(free.Bsize)-left)))
	must(t, err)
}

// stillBefore holds the current edition against that of before the step.
func (s *story) stillBefore(t *testing.T, what, data string, at int) {
	t.Helper()
	before := s.truth[at]
	before.outbox, before.search = nil, ""
	mark, files := published(t, data)
	if mark == s.truth[at+1].mark {
		before.mark, before.files = s.truth[at+1].mark, s.truth[at+1].files // all but the end of the night
	}
	if d := before.same(truth{mark: mark, files: files}); d != "" {
		t.Errorf("%s: %s", what, d)
	}
}

// fileLimit limits how large a file can grow instead of the disk, which
// needs no rights.
func (s *story) fileLimit(t *testing.T) {
	const at = 1
	self := alias(t)
	failed := 0
	for blocks := times(2, 1); blocks < 512; blocks *= times(8, 2) { // of 512 bytes
		data := filepath.Join(t.TempDir(), "data")
		duplicate(t, s.truth[at].history, data)
		limit := fmt.Sprintf(`ulimit -f %d; exec "$0" "$@"`, blocks)
		night := exec.Command("sh", append([]string{"-c", limit, self}, s.steps[at].on(data)...)...)
		var said bytes.Buffer
		night.Stdout, night.Stderr = &said, &said
		if err := night.Run(); err == nil {
			break
		}
		failed++
		if code := night.ProcessState.ExitCode(); code != exitFailed || crashedIn(code, said.String()) {
			t.Errorf("files of %d bytes: exit %d\n%s", blocks*512, code, said.String())
		}
		s.stillBefore(t, fmt.Sprint(blocks), data, at)
		s.mend(t, data, at)
	}
	if failed == 0 {
		t.Error("no limit was met")
	}
	t.Logf("%d limits met", failed)
}

// atOnce starts runs, an erasure, a repair and a backup of one folder at
// once: each ends well or says that another one is at work, and when those that did
// not are done after one another, all responses are there once.
func (s *story) atOnce(t *testing.T) {
	self := alias(t)
	draw := rand.New(rand.NewPCG(5, 0))
	const at = 1
	c := append(s.steps[0].on("DATA")[:len(s.steps[0].args)-1:len(s.steps[0].args)-1], filepath.Join(s.dir, "c.csv"))
	steps := []step{s.steps[1], {"the other delivery", c}, s.steps[2], {"repair", []string{"verify", "--repair", "--data", "DATA"}},
		{"backup", []string{"backup", "--data", "DATA", "BACKUP"}}}
	want := s.keep(t, s.truth[at].history)
	for _, step := range steps[:3] {
		if code, said := s.do(want, step); code != exitDone && code != exitRejected {
			t.Fatalf("%s: exit %d\n%s", step.name, code, said)
		}
	}
	here("run", "--fresh", "--data", want)
	locked := 0
	for round := range times(1, 40) {
		data := s.keep(t, s.truth[at].history)
		locked += s.together(t, self, data, steps, draw.Perm(len(steps)), round)
		here("run", "--fresh", "--data", data)
		if d := s.bare(t, want).same(s.bare(t, data)); d != "" {
			t.Errorf("round %d: %s", round, d)
		}
		os.RemoveAll(data)
	}
	if locked == 0 {
		t.Error("no two runs met")
	}
	t.Logf("%d runs met another", locked)
}

// bare is look without what the order of the runs decides: who was told first.
func (s *story) bare(t *testing.T, data string) truth {
	t.Helper()
	mark, files := published(t, data)
	return truth{mark: mark, files: files}
}

// together starts all steps at once, does those again that met another, and says how
// many did.
func (s *story) together(t *testing.T, self, data string, steps []step, order []int, round int) (locked int) {
	t.Helper()
	backup := filepath.Join(t.TempDir(), fmt.Sprint(round, ".tar"))
	running := make([]*exec.Cmd, len(steps))
	said := make([]bytes.Buffer, len(steps))
	for _, i := range order {
		args := steps[i].on(data)
		if args[len(args)-1] == "BACKUP" {
			args[len(args)-1] = backup
		}
		running[i] = exec.Command(self, args...)
		running[i].Stdout, running[i].Stderr = &said[i], &said[i]
		must(t, running[i].Start())
	}
	var again []int
	for i, night := range running {
		_ = night.Wait()
		switch code := night.ProcessState.ExitCode(); {
		case crashedIn(code, said[i].String()), code != exitDone && code != exitRejected && code != exitLocked:
			t.Errorf("round %d, %s: exit %d\n%s", round, steps[i].name, code, said[i].String())
		case code == exitLocked:
			locked++
			again = append(again, i)
		}
	}
	for _, i := range again {
		if code, said := s.do(data, steps[i]); code != exitDone && code != exitRejected {
			t.Errorf("round %d, %s, again: exit %d\n%s", round, steps[i].name, code, said)
		}
	}
	if code, told := here("restore", "--data", filepath.Join(filepath.Dir(backup), "restored"), backup); code != exitDone {
		t.Errorf("round %d: the backup does not restore: %d\n%s", round, code, told)
	}
	return locked
}

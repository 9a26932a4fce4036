//go:build linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// killed kills steps of a story at random moments, some several times. The
// edition that stands is that of before or that of after, byte by byte; the step
// done again ends at the truth, and so does the story.
func (s *story) killed(t *testing.T) {
	self := alias(t)
	seed := times(7, int(time.Now().UnixNano()))
	t.Log("seed", seed)
	draw := rand.New(rand.NewPCG(uint64(seed), 0))
	killed, late := 0, 0
	byStep := make([]int, len(s.steps))
	for begun := time.Now(); killed < kills(); {
		if late > 20+killed {
			t.Fatalf("%d killed, %d ended before: the moments are drawn wrongly", killed, late)
		}
		i := draw.IntN(len(s.steps))
		data := filepath.Join(t.TempDir(), "data")
		duplicate(t, s.truth[i].history, data)
		for again := true; again && killed < kills(); again = draw.IntN(3) == 0 {
			moment := time.Duration(draw.Int64N(int64(s.truth[i+1].took * 5 / 4)))
			if s.kill(t, self, data, i, moment) {
				killed++
				byStep[i]++
			} else {
				late++
			}
		}
		s.mend(t, data, i)
		if draw.IntN(10) == 0 {
			for k := i + 1; k < len(s.steps) && !t.Failed(); k++ {
				if k == len(s.steps)-1 {
					write(t, filepath.Join(data, "edits.yaml"), renaming)
				}
				s.mend(t, data, k)
			}
		}
		if t.Failed() {
			t.Fatalf("after %d kills; the folder is %s", killed, s.keep(t, data))
		}
		os.RemoveAll(filepath.Dir(data))
		if tortured() && killed%50 == 0 {
			t.Logf("%d killed in %s", killed, time.Since(begun).Round(time.Second))
		}
	}
	t.Logf("%d killed, by step %v; %d had ended before", killed, byStep, late)
}

// windows kills steps in every window between two effects on the data folder, once
// each; the short form some windows of corrections and of the erasure. What is asked
// is what killed asks.
func (s *story) windows(t *testing.T) {
	self := alias(t)
	seen := 0
	for i := range s.steps {
		if !tortured() && i != 1 && i != 2 {
			continue
		}
		data := filepath.Join(t.TempDir(), "data")
		for at := 1; ; at += times(12, 1) {
			os.RemoveAll(data)
			duplicate(t, s.truth[i].history, data)
			night := exec.Command(self, s.steps[i].on(data)...)
			night.Env = append(os.Environ(), fmt.Sprint("STEMME_DIE_AT=", at))
			if !s.stopped(t, night, data, i, fmt.Sprint("before effect ", at)) {
				break
			}
			seen++
			if s.mend(t, data, i); t.Failed() {
				t.Fatalf("%s, killed before effect %d; the folder is %s", s.steps[i].name, at, s.keep(t, data))
			}
		}
	}
	if seen < 3 {
		t.Errorf("%d windows: the test no longer tests", seen)
	}
	t.Logf("killed in %d windows", seen)
}

// alias is this test binary under the program's name.
func alias(t *testing.T) string {
	t.Helper()
	return program(t).Path
}

// kill runs step i and kills it at a moment; it says whether the step was still
// running. The edition that stands is that of before or that of after.
func (s *story) kill(t *testing.T, self, data string, i int, moment time.Duration) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), moment)
	defer cancel()
	return s.stopped(t, exec.CommandContext(ctx, self, s.steps[i].on(data)...), data, i, fmt.Sprint("killed after ", moment))
}

// stopped runs a step that is killed when it is killed; it says whether it was.
func (s *story) stopped(t *testing.T, night *exec.Cmd, data string, i int, when string) bool {
	t.Helper()
	var said bytes.Buffer
	night.Stdout, night.Stderr = &said, &said
	if _ = night.Run(); night.ProcessState == nil {
		return false // the moment had passed before it began
	}
	status := night.ProcessState.Sys().(syscall.WaitStatus)
	if code := night.ProcessState.ExitCode(); crashedIn(max(code, 0), said.String()) {
		t.Errorf("%s: crashed\n%s", s.steps[i].name, said.String())
	}
	mark, files := published(t, data)
	before, after := s.truth[i], s.truth[i+1]
	for _, want := range []truth{before, after} {
		if mark == want.mark {
			want.outbox, want.search = nil, ""
			if d := want.same(truth{mark: mark, files: files}); d != "" {
				t.Errorf("%s, %s: %s", s.steps[i].name, when, d)
			}
			return status.Signaled()
		}
	}
	t.Errorf("%s, %s: edition %q is neither that of before nor of after", s.steps[i].name, when, mark)
	return status.Signaled()
}

// mend does step i again after it was killed: it ends at the truth.
func (s *story) mend(t *testing.T, data string, i int) {
	t.Helper()
	code, said := s.do(data, s.steps[i])
	if s.steps[i].name == "erasure" && code == exitFailed && strings.Contains(said, "no such responses") {
		code, said = here("run", "--data", data) // it is erased already; the night makes the rest of it
	}
	if code != exitDone && code != exitRejected || crashedIn(code, said) {
		t.Errorf("%s, again: exit %d\n%s", s.steps[i].name, code, said)
		return
	}
	if d := s.truth[i+1].same(s.look(t, data)); d != "" {
		t.Errorf("%s, again: %s", s.steps[i].name, d)
	}
	if i >= 2 {
		holdsNot(t, data, forgotten)
	}
}

// holdsNot looks for a word in every uncompressed byte, and in the words of the
// index and the model.
func holdsNot(t *testing.T, data, word string) {
	t.Helper()
	if out, err := exec.Command("grep", "-rl", word, data).Output(); err == nil {
		t.Errorf("%q is still in %s", word, out)
	}
	if _, said := here("search", "--data", data, "--format", "json", word); strings.Contains(said, "response_key") {
		t.Errorf("%q is still found", word)
	}
}

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"stemme/models/parallel"
	"stemme/pipeline/demo"
)

// TestCrash: a fault of the program is one line, code 1, and a file that says
// where.
func TestCrash(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	var stderr bytes.Buffer
	if code := run(context.Background(), []string{"version"}, nil, &stderr); code != exitFailed {
		t.Errorf("code %d", code)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "stemme-crash-*.txt"))
	if len(files) != 1 || !strings.Contains(stderr.String(), files[0]) || strings.Count(stderr.String(), "\n") != 1 {
		t.Fatalf("files %q, said %q", files, stderr.String())
	}
	text, err := os.ReadFile(files[0])
	if err != nil || !bytes.Contains(text, []byte("nil pointer")) || !bytes.Contains(text, []byte("crash.go")) {
		t.Errorf("%s, %v", text, err)
	}
	stderr.Reset()
	inside := parallel.Caught(func() error {
		var g parallel.Group
		g.Go(func() error { panic("Jeg er SÅ utilfreds med en arbejder") })
		return g.Wait()
	})
	crashed(inside, 0, &stderr)
	crashed("Jeg er SÅ utilfreds", 0, &stderr)
	files, _ = filepath.Glob(filepath.Join(dir, "stemme-crash-*.txt"))
	for _, name := range files {
		if text, _ := os.ReadFile(name); bytes.Contains(text, []byte("utilfreds")) || strings.Contains(stderr.String(), "utilfreds") {
			t.Error("the fault quotes a comment")
		}
	}
}

// TestTerminatedAtAnyMoment ends nights by SIGTERM in every stage: each is over
// soon, with code 130, and the edition before stands.
func TestTerminatedAtAnyMoment(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	if _, err := demo.Write(context.Background(), dir, demo.Config{Rows: 2000, Seed: 5}); err != nil {
		t.Fatal(err)
	}
	survey := filepath.Join(dir, demo.SurveyFile)
	small := filepath.Join(dir, "small.csv")
	if err := os.WriteFile(small, []byte("id;score;kommentar\n1;9;fint\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := program(t, "run", "--data", data, small).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	ended := 0
	for _, after := range []time.Duration{50, 150, 300, 500, 800, 1300} {
		night := program(t, "run", "--data", data, survey)
		if err := night.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(after * time.Millisecond)
		begun := time.Now()
		_ = night.Process.Signal(syscall.SIGTERM)
		_ = night.Wait()
		if code := night.ProcessState.ExitCode(); code == exitInterrupted {
			ended++
		} else if code != exitDone && code != -1 { // -1: before the program listens
			t.Errorf("after %v: code %d", after, code)
		}
		// A second is promised; the rest is for a machine that is busy.
		if took := time.Since(begun); took > 3*time.Second {
			t.Errorf("after %v ms: ended %v after the signal", int64(after), took)
		}
		published(t, data)
	}
	if ended == 0 {
		t.Error("no night was ended: the test no longer tests")
	}
}

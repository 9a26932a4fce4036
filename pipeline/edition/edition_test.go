//go:build unix

package edition_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"stemme/pipeline/atomicfile"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
)

// helpers are what this test binary does when it is started as another process.
var helpers = map[string]func(data string) error{
	"publish for ever": publishForEver,
	"publish once":     func(data string) error { return publishFresh(data, "once") },
	"publish into a full disk": func(data string) error {
		// No file may grow beyond 64 KiB: a disk that fills up in the middle.
		signal.Ignore(syscall.SIGXFSZ)
		limit := syscall.Rlimit{Cur: 64 << 10, Max: 64 << 10}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			return err
		}
		return publishFresh(data, strings.Repeat("fuld disk ", 20_000))
	},
	"lock and wait": func(data string) error {
		if _, err := edition.Lock(data); err != nil {
			return err
		}
		fmt.Println("locked")
		select {}
	},
}

func TestMain(m *testing.M) {
	atomicfile.Unsynced()
	atomicfile.InMemory()
	if helper, ok := helpers[os.Getenv("STEMME_TEST_HELPER")]; ok {
		if err := helper(os.Getenv("STEMME_TEST_DATA")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// helper starts this test binary as another process.
func helper(t *testing.T, name, data string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "STEMME_TEST_HELPER="+name, "STEMME_TEST_DATA="+data)
	return cmd
}

// publish makes an edition of a few files whose content is text.
func publish(data, text string) (*edition.Edition, bool, error) {
	d, err := edition.Begin(data)
	if err != nil {
		return nil, false, err
	}
	defer d.Discard()
	for _, path := range []string{edition.Tables + "/responses.parquet", edition.Tables + "/themes.parquet", edition.Report + "/nps.html", edition.Rejected} {
		if err := d.Write(path, func(w io.Writer) error { _, err := io.WriteString(w, path+text); return err }); err != nil {
			return nil, false, err
		}
	}
	if err := os.MkdirAll(d.Path(edition.Index, "store"), 0o755); err != nil {
		return nil, false, err
	}
	if err := os.WriteFile(d.Path(edition.Index, "store", "root.bolt"), []byte(text), 0o644); err != nil {
		return nil, false, err
	}
	if err := os.WriteFile(d.Path("notes.txt"), []byte("beside Write"), 0o644); err != nil {
		return nil, false, err
	}
	return d.Publish(edition.Manifest{Program: "test", Inputs: map[string]string{"ledger": "ab"}, Rows: map[string]int64{"responses": 1}})
}

func publishFresh(data, text string) error {
	release, err := edition.Lock(data)
	if err != nil {
		return err
	}
	defer release()
	e, _, err := publish(data, text)
	if err != nil {
		return err
	}
	return e.Close()
}

func publishForEver(data string) error {
	for n := 0; ; n++ {
		if err := publishFresh(data, fmt.Sprint("udgave ", os.Getpid(), n)); err != nil {
			return err
		}
		if _, err := edition.Prune(data, edition.Keep{Last: 2}, time.Now()); err != nil {
			return err
		}
		fmt.Println("published")
	}
}

// must publishes and closes.
func must(t *testing.T, data, text string) string {
	t.Helper()
	e, fresh, err := publish(data, text)
	if err != nil || !fresh {
		t.Fatalf("fresh %v, %v", fresh, err)
	}
	e.Close()
	return e.ID
}

func keyOf(err error) messages.Key {
	if e := new(messages.Error); errors.As(err, &e) {
		return e.Key
	}
	return ""
}

func TestPublishAndOpen(t *testing.T) {
	data := filepath.Join(t.TempDir(), "stemme-data")
	if _, err := edition.Open(data, edition.Current); keyOf(err) != "no_edition" {
		t.Errorf("before the first: %v", err)
	}
	first := must(t, data, "et")
	if !strings.HasPrefix(first, "000001-") {
		t.Errorf("first edition is %s", first)
	}
	second := must(t, data, "to")
	e, err := edition.Open(data, "")
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if e.ID != second || e.Manifest.Edition != second || e.Manifest.Rows["responses"] != 1 || e.Manifest.Published.IsZero() {
		t.Errorf("current is %+v", e)
	}
	var paths []string
	for _, f := range e.Manifest.Files {
		paths = append(paths, f.Path)
	}
	want := []string{"index/store/root.bolt", "notes.txt", "rejected.csv", "report/nps.html", "tables/responses.parquet", "tables/themes.parquet"}
	if !slices.Equal(paths, want) {
		t.Errorf("files %q, want %q", paths, want)
	}
	if text, err := os.ReadFile(filepath.Join(data, "current", edition.Rejected)); string(text) != "rejected.csvto" {
		t.Errorf("through the link: %q, %v", text, err)
	}
	old, err := edition.Open(data, first)
	if err != nil {
		t.Fatal(err)
	}
	old.Close()
}

func TestNothingNewKeepsTheEdition(t *testing.T) {
	data := t.TempDir()
	first := must(t, data, "et")
	e, fresh, err := publish(data, "et")
	if err != nil || fresh || e.ID != first {
		t.Fatalf("%+v, fresh %v, %v", e, fresh, err)
	}
	defer e.Close()
	if entries, err := os.ReadDir(filepath.Join(data, "editions")); len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
	if second := must(t, data, "to"); !strings.HasPrefix(second, "000002-") {
		t.Errorf("second edition is %s", second)
	}
}

func TestOwnerOnly(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	must(t, data, "et")
	err := filepath.WalkDir(filepath.Join(data, "editions"), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestDamageIsSeen(t *testing.T) {
	data := t.TempDir()
	id := must(t, data, "et")
	table := filepath.Join(data, "current", edition.Tables, "themes.parquet")
	if err := os.WriteFile(table, []byte(strings.ToUpper("tables/themes.parquetet")), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := edition.Open(data, id); keyOf(err) != "edition_damaged" || !strings.Contains(err.Error(), "themes.parquet") {
		t.Errorf("changed: %v", err)
	}
	if err := os.Remove(table); err != nil {
		t.Fatal(err)
	}
	if _, err := edition.Open(data, id); keyOf(err) != "edition_damaged" {
		t.Errorf("removed: %v", err)
	}
	for _, id := range []string{"000009-00000000", "../../etc", "000001-/../../x"} {
		if _, err := edition.Open(data, id); keyOf(err) != "edition_missing" {
			t.Errorf("%s: %v", id, err)
		}
	}
}

func TestListRollbackPrune(t *testing.T) {
	data := t.TempDir()
	var ids []string
	for _, text := range []string{"et", "to", "tre", "fire", "fem"} {
		ids = append(ids, must(t, data, text))
	}
	if err := edition.Rollback(data, ids[0]); err != nil {
		t.Fatal(err)
	}
	held, err := edition.Open(data, ids[1])
	if err != nil {
		t.Fatal(err)
	}
	gone, err := edition.Prune(data, edition.Keep{Last: 2}, time.Now())
	if err != nil || !slices.Equal(gone, ids[2:3]) {
		t.Errorf("pruned %q, %v, want the third: the first is current, the second held", gone, err)
	}
	if again, err := edition.Open(data, ids[1]); err != nil {
		t.Error(err)
	} else {
		again.Close()
	}
	held.Close()
	if gone, err := edition.Prune(data, edition.Keep{Last: 2}, time.Now()); err != nil || !slices.Equal(gone, ids[1:2]) {
		t.Errorf("pruned %q, %v", gone, err)
	}
	list, err := edition.List(data)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range list {
		got = append(got, fmt.Sprintf("%s %v %v", l.ID, l.Current, l.Fault))
	}
	want := []string{ids[4] + " false <nil>", ids[3] + " false <nil>", ids[0] + " true <nil>"}
	if !slices.Equal(got, want) {
		t.Errorf("list %q, want %q", got, want)
	}
	if next := must(t, data, "seks"); !strings.HasPrefix(next, "000006-") {
		t.Errorf("after a rollback: %s", next)
	}
	if list, err := edition.List(t.TempDir()); len(list) != 0 || err != nil {
		t.Errorf("list of nothing: %v, %v", list, err)
	}
}

func TestOneWriter(t *testing.T) {
	data := t.TempDir()
	release, err := edition.Lock(data)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := edition.Lock(data); !errors.Is(err, edition.ErrLocked) || !strings.Contains(err.Error(), fmt.Sprint("process ", os.Getpid(), "@")) {
		t.Errorf("second lock: %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	other := helper(t, "lock and wait", data)
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "locked\n" {
		t.Fatalf("%q, %v", line, err)
	}
	if _, err := edition.Lock(data); !errors.Is(err, edition.ErrLocked) {
		t.Errorf("lock while another process holds it: %v", err)
	}
	other.Process.Kill()
	other.Wait()
	release, err = edition.Lock(data)
	if err != nil {
		t.Fatalf("lock after kill -9: %v", err)
	}
	release()
}

// TestKilledAtAnyMoment kills a process that publishes and prunes for ever:
// whenever it dies, the current edition opens whole and the next run succeeds.
func TestKilledAtAnyMoment(t *testing.T) {
	data := t.TempDir()
	must(t, data, "den første")
	random := rand.New(rand.NewPCG(1, 0))
	drafts, ids := 0, map[string]bool{}
	for range 12 {
		victim := helper(t, "publish for ever", data)
		out, err := victim.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := victim.Start(); err != nil {
			t.Fatal(err)
		}
		// From the first publishing on, some moment of a few publishings.
		bufio.NewReader(out).ReadString('\n')
		time.Sleep(time.Duration(random.IntN(30_000)) * time.Microsecond)
		victim.Process.Kill()
		victim.Wait()

		e, err := edition.Open(data, edition.Current)
		if err != nil {
			t.Fatalf("after kill -9: %v", err)
		}
		ids[e.ID] = true
		e.Close()
		left, err := filepath.Glob(filepath.Join(data, "editions", ".*"))
		if err != nil {
			t.Fatal(err)
		}
		drafts += len(left)
	}
	if err := publishFresh(data, "den sidste"); err != nil {
		t.Fatalf("the run after: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(data, "editions", ".*")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
	if drafts == 0 || len(ids) < 5 {
		t.Errorf("killed in the middle of %d drafts, saw %d editions: the test no longer tests", drafts, len(ids))
	}
}

// TestReadersSeeWholeEditions: while one process publishes and prunes for ever,
// readers open whole editions only.
func TestReadersSeeWholeEditions(t *testing.T) {
	data := t.TempDir()
	must(t, data, "den første")
	writer := helper(t, "publish for ever", data)
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { writer.Process.Kill(); writer.Wait() }()
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			seen := map[string]bool{}
			for start := time.Now(); time.Since(start) < time.Second || len(seen) < 3 && time.Since(start) < time.Minute; {
				e, err := edition.Open(data, edition.Current)
				if err != nil {
					t.Error(err)
					return
				}
				seen[e.ID] = true
				if _, err := os.ReadFile(e.Path(edition.Index, "store", "root.bolt")); err != nil {
					t.Error(err)
				}
				e.Close()
			}
			if len(seen) < 3 {
				t.Errorf("saw %d editions: the test no longer tests", len(seen))
			}
		})
	}
	wg.Wait()
}

func TestFullDiskLeavesTheLastEdition(t *testing.T) {
	data := t.TempDir()
	first := must(t, data, "et")
	out, err := helper(t, "publish into a full disk", data).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "no room on the disk") || strings.Count(string(out), "\n") != 1 {
		t.Errorf("%v: %s", err, out)
	}
	unharmed(t, data, first)
	must(t, data, "den næste")
}

func TestNoPermissionLeavesTheLastEdition(t *testing.T) {
	root, err := os.MkdirTemp("", "stemme-edition")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(root)
	data := filepath.Join(root, "data")
	first := must(t, data, "et")
	other := helper(t, "publish once", data)
	if os.Getuid() == 0 {
		// Root may do anything; another user may not. The binary is copied to
		// where that user reaches it.
		self := filepath.Join(root, "helper")
		binary, err := os.ReadFile(other.Path)
		if err != nil {
			t.Fatal(err)
		}
		covered := filepath.Join(root, "covered") // -cover writes there at the end
		if err := errors.Join(os.WriteFile(self, binary, 0o755), os.Chmod(root, 0o755), os.Chmod(data, 0o755),
			os.Mkdir(covered, 0o700), os.Chmod(covered, 0o777)); err != nil {
			t.Fatal(err)
		}
		other.Path, other.Args[0], other.Dir = self, self, root
		other.Env = append(other.Environ(), "GOCOVERDIR="+covered)
		other.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	} else {
		os.Chmod(data, 0o500)
		os.Chmod(filepath.Join(data, "editions"), 0o500)
		defer os.Chmod(data, 0o700)
		defer os.Chmod(filepath.Join(data, "editions"), 0o700)
	}
	out, err := other.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "no permission") || strings.Count(string(out), "\n") != 1 {
		t.Errorf("%v: %s", err, out)
	}
	unharmed(t, data, first)
}

// unharmed checks that id is current and whole.
func unharmed(t *testing.T, data, id string) {
	t.Helper()
	e, err := edition.Open(data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if e.ID != id {
		t.Errorf("current is %s", e.ID)
	}
}

// TestOpenByMark: tables say the mark of their edition, and it opens by it.
func TestOpenByMark(t *testing.T) {
	data := t.TempDir()
	release, err := edition.Lock(data)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	e, _, err := publish(data, "en")
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	mark := e.ID[len(e.ID)-8:]
	again, err := edition.Open(data, mark)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if again.ID != e.ID || !again.Is(mark) || again.Is("00000000") {
		t.Errorf("%s opens %s", mark, again.ID)
	}
	if _, err := edition.Open(data, "00000000"); err == nil {
		t.Error("an edition of another mark opens")
	}
}

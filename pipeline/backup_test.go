package pipeline_test

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/worklist"
)

// TestBackupWhileNightsRun backs a folder up again and again while nights accept
// and publish: every copy restores to a folder that is whole, and that holds the
// responses of one moment.
func TestBackupWhileNightsRun(t *testing.T) {
	t.Parallel()
	data, dir := t.TempDir(), t.TempDir()
	night(t, config(data, answers(t, "1")))
	var files []string
	for i := range 6 {
		files = append(files, answers(t, fmt.Sprint(10+i), fmt.Sprint(20+i)))
	}
	done := make(chan error)
	go func() {
		defer close(done)
		for _, file := range files {
			cfg := config(data, file)
			cfg.Keep = 1
			if _, err := pipeline.Run(context.Background(), cfg, silent{}); err != nil {
				done <- err
				return
			}
		}
	}()
	made, sizes := 0, map[int]bool{}
	for running := true; running; made++ {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			running = false
		default:
		}
		path := filepath.Join(dir, fmt.Sprintf("%d.tar", made))
		list, err := pipeline.Backup(context.Background(), data, path, made%2 == 0)
		if err != nil {
			t.Fatal(err)
		}
		restored := filepath.Join(dir, fmt.Sprint(made))
		if _, err := pipeline.Restore(context.Background(), restored, path); err != nil {
			t.Fatal(err)
		}
		book, err := ledger.Open(filepath.Join(restored, "ledger"))
		if err != nil {
			t.Fatal(err)
		}
		if book.Len() != list.Responses || book.Len()%2 != 1 {
			t.Errorf("backup %d: %d responses, want %d, an odd number", made, book.Len(), list.Responses)
		}
		sizes[book.Len()] = true
		os.RemoveAll(restored)
		os.Remove(path)
	}
	if made < 3 || len(sizes) < 2 {
		t.Errorf("%d backups of %d states: the test no longer tests", made, len(sizes))
	}
}

// TestBackupPassesOverWhatIsDeleted: an edition that a night deletes after it was
// listed, and before it is open, is left out, and the backup is whole.
func TestBackupPassesOverWhatIsDeleted(t *testing.T) {
	data, path := t.TempDir(), filepath.Join(t.TempDir(), "a.tar")
	night(t, config(data, answers(t, "1")))
	night(t, config(data, answers(t, "2", "3")))
	ran := false
	defer pipeline.SetOnListed(func() {
		if ran {
			return
		}
		ran = true
		cfg := config(data, answers(t, "4"))
		cfg.Keep = 1
		night(t, cfg)
	})()
	list, err := pipeline.Backup(context.Background(), data, path, true)
	if err != nil || !ran || list.Responses != 4 {
		t.Fatalf("%v, %d responses, a night ran: %v", err, list.Responses, ran)
	}
	if _, err := pipeline.Restore(context.Background(), filepath.Join(t.TempDir(), "ny"), path); err != nil {
		t.Error(err)
	}
}

// TestRestored: everything that people wrote comes back, and the next night
// changes nothing.
func TestRestored(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	night(t, config(data, answers(t, "1", "2")))
	want, _ := night(t, config(data, answers(t, "3")))
	for name, text := range map[string]string{"edits.yaml": "- rename: t0001\n  name: Kø\n", "audit.jsonl": "{}\n", "ledger/.new-1": "halv", "editions/.new-1/x": "halv"} {
		path := filepath.Join(data, name)
		os.MkdirAll(filepath.Dir(path), 0o700)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	store, err := worklist.OpenStore(context.Background(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for _, name := range []string{"a.tar", "a.tar.gz"} {
		path := filepath.Join(t.TempDir(), name)
		if _, err := pipeline.Backup(context.Background(), data, path, true); err != nil {
			t.Fatal(err)
		}
		restored := filepath.Join(t.TempDir(), "ny", "mappe")
		list, err := pipeline.Restore(context.Background(), restored, path)
		if err != nil {
			t.Fatal(err)
		}
		if list.Edition != want.Edition || list.Responses != 3 {
			t.Errorf("%+v", list)
		}
		for _, name := range []string{"edits.yaml", "audit.jsonl", "worklist/worklist.db", edition.Current, "ledger/head.json"} {
			if _, err := os.Stat(filepath.Join(restored, name)); err != nil {
				t.Error(err)
			}
		}
		for _, name := range []string{"ledger/.new-1", "editions/.new-1", "stemme.lock"} {
			if _, err := os.Stat(filepath.Join(restored, name)); err == nil {
				t.Errorf("%s came along", name)
			}
		}
		os.Remove(filepath.Join(restored, "edits.yaml"))
		if s, _ := night(t, config(restored)); !s.Unchanged || s.Edition != want.Edition {
			t.Errorf("the night after: %s, unchanged %v", s.Edition, s.Unchanged)
		}
		if _, err := pipeline.Restore(context.Background(), restored, path); err == nil || !strings.Contains(err.Error(), "not empty") {
			t.Errorf("over a folder that is in use: %v", err)
		}
	}
}

// TestBackupFollowsLinks: a codebook and a folder that the data folder links to are
// in the backup as what they are; a link that leads nowhere, or round in a circle,
// stops nothing.
func TestBackupFollowsLinks(t *testing.T) {
	t.Parallel()
	data, elsewhere, dir := t.TempDir(), t.TempDir(), t.TempDir()
	night(t, config(data, answers(t, "1")))
	for name, text := range map[string]string{"words.yaml": "notes: []\n", "sent/letter.json": "{}\n"} {
		path := filepath.Join(elsewhere, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	for from, to := range map[string]string{
		"words.yaml": filepath.Join(elsewhere, "words.yaml"), "sent": filepath.Join(elsewhere, "sent"),
		"nowhere": filepath.Join(elsewhere, "missing"), "round": data,
	} {
		if err := os.Symlink(to, filepath.Join(data, from)); err != nil {
			t.Fatal(err)
		}
	}
	path, restored := filepath.Join(dir, "a.tar"), filepath.Join(dir, "restored")
	if _, err := pipeline.Backup(context.Background(), data, path, false); err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.Restore(context.Background(), restored, path); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"words.yaml", "sent/letter.json"} {
		if _, err := os.Stat(filepath.Join(restored, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := os.Stat(filepath.Join(restored, "round", "ledger")); err == nil {
		t.Error("the ledger is in the backup a second time, by a link")
	}
}

// TestDamagedBackup: a backup that is cut off or altered anywhere is refused and
// leaves nothing; what is damaged is not backed up.
func TestDamagedBackup(t *testing.T) {
	t.Parallel()
	const cuts = 10
	data, dir := t.TempDir(), t.TempDir()
	night(t, config(data, answers(t, "1", "2")))
	const notes = "receivers: # Telefonchefen\n" // nothing but the list knows what is in it
	if err := os.WriteFile(filepath.Join(data, "notes.yaml"), []byte(notes), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.tar", "a.tar.gz"} {
		path := filepath.Join(dir, name)
		if _, err := pipeline.Backup(context.Background(), data, path, false); err != nil {
			t.Fatal(err)
		}
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		try := func(what string, text []byte) {
			t.Helper()
			os.WriteFile(path, text, 0o600)
			target := filepath.Join(dir, "genskabt")
			if _, err := pipeline.Restore(context.Background(), target, path); err == nil {
				// Bytes between the files of a tar archive mean nothing.
				if said, whole := verdict(t, target, false); !whole {
					t.Errorf("%s, %s: restored to\n%s", name, what, said)
				}
			} else if strings.Contains(err.Error(), "\n") {
				t.Errorf("%s, %s: %v", name, what, err)
			}
			os.RemoveAll(target)
		}
		if name == "a.tar" {
			refuse(t, filepath.Join(dir, "b.tar"), bytes.Replace(whole, []byte("Telefonchefen"), []byte("Telefonchefem"), 1))
			for _, names := range [][]string{nil, {"other.yaml"}, {"notes.yaml", "more.yaml"}} {
				refuse(t, filepath.Join(dir, "b.tar"), retarred(t, whole, "notes.yaml", names...))
			}
		}
		refused := 0
		for i := range cuts {
			at := i * len(whole) / cuts
			torn := append([]byte{}, whole...)
			torn[at] ^= 0x20
			try(fmt.Sprintf("byte %d", at), torn)
			os.WriteFile(path, whole[:at], 0o600)
			if _, err := pipeline.Restore(context.Background(), filepath.Join(dir, "genskabt"), path); err != nil {
				refused++
			}
		}
		if refused != cuts {
			t.Errorf("%s: %d of %d cut off were refused", name, refused, cuts)
		}
		if left, _ := os.ReadDir(dir); len(left) > 2 {
			t.Errorf("left behind: %v", left)
		}
	}
	parts, _ := filepath.Glob(filepath.Join(data, "ledger", "part-*"))
	damage(t, parts[0])
	if _, err := pipeline.Backup(context.Background(), data, filepath.Join(dir, "b.tar"), false); err == nil || !strings.Contains(err.Error(), "part-") {
		t.Errorf("a damaged ledger was backed up: %v", err)
	}
}

// refuse holds a damaged backup, whose bytes are not those of a whole one, to being
// called so and leaving nothing.
func refuse(t *testing.T, path string, damaged []byte) {
	t.Helper()
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	defer os.Remove(path)
	target := filepath.Join(t.TempDir(), "genskabt")
	told := new(messages.Error)
	if _, err := pipeline.Restore(context.Background(), target, path); !errors.As(err, &told) || told.Key != "restore_damaged" {
		t.Errorf("a backup of which a file is not what its list says: %v", err)
	}
	if _, err := os.Stat(target); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it left a folder: %v", err)
	}
}

// retarred is a backup in which one file stands under other names, none or more; its list
// is as it was.
func retarred(t *testing.T, whole []byte, path string, names ...string) []byte {
	t.Helper()
	var left bytes.Buffer
	from, to := tar.NewReader(bytes.NewReader(whole)), tar.NewWriter(&left)
	for {
		header, err := from.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		text, readErr := io.ReadAll(from)
		if err := errors.Join(err, readErr); err != nil {
			t.Fatal(err)
		}
		as := names
		if header.Name != path {
			as = []string{header.Name}
		}
		for _, name := range as {
			header.Name = name
			if err := to.WriteHeader(header); err != nil {
				t.Fatal(err)
			}
			if _, err := to.Write(text); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return left.Bytes()
}

// TestBackupOverwritesNothing: a file that is there stays as it is.
func TestBackupOverwritesNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "kopi.tar")
	if err := os.WriteFile(path, []byte("i går"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.Backup(context.Background(), t.TempDir(), path, false); err == nil || !strings.Contains(err.Error(), "kopi.tar") {
		t.Errorf("a backup over another: %v", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "i går" {
		t.Errorf("it holds %q, %v", text, err)
	}
}

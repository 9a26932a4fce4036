package pipeline_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/edition"
)

// TestLinkedFolders: the folders of the ledger and of the editions may be links to another
// disk: from the first night on, or moved there later; each night, and what looks at the
// folder, finds them whole.
func TestLinkedFolders(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"ledger", "editions"} {
		for _, later := range []bool{false, true} {
			data, disk := t.TempDir(), filepath.Join(t.TempDir(), "disk")
			link := filepath.Join(data, name)
			if later {
				night(t, config(data, answers(t, "1", "2", "3")))
				if err := os.Rename(link, disk); err != nil {
					t.Fatal(err)
				}
			} else if err := os.Mkdir(disk, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(disk, link); err != nil {
				t.Skip("no links here:", err)
			}
			night(t, config(data, answers(t, "1", "2", "3")))
			if s, _ := night(t, config(data, answers(t, "4", "5"))); s.Responses != 5 || s.Accepted.New != 2 {
				t.Errorf("%s, later %t: %d responses, %+v", name, later, s.Responses, s.Accepted)
			}
			if told, whole := verdict(t, data, false); !whole {
				t.Errorf("%s, later %t: %s", name, later, told)
			}
			if list, err := pipeline.Backup(context.Background(), data, filepath.Join(t.TempDir(), "b.tar"), true); err != nil || len(list.Files) < 5 {
				t.Errorf("%s, later %t: backup %v of %d files", name, later, err, len(list.Files))
			}
			listed, err := edition.List(data)
			if err != nil || len(listed) < 2 {
				t.Errorf("%s, later %t: %v, %d editions", name, later, err, len(listed))
			}
			if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
				t.Errorf("%s, later %t: the link is gone: %v", name, later, err)
			}
		}
	}
}

// TestLinkedNowhere: a link to a disk that is off is told as one, and not as a ledger that
// is lost.
func TestLinkedNowhere(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"ledger", "editions", "."} {
		data := filepath.Join(t.TempDir(), "data")
		link := filepath.Join(data, name)
		if err := os.MkdirAll(filepath.Dir(link), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.Join(t.TempDir(), "off"), link); err != nil {
			t.Skip("no links here:", err)
		}
		cfg := config(data)
		if err := cfg.Validate(); err == nil || !strings.Contains(err.Error(), "is a drive off") || !strings.Contains(err.Error(), link) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestBackupOfLink: the backup of a data folder that is a link holds what the folder's
// does.
func TestBackupOfLink(t *testing.T) {
	t.Parallel()
	data, link := t.TempDir(), filepath.Join(t.TempDir(), "link")
	night(t, config(data, answers(t, "1", "2", "3")))
	if err := os.WriteFile(filepath.Join(data, "edits.yaml"), []byte("[]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(data, link); err != nil {
		t.Skip("no links here:", err)
	}
	var held []int
	for i, folder := range []string{data, link} {
		list, err := pipeline.Backup(context.Background(), folder, filepath.Join(t.TempDir(), "b.tar"), i == 0)
		if err != nil || !slices.ContainsFunc(list.Files, func(f edition.File) bool { return f.Path == "edits.yaml" }) {
			t.Errorf("%s: %v", folder, err)
		}
		held = append(held, len(list.Files))
	}
	if held[0] != held[1] {
		t.Errorf("%v files", held)
	}
}

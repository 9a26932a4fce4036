package pipeline

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"stemme/pipeline/atomicfile"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/worklist"
)

// A backup is a tar file, by gzip where its name ends so, of a data folder as it
// was at one moment:
//
//	editions/<id>/…   one edition, or all of them
//	ledger/…          the ledger
//	…                 edits, audit, worklist and whatever else lies in the folder
//	backup.json       last: what is in it, with hashes
//
// Without its last file, which a copy that was cut off lacks, none is restored.
const (
	backupName = "backup.json"
	backupForm = 1
)

// A BackupList is the content of backup.json.
type BackupList struct {
	Form      int            `json:"form"`
	Program   string         `json:"program"`
	Made      time.Time      `json:"made_at"`
	Edition   string         `json:"edition"` // the current one, "" for none
	Responses int            `json:"responses"`
	Files     []edition.File `json:"files"`
}

// Backup copies the data folder into the file path, which must not be there; it
// appears whole or not at all. With all it takes every edition, else the current one. It needs no
// lock: nights may run meanwhile. What is damaged is not copied but an error.
func Backup(ctx context.Context, data, path string, all bool) (list BackupList, err error) {
	if _, err := os.Lstat(path); err == nil {
		return list, messages.Errorf("backup_there", path)
	}
	err = atomicfile.Write(path, 0o600, func(w io.Writer) (err error) {
		list, err = writeBackup(ctx, w, data, strings.HasSuffix(path, "gz"), all)
		return err
	})
	return list, messages.FileFault(err, path)
}

func writeBackup(ctx context.Context, to io.Writer, data string, zipped, all bool) (BackupList, error) {
	finish := func() error { return nil }
	if zipped {
		z := gzip.NewWriter(to)
		to, finish = z, z.Close
	}
	b := &backup{ctx: ctx, tar: tar.NewWriter(to), data: data}
	b.list = BackupList{Form: backupForm, Program: Version(), Made: time.Now().UTC().Truncate(time.Second)}
	// The editions first: a ledger may be newer than they, never older.
	if err := b.editions(all); err != nil {
		return b.list, err
	}
	if err := b.ledger(); err != nil {
		return b.list, err
	}
	if err := b.others(); err != nil {
		return b.list, err
	}
	text, err := json.MarshalIndent(b.list, "", " ")
	if err != nil {
		return b.list, err
	}
	err = b.add(backupName, int64(len(text)), "", strings.NewReader(string(text)))
	return b.list, errors.Join(err, b.tar.Close(), finish())
}

// A backup is one that is being written.
type backup struct {
	ctx  context.Context
	tar  *tar.Writer
	data string
	list BackupList
}

// add copies size bytes as the file path, and compares their hash with want,
// where that is known.
func (b *backup) add(path string, size int64, want string, from io.Reader) error {
	if err := b.ctx.Err(); err != nil {
		return err
	}
	if err := b.tar.WriteHeader(&tar.Header{Name: path, Size: size, Mode: 0o600, Format: tar.FormatPAX}); err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(b.tar, sum), within{b.ctx, from}, size); err != nil {
		return err
	}
	hash := hex.EncodeToString(sum.Sum(nil))
	if want != "" && hash != want {
		return messages.Errorf("backup_damaged", path)
	}
	b.list.Files = append(b.list.Files, edition.File{Path: path, Bytes: size, SHA256: hash})
	return nil
}

// within reads until ctx ends.
type within struct {
	ctx  context.Context
	from io.Reader
}

func (w within) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.from.Read(p)
}

// addFile is add of a file of the data folder.
func (b *backup) addFile(path, want string) error {
	name := filepath.Join(b.data, filepath.FromSlash(path))
	f, err := os.Open(name)
	if err != nil {
		return messages.FileFault(err, name)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return messages.FileFault(err, name)
	}
	return b.add(path, info.Size(), want, f)
}

// editions copies the current edition, or all that are whole. Those that a night
// deletes before they are open are passed over.
func (b *backup) editions(all bool) error {
	current, err := edition.Open(b.data, edition.Current)
	if edition.None(err) {
		return nil
	}
	if err != nil {
		return err
	}
	b.list.Edition = current.ID
	if err := b.edition(current); err != nil || !all {
		return err
	}
	listed, err := edition.List(b.data)
	if err != nil {
		return err
	}
	for _, one := range listed {
		if one.ID == current.ID || one.Fault != nil {
			continue
		}
		onListed()
		ed, err := edition.Open(b.data, one.ID)
		if told := new(messages.Error); errors.As(err, &told) && told.Key == "edition_missing" {
			continue
		}
		if err != nil {
			return err
		}
		if err := b.edition(ed); err != nil {
			return err
		}
	}
	return nil
}

// onListed lets a test run a night between the listing of editions and their
// opening.
var onListed = func() {}

// edition copies an edition and closes it.
func (b *backup) edition(ed *edition.Edition) error {
	defer ed.Close()
	hashes := map[string]string{}
	for _, f := range ed.Manifest.Files {
		hashes[f.Path] = f.SHA256
	}
	return filepath.WalkDir(ed.Dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		inside, err := filepath.Rel(ed.Dir, name)
		if err != nil {
			return err
		}
		path, err := filepath.Rel(b.data, name)
		if err != nil {
			return err
		}
		return b.addFile(filepath.ToSlash(path), hashes[filepath.ToSlash(inside)])
	})
}

// ledger copies the ledger, unless it is not the one that the editions were made of.
func (b *backup) ledger() error {
	if _, _, err := openLedger(b.data, false); err != nil {
		return err
	}
	snapshot, err := ledger.Snap(ledgerDir(b.data))
	if err != nil {
		return err
	}
	defer snapshot.Close()
	b.list.Responses = snapshot.Responses
	for _, f := range snapshot.Files {
		if err := b.add("ledger/"+f.Path, f.Bytes, f.SHA256, f.Read); err != nil {
			return err
		}
	}
	return nil
}

// others copies what else lies in the data folder, which may be a link.
func (b *backup) others() error {
	if err := b.below(realPath(b.data), "."); err != nil {
		return messages.FileFault(err, b.data)
	}
	return b.worklist()
}

// below copies what lies in a folder, whose path in the data folder is inside, but
// for what the other methods copy. A link counts as what it leads to; one to a
// folder is followed where it lies in the data folder itself and leads out of it,
// so that none leads round in a circle.
func (b *backup) below(dir, inside string) error {
	return filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		path := filepath.ToSlash(filepath.Join(inside, rel))
		kept := path == "ledger" || path == "editions" || path == edition.Current || path == edition.LockName || path == edition.PointerName || worklist.IsStore(path)
		hidden := path != inside && strings.HasPrefix(entry.Name(), ".")
		switch {
		case entry.IsDir() && (kept || hidden):
			return fs.SkipDir
		case entry.IsDir(), kept, hidden:
			return nil
		case entry.Type()&fs.ModeSymlink != 0:
			return b.link(name, path, inside == ".")
		case !entry.Type().IsRegular():
			return nil
		}
		return b.other(path)
	})
}

// link copies what a link leads to; nothing where it leads nowhere.
func (b *backup) link(name, path string, follow bool) error {
	to, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case to.Mode().IsRegular():
		return b.other(path)
	case to.IsDir() && follow && !nested(realPath(b.data), realPath(name)):
		return b.below(realPath(name), path)
	}
	return nil
}

// nested says whether one of two folders lies in the other, or is it.
func nested(a, b string) bool {
	a, b = a+string(filepath.Separator), b+string(filepath.Separator)
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}

// other copies one file, which may be a temporary one that has its name by now.
func (b *backup) other(path string) error {
	if err := b.addFile(path, ""); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// worklist copies the database of the worklist through a file of its own.
func (b *backup) worklist() error {
	dir, err := os.MkdirTemp("", "stemme-backup-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "worklist.db")
	there, err := worklist.CopyStore(b.ctx, b.data, path)
	if err != nil || !there {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return b.add(worklist.StorePath, info.Size(), "", f)
}

package edition

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"stemme/pipeline/atomicfile"
	"stemme/pipeline/messages"
)

// Reduce writes the edition id, which must not be the current one, anew with
// what keep makes of it in a draft: keep returns the rows of its tables and the
// counts that change. What keep does not write is gone. It answers false where
// somebody has the edition open, and then changes nothing. An edition that is
// damaged is deleted, since what it holds cannot be told. Reduce needs the lock
// of the data folder.
func Reduce(data, id string, keep func(e *Edition, d *Draft) (rows, counts map[string]int64, err error)) (bool, error) {
	if !exists(filepath.Join(data, editionsName, id, manifestName)) {
		return true, discard(data, id)
	}
	held, e, err := openAlone(data, id)
	if err != nil || held == nil {
		return false, err
	}
	defer held.Close()
	if e == nil {
		return true, discard(data, id)
	}
	d, err := Begin(data)
	if err != nil {
		return false, err
	}
	defer d.Discard()
	m := e.Manifest
	rows, counts, err := keep(e, d)
	if err != nil {
		return false, err
	}
	if m.Files, err = d.seal(); err != nil {
		return false, err
	}
	m.Form, m.Rows, m.Reduced = form, rows, true
	for name, n := range counts {
		m.Counts[name] = n
	}
	if err := d.writeManifest(m); err != nil {
		return false, err
	}
	return true, d.replace(id)
}

// openAlone opens the edition id so that nobody else can: held is nil where
// somebody has it open, e where it is damaged.
func openAlone(data, id string) (held *flock.Flock, e *Edition, err error) {
	e = &Edition{ID: id, Dir: filepath.Join(data, editionsName, id)}
	held = manifestLock(e.Dir)
	if free, err := held.TryLock(); err != nil || !free {
		held.Close()
		return nil, nil, nil
	}
	text, err := os.ReadFile(e.Path(manifestName))
	if err != nil {
		return nil, nil, errors.Join(messages.FileFault(err, e.Dir), held.Close())
	}
	if e.Manifest, err = parse(text); err != nil {
		return held, nil, nil
	}
	if e.Manifest.Form > form {
		return nil, nil, errors.Join(messages.Errorf("edition_version", id, e.Manifest.Form, form), held.Close())
	}
	if faults, err := e.faults(); err != nil || len(faults) > 0 {
		return held, nil, err
	}
	if e.Manifest.Counts == nil {
		e.Manifest.Counts = map[string]int64{}
	}
	return held, e, nil
}

// replace writes the draft through to the disk and puts it in the place of the
// edition id. After a crash in between, the edition is gone.
func (d *Draft) replace(id string) error {
	if err := atomicfile.SyncTree(d.dir); err != nil {
		return messages.FileFault(err, d.dir)
	}
	if err := discard(d.data, id); err != nil {
		return err
	}
	editions := filepath.Join(d.data, editionsName)
	if err := atomicfile.Rename(d.dir, filepath.Join(editions, id)); err != nil {
		return messages.FileFault(err, editions)
	}
	d.done = true
	return messages.FileFault(atomicfile.Sync(editions), editions)
}

// discard deletes the folder of the edition id. It is renamed first, so that no
// reader sees a half of it.
func discard(data, id string) error {
	dir := filepath.Join(data, editionsName, id)
	old := filepath.Join(data, editionsName, oldPrefix+id)
	if err := atomicfile.Rename(dir, old); err != nil {
		return messages.FileFault(err, dir)
	}
	return messages.FileFault(atomicfile.RemoveAll(old), old)
}

package pipeline

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stemme/pipeline/atomicfile"
	"stemme/pipeline/codebook"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// ownLens begins what a manifest calls an own lens among what was written; its id ends it.
const ownLens = "lens "

// A writtenFile is one in which people say what a night does.
type writtenFile struct {
	name string // as a manifest calls it
	key  string // of the configuration, that names it
	set  string // what that says, "" for nothing
	path string // where it lies
}

// plansWritten are the files of what is done about responses.
func (cfg *Config) plansWritten() []writtenFile {
	return []writtenFile{
		{codebook.PlaybookName, "playbook", cfg.Playbook, cfg.PlaybookPath()},
		{codebook.InitiativesName, "initiatives", cfg.Initiatives, cfg.InitiativesPath()},
		{codebook.KPIsName, "kpis", cfg.KPIs, cfg.KPIsPath()},
	}
}

// Named is a messages.Error where the configuration names a file or folder of what people
// write that is not there. The file of edits may be still to come, its folder not.
func (cfg *Config) Named() error {
	var faults []error
	lacks := func(key, path string) {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			faults = append(faults, messages.Errorf("named_gone", key, path))
		}
	}
	for _, w := range cfg.plansWritten() {
		if w.set != "" {
			lacks(w.key, w.path)
		}
	}
	if cfg.Lenses.Folder != "" {
		lacks("lenses.folder", cfg.LensFolder())
	}
	if cfg.Themes.Edits != "" {
		lacks("themes.edits", filepath.Dir(cfg.EditsPath()))
	}
	return errors.Join(faults...)
}

// writtenNow is what people have written of what a night does, but for the edits: as a
// manifest names it, in order.
func (cfg *Config) writtenNow() (names []string, err error) {
	for _, w := range cfg.plansWritten() {
		blank, err := codebook.Blank(w.path)
		if err != nil {
			return nil, err
		}
		if !blank {
			names = append(names, w.name)
		}
	}
	own, err := lens.ReadDir(cfg.LensFolder())
	for _, l := range own {
		names = append(names, ownLens+l.ID)
	}
	slices.Sort(names)
	return names, err
}

// vanishedWritten is what the newest edition was made by and is not there any more: what a
// manifest calls it, with where it lay.
func (cfg *Config) vanishedWritten() (gone []writtenFile, newest string, err error) {
	last, err := edition.Newest(cfg.Data)
	if err != nil || last.ID == "" {
		return nil, "", err
	}
	now, err := cfg.writtenNow()
	for _, name := range last.Manifest.Written {
		if slices.Contains(now, name) {
			continue
		}
		w := writtenFile{name: name, path: cfg.LensFolder()}
		for _, plan := range cfg.plansWritten() {
			if plan.name == name {
				w = plan
			}
		}
		gone = append(gone, w)
	}
	return gone, last.ID, err
}

// unwritten is a messages.Error where vanishedWritten finds something, or Named does.
func (cfg *Config) unwritten() error {
	faults := []error{cfg.Named()}
	gone, newest, err := cfg.vanishedWritten()
	for _, w := range gone {
		faults = append(faults, messages.Errorf("written_gone", strings.TrimPrefix(w.name, ownLens), w.path, newest))
	}
	return errors.Join(append(faults, err)...)
}

// withoutWritten goes on without what is lost of it, for ever, where that is accepted. In the
// place of a file of plans it leaves one that says nothing, since the edition may be the same.
func (n *night) withoutWritten() error {
	if !n.cfg.AcceptLoss {
		return n.cfg.unwritten()
	}
	gone, _, err := n.cfg.vanishedWritten()
	if err := errors.Join(n.cfg.Named(), err); err != nil {
		return err
	}
	for _, w := range gone {
		n.givenUp = append(n.givenUp, source.Note{Key: "loss_accepted_written", Args: []any{strings.TrimPrefix(w.name, ownLens), w.path}})
		if strings.HasPrefix(w.name, ownLens) {
			continue
		}
		err := atomicfile.Write(w.path, 0o600, func(to io.Writer) error {
			_, err := io.WriteString(to, "# "+w.name+"\n")
			return err
		})
		if err != nil {
			return messages.FileFault(err, w.path)
		}
	}
	return nil
}

package pipeline

import (
	"context"
	"path"
	"path/filepath"
	"strings"

	"stemme/pipeline/bi"
	"stemme/pipeline/copies"
	"stemme/pipeline/edition"
	"stemme/pipeline/tables"
)

// copy copies the current edition to where the configuration says, after all else:
// whatever becomes of it, the edition stands. What is there already is left alone.
func (n *night) copy(ctx context.Context, id string) error {
	if len(n.cfg.Publish) == 0 {
		return nil
	}
	return n.stage(ctx, StageCopy, func() ([]any, error) {
		ed, err := edition.Open(n.cfg.Data, id)
		if err != nil {
			return nil, err
		}
		defer ed.Close()
		all, err := edition.List(n.cfg.Data)
		if err != nil {
			return nil, err
		}
		var stay []string // what an erasure has reduced must go
		for _, one := range all {
			if one.Fault == nil && !one.Manifest.Reduced {
				stay = append(stay, one.ID)
			}
		}
		copied := 0
		for _, to := range n.cfg.Publish {
			files, err := copyable(ed, to.Detail)
			if err != nil {
				return nil, err
			}
			fresh, err := copies.Put(ctx, to, copies.Version{ID: id, Dir: ed.Dir, Files: files}, stay)
			if err != nil {
				return nil, err
			}
			if fresh {
				copied++
			}
		}
		return []any{"targets", len(n.cfg.Publish), "copied", copied}, nil
	})
}

// copyable are the files of an edition for readers elsewhere: what BI tools read,
// and of tables about single responses none unless detail is set. Without those
// the views, which name them, cannot be made.
func copyable(ed *edition.Edition, detail bool) (files []copies.File, err error) {
	for _, f := range ed.Manifest.Files {
		switch folder, _, _ := strings.Cut(f.Path, "/"); {
		case folder == bi.Folder && (detail || path.Base(f.Path) != bi.ViewsName):
		case folder == edition.Tables && detail:
		case folder == edition.Tables:
			single, err := tables.IsDetail(ed.Path(filepath.FromSlash(f.Path)))
			if err != nil {
				return nil, err
			}
			if single {
				continue
			}
		default:
			continue
		}
		files = append(files, copies.File{Path: f.Path, Bytes: f.Bytes, SHA256: f.SHA256})
	}
	return files, nil
}

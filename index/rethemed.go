package index

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"stemme/index/internal/columns"
)

// Rethemed writes into dir the index of from with other themes: docs are those
// that from was built of, with the themes that they have now. Its words are those
// of from, whose files are linked where the file system can, else copied; an index
// never changes once built. Documents other than those of from are ErrCorrupt.
func Rethemed(ctx context.Context, from, dir string, docs []Document, cfg Config) error {
	rows, err := inOrder(docs)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(from, aboutFile))
	if err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	var a about
	if err := json.Unmarshal(text, &a); err != nil {
		return fmt.Errorf("search index: %s: %w", aboutFile, ErrCorrupt)
	}
	if a.Form != form || a.Rows != len(rows) {
		return fmt.Errorf("search index: %d documents, not %d: %w", a.Rows, len(rows), ErrCorrupt)
	}
	if err := linkWords(ctx, from, dir); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	if err := columns.Rethemed(filepath.Join(from, columnFile), filepath.Join(dir, columnFile), rows); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	a.Themes, a.Tops = cfg.ThemeNames, cfg.TopThemes
	if text, err = json.MarshalIndent(a, "", "  "); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, aboutFile), append(text, '\n'), 0o600)
}

// linkWords links or copies what does not speak of themes.
func linkWords(ctx context.Context, from, dir string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || ctx.Err() != nil {
			return firstOf(err, ctx.Err())
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, name)
		switch {
		case entry.IsDir():
			return os.MkdirAll(to, 0o700)
		case name == columnFile || name == aboutFile:
			return nil
		case os.Link(path, to) == nil:
			return nil
		}
		return copyFile(path, to)
	})
}

func firstOf(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// copyFile copies a file to a new one that only its owner can read.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return firstOf(out.Sync(), out.Close())
}

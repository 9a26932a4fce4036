package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"stemme/index/internal/columns"
	"stemme/index/internal/postings"
	"stemme/models/parallel"
	"stemme/stemming"
)

// A Config says how an index is built.
type Config struct {
	Workers    int               // goroutines, and shards at most; at least 1
	Lexicon    *stemming.Lexicon // kept with the index, so that queries are understood alike; nil knows nothing
	Layers     stemming.Layers   // likewise
	ThemeNames map[string]string // by id, so that themes are found by name; may be nil
	TopThemes  map[string]string // by the id of a theme: that of the theme above it, which finds it too; may be nil
}

// Files of an index, beside the shards.
const (
	columnFile  = "columns.bin"
	aboutFile   = "index.json"
	lexiconFile = "lexicon.bin"
)

// form is the version of the files. Another one cannot be opened.
const form = 3

// about is what aboutFile holds.
type about struct {
	Form   int               `json:"form"`
	Rows   int               `json:"rows"`
	Shards []postings.Range  `json:"shards"`
	Layers stemming.Layers   `json:"layers"`
	Themes map[string]string `json:"themes,omitempty"`
	Tops   map[string]string `json:"tops,omitempty"`
}

// minShard is the fewest rows that are worth a shard of their own, and shards
// begin at a multiple of 64 rows, so that no two share a word of a row set.
const (
	minShard = 2048
	rowAlign = 64
)

// ErrTwice says that two documents have the same key.
var ErrTwice = errors.New("two documents with the same key")

// Build writes an index of docs into dir, which is made; it must be empty or
// not exist. Documents may come in any order; the slice is not changed. Failed
// or interrupted, it leaves files behind: give it a directory to be thrown away.
func Build(ctx context.Context, dir string, docs []Document, cfg Config) error {
	rows, err := inOrder(docs)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	sizes := cutRows(len(rows), cfg.Workers)
	analyser := stemming.NewAnalyser(cfg.Lexicon, cfg.Layers)
	parts := make([]*columns.RowPart, len(sizes))
	g, gctx := parallel.WithContext(ctx)
	g.SetLimit(max(cfg.Workers, 1))
	for i, size := range sizes {
		parts[i] = columns.NewRowPart(analyser)
		g.Go(func() error { return writeShard(gctx, shardPath(dir, i), rows[size.Low:size.High], parts[i]) })
	}
	if err := g.Wait(); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	if err := columns.Write(filepath.Join(dir, columnFile), rows, parts); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	return writeAbout(dir, about{form, len(rows), sizes, cfg.Layers, cfg.ThemeNames, cfg.TopThemes}, cfg.Lexicon)
}

// writeShard writes the terms of some rows as a shard, and gathers in part what
// the columns need of them.
func writeShard(ctx context.Context, path string, rows []*Document, part *columns.RowPart) error {
	var err error
	part.RowOfDoc, err = postings.Build(ctx, path, len(rows), func(i int) (string, postings.Terms) {
		var terms postings.Terms
		part.Add(rows[i], func(w columns.Word) {
			terms.Text = append(terms.Text, w.Term)
			terms.Heads = append(terms.Heads, w.Heads...)
			terms.Parts = append(terms.Parts, w.Parts...)
			terms.Exact = append(terms.Exact, w.Exact)
			if w.Folded != "" {
				terms.Folded = append(terms.Folded, w.Folded)
			}
		})
		return rows[i].Key.String(), terms
	})
	return err
}

// inOrder is docs by key.
func inOrder(docs []Document) ([]*Document, error) {
	rows := make([]*Document, len(docs))
	for i := range docs {
		rows[i] = &docs[i]
	}
	slices.SortFunc(rows, func(a, b *Document) int { return a.Key.Compare(b.Key) })
	for i := 1; i < len(rows); i++ {
		if rows[i].Key == rows[i-1].Key {
			return nil, fmt.Errorf("search index: %s: %w", rows[i].Key, ErrTwice)
		}
	}
	return rows, nil
}

// cutRows shares n rows out.
func cutRows(n, workers int) []postings.Range {
	count := max(1, min(workers, n/minShard), (n+postings.MaxShard-1)/(postings.MaxShard-rowAlign))
	var cuts []postings.Range
	for i := range count {
		low, high := n*i/count/rowAlign*rowAlign, n*(i+1)/count/rowAlign*rowAlign
		if i == count-1 {
			high = n
		}
		if low < high {
			cuts = append(cuts, postings.Range{Low: low, High: high})
		}
	}
	return cuts
}

func shardPath(dir string, i int) string {
	return filepath.Join(dir, fmt.Sprintf("shard-%03d", i))
}

func writeAbout(dir string, a about, lexicon *stemming.Lexicon) error {
	text, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return err
	}
	if lexicon == nil {
		lexicon = new(stemming.LexiconBuilder).Lexicon(nil)
	}
	f, err := os.OpenFile(filepath.Join(dir, lexiconFile), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = lexicon.WriteTo(f)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("search index: writing the lexicon: %w", err)
	}
	return os.WriteFile(filepath.Join(dir, aboutFile), append(text, '\n'), 0o600)
}

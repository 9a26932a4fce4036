package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/sync/errgroup"

	"stemme/models"
	"stemme/stemming"
)

// A Config says how an index is built.
type Config struct {
	Workers    int               // goroutines, and shards at most; at least 1
	Lexicon    *stemming.Lexicon // kept with the index, so that queries are understood alike; nil knows nothing
	Layers     stemming.Layers   // likewise
	ThemeNames map[string]string // by id, so that themes are found by name; may be nil
}

// Files of an index beside columnFile.
const (
	aboutFile   = "index.json"
	lexiconFile = "lexicon.bin"
)

// form is the version of the files. Another one cannot be opened.
const form = 2

// about is what aboutFile holds.
type about struct {
	Form   int               `json:"form"`
	Rows   int               `json:"rows"`
	Shards []shardRows       `json:"shards"`
	Layers stemming.Layers   `json:"layers"`
	Themes map[string]string `json:"themes,omitempty"`
}

// shardRows says which rows a shard holds: from Low up to High.
type shardRows struct{ Low, High int }

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
	shards := make([]*shardBuilder, len(sizes))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(max(cfg.Workers, 1))
	for i, size := range sizes {
		shards[i] = &shardBuilder{path: shardPath(dir, i), rows: rows[size.Low:size.High], words: newShardWords(analyser)}
		g.Go(func() error { return shards[i].build(gctx) })
	}
	if err := g.Wait(); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	if err := writeColumns(filepath.Join(dir, columnFile), rows, shards); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	return writeAbout(dir, about{form, len(rows), sizes, cfg.Layers, cfg.ThemeNames}, cfg.Lexicon)
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
func cutRows(n, workers int) []shardRows {
	count := max(1, min(workers, n/minShard), (n+maxShard-1)/(maxShard-rowAlign))
	var cuts []shardRows
	for i := range count {
		low, high := n*i/count/rowAlign*rowAlign, n*(i+1)/count/rowAlign*rowAlign
		if i == count-1 {
			high = n
		}
		if low < high {
			cuts = append(cuts, shardRows{low, high})
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

// read cuts a document into its tokens' words: those of the title, then those
// of the comment. It returns how many are the title's.
func (s *shardWords) read(d *Document, each func(word int32, t *token)) (title int) {
	lang := languageOf(d)
	for i, text := range [...]string{d.Title, d.Comment} {
		list := tokens(s.analyser, text, lang)
		for j := range list {
			each(s.add(text, &list[j], lang), &list[j])
		}
		if i == 0 {
			title = len(list)
		}
	}
	return title
}

// languageOf is the language that d is analysed in.
func languageOf(d *Document) models.Language {
	if d.Language == "" {
		return models.Danish
	}
	return d.Language
}

package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"stemme/models"
	"stemme/stemming"
)

// An Index is open for reading, by any number of goroutines and processes.
type Index struct {
	cols         *columns
	shards       []*shard
	analyser     *stemming.Analyser
	languages    []models.Language // of the comments; Danish first, always
	themeNames   map[string]string
	segments     map[string]bool // names in lower case
	segmentNames []string
	cache        *cache
	spaces       sync.Pool     // of *ranks
	everything   sync.Map      // facets of all comments
	slots        chan struct{} // searches at work
	counters     sync.Map      // what facets need to know, by name

	mu     sync.RWMutex // held for reading by searches, for writing by Close
	closed bool
}

// ErrClosed says that an index was closed before it was asked.
var ErrClosed = errors.New("search index is closed")

// ErrForm says that an index was written by another version of the program.
var ErrForm = errors.New("search index of another version")

// Open opens the index in dir for reading. An index that is not whole gives
// ErrCorrupt, one of another version ErrForm.
func Open(dir string) (*Index, error) {
	ix, err := open(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the search index: %w", err)
	}
	return ix, nil
}

func open(dir string) (*Index, error) {
	text, err := os.ReadFile(filepath.Join(dir, aboutFile))
	if err != nil {
		return nil, err
	}
	var a about
	if err := json.Unmarshal(text, &a); err != nil {
		return nil, fmt.Errorf("%s: %w", aboutFile, ErrCorrupt)
	}
	if a.Form != form {
		return nil, fmt.Errorf("%s: form %d: %w", aboutFile, a.Form, ErrForm)
	}
	lexicon, err := readLexicon(filepath.Join(dir, lexiconFile))
	if err != nil {
		return nil, err
	}
	cols, err := openColumns(filepath.Join(dir, columnFile), a.Rows)
	if err != nil {
		return nil, err
	}
	ix := &Index{cols: cols, analyser: stemming.NewAnalyser(lexicon, a.Layers), themeNames: a.Themes,
		cache: newCache(), slots: make(chan struct{}, 2*runtime.GOMAXPROCS(0))}
	for i, rows := range a.Shards {
		s, err := openShard(shardPath(dir, i))
		if err != nil {
			return nil, errors.Join(err, ix.Close())
		}
		ix.shards = append(ix.shards, s)
		s.rows = rows
		s.rowOfDoc = numbers[uint32](cols.file, fmt.Sprintf("shard.%d", i), rows.High-rows.Low)
	}
	if cols.file.err != nil {
		return nil, errors.Join(cols.file.err, ix.Close())
	}
	ix.know()
	return ix, nil
}

func readLexicon(name string) (*stemming.Lexicon, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lexicon, err := stemming.ReadLexicon(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", lexiconFile, err)
	}
	return lexicon, nil
}

// know fills in what queries may name.
func (ix *Index) know() {
	ix.languages = []models.Language{models.Danish}
	for i := range ix.cols.language.values.len() {
		if lang := models.Language(ix.cols.language.values.clone(i)); lang != "" && lang != models.Danish {
			ix.languages = append(ix.languages, lang)
		}
	}
	ix.segments = map[string]bool{}
	for i := range ix.cols.segmentNames.len() {
		name := ix.cols.segmentNames.clone(i)
		ix.segmentNames = append(ix.segmentNames, name)
		ix.segments[strings.ToLower(name)] = true
	}
}

// Close waits for the searches at work and lets go of the files.
func (ix *Index) Close() error {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if ix.closed {
		return nil
	}
	ix.closed = true
	var errs []error
	for _, s := range ix.shards {
		errs = append(errs, s.close())
	}
	return errors.Join(append(errs, ix.cols.file.close())...)
}

// Documents is how many comments the index holds.
func (ix *Index) Documents() int { return ix.cols.n }

// Segments is the names of the ways to cut that the survey brought along, in
// order.
func (ix *Index) Segments() []string { return slices.Clone(ix.segmentNames) }

// Document is the comment of key, as it was given to Build; ErrUnknownKey if
// there is none.
func (ix *Index) Document(ctx context.Context, key models.Key) (Document, error) {
	var d Document
	err := ix.within(ctx, func() error {
		row, found := ix.cols.rowOf(key)
		if !found {
			return ErrUnknownKey
		}
		var err error
		d, err = ix.cols.document(row)
		return err
	})
	return d, err
}

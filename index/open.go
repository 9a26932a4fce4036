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

	"stemme/index/internal/columns"
	"stemme/index/internal/postings"
	"stemme/index/internal/query"
	"stemme/models"
	"stemme/stemming"
)

// An Index is open for reading, by any number of goroutines and processes.
type Index struct {
	*opened
	own func(row int) bool // the rows that may be found; nil for all: see Within
}

// opened are an index's files, which those that are bounded share.
type opened struct {
	cols         *columns.Columns
	shards       []*postings.Shard
	analyser     *stemming.Analyser
	corpus       query.Corpus
	segmentNames []string
	cache        *postings.Cache
	spaces       sync.Pool     // of *ranks
	everything   sync.Map      // facets of all comments
	slots        chan struct{} // searches at work
	counters     sync.Map      // what facets need to know, by name
	steady       func() error  // asked before files are read; nil for nobody

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
	var ix *Index
	err := guarded(func() (err error) {
		ix, err = open(dir)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("opening the search index: %w", err)
	}
	return ix, nil
}

// Guard has steady asked before anything is read: its error says that the files are not as they
// were opened, and is that of the search. It is for who opens an index and keeps it open.
func (ix *Index) Guard(steady func() error) { ix.steady = steady }

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
	cols, err := columns.Open(filepath.Join(dir, columnFile), a.Rows)
	if err != nil {
		return nil, err
	}
	ix := &Index{opened: &opened{cols: cols, analyser: stemming.NewAnalyser(lexicon, a.Layers),
		cache: postings.NewCache(), slots: make(chan struct{}, 2*runtime.GOMAXPROCS(0))}}
	for i, rows := range a.Shards {
		s, err := postings.Open(shardPath(dir, i))
		if err != nil {
			return nil, errors.Join(corrupt(err), ix.Close())
		}
		ix.shards = append(ix.shards, s)
		s.Rows = rows
		s.RowOfDoc = cols.RowOfDoc(i, rows.High-rows.Low)
	}
	if err := cols.Fault(); err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	ix.know(a.Themes, a.Tops)
	return ix, nil
}

// corrupt marks a shard's fault as one of the index.
func corrupt(err error) error {
	if errors.Is(err, postings.ErrShard) {
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return err
}

// Lexicon is what the index in dir knows of the words of its comments.
func Lexicon(dir string) (*stemming.Lexicon, error) {
	lexicon, err := readLexicon(filepath.Join(dir, lexiconFile))
	if err != nil {
		return nil, fmt.Errorf("opening the search index: %w", err)
	}
	return lexicon, nil
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
func (ix *Index) know(themeNames, topThemes map[string]string) {
	languages := []models.Language{models.Danish}
	for i := range ix.cols.Language.Values.Len() {
		if lang := models.Language(ix.cols.Language.Values.Clone(i)); lang != "" && lang != models.Danish {
			languages = append(languages, lang)
		}
	}
	segments := map[string]bool{}
	for i := range ix.cols.SegmentNames.Len() {
		name := ix.cols.SegmentNames.Clone(i)
		ix.segmentNames = append(ix.segmentNames, name)
		segments[strings.ToLower(name)] = true
	}
	ix.corpus = query.Corpus{Cols: ix.cols, Shards: ix.shards, Analyser: ix.analyser, Languages: languages, ThemeNames: themeNames,
		TopThemes: topThemes, Segments: segments}
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
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, ix.cols.Close())...)
}

// Documents is how many comments can be found.
func (ix *Index) Documents() int {
	if ix.own == nil {
		return ix.cols.N
	}
	n := 0
	for row := range ix.cols.N {
		if ix.own(row) {
			n++
		}
	}
	return n
}

// Segments is the names of the ways to cut that the survey brought along, in
// order.
func (ix *Index) Segments() []string { return slices.Clone(ix.segmentNames) }

// Document is the comment of key, as it was given to Build; ErrUnknownKey if
// there is none.
func (ix *Index) Document(ctx context.Context, key models.Key) (Document, error) {
	var d Document
	err := ix.within(ctx, func() error {
		row, found := ix.rowOf(key)
		if !found {
			return ErrUnknownKey
		}
		var err error
		d, err = ix.cols.Document(row)
		return err
	})
	return d, err
}

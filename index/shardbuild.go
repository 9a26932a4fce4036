package index

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/util"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// Fields of the Bleve indexes. None is stored, none has positions.
const (
	textField   = "text"   // terms of whole words
	headField   = "head"   // terms of parts that end a compound
	partField   = "part"   // terms of its other parts
	exactField  = "exact"  // words as written, in lower case
	foldedField = "folded" // the same in plain letters, where that is different

	// What a comment is found by beside its words, one term a value. Searches
	// here use the columns; these are for whoever opens a shard with Bleve.
	classField      = "class"
	scoreField      = "score"
	dayField        = "day"   // 2026-03-14
	monthField      = "month" // 2026-03
	touchpointField = "touchpoint"
	stageField      = "stage"
	unitField       = "unit" // every level of the path, as a path
	themeField      = "theme"
	languageField   = "language"
)

// One merge at the end, and batches so large that their dictionaries are not
// most of the work, yet no larger, since two of them are held: 50,000 invented
// comments take 32 s and 420 MB at the peak with batches of 2,000, 17 s and 600
// MB with 4,000, 16 s and 720 MB with 8,000 (two busy cores, November 2026).
const (
	builderBatch = 4000
	builderMerge = 100
)

// A shardBuilder writes one shard, and remembers what the columns need of it.
type shardBuilder struct {
	path  string
	rows  []*Document
	words *shardWords

	forward  []int32  // word by word: into words.keys
	starts   []uint32 // by row: where it begins in forward; one more at the end
	titles   []uint32 // by row: words of the title
	rowOfDoc []uint32 // by document number of Bleve's: row within the shard
}

func (s *shardBuilder) build(ctx context.Context) error {
	b, err := newBuilder(s.path)
	if err != nil {
		return err
	}
	for i, d := range s.rows {
		if i%builderBatch == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := b.Index(s.document(d)); err != nil {
			return fmt.Errorf("indexing: %w", err)
		}
	}
	s.starts = append(s.starts, uint32(len(s.forward)))
	if err := b.Close(); err != nil {
		return fmt.Errorf("indexing: %w", err)
	}
	return s.findRows()
}

// newBuilder opens Bleve's offline builder at path, in the form that
// bleve.Open reads.
func newBuilder(path string) (*scorch.Builder, error) {
	if err := os.Mkdir(path, 0o700); err != nil {
		return nil, err
	}
	meta := fmt.Sprintf(`{"storage":%q,"index_type":%[1]q}`, scorch.Name)
	if err := os.WriteFile(filepath.Join(path, "index_meta.json"), []byte(meta), 0o600); err != nil {
		return nil, err
	}
	im, err := util.MarshalJSON(indexMapping())
	if err != nil {
		return nil, err
	}
	return scorch.NewBuilder(map[string]any{
		"path":            filepath.Join(path, "store"),
		"buildPathPrefix": path,
		"batchSize":       builderBatch,
		"mergeMax":        builderMerge,
		"internal":        map[string][]byte{string(util.MappingInternalKey): im},
	})
}

// indexMapping says to other users of Bleve what the shards hold. The terms are
// made here, not by Bleve, so to Bleve they are keywords.
func indexMapping() mapping.IndexMapping {
	doc := bleve.NewDocumentStaticMapping()
	for _, name := range [...]string{textField, headField, partField, exactField, foldedField, classField, scoreField, dayField, monthField,
		touchpointField, stageField, unitField, themeField, languageField} {
		f := bleve.NewTextFieldMapping()
		f.Analyzer = keyword.Name
		f.Store, f.IncludeTermVectors, f.DocValues, f.IncludeInAll = false, false, false, false
		f.SkipFreqNorm = !isCounted(name)
		doc.AddFieldMappingsAt(name, f)
	}
	im := bleve.NewIndexMapping()
	im.DefaultMapping = doc
	im.ScoringModel = bleveindex.BM25Scoring
	return im
}

// document is d as Bleve takes it, with its words counted on the way.
func (s *shardBuilder) document(d *Document) *document.Document {
	text, heads, parts := newCounted(textField, 0), newCounted(headField, 0), newCounted(partField, 0)
	exact, folded := newCounted(exactField, bleveindex.SkipFreqNorm), newCounted(foldedField, bleveindex.SkipFreqNorm)
	s.starts = append(s.starts, uint32(len(s.forward)))
	title := s.words.read(d, func(word int32, t *token) {
		s.forward = append(s.forward, word)
		text.add(t.term)
		exact.add(t.exact)
		if plain := s.words.folded[word]; plain != "" {
			folded.add(plain)
		}
		for _, term := range s.words.heads[word] {
			heads.add(term)
		}
		for _, term := range s.words.others[word] {
			parts.add(term)
		}
	})
	s.titles = append(s.titles, uint32(title))
	doc := document.NewDocument(d.Key.String())
	for _, f := range [...]*counted{text, heads, parts, exact, folded} {
		f.addTo(doc)
	}
	addFacets(doc, d)
	return doc
}

// addFacets adds what d is found by beside its words.
func addFacets(doc *document.Document, d *Document) {
	add := func(name string, values ...string) {
		f := newCounted(name, bleveindex.SkipFreqNorm)
		for _, v := range values {
			if v != "" {
				f.add(v)
			}
		}
		f.addTo(doc)
	}
	day := d.Day.String()
	add(classField, d.Class.String())
	add(scoreField, d.Score.String())
	add(dayField, day)
	add(monthField, day[:min(len(day), len("2006-01"))])
	add(touchpointField, d.Touchpoint)
	add(stageField, d.Stage)
	var levels []string
	for i := range len(d.Unit) {
		if d.Unit[i] == '/' {
			levels = append(levels, d.Unit[:i])
		}
	}
	add(unitField, append(levels, d.Unit)...)
	add(themeField, d.Themes...)
	add(languageField, string(d.Language))
}

// counted is a field of Bleve's whose terms are made and counted already.
type counted struct {
	name    string
	options bleveindex.FieldIndexingOptions
	length  int
	list    []string // until they are counted
	terms   bleveindex.TokenFrequencies
}

func newCounted(name string, options bleveindex.FieldIndexingOptions) *counted {
	return &counted{name: name, options: options | bleveindex.IndexField}
}

func (c *counted) add(term string) { c.list = append(c.list, term) }

// addTo counts the terms and makes them a field of doc, if there are any. Bleve
// keeps a batch of documents as they are, so they have to be small.
func (c *counted) addTo(doc *document.Document) {
	c.length = len(c.list)
	if c.length == 0 {
		return
	}
	slices.Sort(c.list)
	distinct := 1
	for i := 1; i < len(c.list); i++ {
		if c.list[i] != c.list[i-1] {
			distinct++
		}
	}
	c.terms = make(bleveindex.TokenFrequencies, distinct)
	freqs := make([]bleveindex.TokenFreq, distinct)
	for i := 0; i < len(c.list); {
		term, n := c.list[i], 0
		for ; i < len(c.list) && c.list[i] == term; i++ {
			n++
		}
		f := &freqs[len(c.terms)]
		f.Term = []byte(term)
		f.SetFrequency(n)
		c.terms[term] = f
	}
	c.list = nil
	doc.AddField(c)
}

// Analyze and the others make counted a field of Bleve's.
func (c *counted) Analyze()                                              {}
func (c *counted) Name() string                                          { return c.name }
func (c *counted) Value() []byte                                         { return nil }
func (c *counted) ArrayPositions() []uint64                              { return nil }
func (c *counted) EncodedFieldType() byte                                { return 't' }
func (c *counted) Options() bleveindex.FieldIndexingOptions              { return c.options }
func (c *counted) AnalyzedLength() int                                   { return c.length }
func (c *counted) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return c.terms }
func (c *counted) NumPlainTextBytes() uint64                             { return 0 }
func (c *counted) Size() int                                             { return len(c.terms) }

// findRows finds out which number Bleve gave to each row: within a batch it
// numbers documents in no order.
func (s *shardBuilder) findRows() error {
	seg, err := openShard(s.path)
	if err != nil {
		return err
	}
	defer seg.close()
	rowOf := make(map[string]uint32, len(s.rows))
	for i, d := range s.rows {
		rowOf[d.Key.String()] = uint32(i)
	}
	s.rowOfDoc = make([]uint32, len(s.rows))
	if int(seg.segment.Count()) != len(s.rows) {
		return fmt.Errorf("indexing: %d documents of %d: %w", seg.segment.Count(), len(s.rows), ErrCorrupt)
	}
	for doc := range s.rows {
		id, err := seg.segment.DocID(uint64(doc))
		if err != nil {
			return err
		}
		row, ok := rowOf[string(id)]
		if !ok {
			return fmt.Errorf("indexing: unknown document: %w", ErrCorrupt)
		}
		s.rowOfDoc[doc] = row
	}
	return nil
}

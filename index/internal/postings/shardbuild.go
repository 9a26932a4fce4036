package postings

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

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
	TextField   = "text"   // terms of whole words
	HeadField   = "head"   // terms of parts that end a compound
	PartField   = "part"   // terms of its other parts
	ExactField  = "exact"  // words as written, in lower case
	FoldedField = "folded" // the same in plain letters, where that is different
)

// One merge at the end, and batches so large that their dictionaries are not
// most of the work, yet no larger, since two of them are held: 50,000 invented
// comments take 32 s and 420 MB at the peak with batches of 2,000, 17 s and 600
// MB with 4,000, 16 s and 720 MB with 8,000 (two busy cores, November 2026).
const (
	builderBatch = 4000
	builderMerge = 100
)

// A Terms is the terms of one comment, by field.
type Terms struct{ Text, Heads, Parts, Exact, Folded []string }

// noRoom is err as one that is syscall.ENOSPC where Bleve, which gives on the text alone, met a full disk.
func noRoom(err error) error {
	if strings.Contains(err.Error(), syscall.ENOSPC.Error()) && !errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("%w: %w", syscall.ENOSPC, err)
	}
	return err
}

// Build writes a shard of n comments into path, which is made; at gives a
// unique name and the terms of each, in order. It returns which number Bleve
// gave to each: within a batch it numbers documents in no order.
func Build(ctx context.Context, path string, n int, at func(i int) (name string, t Terms)) (rowOfDoc []uint32, err error) {
	b, err := newBuilder(path)
	if err != nil {
		return nil, err
	}
	rowOf := make(map[string]uint32, n)
	for i := range n {
		if i%builderBatch == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		name, terms := at(i)
		rowOf[name] = uint32(i)
		if err := b.Index(terms.document(name)); err != nil {
			return nil, fmt.Errorf("indexing: %w", noRoom(err))
		}
	}
	if err := b.Close(); err != nil {
		return nil, fmt.Errorf("indexing: %w", noRoom(err))
	}
	return findRows(path, rowOf)
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
	for _, name := range [...]string{TextField, HeadField, PartField, ExactField, FoldedField} {
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

// document is a comment as Bleve takes it.
func (t Terms) document(name string) *document.Document {
	doc := document.NewDocument(name)
	newCounted(TextField, t.Text, 0).addTo(doc)
	newCounted(HeadField, t.Heads, 0).addTo(doc)
	newCounted(PartField, t.Parts, 0).addTo(doc)
	newCounted(ExactField, t.Exact, bleveindex.SkipFreqNorm).addTo(doc)
	newCounted(FoldedField, t.Folded, bleveindex.SkipFreqNorm).addTo(doc)
	return doc
}

// counted is a field of Bleve's whose terms are made and counted already.
type counted struct {
	name    string
	options bleveindex.FieldIndexingOptions
	length  int
	list    []string // until they are counted
	terms   bleveindex.TokenFrequencies
}

func newCounted(name string, terms []string, options bleveindex.FieldIndexingOptions) *counted {
	return &counted{name: name, list: terms, options: options | bleveindex.IndexField}
}

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

// findRows is, by document number of the shard at path, the row of its name.
func findRows(path string, rowOf map[string]uint32) ([]uint32, error) {
	seg, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer seg.Close()
	if int(seg.segment.Count()) != len(rowOf) {
		return nil, fmt.Errorf("indexing: %d documents of %d: %w", seg.segment.Count(), len(rowOf), ErrShard)
	}
	rowOfDoc := make([]uint32, len(rowOf))
	for doc := range rowOfDoc {
		id, err := seg.segment.DocID(uint64(doc))
		if err != nil {
			return nil, err
		}
		row, ok := rowOf[string(id)]
		if !ok {
			return nil, fmt.Errorf("indexing: unknown document: %w", ErrShard)
		}
		rowOfDoc[doc] = row
	}
	return rowOfDoc, nil
}

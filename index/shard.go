package index

import (
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A shard is one of Bleve's indexes, open for reading: a single segment.
type shard struct {
	index   bleve.Index
	reader  bleveindex.IndexReader
	segment segment.Segment

	mapped   []byte       // the segment's file, nil where that is unknown
	reads    atomic.Int64 // terms read since mapped was released
	rows     shardRows
	rowOfDoc []uint32 // by document number of Bleve's: row within the shard
}

// openShard opens the index at path for reading. Any number of processes may.
func openShard(path string) (*shard, error) {
	index, err := bleve.OpenUsing(path, map[string]any{"read_only": true})
	if err != nil {
		return nil, fmt.Errorf("opening a shard: %w", err)
	}
	s := &shard{index: index}
	advanced, err := index.Advanced()
	if err == nil {
		s.reader, err = advanced.Reader()
	}
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	snapshot, ok := s.reader.(*scorch.IndexSnapshot)
	if !ok || len(snapshot.Segments()) != 1 {
		return nil, errors.Join(fmt.Errorf("opening a shard: %w", ErrCorrupt), s.close())
	}
	s.segment = snapshot.Segments()[0].Segment()
	if file, ok := s.segment.(interface{ Data() []byte }); ok {
		s.mapped = file.Data()
	}
	return s, nil
}

func (s *shard) close() error {
	var err error
	if s.reader != nil {
		err = s.reader.Close()
	}
	return errors.Join(err, s.index.Close())
}

// isCounted says whether a field holds how often a comment has a term.
func isCounted(field string) bool {
	return field == textField || field == headField || field == partField
}

// A posting says that a row of a shard holds a term, and how often, up to 255:
// the row in the upper 24 bits, the count in the lower 8.
type posting uint32

// maxShard is how many rows a posting can tell apart.
const maxShard = 1 << 24

func newPosting(row, count uint32) posting { return posting(row<<8 | min(count, 255)) }
func (p posting) row() uint32              { return uint32(p) >> 8 }
func (p posting) count() uint32            { return uint32(p) & 255 }

// readsHeld is how many terms are read from a shard before its file's pages are
// let go: what was read last is in the cache, and a page that is asked for again
// is there within a microsecond. Of 500,000 comments, 143 MB would stay.
const readsHeld = 200

// hasRead counts a term that was read.
func (s *shard) hasRead() {
	if s.reads.Add(1)%readsHeld == 0 && s.mapped != nil {
		release(s.mapped)
	}
}

// postings reads who holds term in field, in no order.
func (s *shard) postings(field, term string) ([]posting, error) {
	defer s.hasRead()
	dict, err := s.segment.Dictionary(field)
	if err != nil {
		return nil, err
	}
	list, err := dict.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, err
	}
	out := make([]posting, 0, list.Count())
	counted := isCounted(field)
	for it := list.Iterator(counted, false, false, nil); ; {
		p, err := it.Next()
		if err != nil {
			return nil, err
		}
		if p == nil {
			return out, nil
		}
		count := uint32(1)
		if counted {
			count = uint32(p.Frequency())
		}
		out = append(out, newPosting(s.rowOfDoc[p.Number()], count))
	}
}

// holding is in how many documents of the shard field holds term.
func (s *shard) holding(field, term string) (int, error) {
	dict, err := s.segment.Dictionary(field)
	if err != nil {
		return 0, err
	}
	list, err := dict.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return 0, err
	}
	return int(list.Count()), nil
}

// near calls each with the exact forms that differ from exact in at most edits
// letters, as written or in plain letters.
func (s *shard) near(exact, folded string, edits int, each func(exact string, distance int), cols *columns) error {
	fuzzy, ok := s.reader.(bleveindex.IndexReaderFuzzy)
	if !ok {
		return ErrCorrupt
	}
	type lookup struct{ field, word string }
	lookups := []lookup{{exactField, exact}, {foldedField, folded}}
	if folded != exact {
		lookups = append(lookups, lookup{exactField, folded})
	}
	for _, in := range lookups {
		dict, err := fuzzy.FieldDictFuzzy(in.field, in.word, edits, "")
		if err != nil {
			return err
		}
		for {
			entry, err := dict.Next()
			if err != nil || entry == nil {
				if err := errors.Join(err, dict.Close()); err != nil {
					return err
				}
				break
			}
			cols.exactForms(in.field, entry.Term, func(form string) { each(form, int(entry.EditDistance)) })
		}
	}
	return nil
}

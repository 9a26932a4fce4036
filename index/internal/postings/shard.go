// Package postings keeps who holds a term, in Bleve's indexes: one a shard, a
// shard a core, each a single segment without stored texts and without
// positions. It is the only package that knows Bleve.
package postings

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum/levenshtein"
)

// A Shard is one of Bleve's indexes, open for reading: a single segment.
type Shard struct {
	Rows     Range
	RowOfDoc []uint32 // by document number of Bleve's: row within the shard

	index   bleve.Index
	reader  bleveindex.IndexReader
	segment segment.Segment
	mapped  []byte       // the segment's file, nil where that is unknown
	reads   atomic.Int64 // terms read since mapped was released
}

// A Range says which rows a shard holds: from Low up to High.
type Range struct{ Low, High int }

// ErrShard says that a shard is not as it was built.
var ErrShard = errors.New("not a whole shard")

// Open opens the index at path for reading. Any number of processes may.
func Open(path string) (*Shard, error) {
	index, err := bleve.OpenUsing(path, map[string]any{"read_only": true})
	if err != nil {
		return nil, fmt.Errorf("opening a shard: %w", err)
	}
	s := &Shard{index: index}
	advanced, err := index.Advanced()
	if err == nil {
		s.reader, err = advanced.Reader()
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	snapshot, ok := s.reader.(*scorch.IndexSnapshot)
	if !ok || len(snapshot.Segments()) != 1 {
		return nil, errors.Join(fmt.Errorf("opening a shard: %w", ErrShard), s.Close())
	}
	s.segment = snapshot.Segments()[0].Segment()
	if file, ok := s.segment.(interface{ Data() []byte }); ok {
		s.mapped = file.Data()
	}
	return s, nil
}

func (s *Shard) Close() error {
	var err error
	if s.reader != nil {
		err = s.reader.Close()
	}
	return errors.Join(err, s.index.Close())
}

// isCounted says whether a field holds how often a comment has a term.
func isCounted(field string) bool {
	return field == TextField || field == HeadField || field == PartField
}

// A Posting says that a row of a shard holds a term, and how often, up to 255:
// the row in the upper 24 bits, the count in the lower 8.
type Posting uint32

// MaxShard is how many rows a posting can tell apart.
const MaxShard = 1 << 24

func NewPosting(row, count uint32) Posting { return Posting(row<<8 | min(count, 255)) }
func (p Posting) Row() uint32              { return uint32(p) >> 8 }
func (p Posting) Count() uint32            { return uint32(p) & 255 }

// readsHeld is how many terms are read from a shard before its file's pages are
// let go: what was read last is in the cache, and a page that is asked for again
// is there within a microsecond. Of 500,000 comments, 143 MB would stay.
const readsHeld = 200

// hasRead counts a term that was read.
func (s *Shard) hasRead() {
	if s.reads.Add(1)%readsHeld == 0 && s.mapped != nil {
		release(s.mapped)
	}
}

// postings reads who holds term in field, in no order.
func (s *Shard) postings(field, term string) ([]Posting, error) {
	defer s.hasRead()
	dict, err := s.segment.Dictionary(field)
	if err != nil {
		return nil, err
	}
	list, err := dict.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, err
	}
	out := make([]Posting, 0, list.Count())
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
		out = append(out, NewPosting(s.RowOfDoc[p.Number()], count))
	}
}

// Holding is in how many documents of the shard field holds term.
func (s *Shard) Holding(field, term string) (int, error) {
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

// near are the builders of automata that find the words at most one and two edits
// away, an exchange of neighbours being one.
var near = [...]func() (*levenshtein.LevenshteinAutomatonBuilder, error){within(1), within(2)}

func within(edits uint8) func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
	return sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
		return levenshtein.NewLevenshteinAutomatonBuilder(edits, true)
	})
}

// Near calls each with the terms of exactField and foldedField that differ from
// exact, or from folded, in at most edits letters, one or two. It walks the segment
// itself: Bleve's reader would do so in a goroutine of its own, where damage ends
// the program.
func (s *Shard) Near(ctx context.Context, exact, folded string, edits int, each func(field, term string, distance int)) error {
	builder, err := near[edits-1]()
	if err != nil {
		return err
	}
	type lookup struct{ field, word string }
	lookups := []lookup{{ExactField, exact}, {FoldedField, folded}}
	if folded != exact {
		lookups = append(lookups, lookup{ExactField, folded})
	}
	for _, in := range lookups {
		automaton, err := builder.BuildDfa(in.word, uint8(edits))
		if err != nil {
			return err
		}
		dict, err := s.segment.Dictionary(in.field)
		if err != nil {
			return err
		}
		for terms := dict.AutomatonIterator(automaton, nil, nil); ; {
			if err := ctx.Err(); err != nil {
				return err
			}
			entry, err := terms.Next()
			if err != nil {
				return err
			}
			if entry == nil {
				break
			}
			each(in.field, entry.Term, int(entry.EditDistance))
		}
	}
	return nil
}

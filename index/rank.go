package index

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"math"
	"slices"

	"stemme/index/internal/columns"
	"stemme/index/internal/postings"
	"stemme/index/internal/query"
	"stemme/models"
	"stemme/models/bitset"
)

// ranked is a row with what it is ordered by: the higher the earlier.
type ranked struct {
	rank float64
	row  int // of the whole index
}

// compare puts the higher rank first, then the lower row, which is the lower key.
func (r ranked) compare(s ranked) int {
	return cmp.Or(cmp.Compare(s.rank, r.rank), cmp.Compare(r.row, s.row))
}

// position is a place in the order of hits.
type position struct {
	rank float64
	row  int  // first row whose key is not below that of the hit
	is   bool // that row is the hit
}

// passed says whether r lies at p or before.
func (p *position) passed(r ranked) bool {
	if r.rank != p.rank {
		return r.rank > p.rank
	}
	return r.row < p.row || p.is && r.row == p.row
}

// cursor is a hit's place, as a text that says nothing to people.
func cursor(rank float64, key models.Key) string {
	text, _ := json.Marshal([]any{math.Float64bits(rank), key.Source, key.ID})
	return base64.RawURLEncoding.EncodeToString(text)
}

// readCursor reads what cursor writes; "" is the beginning.
func (ix *Index) readCursor(text string) (*position, error) {
	if text == "" {
		return nil, nil
	}
	wrong := &QueryError{Reason: query.BadCursor}
	plain, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, wrong
	}
	var bits uint64
	var key models.Key
	var parts []json.RawMessage
	if json.Unmarshal(plain, &parts) != nil || len(parts) != 3 || json.Unmarshal(parts[0], &bits) != nil ||
		json.Unmarshal(parts[1], &key.Source) != nil || json.Unmarshal(parts[2], &key.ID) != nil {
		return nil, wrong
	}
	p := &position{rank: math.Float64frombits(bits)}
	p.row, p.is = ix.cols.RowOf(key)
	return p, nil
}

// best is the first few of what is offered to it.
type best struct {
	limit int // below 0 for all
	heap  []ranked
}

// offer keeps r if it is among the best so far. The heap's top is the worst.
func (b *best) offer(r ranked) {
	switch {
	case b.limit < 0:
		b.heap = append(b.heap, r)
	case len(b.heap) < b.limit:
		b.heap = append(b.heap, r)
		for i := len(b.heap) - 1; i > 0; {
			up := (i - 1) / 2
			if b.heap[up].compare(b.heap[i]) >= 0 {
				break
			}
			b.heap[up], b.heap[i] = b.heap[i], b.heap[up]
			i = up
		}
	case b.limit > 0 && r.compare(b.heap[0]) < 0:
		b.heap[0] = r
		b.sink()
	}
}

func (b *best) sink() {
	for i := 0; ; {
		down := 2*i + 1
		if down >= len(b.heap) {
			return
		}
		if down+1 < len(b.heap) && b.heap[down+1].compare(b.heap[down]) > 0 {
			down++
		}
		if b.heap[i].compare(b.heap[down]) >= 0 {
			return
		}
		b.heap[i], b.heap[down] = b.heap[down], b.heap[i]
		i = down
	}
}

// answer is what one shard says.
type answer struct {
	classes Classes
	best    []ranked
	counts  [][]Classes // by facet and value
}

// answer ranks and counts the rows of set.
func (s *search) answer(e *evaluation, set bitset.Set) *answer {
	a := &answer{counts: make([][]Classes, len(s.facets))}
	top := best{limit: -1}
	if s.req.Size >= 0 {
		top.limit = max(s.req.From, 0) + s.req.Size
	}
	if s.req.Sort == ByRelevance && top.limit != 0 {
		e.rank(s.plan, set, true)
	}
	order := s.order(e)
	low := e.shard.Rows.Low
	byClass := [4]int{}
	for row := range set.Each() {
		byClass[e.ix.cols.Class[low+int(row)]]++
		if top.limit == 0 {
			continue
		}
		if r := (ranked{order(row), low + int(row)}); s.after == nil || !s.after.passed(r) {
			top.offer(r)
		}
	}
	a.classes = Classes{byClass[models.Promoter], byClass[models.Passive], byClass[models.Detractor], byClass[models.NoClass]}
	for i, c := range s.facets {
		a.counts[i] = s.count(c, e.shard, set)
	}
	slices.SortFunc(top.heap, ranked.compare)
	a.best = top.heap
	return a
}

// count counts a facet; that of everything only once.
func (s *search) count(c *counter, sh *postings.Shard, set bitset.Set) []Classes {
	if s.plan != nil || s.ix.own != nil {
		return c.count(set, sh.Rows.Low)
	}
	type of struct {
		name  string
		shard *postings.Shard
	}
	if known, ok := s.ix.everything.Load(of{c.name, sh}); ok {
		return known.([]Classes)
	}
	counts := c.count(set, sh.Rows.Low)
	s.ix.everything.Store(of{c.name, sh}, counts)
	return counts
}

// order is what rows are ordered by.
func (s *search) order(e *evaluation) func(row uint32) float64 {
	c, low := e.ix.cols, uint32(e.shard.Rows.Low)
	sign := 1.0
	if s.req.Rising {
		sign = -1
	}
	switch s.req.Sort {
	case ByDate:
		return func(row uint32) float64 {
			if day := models.Day(c.Day[low+row]); day != models.NoDay {
				return sign * float64(day)
			}
			return math.Inf(-1)
		}
	case ByScore:
		return func(row uint32) float64 {
			if score := c.Score[low+row]; score != columns.NoScore {
				return sign * float64(score)
			}
			return math.Inf(-1)
		}
	}
	return func(row uint32) float64 {
		if e.ranks == nil {
			return 0
		}
		return sign * e.ranks.score[row]
	}
}

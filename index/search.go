package index

import (
	"context"
	"errors"
	"slices"
	"stemme/index/internal/query"
	"stemme/models/bitset"
	"stemme/models/parallel"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// A Request says what to find and what to tell about it.
type Request struct {
	Query  string // see the package's documentation; "" finds everything
	Filter Filter // that also has to hold
	Sort   Sort
	Rising bool // the other way round; what has no day or score comes last both ways
	Size   int  // hits wanted; below 0 for all
	From   int  // hits to leave out before them
	// After continues behind a hit of an earlier result, by its Cursor. Pages
	// taken so neither repeat nor skip a hit, even where a new edition has been
	// published between.
	After     string
	Facets    []string // see Facet
	MinGroup  int      // counts below it are withheld
	Highlight bool     // mark what was found
}

// Sort is an order of hits. Ties are broken by key.
type Sort int

// The orders.
const (
	ByRelevance Sort = iota // best first
	ByDate                  // newest first
	ByScore                 // highest first
)

// A Result is what a request found.
type Result struct {
	Total   int
	Classes Classes // of all that were found
	Hits    []Hit
	// Near is comments that hold all words of the query but one, best first, where
	// Hits are fewer than asked for and there are two to five words. They are in
	// none of the counts.
	Near   []Hit
	Misses []Miss    // where nothing was found, and all can be: values and words of the query that no comment has
	Read   []Reading // words of the query that are taken for misspellings of others
	Loose  Loose     // where less than a page was found: a query that asks for less, and finds more
	Facets []Facet
	Took   time.Duration
}

// Classes counts comments by class.
type Classes struct{ Promoters, Passives, Detractors, Unscored int }

func (c *Classes) add(d Classes) {
	c.Promoters += d.Promoters
	c.Passives += d.Passives
	c.Detractors += d.Detractors
	c.Unscored += d.Unscored
}

// Total is all of them.
func (c Classes) Total() int { return c.Promoters + c.Passives + c.Detractors + c.Unscored }

// Search answers req. What is wrong with its query is a *QueryError. Searches
// that take longer than ctx allows end with ctx's error.
func (ix *Index) Search(ctx context.Context, req Request) (Result, error) {
	began := time.Now()
	var res Result
	err := ix.within(ctx, func() error {
		s, err := ix.prepare(ctx, req)
		if err != nil {
			return err
		}
		res, err = s.result()
		res.Read = s.read
		if err != nil || ix.own != nil {
			return err
		}
		if res.Total == 0 {
			res.Misses = ix.corpus.Misses(ctx, norm.NFC.String(strings.ToValidUTF8(req.Query, "\uFFFD")))
		}
		res.Loose, err = s.loosen(res.Total)
		return err
	})
	res.Took = time.Since(began)
	return res, err
}

// within runs a search while the index stays open, and not more of them at
// once than the cores can carry.
func (ix *Index) within(ctx context.Context, search func() error) error {
	return ix.whileOpen(func() error { return ix.atWork(ctx, search) })
}

// whileOpen does something that needs the index's files.
func (ix *Index) whileOpen(do func() error) error {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	if ix.closed {
		return ErrClosed
	}
	if ix.steady != nil {
		if err := ix.steady(); err != nil {
			return errors.Join(ErrCorrupt, err)
		}
	}
	return guarded(do)
}

// atWork waits for its turn.
func (ix *Index) atWork(ctx context.Context, search func() error) error {
	select {
	case ix.slots <- struct{}{}:
		defer func() { <-ix.slots }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return search()
}

// A search is a request at work.
type search struct {
	ix     *Index
	ctx    context.Context
	req    Request
	plan   query.Plan
	own    map[uint32]bool // terms that the query names
	read   []Reading
	after  *position
	facets []*counter
}

func (ix *Index) prepare(ctx context.Context, req Request) (*search, error) {
	query := norm.NFC.String(strings.ToValidUTF8(req.Query, "\uFFFD"))
	wanted, own, read, err := ix.corpus.PlanOf(ctx, query, req.Filter)
	if err != nil {
		return nil, ix.told(err)
	}
	s := &search{ix: ix, ctx: ctx, req: req, plan: wanted, own: own, read: read}
	if s.after, err = ix.readCursor(req.After); err != nil {
		return nil, err
	}
	for _, name := range req.Facets {
		if c := ix.newCounter(name); c != nil {
			s.facets = append(s.facets, c)
		}
	}
	return s, nil
}

// told is what is wrong with a query, without what was meant where that may be known
// from comments that cannot be found.
func (ix *Index) told(err error) error {
	var fault *QueryError
	if ix.own == nil || !errors.As(err, &fault) || fault.Reason != query.FieldMeant {
		return err
	}
	return &QueryError{Reason: query.UnknownField, Pos: fault.Pos, Arg: fault.Arg}
}

// Each hands the hits of req to do, in order, one by one, without ever holding
// all of them: for results of any size. It ends at the first error that do
// returns.
func (ix *Index) Each(ctx context.Context, req Request, do func(Hit) error) error {
	return ix.whileOpen(func() error {
		var s *search
		var best []ranked
		if err := ix.atWork(ctx, func() (err error) {
			if s, err = ix.prepare(ctx, req); err == nil {
				_, best, err = s.rank()
			}
			return err
		}); err != nil {
			return err
		}
		marker := newMarker(ix, s.plan)
		for i, r := range best {
			if i%256 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			hit, err := s.hit(r, marker)
			if err != nil {
				return err
			}
			if err := do(hit); err != nil {
				return err
			}
		}
		return nil
	})
}

// result runs s and reads out its hits.
func (s *search) result() (Result, error) {
	res, best, err := s.rank()
	if err != nil {
		return Result{}, err
	}
	if res.Hits, err = s.hits(best); err != nil {
		return Result{}, err
	}
	if err := s.near(&res); err != nil {
		return Result{}, err
	}
	return res, s.ctx.Err()
}

// hits reads out rows.
func (s *search) hits(best []ranked) ([]Hit, error) {
	marker := newMarker(s.ix, s.plan)
	hits := make([]Hit, len(best))
	for i, r := range best {
		var err error
		if hits[i], err = s.hit(r, marker); err != nil {
			return nil, err
		}
	}
	return hits, nil
}

// rank runs s on every shard and puts the answers together: all but the hits,
// and the rows that they are.
func (s *search) rank() (Result, []ranked, error) {
	answers := make([]*answer, len(s.ix.shards))
	if err := s.each(func(i int, e *evaluation, set bitset.Set) error {
		answers[i] = s.answer(e, set)
		return s.ctx.Err()
	}); err != nil {
		return Result{}, nil, err
	}
	var res Result
	var best []ranked
	for _, a := range answers {
		res.Total += a.classes.Total()
		res.Classes.add(a.classes)
		best = append(best, a.best...)
		for i, c := range s.facets {
			c.add(a.counts[i])
		}
	}
	slices.SortFunc(best, ranked.compare)
	best = best[min(max(s.req.From, 0), len(best)):]
	if s.req.Size >= 0 {
		best = best[:min(s.req.Size, len(best))]
	}
	for _, c := range s.facets {
		res.Facets = append(res.Facets, c.facet(s.req.MinGroup))
	}
	return res, best, nil
}

// each finds the rows of each shard, all at once.
func (s *search) each(do func(i int, e *evaluation, set bitset.Set) error) error {
	g, ctx := parallel.WithContext(s.ctx)
	for i, sh := range s.ix.shards {
		g.Go(func() error {
			return guarded(func() error {
				e := newEvaluation(ctx, s.ix, sh)
				defer e.done()
				set, err := e.rows(s.plan)
				if err != nil {
					return err
				}
				s.ix.keepOwn(sh, set)
				return do(i, e, set)
			})
		})
	}
	return g.Wait()
}

// hit is one row as it is handed out.
func (s *search) hit(r ranked, m *marker) (Hit, error) {
	d, err := s.ix.cols.Document(r.row)
	if err != nil {
		return Hit{}, err
	}
	h := Hit{Document: d}
	if s.req.Sort == ByRelevance {
		h.Rank = r.rank
	}
	if s.req.Highlight {
		h.TitleMarks, h.Marks = m.marks(r.row, &h.Document)
		h.Fragments = fragments(h.Comment, h.Marks)
	}
	h.Cursor = cursor(r.rank, h.Key)
	return h, nil
}

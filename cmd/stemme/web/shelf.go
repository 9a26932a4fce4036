package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"stemme/cmd/stemme/web/frame"
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/index"
	"stemme/models/parallel"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
)

// A shelf holds the current edition open and changes it when the night has
// published another.
type shelf struct {
	data      string
	latest    bool // of a customer's responses only the latest counts
	lensBelow int  // comments
	moves     func(*edition.Edition, string) (Moves, error)
	log       *slog.Logger

	mu     sync.RWMutex
	now    *published // nil while there is none
	failed unopened   // the newest edition, where it cannot be shown; written by refresh alone

	pinning sync.Mutex
	pinned  *published // an earlier edition that addresses ask for, the last one asked for
}

// unopened is an edition that cannot be shown, and why; the zero unopened is none.
type unopened struct {
	id  string // "" where not even that is known
	err error
}

// pinParam is the parameter of an address that asks for an earlier edition.
const pinParam = "edition"

// errGone says that an edition is not kept any more.
var errGone = frame.Fault{Status: http.StatusGone, Key: "web_edition_gone"}

// errEarlier says that an edition is not the current one, and who asks no analyst.
var errEarlier = frame.Fault{Status: http.StatusConflict, Key: "web_edition_earlier"}

// at is the edition called id until put. One earlier edition at a time is held open.
func (s *shelf) at(id string) (*published, error) {
	if p := s.take(); p != nil {
		if p.edition.ID == id {
			return p, nil
		}
		p.put()
	}
	s.pinning.Lock()
	defer s.pinning.Unlock()
	if s.pinned == nil || s.pinned.edition.ID != id {
		if id == edition.Current {
			return nil, errGone
		}
		next, err := s.open(id)
		if err != nil {
			return nil, errGone
		}
		s.drop()
		s.pinned = next
	}
	s.pinned.readers.Add(1)
	return s.pinned, nil
}

// unpin closes the earlier edition that is held open: a new edition may be there
// because something was erased.
func (s *shelf) unpin() {
	s.pinning.Lock()
	defer s.pinning.Unlock()
	s.drop()
}

func (s *shelf) drop() {
	if s.pinned != nil {
		go s.pinned.close()
		s.pinned = nil
	}
}

// A published is an edition, open, with what the pages show of it in memory.
// It never changes.
type published struct {
	edition *edition.Edition
	index   *index.Index
	figures
	survey       *survey.Survey
	columnValues map[string][]survey.Value // of every way to cut, over all responses
	ofLenses     *lensFigures
	counted      *countedChanges
	unveiled     func() *Moves // the alerts with what the open tables withhold; nil where they cannot be had
	views        sync.Map      // of *published, by the audience that sees so much of it
	lensViews    sync.Map      // of lensesView, by lensViewKey
	readers      sync.WaitGroup
}

// openingGC is the collector's target while an edition of more than largeBytes is
// opened: at 200,000 responses the peak is 254 MB instead of 367, and 92 are held
// instead of 260. A smaller one costs more to collect than it leaves behind.
const (
	openingGC  = 20
	largeBytes = 16 << 20
)

// sparing drives the collector harder until its result is called, which gives what is
// freed back to the system: reading the tables of an edition leaves several times as
// much behind as is kept.
func sparing(m edition.Manifest) (done func()) {
	var bytes int64
	for _, f := range m.Files {
		bytes += f.Bytes
	}
	if bytes < largeBytes {
		return func() {}
	}
	before := debug.SetGCPercent(openingGC)
	return func() {
		debug.SetGCPercent(before)
		debug.FreeOSMemory()
	}
}

func newShelf(cfg Config) *shelf {
	s := &shelf{data: cfg.Data, latest: cfg.Latest, lensBelow: cfg.LensBelow, moves: cfg.Moves, log: cfg.Log}
	s.refresh()
	return s
}

// take is the current edition until put; nil while there is none.
func (s *shelf) take() *published {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.now != nil {
		s.now.readers.Add(1)
	}
	return s.now
}

func (p *published) put() { p.readers.Done() }

// watch looks for a new edition until ctx ends.
func (s *shelf) watch(ctx context.Context, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			s.refresh()
		}
	}
}

// refresh opens the current edition if it is another one than before. What
// cannot be opened is left alone: the one before stays, and the pages and who watches
// over the server are told why. A fault of the program ends nothing.
func (s *shelf) refresh() {
	id, err := edition.CurrentID(s.data)
	if s.now != nil && (err != nil || id == s.now.edition.ID) {
		s.fail(id, err)
		return
	}
	var next *published
	err = parallel.Caught(func() (err error) {
		next, err = s.open(edition.Current)
		return err
	})
	if err != nil {
		s.fail(id, err)
		return
	}
	s.mu.Lock()
	old := s.now
	s.now, s.failed = next, unopened{}
	s.mu.Unlock()
	s.unpin()
	s.log.Info("edition opened", "edition", next.edition.ID)
	if old != nil {
		go old.close()
	}
}

// fail keeps why the newest edition cannot be shown, which is logged once; no err is that
// it is shown.
func (s *shelf) fail(id string, err error) {
	told, met := new(messages.Error), new(parallel.Panic)
	switch known := s.failed.err != nil && s.failed.id == id; {
	case err == nil || known || errors.As(err, &told) && told.Key == "no_edition":
	case errors.As(err, &met):
		s.log.Error("edition met a fault of the program", "edition", id, "fault", met.Error(), "stack", string(met.Stack))
	default:
		s.log.Error("edition cannot be opened", "edition", id, "err", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed = (unopened{}); err != nil {
		s.failed = unopened{id, err}
	}
}

// behind is the newest edition, where another one is shown since it cannot be opened.
func (s *shelf) behind() (unopened, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.failed, s.now != nil && s.failed.err != nil
}

// unopenable says whether there is an edition and none that can be shown.
func (s *shelf) unopenable() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.now == nil && s.failed.err != nil && !edition.None(s.failed.err)
}

// close closes the editions on the shelf for good.
func (s *shelf) close() {
	s.unpin()
	s.mu.Lock()
	old := s.now
	s.now = nil
	s.mu.Unlock()
	if old != nil {
		old.close()
	}
}

// open opens an edition.
func (s *shelf) open(id string) (*published, error) {
	ed, err := edition.Open(s.data, id)
	if err != nil {
		return nil, err
	}
	defer sparing(ed.Manifest)()
	p := &published{edition: ed, counted: new(countedChanges)}
	if p.figures, err = readFigures(ed.Path(edition.Tables), ed.Manifest.LensBelow(s.lensBelow)); err != nil {
		ed.Close()
		return nil, err
	}
	for _, doubt := range ed.Manifest.Doubts() {
		for lang, said := range p.assumed {
			p.assumed[lang] = append(said, doubt.Text(lang))
		}
	}
	if p.survey, err = p.readRows(ed.Path(edition.Tables), s.latest); err != nil {
		ed.Close()
		return nil, err
	}
	p.columnValues = map[string][]survey.Value{}
	for _, c := range p.survey.Columns() {
		p.columnValues[c.Name] = p.survey.Select(survey.Where{}).By(c.Name)
	}
	if p.index, err = index.Open(ed.Path(edition.Index)); err != nil {
		ed.Close()
		return nil, err
	}
	p.index.Guard(ed.Steady(edition.Index).Check)
	p.ofLenses = openLenses(ed.Path(edition.Tables), p.survey)
	p.unveiled = sync.OnceValue(func() *Moves { return s.unveil(p) })
	return p, nil
}

// unveil counts the alerts of an edition for those who may read every comment.
func (s *shelf) unveil(p *published) *Moves {
	if s.moves == nil {
		return nil
	}
	defer sparing(p.edition.Manifest)()
	m, err := s.moves(p.edition, p.lead)
	if err != nil {
		s.log.Error("alerts cannot be counted", "edition", p.edition.ID, "err", err)
		return nil
	}
	return &m
}

// close waits for those who still read p.
func (p *published) close() {
	p.readers.Wait()
	p.index.Close()
	p.edition.Close()
}

// Package pipeline is a night: from comment files to themes, a search index and
// tables, published as one edition.
package pipeline

import (
	"context"
	"path/filepath"
	"slices"
	"time"

	"stemme/models"
	"stemme/pipeline/arrivals"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
)

// Run is a night. It reads cfg's sources into the ledger, recomputes everything
// from the ledger and publishes the result. Until the last step no reader has
// seen anything; after an error the edition of the night before stands whole.
//
// Equal ledger, configuration, codebook and theme model of the night before
// give equal bytes in every table, whatever the order of the rows and the number
// of workers. Errors that the user can mend are of type *messages.Error; another
// run at work is edition.ErrLocked.
func Run(ctx context.Context, cfg Config, watch Watcher) (Summary, error) {
	begun := time.Now()
	n := &night{cfg: cfg, watch: watch, took: map[Stage]time.Duration{}, goesOn: true}
	s, err := n.run(ctx)
	if err == nil {
		s.Notes = slices.Concat(n.givenUp, s.Notes, leftNotes(n.left, cfg.Sources), n.fetched)
		err = n.putAway(ctx, s.Withdrawn)
		s.PutAway = n.putBy
	}
	if err == nil && s.Edition != "" {
		err = n.copy(ctx, s.Edition)
	}
	if err == nil {
		err = n.without()
	}
	if fault := remember(cfg.Data, RecordOf(s, begun, err)); err == nil {
		err = fault
	}
	return s, err
}

// run is Run, or an erasure: see Forget. It reads, takes in what is new, and unless
// that changes nothing makes everything again and publishes it.
func (n *night) run(ctx context.Context) (Summary, error) {
	if err := n.settle(ctx); err != nil {
		return Summary{}, err
	}
	by, err := n.prepare()
	if err != nil {
		return Summary{}, err
	}
	if s, ok, err := n.recalled(ctx, by); ok || err != nil {
		return s, err
	}
	batch, err := n.read(ctx)
	if err != nil {
		return Summary{}, err
	}
	if len(n.cfg.Sources) > 0 && len(batch.Files)+len(batch.Withdrawn) == 0 && nothingYet(n.cfg.Data) { // all of it is still being written
		return Summary{Notes: emptyNotes(batch), Unchanged: true, Took: n.took}, nil
	}
	release, err := edition.Lock(n.cfg.Data)
	if err != nil {
		return Summary{}, err
	}
	defer release()
	if err := dropLastRead(n.cfg.Data); err != nil {
		return Summary{}, err
	}
	in, err := n.takeIn(ctx, batch)
	if err != nil {
		return Summary{}, err
	}
	if in.erased > 0 { // from the edits too
		if by.books, err = n.cfg.readBooks(); err != nil {
			return Summary{}, err
		}
	}
	if s, ok, err := n.stands(ctx, &in, by); ok || err != nil {
		if err == nil {
			err = n.keepLastRead(ctx, &in)
		}
		return s, err
	}
	defer n.letGo()
	made, err := n.results(ctx, &in, by)
	if err != nil {
		return Summary{}, err
	}
	return n.putOut(ctx, &in, by, made)
}

// orders are what people have written down for the night.
type orders struct {
	books
	plans   plans
	present []string // see writtenNow
}

// prepare reads the orders, gives the sources the names that they have now, and takes them
// away from a run of edits alone.
func (n *night) prepare() (by orders, err error) {
	if err := n.cfg.present(); err != nil {
		return orders{}, err
	}
	if err := n.withoutEdits(); err != nil {
		return orders{}, err
	}
	if err := n.withoutWritten(); err != nil {
		return orders{}, err
	}
	if by.present, err = n.cfg.writtenNow(); err != nil {
		return orders{}, err
	}
	if by.books, err = n.cfg.readBooks(); err != nil {
		return orders{}, err
	}
	if by.plans, err = readPlans(&n.cfg); err != nil {
		return orders{}, err
	}
	by.planned = by.plans.themes()
	if n.cfg.Tables.Group != "" {
		if n.group, err = edition.Group(n.cfg.Tables.Group, n.cfg.Data); err != nil {
			return orders{}, err
		}
	}
	if n.cfg.Themes.EditsOnly {
		n.cfg.Sources = nil // what has arrived waits for the night
	}
	return by, nil
}

// An intake is the ledger once it has taken in what was read.
type intake struct {
	batch     source.Batch
	ledger    *ledger.Ledger
	responses []models.Response // all of the ledger
	accepted  ledger.Accepted
	erased    int // by this night, what was taken back too
	taken     ledger.Withdrawal
	readings  []source.ReadingRow // what is known of the sources
	notes     []source.Note       // of what was lost, and what differs from earlier nights
}

// takeIn opens the ledger, erases what is to be, and accepts what was read, masked.
func (n *night) takeIn(ctx context.Context, batch source.Batch) (in intake, err error) {
	in.batch = batch
	var lost []ledger.Fault
	if in.ledger, lost, err = openLedger(n.cfg.Data, n.cfg.AcceptLoss); err != nil {
		return intake{}, err
	}
	if in.erased, err = n.erase(ctx, in.ledger); err != nil {
		return intake{}, err
	}
	retained := in.erased
	if in.taken, err = n.withdraw(ctx, in.ledger); err != nil {
		return intake{}, err
	}
	in.erased += len(in.taken.Gone)
	a, err := n.admit(ctx, in.ledger, batch)
	if err != nil {
		return intake{}, err
	}
	in.accepted = a.accepted
	in.responses = n.cfg.placed(in.ledger.Release())
	in.readings = arrivals.Rows(a.kept, n.cfg.allKinds(), in.responses)
	in.notes = append(lossNotes(lost, in.ledger), a.notes...)
	if retained > 0 && n.forgetting == nil {
		in.notes = append(in.notes, source.Note{Key: "retention_erased", Args: []any{retained, n.cfg.Retention}})
	}
	return in, nil
}

// results are what the stages have made when the tables are written.
type results struct {
	responses []models.Response
	language  analysis
	found     finding
	vectors   string // hash of the word vectors' file; "" for none
	figures   figures
	followed  followed
	previous  predecessor
	readings  []source.ReadingRow
	offers    []Offer // of lenses that would fit
}

// results runs the stages from language to what is followed up.
func (n *night) results(ctx context.Context, in *intake, by orders) (made results, err error) {
	made.responses, made.readings = in.responses, in.readings
	if made.language, err = n.analyse(ctx, in.responses); err != nil {
		return results{}, err
	}
	if made.previous, err = n.previous(in.ledger, in.responses, made.language); err != nil {
		return results{}, err
	}
	if made.found, made.vectors, err = n.find(ctx, in.responses, made.language, made.previous, by.books); err != nil {
		return results{}, err
	}
	if made.offers, err = n.offered(ctx, by.lenses, in.responses, made.language, made.found); err != nil {
		return results{}, err
	}
	var shown improvement.Shown
	if made.figures, shown, err = n.measure(ctx, in.responses, made.language, made.found); err != nil {
		return results{}, err
	}
	made.followed, err = n.follow(ctx, followable{in.responses, made.figures.open, made.language, made.found.Result, shown, made.figures.few}, by.plans)
	return made, err
}

// putOut writes the results as an edition, publishes it and lists who is to be
// contacted.
func (n *night) putOut(ctx context.Context, in *intake, by orders, made results) (Summary, error) {
	draft, err := edition.Begin(n.cfg.Data)
	if err != nil {
		return Summary{}, err
	}
	defer draft.Discard()
	p := in.publication()
	p.model, p.codebook, p.followed = made.previous.hash, by.Hash(), made.followed.hash
	p.edits, p.written = len(by.Said()), by.present
	p.config = n.cfg.identity(inputs{made.language.dictionary, made.vectors, hashOfLenses(by.lenses)})
	p.made = p.key(made.found.Model)
	if len(made.found.seen.Themes) > 0 {
		p.commented, p.unread = made.language.unread(in.responses)
	}
	p.offers = made.offers
	p.turned = turned(made.responses, made.found.Mentions, n.cfg.Turned)
	if p.rows, err = n.tabulate(ctx, draft, made, stamp(p.made, in.responses)); err != nil {
		return Summary{}, err
	}
	if err := n.index(ctx, draft, made); err != nil {
		return Summary{}, err
	}
	id, fresh, err := n.publish(ctx, draft, p)
	if err != nil {
		return Summary{}, err
	}
	if err := codebook.Keep(n.cfg.Data, by.written); err != nil {
		return Summary{}, err
	}
	s := summarise(in, made)
	if s.Listed, err = n.list(ctx, &made.followed, in.batch.Responses, true); err != nil {
		return Summary{}, err
	}
	if s.Receipt, err = n.reduce(ctx, in.ledger, Receipt{Responses: in.erased, Restored: in.taken.Restored, Kept: in.taken.Kept, Withdrawn: n.withdrawn, Edition: id}, made.language); err != nil {
		return Summary{}, err
	}
	said := p.manifest()
	s.Lapsed = lapsedOf(&by.Book, made.found.Lapses)
	s.Notes = slices.Concat(s.Notes, doubtNotes(&said), notes(made.found), lapseNotes(&by.Book, s.Lapsed, filepath.Base(n.cfg.EditsPath())), undatedNotes(in.responses), switchNotes(made.figures.cuts, in.batch.Responses), by.plans.notes(made.found.ids(), by.lenses), by.plans.consentNotes(in.responses), optOutNotes(&s.Listed), offerNotes(made.offers), made.previous.notes, numberNotes(made.previous.found, s.Themes), made.upgradeNotes(), heldNotes(s.Receipt.Held))
	s.AssignOnly, s.Edition, s.Unchanged, s.Took = n.cfg.Themes.AssignOnly, id, !fresh, n.took
	return s, nil
}

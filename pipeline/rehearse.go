package pipeline

import (
	"context"
	"errors"
	"slices"
	"time"

	"stemme/models"
	"stemme/pipeline/arrivals"
	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
)

// A Rehearsal is what a night would do before it analyses anything.
type Rehearsal struct {
	source.Batch // masked
	Accepted     ledger.Accepted
	Placeholders int // that masking would put in the place of personal data
	Erased       int // that retention would erase, all that were answered before Oldest
	Oldest       models.Day
	Notes        []source.Note // but for how the readings differ from those that are kept
}

// Rehearse reads and masks as Run does, and says what would be accepted; it writes
// nothing, takes no lock and moves no file. Its error is what would stop the night.
func Rehearse(ctx context.Context, cfg Config, watch Watcher) (Rehearsal, error) {
	if err := cfg.present(); err != nil {
		return Rehearsal{}, err
	}
	n := &night{cfg: cfg, watch: watch, took: map[Stage]time.Duration{}}
	if err := errors.Join(cfg.vanishedEdits(), cfg.unwritten()); err != nil {
		return Rehearsal{}, err
	}
	if _, err := cfg.readBooks(); err != nil {
		return Rehearsal{}, err
	}
	if _, err := readPlans(&cfg); err != nil {
		return Rehearsal{}, err
	}
	batch, err := n.read(ctx)
	if err != nil {
		return Rehearsal{}, err
	}
	book, _, err := openLedger(cfg.Data, false)
	if err != nil {
		return Rehearsal{}, err
	}
	counts, _, err := cfg.mask(ctx, book, batch.Responses)
	if err != nil {
		return Rehearsal{}, err
	}
	r := Rehearsal{Batch: batch, Placeholders: counts.Masked()}
	kept, err := arrivals.Readings(ledgerDir(cfg.Data))
	if err != nil {
		return Rehearsal{}, err
	}
	v, err := cfg.rules().Judge(book, batch, kept)
	if err != nil {
		return r, err
	}
	r.Notes = slices.Concat(emptyNotes(batch), withdrawnNotes(batch), v.Notes, leftNotes(n.left, cfg.Sources), n.fetched)
	if r.Oldest, err = cfg.oldest(time.Now()); err != nil {
		return r, err
	}
	keys, e, err := forgettable(book, Forgetting{Before: r.Oldest})
	if err != nil {
		return r, err
	}
	if err := cfg.doubtRetention(len(keys), book.Len(), r.Oldest); err != nil {
		return r, err
	}
	r.Erased = len(keys)
	r.Accepted, err = book.Would(ctx, batch.Responses, e)
	return r, err
}

// Foresee says what Run would refuse of a batch that Read has read, maybe in part, which it
// masks; it writes nothing. Where the ledger is not whole, that is for others to say.
func Foresee(ctx context.Context, cfg Config, batch source.Batch) ([]source.Note, error) {
	book, err := ledger.Open(ledgerDir(cfg.Data))
	if err != nil || ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if _, _, err := cfg.mask(ctx, book, batch.Responses); err != nil {
		return nil, err
	}
	kept, err := arrivals.Readings(ledgerDir(cfg.Data))
	if err != nil {
		return nil, err
	}
	return cfg.rules().Foresee(book, batch, kept)
}

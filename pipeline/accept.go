package pipeline

import (
	"context"
	"errors"
	"slices"

	"stemme/pipeline/arrivals"
	"stemme/pipeline/ledger"
	"stemme/pipeline/privacy"
	"stemme/pipeline/source"
)

// An admission is what became of what was read.
type admission struct {
	accepted ledger.Accepted
	kept     map[string]arrivals.KeptReading // what is known of all sources now
	notes    []source.Note                   // of what differs from earlier nights
}

// admit masks what was read, and what other rules have masked, refuses it where it cannot stand beside what the ledger
// has, and accepts it. What is refused leaves the responses of the ledger, masked, as they were;
// its reading is kept, so that the user can accept it.
func (n *night) admit(ctx context.Context, book *ledger.Ledger, batch source.Batch) (a admission, err error) {
	if err := renamedMeanwhile(book, batch); err != nil {
		return admission{}, err
	}
	masked, err := n.remask(ctx, book)
	if err != nil {
		return admission{}, err
	}
	salt, err := n.mask(ctx, book, batch.Responses)
	if err != nil {
		return admission{}, err
	}
	if a.kept, err = arrivals.Readings(ledgerDir(n.cfg.Data)); err != nil {
		return admission{}, err
	}
	v, err := n.cfg.rules().Judge(book, batch, a.kept)
	if err != nil {
		return admission{}, errors.Join(err, arrivals.Wait(book, v.Refused, a.kept))
	}
	a.notes = slices.Concat(v.Changes, v.Notes, remaskNotes(masked))
	if salt != nil {
		if err := errors.Join(book.SetSalt(salt), book.SetMasking(privacy.Rules())); err != nil {
			return admission{}, err
		}
	}
	a.accepted, a.kept, err = n.accept(ctx, book, batch, a.kept)
	if a.accepted.Reverted > 0 {
		a.notes = append(a.notes, source.Note{Key: "delivery_again", Args: []any{a.accepted.Reverted}})
	}
	return a, err
}

// accept takes the responses into the ledger and keeps what was recognised of
// their sources; known is what is kept of all of them then.
func (n *night) accept(ctx context.Context, to *ledger.Ledger, batch source.Batch, kept map[string]arrivals.KeptReading) (accepted ledger.Accepted, known map[string]arrivals.KeptReading, err error) {
	err = n.stage(ctx, StageAccept, func() ([]any, error) {
		brought, err := arrivals.Brought(batch, kept)
		if err != nil {
			return nil, err
		}
		if accepted, err = to.Take(ctx, brought, n.marks); err == nil {
			err = arrivals.Keep(to, batch.Files, kept)
		}
		if err == nil {
			known, err = arrivals.Readings(ledgerDir(n.cfg.Data))
		}
		return []any{"new", accepted.New, "replaced", accepted.Replaced, "unchanged", accepted.Unchanged,
			"duplicate", accepted.Duplicate, "erased", accepted.Erased, "early", accepted.Early}, err
	})
	return accepted, known, err
}

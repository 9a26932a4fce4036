package pipeline

import (
	"context"

	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
)

// An admission is what became of what was read.
type admission struct {
	accepted ledger.Accepted
	kept     map[string]KeptReading // what is known of all sources now
	notes    []source.Note          // of what differs from earlier nights
}

// admit masks what was read, refuses it where it cannot stand beside what the ledger
// has, and accepts it. What is refused leaves the ledger as it was, but for a reading
// that may be said yes to.
func (n *night) admit(ctx context.Context, book *ledger.Ledger, batch source.Batch) (a admission, err error) {
	if err := renamedMeanwhile(book, batch); err != nil {
		return admission{}, err
	}
	salt, err := n.mask(ctx, book, batch.Responses)
	if err != nil {
		return admission{}, err
	}
	mended := sameAgain(book, batch)
	if a.kept, a.notes, err = n.compare(book, batch); err != nil {
		return admission{}, err
	}
	a.notes = append(a.notes, mended...)
	a.notes = append(a.notes, n.cfg.fillIn(book, batch, a.kept)...)
	if err := n.cfg.refusal(book, batch); err != nil {
		return admission{}, err
	}
	if salt != nil {
		if err := book.SetSalt(salt); err != nil {
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
func (n *night) accept(ctx context.Context, to *ledger.Ledger, batch source.Batch, kept map[string]KeptReading) (accepted ledger.Accepted, known map[string]KeptReading, err error) {
	err = n.stage(ctx, StageAccept, func() ([]any, error) {
		brought, err := broughtBy(batch, kept)
		if err != nil {
			return nil, err
		}
		if accepted, err = to.Take(ctx, brought, n.marks); err == nil {
			err = keepReadings(to, readingsOf(batch.Files, kept), kept)
		}
		if err == nil {
			known, err = readings(n.cfg.Data)
		}
		return []any{"new", accepted.New, "replaced", accepted.Replaced, "unchanged", accepted.Unchanged,
			"duplicate", accepted.Duplicate, "erased", accepted.Erased, "early", accepted.Early}, err
	})
	return accepted, known, err
}

// compare reads what is kept of the sources and refuses a night that differs
// from it; drifted are the notes of what else is new.
func (n *night) compare(book *ledger.Ledger, batch source.Batch) (kept map[string]KeptReading, drifted []source.Note, err error) {
	if kept, err = readings(n.cfg.Data); err != nil {
		return nil, nil, err
	}
	if drifted, err = n.compareReadings(book, batch, kept); err != nil {
		return nil, nil, err
	}
	all, fresh := book.Responses(), welcome(book, batch.Responses)
	drifted = append(append(append(drifted, NearNotes(sortedReadings(kept), batch)...), smallNotes(book, batch)...), driftedValues(n.cfg.asNamed(all), n.cfg.asNamed(fresh))...)
	drifted = append(append(drifted, n.cfg.unplaced(fresh)...), alikeNotes(fresh)...)
	return kept, append(append(drifted, zeroNotes(all, fresh)...), saidBefore(all, fresh)...), nil
}

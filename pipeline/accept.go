package pipeline

import (
	"context"

	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
)

// accept takes the responses into the ledger and keeps what was recognised of
// their sources; known is what is kept of all of them then.
func (n *night) accept(ctx context.Context, to *ledger.Ledger, batch source.Batch, kept map[string]KeptReading) (accepted ledger.Accepted, known map[string]KeptReading, err error) {
	err = n.stage(ctx, StageAccept, func() ([]any, error) {
		if accepted, err = to.AcceptTo(ctx, batch.Responses, n.marks); err == nil {
			err = keepReadings(to, batch.Readings, kept)
		}
		if err == nil {
			known, err = readings(n.cfg.Data)
		}
		return []any{"new", accepted.New, "replaced", accepted.Replaced, "unchanged", accepted.Unchanged,
			"duplicate", accepted.Duplicate, "erased", accepted.Erased}, err
	})
	return accepted, known, err
}

// compare reads what is kept of the sources and refuses a night that differs
// from it; drifted are the notes of what else is new.
func compare(book *ledger.Ledger, data string, batch source.Batch) (kept map[string]KeptReading, drifted []source.Note, err error) {
	if kept, err = readings(data); err != nil {
		return nil, nil, err
	}
	if drifted, err = compareReadings(book, batch.Readings, kept); err != nil {
		return nil, nil, err
	}
	drifted = append(drifted, driftedValues(book.Responses(), batch.Responses)...)
	return kept, append(drifted, saidBefore(book.Responses(), batch.Responses)...), nil
}

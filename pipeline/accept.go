package pipeline

import (
	"cmp"
	"context"
	"slices"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
)

// accept takes the responses into the ledger and keeps what was recognised of
// their sources.
func (n *night) accept(ctx context.Context, to *ledger.Ledger, batch source.Batch, kept map[string]KeptReading) (accepted ledger.Accepted, err error) {
	err = n.stage(ctx, StageAccept, func() ([]any, error) {
		if accepted, err = to.Accept(ctx, batch.Responses); err == nil {
			err = keepReadings(to, batch.Readings, kept)
		}
		return []any{"new", accepted.New, "replaced", accepted.Replaced, "unchanged", accepted.Unchanged,
			"duplicate", accepted.Duplicate, "erased", accepted.Erased}, err
	})
	return accepted, err
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
	return kept, append(drifted, newTouchpoints(book.Responses(), batch.Responses)...), nil
}

// newTouchpoints notes what no earlier response of a source was asked at.
func newTouchpoints(all, fresh []models.Response) []source.Note {
	type place struct{ source, touchpoint string }
	known, sources := map[place]bool{}, map[string]bool{}
	for i := range all {
		known[place{all[i].Source, all[i].Touchpoint}] = true
		sources[all[i].Source] = true
	}
	var found []place
	for i := range fresh {
		p := place{fresh[i].Source, fresh[i].Touchpoint}
		if p.touchpoint != "" && sources[p.source] && !known[p] {
			known[p] = true
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.touchpoint, b.touchpoint))
	})
	var notes []source.Note
	for _, p := range found {
		notes = append(notes, source.Note{Key: "reading_touchpoint", Args: []any{p.source, p.touchpoint}})
	}
	return notes
}

package arrivals

import (
	"slices"

	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// A delivery is told as small where it has fewer than half of the rows that are usual, and
// fewer than each of the last ones, so that quiet days among them are no news. So many must have
// come before, of so many rows as usual. Chosen by eye.
const (
	lastDeliveries  = 8
	fewestDelivered = 4
	leastDelivery   = 20
)

// smallNotes tell of files that are much smaller than what a source usually brings: a part of
// them may be missing.
func smallNotes(book *ledger.Ledger, batch source.Batch) (notes []source.Note) {
	past := book.Deliveries()
	for i := range batch.Files {
		f := &batch.Files[i]
		var sizes []int
		again := false
		for _, d := range past {
			if d.Source == f.Source {
				sizes = append(sizes, d.New+d.Replaced+d.Known)
				again = again || d.SHA256 == f.SHA256
			}
		}
		sizes = sizes[max(0, len(sizes)-lastDeliveries):]
		if again || len(sizes) < fewestDelivered {
			continue
		}
		slices.Sort(sizes)
		usual, rows := sizes[len(sizes)/2], f.Accepted
		if usual >= leastDelivery && 2*rows < usual && rows < sizes[0] {
			notes = append(notes, source.Note{Key: "delivery_small", Args: []any{messages.Printable(f.File), rows, f.Source, usual}})
		}
	}
	return notes
}

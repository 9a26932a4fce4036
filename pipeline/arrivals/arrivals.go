// Package arrivals holds what a night has read against what earlier nights accepted, before
// any of it is kept: it gives a correction what its file leaves out, refuses what cannot
// stand beside the rest, and notes what is otherwise than before. It keeps what was
// recognised of each source, and calls the values that figures are cut by by one name each.
package arrivals

import (
	"slices"
	"time"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
)

// Rules are what the configuration says of what comes in.
type Rules struct {
	Placing
	AsCorrection bool // files leave out what they do not correct
	AsNew        bool // responses may stand under another source, too
	MixScales    bool
	Today        time.Time // the zero time where the machine does not know it
}

// A Verdict is how a batch stands beside the ledger.
type Verdict struct {
	Changes []source.Note // of what is recognised of sources
	Notes   []source.Note // of all else that is otherwise than before
	Refused []RefusedFile // that read otherwise than their source, for somebody to say yes or no to
}

// Judge holds a batch, which is masked, against the ledger and what is kept of its sources. It
// changes responses of the batch, in place: what was delivered over again gets the ids that the
// ledger has it under, and a correction what its file has no column for. The error is why the
// night may not accept the batch.
func (r *Rules) Judge(book *ledger.Ledger, batch source.Batch, kept map[string]KeptReading) (v Verdict, err error) {
	mended := sameAgain(book, batch)
	if v.Changes, v.Refused, err = r.differing(book, batch, kept); err != nil {
		return v, err
	}
	all, fresh := book.Responses(), welcome(book, batch.Responses)
	said := saidBefore(all, fresh)
	v.Notes = slices.Concat(nearNotes(batch, kept), smallNotes(book, batch), driftedValues(r.asNamed(all), r.asNamed(fresh)),
		unplaced(r.Journey, fresh), alikeNotes(fresh), zeroNotes(all, fresh), againNotes(said, batch), knownNotes(book, batch), mended)
	v.Notes = append(v.Notes, r.fillIn(book, batch, kept)...)
	return v, r.refusal(book, batch, kept, said)
}

// Foresee is Judge of files which may be read in part, so that little can be noted of them and
// how they read is told elsewhere: whether a segment is the unit, and as its error what else the night would refuse.
func (r *Rules) Foresee(book *ledger.Ledger, batch source.Batch, kept map[string]KeptReading) (notes []source.Note, err error) {
	sameAgain(book, batch)
	all, fresh := book.Responses(), welcome(book, batch.Responses)
	return unitSegments(r.asNamed(all), r.asNamed(fresh)), r.refusal(book, batch, kept, saidBefore(all, fresh))
}

// welcome are those of read that the ledger lets in: not erased.
func welcome(book *ledger.Ledger, read []models.Response) []models.Response {
	return slices.DeleteFunc(slices.Clone(read), func(r models.Response) bool { return book.IsErased(r.Key(), r.Day) })
}

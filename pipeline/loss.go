package pipeline

import (
	"errors"
	"slices"
	"strings"

	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// What a manifest counts of the ledger that its edition was made of.
const (
	countErased     = "ledger_erased"     // keys that never come back
	countGeneration = "ledger_generation" // changes of the ledger until then
	countEdits      = "edits"             // edits and seeds of the codebook
)

// openLedger opens the ledger of a data folder. A ledger that is not whole, that is
// another, older or smaller than the one the newest edition was made of, or that is
// missing beside editions, is a messages.Error; with acceptLoss, for which the caller
// holds the folder's lock, it is opened as far as it can be, for ever, and what was
// wrong is returned.
func openLedger(data string, acceptLoss bool) (*ledger.Ledger, []ledger.Fault, error) {
	newest, err := edition.Newest(data)
	if err != nil {
		return nil, nil, err
	}
	if acceptLoss {
		return ledger.Recover(ledgerDir(data), newest.ID)
	}
	book, err := ledger.Open(ledgerDir(data))
	if err != nil {
		return nil, nil, err
	}
	return book, nil, shrunk(data, book, newest)
}

// shrunk says whether book lacks something that the edition was made of.
// Responses that were erased since are no loss.
func shrunk(data string, book *ledger.Ledger, newest edition.Listed) error {
	m := newest.Manifest
	before := m.Rows["responses"]
	erased := int64(book.Erased()) - m.Counts[countErased]
	switch {
	case newest.ID <= book.Forgiven(): // none, or of before
		return nil
	case book.Missing() && (before > 0 || m.Ledger != ""):
		return messages.Errorf("ledger_gone", data)
	case m.Ledger != "" && book.ID() != m.Ledger:
		return messages.Errorf("ledger_other", newest.ID)
	case int64(book.Len())+erased < before:
		return messages.Errorf("ledger_smaller", book.Len(), newest.ID, before)
	case book.Generation() > 0 && book.Generation() < m.Counts[countGeneration]:
		return messages.Errorf("ledger_older", newest.ID)
	}
	return nil
}

// vanishedEdits is a messages.Error where the newest edition was made by edits and there is
// no book of them any more. Fewer of them than before were taken out, which undoes them.
func (cfg *Config) vanishedEdits() error {
	newest, err := edition.Newest(cfg.Data)
	if err != nil || newest.ID == "" {
		return err
	}
	count, known := newest.Manifest.Counts[countEdits]
	if !known {
		count = -1 // an earlier version published it
	}
	return codebook.Vanished(cfg.EditsPath(), cfg.Data, int(count))
}

// withoutEdits goes on without the edits that are lost, for ever, where that is accepted.
func (n *night) withoutEdits() error {
	lost := n.cfg.vanishedEdits()
	if told := new(messages.Error); !n.cfg.AcceptLoss || !errors.As(lost, &told) || !strings.HasPrefix(string(told.Key), "book_gone") {
		return lost
	}
	n.givenUp = append(n.givenUp, source.Note{Key: "loss_accepted_edits", Args: []any{n.cfg.EditsPath()}})
	return codebook.Begin(n.cfg.EditsPath())
}

// lossNotes tell what a night went on without, and what of book it mended.
func lossNotes(lost []ledger.Fault, book *ledger.Ledger) []source.Note {
	var all []source.Note
	if book.HalfHead() {
		all = append(all, source.Note{Key: "ledger_head_mended", Args: []any{book.HeadPath()}})
	}
	for _, f := range lost {
		all = append(all, source.Note{Key: "loss_accepted", Args: []any{f.Path}})
		if f.Path == ledger.SaltFile {
			all = append(all, source.Note{Key: "loss_accepted_salt"})
		}
	}
	if n := book.Lost(); n > 0 {
		all = append(all, source.Note{Key: "loss_accepted_responses", Args: []any{n}})
	}
	return all
}

// passedNotes tell which editions a night did not start from, since they are
// damaged. Ed is the one that it did start from, nil for none.
func passedNotes(passed []string, ed *edition.Edition) []source.Note {
	var all []source.Note
	for _, id := range passed {
		all = append(all, source.Note{Key: "edition_passed", Args: []any{id}})
	}
	if len(passed) > 0 && ed == nil {
		all = append(all, source.Note{Key: "edition_none_whole"})
	}
	return all
}

// harms are the keys of the notes that say that something kept or delivered was damaged, that the
// scores stand the wrong way round, or that nobody can be known who is not to be contacted.
var harms = []messages.Key{"ledger_head_mended", "loss_accepted", "loss_accepted_edits", "loss_accepted_written", "loss_accepted_salt", "loss_accepted_responses", "edition_passed", "edition_none_whole", "source_cut_off", "scores_turned", "scores_turned_back", "opt_out_unknown"}

// Harm is what a run found damaged and went on from, of what it noted and of the files it read. The
// run is done, but the user must know of it: the same fault may damage more.
func Harm(notes []source.Note, files []source.FileReport) []source.Note {
	for i := range files {
		notes = slices.Concat(notes, files[i].Notes)
	}
	var all []source.Note
	for _, n := range notes {
		if slices.Contains(harms, n.Key) {
			all = append(all, n)
		}
	}
	return all
}

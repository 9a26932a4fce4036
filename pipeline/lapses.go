package pipeline

import (
	"path/filepath"
	"slices"
	"strings"

	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
	"stemme/pipeline/themes"
)

// A Lapsed is an edit or seed of the codebook that a run could not apply. It names no
// response.
type Lapsed struct {
	Edit int        `json:"edit"` // where it stands among the edits, and behind them the seeds, from 0
	Why  themes.Why `json:"why"`
	ID   string     `json:"id,omitempty"` // the theme at fault; "" where it is the response that the edit moves
}

// lapsedOf is what a night could not apply of book.
func lapsedOf(book *codebook.Book, lapses []themes.Lapse) (all []Lapsed) {
	said := book.Said()
	for _, l := range lapses {
		at := slices.Index(said, l.Edit)
		one := Lapsed{Edit: at, Why: l.Why, ID: l.ID}
		if l.ID == codebook.Moved(l.Edit) {
			one.ID = ""
		}
		if at >= 0 {
			all = append(all, one)
		}
	}
	return all
}

// lapseNotes tell what of book does not apply; file is where it stands.
func lapseNotes(book *codebook.Book, lapsed []Lapsed, file string) (notes []source.Note) {
	said, lines := book.Said(), book.Lines()
	for _, l := range lapsed {
		if l.Edit < 0 || l.Edit >= len(said) {
			continue
		}
		at := themes.Lapse{Edit: said[l.Edit], Line: lines[l.Edit], Why: l.Why, ID: l.ID}
		if at.ID == "" {
			at.ID = codebook.Moved(at.Edit)
		}
		notes = append(notes, source.Note{Key: messages.Key(lapsePrefix + string(l.Why)), Args: []any{at.At(file), at.ID}})
	}
	return notes
}

// lapsePrefix begins the keys of the messages of edits that do not apply.
const lapsePrefix = "lapse_"

// Lapses are the edits that did not apply when an edition was made, which is the current
// one, where the codebook is what it was then.
func Lapses(cfg Config, ed *edition.Edition) ([]source.Note, error) {
	book, err := codebook.Read(cfg.EditsPath())
	if err != nil || book.Hash() != ed.Manifest.Inputs["codebook"] {
		return nil, err
	}
	runs, err := History(cfg.Data)
	for _, r := range slices.Backward(runs) {
		if r.Outcome == "done" && r.Edition == ed.ID {
			return lapseNotes(&book, r.Lapsed, filepath.Base(cfg.EditsPath())), err
		}
	}
	return nil, err
}

// Urgent is Harm, and the edits that do not apply: what somebody must see to, though the run
// is done.
func Urgent(notes []source.Note, files []source.FileReport) []source.Note {
	all := Harm(notes, files)
	for _, n := range notes {
		if strings.HasPrefix(string(n.Key), lapsePrefix) {
			all = append(all, n)
		}
	}
	return all
}

package pipeline

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
	"stemme/pipeline/themes"
)

// stands says whether the edition that stands is what this night would publish,
// since nothing that goes into an edition has changed: program, configuration,
// ledger, codebook, plans and refused rows. Then the night is over, and s is its
// summary. A night that was told to find themes anew, and one after a run that
// did not end, is never over so soon.
func (n *night) stands(ctx context.Context, in *intake, by orders) (s Summary, ok bool, err error) {
	how, p := n.cfg.Themes, in.publication()
	if how.Fresh || how.Refit || how.Vectors != "" || p.accepted.New+p.accepted.Replaced > 0 {
		return s, false, nil
	}
	last, done := lastRun(n.cfg.Data)
	ed, passed, err := edition.Whole(n.cfg.Data)
	if err != nil || ed == nil {
		return s, false, err
	}
	defer ed.Close()
	m := ed.Manifest
	if !done || last.AssignOnly && !how.AssignOnly || last.Edition != ed.ID || len(passed) > 0 || !edition.Linked(n.cfg.Data) || m.Program != Version() ||
		m.Ledger == "" && p.ledger.ID() != "" || m.Counts[countGeneration] < p.ledger.ErasedAt() {
		return s, false, nil
	}
	if left, err := unreduced(n.cfg.Data, ed.ID, p.ledger); left || err != nil {
		return s, false, err
	}
	words, err := dictionary(n.cfg.Dictionary)
	if err != nil {
		return s, false, err
	}
	steps, err := stepsOf(ctx, n.cfg.Data)
	if err != nil {
		return s, false, err
	}
	if p.followed, err = hashOfPlans(by.plans, steps); err != nil {
		return s, false, err
	}
	p.config, p.codebook = n.cfg.identity(inputs{hashOfWords(words), "", hashOfLenses(by.lenses)}), by.Hash()
	if !maps.Equal(m.Inputs, p.manifest().Inputs) {
		return s, false, nil
	}
	same, err := n.sameRejects(ed, p.batch)
	if err != nil {
		return s, false, err
	}
	rows, err := themes.Themes.Read(ed.Path(edition.Tables))
	s = n.standing(p, last)
	s.Notes = slices.Concat(s.Notes, doubtNotes(&m), lapseNotes(&by.Book, s.Lapsed, filepath.Base(n.cfg.EditsPath())), by.plans.notes(idsOf(rows), by.lenses), in.notes)
	s.Receipt.Restored, s.Receipt.Kept, s.Receipt.Withdrawn = in.taken.Restored, in.taken.Kept, n.withdrawn
	return s, same, err
}

// sameRejects says whether the edition names the rows that are refused now.
func (n *night) sameRejects(ed *edition.Edition, batch source.Batch) (bool, error) {
	if batch.Rows() == 0 {
		return true, nil
	}
	lang, err := messages.ParseLang(n.cfg.Lang)
	if err != nil {
		return false, err
	}
	var now bytes.Buffer
	if err := source.WriteRejects(&now, batch.Rejects, lang); err != nil {
		return false, err
	}
	then, err := os.ReadFile(ed.Path(edition.Rejected))
	return bytes.Equal(now.Bytes(), then), messages.FileFault(err, ed.Path(edition.Rejected))
}

// standing is the summary of a night that found what the last one found.
func (n *night) standing(p publication, last RunRecord) Summary {
	s := Summary{
		Files: p.batch.Files, Rejects: p.batch.Rejects, Read: p.batch.Rows(), Rejected: p.batch.RejectedRows(), Accepted: p.accepted,
		Withdrawn: p.batch.Withdrawn, Responses: len(p.responses), Themes: last.Themes, Clauses: last.Clauses, WithoutTheme: last.WithoutTheme, Score: last.score(),
		Listed:  Listed{Items: last.Listed, Old: last.Old, Unrouted: last.Unrouted},
		Receipt: Receipt{Edition: last.Edition, Rewritten: []string{}, Held: []string{}}, Edition: last.Edition, Unchanged: true, Took: n.took, Lapsed: last.Lapsed,
	}
	s.Notes = slices.Concat(emptyNotes(p.batch), withdrawnNotes(p.batch))
	if last.TooFew {
		s.Notes = append(s.Notes, tooFew()...)
	}
	return s
}

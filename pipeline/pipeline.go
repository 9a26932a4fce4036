// Package pipeline is a night: from comment files to themes, a search index and
// tables, published as one edition.
package pipeline

import (
	"context"
	"path/filepath"
	"slices"
	"time"

	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/source"
)

// Run is a night. It reads cfg's sources into the ledger, recomputes everything
// from the ledger and publishes the result. Until the last step no reader has
// seen anything; after an error the edition of the night before stands whole.
//
// Equal ledger, configuration, codebook and theme model of the night before
// give equal bytes in every table, whatever the order of the rows and the number
// of workers. Errors that the user can mend are of type *messages.Error; another
// run at work is edition.ErrLocked.
func Run(ctx context.Context, cfg Config, watch Watcher) (Summary, error) {
	begun := time.Now()
	n := &night{cfg: cfg, watch: watch, took: map[Stage]time.Duration{}}
	s, err := n.run(ctx)
	if err == nil {
		s.Notes = append(s.Notes, waitingNotes(n.waiting, cfg.Sources)...)
		err = n.putAway(ctx)
	}
	if err == nil {
		err = n.copy(ctx, s.Edition)
	}
	if fault := remember(cfg.Data, RecordOf(s, begun, err)); err == nil {
		err = fault
	}
	return s, err
}

// run is Run, or an erasure: see Forget.
func (n *night) run(ctx context.Context) (Summary, error) {
	cfg := n.cfg
	hand, err := cfg.readBooks()
	if err != nil {
		return Summary{}, err
	}
	plans, err := readPlans(&cfg)
	if err != nil {
		return Summary{}, err
	}
	if cfg.Tables.Group != "" {
		if n.group, err = edition.Group(cfg.Tables.Group, cfg.Data); err != nil {
			return Summary{}, err
		}
	}
	if cfg.Themes.EditsOnly {
		n.cfg.Sources, cfg.Sources = nil, nil // what has arrived waits for the night
	}
	batch, err := n.read(ctx)
	if err != nil {
		return Summary{}, err
	}
	release, err := edition.Lock(cfg.Data)
	if err != nil {
		return Summary{}, err
	}
	defer release()
	ledger, lost, err := openLedger(cfg.Data, cfg.AcceptLoss)
	if err != nil {
		return Summary{}, err
	}
	erased, err := n.erase(ctx, ledger)
	if err != nil {
		return Summary{}, err
	}
	if erased > 0 { // from the edits too
		if hand, err = cfg.readBooks(); err != nil {
			return Summary{}, err
		}
	}
	if err := n.mask(ctx, ledger, batch.Responses); err != nil {
		return Summary{}, err
	}
	kept, drifted, err := compare(ledger, cfg.Data, batch)
	if err != nil {
		return Summary{}, err
	}
	accepted, kept, err := n.accept(ctx, ledger, batch, kept)
	if err != nil {
		return Summary{}, err
	}
	responses := n.cfg.placed(ledger.Responses())
	known := readingRows(kept, responses)
	if s, ok, err := n.stands(ctx, publication{ledger: ledger, responses: responses, batch: batch, accepted: accepted, readings: hashOfReadings(known)}, hand, plans); ok || err != nil {
		return s, err
	}
	language, err := n.analyse(ctx, responses)
	if err != nil {
		return Summary{}, err
	}
	previous, err := n.previous(ledger, language)
	if err != nil {
		return Summary{}, err
	}
	defer n.letGo()
	found, vectors, err := n.find(ctx, responses, language, previous, hand)
	if err != nil {
		return Summary{}, err
	}
	figures, shown, err := n.measure(ctx, responses, language, found)
	if err != nil {
		return Summary{}, err
	}
	followed, err := n.follow(ctx, followable{responses, language, found.Result, shown}, plans)
	if err != nil {
		return Summary{}, err
	}
	draft, err := edition.Begin(cfg.Data)
	if err != nil {
		return Summary{}, err
	}
	defer draft.Discard()
	made := results{responses, language, found, figures, followed, previous, known}
	p := publication{
		ledger: ledger, responses: responses, batch: batch, accepted: accepted, model: previous.hash, codebook: hand.Hash(),
		config: cfg.identity(inputs{language.dictionary, vectors, hashOfLenses(hand.lenses)}), followed: followed.hash, readings: hashOfReadings(known),
	}
	p.made = p.key(found.Model)
	if p.rows, err = n.tabulate(ctx, draft, made, stamp(p.made, responses)); err != nil {
		return Summary{}, err
	}
	if err := n.index(ctx, draft, made); err != nil {
		return Summary{}, err
	}
	id, fresh, err := n.publish(ctx, draft, p)
	if err != nil {
		return Summary{}, err
	}
	listed, err := n.list(ctx, &followed, batch.Responses, true)
	if err != nil {
		return Summary{}, err
	}
	s := summarise(batch, accepted, made)
	if s.Receipt, err = n.reduce(ctx, ledger, Receipt{Responses: erased, Edition: id}, language); err != nil {
		return Summary{}, err
	}
	s.Notes = slices.Concat(emptyNotes(batch), drifted, notes(found, filepath.Base(cfg.EditsPath())), lossNotes(lost), undatedNotes(responses), previous.notes, heldNotes(s.Receipt.Held))
	s.AssignOnly = cfg.Themes.AssignOnly
	s.Edition, s.Unchanged, s.Listed, s.Took = id, !fresh, listed, n.took
	return s, nil
}

// results are what the stages have made when the tables are written.
type results struct {
	responses []models.Response
	language  analysis
	found     finding
	figures   figures
	followed  followed
	previous  predecessor
	readings  []source.ReadingRow
}

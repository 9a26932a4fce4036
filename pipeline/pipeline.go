// Package pipeline is a night: from comment files to themes, a search index and
// tables, published as one edition.
package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/source"
	"stemme/pipeline/themes"
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
	n := &night{cfg: cfg, watch: watch, took: map[Stage]time.Duration{}}
	hand, err := codebook.Read(cfg.EditsPath())
	if err != nil {
		return Summary{}, err
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
	book, lost, err := openLedger(cfg.Data, cfg.AcceptLoss)
	if err != nil {
		return Summary{}, err
	}
	if err := n.mask(ctx, book, batch.Responses); err != nil {
		return Summary{}, err
	}
	accepted, err := n.accept(ctx, book, batch.Responses)
	if err != nil {
		return Summary{}, err
	}
	responses := book.Responses()
	language, err := n.analyse(ctx, responses)
	if err != nil {
		return Summary{}, err
	}
	previous, err := n.previous()
	if err != nil {
		return Summary{}, err
	}
	found, err := n.find(ctx, responses, language, previous, hand)
	if err != nil {
		return Summary{}, err
	}
	figures, err := n.measure(ctx, responses, found)
	if err != nil {
		return Summary{}, err
	}
	draft, err := edition.Begin(cfg.Data)
	if err != nil {
		return Summary{}, err
	}
	defer draft.Discard()
	rows, err := n.tabulate(ctx, draft, responses, language, found, figures, previous)
	if err != nil {
		return Summary{}, err
	}
	if err := n.index(ctx, draft, responses, language, found); err != nil {
		return Summary{}, err
	}
	id, fresh, err := n.publish(ctx, draft, book, responses, batch, accepted, rows, previous.hash, hand.Hash())
	if err != nil {
		return Summary{}, err
	}
	return Summary{
		Files: batch.Files, Rejects: batch.Rejects, Read: batch.Rows(), Rejected: batch.RejectedRows(), Accepted: accepted,
		Responses: len(responses), Notes: append(notes(found, filepath.Base(cfg.EditsPath())), append(lossNotes(lost), previous.notes...)...), Score: figures.score, Themes: len(found.Themes), Clauses: found.Remainder.Clauses,
		WithoutTheme: found.Remainder.Share(), Edition: id, Unchanged: !fresh, Took: n.took,
	}, nil
}

// before is what a night takes over from the one before.
type before struct {
	model  *themes.Model           // nil for none
	events []themes.Event          // what happened to the themes until then
	choice []themes.ThemeChoiceRow // how the number of its themes was chosen
	hash   string                  // of the model, "" for none
	notes  []source.Note           // editions that could not be taken over from
}

// previous reads what the night takes over from the edition that stands.
func (n *night) previous() (b before, err error) {
	ed, passed, err := edition.Whole(n.cfg.Data)
	if err != nil {
		return before{}, err
	}
	b.notes = passedNotes(passed, ed)
	if ed == nil {
		return b, nil
	}
	defer ed.Close()
	// An edition of an earlier version of the program may lack a table.
	if b.events, err = themes.ReadEvents(ed.Path(edition.Tables)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return before{}, err
	}
	if b.choice, err = themes.ThemeChoices.Read(ed.Path(edition.Tables)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return before{}, err
	}
	b.model, err = themes.ReadModel(ed.Path(edition.Model))
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil // too few comments for themes until now
	}
	if !n.cfg.Themes.Fresh {
		b.hash = hashOf(ed.Manifest.Files, edition.Model)
	}
	return b, err
}

// hashOf is the hash of the files of one folder of an edition.
func hashOf(files []edition.File, folder string) string {
	sum := sha256.New()
	for _, f := range files {
		if strings.HasPrefix(f.Path, folder+"/") {
			fmt.Fprintf(sum, "%s %s\n", f.SHA256, f.Path)
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// find finds the themes, starting from those of the night before, and replays
// the analysts' edits.
func (n *night) find(ctx context.Context, responses []models.Response, a analysis, previous before, hand codebook.Book) (found themes.Result, err error) {
	err = n.stage(ctx, StageThemes, func() ([]any, error) {
		how := n.cfg.themes()
		if how.Vectors, n.cfg.Themes.vectors, err = wordVectors(n.cfg.Themes.Vectors, responses, a); err != nil {
			return nil, err
		}
		found, err = themes.Find(ctx, themesInput(responses, a, previous, hand), how)
		return []any{"themes", len(found.Themes), "clauses", found.Remainder.Clauses, "without_theme", found.Remainder.Without,
			"edits", len(hand.Edits), "lapsed", len(found.Lapses)}, err
	})
	return found, err
}

// index builds the search index in the draft.
func (n *night) index(ctx context.Context, draft *edition.Draft, responses []models.Response, a analysis, found themes.Result) error {
	return n.stage(ctx, StageIndex, func() ([]any, error) {
		docs := searchable(responses, a, found.Mentions, found.Primary)
		return []any{"documents", len(docs)}, buildIndex(ctx, draft.Path(edition.Index), docs, a, found.Themes, n.cfg.Workers)
	})
}

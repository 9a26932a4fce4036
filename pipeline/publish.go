package pipeline

import (
	"context"
	"io"
	"os"
	"runtime/debug"

	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// publish makes the draft the current edition, unless nothing differs from the
// one that is, and deletes the oldest beyond those that are kept.
func (n *night) publish(ctx context.Context, draft *edition.Draft, book *ledger.Ledger, responses []models.Response, batch source.Batch,
	accepted ledger.Accepted, rows map[string]int64, previous, codebook string) (id string, fresh bool, err error) {
	err = n.stage(ctx, StagePublish, func() ([]any, error) {
		if err := n.rejected(draft, batch); err != nil {
			return nil, err
		}
		published, isFresh, err := draft.Publish(edition.Manifest{
			Program:       Version(),
			Inputs:        map[string]string{"ledger": ledger.Hash(responses), "config": n.cfg.identity(), "codebook": codebook},
			PreviousModel: previous,
			Counts: map[string]int64{
				"read": int64(batch.Rows()), "rejected": int64(batch.RejectedRows()),
				"new": int64(accepted.New), "replaced": int64(accepted.Replaced), "unchanged": int64(accepted.Unchanged),
				"duplicate": int64(accepted.Duplicate), "erased": int64(accepted.Erased),
				countErased: int64(book.Erased()), countGeneration: book.Generation(),
			},
			Rows: rows,
		})
		if err != nil {
			return nil, err
		}
		id, fresh = published.ID, isFresh
		if err := published.Close(); err != nil {
			return nil, err
		}
		pruned, err := edition.Prune(n.cfg.Data, n.cfg.Keep)
		return []any{"edition", id, "new_edition", fresh, "pruned", len(pruned)}, err
	})
	return id, fresh, err
}

// rejected writes the rows that were refused, without their content. A night
// that read nothing keeps those of the night before, so that it changes nothing.
func (n *night) rejected(draft *edition.Draft, batch source.Batch) error {
	if batch.Rows() == 0 {
		if before, _, err := edition.Whole(n.cfg.Data); err == nil && before != nil {
			defer before.Close()
			text, err := os.ReadFile(before.Path(edition.Rejected))
			if err != nil {
				return messages.FileFault(err, before.Path(edition.Rejected))
			}
			return draft.Write(edition.Rejected, func(w io.Writer) error {
				_, err := w.Write(text)
				return err
			})
		}
	}
	lang, err := messages.ParseLang(n.cfg.Lang)
	if err != nil {
		return err
	}
	return draft.Write(edition.Rejected, func(w io.Writer) error { return source.WriteRejects(w, batch.Rejects, lang) })
}

// Version is the program's version as the build knows it.
func Version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

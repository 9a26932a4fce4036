package pipeline

import (
	"context"
	"io"
	"os"
	"runtime/debug"
	"time"

	"stemme/models"
	"stemme/pipeline/arrivals"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// A publication is what an edition is made of, as its manifest tells.
type publication struct {
	ledger    *ledger.Ledger
	responses []models.Response // all of ledger
	batch     source.Batch
	accepted  ledger.Accepted
	rows      map[string]int64 // of each table

	made                              string   // key of what all of it came to
	config, codebook, followed, model string   // hashes of the configuration, the codebook, what is followed up, and the theme model that the night began with
	readings                          string   // hash of what is known of the sources
	edits                             int      // and seeds, of the codebook
	written                           []string // see writtenNow
	commented, unread                 int      // comments of customers, and those that no lens reads; see edition.CountUnread
	offers                            []Offer
	turned                            []edition.Turned
}

// publication is what the edition is made of, as far as it is known when the ledger has
// taken in what was read.
func (in *intake) publication() publication {
	return publication{ledger: in.ledger, responses: in.responses, batch: in.batch, accepted: in.accepted, readings: arrivals.Hash(in.readings)}
}

// publish makes the draft the current edition, unless nothing differs from the
// one that is, and deletes the oldest beyond those that are kept.
func (n *night) publish(ctx context.Context, draft *edition.Draft, p publication) (id string, fresh bool, err error) {
	err = n.stage(ctx, StagePublish, func() ([]any, error) {
		if err := n.rejected(draft, p.batch); err != nil {
			return nil, err
		}
		published, isFresh, err := draft.Publish(p.manifest())
		if err != nil {
			return nil, err
		}
		id, fresh = published.ID, isFresh
		if err := published.Close(); err != nil {
			return nil, err
		}
		pruned, err := edition.Prune(n.cfg.Data, edition.Keep{Last: n.cfg.Keep, Months: n.cfg.KeepMonths, Days: n.cfg.KeepDays}, time.Now())
		return []any{"edition", id, "new_edition", fresh, "pruned", len(pruned)}, err
	})
	return id, fresh, err
}

// manifest is what the edition says of itself.
func (p *publication) manifest() edition.Manifest {
	m := edition.Manifest{
		Program:       Version(),
		Inputs:        map[string]string{"ledger": ledger.Hash(p.responses), "config": p.config, "codebook": p.codebook, "followed": p.followed, "readings": p.readings},
		Key:           p.made,
		PreviousModel: p.model,
		Ledger:        p.ledger.ID(),
		Counts: map[string]int64{
			"read": int64(p.batch.Rows()), "rejected": int64(p.batch.RejectedRows()),
			"new": int64(p.accepted.New), "replaced": int64(p.accepted.Replaced), "unchanged": int64(p.accepted.Unchanged),
			"duplicate": int64(p.accepted.Duplicate), "erased": int64(p.accepted.Erased + p.accepted.Early),
			countErased: int64(p.ledger.Erased()), countGeneration: p.ledger.Generation(), countEdits: int64(p.edits),
			edition.CountCommented: int64(p.commented), edition.CountUnread: int64(p.unread),
		},
		Turned:  p.turned,
		Written: p.written,
		Rows:    p.rows,
	}
	for _, o := range p.offers {
		m.Offer(o.Lens, o.Responses, o.OfComments)
	}
	return m
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

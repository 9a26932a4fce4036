package pipeline

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/arrivals"
	"stemme/pipeline/atomicfile"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/privacy"
	"stemme/pipeline/source"
	"stemme/pipeline/worklist"
)

// A Forgetting says which responses to erase: for ever, but for those of a source,
// which may be read again.
type Forgetting struct {
	Keys     []models.Key
	Customer string     // as in the tables, or as the survey names the customer; "" for none
	Before   models.Day // all that were answered before it; 0 for none
	Source   string     // all of it, and what is known of it; "" for none
}

// A Receipt says what an erasure did.
type Receipt struct {
	At        time.Time `json:"at"`
	Responses int       `json:"responses"`           // erased, or taken back
	Withdrawn []string  `json:"withdrawn,omitempty"` // deliveries that were taken back
	Restored  int       `json:"restored,omitempty"`  // responses that say again what they said before those
	Kept      int       `json:"kept,omitempty"`      // of theirs, which others have brought too or corrected since
	Edition   string    `json:"edition"`             // the current one, made without them
	Rewritten []string  `json:"rewritten"`           // earlier editions, without them from now on
	Held      []string  `json:"held"`                // earlier editions that somebody has open; the next run rewrites them
}

// Forget erases responses for ever: from the ledger, the worklist and its
// outbox, the judgements, the edits and their history, the audit, every edition and its index. It is a night without sources: the
// current edition is made again without them, and earlier ones are rewritten
// without them. A key or a customer that is not there is an error,
// and then nothing is erased.
func Forget(ctx context.Context, cfg Config, f Forgetting, watch Watcher) (Receipt, error) {
	cfg.Sources = nil
	n := &night{cfg: cfg, watch: watch, took: map[Stage]time.Duration{}, forgetting: &f}
	return n.alone(ctx)
}

// alone is a run without sources, for what it erases or takes back.
func (n *night) alone(ctx context.Context) (Receipt, error) {
	begun := time.Now()
	summary, err := n.run(ctx)
	if err == nil {
		err = n.copy(ctx, summary.Edition)
	}
	if fault := remember(n.cfg.Data, RecordOf(summary, begun, err)); err == nil {
		err = fault
	}
	return summary.Receipt, err
}

// Forgettable counts what Forget would erase, and erases nothing.
func Forgettable(data string, f Forgetting) (int, error) {
	book, err := ledger.Open(ledgerDir(data))
	if err != nil {
		return 0, err
	}
	keys, _, err := forgettable(book, f.under(book.Names()))
	return len(keys), err
}

// forgettable finds the responses that f means.
func forgettable(book *ledger.Ledger, f Forgetting) ([]models.Key, ledger.Erasure, error) {
	salt, err := book.Salt()
	if err != nil {
		return nil, ledger.Erasure{}, err
	}
	if today := models.DayOf(time.Now()); f.Before > today {
		return nil, ledger.Erasure{}, messages.Errorf("forget_future", f.Before.String(), today.String())
	}
	e := ledger.Erasure{Keys: slices.Clone(f.Keys), Customer: f.Customer, Before: f.Before}
	for i, k := range e.Keys {
		e.Keys[i].ID = privacy.ResponseID(salt, k.ID)
	}
	if _, unknown := book.Matching(e); len(unknown) > 0 {
		var names []string
		for _, k := range unknown {
			names = append(names, k.String())
		}
		return nil, e, messages.Errorf("forget_unknown", strings.Join(names, ", "))
	}
	if f.Customer != "" {
		if of, _ := book.Matching(ledger.Erasure{Customer: f.Customer}); len(of) == 0 {
			e.Customer = privacy.CustomerKey(salt, f.Customer)
		}
		if of, _ := book.Matching(ledger.Erasure{Customer: e.Customer}); len(of) == 0 {
			return nil, e, messages.Errorf("forget_no_customer")
		}
	}
	keys, _ := book.Matching(e)
	if f.Source == "" {
		return keys, e, nil
	}
	gone := map[models.Key]bool{}
	for _, k := range keys {
		gone[k] = true
	}
	for _, r := range book.Responses() {
		if k := r.Key(); k.Source == f.Source && !gone[k] {
			keys = append(keys, k)
		}
	}
	if len(keys) == 0 && !arrivals.Has(book, f.Source) {
		return nil, e, messages.Errorf("sources_unknown", f.Source)
	}
	return keys, e, nil
}

// erase erases what was asked for, and what is older than the configuration
// lets it be kept, from the ledger and the worklist.
func (n *night) erase(ctx context.Context, book *ledger.Ledger) (erased int, err error) {
	f := Forgetting{}
	action := "retention"
	if n.forgetting != nil {
		if f, action = n.forgetting.under(book.Names()), "forget"; f.Source != "" {
			action = "remove"
		}
	}
	oldest, err := n.cfg.oldest(time.Now())
	if err != nil {
		return 0, err
	}
	f.Before = max(f.Before, oldest)
	keys, e, err := forgettable(book, f)
	if err != nil {
		return 0, err
	}
	if n.forgetting == nil {
		if err := n.cfg.doubtRetention(len(keys), book.Len(), oldest); err != nil {
			return 0, err
		}
	}
	// What people wrote is erased first: it names responses by their keys, which the ledger has no more after it.
	if err := n.eraseWork(ctx, book.EveryName(keys)); err != nil {
		return 0, err
	}
	if err := n.eraseWritten(book.EveryName(slices.Concat(keys, f.Keys))); err != nil {
		return 0, err
	}
	if erased, err = book.Erase(e); err != nil {
		return erased, err
	}
	if f.Source != "" {
		removed, err := n.removeSource(book, f.Source)
		if erased += removed; err != nil {
			return erased, err
		}
	}
	if erased == 0 {
		return 0, nil
	}
	return erased, record(n.cfg.Data, action, erased)
}

// removeSource takes a source out of the ledger, with what was recognised of it.
func (n *night) removeSource(book *ledger.Ledger, name string) (int, error) {
	removed, err := book.Remove(name)
	if err == nil {
		_, err = readmit(n.cfg.Data, book, func(w WithdrawnDelivery) bool { return w.Source == name })
	}
	if err == nil {
		err = arrivals.Clear(book, name)
	}
	return removed, err
}

func (n *night) eraseWork(ctx context.Context, keys []models.Key) (err error) {
	if len(keys) == 0 || !exists(filepath.Join(n.cfg.Data, worklist.Folder)) {
		return nil
	}
	store, err := worklist.OpenStore(ctx, n.cfg.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	gone := map[models.Key]bool{}
	for _, k := range keys {
		gone[k] = true
	}
	return store.Forget(ctx, gone)
}

// eraseWritten takes responses out of what people wrote of them: judgements, moves
// among the edits, and the audit.
func (n *night) eraseWritten(keys []models.Key) error {
	if len(keys) == 0 {
		return nil
	}
	all := map[string]bool{}
	for _, k := range keys {
		all[k.String()] = true
	}
	gone := func(response string) bool { return all[response] }
	edits := n.cfg.EditsPath()
	judgements := filepath.Join(filepath.Dir(edits), codebook.JudgementsName)
	return errors.Join(
		atomicfile.RemoveUnfinished(judgements), atomicfile.RemoveUnfinished(edits),
		codebook.ForgetJudgements(judgements, gone),
		codebook.ForgetMoves(edits, gone), codebook.ForgetHistory(edits, gone), codebook.ForgetMoves(filepath.Join(n.cfg.Data, codebook.KeptName), gone),
		eraseAudit(n.cfg.Data, gone))
}

// heldNotes tell which earlier editions still hold what was erased.
func heldNotes(held []string) []source.Note {
	var all []source.Note
	for _, id := range held {
		all = append(all, source.Note{Key: "edition_held", Args: []any{id}})
	}
	return all
}

// ledgerDir is where the ledger of a data folder lies.
func ledgerDir(data string) string { return filepath.Join(data, "ledger") }

// patience is how long an erasure waits for those who read an earlier edition;
// serve looks for a new one every few seconds.
var patience = 20 * time.Second

// unreduced says whether an edition other than the current one may still hold
// something erased.
func unreduced(data, current string, book *ledger.Ledger) (bool, error) {
	if book.ErasedAt() == 0 {
		return false, nil
	}
	listed, err := edition.List(data)
	return slices.ContainsFunc(listed, func(one edition.Listed) bool {
		return one.ID != current && (one.Fault != nil || one.Manifest.Counts[countGeneration] < book.ErasedAt())
	}), err
}

// reduce writes the earlier editions that may hold something erased anew, and
// completes the receipt.
func (n *night) reduce(ctx context.Context, book *ledger.Ledger, r Receipt, language analysis) (Receipt, error) {
	r.At, r.Rewritten, r.Held = time.Now().UTC().Truncate(time.Second), []string{}, []string{}
	if book.ErasedAt() == 0 {
		return r, nil
	}
	listed, err := edition.List(n.cfg.Data)
	if err != nil {
		return r, err
	}
	terms := termsOf(language.documents)
	until := time.Now().Add(patience)
	for _, one := range listed {
		if one.ID == r.Edition || one.Fault == nil && one.Manifest.Counts[countGeneration] >= book.ErasedAt() {
			continue
		}
		done, err := reduced(n.cfg.Data, one.ID, book, terms)
		for err == nil && !done && time.Now().Before(until) && ctx.Err() == nil {
			time.Sleep(200 * time.Millisecond)
			done, err = reduced(n.cfg.Data, one.ID, book, terms)
		}
		switch {
		case err != nil:
			return r, err
		case done:
			r.Rewritten = append(r.Rewritten, one.ID)
		default:
			r.Held = append(r.Held, one.ID)
		}
	}
	return r, ctx.Err()
}

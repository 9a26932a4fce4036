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
	"stemme/pipeline/themes"
	"stemme/pipeline/worklist"
)

// A Renamed says what a renaming did.
type Renamed struct {
	From      string `json:"from"`
	To        string `json:"to"`
	Responses int    `json:"responses"`
	Edition   string `json:"edition"` // made under the new name
}

// Rename calls a source otherwise: in the ledger, in all that is kept beside it, and in an
// edition that is made at once; earlier editions keep the old name. Files that are called
// as before are of the renamed source from then on, and what was erased stays erased. A name
// that another source has, or is but written otherwise, is a *messages.Error. After a crash
// nothing is done, or the next run ends it.
func Rename(ctx context.Context, cfg Config, from, to string, watch Watcher) (Renamed, error) {
	cfg.Sources = nil
	responses, err := rename(ctx, &cfg, from, to)
	if err != nil {
		return Renamed{}, err
	}
	n := &night{cfg: cfg, watch: watch, took: map[Stage]time.Duration{}}
	receipt, err := n.alone(ctx)
	return Renamed{from, to, responses, receipt.Edition}, err
}

func rename(ctx context.Context, cfg *Config, from, to string) (responses int, err error) {
	release, err := edition.Lock(cfg.Data)
	if err != nil {
		return 0, err
	}
	defer release()
	book, _, err := openLedger(cfg.Data, false)
	if err != nil {
		return 0, err
	}
	if err := settleNames(ctx, cfg, book); err != nil { // of an earlier one
		return 0, err
	}
	if responses, err = called(cfg.Data, book, from, to); err != nil {
		return 0, err
	}
	if err := book.Rename(from, to, time.Now()); err != nil {
		return 0, err
	}
	return responses, errors.Join(settleNames(ctx, cfg, book), record(cfg.Data, "rename", responses))
}

// called says how many responses a source has, and why to is no name for it: no name at all,
// or that of another source, or one that differs from such in its writing. What the ledger
// alone knows of names it says itself: see ledger.Rename.
func called(data string, book *ledger.Ledger, from, to string) (responses int, err error) {
	if !source.ValidName(to) || privacy.MaskShort(to) != to {
		return 0, messages.Errorf("rename_name", to)
	}
	kept, err := arrivals.Readings(ledgerDir(data))
	if err != nil {
		return 0, err
	}
	known := map[string]int{}
	for name := range kept {
		known[name] = 0
	}
	for _, r := range book.Responses() {
		known[r.Source]++
	}
	responses, there := known[from]
	if !there {
		return 0, messages.Errorf("sources_unknown", from)
	}
	for name := range known {
		if name == to || name != from && source.Folded(name) == source.Folded(to) {
			return 0, messages.Errorf("rename_taken", name)
		}
	}
	return responses, nil
}

// settle ends a renaming that a run which was killed has not, before anything is read by
// the former name. A ledger that is not whole is for the run itself to tell.
func (n *night) settle(ctx context.Context) error {
	names, err := ledger.NamesIn(ledgerDir(n.cfg.Data))
	if err != nil || !names.Pending() || n.cfg.AcceptLoss {
		return err
	}
	release, err := edition.Lock(n.cfg.Data)
	if err != nil {
		return err
	}
	defer release()
	book, _, err := openLedger(n.cfg.Data, false)
	if err != nil {
		return err
	}
	return settleNames(ctx, &n.cfg, book)
}

// settleNames makes all that is kept beside the responses say the names that sources have
// now: what was recognised, what was taken back, the worklist, moves and judgements. Done
// twice it is as done once.
func settleNames(ctx context.Context, cfg *Config, book *ledger.Ledger) error {
	names := book.Names()
	if !names.Pending() {
		return nil
	}
	for _, r := range names {
		for _, name := range []string{r.From, r.To} {
			now := names.Now(name)
			if now == name {
				continue
			}
			if err := arrivals.Rename(book, name, now); err != nil {
				return err
			}
			if err := renameWork(ctx, cfg.Data, name, now); err != nil {
				return err
			}
		}
	}
	if err := errors.Join(renameWithdrawn(cfg.Data, book, names), renameWritten(cfg, names)); err != nil {
		return err
	}
	return book.Renamed()
}

func renameWork(ctx context.Context, data, from, to string) (err error) {
	if !exists(filepath.Join(data, worklist.Folder)) {
		return nil
	}
	store, err := worklist.OpenStore(ctx, data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return store.Rename(ctx, from, to)
}

func renameWithdrawn(data string, book *ledger.Ledger, names ledger.Names) error {
	gone, err := withdrawn(data)
	if err != nil || !slices.ContainsFunc(gone, func(w WithdrawnDelivery) bool { return names.Now(w.Source) != w.Source }) {
		return err
	}
	for i := range gone {
		gone[i].Source = names.Now(gone[i].Source)
	}
	return gone.write(book)
}

// renameWritten renames the responses in what people wrote of them.
func renameWritten(cfg *Config, names ledger.Names) error {
	now := func(response string) string {
		name, id, ok := strings.Cut(response, "/")
		if !ok {
			return response
		}
		return models.Key{Source: names.Now(name), ID: id}.String()
	}
	edits := cfg.EditsPath()
	if err := atomicfile.RemoveUnfinished(edits); err != nil {
		return err
	}
	moves := codebook.RenameMoves(edits, now)
	if told := new(messages.Error); errors.As(moves, &told) && told.Key == "book_append" {
		moves = nil // written as the program would not: such a move lapses, and that is told
	}
	judgements := filepath.Join(filepath.Dir(edits), codebook.JudgementsName)
	return errors.Join(
		atomicfile.RemoveUnfinished(judgements),
		codebook.RenameJudgements(judgements, now), moves)
}

// renameEvents makes moves among the events of earlier editions say the names that sources
// have now.
func renameEvents(events []themes.Event, names ledger.Names) {
	for i := range events {
		was := codebook.Moved(events[i].Detail)
		name, _, _ := strings.Cut(was, "/")
		if now := names.Now(name); was != "" && now != name {
			events[i].Detail = strings.Replace(events[i].Detail, was, now+strings.TrimPrefix(was, name), 1)
		}
	}
}

// present gives the sources of the configuration the names that they have now.
func (cfg *Config) present() (err error) {
	if cfg.names, err = ledger.NamesIn(ledgerDir(cfg.Data)); err != nil || len(cfg.names) == 0 {
		return err
	}
	cfg.Sources = slices.Clone(cfg.Sources)
	for i := range cfg.Sources {
		cfg.Sources[i].Name = cfg.names.Now(cfg.Sources[i].Name)
	}
	kinds := make(map[string]models.Kind, len(cfg.kinds))
	for name, kind := range cfg.kinds {
		kinds[cfg.names.Now(name)] = kind
	}
	cfg.kinds = kinds
	return nil
}

// renamedMeanwhile is the error of a night that read its files before a source of theirs was
// renamed; nil for none.
func renamedMeanwhile(book *ledger.Ledger, batch source.Batch) error {
	names := book.Names()
	for i := range batch.Files {
		if name := batch.Files[i].Source; names.Now(name) != name {
			return messages.Errorf("rename_meanwhile", name, names.Now(name))
		}
	}
	return nil
}

// under is f by the names that sources have now.
func (f Forgetting) under(names ledger.Names) Forgetting {
	f.Source = names.Now(f.Source)
	f.Keys = slices.Clone(f.Keys)
	for i := range f.Keys {
		f.Keys[i].Source = names.Now(f.Keys[i].Source)
	}
	return f
}

package pipeline

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
	"stemme/pipeline/worklist"
)

// A Verdict is what Verify found, a line for every part of a data folder.
type Verdict struct {
	Lines []source.Note
	Whole bool // nothing is damaged, or is any more
}

func (v *Verdict) say(key messages.Key, args ...any) {
	v.Lines = append(v.Lines, source.Note{Key: key, Args: args})
}

// bad is say of something that is damaged and stays so.
func (v *Verdict) bad(key messages.Key, args ...any) {
	v.say(key, args...)
	v.Whole = false
}

// Verify reads every byte of a data folder and says what is damaged. With repair
// it mends what can be mended without losing anything: the ledger's head and
// the names of its files, the link to the current edition, and a damaged edition,
// by a night without sources. What the ledger has lost it cannot bring back.
func Verify(ctx context.Context, cfg Config, repair bool, watch Watcher) (v Verdict, err error) {
	v.Whole = true
	if repair {
		if err := mend(cfg, &v); err != nil {
			return v, err
		}
	}
	if err := verifyWritten(ctx, cfg, &v); err != nil {
		return v, err
	}
	if err := verifyLedger(cfg.Data, &v); err != nil {
		return v, err
	}
	damaged, err := verifyEditions(ctx, cfg.Data, &v, repair)
	if err != nil || !repair || len(damaged) == 0 {
		return v, err
	}
	if !v.Whole {
		v.say("verify_not_rebuilt")
		return v, nil
	}
	return v, rebuild(ctx, cfg, &v, damaged, watch)
}

// verifyWritten says what of Unread there is. It can come from a backup alone.
func verifyWritten(ctx context.Context, cfg Config, v *Verdict) error {
	faults, err := Unread(ctx, cfg)
	for _, fault := range faults {
		v.bad("verify_fault", fault)
	}
	if err != nil || len(faults) > 0 {
		return err
	}
	ed, err := edition.Open(cfg.Data, edition.Current)
	if err != nil {
		return nil // what is wrong with the editions is looked at below
	}
	defer ed.Close()
	lapsed, err := Lapses(cfg, ed)
	v.Lines = append(v.Lines, lapsed...)
	return err
}

// Unread says what cannot be read of what people have written and set, which no hash
// covers.
func Unread(ctx context.Context, cfg Config) (faults []error, err error) {
	_, books := cfg.readBooks()
	_, plans := readPlans(&cfg)
	_, judgements := codebook.Judgements(filepath.Join(filepath.Dir(cfg.EditsPath()), codebook.JudgementsName))
	for _, fault := range []error{cfg.vanishedEdits(), cfg.unwritten(), books, plans, judgements, worklist.Check(ctx, cfg.Data)} {
		if ctx.Err() != nil {
			return faults, ctx.Err()
		}
		if errors.Is(fault, fs.ErrPermission) {
			return faults, fault // so it will be with all else
		}
		if fault != nil {
			faults = append(faults, fault)
		}
	}
	return faults, nil
}

// mend repairs what needs no night.
func mend(cfg Config, v *Verdict) (err error) {
	release, err := edition.Lock(cfg.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	repaired, err := ledger.Repair(ledgerDir(cfg.Data))
	if err != nil {
		return err
	}
	for _, path := range repaired {
		v.say("verify_mended", path)
	}
	_, err = edition.Relink(cfg.Data)
	return err
}

func verifyLedger(data string, v *Verdict) error {
	dir := ledgerDir(data)
	faults, err := ledger.Check(dir)
	for _, f := range faults {
		v.bad("verify_ledger", f.Err())
	}
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		v.say("verify_restore")
		return nil
	}
	book, err := ledger.Open(dir)
	if err != nil {
		return err
	}
	newest, err := edition.Newest(data)
	if err != nil {
		return err
	}
	if err := shrunk(data, book, newest); err != nil {
		v.bad("verify_fault", err)
		return nil
	}
	v.say("verify_ledger_whole", book.Len(), book.Erased())
	return nil
}

// verifyEditions says which editions are whole and returns the ids of the
// others; with repair those are no fault yet, since they can be mended.
func verifyEditions(ctx context.Context, data string, v *Verdict, repair bool) (damaged []string, err error) {
	all, err := edition.List(data)
	if err != nil {
		return nil, err
	}
	if len(all) > 0 && !edition.Linked(data) {
		v.bad("verify_link", edition.Current)
	}
	for _, one := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		faults, err := edition.Check(data, one.ID)
		if told := new(messages.Error); errors.As(err, &told) && told.Key == "edition_missing" {
			continue // deleted meanwhile
		}
		if err != nil {
			return nil, err
		}
		if len(faults) == 0 {
			v.say("verify_edition_whole", one.ID)
			continue
		}
		if v.edition(one.ID, faults) {
			damaged = append(damaged, one.ID)
			v.Whole = v.Whole && repair
		}
	}
	return damaged, nil
}

// edition says what is wrong with an edition, and whether it is damaged. A file
// that somebody has put there is only said: it is theirs to move.
func (v *Verdict) edition(id string, faults []edition.Fault) (damaged bool) {
	for _, f := range faults {
		v.say("verify_edition", id, messages.Errorf(messages.Key("edition_file_"+string(f.Kind)), f.Path))
		if f.Kind == edition.Added {
			v.Whole = false
		} else {
			damaged = true
		}
	}
	return damaged
}

// rebuild publishes what the ledger holds, and deletes the damaged editions.
func rebuild(ctx context.Context, cfg Config, v *Verdict, damaged []string, watch Watcher) error {
	cfg.Sources = nil
	summary, err := Run(ctx, cfg, watch)
	if err != nil {
		return err
	}
	v.say("verify_rebuilt", summary.Edition)
	release, err := edition.Lock(cfg.Data)
	if err != nil {
		return err
	}
	for _, id := range damaged {
		deleted, err := edition.Delete(cfg.Data, id)
		if err != nil {
			return errors.Join(err, release())
		}
		if deleted {
			v.say("editions_deleted", id)
		} else {
			v.bad("verify_held", id)
		}
	}
	return release()
}

package pipeline

import (
	"context"
	"errors"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// refusal is why the night may not accept what was read, which is masked: scores
// that would be on several scales, and responses that stand already under another
// source. It keeps nothing.
func (cfg *Config) refusal(book *ledger.Ledger, batch source.Batch) error {
	all := book.Responses()
	fresh := slices.DeleteFunc(slices.Clone(batch.Responses), func(r models.Response) bool { return book.IsErased(r.Key(), r.Day) })
	var faults []error
	if !cfg.Figures.MixScales {
		faults = append(faults, cfg.scalesRefused(all, fresh))
	}
	if !cfg.AsNew {
		for _, e := range elsewhere(all, fresh) {
			files := filesOf(batch, e.source)
			faults = append(faults, messages.Errorf("source_elsewhere", e.known, e.of, e.source, e.other, files, messages.Argument(e.other), files))
		}
	}
	return errors.Join(faults...)
}

// filesOf are the files that a source was read from, as a command line has them.
func filesOf(batch source.Batch, name string) string {
	var files []string
	for i := range batch.Files {
		if f := &batch.Files[i]; f.Source == name {
			files = append(files, messages.Argument(f.File).Text(messages.Danish))
		}
	}
	return strings.Join(files, " ")
}

// Foresee says what Run would refuse of a batch that Read has read, which it masks;
// it writes nothing. Where the ledger is not whole, that is for others to say.
func Foresee(ctx context.Context, cfg Config, batch source.Batch) error {
	book, err := ledger.Open(ledgerDir(cfg.Data))
	if err != nil || ctx.Err() != nil {
		return ctx.Err()
	}
	if _, _, err := cfg.mask(ctx, book, batch.Responses); err != nil {
		return err
	}
	return cfg.refusal(book, batch)
}

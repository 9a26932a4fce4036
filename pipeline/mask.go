package pipeline

import (
	"context"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/privacy"
	"stemme/pipeline/source"
)

// mask takes personal data out of the responses, in place, before anything of them
// is stored. The salt of customers' hashes is that of the ledger, where it has one;
// else the configured one, or made from the first survey accepted, and drawn says so.
func (cfg *Config) mask(ctx context.Context, book *ledger.Ledger, responses []models.Response) (counts privacy.Counts, drawn []byte, err error) {
	salt, err := book.Salt()
	if err != nil {
		return counts, nil, err
	}
	if salt == nil && len(responses) > 0 {
		if drawn = []byte(cfg.Salt); len(drawn) == 0 {
			drawn = privacy.Salt(responses)
		}
		salt = drawn
	}
	counts, err = privacy.Apply(ctx, responses, salt, cfg.Workers)
	return counts, drawn, err
}

// mask is Config.mask as a stage. The salt that was drawn is for the ledger to keep,
// once something is accepted, and never changes again.
func (n *night) mask(ctx context.Context, book *ledger.Ledger, responses []models.Response) (drawn []byte, err error) {
	err = n.stage(ctx, StageMask, func() ([]any, error) {
		var counts privacy.Counts
		counts, drawn, err = n.cfg.mask(ctx, book, responses)
		return []any{"placeholders", counts.Masked(), "customers", counts.Customers}, err
	})
	return drawn, err
}

// remask masks what the ledger keeps by the rules of now, where other rules masked it, and
// returns how many responses say less than before. What comes again is then held against it
// as the same program reads both; else it would count as corrected.
func (n *night) remask(ctx context.Context, book *ledger.Ledger) (int, error) {
	rules, err := book.Masking()
	if err != nil || book.Missing() || rules == privacy.Rules() {
		return 0, err
	}
	masked, err := book.Mend(ctx, func(ctx context.Context, all []models.Response) error { return privacy.Again(ctx, all, n.cfg.Workers) })
	if err != nil {
		return masked, err
	}
	return masked, book.SetMasking(privacy.Rules())
}

// remaskNotes say how many responses were masked anew.
func remaskNotes(masked int) []source.Note {
	if masked == 0 {
		return nil
	}
	return []source.Note{{Key: "masked_again", Args: []any{masked}}}
}

package pipeline

import (
	"context"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/privacy"
)

// mask takes personal data out of the responses, in place, before anything of
// them is stored. The salt of customers' hashes is the configured one, or made
// from the first survey accepted; it never changes again.
func (n *night) mask(ctx context.Context, accepted *ledger.Ledger, responses []models.Response) error {
	return n.stage(ctx, StageMask, func() ([]any, error) {
		salt, err := accepted.Salt()
		if err != nil {
			return nil, err
		}
		if salt == nil && len(responses) > 0 {
			if salt = []byte(n.cfg.Salt); len(salt) == 0 {
				salt = privacy.Salt(responses)
			}
			if err := accepted.SetSalt(salt); err != nil {
				return nil, err
			}
		}
		counts := privacy.Apply(responses, salt)
		return []any{"placeholders", counts.Masked(), "customers", counts.Customers}, nil
	})
}

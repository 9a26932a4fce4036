package pipeline

import (
	"context"

	"stemme/models"
	"stemme/pipeline/ledger"
)

// accept takes the responses into the ledger.
func (n *night) accept(ctx context.Context, to *ledger.Ledger, responses []models.Response) (accepted ledger.Accepted, err error) {
	err = n.stage(ctx, StageAccept, func() ([]any, error) {
		accepted, err = to.Accept(ctx, responses)
		return []any{"new", accepted.New, "replaced", accepted.Replaced, "unchanged", accepted.Unchanged,
			"duplicate", accepted.Duplicate, "erased", accepted.Erased}, err
	})
	return accepted, err
}

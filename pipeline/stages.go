package pipeline

import (
	"context"
	"time"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/privacy"
	"stemme/pipeline/source"
)

// Read reads every source of cfg and keeps nothing of it.
func Read(ctx context.Context, cfg Config) (source.Batch, error) {
	var all source.Batch
	for _, s := range cfg.Sources {
		var location *time.Location
		if s.Timezone != "" {
			var err error
			if location, err = time.LoadLocation(s.Timezone); err != nil {
				return source.Batch{}, err
			}
		}
		batch, err := source.Read(ctx, source.Config{
			Files:     s.Files,
			Name:      s.Name,
			Columns:   s.Columns,
			Persons:   s.Persons,
			Scale:     s.Scale,
			Language:  s.Language,
			Location:  location,
			DateOrder: s.Dates,
			Mask:      privacy.Mask,
			People:    people,
		})
		if err != nil {
			return source.Batch{}, err
		}
		all.Responses = append(all.Responses, batch.Responses...)
		all.Rejects = append(all.Rejects, batch.Rejects...)
		all.Files = append(all.Files, batch.Files...)
		all.Readings = append(all.Readings, batch.Readings...)
	}
	return all, nil
}

// people says for source what privacy knows of a column.
func people(header string, values []string) source.People {
	switch privacy.PeopleIn(header, values) {
	case privacy.Staff:
		return source.Staff
	case privacy.Customers, privacy.Somebody:
		return source.Customers
	case privacy.Unclear:
		return source.Unclear
	}
	return source.Nobody
}

// read is the first stage: files to responses.
func (n *night) read(ctx context.Context) (batch source.Batch, err error) {
	err = n.stage(ctx, StageRead, func() ([]any, error) {
		batch, err = Read(ctx, n.cfg)
		return []any{"rows", batch.Rows(), "rejected", batch.RejectedRows(), "files", len(batch.Files)}, err
	})
	return batch, err
}

// mask takes personal data out of the responses, in place, before anything of
// them is stored. The salt of customers' hashes is the configured one, or made
// from the first survey accepted; it never changes again.
func (n *night) mask(ctx context.Context, book *ledger.Ledger, responses []models.Response) error {
	return n.stage(ctx, StageMask, func() ([]any, error) {
		salt, err := book.Salt()
		if err != nil {
			return nil, err
		}
		if salt == nil && len(responses) > 0 {
			if salt = []byte(n.cfg.Salt); len(salt) == 0 {
				salt = privacy.Salt(responses)
			}
			if err := book.SetSalt(salt); err != nil {
				return nil, err
			}
		}
		counts := privacy.Apply(responses, salt)
		return []any{"placeholders", counts.Masked(), "customers", counts.Customers}, nil
	})
}

// accept takes the responses into the ledger.
func (n *night) accept(ctx context.Context, book *ledger.Ledger, responses []models.Response) (accepted ledger.Accepted, err error) {
	err = n.stage(ctx, StageAccept, func() ([]any, error) {
		accepted, err = book.Accept(ctx, responses)
		return []any{"new", accepted.New, "replaced", accepted.Replaced, "unchanged", accepted.Unchanged,
			"duplicate", accepted.Duplicate, "erased", accepted.Erased}, err
	})
	return accepted, err
}

// analyse turns the ledger's comments into documents.
func (n *night) analyse(ctx context.Context, responses []models.Response) (a analysis, err error) {
	err = n.stage(ctx, StageAnalyse, func() ([]any, error) {
		a, err = analyse(ctx, responses, n.cfg)
		n.cfg.dictionary = a.dictionary
		return a.facts(), err
	})
	return a, err
}

package pipeline

import (
	"context"
	"path/filepath"
	"time"

	"stemme/pipeline/arrivals"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/privacy"
	"stemme/pipeline/source"
)

// read is the first stage: files to responses.
func (n *night) read(ctx context.Context) (batch source.Batch, err error) {
	err = n.stage(ctx, StageRead, func() ([]any, error) {
		if len(n.cfg.Sources) == 0 && nothingYet(n.cfg.Data) {
			return nil, messages.Errorf("nothing_to_read")
		}
		brought, err := n.deliveries(ctx)
		if err != nil {
			return nil, err
		}
		for again := true; again; again = n.changed(brought) {
			batch, err = read(ctx, n.cfg, brought, exists(filepath.Join(n.cfg.Data, "ledger")))
		}
		if err != nil && ctx.Err() == nil {
			err = n.stopped(err)
		}
		return []any{"rows", batch.Rows(), "rejected", batch.RejectedRows(), "files", len(batch.Files)}, err
	})
	return batch, err
}

// nothingYet says whether no night has been over a data folder: what was forgotten
// whole, or lost, leaves a ledger or an edition.
func nothingYet(data string) bool {
	listed, err := edition.List(data)
	return err == nil && len(listed) == 0 && !exists(ledgerDir(data))
}

// Read reads every source of cfg, by what earlier nights recognised of it, and
// keeps nothing.
func Read(ctx context.Context, cfg Config) (source.Batch, error) {
	if err := cfg.present(); err != nil {
		return source.Batch{}, err
	}
	brought, err := (&night{cfg: cfg}).deliveries(ctx)
	if err != nil {
		return source.Batch{}, err
	}
	return read(ctx, cfg, brought, false)
}

// read is Read; with mayBeEmpty a delivery that holds nothing is a night without
// news, unless the source says that one is expected. A first night must hold
// something.
func read(ctx context.Context, cfg Config, brought []delivery, mayBeEmpty bool) (source.Batch, error) {
	var all source.Batch
	readings, err := readBefore(cfg.Data)
	if err != nil {
		return source.Batch{}, err
	}
	for _, r := range cfg.names { // a file may still be called as before
		if now, known := readings[cfg.names.Now(r.From)]; known {
			readings[r.From] = now
		}
	}
	gone, err := withdrawn(cfg.Data)
	if err != nil {
		return source.Batch{}, err
	}
	var named []string
	for i, s := range cfg.Sources {
		if brought[i].failed {
			continue // the others' rows need not wait
		}
		asked, err := cfg.sourceConfig(s, brought[i], mayBeEmpty)
		if err != nil {
			return source.Batch{}, err
		}
		asked.Readings, asked.Withdrawn, asked.Sources = readings, gone.has, named
		batch, err := source.Read(ctx, asked)
		if err != nil {
			return source.Batch{}, err
		}
		all.Add(batch)
		for _, r := range batch.Readings {
			named = append(named, r.Source)
		}
	}
	return all, nil
}

// sourceConfig is what the configuration says of reading one source's delivery.
func (c *Config) sourceConfig(s Source, brought delivery, mayBeEmpty bool) (source.Config, error) {
	var location *time.Location
	if s.Timezone != "" {
		var err error
		if location, err = time.LoadLocation(s.Timezone); err != nil {
			return source.Config{}, err
		}
	}
	return source.Config{
		Files:      brought.files,
		Inputs:     brought.inputs,
		MayBeEmpty: (mayBeEmpty || brought.waiting) && s.Expect == "",
		Name:       s.Name,
		Columns:    s.Columns,
		Persons:    s.Persons,
		Scale:      s.Scale,
		Language:   s.Language,
		Location:   location,
		DateOrder:  s.Dates,
		Delimiter:  s.Delimiter,
		Sample:     c.Sample,
		Unpacked:   int64(c.Limits.UnpackedMB) << 20,
		Today:      today(),
		Mask:       privacy.Mask,
		MaskName:   privacy.MaskShort,
		People:     people,

		Renamed: c.names.Now, FirstCalled: c.names.First,
	}, nil
}

// readBefore are the readings that the next files are read by.
func readBefore(data string) (map[string]source.Reading, error) {
	kept, err := arrivals.Readings(ledgerDir(data))
	all := make(map[string]source.Reading, len(kept))
	for name, r := range kept {
		all[name] = r.Reading
	}
	return all, err
}

// expectRequired is what a source says of which every night must bring rows.
const expectRequired = "required"

// emptyNotes tell which deliveries held nothing.
func emptyNotes(batch source.Batch) []source.Note {
	var all []source.Note
	for _, name := range batch.Empty {
		all = append(all, source.Note{Key: "source_no_news", Args: []any{name}})
	}
	return all
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

// clockSet is a year that the program is younger than: a clock that says less was
// never set.
const clockSet = 2026

// today is the time now; the zero time where the machine does not know it.
func today() time.Time {
	if now := time.Now(); now.Year() >= clockSet {
		return now
	}
	return time.Time{}
}

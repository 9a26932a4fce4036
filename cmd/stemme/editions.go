package main

import (
	"errors"
	"time"

	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
)

// editionsCmd lists editions, rolls back and prunes.
type editionsCmd struct {
	List     editionsListCmd     `cmd:"" default:"withargs" help:"cli_editions_list"`
	Rollback editionsRollbackCmd `cmd:"" help:"cli_editions_rollback"`
	Prune    editionsPruneCmd    `cmd:"" help:"cli_editions_prune"`
}

type editionsListCmd struct {
	place
	form
}

type editionsRollbackCmd struct {
	ID string `arg:"" help:"cli_editions_id"`
	place
}

type editionsPruneCmd struct {
	Keep   int `default:"14" placeholder:"N" help:"cli_editions_keep"`
	Months int `placeholder:"N" help:"cli_editions_months"`
	Days   int `placeholder:"N" help:"cli_editions_days"`
	place
}

// Run lists the editions, the newest first.
func (c *editionsListCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	all, err := edition.List(cfg.Data)
	if err != nil {
		return err
	}
	s := t.sheet("edition", "col_edition", "published_at", "col_published", "responses", "col_responses", "rejected", "col_rejected",
		"current", "col_current", "fault", "col_fault")
	faults := 0
	for _, e := range all {
		if e.Fault != nil {
			faults++
			s.add(e.ID, "", tables.Int{}, tables.Int{}, e.Current, t.lang.Error(e.Fault))
			continue
		}
		s.add(e.ID, e.Manifest.Published.Format(time.RFC3339), int(e.Manifest.Rows["responses"]), int(e.Manifest.Counts["rejected"]), e.Current, "")
	}
	if err := t.show(s, c.form); err != nil || faults == 0 {
		return err
	}
	return messages.Errorf("editions_faulty", faults)
}

// Run makes an earlier edition the current one.
func (c *editionsRollbackCmd) Run(t *terminal) error {
	return c.locked(func(data string) error {
		if err := edition.Rollback(data, c.ID); err != nil {
			return err
		}
		t.print("editions_current", c.ID)
		t.print("editions_until")
		return nil
	})
}

// Run deletes old editions.
func (c *editionsPruneCmd) Run(t *terminal) error {
	return c.locked(func(data string) error {
		gone, err := edition.Prune(data, edition.Keep{Last: c.Keep, Months: c.Months, Days: c.Days}, time.Now())
		for _, id := range gone {
			t.print("editions_deleted", id)
		}
		if err != nil || len(gone) > 0 {
			return err
		}
		all, err := edition.List(data)
		if err == nil {
			t.print("editions_all_stay", len(all), c.Keep)
		}
		return err
	})
}

// locked does what needs the lock of the data folder.
func (p *place) locked(do func(data string) error) error {
	cfg, err := p.config()
	if err != nil {
		return err
	}
	release, err := edition.Lock(cfg.Data)
	if err != nil {
		return err
	}
	return errors.Join(do(cfg.Data), release())
}

package main

import (
	"os"
	"path/filepath"
	"time"

	"stemme/pipeline"
)

// backupCmd copies the data folder while nights may run.
type backupCmd struct {
	File string `arg:"" type:"path" help:"cli_backup_file"`
	All  bool   `help:"cli_backup_all"`
	place
}

// Run writes the copy and says what is in it.
func (c *backupCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	if info, err := os.Stat(c.File); err == nil && info.IsDir() {
		c.File = filepath.Join(c.File, time.Now().UTC().Format("stemme-20060102T150405Z.tar"))
	}
	list, err := pipeline.Backup(t.ctx, cfg.Data, c.File, c.All)
	if err != nil {
		return err
	}
	t.print("backup_done", c.File, list.Responses, len(list.Files))
	return nil
}

// restoreCmd makes a data folder of a copy.
type restoreCmd struct {
	File string `arg:"" type:"path" help:"cli_restore_file"`
	place
}

// Run restores and says what, and what a night will stop at: a backup keeps what people
// have written as it was, faults too.
func (c *restoreCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	list, err := pipeline.Restore(t.ctx, cfg.Data, c.File)
	if err != nil {
		return err
	}
	t.print("restore_done", cfg.Data, list.Responses, list.Made.Format(time.DateOnly))
	t.print("restore_erased", list.Made.UTC().Format("2006-01-02 15:04:05"))
	faults, err := pipeline.Unread(t.ctx, cfg)
	for _, fault := range faults {
		t.print("restore_unread", fault)
	}
	return err
}

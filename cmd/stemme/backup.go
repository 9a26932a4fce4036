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
	Data string `placeholder:"DIR" help:"cli_data"`
}

// Run writes the copy and says what is in it.
func (c *backupCmd) Run(t *terminal) error {
	data, err := (&where{Data: c.Data}).data()
	if err != nil {
		return err
	}
	if info, err := os.Stat(c.File); err == nil && info.IsDir() {
		c.File = filepath.Join(c.File, time.Now().UTC().Format("stemme-20060102T150405Z.tar"))
	}
	list, err := pipeline.Backup(t.ctx, data, c.File, c.All)
	if err != nil {
		return err
	}
	t.print("backup_done", c.File, list.Responses, len(list.Files))
	return nil
}

// restoreCmd makes a data folder of a copy.
type restoreCmd struct {
	File string `arg:"" type:"path" help:"cli_restore_file"`
	Data string `placeholder:"DIR" help:"cli_data"`
}

// Run restores and says what.
func (c *restoreCmd) Run(t *terminal) error {
	data, err := (&where{Data: c.Data}).data()
	if err != nil {
		return err
	}
	list, err := pipeline.Restore(t.ctx, data, c.File)
	if err != nil {
		return err
	}
	t.print("restore_done", data, list.Responses, list.Made.Format(time.DateOnly))
	return nil
}

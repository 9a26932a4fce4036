package main

import (
	_ "embed"
	"errors"
	"io/fs"
	"os"
	"runtime/debug"

	"stemme/pipeline/messages"
)

//go:embed stemme.da.yaml
var configDanish string

//go:embed stemme.en.yaml
var configEnglish string

// initCmd writes a configuration that says what a run does by default.
type initCmd struct {
	File string `arg:"" optional:"" default:"stemme.yaml" help:"cli_init_file"`
}

// Run writes the file unless there is one.
func (c *initCmd) Run(t *terminal) error {
	text := configDanish
	if t.lang == messages.English {
		text = configEnglish
	}
	file, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return messages.Errorf("init_exists", c.File)
	}
	if err != nil {
		return messages.Wrap(err, "init_failed", c.File)
	}
	if _, err := file.WriteString(text); err != nil {
		return errors.Join(messages.Wrap(err, "init_failed", c.File), file.Close())
	}
	if err := file.Close(); err != nil {
		return messages.Wrap(err, "init_failed", c.File)
	}
	t.print("init_done", c.File)
	return nil
}

// versionCmd prints the program's version and the Go that built it.
type versionCmd struct{}

// Run prints one line.
func (c *versionCmd) Run(t *terminal) error {
	version, golang := "(devel)", "?"
	if info, ok := debug.ReadBuildInfo(); ok {
		golang = info.GoVersion
		if info.Main.Version != "" {
			version = info.Main.Version
		}
	}
	t.print("version", version, golang)
	return nil
}

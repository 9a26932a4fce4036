package main

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"stemme/pipeline/messages"
)

//go:embed stemme.da.yaml
var configDanish string

//go:embed stemme.en.yaml
var configEnglish string

// planFiles are the examples of the files that say what is done about comments.
//
//go:embed plans/*.yaml
var planFiles embed.FS

// template is what is written to a file: the example of the plan that it is called as, else
// a configuration.
func (t *terminal) template(file string) string {
	lang := "da"
	if t.lang == messages.English {
		lang = "en"
	}
	name := strings.TrimSuffix(filepath.Base(file), ".yaml")
	if text, err := planFiles.ReadFile("plans/" + name + "." + lang + ".yaml"); err == nil {
		return string(text)
	}
	if t.lang == messages.English {
		return configEnglish
	}
	return configDanish
}

// initCmd writes a configuration that says what a run does by default, or the example of a plan.
type initCmd struct {
	File string `arg:"" optional:"" default:"stemme.yaml" help:"cli_init_file"`
}

// Run writes the file unless there is one.
func (c *initCmd) Run(t *terminal) error {
	text := t.template(c.File)
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

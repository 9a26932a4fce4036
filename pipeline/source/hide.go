package source

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// hidden is a name of a file's, such as a header, as it is kept and shown.
func (cfg *Config) hidden(name string) string {
	if cfg.MaskName == nil {
		return name
	}
	return cfg.MaskName(name)
}

// shown is a path as it is kept and shown.
func (cfg *Config) shown(file string) string { return Shown(file, cfg.hidden) }

// Shown is a path as it is kept and shown: its last part may hold personal data, which
// hide takes out.
func Shown(file string, hide func(string) string) string {
	dir, base := filepath.Split(file)
	ending := filepath.Ext(base)
	return dir + hide(strings.TrimSuffix(base, ending)) + ending
}

// hideIn is err with the path that it names as it is shown.
func (cfg *Config) hideIn(err error, file string) error {
	var fault *messages.Error
	shown := cfg.shown(file)
	if shown == file || !errors.As(err, &fault) || fault.Err != nil && strings.Contains(fault.Err.Error(), file) {
		return err
	}
	args := slices.Clone(fault.Args)
	for i, a := range args {
		if a == file {
			args[i] = shown
		}
	}
	return &messages.Error{Key: fault.Key, Args: args, Err: fault.Err}
}

// sameName refuses a file whose name differs from that of another in personal data
// alone: which responses are one survey's cannot be told.
func (b *Batch) sameName(p *plan) error {
	for i := range b.Files {
		if f := &b.Files[i]; f.Source == p.source && f.named != p.named.of {
			return messages.Errorf("source_name_shared", p.source, p.file)
		}
	}
	return nil
}

// Hide makes the headers and the names that r keeps as hide shows them, those of an
// earlier version too.
func (r *Reading) Hide(hide func(string) string) {
	for i := range r.Columns {
		c := &r.Columns[i]
		c.Header, c.Name = hide(c.Header), hide(c.Name)
	}
	for i := range r.Also {
		r.Also[i].Hide(hide)
	}
}

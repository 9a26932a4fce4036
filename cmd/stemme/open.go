package main

import (
	"stemme/pipeline"
	"stemme/pipeline/edition"
)

// place holds the flags that say which configuration and which data folder is
// used.
type place struct {
	Config string `placeholder:"FILE" help:"cli_config"`
	Data   string `placeholder:"DIR" help:"cli_data"`
}

// config is the configuration of the named file, of stemme.yaml where it stands
// and none is named, or the default, with the data folder of the flag over it.
func (p *place) config() (pipeline.Config, error) {
	cfg := pipeline.DefaultConfig()
	path := p.Config
	if path == "" && exists(defaultConfig) {
		path = defaultConfig
	}
	if path != "" {
		var err error
		if cfg, err = pipeline.LoadConfig(path); err != nil {
			return cfg, usageError{err}
		}
	}
	override(&cfg.Data, p.Data)
	return cfg, nil
}

// where holds the flags that say which published edition is read.
type where struct {
	place
	Edition string `default:"current" placeholder:"ID" help:"cli_edition"`
}

// open is the edition asked for, and the configuration.
func (w *where) open() (*edition.Edition, pipeline.Config, error) {
	cfg, err := w.config()
	if err != nil {
		return nil, cfg, err
	}
	ed, err := edition.Open(cfg.Data, w.Edition)
	return ed, cfg, err
}

package main

import "stemme/pipeline/edition"

// where holds the flags that say which published edition is read.
type where struct {
	Data    string `placeholder:"DIR" help:"cli_data"`
	Edition string `default:"current" placeholder:"ID" help:"cli_edition"`
}

// open is the edition asked for, in the data folder of the flag, of stemme.yaml
// where it stands, or of the default.
func (w *where) open() (*edition.Edition, error) {
	data, err := w.data()
	if err != nil {
		return nil, err
	}
	return edition.Open(data, w.Edition)
}

func (w *where) data() (string, error) {
	if w.Data != "" {
		return w.Data, nil
	}
	cfg, err := loadConfig("")
	if err != nil {
		return "", usageError{err}
	}
	return cfg.Data, nil
}

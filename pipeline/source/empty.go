package source

import (
	"errors"

	"stemme/pipeline/messages"
)

// nothing says whether err means that a delivery holds nothing: an empty file, a
// header without rows, a glob that matches no file.
func nothing(err error) bool {
	told := new(messages.Error)
	if !errors.As(err, &told) {
		return false
	}
	switch told.Key {
	case "source_empty", "source_no_rows", "source_no_match", "drop_empty", "remote_empty":
		return true
	}
	return false
}

// passed notes what holds nothing, where cfg lets it; else err stands.
func (b *Batch) passed(cfg Config, name string, err error) error {
	if err == nil || !cfg.MayBeEmpty || !nothing(err) {
		return err
	}
	b.Empty = append(b.Empty, name)
	return nil
}

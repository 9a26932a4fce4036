package main

import (
	"stemme/pipeline"
	"stemme/pipeline/messages"
)

// validateCmd checks the files of what is done about responses, and lists what
// they name and is not there, and what nobody answers for.
type validateCmd struct {
	place
	form
}

// Run fails on what is wrong, and only lists what is missing.
func (c *validateCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	if err := cfg.Validate(); err != nil {
		return usageError{err}
	}
	gaps, err := pipeline.Gaps(cfg)
	if err != nil {
		return usageError{err}
	}
	if len(gaps) == 0 && c.people() {
		key := messages.Key("validate_all_owned")
		if !pipeline.Planned(cfg) {
			key = "validate_nothing"
		}
		t.print(key, cfg.Data)
		return nil
	}
	s := t.sheet("what", "col_what", "id", "col_id", "name", "col_name")
	for _, g := range gaps {
		name := g.Name
		if g.Meant != "" {
			name += " " + t.text("gap_meant", g.Meant)
		}
		s.add(t.text(messages.Key("gap_"+g.What)), g.ID, name)
	}
	return t.show(s, c.form)
}

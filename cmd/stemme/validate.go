package main

import (
	"stemme/pipeline"
	"stemme/pipeline/messages"
)

// validateCmd checks the files of what is done about responses, and lists what
// nobody answers for.
type validateCmd struct {
	Format string `enum:"table,json,csv" default:"table" help:"cli_format"`
	Data   string `placeholder:"DIR" help:"cli_data"`
	Config string `placeholder:"FILE" help:"cli_config"`
}

// Run fails on what is wrong, and only lists what lacks an owner.
func (c *validateCmd) Run(t *terminal) error {
	cfg, err := loadConfig(c.Config)
	if err != nil {
		return usageError{err}
	}
	override(&cfg.Data, c.Data)
	ownerless, err := pipeline.Ownerless(cfg)
	if err != nil {
		return usageError{err}
	}
	if len(ownerless) == 0 && c.Format == "table" {
		t.print("validate_all_owned")
		return nil
	}
	s := &sheet{header: []string{t.text("col_what"), "id", t.text("col_name")}}
	for _, o := range ownerless {
		s.add(t.text(messages.Key("owned_"+o.What)), o.ID, o.Name)
	}
	return s.write(t.stdout, c.Format)
}

package main

import (
	"stemme/pipeline"
	"stemme/pipeline/messages"
)

// sourcesCmd shows what was recognised of the sources, and says yes to what
// differs.
type sourcesCmd struct {
	List   sourcesListCmd   `cmd:"" default:"withargs" help:"cli_sources_list"`
	Accept sourcesAcceptCmd `cmd:"" help:"cli_sources_accept"`
}

// sourcesListCmd prints the readings.
type sourcesListCmd struct {
	Config string `type:"path" placeholder:"FILE" help:"cli_config"`
	Data   string `placeholder:"DIR" help:"cli_data"`
	form
}

// Run prints, source by source, what each column was taken for.
func (c *sourcesListCmd) Run(t *terminal) error {
	cfg, err := loadConfig(c.Config)
	if err != nil {
		return usageError{err}
	}
	override(&cfg.Data, c.Data)
	all, err := pipeline.SourceReadings(cfg.Data)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return writeJSON(t.stdout, all)
	}
	if c.Format == "csv" {
		s := t.sheet("source", "", "scale", "", "column", "", "role", "", "name", "")
		for _, r := range all {
			for _, col := range r.Columns {
				s.add(r.Source, r.Scale, col.Header, col.Role, col.Name)
			}
		}
		return t.show(s, c.form)
	}
	for _, r := range all {
		t.print("sources_source", r.Source, r.Format, r.Encoding, r.Scale)
		g := grid{indent: "  "}
		for _, col := range r.Columns {
			role := t.text(messages.Key("role_" + col.Role))
			if col.Name != "" {
				role += " " + col.Name
			}
			g.rows = append(g.rows, []string{col.Header, "→ " + role})
		}
		if err := t.grid(g); err != nil {
			return err
		}
		if r.Refused != nil {
			t.print("sources_refused", r.Source)
		}
	}
	return nil
}

// sourcesAcceptCmd says yes to a source that reads otherwise.
type sourcesAcceptCmd struct {
	Source string `arg:"" help:"cli_sources_source"`
	Config string `type:"path" placeholder:"FILE" help:"cli_config"`
	Data   string `placeholder:"DIR" help:"cli_data"`
}

// Run accepts what was refused.
func (c *sourcesAcceptCmd) Run(t *terminal) error {
	cfg, err := loadConfig(c.Config)
	if err != nil {
		return usageError{err}
	}
	override(&cfg.Data, c.Data)
	if err := pipeline.AcceptReading(cfg, c.Source); err != nil {
		return err
	}
	t.print("sources_accepted", c.Source)
	return nil
}

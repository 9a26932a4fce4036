package main

import (
	"fmt"
	"text/tabwriter"

	"stemme/pipeline"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// sourcesCmd shows what was recognised of the sources, and says yes to what
// differs, or takes one out.
type sourcesCmd struct {
	List   sourcesListCmd   `cmd:"" default:"withargs" help:"cli_sources_list"`
	Accept sourcesAcceptCmd `cmd:"" help:"cli_sources_accept"`
	Remove sourcesRemoveCmd `cmd:"" help:"cli_sources_remove"`
}

// sourcesListCmd prints the readings.
type sourcesListCmd struct {
	place
	form
}

// Run prints, source by source, what each column was taken for.
func (c *sourcesListCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
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
		for i, l := range r.Layouts() {
			key := messages.Key("sources_source")
			if i > 0 {
				key = "sources_layout"
			}
			t.print(key, l.Source, l.Format, l.Encoding, l.Scale)
			t.layout(l, r.Changed)
		}
		if r.Refused != nil {
			breaks, changes := source.Differences(r.Reading, *r.Refused)
			for _, n := range append(breaks, changes...) {
				t.print("sources_differs", n)
			}
			t.print("sources_refused", messages.Argument(r.Source))
		}
	}
	return nil
}

// layout prints what each column of a layout was taken for, and since when.
func (t *terminal) layout(l source.Reading, changed map[string]string) {
	tw := tabwriter.NewWriter(t.stdout, 0, 4, 2, ' ', 0)
	for _, col := range l.Columns {
		role := t.text(messages.Key("role_" + col.Role))
		if col.Name != "" {
			role += " " + col.Name
		}
		since := ""
		if col.Since != "" {
			since = t.text("sources_since", col.Since)
		}
		if changed[col.Header] == "new" {
			since += " " + t.text("sources_new")
		}
		fmt.Fprintf(tw, "  %s\t→ %s\t%s\n", col.Header, role, since)
	}
	tw.Flush()
}

// sourcesAcceptCmd says yes to a source that reads otherwise.
type sourcesAcceptCmd struct {
	Source string `arg:"" help:"cli_sources_source"`
	place
}

// Run accepts what was refused.
func (c *sourcesAcceptCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	if err := pipeline.AcceptReading(cfg, c.Source); err != nil {
		return err
	}
	t.print("sources_accepted", c.Source)
	return nil
}

// sourcesRemoveCmd takes a source out again.
type sourcesRemoveCmd struct {
	Source string `arg:"" help:"cli_sources_source"`
	DryRun bool   `help:"cli_forget_dry"`
	place
	form
}

// Run removes all of its responses and gives a receipt.
func (c *sourcesRemoveCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	return t.forget(cfg, pipeline.Forgetting{Source: c.Source}, c.DryRun, c.form)
}

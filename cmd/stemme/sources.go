package main

import (
	"fmt"
	"text/tabwriter"

	"stemme/pipeline"
	"stemme/pipeline/arrivals"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// sourcesCmd shows what was recognised of the sources, and says yes to what
// differs, takes a delivery back, or takes one out.
type sourcesCmd struct {
	List       sourcesListCmd       `cmd:"" default:"withargs" help:"cli_sources_list"`
	Accept     sourcesAcceptCmd     `cmd:"" help:"cli_sources_accept"`
	Refuse     sourcesRefuseCmd     `cmd:"" help:"cli_sources_refuse"`
	Deliveries sourcesDeliveriesCmd `cmd:"" help:"cli_sources_deliveries"`
	Withdraw   sourcesWithdrawCmd   `cmd:"" help:"cli_sources_withdraw"`
	Readmit    sourcesReadmitCmd    `cmd:"" help:"cli_sources_readmit"`
	Rename     sourcesRenameCmd     `cmd:"" help:"cli_sources_rename"`
	Remove     sourcesRemoveCmd     `cmd:"" help:"cli_sources_remove"`
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
		for _, w := range r.Waiting {
			t.waiting(r, w)
		}
	}
	return nil
}

// waiting prints what waits for an answer: which files, how they differ, and what the
// answers are.
func (t *terminal) waiting(r arrivals.KeptReading, w arrivals.Waiting) {
	for _, f := range w.Files {
		t.print("sources_waits", messages.Printable(f.File), t.lang.Count(f.Rows))
	}
	breaks, changes := source.Differences(r.Reading, w.Reading)
	for _, n := range append(breaks, changes...) {
		t.print("sources_differs", n)
	}
	for i := range w.Moved {
		t.print("sources_differs", w.Moved[i].Note(r.Source, w.Name()))
	}
	of := messages.Argument(r.Source).Text(t.lang)
	if name := w.Name(); name != "" {
		of += " " + messages.Argument(name).Text(t.lang)
	}
	t.print("sources_refused", of, of)
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

// sourcesAcceptCmd says yes to a file that reads otherwise than its source.
type sourcesAcceptCmd struct {
	Source string `arg:"" help:"cli_sources_source"`
	File   string `arg:"" optional:"" help:"cli_sources_file"`
	place
	Column map[string]string `placeholder:"FIELD=HEADER" mapsep:"none" help:"cli_sources_column"`
}

// Run accepts what was refused.
func (c *sourcesAcceptCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	if err := pipeline.AcceptReading(cfg, c.Source, c.File, c.Column); err != nil {
		return err
	}
	t.print("sources_accepted", c.Source)
	return nil
}

// sourcesRefuseCmd says no to such a file.
type sourcesRefuseCmd struct {
	Source string `arg:"" help:"cli_sources_source"`
	File   string `arg:"" optional:"" help:"cli_sources_file"`
	place
}

// Run forgets what was refused.
func (c *sourcesRefuseCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	if err := pipeline.RefuseReading(cfg, c.Source, c.File); err != nil {
		return err
	}
	t.print("sources_said_no", c.Source)
	return nil
}

// sourcesRenameCmd calls a source otherwise.
type sourcesRenameCmd struct {
	Source string `arg:"" help:"cli_sources_source"`
	Name   string `arg:"" help:"cli_sources_new_name"`
	place
	form
}

// Run renames it, and says what it did.
func (c *sourcesRenameCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	done, err := pipeline.Rename(t.ctx, cfg, c.Source, c.Name, watcherFor(t.stderr, t.lang))
	if err != nil {
		return err
	}
	if !c.people() {
		return t.record(done, c.form)
	}
	t.print("sources_renamed", done.From, done.To, t.lang.Count(done.Responses), done.Edition)
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

package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"stemme/pipeline"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// defaultConfig is read where it stands and no other is named.
const defaultConfig = "stemme.yaml"

// runCmd is a night.
type runCmd struct {
	Files []string `arg:"" optional:"" name:"file" help:"cli_files"`
	reading
	Themes         *int     `placeholder:"N" help:"cli_themes_number"`
	MinProbability *float64 `placeholder:"P" help:"cli_min_probability"`
	Seed           *uint64  `placeholder:"N" help:"cli_seed"`
	Vectors        string   `type:"path" placeholder:"FILE" help:"cli_vectors"`
	Workers        *int     `placeholder:"N" help:"cli_workers"`
	Fresh          bool     `xor:"model" help:"cli_fresh"`
	Refit          bool     `xor:"model" help:"cli_refit"`
	AssignOnly     bool     `xor:"model" help:"cli_assign_only"`
	EditsOnly      bool     `xor:"model" help:"cli_edits_only"`
	AsNew          bool     `help:"cli_as_new"`
	AsCorrection   bool     `help:"cli_as_correction"`
	AcceptLoss     bool     `help:"cli_accept_loss"`
	Fast           bool     `help:"cli_fast"`
	DryRun         bool     `help:"cli_dry_run"`
	Quiet          bool     `help:"cli_quiet"`
	Metrics        string   `type:"path" placeholder:"FILE" help:"cli_metrics"`
	form
}

// Run runs the night and prints what it found.
func (c *runCmd) Run(t *terminal) error {
	cfg, err := c.config(c.Files)
	if err != nil {
		return err
	}
	set(&cfg.Themes.Number, c.Themes)
	set(&cfg.Themes.MinProbability, c.MinProbability)
	set(&cfg.Themes.Seed, c.Seed)
	override(&cfg.Themes.Vectors, c.Vectors)
	set(&cfg.Workers, c.Workers)
	cfg.Themes.Fresh, cfg.Themes.Refit, cfg.Themes.AssignOnly = c.Fresh, c.Refit, c.AssignOnly
	if cfg.Themes.EditsOnly = c.EditsOnly; c.EditsOnly && (len(c.Files) > 0 || c.Fast) {
		return usageError{messages.Errorf("edits_only_files")}
	}
	cfg.AsNew, cfg.AsCorrection, cfg.AcceptLoss = c.AsNew, c.AsCorrection, c.AcceptLoss
	if err := cfg.Validate(); err != nil {
		return usageError{err}
	}
	if c.DryRun {
		return c.rehearse(t, cfg)
	}
	if c.Fast {
		return c.fast(t, cfg)
	}
	begun := time.Now()
	summary, err := pipeline.Run(t.ctx, cfg, c.watcher(t))
	record := pipeline.RecordOf(summary, begun, err)
	if c.Metrics != "" {
		err = errors.Join(err, writeMetrics(c.Metrics, record))
	}
	if err != nil {
		if !c.Quiet && c.people() && summary.Edition != "" { // published, and something else failed
			t.summary(summary)
		}
		return err
	}
	switch {
	case c.Quiet:
		t.harm(pipeline.Urgent(summary.Notes, summary.Files))
	case !c.people():
		if err := t.record(record, c.form); err != nil {
			return err
		}
	default:
		t.summary(summary)
	}
	if tooMany(summary.Rejected, summary.Read, cfg.Rejected) {
		return errRejected
	}
	return nil
}

// harm says on standard error what was found damaged, and which edits do not apply: also
// where a night is quiet, since that is no success.
func (t *terminal) harm(notes []source.Note) {
	for _, n := range notes {
		fmt.Fprintln(t.stderr, "stemme:", t.called.pasted(n.Text(t.lang)))
	}
}

// watcher follows the night, unless nobody wants to know.
func (c *runCmd) watcher(t *terminal) pipeline.Watcher {
	if c.Quiet {
		return unwatched{}
	}
	return watcherFor(t.stderr, t.lang)
}

// fast takes new responses in between two nights.
func (c *runCmd) fast(t *terminal, cfg pipeline.Config) error {
	s, err := pipeline.Fast(t.ctx, cfg, c.watcher(t))
	if err != nil {
		return err
	}
	if c.Quiet {
		t.harm(pipeline.Harm(s.Notes, s.Files))
	} else {
		t.delivery(s.Files, s.Rejects)
		t.erased(s.Accepted)
		for _, n := range s.Notes {
			t.print(n.Key, n.Args...)
		}
		s.Listed.Late = 0 // what there is to do about it was just done
		t.listed(s.Listed)
	}
	if tooMany(s.Rejected, s.Read, cfg.Rejected) {
		return errRejected
	}
	return nil
}

// rehearse says what a night would read and accept.
func (c *runCmd) rehearse(t *terminal, cfg pipeline.Config) error {
	if c.Fast || c.EditsOnly || c.AcceptLoss || c.Metrics != "" {
		return usageError{messages.Errorf("dry_run_alone")}
	}
	r, err := pipeline.Rehearse(t.ctx, cfg, c.watcher(t))
	if err != nil {
		return err
	}
	switch {
	case c.Quiet:
	case c.Format == "json":
		err = writeChecks(t.stdout, r.Batch, t.lang)
	case c.Format == "csv":
		err = t.show(t.columnSheet(r.Batch), c.form)
	default:
		for i := range r.Files {
			err = errors.Join(err, t.fileReport(&r.Files[i]))
		}
		t.rejects(r.Rejects, shownRejects)
		err = errors.Join(err, t.asKept(cfg, r.Batch))
		for _, n := range r.Notes {
			t.print(n.Key, n.Args...)
		}
		if r.Erased > 0 {
			t.print("dry_run_erases", r.Erased, r.Oldest, cfg.Retention)
		}
		t.print("dry_run_accepts", t.lang.Count(r.Accepted.New), t.lang.Count(r.Accepted.Replaced), t.lang.Count(r.Accepted.Unchanged+r.Accepted.Duplicate),
			t.lang.Count(r.Accepted.Erased+r.Accepted.Early), t.lang.Count(r.Placeholders))
		t.print("dry_run_nothing")
	}
	if err == nil && tooMany(r.RejectedRows(), r.Rows(), cfg.Rejected) {
		return errRejected
	}
	return err
}

// erased prints how many responses stay out since they were erased: by their days, or by
// their ids.
func (t *terminal) erased(a ledger.Accepted) {
	if a.Early > 0 {
		t.print("run_early", t.lang.Count(a.Early), a.Before.String())
	}
	if a.Erased > 0 {
		t.print("run_erased", t.lang.Count(a.Erased))
	}
}

// listed prints what became of the worklist.
func (t *terminal) listed(l pipeline.Listed) {
	t.print("worklist_listed", t.lang.Count(l.Items), t.lang.Count(l.Handed), t.lang.Count(l.Unrouted))
	if l.Old > 0 {
		t.print("worklist_old", t.lang.Count(l.Old))
	}
	if l.Late > 0 {
		t.print("worklist_late", t.lang.Count(l.Late))
	}
}

// delivery prints what was read, and what of it could not be.
func (t *terminal) delivery(files []source.FileReport, rejects []source.Reject) {
	read, rejected, cells, replaced := 0, 0, 0, 0
	for _, f := range files {
		t.print("run_file", messages.Printable(f.File), messages.Printable(f.Source), f.Scale.String(), t.doubt(f.ScaleDoubt))
		for _, n := range f.Notes {
			t.line("  " + t.called.pasted(n.Text(t.lang)))
		}
		t.doubtful(&f)
		read, rejected, cells, replaced = read+f.Rows(), rejected+f.Rejected, cells+f.Cells, replaced+f.Replaced
	}
	t.print("run_rows", t.lang.Count(read), t.lang.Count(read-rejected-replaced), t.lang.Count(rejected))
	if cells > 0 {
		t.print("run_cells", t.lang.Count(cells))
	}
	if replaced > 0 {
		t.print("run_replaced", t.lang.Count(replaced))
	}
	t.rejects(rejects, 5)
}

// doubtful names the columns of a file that are not surely what they are taken for.
func (t *terminal) doubtful(f *source.FileReport) {
	var unsure []string
	for _, c := range f.Columns {
		if c.Doubt {
			unsure = append(unsure, fmt.Sprintf("%q", c.Header)+" ("+t.text(messages.Key("role_"+c.Role))+")")
		}
	}
	if len(unsure) > 0 {
		t.print("run_doubtful", strings.Join(unsure, ", "), messages.Argument(f.File))
	}
}

// summary prints what a night found.
func (t *terminal) summary(s pipeline.Summary) {
	if s.Edition == "" {
		for _, n := range s.Notes {
			t.print(n.Key, n.Args...)
		}
		t.print("run_nothing_yet")
		return
	}
	t.delivery(s.Files, s.Rejects)
	t.print("run_ledger", t.lang.Count(s.Accepted.New), t.lang.Count(s.Accepted.Replaced),
		t.lang.Count(s.Accepted.Unchanged+s.Accepted.Duplicate), t.lang.Count(s.Responses))
	t.erased(s.Accepted)
	t.print("run_classes", t.lang.Count(s.Score.Promoters), t.lang.Count(s.Score.Passives), t.lang.Count(s.Score.Detractors))
	t.print("run_nps", t.lang.Number(s.Score.NPS, 1), t.lang.Interval(s.Score.Low, s.Score.High), t.lang.Count(s.Score.Scored))
	t.print("run_themes", s.Themes, t.lang.Percent(s.WithoutTheme), t.lang.Count(s.Clauses))
	for _, n := range s.Notes {
		t.print(n.Key, n.Args...)
	}
	if s.Listed.Items+s.Listed.Old > 0 {
		t.listed(s.Listed)
	}
	var total time.Duration
	for _, stage := range pipeline.Stages {
		total += s.Took[stage]
	}
	if s.Unchanged {
		t.print("run_unchanged", s.Edition)
		return
	}
	t.print("run_published", s.Edition, t.lang.Number(total.Seconds(), 1))
}

// override puts a flag that was given over the configuration.
func override(to *string, given string) {
	if given != "" {
		*to = given
	}
}

// set is override for flags of which the zero value can be given.
func set[T any](to *T, given *T) {
	if given != nil {
		*to = *given
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, os.ErrNotExist)
}

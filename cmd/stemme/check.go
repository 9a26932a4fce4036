package main

import (
	"errors"
	"os"
	"slices"
	"strings"

	"stemme/pipeline"
	"stemme/pipeline/arrivals"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// reading holds the flags that say how files are read; run and check share it.
type reading struct {
	place
	Source    string   `placeholder:"NAME" help:"cli_source"`
	Column    declared `placeholder:"FIELD=HEADER" help:"cli_column"`
	Scale     string   `placeholder:"0-10" help:"cli_scale"`
	Language  string   `placeholder:"auto|da|sv|nb|en" help:"cli_language"`
	Person    []string `placeholder:"HEADER" sep:"none" help:"cli_person"`
	Timezone  string   `placeholder:"Europe/Copenhagen" help:"cli_timezone"`
	Delimiter string   `placeholder:";|,|tab" help:"cli_delimiter"`
	Dates     string   `placeholder:"day|month|year" help:"cli_dates"`
}

// config is the configuration file's, or the default, with the files and flags
// of the command line over it. Files given on the command line are read instead of
// those of the configuration, each by what it says of the file's source.
func (r *reading) config(files []string) (pipeline.Config, error) {
	cfg, err := r.place.config()
	if err != nil {
		return cfg, err
	}
	if r.Column.fault != nil {
		return cfg, r.Column.fault
	}
	cfg.Stdin = os.Stdin
	if len(files) > 0 {
		cfg.Sources = cfg.SourcesOf(files, r.Source)
	}
	for i := range cfg.Sources {
		s := &cfg.Sources[i]
		override(&s.Name, r.Source)
		override(&s.Scale, r.Scale)
		override(&s.Language, r.Language)
		override(&s.Timezone, r.Timezone)
		override(&s.Dates, r.Dates)
		override(&s.Delimiter, r.Delimiter)
		s.Persons = append(s.Persons, r.Person...)
		for field, header := range r.Column.columns {
			if s.Columns == nil {
				s.Columns = map[string]string{}
			}
			s.Columns[field] = header
		}
	}
	return cfg, nil
}

// checkCmd says what would be read, and keeps nothing.
type checkCmd struct {
	Files []string `arg:"" optional:"" name:"file" help:"cli_files"`
	reading
	Whole bool `help:"cli_whole"`
	form
}

// checkSample is how much of a large file is looked at, in bytes, so that the
// answer comes at once.
const checkSample = 8 << 20

// Run reads the files and prints what was recognised. What a night would refuse is
// the error that it would be; rows that would be rejected give the exit code of a
// night that rejects as many.
func (c *checkCmd) Run(t *terminal) error {
	cfg, err := c.config(c.Files)
	if err != nil {
		return err
	}
	if err := cfg.Validate(); err != nil {
		return usageError{err}
	}
	if len(cfg.Sources) == 0 {
		return usageError{messages.Errorf("nothing_to_read")}
	}
	if !c.Whole {
		cfg.Sample = checkSample
	}
	batch, err := pipeline.Read(t.ctx, cfg)
	if err != nil {
		return err
	}
	switch {
	case c.Format == "json":
		err = writeChecks(t.stdout, batch, t.lang)
	case c.Format == "csv":
		err = t.show(t.columnSheet(batch), c.form)
	default:
		for i := range batch.Files {
			err = errors.Join(err, t.fileReport(&batch.Files[i]))
		}
		t.rejects(batch.Rejects, shownRejects)
		err = errors.Join(err, t.asKept(cfg, batch))
	}
	if err == nil {
		var notes []source.Note
		notes, err = pipeline.Foresee(t.ctx, cfg, batch)
		if c.people() {
			for _, n := range notes {
				t.print(n.Key, n.Args...)
			}
		}
	}
	if err == nil && tooMany(batch.RejectedRows(), batch.Rows(), cfg.Rejected) {
		return errRejected
	}
	return err
}

// asKept says how what is kept of the sources applies to what was read.
func (t *terminal) asKept(cfg pipeline.Config, batch source.Batch) error {
	kept, err := pipeline.SourceReadings(cfg.Data)
	if err != nil {
		return err
	}
	for _, r := range batch.Readings {
		i := slices.IndexFunc(kept, func(k arrivals.KeptReading) bool { return k.Source == r.Source && len(k.Columns) > 0 })
		if i < 0 {
			continue
		}
		breaks, changes := source.Differences(kept[i].Reading, r)
		if len(breaks)+len(changes) == 0 {
			t.print("check_as_before", r.Source)
		}
		for _, n := range changes {
			t.print("check_changed", r.Source, n)
		}
		for _, n := range breaks {
			t.print("check_refused", r.Source, n)
		}
	}
	return nil
}

// shownRejects is how many rejects are shown.
const shownRejects = 20

// tooMany says whether more than the share of rows was rejected.
func tooMany(rejected, rows int, share float64) bool {
	return float64(rejected) > share*float64(rows)
}

// fileReport prints what one file was recognised as.
func (t *terminal) fileReport(f *source.FileReport) error {
	form := strings.ToUpper(f.Format)
	if f.Encoding != "" {
		form += ", " + f.Encoding
	}
	if f.Delimiter != "" {
		form += ", " + t.text("check_delimiter", f.Delimiter)
	}
	if f.Parts != "" {
		form += " " + t.text("check_delimiter_doubt", f.Parts, messages.Argument(f.Delimiter))
	}
	t.print("check_file", messages.Printable(f.File), form, messages.Printable(f.Source))
	if f.Sampled > 0 {
		t.print("check_sample", t.lang.Percent(f.Sampled))
	}
	t.print("check_rows", t.lang.Count(f.Rows()), t.lang.Count(f.Accepted), t.lang.Count(f.Rejected), t.lang.Count(f.Commented))
	t.print("check_scale", f.Scale.String(), f.ScaleWhy.Text(t.lang), t.doubt(f.ScaleDoubt))
	if f.Dates.Order != "" {
		t.print("check_dates", messages.Key("source_order_"+f.Dates.Order), f.Dates.Zone, t.doubt(f.Dates.Doubt))
	}
	g := grid{indent: "  ", right: []bool{false, false, true}}
	for i := range f.Columns {
		col := &f.Columns[i]
		role := t.text(messages.Key("role_" + col.Role))
		if col.Name != "" {
			role += " " + col.Name
		}
		g.rows = append(g.rows, []string{col.Header, "→ " + role, t.lang.Count(col.Given), strings.Join(col.Forms, " · "), t.evidence(col)})
	}
	if err := t.grid(g); err != nil {
		return err
	}
	for _, n := range f.Notes {
		t.line("  " + t.called.pasted(n.Text(t.lang)))
	}
	return nil
}

// evidence is why a column was taken for what it is, and what it would be else.
func (t *terminal) evidence(col *source.ColumnReport) string {
	said := []string{col.Why.Text(t.lang)}
	for _, n := range col.Evidence {
		said = append(said, n.Text(t.lang))
	}
	text := strings.Join(said, ", ")
	if col.Runner != "" {
		text += "; " + t.text("check_else", messages.Key("role_"+col.Runner))
	}
	return text + t.doubt(col.Doubt)
}

func (t *terminal) doubt(doubtful bool) string {
	if doubtful {
		return " " + t.text("check_doubt")
	}
	return ""
}

// rejects prints the first rejected rows.
func (t *terminal) rejects(rejects []source.Reject, most int) {
	for i, r := range rejects {
		if i == most {
			t.print("check_more", t.lang.Count(len(rejects)-most))
			return
		}
		key := messages.Key("check_reject")
		if r.Column == "" {
			t.print("check_reject_row", r.File, r.Row, r.Reason)
			continue
		}
		switch r.Kind {
		case source.RejectCell:
			key = "check_cell"
		case source.RejectCut:
			key = "check_cut"
		case source.RejectReplaced:
			key = "check_replaced"
		}
		t.print(key, messages.Printable(r.File), r.Row, r.Column, r.Reason.Text(t.lang))
	}
}

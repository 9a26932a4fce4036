package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stemme/pipeline"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// reportCmd prints an edition's figures in words.
type reportCmd struct {
	Section []string `placeholder:"NAME" help:"cli_report_section"`
	Period  string   `default:"quarter" placeholder:"month|quarter|year|2026-10|2026-K3|2026" help:"cli_report_period"`
	Unit    string   `placeholder:"PATH" help:"cli_report_unit"`
	Lens    string   `placeholder:"NAME" help:"cli_report_lens"`
	Out     string   `placeholder:"FILE.html|.pdf|.xlsx" help:"cli_report_out"`
	Open    bool     `help:"cli_report_open"`
	Rows    int      `default:"10" placeholder:"N" help:"cli_report_rows"`
	where
	form
}

// Run prints the report, or the sections asked for.
func (c *reportCmd) Run(t *terminal) error {
	ed, cfg, err := c.open()
	if err != nil {
		return err
	}
	defer ed.Close()
	if err := c.known(ed.Path(edition.Tables)); err != nil {
		return err
	}
	kinds := []string{nps.KindMonth, nps.KindQuarter, nps.KindYear}
	if c.Out != "" || c.Unit != "" || c.Lens != "" || !slices.Contains(kinds, c.Period) {
		if len(c.Section) > 0 || !c.people() {
			return usageError{messages.Errorf("report_page_parts")}
		}
		if c.Period == nps.KindMonth || c.Period == nps.KindYear {
			return usageError{messages.Errorf("report_page_period", c.Period)}
		}
		return c.page(t, ed, &cfg)
	}
	shown, comments, err := leadingLens("", ed.Path(edition.Tables), ed.Manifest.LensBelow(cfg.Lenses.Below))
	if err != nil {
		return err
	}
	var own *report.Own
	if c.people() { // programs are given the rows of the open tables
		if own, err = c.own(ed, &cfg, shown); err != nil {
			return err
		}
	}
	r, err := report.Read(ed.Path(edition.Tables), report.Options{Lang: t.lang, Purpose: cfg.Purpose, Kind: c.Period, Most: c.Rows, Lens: shown,
		Own: own})
	if err != nil {
		return err
	}
	r.Assumed = append(r.Assumed, t.doubts(ed)...)
	if shown != "" && c.people() {
		t.print("themes_few", t.lang.Count(comments), t.lang.Count(cfg.Lenses.Below))
	}
	return c.show(t, &r)
}

// known refuses a section or a lens that there is none of.
func (c *reportCmd) known(tablesDir string) error {
	for _, name := range c.Section {
		if !slices.Contains(report.SectionNames, name) {
			return unknown("kind_section", name, report.SectionNames)
		}
	}
	if c.Format == "csv" && len(c.Section) != 1 {
		return usageError{messages.Errorf("report_csv", strings.Join(report.SectionNames, ", "))}
	}
	return knownLens(tablesDir, c.Lens)
}

// knownLens refuses the name of a lens that the edition was not read by; "" is
// none.
func knownLens(tablesDir, name string) error {
	if name == "" {
		return nil
	}
	rows, err := themes.Themes.Read(tablesDir)
	if err != nil {
		return err
	}
	var lenses []string
	for i := range rows {
		if rows[i].Lens != "" {
			lenses = append(lenses, rows[i].Lens)
		}
	}
	slices.Sort(lenses)
	if lenses = slices.Compact(lenses); !slices.Contains(lenses, name) {
		return unknown("kind_lens", name, lenses)
	}
	return nil
}

// leadingLens is the lens asked for, or the customer lens where there are fewer
// comments than below, with their number; "" for the found themes.
func leadingLens(asked, tablesDir string, below int) (name string, comments int, err error) {
	if asked != "" {
		return asked, 0, nil
	}
	o, err := readOverview(tablesDir)
	if err != nil {
		return "", 0, err
	}
	var read []string
	for i := range o.themes {
		read = append(read, o.themes[i].Lens)
	}
	comments = int(o.whole.Commented.N)
	return lens.Leading(comments, below, read), comments, nil
}

// doubts say what of the edition's figures is to be doubted.
func (t *terminal) doubts(ed *edition.Edition) (all []string) {
	for _, doubt := range ed.Manifest.Doubts() {
		all = append(all, doubt.Text(t.lang))
	}
	return all
}

// show writes the sections: for programs each as the rows of the edition's table
// that it shows.
func (c *reportCmd) show(t *terminal, r *report.Report) error {
	wanted := slices.DeleteFunc(slices.Clone(r.Sections), func(s report.Section) bool {
		return len(c.Section) > 0 && !slices.Contains(c.Section, s.Name)
	})
	if c.people() {
		for _, lead := range messages.Known(append([]string{r.Purpose, r.Lead}, r.Assumed...)...) {
			t.line(t.called.pasted(lead) + "\n")
		}
		for _, s := range wanted {
			t.line(s.Title + "\n" + s.Note)
			if err := t.grid(grid{header: s.Header, rows: s.Rows, right: s.Numbers()}); err != nil {
				return err
			}
			t.line("")
		}
		for _, name := range c.Section {
			if why := r.None[name]; why != "" {
				t.line(why)
			}
		}
		return nil
	}
	all := map[string]json.RawMessage{}
	for _, s := range wanted {
		table, err := s.Table()
		if err != nil {
			return err
		}
		if c.Format == "csv" {
			return tables.WriteCSV(t.stdout, table)
		}
		var b bytes.Buffer
		if err := tables.WriteJSON(&b, table); err != nil {
			return err
		}
		all[s.Name] = b.Bytes()
	}
	return writeJSON(t.stdout, all)
}

// own counts what who runs the report may see; nil where it is to be what everybody may.
func (c *reportCmd) own(ed *edition.Edition, cfg *pipeline.Config, lens string) (*report.Own, error) {
	if c.Open {
		return nil, nil
	}
	own, err := pipeline.Own(ed, *cfg, lens)
	return ownOf(&own, cfg), err
}

// ownOf are figures as a report takes them.
func ownOf(own *pipeline.OwnFigures, cfg *pipeline.Config) *report.Own {
	return &report.Own{Cuts: own.Cuts, Themes: own.Themes, Alerts: own.Alerts, Few: cfg.Figures.SmallGroup, Initiatives: own.Initiatives, Five: own.Five, Change: own.Change}
}

// page makes the one-page report of a period, as the file asked for or as text.
func (c *reportCmd) page(t *terminal, ed *edition.Edition, cfg *pipeline.Config) error {
	shown, _, err := leadingLens(c.Lens, ed.Path(edition.Tables), ed.Manifest.LensBelow(cfg.Lenses.Below))
	if err != nil {
		return err
	}
	period := c.Period
	if period == nps.KindQuarter {
		period = "" // not given: the last complete one
	}
	own, err := c.own(ed, cfg, shown)
	if err != nil {
		return err
	}
	p, err := report.ReadPage(ed.Path(edition.Tables), report.PageOptions{
		Lang: t.lang, Purpose: cfg.Purpose, Period: period, Unit: c.Unit, Lens: shown, Edition: ed.ID, Fallback: lens.Customers, Own: own,
		Assumed: t.doubts(ed),
	})
	if err != nil {
		return err
	}
	switch filepath.Ext(c.Out) {
	case "":
		if c.Out == "" {
			return p.WriteText(t.stdout)
		}
	case ".html":
		return writeTo(c.Out, p.WriteHTML)
	case ".xlsx":
		return writeTo(c.Out, p.WriteXLSX)
	case ".pdf":
		return p.WritePDF(t.ctx, c.Out)
	}
	return usageError{messages.Errorf("report_out", c.Out)}
}

// writeTo writes a file that only its owner can read.
func writeTo(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return messages.FileFault(err, path)
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	return messages.FileFault(f.Close(), path)
}

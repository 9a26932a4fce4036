package main

import (
	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/codebook"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/report"
)

// packsCmd writes what each unit takes to its meeting.
type packsCmd struct {
	Out    string `arg:"" type:"path" help:"cli_packs_out"`
	Period string `placeholder:"2026-10|2026-K3|2026" help:"cli_packs_period"`
	Lens   string `placeholder:"NAME" help:"cli_report_lens"`
	where
}

// Run writes a file for every unit that is not too small, and an index.
func (c *packsCmd) Run(t *terminal) error {
	ed, cfg, err := c.open()
	if err != nil {
		return err
	}
	defer ed.Close()
	if err := knownLens(ed.Path(edition.Tables), c.Lens); err != nil {
		return err
	}
	shown, _, err := leadingLens(c.Lens, ed.Path(edition.Tables), ed.Manifest.LensBelow(cfg.Lenses.Below))
	if err != nil {
		return err
	}
	playbook, err := codebook.ReadPlaybook(cfg.PlaybookPath())
	if err != nil {
		return usageError{err}
	}
	own, err := pipeline.Own(ed, cfg, shown)
	if err != nil {
		return err
	}
	done, err := report.WritePacks(t.ctx, ed.Path(edition.Tables), c.Out, report.PackOptions{
		PageOptions: report.PageOptions{Lang: t.lang, Purpose: cfg.Purpose, Period: c.Period, Lens: shown, Edition: ed.ID, Fallback: lens.Customers, Assumed: t.doubts(ed)},
		Permitted:   func(r *ledger.ResponseRow) bool { return !optedOut(&playbook, r) },
		Promises:    lens.IsPromises, SmallGroup: cfg.Figures.SmallGroup, Leads: ownOf(&own, &cfg),
	})
	if err != nil {
		return err
	}
	switch {
	case done.Written > 0:
		t.print("packs_written", done.Written, c.Out)
	case !done.Units:
		t.print("packs_no_units")
	}
	if done.Withheld > 0 {
		t.print("packs_withheld", done.Withheld, cfg.Figures.SmallGroup)
	}
	return nil
}

// optedOut says whether the customer does not want to be asked or quoted.
func optedOut(p *codebook.Playbook, r *ledger.ResponseRow) bool {
	one := models.Response{Source: r.Source, Touchpoint: r.Touchpoint, Stage: r.Stage, Unit: r.Unit, Segments: r.Segments, Language: r.Language}
	return !p.OptOut.Empty() && p.OptOut.Fits(&one, r.Language, nil)
}

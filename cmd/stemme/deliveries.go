package main

import (
	"strconv"
	"time"

	"stemme/pipeline"
	"stemme/pipeline/messages"
)

// sourcesDeliveriesCmd lists what can be taken back, and what was.
type sourcesDeliveriesCmd struct {
	Source string `arg:"" optional:"" help:"cli_sources_source"`
	place
	form
}

// Run prints a row for each delivery.
func (c *sourcesDeliveriesCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	all, err := pipeline.Deliveries(cfg.Data)
	if err != nil {
		return err
	}
	s := t.sheet("number", "col_number", "source", "col_source", "file", "col_file", "came", "col_came", "new", "col_new", "replaced", "col_replaced",
		"known", "col_known", "withdrawn", "col_withdrawn")
	shown := []pipeline.DeliveryState{}
	for _, d := range all {
		if c.Source != "" && d.Source != c.Source {
			continue
		}
		shown = append(shown, d)
		came, gone := "", ""
		if !d.At.IsZero() {
			came = d.At.Local().Format(time.DateOnly)
		}
		if d.Withdrawn != nil {
			gone = d.Withdrawn.Local().Format(time.DateOnly)
		}
		s.add(strconv.Itoa(d.Number), d.Source, messages.Printable(d.File), came, strconv.Itoa(d.New), strconv.Itoa(d.Replaced), strconv.Itoa(d.Known), gone)
	}
	if c.Format == "json" {
		return writeJSON(t.stdout, shown)
	}
	if c.people() && len(shown) == 0 {
		t.print("deliveries_none")
		return nil
	}
	return t.show(s, c.form)
}

// whichDelivery says which delivery is meant: by its source and one word, or by that word alone.
type whichDelivery struct {
	Source   string `arg:"" help:"cli_sources_source"`
	Delivery string `arg:"" optional:"" help:"cli_sources_delivery"`
}

// named is the delivery that is meant.
func (w *whichDelivery) named(data string) (pipeline.Named, error) {
	if w.Delivery == "" {
		return pipeline.DeliveryNamed(data, w.Source)
	}
	return pipeline.Named{Source: w.Source, Which: w.Delivery}, nil
}

// sourcesWithdrawCmd takes a delivery back.
type sourcesWithdrawCmd struct {
	whichDelivery
	DryRun bool `help:"cli_sources_withdraw_dry"`
	place
	form
}

// Run takes it back and gives a receipt, or says what would go.
func (c *sourcesWithdrawCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	which, err := c.named(cfg.Data)
	if err != nil {
		return err
	}
	if c.DryRun {
		found, w, err := pipeline.Withdrawable(cfg.Data, which)
		if err != nil {
			return err
		}
		for _, d := range found {
			t.print("withdraw_delivery", d.Number, messages.Printable(d.File), d.At.Local().Format("2006-01-02 15:04"))
		}
		t.print("withdraw_would", t.lang.Count(len(w.Gone)), t.lang.Count(w.Restored), t.lang.Count(w.Kept))
		return nil
	}
	receipt, err := pipeline.Withdraw(t.ctx, cfg, which, watcherFor(t.stderr, t.lang))
	if err != nil {
		return err
	}
	if !c.people() {
		return t.record(receipt, c.form)
	}
	t.print("withdraw_done", t.lang.Count(receipt.Responses), t.lang.Count(receipt.Restored), t.lang.Count(receipt.Kept), receipt.Edition)
	for _, id := range receipt.Held {
		t.print("edition_held", id)
	}
	t.print("withdraw_again", messages.Argument(which.Source), messages.Argument(which.Which))
	return nil
}

// sourcesReadmitCmd lets a delivery that was taken back come again.
type sourcesReadmitCmd struct {
	whichDelivery
	place
}

// Run lets the next night read it.
func (c *sourcesReadmitCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	which, err := c.named(cfg.Data)
	if err != nil {
		return err
	}
	if err := pipeline.Readmit(cfg, which); err != nil {
		return err
	}
	t.print("withdraw_readmitted", which.Which)
	return nil
}

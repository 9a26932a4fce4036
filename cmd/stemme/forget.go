package main

import (
	"strings"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/messages"
)

// forgetCmd erases responses for ever.
type forgetCmd struct {
	Keys     []string `arg:"" optional:"" name:"key" help:"cli_forget_keys"`
	Response []string `placeholder:"KEY" help:"cli_forget_keys"`
	Customer string   `placeholder:"CUSTOMER" help:"cli_forget_customer"`
	Before   string   `placeholder:"DAY" help:"cli_forget_before"`
	DryRun   bool     `help:"cli_forget_dry"`
	place
	form
}

// Run erases and gives a receipt.
func (c *forgetCmd) Run(t *terminal) error {
	f, err := c.forgetting()
	if err != nil {
		return usageError{err}
	}
	cfg, err := c.config()
	if err != nil {
		return err
	}
	return t.forget(cfg, f, c.DryRun, c.form)
}

// forget erases, or counts, and gives a receipt.
func (t *terminal) forget(cfg pipeline.Config, f pipeline.Forgetting, count bool, as form) error {
	if count {
		n, err := pipeline.Forgettable(cfg.Data, f)
		if err == nil {
			t.print("forget_would", n)
		}
		return err
	}
	receipt, err := pipeline.Forget(t.ctx, cfg, f, watcherFor(t.stderr, t.lang))
	if err != nil {
		return err
	}
	if !as.people() {
		return t.record(receipt, as)
	}
	t.print("forget_done", receipt.At.Format("2006-01-02 15:04:05"), receipt.Responses, receipt.Edition, len(receipt.Rewritten))
	for _, id := range receipt.Held {
		t.print("edition_held", id)
	}
	if f.Customer != "" {
		t.print("forget_later")
	}
	t.print("forget_backups")
	return nil
}

// forgetting reads what the command line says.
func (c *forgetCmd) forgetting() (f pipeline.Forgetting, err error) {
	f.Customer = c.Customer
	for _, word := range append(c.Keys, c.Response...) {
		source, id, ok := strings.Cut(word, "/")
		if !ok {
			return f, messages.Errorf("forget_key", word)
		}
		f.Keys = append(f.Keys, models.Key{Source: source, ID: id})
	}
	if c.Before != "" {
		if f.Before, err = models.ParseDay(c.Before); err != nil {
			return f, messages.Errorf("search_day", c.Before)
		}
	}
	if len(f.Keys) == 0 && c.Customer == "" && c.Before == "" {
		return f, messages.Errorf("forget_nothing")
	}
	return f, nil
}

package main

import (
	"strings"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/messages"
)

// forgetCmd erases responses from the ledger, for ever.
type forgetCmd struct {
	Keys     []string `arg:"" optional:"" name:"key" help:"cli_forget_keys"`
	Customer string   `placeholder:"CUSTOMER_KEY" help:"cli_forget_customer"`
	Data     string   `placeholder:"DIR" help:"cli_data"`
}

// Run erases and says how many responses went.
func (c *forgetCmd) Run(t *terminal) error {
	if len(c.Keys) == 0 && c.Customer == "" {
		return usageError{messages.Errorf("forget_nothing")}
	}
	var keys []models.Key
	for _, word := range c.Keys {
		source, id, ok := strings.Cut(word, "/")
		if !ok {
			return usageError{messages.Errorf("forget_key", word)}
		}
		keys = append(keys, models.Key{Source: source, ID: id})
	}
	data, err := (&where{Data: c.Data}).data()
	if err != nil {
		return err
	}
	n, err := pipeline.Forget(data, keys, c.Customer)
	if err != nil {
		return err
	}
	t.print("forget_done", n)
	return nil
}

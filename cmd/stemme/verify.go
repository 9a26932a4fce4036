package main

import (
	"errors"

	"stemme/pipeline"
)

// errDamaged: something is damaged, and what it is has been said.
var errDamaged = errors.New("damaged")

// verifyCmd reads every byte of the data folder.
type verifyCmd struct {
	Repair bool `help:"cli_verify_repair"`
	place
}

// Run says what is whole and what is not.
func (c *verifyCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	verdict, err := pipeline.Verify(t.ctx, cfg, c.Repair, watcherFor(t.stderr, t.lang))
	for _, line := range verdict.Lines {
		for i, arg := range line.Args {
			if fault, ok := arg.(error); ok {
				line.Args[i] = t.lang.Error(fault)
			}
		}
		t.print(line.Key, line.Args...)
	}
	if err == nil && !verdict.Whole {
		return errDamaged
	}
	return err
}

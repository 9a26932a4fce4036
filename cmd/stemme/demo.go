package main

import (
	"path/filepath"

	"stemme/pipeline/demo"
)

// demoCmd writes an invented survey with its gold labels.
type demoCmd struct {
	Dir  string `arg:"" optional:"" default:"stemme-demo" help:"cli_demo_dir"`
	Rows int    `default:"5000" placeholder:"N" help:"cli_demo_rows"`
	Seed uint64 `default:"1" placeholder:"N" help:"cli_demo_seed"`
}

// Run writes the survey and says where it is.
func (c *demoCmd) Run(t *terminal) error {
	s, err := demo.Write(t.ctx, c.Dir, demo.Config{Rows: c.Rows, Seed: c.Seed})
	if err != nil {
		return err
	}
	t.print("demo_done", t.lang.Count(s.Rows), filepath.Join(c.Dir, demo.SurveyFile), filepath.Join(c.Dir, demo.GoldFile))
	return nil
}

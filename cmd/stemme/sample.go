package main

import (
	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
	"stemme/pipeline/messages"
	"stemme/pipeline/themes"
)

// sampleCmd chooses whom to interview.
type sampleCmd struct {
	N          int      `default:"20" short:"n" placeholder:"N" help:"cli_sample_n"`
	Theme      []string `sep:"none" placeholder:"ID|NAME" help:"cli_sample_theme"`
	Class      []string `placeholder:"CLASS" help:"cli_sample_class"`
	Touchpoint []string `placeholder:"VALUE" help:"cli_sample_touchpoint"`
	Stage      []string `placeholder:"VALUE" help:"cli_sample_stage"`
	Unit       []string `placeholder:"PATH" help:"cli_sample_unit"`
	Extreme    bool     `help:"cli_sample_extreme"`
	By         []string `placeholder:"stage,touchpoint,unit,SEGMENT" help:"cli_sample_by"`
	Seed       uint64   `placeholder:"N" help:"cli_sample_seed"`
	place
	form
}

// Run prints the list for the interviewer, without scores.
func (c *sampleCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	for _, class := range c.Class {
		if _, ok := models.ParseClass(class); !ok || class == "" {
			return usageError{messages.Errorf("playbook_class", class)}
		}
	}
	spoken, err := themesNamed(cfg, c.Theme)
	if err != nil {
		return err
	}
	chosen, err := pipeline.Sample(cfg, improvement.Choice{
		Where: codebook.Where{Theme: spoken, Class: c.Class, Touchpoint: c.Touchpoint, Stage: c.Stage, Unit: c.Unit},
		N:     c.N, Extreme: c.Extreme, By: c.By, Seed: c.Seed,
	})
	if err != nil {
		return err
	}
	if len(chosen) == 0 {
		return messages.Errorf("sample_none")
	}
	s := t.sheet("response_key", "col_response", "responded_on", "col_day", "touchpoint", "col_touchpoint", "stage", "col_stage",
		"unit", "col_unit", "themes", "col_themes")
	for _, one := range chosen {
		r := &one.Response
		s.add(r.Key().String(), r.Day.String(), r.Touchpoint, r.Stage, r.Unit, one.Themes)
	}
	return t.show(s, c.form)
}

// themesNamed is the ids of the themes that ids or names ask for.
func themesNamed(cfg pipeline.Config, asked []string) ([]string, error) {
	if len(asked) == 0 {
		return nil, nil
	}
	ed, err := edition.Open(cfg.Data, "")
	if err != nil {
		return nil, err
	}
	defer ed.Close()
	rows, err := themes.Themes.Read(ed.Path(edition.Tables))
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(asked))
	for i, word := range asked {
		row, err := themeCalled(rows, word)
		if err != nil {
			return nil, err
		}
		ids[i] = row.ThemeID
	}
	return ids, nil
}

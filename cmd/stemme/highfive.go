package main

import (
	"cmp"
	"fmt"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
)

// highfiveCmd lists the few themes that matter most.
type highfiveCmd struct {
	N        int     `default:"5" short:"n" placeholder:"N" help:"cli_highfive_n"`
	K        *int    `name:"k" hidden:"" help:"cli_highfive_n"` // what -n was called
	Lens     *string `placeholder:"NAME" help:"cli_highfive_lens"`
	Period   string  `placeholder:"2026-10|2026-K3|2026" help:"cli_highfive_period"`
	Examples int     `default:"1" placeholder:"N" help:"cli_highfive_examples"`
	where
	form
}

// Run prints the themes, what they do to the score, and what was said of them.
func (c *highfiveCmd) Run(t *terminal) error {
	ed, cfg, err := c.open()
	if err != nil {
		return err
	}
	defer ed.Close()
	if c.Lens != nil {
		if err := knownLens(ed.Path(edition.Tables), *c.Lens); err != nil {
			return err
		}
	}
	if c.K != nil {
		c.N = *c.K
	}
	h, err := pipeline.ReadHighFive(ed, cfg, pipeline.HighFiveOptions{Lens: c.Lens,
		Period: nps.PeriodNamed(c.Period), Most: max(c.N, 0), Examples: max(c.Examples, 0), Lang: t.lang})
	if err != nil {
		return err
	}
	if !c.people() {
		return t.show(t.highFiveTable(h), c.form)
	}
	if c.Lens == nil && h.Lens != "" {
		t.print("highfive_few", h.Lens, t.lang.Count(h.Comments), t.lang.Count(cfg.Lenses.Below))
	}
	for _, said := range t.doubts(ed) {
		t.line(wrapped(said, t.width()) + "\n")
	}
	t.highFive(h)
	return nil
}

// highFiveTable is the themes for programs.
func (t *terminal) highFiveTable(h pipeline.HighFive) *sheet {
	s := t.sheet("rank", "", "theme_id", "", "name", "", "responses", "", "share", "", "nps", "", "effect", "", "ci_low", "", "ci_high", "",
		"overlap", "", "covered", "", "principle", "", "owner", "", "action", "", "promoter", "", "detractor", "", "polarity", "")
	for _, m := range h.Themes {
		said := map[models.Class]string{}
		for _, e := range m.Examples {
			said[e.Class] = cmp.Or(said[e.Class], e.Text)
		}
		s.add(m.Rank, m.HighFiveRow.ThemeID, m.Name, m.HighFiveRow.Responses, m.HighFiveRow.Share, m.NPS, m.Effect, m.CILow, m.CIHigh,
			m.Overlap, m.HighFiveRow.Covered, m.ThemeRow.Principle, m.Owner, m.Action, said[models.Promoter], said[models.Detractor], m.Polarity)
	}
	return s
}

// highFive prints the themes for people.
func (t *terminal) highFive(h pipeline.HighFive) {
	if len(h.Themes) == 0 {
		t.print("highfive_none", t.lang.Count(h.Comments))
		return
	}
	for _, m := range h.Themes {
		t.line(fmt.Sprintf("%d. %s (%s)", m.Rank, report.Side(t.lang, m.Name, m.Polarity), m.HighFiveRow.ThemeID))
		who := messages.Key("highfive_effect")
		if m.Polarity != "" {
			who = messages.Key("highfive_" + m.Polarity)
		}
		t.print(who, t.lang.Signed(m.Effect, 1), t.lang.Interval(m.CILow, m.CIHigh), t.lang.Count(m.HighFiveRow.Responses),
			t.lang.Percent(m.HighFiveRow.Share), t.lang.Number(m.NPS, 0))
		if m.Reverses {
			t.print("highfive_reverses")
		}
		if m.Otherwise != nil {
			t.print("highfive_otherwise", t.lang.Signed(m.Otherwise.Effect, 1), t.lang.Interval(m.Otherwise.CILow, m.Otherwise.CIHigh), t.lang.Count(m.Otherwise.Responses))
		}
		if m.Principle != "" {
			t.print("highfive_principle", m.Principle)
		}
		t.print("highfive_action", cmp.Or(m.Owner, t.text("page_nobody")), cmp.Or(m.Action, t.text("page_nothing")))
		for _, e := range m.Examples {
			sign := "−"
			if e.Class == models.Promoter {
				sign = "+"
			}
			t.line(fmt.Sprintf("   %s %s  %s", sign, e.Key, shorten(printable(e.Text), 200)))
		}
		t.line("")
	}
	if h.Of > len(h.Themes) {
		t.print("highfive_more", len(h.Themes), h.Of)
	}
	last := h.Themes[len(h.Themes)-1]
	t.print("highfive_covered", len(h.Themes), t.lang.Percent(last.HighFiveRow.Covered), t.lang.Count(h.Comments))
}

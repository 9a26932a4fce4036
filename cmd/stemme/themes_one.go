package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/report"
	"stemme/pipeline/themes"
)

// theme prints one theme: figures and words.
func (t *terminal) theme(o *overview, r *themes.ThemeRow) {
	score := o.scoreOf(r.ThemeID)
	t.line(r.ThemeID + "  " + r.Name)
	t.print("theme_state", t.text(messages.Key("state_"+string(r.State))), t.lang.Number(r.Coherence, 2), t.lang.Number(r.Separation, 2),
		t.lang.Number(r.Stability, 2), t.lang.Percent(r.LabelFit))
	if score.Suppressed {
		t.print("theme_withheld")
	} else {
		if r.Clauses.Known {
			t.print("theme_size", t.known(score.Responses), t.lang.Percent(score.Share), t.known(r.Clauses))
		} else { // the open tables withhold them, and they alone have them
			t.print("theme_size_open", t.known(score.Responses), t.lang.Percent(score.Share))
		}
		said := t.lang.Number(score.NPS, 1)
		if o.mark(&score) != "" {
			said += " " + t.text("report_few")
		}
		t.print("theme_nps", said, t.lang.Interval(score.CILow, score.CIHigh), t.known(score.Scored),
			t.known(score.Promoters), t.known(score.Passives), t.known(score.Detractors))
		t.signLine(o, r.ThemeID, &score)
	}
	t.print("theme_words", strings.Join(r.Words, ", "))
	if covered := t.covered(r); covered != "" {
		t.print("theme_covered", covered)
	}
	if r.Principle != "" {
		t.print("theme_principle", r.Principle)
	}
}

// saidOf prints comments on a theme, most of each class: the clauses that speak of an
// entry of a lens most surely, the typical comments of a found theme.
func (t *terminal) saidOf(dir string, r *themes.ThemeRow, most int) error {
	if r.Origin == models.Entry {
		return t.said(dir, r.ThemeID, most)
	}
	return t.typical(dir, r.ThemeID, most)
}

// typical prints the typical comments of a found theme, most of each class.
func (t *terminal) typical(dir, theme string, most int) error {
	examples, err := themes.ThemeExamples.Read(dir)
	if err != nil {
		return err
	}
	texts, err := comments(dir)
	if err != nil {
		return err
	}
	class, shown := models.Class(255), 0
	for _, e := range examples {
		if e.ThemeID != theme {
			continue
		}
		if e.NPSClass != class {
			class, shown = e.NPSClass, 0
			t.line("\n" + t.text(className(class)))
		}
		if shown++; shown <= most {
			t.line(fmt.Sprintf("  %s  %s", e.ResponseKey, shorten(printable(texts[e.ResponseKey]), 300)))
		}
	}
	return nil
}

// comments are the comments of an edition by response key.
func comments(dir string) (map[string]string, error) {
	responses, err := ledger.Responses.Read(dir)
	if err != nil {
		return nil, err
	}
	texts := make(map[string]string, len(responses))
	for i := range responses {
		texts[responses[i].ResponseKey] = responses[i].Comment
	}
	return texts, nil
}

// shifted says that the theme has other comments than people named, owned or planned it for.
func (t *terminal) shifted(dir string, r *themes.ThemeRow) error {
	events, err := themes.ReadEvents(dir)
	if errors.Is(err, fs.ErrNotExist) { // an older edition
		return nil
	}
	for _, said := range report.Shifted(events, []themes.ThemeRow{*r}, r.ThemeID, t.lang) {
		t.line(t.called.pasted(said))
	}
	return err
}

package web

import (
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/messages"
)

// A qualityLine is one of the figures that say how far the others reach.
type qualityLine struct{ Key, Value string }

// quality says how far the figures reach: what was refused, left out, unknown.
func (s *server) quality(r *request) []qualityLine {
	row := r.now()
	lines := []qualityLine{
		{r.Lang.Text("web_q_responses"), known(r.Lang, row.Responses)},
		{r.Lang.Text("web_q_unscored"), known(r.Lang, row.Unscored)},
		{r.Lang.Text("web_q_comments"), known(r.Lang, row.Commented)},
	}
	if without, ok := r.speak("")[models.NoTheme]; ok {
		lines = append(lines, qualityLine{r.Lang.Text("web_q_without"), r.Lang.Percent(without.Share) + ", n = " + known(r.Lang, without.Responses)})
	}
	if n, ok := r.edition.Manifest.Counts["rejected"]; ok {
		lines = append(lines, qualityLine{r.Lang.Text("web_q_rejected"), r.Lang.Count(int(n))})
	}
	if r.counts() {
		for _, l := range r.sieve.sel.By(survey.Language) {
			if l.Name != "" && l.Commented > 0 {
				lines = append(lines, qualityLine{r.Lang.Text(messages.Key("web_lang_" + l.Name)), r.Lang.Count(l.Commented)})
			}
		}
	}
	return lines
}

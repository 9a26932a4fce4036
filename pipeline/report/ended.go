package report

import (
	"strings"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// mostEnded is how many themes that are over are told of at most. Chosen by eye.
const mostEnded = 5

// Ended says in words that a theme that was said beyond its past is back where it was.
func Ended(lang messages.Lang, e *nps.End, name string) string {
	since, peak, last := lang.Period(e.Since), lang.Period(e.Peak), lang.Period(e.Last)
	if e.Is == 0 {
		return lang.Text("report_ended", name, since, lang.Count(e.Was), peak, last, lang.Count(e.Of))
	}
	return lang.Text("report_ended_back", name, since, lang.Count(e.Was), peak, lang.Count(e.Is), last, lang.Count(e.Of))
}

// ended is what is over of what moved beyond noise; "" for nothing.
func (w *writer) ended() string {
	var said []string
	for _, e := range w.ends {
		said = append(said, Ended(w.Lang, &e, w.theme(e.ThemeID)))
	}
	return strings.Join(said[:min(len(said), mostEnded)], " ")
}

// Lasts says in words that what alarmed still stands; name is that of the theme, the unit or the touchpoint.
func Lasts(lang messages.Lang, l *nps.Lasting, name string) string {
	since, last := lang.Period(l.Period), lang.Period(l.Last)
	if l.ThemeID != "" {
		return lang.Text(messages.Key("report_lasts_"+l.Direction), name, last, lang.Count(l.Is), lang.Count(l.Of), since)
	}
	return lang.Text("report_lasts_score", name, last, lang.Number(l.Now.NPS, 1), lang.IntervalTo(l.Now.CILow, l.Now.CIHigh, 1), lang.Number(l.Expected, 1), since)
}

// lasting is what still stands of what moved beyond noise; "" for nothing.
func (w *writer) lasting() string {
	var said []string
	for i := range w.lasts {
		l := &w.lasts[i]
		name := w.value(l.Value)
		if l.ThemeID != "" {
			name = w.theme(l.ThemeID)
		}
		said = append(said, Lasts(w.Lang, l, name))
	}
	return strings.Join(said[:min(len(said), mostEnded)], " ")
}

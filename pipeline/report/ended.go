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

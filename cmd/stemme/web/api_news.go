package web

import (
	"net/http"

	"stemme/cmd/stemme/web/frame"
)

// newsJSON is something that is said beyond its past.
type newsJSON struct {
	PeriodKind string   `json:"period_kind"`
	Period     string   `json:"period"`
	Dimension  string   `json:"dimension"`
	Value      string   `json:"value"`
	Phrase     string   `json:"phrase"`
	Terms      []string `json:"terms"`
	Responses  int      `json:"responses"`
	Expected   number   `json:"expected"`
	RatioLow   number   `json:"ratio_low"`
	Q          number   `json:"q"`
}

// apiNews answers with what is new, the newest first.
func (s *server) apiNews(w http.ResponseWriter, r *request) error {
	list := []newsJSON{}
	for _, n := range r.figures.news {
		list = append(list, newsJSON{n.PeriodKind, n.Period, n.Dimension, n.Value, n.Phrase, n.Terms, n.Responses, number(n.Expected), number(n.RatioLow), number(n.Q)})
	}
	return frame.WriteJSON(w, map[string]any{"edition": r.edition.ID, "news": list})
}

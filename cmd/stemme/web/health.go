package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"stemme/cmd/stemme/web/frame"
	"stemme/models/parallel"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
)

// A health is how the server is: what a monitor asks for. It tells no figure, so it
// is told to whoever can reach the server.
type health struct {
	Status  string  `json:"status"` // ok, none, degraded (an earlier edition is shown), damaged (none is) or old
	Edition string  `json:"edition,omitempty"`
	Age     float64 `json:"age_seconds"`      // since it was published
	Newest  string  `json:"newest,omitempty"` // the edition that cannot be shown
	Reason  string  `json:"reason,omitempty"` // why; the log has it in full
}

// reasonOf is why an edition cannot be shown, in a word that names neither path nor text.
func reasonOf(err error) string {
	told, met := new(messages.Error), new(parallel.Panic)
	switch {
	case errors.As(err, &met):
		return "fault_of_the_program"
	case errors.As(err, &told):
		return string(told.Key)
	}
	return "unreadable"
}

// health says which edition is shown, since when, and whether it is the current one.
func (s *shelf) health(now time.Time, most time.Duration) health {
	id, err := edition.CurrentID(s.data)
	s.mu.RLock()
	defer s.mu.RUnlock()
	failed := s.failed
	if failed.err == nil && err != nil {
		failed = unopened{id, err}
	}
	if s.now == nil {
		if err == nil && id != "" && failed.err != nil {
			return health{Status: "damaged", Newest: id, Reason: reasonOf(failed.err)}
		}
		return health{Status: "none"}
	}
	h := health{Status: "ok", Edition: s.now.edition.ID, Age: now.Sub(s.now.edition.Manifest.Published).Seconds()}
	switch {
	case failed.err != nil:
		h.Status, h.Newest, h.Reason = "degraded", failed.id, reasonOf(failed.err)
	case most > 0 && h.Age > most.Seconds():
		h.Status = "old"
	}
	return h
}

// healthz answers 200 where all is well and 503 where there is no edition, where the
// current one cannot be opened, and where it is older than max_age, such as 30h.
func (s *server) healthz(w http.ResponseWriter, r *frame.Visit) error {
	var most time.Duration
	if text := r.URL.Query().Get("max_age"); text != "" {
		var err error
		if most, err = time.ParseDuration(text); err != nil || most <= 0 {
			return frame.ErrBadInput
		}
	}
	h := s.shelf.health(time.Now(), most)
	text, err := json.Marshal(h)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if h.Status != "ok" {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_, err = w.Write(append(text, '\n'))
	return frame.IgnoreGone(err)
}

// metrics answers with the same in the text format of Prometheus, to readers: a
// program shows a token where the server asks for one.
func (s *server) metrics(w http.ResponseWriter, r *frame.Visit) error {
	if r.Role < frame.Readers {
		w.Header().Set("WWW-Authenticate", "Bearer")
		return frame.Fault{Status: http.StatusUnauthorized, Key: "web_forbidden"}
	}
	h := s.shelf.health(time.Now(), 0)
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	var failed error
	gauge := func(name, help string, value float64) {
		_, err := fmt.Fprintf(w, "# HELP stemme_serve_%s %s\n# TYPE stemme_serve_%s gauge\nstemme_serve_%s %v\n", name, help, name, name, value)
		failed = errors.Join(failed, err)
	}
	gauge("up", "1 where the current edition is shown, else 0.", map[bool]float64{true: 1}[h.Status == "ok"])
	if h.Edition != "" {
		gauge("edition_age_seconds", "Time since the edition shown was published.", h.Age)
	}
	return frame.IgnoreGone(failed)
}

package web

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestHealth: a monitor is told how the server is without a token, and metrics with
// one; what is too old, or not there, is 503.
func TestHealth(t *testing.T) {
	s := site(t, func(c *Config) { c.Token, c.ReaderToken = analystToken, readerToken })
	for path, want := range map[string]int{"/healthz": 200, "/healthz?max_age=1ns": 503, "/healthz?max_age=x": 400, "/metrics": 401} {
		if got := get(s, path, nil); got.StatusCode != want {
			t.Errorf("%s answers %d, want %d", path, got.StatusCode, want)
		}
	}
	text := body(t, get(s, "/metrics", func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+readerToken) }))
	for _, want := range []string{"stemme_serve_up 1\n", "stemme_serve_edition_age_seconds "} {
		if !strings.Contains(text, want) {
			t.Errorf("metrics lack %q: %s", want, text)
		}
	}
	if h := s.shelf.health(time.Now(), 0); h.Status != "ok" || h.Edition == "" {
		t.Errorf("%+v", h)
	}
	s.shelf.failed = s.shelf.now.edition.ID
	if got := get(s, "/healthz", nil).StatusCode; got != 503 {
		t.Errorf("a current edition that cannot be opened answers %d", got)
	}
}

package web

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
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
}

// TestNewestCannotBeOpened: a server that shows an edition while the newest is damaged says
// so to a monitor, with a reason that names no path, and on every page; a whole one ends it.
func TestNewestCannotBeOpened(t *testing.T) {
	data := t.TempDir()
	made := invent(t, 300)
	was := made.publish(t, data)
	s, err := newServer(Config{Data: data, Addr: "127.0.0.1:0", UserHeader: "X-Remote-User", Analysts: []string{"anna"}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.shelf.close()
	as := func(name string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("X-Remote-User", name) }
	}
	made.themes[0].Name = "En anden udgave"
	next := made.publish(t, data)
	table := filepath.Join(data, "editions", next, "tables", "themes.parquet")
	whole, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Chmod(table, 0o600), os.WriteFile(table, whole[:len(whole)/2], 0o600)); err != nil {
		t.Fatal(err)
	}
	s.shelf.refresh()
	answer := get(s, "/healthz", nil)
	text := body(t, answer)
	if answer.StatusCode != 503 || !strings.Contains(text, `"status":"degraded"`) || !strings.Contains(text, `"edition":"`+was) ||
		!strings.Contains(text, `"newest":"`+next) || !strings.Contains(text, `"reason":"`) || strings.Contains(text, data) {
		t.Errorf("%d %s", answer.StatusCode, text)
	}
	for name, why := range map[string]bool{"anna": true, "bo": false} {
		page := body(t, get(s, "/temaer", as(name)))
		if !strings.Contains(page, "Den nyeste udgave, "+next+", kan ikke vises. Siden viser udgaven før, "+was) || strings.Contains(page, "Årsag: ") != why {
			t.Errorf("%s is not told which edition is shown", name)
		}
	}
	if err := os.WriteFile(table, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	s.shelf.refresh()
	if text := body(t, get(s, "/healthz", nil)); !strings.Contains(text, `"status":"ok","edition":"`+next) || strings.Contains(text, "reason") {
		t.Errorf("whole again: %s", text)
	}
	if page := body(t, get(s, "/temaer", as("anna"))); strings.Contains(page, "kan ikke vises") {
		t.Error("a page speaks of a fault that is mended")
	}
}

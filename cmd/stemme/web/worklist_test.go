package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/worklist"
)

// TestWorklist: the page shows the detractors of the store, those that the filters
// let through, with their comments; the form moves one, by name, once.
func TestWorklist(t *testing.T) {
	data := t.TempDir()
	made := invent(t, 300)
	made.publish(t, data)
	store, err := worklist.OpenStore(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	n := len(made.responses)
	items := worklist.Items(worklist.Input{Responses: made.responses, Mentions: made.mentions, Primary: make([]string, n), Language: make([]models.Language, n),
		Playbook: codebook.DefaultPlaybook(), Location: time.UTC})
	if err := store.Sync(t.Context(), items, true); err != nil {
		t.Fatal(err)
	}
	s, err := newServer(Config{Data: data, Addr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.shelf.close()
	calls, telephone := len(items), 0
	for _, item := range items {
		if item.Touchpoint == "Telefon" {
			telephone++
		}
	}
	text := body(t, get(s, "/arbejdsliste?state=open", nil))
	if !strings.Contains(text, s.countText(calls)+" på listen") || strings.Count(text, `class="item"`) != min(calls, itemsShown) {
		t.Errorf("%d detractors, the page says otherwise", calls)
	}
	if text := body(t, get(s, "/arbejdsliste?state=open&touchpoint=Telefon", nil)); !strings.Contains(text, s.countText(telephone)+" på listen") {
		t.Errorf("%d by telephone, the page says otherwise", telephone)
	}
	key := regexp.MustCompile(`name="key" value="([^"]*)"`).FindStringSubmatch(text)[1]
	move := func(state string) int {
		return post(s, "/arbejdsliste?state=open", url.Values{"key": {key}, "state": {state}}, nil).StatusCode
	}
	if code := move("measured"); code != http.StatusBadRequest {
		t.Errorf("set to measured by hand: %d", code)
	}
	if code := move("contacted"); code != http.StatusSeeOther {
		t.Fatalf("moving %s: %d", key, code)
	}
	steps, err := store.Steps(t.Context())
	source, id, _ := strings.Cut(key, "/")
	of := steps[models.Key{Source: source, ID: id}]
	if err != nil || len(of) != 1 || of[0].State != worklist.Contacted || of[0].By != "local" {
		t.Errorf("the steps of %s are %+v, %v", key, of, err)
	}
	if text := body(t, get(s, "/arbejdsliste?state=contacted", nil)); strings.Count(text, `class="item"`) != 1 || !strings.Contains(text, key) {
		t.Error("the one that was contacted is not under its tab")
	}
}

// countText is a count as the server's pages write it.
func (s *server) countText(n int) string { return s.conf.Lang.Count(n) }

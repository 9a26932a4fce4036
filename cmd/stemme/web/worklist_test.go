package web

import (
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/worklist"
)

// TestWorklist: the page shows the detractors of the store, those that the filters
// let through, with their comments; the form moves one, by name, once.
func TestWorklist(t *testing.T) {
	data := t.TempDir()
	made := invent(t, 300)
	for i := range made.mentions {
		made.mentions[i].Polarity = -.7
	}
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
	if tags := strings.Count(text, `<a class="tag"`); tags < 10 || strings.Count(text, `">− `) != tags {
		t.Error("the themes do not say how the customers speak of them")
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

// TestWorklistNewer: what came in after the edition is on the page with what the customer
// wrote, for analysts and for the leader of its unit, who can move it, and for no other
// leader.
func TestWorklistNewer(t *testing.T) {
	s, _ := roles(t)
	late := models.Response{Source: "hurtig", ID: "1", Score: models.ScoreOf(1), Scale: models.Scale0to10, Unit: ownUnit, Touchpoint: "Telefon", Comment: "ingen tog røret hele formidagen",
		At: time.Now().Add(-time.Hour)}
	book, err := ledger.Open(filepath.Join(s.conf.Data, "ledger"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Accept(t.Context(), []models.Response{late}); err != nil {
		t.Fatal(err)
	}
	store, err := worklist.OpenStore(t.Context(), s.conf.Data)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	items := worklist.Items(worklist.Input{Responses: []models.Response{late}, Primary: []string{""}, Language: []models.Language{models.Danish},
		Playbook: codebook.DefaultPlaybook(), Location: time.UTC})
	if err := store.Sync(t.Context(), items, false); err != nil {
		t.Fatal(err)
	}
	for who, sees := range map[string]bool{"analytiker": true, "leder": true, "anden": false} {
		text := body(t, get(s, "/arbejdsliste", user(who)))
		if strings.Contains(text, late.Comment) != sees || strings.Contains(text, "hurtig/1") != sees {
			t.Errorf("%s sees the new answer: %t", who, !sees)
		}
		want := http.StatusNotFound
		if sees {
			want = http.StatusSeeOther
		}
		if code := post(s, "/arbejdsliste", url.Values{"key": {"hurtig/1"}, "state": {"contacted"}}, user(who)).StatusCode; code != want {
			t.Errorf("%s moves it: %d", who, code)
		}
	}
	for filter, lets := range map[string]bool{"touchpoint=Telefon": true, "touchpoint=Filial": false, "class=detractor": false} {
		if text := body(t, get(s, "/arbejdsliste?"+filter, user("analytiker"))); strings.Contains(text, late.Comment) != lets {
			t.Errorf("%s lets the new answer through: %t", filter, !lets)
		}
	}
}

// TestWorklistNoContact: the page says of who must not be contacted that there is no call to make, and no time for it.
func TestWorklistNoContact(t *testing.T) {
	s, _ := roles(t)
	store, err := worklist.OpenStore(t.Context(), s.conf.Data)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	item := worklist.Item{Key: models.Key{Source: "hurtig", ID: "nej"}, Score: models.ScoreOf(1), Unit: ownUnit, Due: time.Now().Add(-time.Hour), NoContact: true}
	if err := store.Sync(t.Context(), []worklist.Item{item}, true); err != nil {
		t.Fatal(err)
	}
	text := body(t, get(s, "/arbejdsliste", user("analytiker")))
	for _, want := range []messages.Key{"mark_no_contact", "no_contact"} {
		if !strings.Contains(text, s.conf.Lang.Text(want)) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(text, `<span class="late">`+s.conf.Lang.Text("web_late")) {
		t.Error("late for who must not be contacted")
	}
}

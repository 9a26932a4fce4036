package worklist

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/messages"
)

// refusing is invented, with customers 1, 2 and 5 who said no to being contacted, of whom 5 tells of danger, or nobody in danger.
func refusing(t *testing.T, danger bool) Input {
	in := invented(t)
	in.Playbook.OptOut = codebook.Where{Segment: map[string][]string{"må kontaktes": {"nej"}}}
	for i, said := range []string{"Nej", "nej", "ja", "", "nej", ""} {
		if said != "" {
			in.Responses[i].Segments = []models.Segment{{Name: "må kontaktes", Value: said}}
		}
	}
	in.Responses[4].Unit = "Region Nord"
	in.Mentions = []models.Mention{{Response: 0, Theme: "t0001"}}
	if danger {
		in.Mentions = append(in.Mentions, models.Mention{Response: 4, Theme: AccidentEntry, Probability: 0.95})
	}
	return in
}

// TestNoContact: who said no to being contacted has no next step and no due time, is never late, and stands behind the others.
func TestNoContact(t *testing.T) {
	ctx, s := context.Background(), store(t)
	items := Items(refusing(t, false))
	for n, want := range []bool{true, false, true} {
		item := items[n]
		if item.NoContact != want || (item.Action == "") != want || item.Promised().IsZero() != want || (item.Refusal() == "no_contact") != want || item.Receiver != "nord" {
			t.Errorf("item %d: %+v, want no contact: %t", n, item, want)
		}
		e := Entry{Item: item}
		if late := e.Breached(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)); late == want {
			t.Errorf("item %d is late: %t", n, late)
		}
	}
	rows, _ := Rows(items, nil, nil, time.Hour)
	if rows[0].Action != "" || !rows[0].DueAt.IsZero() || rows[0].ListedUntil.IsZero() {
		t.Errorf("row: %+v; it has no due time, and leaves the list all the same", rows[0])
	}
	items[1].Bad = 1
	if err := s.Sync(ctx, items, true); err != nil {
		t.Fatal(err)
	}
	if got := order(t, s); !slices.Equal(got, []string{"3", "1", "5"}) {
		t.Errorf("order %v", got)
	}
}

// order are the ids of the list.
func order(t *testing.T, s *Store) (ids []string) {
	t.Helper()
	entries, err := s.Entries(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i := range entries {
		ids = append(ids, entries[i].Key.ID)
	}
	return ids
}

// TestNoContactInDanger: danger to life or health stands first and keeps its time, whatever was answered; it is not told to call.
func TestNoContactInDanger(t *testing.T) {
	ctx, s := context.Background(), store(t)
	items := Items(refusing(t, true))
	if item := items[2]; !item.NoContact || item.Action != "" || item.Promised().IsZero() || item.Refusal() != "no_contact_danger" {
		t.Errorf("in danger: %+v", item)
	}
	if err := s.Sync(ctx, items, true); err != nil {
		t.Fatal(err)
	}
	if got := order(t, s); got[0] != "5" {
		t.Errorf("order %v", got)
	}
}

// TestNoContactIsHandedOut: lines and mails say that the customer must not be contacted, and to nobody else.
func TestNoContactIsHandedOut(t *testing.T) {
	ctx, s := context.Background(), store(t)
	post := &Post{Input: refusing(t, true), Lang: messages.Danish}
	if _, _, err := s.HandOut(ctx, post); err != nil {
		t.Fatal(err)
	}
	files := boxes(t, s)
	want := map[string]struct {
		no, due bool
		action  string
	}{
		"bank/1": {true, false, "må ikke kontaktes"}, "bank/3": {false, true, "Ring kunden op"}, "bank/5": {true, true, "fare for liv"},
	}
	for line := range strings.Lines(files["nord/000001.jsonl"]) {
		var l Letter
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		w := want[l.Response]
		if l.NoContact != w.no || (l.Due != "") != w.due || !strings.Contains(l.Action, w.action) || strings.Contains(line, `"no_contact":true`) != w.no {
			t.Errorf("handed out: %s", line)
		}
		delete(want, l.Response)
	}
	if len(want) > 0 {
		t.Errorf("not handed out: %v", want)
	}
	post.Input.Playbook.Receivers[1].Action = "Ring"
	i := post.positions()[models.Key{Source: "bank", ID: "2"}]
	l := post.letter(i, nil, post.Input.Playbook.Receiver("ros"), "Ring og sig tak")
	if body := post.body(&l); strings.Contains(body, "Ring og sig tak") || !strings.Contains(body, "Næste skridt: må ikke kontaktes") {
		t.Errorf("mail:\n%s", body)
	}
}

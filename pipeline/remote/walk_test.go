package remote

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"stemme/pipeline/messages"
)

// TestPagesLost: a server that does not heed what asks for its next page, and a next
// page that nobody follows, are faults; else what lies behind the first page would be
// lost without a word.
func TestPagesLost(t *testing.T) {
	ids := func(from, to int) (all []map[string]int) {
		for i := from; i < to; i++ {
			all = append(all, map[string]int{"id": i})
		}
		return all
	}
	send := func(w http.ResponseWriter, rows []map[string]int, next any) {
		json.NewEncoder(w).Encode(map[string]any{"items": rows, "paging": map[string]any{"next": next}, "antal": 20})
	}
	cursor := Pages{Follow: followCursor, Next: "paging.next", Parameter: "after"}
	for name, c := range map[string]struct {
		how    Pages
		answer func(w http.ResponseWriter, r *http.Request, n int)
		want   int // rows, where there is no fault
		key    messages.Key
	}{
		"the cursor never changes": {cursor, func(w http.ResponseWriter, r *http.Request, n int) { send(w, ids(n*10, n*10+10), "c") }, 0, "remote_cursor"},
		"the cursor is not heeded": {cursor, func(w http.ResponseWriter, r *http.Request, n int) { send(w, ids(0, 10), "c") }, 0, "remote_again"},
		"a page comes again":       {cursor, func(w http.ResponseWriter, r *http.Request, n int) { send(w, ids(n%3*10, n%3*10+10), strconv.Itoa(n)) }, 0, "remote_again"},
		"the number is not heeded": {Pages{Follow: followNumber, Parameter: "side"}, func(w http.ResponseWriter, r *http.Request, n int) { send(w, ids(0, 10), nil) }, 0, "remote_again"},
		"the last cursor is told":  {cursor, func(w http.ResponseWriter, r *http.Request, n int) { send(w, ids(min(n, 1)*10, 10), "c") }, 10, ""},
		"an empty page between": {cursor, func(w http.ResponseWriter, r *http.Request, n int) {
			send(w, ids([]int{0, 5, 5}[n], []int{5, 5, 10}[n]), []string{"a", "b", ""}[n])
		}, 10, ""},
		"empty pages for ever": {cursor, func(w http.ResponseWriter, r *http.Request, n int) { send(w, nil, strconv.Itoa(n)) }, 0, "remote_hollow"},
		"nobody follows":       {Pages{}, func(w http.ResponseWriter, r *http.Request, n int) { send(w, ids(0, 10), "c") }, 0, "remote_more"},
		"nobody follows the header": {Pages{}, func(w http.ResponseWriter, r *http.Request, n int) {
			w.Header().Set("Link", `</b>; rel="next"`)
			send(w, ids(0, 10), nil)
		}, 0, "remote_more"},
		"has_more": {Pages{}, func(w http.ResponseWriter, r *http.Request, n int) {
			fmt.Fprint(w, `{"items":[{"a":1}],"has_more":true}`)
		}, 0, "remote_more"},
		"has no more": {Pages{}, func(w http.ResponseWriter, r *http.Request, n int) {
			fmt.Fprint(w, `{"items":[{"a":1}],"has_more":false,"next":null,"next_page":0}`)
		}, 1, ""},
		"one page is meant": {Pages{Follow: followNone}, func(w http.ResponseWriter, r *http.Request, n int) { send(w, ids(0, 10), "c") }, 10, ""},
		"numbers from 0": {Pages{Follow: followNumber, Parameter: "side"}, func(w http.ResponseWriter, r *http.Request, n int) {
			side, _ := strconv.Atoi(r.URL.Query().Get("side"))
			send(w, ids(min(side*10, 25), min(side*10+10, 25)), nil)
		}, 25, ""},
		"numbers from 1": {Pages{Follow: followNumber, Parameter: "side"}, func(w http.ResponseWriter, r *http.Request, n int) {
			side, err := strconv.Atoi(r.URL.Query().Get("side"))
			if err == nil {
				side--
			}
			send(w, ids(min(side*10, 25), min(side*10+10, 25)), nil)
		}, 25, ""},
	} {
		n := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			c.answer(w, r, n)
			n++
		}))
		p := c.how
		p.URL, p.Rows, p.pause = server.URL+"/svar", "items", time.Millisecond
		got, err := p.Fetch(context.Background(), Ask{From: Mark{}, Most: 1 << 20})
		server.Close()
		told := new(messages.Error)
		switch {
		case c.key != "" && (!errors.As(err, &told) || told.Key != c.key || len(got.Rows) > 0):
			t.Errorf("%s: %v with %d rows, want %s", name, err, count(got), c.key)
		case c.key == "" && (err != nil || count(got) != c.want):
			t.Errorf("%s: %v, %d rows of %d", name, err, count(got), c.want)
		}
	}
}

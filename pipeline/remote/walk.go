package remote

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"stemme/pipeline/messages"
)

// mostEmpty is how many pages without a row may come one behind another, each with the
// cursor of a next one: a server that filters gives some. Chosen by eye.
const mostEmpty = 100

// A walk goes from page to page.
type walk struct {
	how   *Pages
	n     int              // pages that were asked for
	asked map[string]bool  // addresses
	held  map[[32]byte]int // hashes of the rows of a page: the page
	empty int              // pages without a row, until now
}

// ask counts a page. One that was asked for before, and more than MostPages, are
// faults.
func (w *walk) ask(at *url.URL) error {
	w.n++
	if w.n > MostPages || w.asked[at.String()] {
		return messages.Errorf("remote_pages", at.Host, MostPages)
	}
	w.asked[at.String()] = true
	return nil
}

// again says whether a page holds the first one's rows, where that may be: the first
// page was asked for without a number, and this one by the number 1. Any other page
// that holds an earlier one's rows is a fault: the server does not heed what asks for
// the next.
func (w *walk) again(at *url.URL, found []json.RawMessage) (bool, error) {
	if w.empty++; len(found) == 0 {
		return false, nil
	}
	w.empty = 0
	sum := sha256.Sum256(bytes.Join(asBytes(found), []byte("\n")))
	first, known := w.held[sum]
	if !known {
		w.held[sum] = w.n
		return false, nil
	}
	if w.how.Follow == followNumber && w.n == 2 && at.Query().Get(w.how.Parameter) == "1" {
		return true, nil
	}
	return false, messages.Errorf("remote_again", at.Host, w.n, first)
}

func asBytes(rows []json.RawMessage) [][]byte {
	all := make([][]byte, len(rows))
	for i := range rows {
		all[i] = rows[i]
	}
	return all
}

var linkNext = regexp.MustCompile(`<([^>]*)>\s*;[^,]*\brel="?next"?`)

// next is the address of the page behind one that held so many rows; nil for none.
func (w *walk) next(at *url.URL, body []byte, header http.Header, held int) (*url.URL, error) {
	p := w.how
	address := ""
	switch p.Follow {
	case "":
		if held > 0 && (linkNext.MatchString(links(header)) || tellsMore(body)) {
			return nil, messages.Errorf("remote_more", at.Host)
		}
	case followNumber:
		return w.numbered(at, held), nil
	case followCursor:
		return w.cursor(at, body, held)
	case followNext:
		address, _ = textAt(body, p.Next)
	case followLink:
		if found := linkNext.FindStringSubmatch(links(header)); found != nil {
			address = found[1]
		}
	}
	if address == "" {
		return nil, nil
	}
	next, err := at.Parse(address)
	if err != nil || !sameHost(next, at) {
		return nil, messages.Errorf("remote_elsewhere", at.Host)
	}
	return next, nil
}

func links(header http.Header) string { return strings.Join(header.Values("Link"), ", ") }

// numbered is the address of the page with the next number. Where the address of the
// first page has none it is not known whether pages are counted from 0 or from 1: the
// number 1 is asked for, and may be the first page again.
func (w *walk) numbered(at *url.URL, held int) *url.URL {
	if held == 0 {
		return nil
	}
	number := 1
	if now, err := strconv.Atoi(at.Query().Get(w.how.Parameter)); err == nil {
		number = now + 1
	}
	return with(at, w.how.Parameter, strconv.Itoa(number))
}

// cursor is the address of the page at the next cursor. The cursor that was asked for,
// behind a page with rows, is a fault: nobody knows what comes behind them.
func (w *walk) cursor(at *url.URL, body []byte, held int) (*url.URL, error) {
	cursor, _ := textAt(body, w.how.Next)
	switch same := cursor == at.Query().Get(w.how.Parameter); {
	case cursor == "" || same && held == 0:
		return nil, nil
	case same:
		return nil, messages.Errorf("remote_cursor", at.Host, w.n)
	case w.empty > mostEmpty:
		return nil, messages.Errorf("remote_hollow", at.Host, w.empty)
	}
	return with(at, w.how.Parameter, cursor), nil
}

// moreName is what fields are called that hold the next page's address or cursor, or say
// that there is one.
var moreName = regexp.MustCompile(`(?i)^(@?odata\.)?_?(next([-_]?(link|page|url|uri|href|cursor|token|page[-_]?token))?|has[-_]?(more|next)([-_]?pages?)?)$`)

// tellsMore says whether a page tells of a next one: at its top, or in an object there.
func tellsMore(body []byte) bool {
	var top map[string]json.RawMessage
	if json.Unmarshal(body, &top) != nil {
		return false // a list alone
	}
	for name, value := range top {
		var inner map[string]json.RawMessage
		if moreName.MatchString(name) && tells(value) {
			return true
		}
		if json.Unmarshal(value, &inner) != nil {
			continue
		}
		for name, value := range inner {
			if moreName.MatchString(name) && tells(value) {
				return true
			}
		}
	}
	return false
}

// tells says whether a field is filled: true, a text, a number above 0, or an object that
// holds one of these.
func tells(value json.RawMessage) bool {
	var inner map[string]json.RawMessage
	if json.Unmarshal(value, &inner) == nil {
		for _, v := range inner {
			if text, ok := textAt(v, ""); ok && text != "0" {
				return true
			}
		}
		return false
	}
	text, ok := textAt(value, "")
	return ok && text != "0"
}

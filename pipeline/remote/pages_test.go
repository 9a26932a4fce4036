package remote

import (
	"context"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"stemme/pipeline/messages"
)

const token = "hemmeligt-token-1234"

// answer is a row of the server's.
func answer(i int) map[string]any {
	return map[string]any{"id": i, "score": i % 11, "kommentar": "sur over ventetiden",
		"submitted_at": time.Date(2026, 3, 1+i/10, 9, i%10, 0, 0, time.UTC).Format(time.RFC3339)}
}

// formTool gives 25 answers, ten a page, in every way that form tools do, to who shows
// the token; every third request it is busy.
func formTool(t *testing.T) (*httptest.Server, *atomic.Int32) {
	var asked atomic.Int32
	var server *httptest.Server
	server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+token {
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprint(w, "sur over ventetiden")
			return
		}
		if asked.Add(1)%3 == 0 {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		var rows []any
		for i := range 25 {
			if a := answer(i); r.URL.Query().Get("since") <= a["submitted_at"].(string) {
				rows = append(rows, a)
			}
		}
		q := r.URL.Query()
		at, _ := strconv.Atoi(strings.TrimPrefix(q.Get("after"), "c"))
		if n, err := strconv.Atoi(q.Get("page")); err == nil {
			at = (n - 1) * 10
		}
		at = min(at, len(rows))
		end := min(at+10, len(rows))
		page := map[string]any{"items": append([]any{}, rows[at:end]...), "total": len(rows)}
		if end < len(rows) {
			q.Set("after", fmt.Sprint("c", end))
			next := server.URL + r.URL.Path + "?" + q.Encode()
			page["paging"] = map[string]any{"next": map[string]any{"after": fmt.Sprint("c", end), "link": next}}
			w.Header().Set("Link", "<"+next+`>; rel="next", <`+server.URL+`>; rel="first"`)
		}
		json.NewEncoder(w).Encode(page)
	}))
	t.Cleanup(server.Close)
	return server, &asked
}

// trusting is how to ask server, by the token in a file.
func trusting(t *testing.T, server *httptest.Server) Pages {
	t.Helper()
	dir := t.TempDir()
	ca, secret := filepath.Join(dir, "ca.pem"), filepath.Join(dir, "token")
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	for path, text := range map[string]string{ca: string(cert), secret: token + "\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return Pages{URL: server.URL + "/svar", CAFile: ca, TokenFile: secret, pause: time.Millisecond}
}

func count(d Delivery) int { return strings.Count(string(d.Rows), "\n") }

// TestPages: every way to the next page brings every row once, over TLS, though the
// server is busy now and then; a watermark brings what is new alone.
func TestPages(t *testing.T) {
	server, asked := formTool(t)
	for name, how := range map[string]Pages{
		"link": {Follow: followLink}, "next": {Follow: followNext, Next: "paging.next.link"},
		"cursor": {Follow: followCursor, Next: "paging.next.after", Parameter: "after"}, "number": {Follow: followNumber, Parameter: "page"},
	} {
		p := trusting(t, server)
		p.Follow, p.Next, p.Parameter, p.Rows = how.Follow, how.Next, how.Parameter, "items"
		got, err := p.Fetch(context.Background(), Ask{From: Mark{}, Most: 1 << 20})
		if err != nil || count(got) != 25 || strings.Count(string(got.Rows), `"id":24,`) != 1 {
			t.Errorf("%s: %v, %d rows", name, err, count(got))
		}
		p.Since, p.Watermark, p.Start, p.Rows = "since", "submitted_at", "2026-03-02", ""
		if got, err = p.Fetch(context.Background(), Ask{From: Mark{}, Most: 1 << 20}); err != nil || count(got) != 15 || got.Mark.Value != answer(24)["submitted_at"] {
			t.Errorf("%s since a day: %v, %d rows, %+v", name, err, count(got), got.Mark)
		}
		kept := ParseMark(got.Mark.Text())
		if got, err = p.Fetch(context.Background(), Ask{From: kept, Most: 1 << 20}); err != nil || count(got) != 1 || got.Mark != kept {
			t.Errorf("%s since the mark: %v, %d rows, %+v", name, err, count(got), got.Mark)
		}
		p.Start = "2026-03-01" // asked otherwise: from the beginning
		if got, err = p.Fetch(context.Background(), Ask{From: kept, Most: 1 << 20}); err != nil || count(got) != 25 {
			t.Errorf("%s from another start: %v, %d rows", name, err, count(got))
		}
	}
	if asked.Load() < 30 {
		t.Errorf("%d requests", asked.Load())
	}
}

// TestPagesRefused: what is wrong has its message, tells nothing that the other side
// said, and shows the token to no other host.
func TestPagesRefused(t *testing.T) {
	server, _ := formTool(t)
	var shown atomic.Int32
	other := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Authorization"), token) {
			shown.Add(1)
		}
	}))
	t.Cleanup(other.Close)
	page := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, text) }
	}
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		change  func(*Pages)
		key     messages.Key
	}{
		"denied":    {nil, func(p *Pages) { p.TokenFile, p.TokenEnv = "", "STEMME_TEST_TOKEN" }, "remote_denied"},
		"no token":  {nil, func(p *Pages) { p.TokenFile, p.TokenEnv = "", "STEMME_TEST_NONE" }, "remote_secret_env"},
		"untrusted": {nil, func(p *Pages) { p.CAFile = "" }, "remote_unreachable"},
		"no rows":   {nil, func(p *Pages) { p.Rows = "besvarelser" }, "remote_page"},
		"large":     {nil, func(p *Pages) { p.Follow, p.Parameter = followNumber, "page" }, "remote_too_large"},
		"redirect":  {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL, http.StatusFound) }, nil, "remote_elsewhere"},
		"next":      {page(`{"items":[{"a":1}],"next":"` + other.URL + `"}`), func(p *Pages) { p.Follow, p.Next = followNext, "next" }, "remote_elsewhere"},
		"for ever": {func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `{"items":[{"a":%d}],"next":"?side=1"}`, time.Now().UnixNano())
		}, func(p *Pages) { p.Follow, p.Next = followNext, "next" }, "remote_pages"},
		"html":      {page("<p>sur over ventetiden</p>"), nil, "remote_page"},
		"two lists": {page(`{"a":[{"x":1}],"b":[{"y":2}]}`), nil, "remote_page"},
		"not found": {func(w http.ResponseWriter, r *http.Request) { http.Error(w, "sur over ventetiden", 404) }, nil, "remote_status"},
		"never well": {func(w http.ResponseWriter, r *http.Request) {
			http.Error(w, "sur over ventetiden", http.StatusServiceUnavailable)
		}, nil, "remote_status"},
		"slow": {func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, func(p *Pages) { p.Timeout = -1 }, "remote_unreachable"},
	} {
		t.Setenv("STEMME_TEST_TOKEN", "et-andet-token-1234")
		at := server
		if c.handler != nil {
			at = httptest.NewTLSServer(c.handler)
			t.Cleanup(at.Close)
		}
		p := trusting(t, at)
		if c.change != nil {
			c.change(&p)
		}
		_, err := p.Fetch(context.Background(), Ask{From: Mark{}, Most: 1500})
		told := new(messages.Error)
		if !errors.As(err, &told) || told.Key != c.key {
			t.Errorf("%s: %v, want %s", name, err, c.key)
			continue
		}
		for _, lang := range []messages.Lang{messages.Danish, messages.English} {
			if text := lang.Error(err); strings.Contains(text, "ventetid") || strings.Contains(text, token) {
				t.Errorf("%s tells %q", name, text)
			}
		}
	}
	if shown.Load() > 0 {
		t.Error("another host was shown the token")
	}
}

// TestPagesInterrupted: the end of the context ends a fetch at once.
func TestPagesInterrupted(t *testing.T) {
	slow := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer slow.Close()
	p := trusting(t, slow)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	begun := time.Now()
	if _, err := p.Fetch(ctx, Ask{From: Mark{}, Most: 1 << 20}); !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) > time.Second {
		t.Errorf("%v after %v", err, time.Since(begun))
	}
}

// TestPagesConfigured: credentials in the configuration, addresses in the clear and
// half of a watermark are refused before anything is asked.
func TestPagesConfigured(t *testing.T) {
	for name, c := range map[string]struct {
		pages Pages
		field string
	}{
		"good":       {Pages{URL: "https://forms.example/svar", TokenEnv: "X", Follow: followLink}, ""},
		"loopback":   {Pages{URL: "http://127.0.0.1:80/"}, ""},
		"clear":      {Pages{URL: "http://forms.example/svar"}, "http.url"},
		"user":       {Pages{URL: "https://me:secret@forms.example/svar"}, "http.url"},
		"key":        {Pages{URL: "https://forms.example/svar?api_key=1"}, "http.url"},
		"token":      {Pages{URL: "https://forms.example/", Token: "abc"}, "http.token"},
		"two tokens": {Pages{URL: "https://forms.example/", TokenEnv: "X", TokenFile: "y"}, "http.token_env"},
		"way":        {Pages{URL: "https://forms.example/", Follow: "pages"}, "http.follow"},
		"cursor":     {Pages{URL: "https://forms.example/", Follow: followCursor, Next: "next"}, "http.parameter"},
		"no start":   {Pages{URL: "https://forms.example/", Since: "since", Watermark: "at"}, "http.since"},
	} {
		got := ""
		c.pages.Validate(func(ok bool, field, _ string) {
			if !ok {
				got = field
			}
		})
		if got != c.field {
			t.Errorf("%s: fault in %q, want %q", name, got, c.field)
		}
	}
}

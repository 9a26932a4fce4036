package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"stemme/cmd/stemme/web/frame"
	"stemme/pipeline/messages"
)

const (
	analystToken = "en-noegle-til-analytikere"
	readerToken  = "en-noegle-til-laesere-kun"
)

// TestWhoSeesWhat: nobody in without a token, readers see figures, analysts
// comments, through cookie, header and proxy alike.
func TestWhoSeesWhat(t *testing.T) {
	tokens := site(t, func(c *Config) { c.Token, c.ReaderToken = analystToken, readerToken })
	proxy := site(t, func(c *Config) { c.UserHeader, c.Analysts = "X-Remote-User", []string{"anna"} })
	from := 0 // each asks from an address of its own, so that none is wrong too often
	bearer := func(token string) func(*http.Request) {
		return func(r *http.Request) {
			from++
			r.RemoteAddr = fmt.Sprintf("192.0.2.%d:4711", from)
			r.Header.Set("Authorization", "Bearer "+token)
		}
	}
	user := func(name string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("X-Remote-User", name) }
	}
	for _, c := range []struct {
		who     string
		s       *server
		as      func(*http.Request)
		figures int
		words   int
	}{
		{"nobody", tokens, nil, 303, 303},
		{"wrong token", tokens, bearer(analystToken + "x"), 303, 303},
		{"reader", tokens, bearer(readerToken), 200, 403},
		{"analyst", tokens, bearer(analystToken), 200, 200},
		{"past the proxy", proxy, nil, 303, 303},
		{"bo", proxy, user("bo"), 200, 403},
		{"anna", proxy, user("anna"), 200, 200},
	} {
		for path, want := range map[string]int{"/": c.figures, "/temaer": c.figures, "/temaer/t0050": c.figures, "/kontaktpunkter": c.figures,
			"/udvikling": c.figures, "/soeg?q=ventetid": c.words, "/eksport/soegning.csv": c.words, "/lignende?key=demo/fjendtlig0": c.words} {
			if got := get(c.s, path, c.as).StatusCode; got != want {
				t.Errorf("%s: %s answers %d, want %d", c.who, path, got, want)
			}
		}
		for path, want := range map[string]int{"/api/v1/themes": c.figures, "/api/v1/search": c.words,
			"/api/v1/tables/responses.parquet": c.words, "/api/v1/tables/nps.parquet": c.figures} {
			if want == 303 {
				want = 401 // a program is told, not led to a form
			}
			if got := get(c.s, path, c.as).StatusCode; got != want {
				t.Errorf("%s: %s answers %d, want %d", c.who, path, got, want)
			}
		}
	}
	for _, path := range []string{"/", "/temaer", "/temaer/t0050", "/kontaktpunkter", "/kontaktpunkter?by=unit", "/udvikling"} {
		text := body(t, get(tokens, path, bearer(readerToken)))
		if strings.Contains(text, `class="comment"`) || strings.Contains(text, "/soeg") || strings.Contains(text, `id="edit"`) {
			t.Errorf("%s: a reader is shown comments, or the way to them", path)
		}
	}
}

func TestLogin(t *testing.T) {
	s := site(t, func(c *Config) { c.Token = analystToken })
	post := func(token, next string) *http.Response {
		form := url.Values{"token": {token}, "next": {next}}
		r := httptest.NewRequest("POST", "/login", strings.NewReader(form.Encode()))
		r.Header.Set("Origin", "http://"+r.Host)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		s.handler().ServeHTTP(w, r)
		return w.Result()
	}
	if r := post("forkert", "/"); r.StatusCode != 401 || len(r.Cookies()) > 0 {
		t.Errorf("wrong token: %d, %d cookies", r.StatusCode, len(r.Cookies()))
	}
	r := post(analystToken, "/temaer")
	if r.StatusCode != 303 || r.Header.Get("Location") != "/temaer" {
		t.Fatalf("right token: %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	cookie := r.Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || strings.Contains(cookie.Value, analystToken) {
		t.Errorf("cookie %+v", cookie)
	}
	if got := get(s, "/soeg", func(r *http.Request) { r.AddCookie(cookie) }); got.StatusCode != 200 {
		t.Errorf("with the cookie: %d", got.StatusCode)
	}
	for _, away := range []string{"https://ond.example/", "//ond.example", "/\\ond.example", "javascript:alert(1)", "ond"} {
		if to := post(analystToken, away).Header.Get("Location"); to != "/" {
			t.Errorf("next %q leads to %q", away, to)
		}
	}
}

// TestStrict: headers, hosts and sites.
func TestStrict(t *testing.T) {
	s := site(t, nil)
	for _, path := range []string{"/", "/soeg?q=ventetid", "/api/v1/themes", "/nix", "/assets/x"} {
		h := get(s, path, nil).Header
		for name, want := range map[string]string{"Content-Security-Policy": frame.Policy, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
	}
	if strings.Contains(frame.Policy, "unsafe") || strings.Contains(frame.Policy, "http") || strings.Contains(frame.Policy, "*") {
		t.Errorf("policy %q", frame.Policy)
	}
	for host, want := range map[string]int{"localhost:80": 200, "127.0.0.1": 200, "[::1]:9": 200, "ond.example": 421, "127.0.0.1.ond.example": 421} {
		if got := get(s, "/", func(r *http.Request) { r.Host = host }).StatusCode; got != want {
			t.Errorf("host %s: %d, want %d", host, got, want)
		}
	}
	r := httptest.NewRequest("POST", "/logout", nil)
	r.Host = "127.0.0.1"
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	s.handler().ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("a form on another site: %d", w.Code)
	}
}

// TestNoInlineCode: a strict policy would block it.
func TestNoInlineCode(t *testing.T) {
	s := site(t, nil)
	for _, path := range []string{"/", "/temaer", "/temaer/t0050", "/soeg?q=app", "/kontaktpunkter", "/udvikling", "/login"} {
		text := body(t, get(s, path, nil))
		for _, bad := range []string{" style=", " onclick=", "<style", "javascript:", "<script>"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s holds %q", path, bad)
			}
		}
	}
}

func TestExport(t *testing.T) {
	data := sharedData(t)
	s := site(t, nil)
	r := get(s, "/eksport/soegning.csv?q=gebyrer&class=detractor", nil)
	text := body(t, r)
	if r.StatusCode != 200 || !strings.HasPrefix(text, "\uFEFFresponse_key;") {
		t.Fatalf("%d %.40q", r.StatusCode, text)
	}
	sheet := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF")))
	sheet.Comma = ';'
	rows, err := sheet.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var total struct{ Total int }
	if err := json.Unmarshal([]byte(body(t, get(s, "/api/v1/search?q=gebyrer&class=detractor", nil))), &total); err != nil {
		t.Fatal(err)
	}
	if len(rows)-1 != total.Total || total.Total < 20 {
		t.Errorf("%d rows exported, %d found", len(rows)-1, total.Total)
	}
	formula := false
	for _, row := range rows[1:] {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("a spreadsheet would run %q", cell)
			}
		}
		formula = formula || strings.HasPrefix(row[len(row)-1], "'=HYPERLINK")
	}
	if !formula {
		t.Error("the formula is not among the rows")
	}
	if r := get(s, "/eksport/soegning.parquet?q=gebyrer", nil); !strings.HasPrefix(body(t, r), "PAR1") {
		t.Error("no Parquet file")
	}
	record, err := os.ReadFile(filepath.Join(data, "audit.jsonl"))
	if err != nil || !strings.Contains(string(record), `"action":"export"`) || strings.Contains(string(record), "gebyrer") {
		t.Errorf("record %v %q", err, record)
	}
	if info, err := os.Stat(filepath.Join(data, "audit.jsonl")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("record: %v %v", info, err)
	}
}

// TestAPI: the interface answers what its document describes, and its figures
// are those of the pages.
func TestAPI(t *testing.T) {
	s := site(t, nil)
	var doc struct {
		Paths map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal([]byte(body(t, get(s, "/api/v1/openapi.json", nil))), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Paths) < 5 {
		t.Fatalf("%d paths described", len(doc.Paths))
	}
	for path := range doc.Paths {
		path = strings.Replace(path, "{file}", "themes.arrow", 1)
		r := get(s, "/api/v1"+path, nil)
		text := body(t, r)
		if r.StatusCode != 200 || len(text) < 20 {
			t.Errorf("%s: %d %.80q", path, r.StatusCode, text)
		}
	}
	for path, want := range map[string]string{
		"/api/v1/search?q=%22ventetid":         "quotation mark",
		"/api/v1/nix":                          "not in the current edition",
		"/api/v1/tables/nix.parquet":           "not in the current edition",
		"/api/v1/tables/..%2Fmanifest.parquet": "not in the current edition",
	} {
		if text := body(t, get(s, path+sep(path)+"lang=en", nil)); !strings.Contains(text, want) || !strings.Contains(text, `"error"`) {
			t.Errorf("%s: %s", path, text)
		}
	}
	if text := body(t, get(s, "/api/v1/edition", nil)); !strings.Contains(text, `"sentence":"NPS `) {
		t.Errorf("no sentence in the edition: %.300s", text)
	}
	for form, want := range map[string]string{"csv": "theme_id,name,", "json": "[\n{\"theme_id\":", "jsonl": `{"theme_id":`, "parquet": "PAR1"} {
		if text := body(t, get(s, "/api/v1/tables/themes."+form, nil)); !strings.HasPrefix(text, want) {
			t.Errorf("themes.%s begins %.30q", form, text)
		}
	}
	if r := get(s, "/api/v1/tables/themes.exe", nil); r.StatusCode != 404 {
		t.Errorf("themes.exe: %d", r.StatusCode)
	}
	var scores struct {
		Scores []struct {
			Value string
			NPS   *float64
		}
	}
	if err := json.Unmarshal([]byte(body(t, get(s, "/api/v1/scores?dimension=touchpoint", nil))), &scores); err != nil || len(scores.Scores) != 4 {
		t.Fatalf("%v %+v", err, scores)
	}
	page := body(t, get(s, "/kontaktpunkter", nil))
	for _, one := range scores.Scores {
		if one.NPS == nil || !strings.Contains(page, messages.Danish.Number(*one.NPS, 1)) {
			t.Errorf("%s: page and interface differ", one.Value)
		}
	}
}

func sep(path string) string {
	if strings.Contains(path, "?") {
		return "&"
	}
	return "?"
}

// TestAPITellsTheEdition: an answer is named by its edition and asked for again in
// vain while that stands; who reads another one is told.
func TestAPITellsTheEdition(t *testing.T) {
	s := site(t, nil)
	first := get(s, "/api/v1/scores", nil)
	tag, id := first.Header.Get("ETag"), first.Header.Get("Stemme-Edition")
	if first.StatusCode != http.StatusOK || !strings.Contains(tag, id) || id == "" {
		t.Fatalf("%s: ETag %s of %q", first.Status, tag, id)
	}
	again := get(s, "/api/v1/scores?edition="+id, func(r *http.Request) { r.Header.Set("If-None-Match", `"other", W/`+tag) })
	if again.StatusCode != http.StatusNotModified || body(t, again) != "" {
		t.Errorf("asked again: %s", again.Status)
	}
	english := get(s, "/api/v1/scores", func(r *http.Request) { r.Header.Set("If-None-Match", tag+"x") })
	if english.StatusCode != http.StatusOK {
		t.Errorf("another tag: %s", english.Status)
	}
	if other := get(s, "/api/v1/tables/nps.csv?edition=000099-00000000", nil); other.StatusCode != http.StatusConflict {
		t.Errorf("another edition: %s", other.Status)
	}
}

// TestDetailTables: a reader of figures gets no table about single responses,
// whatever it is called.
func TestDetailTables(t *testing.T) {
	s := site(t, func(c *Config) { c.Token, c.ReaderToken = "a-token-of-an-analyst", "a-token-of-a-reader" })
	as := func(token string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }
	}
	for table, want := range map[string]int{"responses": 403, "mentions": 403, "nps": 200, "themes": 200} {
		if got := get(s, "/api/v1/tables/"+table+".parquet", as("a-token-of-a-reader")); got.StatusCode != want {
			t.Errorf("%s for a reader: %s, want %d", table, got.Status, want)
		}
		if got := get(s, "/api/v1/tables/"+table+".parquet", as("a-token-of-an-analyst")); got.StatusCode != 200 {
			t.Errorf("%s for an analyst: %s", table, got.Status)
		}
	}
}

// TestNewEdition: a new edition is picked up while readers read, and no request
// fails.
func TestNewEdition(t *testing.T) {
	data := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	ready, done := make(chan string, 1), make(chan error, 1)
	go func() {
		done <- Serve(ctx, Config{Data: data, Addr: "0", Ready: func(url string) { ready <- url }})
	}()
	root := <-ready
	answer := func(path string) (int, string) {
		r, err := http.Get(root + path)
		if err != nil {
			t.Error(err)
			return 0, ""
		}
		defer r.Body.Close()
		text, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		return r.StatusCode, string(text)
	}
	if code, text := answer("api/v1/edition?lang=en"); code != 503 || !strings.Contains(text, "Nothing has been published") {
		t.Errorf("before the first edition: %d %s", code, text)
	}
	small := invent(t, 300)
	first := small.publish(t, data)
	until(t, func() bool {
		code, text := answer("api/v1/edition")
		return code == 200 && strings.Contains(text, first)
	})
	var readers sync.WaitGroup
	stop := make(chan struct{})
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if code, _ := answer("soeg?q=ventetid"); code != 200 {
					t.Errorf("while editions change: %d", code)
					return
				}
			}
		})
	}
	small.themes[0].Name = "Et nyt navn"
	second := small.publish(t, data)
	until(t, func() bool { _, text := answer("temaer"); return strings.Contains(text, "Et nyt navn") })
	close(stop)
	readers.Wait()
	cancel()
	if err := <-done; err != nil || first == second {
		t.Error(err, first, second)
	}
}

func until(t *testing.T, ok func() bool) {
	t.Helper()
	for range 200 {
		if ok() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("it did not happen within ten seconds")
}

// TestSessions: a cookie that was copied is worth nothing once its session has
// ended; an address that is wrong too often is refused, in the form and in the header
// alike, but who is right is let in; both are logged, the token never.
func TestSessions(t *testing.T) {
	var log bytes.Buffer
	s := site(t, func(c *Config) { c.Token, c.Log = analystToken, slog.New(slog.NewTextHandler(&log, nil)) })
	login := func(token, address string) *http.Response {
		return post(s, "/login", url.Values{"token": {token}}, func(r *http.Request) { r.RemoteAddr = address + ":4711" })
	}
	cookie := login(analystToken, "192.0.2.1").Cookies()[0]
	other := login(analystToken, "192.0.2.1").Cookies()[0]
	with := func(c *http.Cookie) int {
		return get(s, "/soeg", func(r *http.Request) { r.AddCookie(c) }).StatusCode
	}
	if cookie.Value == other.Value || with(cookie) != 200 {
		t.Error("two sessions are one, or the cookie lets nobody in")
	}
	post(s, "/logout", nil, func(r *http.Request) { r.AddCookie(cookie) })
	if with(cookie) == 200 || with(other) != 200 {
		t.Errorf("after logout: the cookie %d, another session %d", with(cookie), with(other))
	}
	for range 10 {
		if got := login("forkert", "192.0.2.2").StatusCode; got != 401 {
			t.Fatalf("wrong token: %d", got)
		}
	}
	shows := func(token, path string) int {
		return get(s, path, func(r *http.Request) {
			r.RemoteAddr = "192.0.2.2:4711"
			r.Header.Set("Authorization", "Bearer "+token)
		}).StatusCode
	}
	for path, want := range map[string]int{"/api/v1/scores": 429, "/": 429, "/healthz": 200} {
		if wrong, right := shows("forkert", path), shows(analystToken, path); wrong != want || right != 200 {
			t.Errorf("%s after ten wrong ones: the wrong token %d, the right one %d", path, wrong, right)
		}
	}
	if wrong, right := login("forkert", "192.0.2.2").StatusCode, login(analystToken, "192.0.2.2").StatusCode; wrong != 429 || right != 303 {
		t.Errorf("after ten wrong ones: the wrong token %d, the right one %d", wrong, right)
	}
	if got := login(analystToken, "192.0.2.3").StatusCode; got != 303 {
		t.Errorf("another address: %d", got)
	}
	text := log.String()
	if strings.Count(text, "let_in=false") != 10 || !strings.Contains(text, "address=192.0.2.1 user=analyst let_in=true") || strings.Contains(text, analystToken) {
		t.Errorf("log:\n%s", text)
	}
}

// TestOrigin: what changes something must say that it comes from this site.
func TestOrigin(t *testing.T) {
	s := site(t, nil)
	for origin, want := range map[string]int{"": 403, "null": 403, "http://ond.example": 403, "http://127.0.0.1:8080": 303} {
		r := post(s, "/logout", nil, func(r *http.Request) {
			r.Header.Del("Sec-Fetch-Site")
			r.Header.Del("Origin")
			if origin != "" {
				r.Header.Set("Origin", origin)
			}
		})
		if r.StatusCode != want {
			t.Errorf("origin %q: %d, want %d", origin, r.StatusCode, want)
		}
	}
}

// TestSlowSender: whoever sends a body slowly holds nobody up.
func TestSlowSender(t *testing.T) {
	s := site(t, nil)
	handler := s.handler()
	pipes := make([]*io.PipeWriter, 80) // more than are answered at a time
	var all sync.WaitGroup
	for i := range pipes {
		body, sender := io.Pipe()
		pipes[i] = sender
		r := httptest.NewRequest("POST", "/logout", body)
		r.Host = "127.0.0.1:8080"
		r.Header.Set("Origin", "http://127.0.0.1:8080")
		all.Go(func() { handler.ServeHTTP(httptest.NewRecorder(), r) })
	}
	answered := make(chan int, 1)
	go func() { answered <- get(s, "/", nil).StatusCode }()
	select {
	case code := <-answered:
		if code != 200 {
			t.Errorf("%d", code)
		}
	case <-time.After(30 * time.Second):
		t.Error("80 slow senders hold everybody up")
	}
	for _, sender := range pipes {
		sender.Close()
	}
	all.Wait()
}

// A deafAnswer is that to a caller who does not read until it is told.
type deafAnswer struct {
	*httptest.ResponseRecorder
	once  *sync.Once
	began chan<- struct{}
	reads <-chan struct{}
}

func (d deafAnswer) Write(data []byte) (int, error) {
	d.once.Do(func() { d.began <- struct{}{} })
	<-d.reads
	return d.ResponseRecorder.Write(data)
}

// TestSlowReader: whoever asks for much and does not read it holds nobody up, logged
// in or not.
func TestSlowReader(t *testing.T) {
	s := site(t, func(c *Config) { c.Token = analystToken })
	handler := s.handler()
	token := func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+analystToken) }
	front := body(t, get(s, "/", token))
	_, asset, _ := strings.Cut(front, `src="/assets/`)
	asset, _, _ = strings.Cut(asset, `"`)
	began, reads := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	for _, path := range []string{"/assets/" + asset, "/", "/login"} {
		for range 80 { // more than are answered at a time
			r := httptest.NewRequest("GET", path, nil)
			if path == "/" {
				token(r)
			}
			all.Go(func() {
				handler.ServeHTTP(deafAnswer{httptest.NewRecorder(), new(sync.Once), began, reads}, r)
			})
		}
	}
	late := time.After(30 * time.Second)
	for i := range 80 * 3 {
		select {
		case <-began:
		case <-late:
			t.Fatalf("%d slow readers hold the others up", i)
		}
	}
	if code := get(s, "/temaer", token).StatusCode; code != 200 {
		t.Errorf("beside 240 slow readers: %d", code)
	}
	close(reads)
	all.Wait()
}

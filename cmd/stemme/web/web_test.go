package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// sharedData is a data folder with one edition, made once for all tests that
// only read.
var sharedData = sync.OnceValue(func() func(testing.TB) string {
	var once sync.Once
	dir := ""
	return func(t testing.TB) string {
		once.Do(func() {
			var err error
			if dir, err = os.MkdirTemp(testRoot, "data"); err != nil {
				t.Fatal(err)
			}
			invent(t, 3000).publish(t, dir)
		})
		return dir
	}
})()

var testRoot string

func TestMain(m *testing.M) {
	var err error
	if testRoot, err = os.MkdirTemp("", "web"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(testRoot)
	os.Exit(code)
}

// site is a server over the shared edition, without a browser.
func site(t testing.TB, change func(*Config)) *server {
	t.Helper()
	cfg := Config{Data: sharedData(t), Addr: "127.0.0.1:0"}
	if change != nil {
		change(&cfg)
	}
	s, err := newServer(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.shelf.close)
	return s
}

// get asks for a page as a browser on the same machine would.
func get(s *server, path string, change func(*http.Request)) *http.Response {
	r := httptest.NewRequest("GET", path, nil)
	r.Host = "127.0.0.1:8080"
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.handler().ServeHTTP(w, r)
	return w.Result()
}

func body(t testing.TB, r *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestPagesAnswer(t *testing.T) {
	s := site(t, nil)
	for path, want := range map[string]string{
		"/":                              "Trækker ned",
		"/?period=year&lang=en":          "Pulls down",
		"/temaer":                        "Gebyrer og priser",
		"/temaer?sort=nps":               "Kort over temaerne",
		"/temaer/t0002":                  "Typiske kommentarer",
		"/soeg":                          "kommentarer",
		"/soeg?q=gebyrer":                "<mark>",
		"/soeg?q=gebyrer&class=promoter": "checked",
		"/soeg?q=%22gebyrer":             "lukkes ikke",
		"/kontaktpunkter":                "Rådgivermøde",
		"/kontaktpunkter?by=unit":        "Aalborg",
		"/udvikling":                     "2025",
	} {
		r := get(s, path, nil)
		text := body(t, r)
		if r.StatusCode != 200 || !strings.Contains(text, want) {
			t.Errorf("%s: %d, %q not in it", path, r.StatusCode, want)
		}
		if strings.Contains(text, "web_") || strings.Contains(text, "NaN") || strings.Contains(text, "%!") {
			t.Errorf("%s: a message or a figure is missing", path)
			t.Log(text[max(0, strings.Index(text, "web_")-100):][:300])
		}
		if dir := os.Getenv("STEMME_SHOTS"); dir != "" {
			os.WriteFile(filepath.Join(dir, strings.NewReplacer("/", "_", "?", "_", "&", "_").Replace(path)+".html"), []byte(text), 0o600)
		}
	}
	for path, want := range map[string]int{"/temaer/t9999": 404, "/nix": 404, "/soeg?from=igår": 400, "/soeg?class=x": 400, "/assets/x.css": 404} {
		if r := get(s, path, nil); r.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, r.StatusCode, want)
		}
	}
}

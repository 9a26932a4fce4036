package web

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"stemme/cmd/stemme/web/frame"
	"stemme/pipeline/nps"
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
		"/":                                 "Trækker ned",
		"/?period=year&lang=en":             "Pulls down",
		"/temaer":                           "Gebyrer og priser",
		"/temaer?sort=nps":                  "Kort over temaerne",
		"/temaer/t0002":                     "Typiske kommentarer",
		"/soeg":                             "kommentarer",
		"/soeg?q=gebyrer":                   "<mark>",
		"/soeg?q=gebyrer&class=promoter":    "checked",
		"/soeg?q=%22gebyrer":                "lukkes ikke",
		"/soeg?segment%3AKundetype=erhverv": "selected",
		"/kontaktpunkter":                   "Rådgivermøde",
		"/kontaktpunkter?by=unit":           "Aalborg",
		"/temaer?lang=da":                   "Rettelse passer ikke længere",
		"/udvikling":                        "2025",
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

// TestFiguresOpenTheirComments: the comments that a figure's link finds are as
// many as the figure says.
func TestFiguresOpenTheirComments(t *testing.T) {
	s := site(t, nil)
	p := s.shelf.take()
	defer p.put()
	r := &request{&frame.Visit{Role: frame.Analysts, Request: httptest.NewRequest("GET", "/?period=year", nil)}, p}
	total := func(link string) int {
		var found struct{ Total int }
		path := strings.Replace(link, "/soeg?", "/api/v1/search?", 1)
		if err := json.Unmarshal([]byte(body(t, get(s, path, nil))), &found); err != nil {
			t.Fatalf("%s: %v", link, err)
		}
		return found.Total
	}
	checked := 0
	for _, dimension := range p.dimensions() {
		for _, c := range r.cuts(dimension) {
			if c.Link == "" || !c.Commented.Known {
				continue
			}
			checked++
			if got := total(c.Link); got != int(c.Commented.N) {
				t.Errorf("%s %s: the link finds %d comments, the figure says %d", dimension, c.Name, got, c.Commented.N)
			}
		}
		for _, row := range r.themeBy("t0002", dimension).Rows {
			if row.Link == "" || !row.Responses.Known {
				continue
			}
			checked++
			if got := total(row.Link); got != int(row.Responses.N) {
				t.Errorf("t0002 by %s %s: the link finds %d comments, the figure says %d", dimension, row.Value, got, row.Responses.N)
			}
		}
	}
	for _, period := range p.periods("year") {
		checked++
		row := p.scores[cut{"year", period, "all", ""}]
		if got := total(r.periodLink("year", period, whole)); got != int(row.Commented.N) {
			t.Errorf("%s: the link finds %d comments, the figure says %d", period, got, row.Commented.N)
		}
	}
	if checked < 60 {
		t.Errorf("only %d figures checked", checked)
	}
}

// TestLocalThemes: what one unit hears more than the others stands in its line,
// with the way to the comments; what may be chance does not.
func TestLocalThemes(t *testing.T) {
	s := site(t, nil)
	p := s.shelf.take()
	defer p.put()
	here := cut{kind: "all", dimension: "unit", value: "Region Nord/Aalborg"}
	p.local[here] = []nps.LocalRow{{Value: here.value, ThemeID: "t0002", Share: .31, ShareElsewhere: .02, Q: .001},
		{Value: here.value, ThemeID: "t0003", Share: .29, ShareElsewhere: .28, Q: .4}}
	text := body(t, get(s, "/kontaktpunkter?by=unit", nil))
	if !strings.Contains(text, "Særligt her") || !strings.Contains(text, "theme=t0002&amp;unit=Region") ||
		!strings.Contains(text, "31,0 %") || strings.Contains(text, "29,0 %") {
		t.Error("the local theme is not in its unit's line, or chance is")
	}
}

// BenchmarkSearchPage is a page of hits with everything beside it, for twenty
// users at once.
func BenchmarkSearchPage(b *testing.B) {
	s := site(b, nil)
	queries := []string{"/soeg", "/soeg?q=ventetid", "/soeg?q=%22ikke+god%22", "/soeg?q=app&class=detractor&touchpoint=Telefon", "/soeg?q=bolig*"}
	b.SetParallelism(20)
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			if r := get(s, queries[i%len(queries)], nil); r.StatusCode != 200 {
				b.Error(r.Status)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

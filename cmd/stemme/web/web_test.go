package web

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"stemme/models"
	"stemme/pipeline/atomicfile"
	"stemme/pipeline/messages"
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
			made := invent(t, 3000)
			made.plan()
			made.publish(t, dir)
		})
		return dir
	}
})()

var testRoot string

func TestMain(m *testing.M) {
	atomicfile.Unsynced()
	atomicfile.InMemory()
	debug.SetGCPercent(400) // memory is there; collecting it took a tenth of the time
	var err error
	if testRoot, err = os.MkdirTemp("", "web"); err != nil {
		panic(err)
	}
	code := m.Run()
	closeBrowser()
	os.RemoveAll(testRoot)
	os.Exit(code)
}

// site is a server over the shared edition, without a browser.
func site(t testing.TB, change func(*Config)) *server {
	t.Helper()
	cfg := Config{Data: sharedData(t), Addr: "127.0.0.1:0", Log: slog.New(slog.NewTextHandler(t.Output(), nil))}
	if change != nil {
		change(&cfg)
	}
	s, err := newServer(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.publishing.wait() // else it writes into a folder that is being taken away
		s.shelf.close()
	})
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
		"/":                                 "Hænger sammen med lavere NPS",
		"/?period=year&lang=en":             "Goes with lower NPS",
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
		"/?touchpoint=Telefon":              "Ryd alt",
		"/?class=detractor&theme=t0002":     "Ryd alt",
		"/temaer?unit=Region+Nord":          "Afdeling: <b>Region Nord",
		"/?unit=Region+Nord%2FAalborg":      "Aalborg",
		"/temaer?lens=nix&sort=nps":         "Der er for få",
		"/udvikling?segment%3AKundetype=Erhverv&period=year": "2025",
		"/sammenlign": "Vælg for A og B",
		"/sammenlign?a.touchpoint=Telefon&b.touchpoint=Filial": "Det, der skiller dem mest",
		"/kommentar":                   "Find ved nøgle",
		"/kommentar?key=demo%2F100003": "Hvorfor temaerne er der",
		"/kommentar?key=100003":        "Hvorfor temaerne er der",
		"/kontaktpunkter?by=Kundetype&measure=nps&from=2024-01-01":             "Temaer efter kundetype",
		"/?from=2024-01-01&to=2024-03-31&segment%3AAldersgruppe=18-29+%C3%A5r": "1. kvartal 2024",
		"/arbejdsliste": "Ingen venter på at blive kontaktet",
		"/opfoelgning":  "Ventetid hos dem med gebyr",
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
	for path, want := range map[string]int{"/temaer/t9999": 404, "/kommentar?key=demo/nix": 404, "/?from=igår": 400, "/sammenlign?a.when=x..y": 400, "/nix": 404, "/soeg?from=igår": 400, "/soeg?class=x": 400, "/assets/x.css": 404} {
		if r := get(s, path, nil); r.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, r.StatusCode, want)
		}
	}
}

// drilled finds the links that say how many comments they lead to.
var drilled = regexp.MustCompile(`href="(/soeg\?[^"]*)" data-hits="(\d+)"`)

// TestFiguresOpenTheirComments: the comments that a figure's link finds are as
// many as the page says, on every page, with filters and without.
func TestFiguresOpenTheirComments(t *testing.T) {
	s := site(t, nil)
	found := map[string]int{}
	for _, page := range []string{"/", "/?period=month", "/temaer", "/temaer/t0002", "/kontaktpunkter", "/kontaktpunkter?by=unit", "/kontaktpunkter?by=Kundetype&measure=nps",
		"/udvikling", "/udvikling?period=quarter", "/sammenlign?a.touchpoint=Telefon&b.touchpoint=Filial", "/sammenlign?a.when=2024-01-01..2024-12-31&b.unit=Region+Nord"} {
		for _, filter := range []string{"", "touchpoint=Telefon", "segment%3AKundetype=Erhverv&from=2024-03-05&to=2025-06-30", "unit=Region+Nord&class=detractor", "unit=-&language=da", "theme=t0003", "language=-"} {
			path := page
			if filter != "" {
				path += map[bool]string{true: "&", false: "?"}[strings.Contains(page, "?")] + filter
			}
			if count := drill(t, s, path, found); count == 0 && !strings.Contains(filter, "=-") {
				t.Errorf("%s leads to no comments", path)
			}
		}
	}
	if len(found) < 1000 {
		t.Errorf("only %d links checked", len(found))
	}
}

// drill follows the links of a page that say how many comments they lead to, and
// says how many there are.
func drill(t *testing.T, s *server, path string, found map[string]int) (count int) {
	t.Helper()
	answer := get(s, path, nil)
	if answer.StatusCode != 200 {
		t.Errorf("%s: %d", path, answer.StatusCode)
	}
	for _, m := range drilled.FindAllStringSubmatch(body(t, answer), -1) {
		link, want := html.UnescapeString(m[1]), m[2]
		if _, seen := found[link]; !seen {
			found[link] = totalOf(t, s, link)
		}
		if count++; strconv.Itoa(found[link]) != want {
			t.Errorf("%s: %s finds %d comments, the page says %s", path, link, found[link], want)
		}
	}
	return count
}

// totalOf is how many comments a link to the search finds.
func totalOf(t *testing.T, s *server, link string) int {
	t.Helper()
	var found struct{ Total int }
	if err := json.Unmarshal([]byte(body(t, get(s, strings.Replace(link, "/soeg?", "/api/v1/search?size=1&", 1), nil))), &found); err != nil {
		t.Fatalf("%s: %v", link, err)
	}
	return found.Total
}

// TestLocalThemes: what one unit hears more than the others stands in its line,
// with the way to the comments; what may be chance does not.
func TestLocalThemes(t *testing.T) {
	s := site(t, nil)
	p := s.shelf.take()
	defer p.put()
	here := cut{kind: "all", dimension: "unit", value: "Region Nord/Aalborg"}
	p.heard = []nps.LocalRow{{Dimension: here.dimension, Value: here.value, ThemeID: "t0002", Responses: 3, Share: .31, ShareElsewhere: .02, Q: .001},
		{Dimension: here.dimension, Value: here.value, ThemeID: "t0003", Responses: 3, Share: .29, ShareElsewhere: .28, Q: .4}}
	p.setLocal(p.lead)
	text := body(t, get(s, "/kontaktpunkter?by=unit", nil))
	if !strings.Contains(text, "Særligt her") || !strings.Contains(text, "theme=t0002&amp;unit=Region") ||
		!strings.Contains(text, "31,0 %") || strings.Contains(text, "29,0 %") {
		t.Error("the local theme is not in its unit's line, or chance is")
	}
}

// TestCutsNameCauses: where the night has looked for no causes within a way to cut, the
// themes that pull its values are named, and a change of who answered leads to the
// shares of each value, before and after.
func TestCutsNameCauses(t *testing.T) {
	s := site(t, nil)
	if n := strings.Count(body(t, get(s, "/kontaktpunkter?by=Kundetype", nil)), `class="cause"`); n < 4 {
		t.Errorf("%d causes are named", n)
	}
	text := body(t, get(s, "/udvikling?period=quarter&before=2024-Q3&after=2024-Q4", nil))
	share := regexp.MustCompile(`data-th="Andel af svarene">\d+,\d % → \d+,\d %<`)
	if !strings.Contains(text, `<section id="by-touchpoint">`) || len(share.FindAllString(text, -1)) < 4 {
		t.Error("the shares of a way to cut are not told")
	}
}

// TestCausesInPoints: the night's causes of a cut are told in points of its score, like those
// of every other page, on the side that they pull to, to readers too.
func TestCausesInPoints(t *testing.T) {
	for _, who := range []string{analystToken, readerToken} {
		s := site(t, func(c *Config) { c.Token, c.ReaderToken = analystToken, readerToken })
		p := s.shelf.take()
		here := cut{kind: "all", dimension: "touchpoint", value: "Telefon"}
		p.causes[here] = nil
		for _, class := range []models.Class{models.Detractor, models.Promoter} {
			p.causes[here] = append(p.causes[here], nps.CauseRow{ThemeID: "t0002", Class: class.String(), Mentions: 30, Commented: 60, Others: 9, OthersOf: 80, LogOdds: 1.4, CILow: .9, CIHigh: 2, Q: .001})
		}
		p.put()
		_, table, _ := strings.Cut(body(t, get(s, "/kontaktpunkter?by=touchpoint", withToken(who))), "<tbody>")
		_, line, _ := strings.Cut(table, ">Telefon<")
		line, _, _ = strings.Cut(line, "</tr>")
		points := regexp.MustCompile(`<b class="(?:pos|neg)"[^>]*>[+−]\d+,\d</b>`)
		if strings.Count(line, `class="cause"`) != 1 || !points.MatchString(line) || strings.Contains(line, "×") || !strings.Contains(line, "n = ") {
			t.Errorf("the cause is not told in points, with how many name it, on one side: %s", line)
		}
	}
}

// TestFrontPageSaysWhatItIsOf: what the front page calls the score of all time is of all
// days, and it says nothing of news that nobody has looked for.
func TestFrontPageSaysWhatItIsOf(t *testing.T) {
	s := site(t, nil)
	p := s.shelf.take()
	defer p.put()
	want := messages.Danish.Text("web_now_all", messages.Danish.Number(p.scores[cut{kind: "all", dimension: "touchpoint", value: "Telefon"}].NPS, 1), "")
	if text := body(t, get(s, "/?touchpoint=Telefon&from=2024-07-01&to=2024-09-30", nil)); !strings.Contains(text, want) {
		t.Errorf("the front page does not say %q", want)
	}
	if text := body(t, get(s, "/?from=2024-07-01&to=2024-09-30", nil)); strings.Contains(text, "al tid:") || strings.Contains(text, "tolv måneder") {
		t.Error("a quarter is told as all time, or as twelve months")
	}
	if text := body(t, get(s, "/?class=detractor", nil)); !strings.Contains(text, "har ikke ledt efter nyt") {
		t.Error("nothing is told to be new where nobody has looked")
	}
}

// TestFrontPageSaysWhatIsAssumed: what the figures rest on and nobody has declared stands
// on the front page.
func TestFrontPageSaysWhatIsAssumed(t *testing.T) {
	s := site(t, nil)
	p := s.shelf.take()
	defer p.put()
	const said = "Skalaen i kilden test er antaget"
	if text := body(t, get(s, "/", nil)); strings.Contains(text, "data-assumed") {
		t.Error("something is assumed of a survey in which nothing is")
	}
	p.assumed[messages.Danish] = []string{said}
	if text := body(t, get(s, "/", nil)); !strings.Contains(text, said) {
		t.Errorf("the front page does not say %q", said)
	}
}

// TestFewerHaveNoQuote: where a part of the change comes of fewer who speak of a theme,
// the front page says so and shows nobody's words as evidence of it; it says so only where
// surely fewer do.
func TestFewerHaveNoQuote(t *testing.T) {
	s := site(t, nil)
	fewer, quoted := 0, 0
	pages := []string{"/", "/?period=year", "/?period=month", "/?touchpoint=Telefon", "/?touchpoint=Filial"}
	for month := range 12 {
		pages = append(pages, fmt.Sprintf("/?from=2024-%02d-01&to=2025-%02d-28", month+1, month+1))
	}
	for _, of := range pages {
		_, list, _ := strings.Cut(body(t, get(s, of, nil)), `<ul class="causes3"`)
		list, _, _ = strings.Cut(list, "</ul>")
		for _, card := range strings.Split(list, `<p class="points">`)[1:] {
			said, quote := strings.Contains(card, "Færre taler om det end i"), strings.Contains(card, "<blockquote")
			switch {
			case said && quote:
				t.Errorf("%s: a quote beside a part of which fewer speak", of)
			case said:
				fewer++
			case quote:
				quoted++
			}
		}
	}
	if fewer == 0 || quoted == 0 {
		t.Errorf("%d parts of which fewer speak, %d with a quote", fewer, quoted)
	}
}

// TestThemeMarksItsClauses: who reads the comments of a theme sees what in them speaks
// of it, and months that were not asked for are not drawn.
func TestThemeMarksItsClauses(t *testing.T) {
	s := site(t, nil)
	if n := strings.Count(body(t, get(s, "/soeg?theme=t0002", nil)), `<mark class="theme">`); n < hitsShown {
		t.Errorf("%d clauses are marked", n)
	}
	labels := regexp.MustCompile(`>[a-z]{3} (\d\d)</text>`).FindAllStringSubmatch(body(t, get(s, "/soeg?theme=t0002&from=2024-07-01&to=2024-12-31", nil)), -1)
	if len(labels) < 6 || slices.ContainsFunc(labels, func(m []string) bool { return m[1] != "24" }) {
		t.Errorf("months are drawn of %v", labels)
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

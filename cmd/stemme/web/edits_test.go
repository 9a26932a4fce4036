package web

import (
	"cmp"
	"context"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stemme/pipeline/codebook"
)

// post sends a form as a page of this site would.
func post(s *server, path string, form url.Values, change func(*http.Request)) *http.Response {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Host = "127.0.0.1:8080"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Origin", "http://127.0.0.1:8080")
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.handler().ServeHTTP(w, r)
	return w.Result()
}

func TestEdits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edits.yaml")
	s := site(t, func(c *Config) { c.Edits = path })
	for _, c := range []struct {
		form url.Values
		want string // of the effect shown
		edit string // as it is kept
	}{
		{url.Values{"verb": {"rename"}, "name": {" Kø i   telefonen "}}, "Ingen kommentarer flytter", "rename t0050 to Kø i telefonen"},
		{url.Values{"verb": {"merge"}, "to": {"t0001"}}, "nævner begge i forvejen", "merge t0050 to t0001"},
		{url.Values{"verb": {"hide"}}, "intet andet tema", "hide t0050"},
		{url.Values{"verb": {"pin"}}, "Temaet bliver", "pin t0050"},
		{url.Values{"verb": {"owner"}, "owner": {"Kundeservice"}, "action": {"flere i telefonen"}}, "Ingen kommentarer", "owner t0050 to Kundeservice action flere i telefonen"},
	} {
		r := post(s, "/temaer/t0050", c.form, nil)
		if text := body(t, r); r.StatusCode != 200 || !strings.Contains(text, c.want) {
			t.Errorf("%v: %d, %q is not shown", c.form, r.StatusCode, c.want)
		}
		c.form.Set("confirm", "1")
		if r := post(s, "/temaer/t0050", c.form, nil); r.StatusCode != 303 {
			t.Errorf("%v: %d", c.form, r.StatusCode)
		}
		book, err := codebook.Read(path)
		if err != nil || book.Edits[len(book.Edits)-1].String() != c.edit {
			t.Errorf("%v: kept %v, %v", c.form, book.Edits, err)
		}
	}
	if text := body(t, get(s, "/temaer", nil)); strings.Count(text[strings.Index(text, `id="edits"`):strings.Index(text, "</section>")], "<li>") != 5 {
		t.Error("not all edits are shown as waiting")
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		form url.Values
		want int
	}{
		{"/temaer/t0050", url.Values{"verb": {"rename"}, "name": {" "}, "confirm": {"1"}}, 400},
		{"/temaer/t0050", url.Values{"verb": {"rename"}, "name": {strings.Repeat("x", 81)}, "confirm": {"1"}}, 400},
		{"/temaer/t0050", url.Values{"verb": {"rename"}, "name": {"gebyrer OG priser"}, "confirm": {"1"}}, 400},
		{"/temaer/t0050", url.Values{"verb": {"merge"}, "to": {"t0050"}, "confirm": {"1"}}, 400},
		{"/temaer/t0050", url.Values{"verb": {"merge"}, "to": {"t9999"}, "confirm": {"1"}}, 400},
		{"/temaer/t0050", url.Values{"verb": {"move"}, "confirm": {"1"}}, 400},
		{"/temaer/t9999", url.Values{"verb": {"hide"}, "confirm": {"1"}}, 404},
	} {
		if r := post(s, c.path, c.form, nil); r.StatusCode != c.want {
			t.Errorf("%s %v: %d, want %d", c.path, c.form, r.StatusCode, c.want)
		}
	}
	hide := url.Values{"verb": {"hide"}, "confirm": {"1"}}
	if r := post(s, "/temaer/t0001", hide, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }); r.StatusCode != 403 {
		t.Errorf("from another site: %d", r.StatusCode)
	}
	reader := site(t, func(c *Config) { c.Edits, c.UserHeader = path, "X-Remote-User" })
	if r := post(reader, "/temaer/t0001", hide, func(r *http.Request) { r.Header.Set("X-Remote-User", "bo") }); r.StatusCode != 403 {
		t.Errorf("by a reader: %d", r.StatusCode)
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("a refused edit was kept")
	}
}

// TestCodebookPage: a split, a move and a seed are shown with what they do before
// they are kept; who did what stands in the history in the user's language, can be
// undone, and is published by one who may.
func TestCodebookPage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edits.yaml")
	asked, published := "", make(chan bool, 1)
	s := site(t, func(c *Config) {
		c.Edits = path
		c.Preview = func(_ context.Context, change codebook.Book) (Effect, error) {
			asked = change.String()
			return Effect{Responses: 17, Clauses: 19, Themes: []ThemeEffect{{"t0000", 40, 23}}}, nil
		}
		c.Publish = func(context.Context) error { published <- true; return nil }
	})
	for said, form := range map[string]url.Values{
		"split t0002 words kø, gebyr":           {"verb": {"split"}, "theme": {"t0002"}, "words": {"kø, gebyr"}},
		"move demo/1 to t0001":                  {"verb": {"move"}, "response": {"demo/1"}, "theme": {"t0001"}},
		"seed/oens-koe words ventetid, lang kø": {"verb": {"seed"}, "name": {"Øns Kø"}, "words": {"ventetid,\nlang kø"}},
	} {
		if text := body(t, post(s, "/rettelser", form, nil)); asked != said || !strings.Contains(text, "17 besvarelser (19 sætninger)") || !strings.Contains(text, "går fra 40 til 23") {
			t.Errorf("%v: asked for %q", form, asked)
		}
		form.Set("confirm", "1")
		if r := post(s, "/rettelser", form, nil); r.StatusCode != 303 {
			t.Errorf("%v: %d", form, r.StatusCode)
		}
	}
	hides := codebook.Edit{Hide: "t0097"} // which the edition says has lapsed
	if err := cmp.Or(codebook.Append(path, hides), codebook.Note(path, codebook.Change{At: time.Now(), Did: codebook.Added, What: []string{hides.String()}})); err != nil {
		t.Fatal(err)
	}
	text := body(t, get(s, "/rettelser", nil))
	if strings.Count(text, "natten springer den over") != 1 {
		t.Error("the page does not say that one edit, and no other, has lapsed")
	}
	for _, want := range []string{"local:", "tilføjede:", "demo/1 flyttes til", "findes af ordene ventetid, lang kø", `value="move demo/1 to t0001"`, "Udgiv rettelserne nu"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if r := post(s, "/rettelser", url.Values{"verb": {"undo"}, "what": {"move demo/1 to t0001"}}, nil); r.StatusCode != 303 {
		t.Errorf("undo: %d", r.StatusCode)
	}
	if book, err := codebook.Read(path); err != nil || len(book.Edits) != 2 || len(book.Seeds) != 1 {
		t.Errorf("left %v, %v", book, err)
	}
	if text := body(t, get(s, "/rettelser", nil)); !strings.Contains(text, "fortrød: demo/1 flyttes til") || strings.Contains(text, "move demo/1") {
		t.Error("the undone edit is not told as undone")
	}
	if r := post(s, "/rettelser", url.Values{"verb": {"publish"}}, nil); r.StatusCode != 303 || !<-published {
		t.Errorf("publish: %d", r.StatusCode)
	}
	if text := body(t, get(s, "/rettelser/fund?words=ventetid", nil)); !strings.Contains(text, "kommentarer har et af ordene") || strings.Contains(text, "<html") {
		t.Errorf("live matches: %.200s", text)
	}
}

// TestMissedValue: a search for a value, a word or a field that no comment has says
// what was meant, with the search that has it; a word that is read as another says
// so, with the way to insist.
func TestMissedValue(t *testing.T) {
	for query, want := range map[string]string{
		"kontaktpunkt:telfon":        `href="/soeg?q=kontaktpunkt%3ATelefon">Mente du Telefon?`,
		"telefn":                     `href="/soeg?q=telefon">Mente du telefon?`,
		"company:erhverv app":        `href="/soeg?q=Kundetype%3Aerhverv`,
		`company:"erhverv" -gebyrer`: `Aerhverv+-gebyrer">`,
		"venntetid":                  `href="/soeg?q=%3Dvenntetid">Søg efter netop`,
	} {
		if text := html.UnescapeString(body(t, get(site(t, nil), "/soeg?q="+url.QueryEscape(query), nil))); !strings.Contains(strings.ToLower(text), strings.ToLower(want)) {
			t.Errorf("%s: the page lacks %s", query, want)
		}
	}
}

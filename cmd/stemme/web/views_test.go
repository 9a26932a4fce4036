package web

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/cmd/stemme/web/frame"
	"stemme/pipeline/codebook"
)

// TestViews: a search is saved by name and owner, pinned to an edition when asked,
// listed to all analysts and deleted by its owner alone; no address of another site
// is taken.
func TestViews(t *testing.T) {
	dir := t.TempDir()
	s := site(t, func(c *Config) {
		c.Edits, c.UserHeader, c.Analysts = filepath.Join(dir, codebook.Name), "X-User", []string{"Åse", "Bo"}
	})
	as := func(name string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("X-User", name) }
	}
	for _, bad := range []string{"//ond.example/", "https://ond.example/soeg", "/login", "/api/v1/themes", "javascript:alert(1)", "/soeg/../login", ""} {
		if r := post(s, "/visninger", url.Values{"of": {bad}, "name": {"x"}}, as("Åse")); r.StatusCode != 400 {
			t.Errorf("%q: %d", bad, r.StatusCode)
		}
	}
	for _, name := range []string{"Sen <levering>", "Fastholdt"} {
		form := url.Values{"of": {"/soeg?q=levering+-retur&class=detractor&lang=en"}, "name": {name}}
		if name == "Fastholdt" {
			form.Set("pin", "1")
		}
		if r := post(s, "/visninger", form, as("Åse")); r.StatusCode != 303 {
			t.Fatalf("%s: %d", name, r.StatusCode)
		}
	}
	text := body(t, get(s, "/visninger?of="+url.QueryEscape("/temaer?touchpoint=Telefon"), as("Bo")))
	for _, want := range []string{"Sen &lt;levering&gt;", "/soeg?class=detractor&amp;q=levering", "edition=000001-", `name="of" value="/temaer?touchpoint=Telefon"`} {
		if !strings.Contains(text, want) {
			t.Errorf("the list lacks %s", want)
		}
	}
	if strings.Contains(text, `value="delete"`) {
		t.Error("Bo may delete what is Åse's")
	}
	post(s, "/visninger", url.Values{"verb": {"delete"}, "name": {"Sen <levering>"}}, as("Bo"))
	post(s, "/visninger", url.Values{"verb": {"delete"}, "name": {"Fastholdt"}}, as("Åse"))
	all, err := codebook.Views(filepath.Join(dir, codebook.ViewsName))
	if err != nil || len(all) != 1 || all[0].Name != "Sen <levering>" || all[0].Owner != "Åse" {
		t.Errorf("left %+v, %v", all, err)
	}
	if r := get(s, "/visninger", as("Læser")); r.StatusCode != 403 {
		t.Errorf("a reader is answered %d", r.StatusCode)
	}
	if err := os.Remove(filepath.Join(dir, codebook.ViewsName)); err != nil {
		t.Fatal(err)
	}
}

// TestPinnedEdition: an address can ask for an earlier edition, says so, keeps to it
// from page to page, and says where it is no more.
func TestPinnedEdition(t *testing.T) {
	data := t.TempDir()
	small := invent(t, 200)
	first := small.publish(t, data)
	small.themes[2].Name = "Nyt navn"
	second := small.publish(t, data)
	s := site(t, func(c *Config) { c.Data = data })
	old, now := body(t, get(s, "/temaer?edition="+first, nil)), body(t, get(s, "/temaer?edition="+second, nil))
	if strings.Contains(old, "Nyt navn") || !strings.Contains(now, "Nyt navn") {
		t.Error("the address does not show the edition that it asks for")
	}
	if !strings.Contains(old, "tidligere udgave, "+first) || strings.Count(old, "edition="+first) < 20 {
		t.Error("the page does not keep to the earlier edition, or does not say so")
	}
	if text := body(t, get(s, "/soeg?q=app&edition="+first, nil)); !strings.Contains(text, `<input type="hidden" name="edition" value="`+first+`">`) {
		t.Error("the search does not keep to the edition")
	}
	if text := body(t, get(s, "/temaer", nil)); !strings.Contains(text, "edition="+second+`">Link til`) || strings.Contains(text, "tidligere udgave") {
		t.Error("the page does not offer its own edition")
	}
	for _, gone := range []string{"000009-aaaaaaaa", "../../etc", "current", "000001-ffffffff"} {
		if r := get(s, "/temaer?edition="+url.QueryEscape(gone), nil); r.StatusCode != 410 {
			t.Errorf("%s: %d", gone, r.StatusCode)
		}
	}
}

// TestEarlierEditionIsForAnalysts: readers and leaders of units are answered from the
// current edition alone, whatever they ask for, and are told why.
func TestEarlierEditionIsForAnalysts(t *testing.T) {
	data := t.TempDir()
	small := invent(t, 200)
	first := small.publish(t, data)
	small.themes[2].Name = "Nyt navn"
	second := small.publish(t, data)
	s := site(t, func(c *Config) {
		c.Data, c.UserHeader, c.Analysts = data, "X-Remote-User", []string{"analytiker"}
		c.Rules = []frame.Rule{{User: "leder", Role: frame.Leaders, Unit: "Nord"}}
	})
	for _, path := range []string{"/", "/temaer", "/temaer/t0050", "/kontaktpunkter", "/udvikling", "/sammenlign", "/eksport/side.xlsx"} {
		for who, earlier := range map[string]int{"laeser": 409, "leder": 409, "analytiker": 200} {
			as := func(r *http.Request) { r.Header.Set("X-Remote-User", who) }
			for id, want := range map[string]int{first: earlier, second: 200} {
				at := path + "?edition=" + id
				if path == "/eksport/side.xlsx" {
					at = path + "?of=" + url.QueryEscape("/temaer?edition="+id)
				}
				r := get(s, at, as)
				if text := body(t, r); r.StatusCode != want || want == 409 && !strings.Contains(text, "for analytikere") {
					t.Errorf("%s for %s: %d, want %d", at, who, r.StatusCode, want)
				}
			}
			if text := body(t, get(s, path, as)); path == "/temaer" && strings.Contains(text, "Link til") != (who == "analytiker") {
				t.Errorf("%s is offered an edition's address wrongly", who)
			}
		}
	}
}

// TestChosenColumns: the columns that are chosen are shown and exported, the survey's
// own too.
func TestChosenColumns(t *testing.T) {
	s := site(t, func(c *Config) { c.Data = sharedData(t) })
	line := func(path string) string {
		text, _, _ := strings.Cut(strings.TrimPrefix(body(t, get(s, path, nil)), "\uFEFF"), "\r\n")
		return text
	}
	if got := line("/eksport/soegning.csv?q=gebyrer"); got != "response_key;responded_on;score;nps_class;touchpoint;unit;stage;Aldersgruppe;Kundetype;themes;language;title;comment" {
		t.Errorf("all columns: %s", got)
	}
	if got := line("/eksport/soegning.csv?q=gebyrer&col=comment&col=segment:Kundetype&col=nix"); got != "Kundetype;comment" {
		t.Errorf("chosen columns: %s", got)
	}
	text := body(t, get(s, "/soeg?q=gebyrer&col=segment:Kundetype", nil))
	_, hits, _ := strings.Cut(text, `<ol class="hits"`)
	if !strings.Contains(hits, `title="Kundetype"`) || strings.Contains(hits, `title="Aldersgruppe"`) || strings.Contains(hits, "<span>Telefon</span>") || !strings.Contains(text, "col=segment%3AKundetype") {
		t.Error("the comments do not show the chosen columns, or all others too")
	}
	if text := body(t, get(s, "/api/v1/search?q=gebyrer&size=1", nil)); !strings.Contains(text, `"segments":{"Aldersgruppe":`) {
		t.Errorf("no segments in JSON: %.300s", text)
	}
}

// TestViewKeepsItsPeriods: after is a period of a change, and is saved; where it is the
// place in what a search found, it is the moment's own.
func TestViewKeepsItsPeriods(t *testing.T) {
	for asked, want := range map[string]string{
		"/udvikling?period=quarter&before=2024-Q1&after=2024-Q2&lang=en": "/udvikling?after=2024-Q2&before=2024-Q1&period=quarter",
		"/soeg?q=gebyr&after=abc": "/soeg?q=gebyr",
	} {
		if got, ok := savedAddress(asked); !ok || got != want {
			t.Errorf("%s is saved as %s, want %s", asked, got, want)
		}
	}
}

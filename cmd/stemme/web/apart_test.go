package web

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/themes"
)

// TestToldApart: themes of one name are told apart by a word of their own, else by their
// ids, entries by their lenses; whoever is alone of its kind keeps its name.
func TestToldApart(t *testing.T) {
	got := toldApart([]themes.ThemeRow{
		{ThemeID: "t0001", Name: "gebyrer", State: models.Ready, Words: []string{"gebyrer", "tak", "skjulte"}},
		{ThemeID: "t0002", Name: "Gebyrer", State: models.NotReady, Words: []string{"tak", "høje", "gebyrer"}},
		{ThemeID: "t0003", Name: "gebyrer", State: models.NotReady, Words: []string{"gebyrer", "tak"}},
		{ThemeID: "t0004", Name: "gebyrer", State: models.Hidden, Words: []string{"dankort"}},
		{ThemeID: "kundetemaer/gebyr", Name: "gebyrer", Lens: "kundetemaer", LensName: "Kundetemaer", State: models.Ready},
		{ThemeID: "t0005", Name: "app", State: models.Ready, Words: []string{"app"}},
		{ThemeID: "egne/app", Name: "App", Lens: "egne", State: models.Ready},
		{ThemeID: "t0006", Name: "lån", State: models.Ready},
	})
	want := map[string]string{"t0001": "gebyrer · skjulte", "t0002": "Gebyrer · høje", "t0003": "gebyrer · t0003", "kundetemaer/gebyr": "gebyrer · Kundetemaer", "egne/app": "App · egne"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestListsTellThemesApart: no list of themes on a page, and no suggestion, names two of
// them alike; themes that are not ready stand under a heading of their own.
func TestListsTellThemesApart(t *testing.T) {
	s := site(t, nil)
	p := s.shelf.take()
	defer p.put()
	var same []*themes.ThemeRow
	for i := range p.figures.themes {
		if row := &p.figures.themes[i]; row.Lens == "" && row.State == models.Ready && !p.tops[row.ThemeID] && row.ThemeID != models.NoThemeKey && len(same) < 2 {
			row.Name = "gebyrer"
			same = append(same, row)
		}
	}
	same[1].State = models.NotReady
	p.apart = toldApart(p.figures.themes)
	options := regexp.MustCompile(`<(?:option|optgroup)[^>]*(?:value|label)="([^"]*)"[^>]*>([^<]*)`)
	for path, list := range map[string]*regexp.Regexp{
		"/":          regexp.MustCompile(`(?s)<select name="theme">.*?</select>`),
		"/rettelser": regexp.MustCompile(`(?s)<select name="theme">.*?</select>`),
		"/temaer/" + same[0].ThemeID + "?lens=fundne": regexp.MustCompile(`(?s)<select name="to">.*?</select>`),
	} {
		text := list.FindString(body(t, get(s, path, nil)))
		var names []string
		for _, m := range options.FindAllStringSubmatch(text, -1) {
			if strings.HasPrefix(m[0], "<option") {
				names = append(names, html.UnescapeString(m[2]))
			}
		}
		slices.Sort(names)
		if len(names) < 3 || len(slices.Compact(slices.Clone(names))) < len(names) || !strings.Contains(text, "gebyrer · ") {
			t.Errorf("%s: %q", path, names)
		}
		if path == "/" && !regexp.MustCompile(`(?s)<optgroup label="`+messages.Danish.Text("web_group_not_ready")+`">.*gebyrer · `).MatchString(text) {
			t.Errorf("%s: no heading of those that are not ready: %s", path, text)
		}
	}
	text := body(t, get(s, "/api/v1/suggest?q=tema:geb&at=8", nil))
	if !strings.Contains(text, `tema:`+same[0].ThemeID) || !strings.Contains(text, `tema:`+same[1].ThemeID) {
		t.Errorf("suggested: %s", text)
	}
}

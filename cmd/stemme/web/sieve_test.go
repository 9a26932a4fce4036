package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"stemme/pipeline/nps"
)

// TestReadersFilterSafely: a reader gets figures of what the night has measured
// alone, and never the way to a comment; an analyst gets all of them.
func TestReadersFilterSafely(t *testing.T) {
	s := site(t, func(c *Config) { c.Token, c.ReaderToken = strings.Repeat("a", 16), strings.Repeat("r", 16) })
	as := func(token string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+strings.Repeat(token, 16)) }
	}
	p := s.shelf.take()
	defer p.put()
	told := "" // a year of a value whose themes the night tells
	largest := nps.CutRow{}
	for c, row := range p.scores {
		if c.kind != "year" || c.dimension == "all" || c.value == "" || row.Suppressed || row.Scored.N < largest.Scored.N ||
			row.Scored.N == largest.Scored.N && cmp.Compare(c.dimension+c.value+c.period, largest.Dimension+largest.Value+largest.Period) > 0 {
			continue
		}
		if slices.ContainsFunc(p.lookUp(c, ""), func(t nps.ThemeScoreRow) bool { return !t.Suppressed && t.Scored.N > 0 }) {
			first, last := bounds(c.kind, c.period)
			told, largest = address("/temaer", url.Values{"from": {first.String()}, "to": {last.String()}, sieveName(c.dimension): {c.value}}), row
		}
	}
	for path, safe := range map[string]bool{
		"/":                    true,
		told:                   true,
		"/?touchpoint=Telefon": true,
		"/?from=2025-01-01&to=2025-12-31&touchpoint=Telefon":               true,
		"/temaer?from=2025-01-01&to=2025-12-31":                            true,
		"/temaer/t0002?unit=Region+Nord":                                   true,
		"/kontaktpunkter?from=2025-01-01&to=2025-12-31":                    true,
		"/sammenlign?a.touchpoint=Telefon&b.touchpoint=Filial":             true,
		"/?touchpoint=Telefon&segment%3AKundetype=Erhverv":                 false,
		"/?from=2025-01-01&to=2025-12-30":                                  false,
		"/?touchpoint=Telefon&touchpoint=Filial":                           false,
		"/?theme=t0002":                                                    false,
		"/?class=detractor":                                                false,
		"/temaer?language=da":                                              false,
		"/kontaktpunkter?by=unit&unit=Region+Nord&touchpoint=Telefon":      false,
		"/udvikling?touchpoint=Telefon&segment%3AKundetype=Erhverv":        false,
		"/sammenlign?a.unit=Region+Nord&b.touchpoint=Filial&class=passive": false,
	} {
		answer := get(s, path, as("r"))
		text := body(t, answer)
		if answer.StatusCode != 200 || strings.Contains(text, "/soeg?") || strings.Contains(text, "/kommentar") || strings.Contains(text, "NaN") {
			t.Errorf("%s: %d, or the way to comments is shown to a reader", path, answer.StatusCode)
		}
		if told := strings.Contains(text, "Læsere kan vælge"); told == safe {
			t.Errorf("%s: refused to a reader: %v", path, told)
		}
		if shows := strings.Contains(text, `class="chart classes"`) || strings.Contains(text, `class="chart whisker"`); shows != safe {
			t.Errorf("%s: figures are shown: %v", path, shows)
		}
		if text := body(t, get(s, path, as("a"))); strings.Contains(text, "Læsere kan vælge") || !strings.Contains(text, "data-hits=") {
			t.Errorf("%s: an analyst is refused", path)
		}
	}
}

// TestFiltersInTheAddress: the form's long address is led to the short one, and
// links to other pages carry the filters.
func TestFiltersInTheAddress(t *testing.T) {
	s := site(t, nil)
	answer := get(s, "/temaer?when=2025-01-01..2025-12-31&touchpoint=Telefon&unit=*&segment%3AKundetype=*&sort=nps", nil)
	want := "/temaer?from=2025-01-01&sort=nps&to=2025-12-31&touchpoint=Telefon"
	if got := answer.Header.Get("Location"); answer.StatusCode != http.StatusSeeOther || got != want {
		t.Errorf("led to %q by %d, want %q", got, answer.StatusCode, want)
	}
	if got := get(s, "/?when=*&from=2025-01-01&to=2025-12-31", nil).Header.Get("Location"); got != "/" {
		t.Errorf("all time leads to %q", got)
	}
	text := body(t, get(s, want, nil))
	for _, link := range []string{"href='/?from=2025-01-01&amp;to=2025-12-31&amp;touchpoint=Telefon'", "href='/udvikling?from=2025-01-01&amp;",
		`href="/temaer/t0002?from=2025-01-01&amp;to=2025-12-31&amp;touchpoint=Telefon"`, "href='/temaer?sort=nps'"} {
		if !strings.Contains(text, link) {
			t.Errorf("no link %s", link)
		}
	}
}

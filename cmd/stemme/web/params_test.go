package web

import (
	"net/url"
	"strings"
	"testing"
)

// TestAskedForWhatIsNot: a parameter that the interface does not know, a value that a
// parameter does not take and a period that there is not are told with what is valid; they
// were passed over, and the figures of everything were given.
func TestAskedForWhatIsNot(t *testing.T) {
	s := site(t, nil)
	for path, want := range map[string]string{
		"/api/v1/scores?dimensoin=touchpoint":                    "dimension, edition, lang, period_kind",
		"/api/v1/scores?dimension=touchpiont":                    "all, touchpoint, unit",
		"/api/v1/scores?period_kind=week":                        "all, month, quarter, year",
		"/api/v1/themes?period=2024":                             "edition, lang",
		"/api/v1/search?segment:Kunde=privat":                    "segment:Kundetype, size",
		"/api/v1/search?order=up":                                "falling, rising",
		"/api/v1/tables/nps.csv?dimension=x":                     "edition, lang",
		"/?period=2024-Q1":                                       "period=quarter",
		"/temaer/t0003?period=week":                              "period=quarter",
		"/udvikling?period=quarter&before=2024-Q9&after=2024-Q2": "der er fx 20",
		"/udvikling?period=quarter&after=2024":                   "der er fx 20",
		"/?from=2024-05-01&to=2024-01-31":                        "slutter, før den begynder",
		"/soeg?from=2024-13-01":                                  "fx 2026-03-31",
	} {
		answer := get(s, path, nil)
		if text := body(t, answer); answer.StatusCode != 400 || !strings.Contains(text, want) {
			t.Errorf("%s: %d, without %q: %.300s", path, answer.StatusCode, want, text)
		}
	}
	for _, path := range []string{"/api/v1/search?segment:Kundetype=privat&q=gebyr&size=1&edition=&lang=en", "/api/v1/scores?dimension=&period_kind=year",
		"/udvikling?period=quarter&before=2024-K1&after=2024-Q2", "/soeg?after=10", "/?period=month",
		"/udvikling?from=2024-02&to=2024-03", "/?from=2024&to=2024-K2"} {
		if answer := get(s, path, nil); answer.StatusCode != 200 {
			t.Errorf("%s: %d %.300s", path, answer.StatusCode, body(t, answer))
		}
	}
}

// TestSamePeriodTwice: a period held against itself has no change to tell.
func TestSamePeriodTwice(t *testing.T) {
	s := site(t, nil)
	text := body(t, get(s, "/udvikling?period=quarter&before=2024-Q2&after=2024-Q2", nil))
	if !strings.Contains(text, "Vælg to forskellige perioder") || strings.Contains(text, "steg 0,0") || strings.Contains(text, `class="hero"`) {
		t.Errorf("a change of a period from itself: %.1500s", text)
	}
}

// TestDaysOfPeriods: the days of an address may be named by month, quarter or year, as a search
// takes them; from is the first of its days, to the last.
func TestDaysOfPeriods(t *testing.T) {
	t.Parallel()
	for _, c := range [][4]string{
		{"2024-02", "2024-02", "2024-02-01", "2024-02-29"}, {"2024-K3", "2024-Q4", "2024-07-01", "2024-12-31"}, {"2023", "2024-02-03", "2023-01-01", "2024-02-03"}, {"4/3/2024", "14.3.2024", "2024-03-04", "2024-03-14"},
	} {
		values := url.Values{"from": {c[0]}, "to": {c[1]}}
		f, err := parseFilter(values)
		if err != nil || f.First.String() != c[2] || f.Last.String() != c[3] || values.Get("from") != c[2] || values.Get("to") != c[3] {
			t.Errorf("%v: from %s to %s, %v", c, f.First, f.Last, err)
		}
	}
	if _, err := parseFilter(url.Values{"from": {"2024-13"}}); err == nil {
		t.Error("a thirteenth month")
	}
}

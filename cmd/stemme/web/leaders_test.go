package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"stemme/models"
)

// figuresIn is a page without what tells roles apart: the menu and the way to the own
// unit.
func figuresIn(text string) string {
	text = regexp.MustCompile(`(?s)<header.*?</header>`).ReplaceAllString(text, "")
	text = regexp.MustCompile(`(?m)^(?:Din afdeling|Your unit): .*\n`).ReplaceAllString(text, "") // of a workbook
	return regexp.MustCompile(`<p class="narrowed"><a class="chip"[^>]*>(?:Din afdeling|Your unit):[^<]*</a></p>`).ReplaceAllString(text, "")
}

// TestLeadersSeeTheRestOpen: outside the own unit every figure of a leader is a
// reader's, byte by byte; a reader's come from the open tables.
func TestLeadersSeeTheRestOpen(t *testing.T) {
	s, made := roles(t)
	outside := 0
	for path, least := range addresses(made) {
		at, err := url.Parse(path)
		if err != nil {
			t.Fatal(err)
		}
		units := slices.Concat(at.Query()["unit"], at.Query()["a.unit"], at.Query()["b.unit"])
		holdsOwn := slices.ContainsFunc(units, func(unit string) bool {
			return strings.Contains(strings.ToLower(ownUnit), strings.ToLower(unit)) || models.LeaderOf(ownUnit).SeesAll(unit)
		})
		if least != 1 || at.Query().Get("by") == "unit" || holdsOwn {
			continue
		}
		mixed := at.Path == "/" || at.Path == "/udvikling" || at.Path == "/opfoelgning" || strings.HasPrefix(at.Path, "/temaer/") // name the units, the own one among them
		if mixed && len(units) == 0 {
			continue
		}
		outside++
		if a, b := figuresIn(said(t, get(s, path, user("leder")))), figuresIn(said(t, get(s, path, user("laeser")))); a != b {
			t.Errorf("%s shows a leader something else than a reader:\n%s", path, firstDifference(a, b))
		}
	}
	if outside < 15 {
		t.Errorf("%d addresses were compared", outside)
	}
}

func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	around := func(s string) string { return s[max(0, i-80):min(len(s), i+160)] }
	return fmt.Sprintf("leader: %s\nreader: %s", around(a), around(b))
}

// rowsOf are the rows of the tables of a page by their heading, units by their path.
func rowsOf(text string) map[string]string {
	rows := map[string]string{}
	tags := regexp.MustCompile(`(?s)<title>.*?</title>|<[^>]*>`)
	plain := func(text string) string { return strings.Join(strings.Fields(tags.ReplaceAllString(text, " ")), " ") }
	var path []string
	for _, m := range regexp.MustCompile(`(?s)<tr(?: class="level(\d)")?[^>]*>\s*<th scope="row">(.*?)</th>(.*?)</tr>`).FindAllStringSubmatch(text, -1) {
		name := plain(m[2])
		if level, err := strconv.Atoi(m[1]); err == nil && level <= len(path) {
			path = append(path[:level], name)
			name = strings.Join(path, "/")
		}
		if _, twice := rows[name]; !twice {
			rows[name] = plain(m[3])
		}
	}
	return rows
}

// TestLeadersSeeTheirOwn: of the own unit a leader sees what an analyst sees, with few
// answers said to be few, on its own page and among the other units, which are a
// reader's.
func TestLeadersSeeTheirOwn(t *testing.T) {
	s, _ := roles(t)
	page := func(who, path string) string { return figuresIn(body(t, get(s, path, user(who)))) }
	for _, path := range []string{"/kontaktpunkter?by=touchpoint&unit=", "/kontaktpunkter?by=unit&unit=", "/udvikling?unit=", "/temaer?unit=", "/sammenlign?a.touchpoint=Telefon&b.touchpoint=Filial&unit="} {
		leader, analyst := rowsOf(page("leder", path+url.QueryEscape(ownUnit))), rowsOf(page("analytiker", path+url.QueryEscape(ownUnit)))
		if len(leader) < 3 {
			t.Errorf("%s: %d rows", path, len(leader))
		}
		for name, row := range analyst {
			if name != "Region Nord" && leader[name] != row {
				t.Errorf("%s, %s: a leader sees %q, an analyst %q", path, name, leader[name], row)
			}
		}
	}
	mixed := "/kontaktpunkter?by=unit"
	leader, analyst, reader := rowsOf(page("leder", mixed)), rowsOf(page("analytiker", mixed)), rowsOf(page("laeser", mixed))
	for name := range analyst {
		of := reader
		if models.LeaderOf(ownUnit).SeesAll(name) {
			of = analyst
		}
		// What a unit hears is the night's, and links only where one may read.
		if got, want := figuresOf(leader[name]), figuresOf(of[name]); got != want && strings.HasPrefix(name, "Region") {
			t.Errorf("%s: a leader sees %q, want %q", name, got, want)
		}
	}
	// The name of so small a unit is not told to those who may not count its answers.
	small := smallOther
	if leader[small] != "" || reader[small] != "" || !strings.Contains(analyst[small], "få svar") {
		t.Errorf("3 responses of another unit: leader %q, reader %q, analyst %q", leader[small], reader[small], analyst[small])
	}
	if small = smallOwn; !strings.Contains(leader[small], "få svar") || reader[small] != "" {
		t.Errorf("3 responses of the own unit: leader %q, reader %q", leader[small], reader[small])
	}
}

// figuresOf is a row's count and score.
func figuresOf(row string) string {
	fields := strings.Fields(row)
	return strings.Join(fields[:min(4, len(fields))], " ")
}

// TestLeadersCountNothingElse: no count that a leader can have is of more comments than
// those of the own unit: totals, facets, words, months; an answer that somebody else
// was given is no answer for a leader.
func TestLeadersCountNothingElse(t *testing.T) {
	s, made := roles(t)
	own := map[string]int{}
	for i := range made.responses {
		if r := &made.responses[i]; r.Comment != "" && models.LeaderOf(ownUnit).SeesAll(r.Unit) {
			own[""]++
			own[r.Touchpoint]++
		}
	}
	found := func(query string) (total int, facets map[string][]valueJSON) {
		var answer struct {
			Total  int
			Facets map[string][]valueJSON
		}
		if err := json.Unmarshal([]byte(body(t, get(s, "/api/v1/search?"+query, user("leder")))), &answer); err != nil {
			t.Fatal(err)
		}
		return answer.Total, answer.Facets
	}
	for query, want := range map[string]int{"": own[""], "q=fremmedvidne": 0, "q=-fremmedvidne": own[""], "q=NOT+egenvidne": 0, "unit=" + url.QueryEscape(otherUnit): 0,
		"q=egenvidne+OR+fremmedvidne": own[""], "touchpoint=Telefon": own["Telefon"]} {
		if got, _ := found(query); got != want {
			t.Errorf("%q finds %d, want %d", query, got, want)
		}
	}
	_, facets := found("facets=unit,touchpoint,source")
	for _, v := range facets["touchpoint"] {
		if v.Count != own[v.Value] {
			t.Errorf("%d at %s, want %d", v.Count, v.Value, own[v.Value])
		}
	}
	for _, v := range facets["unit"] {
		if v.Count > own[""] || !models.LeaderOf(ownUnit).SeesAll(v.Value) && v.Value != "Region Nord" {
			t.Errorf("the facet names %s (%d)", v.Value, v.Count)
		}
	}
	for _, path := range []string{"/api/v1/search?q=gebyrer", "/api/v1/scores", "/api/v1/tables/nps.csv"} {
		tags := map[string]string{}
		for _, who := range []string{"laeser", "leder", "anden", "analytiker"} {
			if tag := get(s, path, user(who)).Header.Get("ETag"); tag != "" {
				if tags[tag] != "" {
					t.Errorf("%s: %s and %s are given the same tag", path, who, tags[tag])
				}
				tags[tag] = who
			}
		}
		for tag, whose := range tags {
			r := get(s, path, func(r *http.Request) { user("leder")(r); r.Header.Set("If-None-Match", tag) })
			if (r.StatusCode == http.StatusNotModified) != (whose == "leder") {
				t.Errorf("%s: the tag of %s gives a leader %d", path, whose, r.StatusCode)
			}
		}
	}
	for _, path := range []string{"/api/v1/search?edition=000000-x", "/api/v1/tables/responses.parquet?edition=000000-x", "/api/v1/tables/nps.csv?edition=000000-x"} {
		if r := get(s, path, user("leder")); r.StatusCode != http.StatusConflict && r.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
}

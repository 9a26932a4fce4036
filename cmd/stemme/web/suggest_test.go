package web

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"stemme/index"
)

// TestTyped: what is being typed is found wherever in a query it stands.
func TestTyped(t *testing.T) {
	for query, want := range map[string]typed{
		"":                            {},
		"ven|":                        {to: 3, value: "ven"},
		"app ven|tetid":               {from: 4, to: 12, value: "ven"},
		"-kontaktpunkt:te|":           {to: 16, sign: "-", field: "kontaktpunkt", value: "te", fielded: true},
		`(tema:"lang ven|`:            {from: 1, to: 15, field: "tema", value: "lang ven", fielded: true},
		"klasse:promoter,de| app":     {to: 18, field: "klasse", value: "promoter,de", fielded: true},
		`afdeling:"Region Nord" rin|`: {from: 23, to: 26, value: "rin"},
	} {
		before, behind, _ := strings.Cut(query, "|")
		if got := typedAt(before+behind, len([]rune(before))); got != want {
			t.Errorf("%s: %+v, want %+v", query, got, want)
		}
	}
}

// TestSuggest: fields, values and themes are offered, and what is taken is a query
// that finds something.
func TestSuggest(t *testing.T) {
	s := site(t, nil)
	for typed, want := range map[string]string{"kon": "kontaktpunkt:", "kontaktpunkt:t": "kontaktpunkt:Telefon", "touchpoint:tel": "touchpoint:Telefon",
		"tele": "kontaktpunkt:Telefon", "app -kundetype:erh": "-kundetype:erhverv", "tema:gebyr": "tema:", "aarh": `afdeling:`, "klasse:det": "klasse:detractor"} {
		var got struct {
			From, To    int
			Suggestions []suggestion
		}
		answer := body(t, get(s, "/api/v1/suggest?q="+url.QueryEscape(typed)+"&at="+strconv.Itoa(len(typed)), nil))
		if err := json.Unmarshal([]byte(answer), &got); err != nil || len(got.Suggestions) == 0 || len(got.Suggestions) > suggestionsShown {
			t.Fatalf("%s: %s %v", typed, answer, err)
		}
		first := got.Suggestions[0].Text
		if !strings.HasPrefix(strings.ToLower(first), strings.ToLower(want)) {
			t.Errorf("%s: %+v, want %s", typed, got.Suggestions, want)
		}
		if strings.HasSuffix(first, ":") {
			continue
		}
		p := s.shelf.take()
		res, err := p.index.Search(t.Context(), index.Request{Query: typed[:got.From] + first})
		p.put()
		if err != nil || res.Total == 0 {
			t.Errorf("%s: %s finds %d, %v", typed, first, res.Total, err)
		}
	}
	if r := get(s, "/api/v1/suggest?q="+strings.Repeat("a", 9000), nil); r.StatusCode != 400 {
		t.Errorf("a long query: %d", r.StatusCode)
	}
}

package web

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/messages"
)

// A query is what was asked for in the address.
type query struct {
	index.Request
	values url.Values
}

// parseQuery reads the address. Faults are messages. No group is withheld from the
// counts: who may read comments can count every group.
func parseQuery(values url.Values) (query, error) {
	q := query{values: values, Request: index.Request{
		Query: strings.TrimSpace(values.Get("q")), Size: hitsShown, After: values.Get("after"),
		Highlight: true, Rising: values.Get("order") == "rising",
	}}
	if n, err := strconv.Atoi(values.Get("size")); err == nil && n > 0 {
		q.Size = min(n, mostShown)
	}
	switch values.Get("sort") {
	case "":
		if q.Query == "" { // nothing to be relevant to
			q.Sort = index.ByDate
		}
	case "date":
		q.Sort = index.ByDate
	case "score":
		q.Sort = index.ByScore
	}
	var err error
	q.Filter, err = parseFilter(values)
	return q, err
}

// parseFilter reads the filters of the address.
func parseFilter(values url.Values) (index.Filter, error) {
	f := index.Filter{Themes: values["theme"], Touchpoints: values["touchpoint"], Stages: values["stage"], Units: values["unit"],
		Sources: values["source"], First: models.NoDay, Last: models.NoDay}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if segment, ok := strings.CutPrefix(name, segmentPrefix); ok && values.Get(name) != "" {
			f.Segments = append(f.Segments, models.Segment{Name: segment, Value: values.Get(name)})
		}
	}
	for _, code := range values["language"] {
		if code == survey.Unknown {
			code = ""
		}
		f.Languages = append(f.Languages, models.Language(code))
	}
	for _, name := range values["class"] {
		class, ok := models.ParseClass(name)
		if !ok {
			return f, messages.Errorf("web_api_value", name, "class", strings.Join(classNames(), ", "))
		}
		f.Classes = append(f.Classes, class)
	}
	for _, bound := range []struct {
		name string
		day  *models.Day
	}{{"from", &f.First}, {"to", &f.Last}} {
		text := values.Get(bound.name)
		if text == "" {
			continue
		}
		first, last, ok := models.ParseDays(text)
		if !ok {
			return f, messages.Errorf("web_bad_day", text)
		}
		if *bound.day = first; bound.name == "to" {
			*bound.day = last
		}
		values.Set(bound.name, bound.day.String()) // as the fields and links of the page write it
	}
	return f, refuseDays(f.First, f.Last)
}

// classNames are the classes as an address names them.
func classNames() (names []string) {
	for _, class := range models.Classes {
		names = append(names, class.String())
	}
	return names
}

// unknownCounts are the filters of which "" is a value: uden tema, unknown.
var unknownCounts = map[string]bool{"theme": true, "touchpoint": true, "stage": true, "unit": true}

// link is the address of the query with some parameters changed; "" takes one
// away.
func (q *query) link(path string, pairs ...string) string {
	values := url.Values{}
	for key, all := range q.values {
		for _, v := range all {
			if key != "lang" && (v != "" || unknownCounts[key]) {
				values.Add(key, v)
			}
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Del(pairs[i])
		if pairs[i+1] != "" {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// narrow says whether anything was asked for at all.
func (q *query) narrow() bool {
	f := q.Filter
	return q.Query != "" || len(f.Classes)+len(f.Themes)+len(f.Touchpoints)+len(f.Stages)+len(f.Units)+len(f.Segments)+len(f.Languages) > 0 ||
		f.First != models.NoDay || f.Last != models.NoDay
}

// quoted is a word as the query language takes it.
func quoted(word string) string {
	if strings.ContainsFunc(word, func(r rune) bool { return !('a' <= r && r <= 'z' || r >= 0x80) }) {
		return `"` + strings.ReplaceAll(word, `"`, " ") + `"`
	}
	return word
}

// orWords is a query for any of the words.
func orWords(words []string) string {
	parts := make([]string, 0, len(words))
	for _, w := range words {
		parts = append(parts, `"`+strings.ReplaceAll(w, `"`, " ")+`"`)
	}
	return strings.Join(parts, " OR ")
}

// themeQuery finds the comments of a theme in the query language.
func themeQuery(id string) string { return `theme:"` + strings.ReplaceAll(id, `"`, "") + `"` }

package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"stemme/cmd/stemme/web/frame"
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/messages"
)

// A suggestion is what a query could go on with.
type suggestion struct {
	Text  string `json:"text"`  // that takes the place of what is being typed
	Label string `json:"label"` // what it is, for people
	Count int    `json:"count"` // responses that have it, 0 for a field
}

// suggestionsShown is how many are offered.
const suggestionsShown = 8

// A typed is the piece of a query that is being typed.
type typed struct {
	from, to     int // characters of the query
	sign         string
	field, value string // field "" for a word
	fielded      bool
}

// typedAt is the piece of a query around the character at: as far as a space or a
// bracket on the left, and the rest of the word on the right.
func typedAt(query string, at int) typed {
	letters := []rune(query)
	at = min(max(at, 0), len(letters))
	from, quoted := 0, false
	for i := range at {
		switch letters[i] {
		case '"':
			quoted = !quoted
		case ' ', '(', ')', ',':
			if !quoted && (letters[i] != ',' || !strings.ContainsRune(string(letters[from:i]), ':')) {
				from = i + 1
			}
		}
	}
	t := typed{from: from, to: at}
	for t.to < len(letters) && !strings.ContainsRune(" ()", letters[t.to]) {
		t.to++
	}
	text := string(letters[from:at])
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		t.sign, text = "-", rest
	}
	if t.field, t.value, t.fielded = strings.Cut(text, ":"); !t.fielded {
		t.field, t.value = "", text
	}
	t.value = strings.Trim(t.value, `"`)
	return t
}

// apiSuggest offers fields, values and themes for the piece of the query q that ends
// at the character at.
func (s *server) apiSuggest(w http.ResponseWriter, r *request) error {
	query := r.URL.Query().Get("q")
	if len(query) > 4*mostSuggested {
		return frame.ErrBadInput
	}
	at, err := strconv.Atoi(r.URL.Query().Get("at"))
	if err != nil {
		at = utf8.RuneCountInString(query)
	}
	t := typedAt(query, at)
	list := []suggestion{}
	if t.fielded {
		list = r.suggestValues(t, t.field)
	} else if t.value != "" {
		list = append(r.suggestFields(t), r.suggestAny(t)...)
	}
	list = list[:min(len(list), suggestionsShown)]
	for i := range list {
		list[i].Text = t.sign + list[i].Text
	}
	return frame.WriteJSON(w, map[string]any{"edition": r.edition.ID, "from": t.from, "to": t.to, "suggestions": list})
}

// mostSuggested bounds the query that suggestions are made for, in characters.
const mostSuggested = 2000

// A queryField is a field of the query language with the column that it asks for.
type queryField struct{ name, column string }

// queryFields are those of the query language, by the names that the language of the page
// has for them, then the survey's own.
func (r *request) queryFields() []queryField {
	all := []queryField{}
	for _, column := range []string{"class", "theme", survey.Touchpoint, survey.Unit, survey.Stage, survey.Source, survey.Language, "score", "date", "title"} {
		all = append(all, queryField{r.Lang.Text(fieldKeys[column]), column})
	}
	for _, c := range r.survey.Columns() {
		if sieveName(c.Name) != c.Name {
			all = append(all, queryField{strings.ToLower(c.Name), c.Name})
		}
	}
	return all
}

// fieldKeys are what fields are called in the query.
var fieldKeys = map[string]messages.Key{"class": "web_qf_class", "theme": "web_qf_theme", survey.Touchpoint: "web_qf_touchpoint", survey.Unit: "web_qf_unit",
	survey.Stage: "web_qf_stage", survey.Source: "web_qf_source", survey.Language: "web_qf_language", "score": "web_qf_score", "date": "web_qf_date", "title": "web_qf_title"}

// suggestFields are the fields whose names begin with what is typed.
func (r *request) suggestFields(t typed) (list []suggestion) {
	for _, f := range r.queryFields() {
		if begins(f.name, t.value) {
			list = append(list, suggestion{Text: f.name + ":", Label: r.Lang.Text("web_field", f.name)})
		}
	}
	return list
}

// suggestValues are the values of a field that hold what is typed, those that begin
// with it first.
func (r *request) suggestValues(t typed, field string) (list []suggestion) {
	for _, f := range r.queryFields() {
		if strings.EqualFold(f.name, field) || strings.EqualFold(f.column, field) || slices.Contains(index.FieldNames(f.column), strings.ToLower(field)) {
			return r.valuesLike(field, f.column, t.value, false)
		}
	}
	return nil
}

// suggestAny are values of any field and themes that begin with what is typed.
func (r *request) suggestAny(t typed) (list []suggestion) {
	if utf8.RuneCountInString(t.value) < 2 {
		return nil
	}
	for _, f := range r.queryFields() {
		list = append(list, r.valuesLike(f.name, f.column, t.value, true)...)
	}
	slices.SortStableFunc(list, func(a, b suggestion) int { return cmp.Compare(b.Count, a.Count) })
	return list
}

// valuesLike are the values of a column that hold what is typed, or only those with a
// word that begins with it, the commonest first.
func (r *request) valuesLike(field, column, asked string, beginning bool) (list []suggestion) {
	add := func(value, label string, count int) {
		if asked == "" || wordBegins(label, asked) || !beginning && strings.Contains(strings.ToLower(label), strings.ToLower(asked)) {
			list = append(list, suggestion{field + ":" + quotedValue(value), label, count})
		}
	}
	switch column {
	case "class":
		for _, c := range models.Classes {
			add(strings.ToLower(className(r.Lang, c)), className(r.Lang, c), 0)
		}
	case "theme":
		for i := range r.figures.themes {
			if t := &r.figures.themes[i]; t.State != models.Hidden && !r.tops[t.ThemeID] {
				value, label := t.Name, r.called(t)
				if label != value || strings.ContainsAny(value, `,"*`) { // it shares its name, or what means something in a query
					value = t.ThemeID
				}
				add(value, label, int(t.Responses.N))
			}
		}
	default:
		for _, v := range r.columnValues[column] {
			if v.Name != "" {
				add(v.Name, r.valueText(sieveName(column), v.Name), v.Responses())
			}
		}
	}
	slices.SortStableFunc(list, func(a, b suggestion) int {
		x, y := begins(a.Label, asked), begins(b.Label, asked)
		if x != y {
			return map[bool]int{true: -1, false: 1}[x]
		}
		return cmp.Compare(b.Count, a.Count)
	})
	for i := range list {
		list[i].Label = r.Lang.Text("web_field_value", field, list[i].Label)
	}
	return list
}

// begins says whether a name begins with what is asked for, whatever the case.
func begins(name, asked string) bool {
	return strings.HasPrefix(strings.ToLower(name), strings.ToLower(asked))
}

// wordBegins says whether one of a name's words does.
func wordBegins(name, asked string) bool {
	if begins(name, asked) {
		return true
	}
	return slices.ContainsFunc(strings.FieldsFunc(name, func(c rune) bool { return strings.ContainsRune(" /,›-", c) }), func(word string) bool { return begins(word, asked) })
}

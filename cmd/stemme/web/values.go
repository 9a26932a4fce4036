package web

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/messages"
)

// examplesOfValues is how many values are named where one that there is not was asked for.
const examplesOfValues = 8

// refuseValues names a filter that there is not, or a value of one, with some that there
// are: a misspelt unit would be a page of nothing, a misspelt segment one of everybody.
// Who may not read all comments is told of values by what the tables measure alone.
func (r *request) refuseValues(asked url.Values) error {
	names := r.sieveNames()
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		if !slices.Contains(names, name) {
			if strings.HasPrefix(name, segmentPrefix) {
				return messages.Errorf("web_bad_segment", columnName(name), cmp.Or(strings.Join(r.dimensions(), ", "), "–"))
			}
			continue
		}
		if name == "from" || name == "to" || name == "class" || !r.audience.SeesAll("") {
			continue
		}
		for _, value := range asked[name] {
			if value != "" && value != anything && value != survey.Unknown && !r.isValue(name, value) {
				return messages.Errorf("web_bad_value", value, r.filterTitle(name), r.someValues(name))
			}
		}
	}
	return nil
}

// isValue says whether some response has a value, or there is a theme of that id.
func (r *request) isValue(name, value string) bool {
	if name == "theme" {
		return value == models.NoTheme || r.byID[value] != nil
	}
	return slices.ContainsFunc(r.columnValues[columnName(name)], func(v survey.Value) bool {
		if name == survey.Unit {
			return survey.Within(value, v.Name)
		}
		return strings.EqualFold(value, v.Name)
	})
}

// someValues are the values of a filter that most responses have, with how many there are.
func (r *request) someValues(name string) string {
	var some []string
	if name == "theme" {
		for i := range r.figures.themes {
			if t := &r.figures.themes[i]; t.Lens == r.lead && r.listed(t.ThemeID) {
				some = append(some, t.ThemeID+" ("+t.Name+")")
			}
		}
	} else {
		values := slices.Clone(r.columnValues[columnName(name)])
		slices.SortStableFunc(values, func(a, b survey.Value) int { return cmp.Compare(b.Responses(), a.Responses()) })
		for _, v := range values {
			if v.Name != "" {
				some = append(some, v.Name)
			}
		}
	}
	text := cmp.Or(strings.Join(some[:min(len(some), examplesOfValues)], ", "), "–")
	if len(some) > examplesOfValues {
		text += " " + r.Lang.Text("web_and_more", len(some)-examplesOfValues)
	}
	return text
}

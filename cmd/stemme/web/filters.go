package web

import (
	"slices"
	"strings"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/messages"
)

// segmentPrefix begins the name of a filter by one of the survey's own segments.
const segmentPrefix = "segment:"

// filterNames are the filters of the search page, in their order: the name in
// the address, which is also that of the facet.
func (f *figures) filterNames() []string {
	names := []string{"class", "theme", "touchpoint", "stage", "unit"}
	for _, d := range f.dimensions() {
		if !slices.Contains(names, d) && d != "source" {
			names = append(names, segmentPrefix+d)
		}
	}
	return append(names, "source", "language")
}

// A filterView is one filter with its values.
type filterView struct {
	Name   string // parameter
	Title  string
	Single bool // one value at most
	Values []filterValue
	Rest   []filterValue // behind "more"
}

type filterValue struct {
	Value, Text string
	Count       int
	On          bool
}

// filters lists the values of each filter with their counts. A filter in use is
// counted as if it were not, so that one can see what adding a value would do.
func (s *server) filters(r *request, q *query, facets []index.Facet, found index.Classes, v *searchView) error {
	for _, name := range r.filterNames() {
		facet, classes := facetOf(facets, name), found
		on := q.values[name]
		if len(on) > 0 {
			wider := q.Request
			wider.Filter = without(wider.Filter, name)
			wider.Size, wider.After, wider.Highlight, wider.Facets = 0, "", false, []string{name}
			res, err := r.index.Search(r.Context(), wider)
			if err != nil {
				return err
			}
			facet, classes = facetOf(res.Facets, name), res.Classes
		}
		if name == "class" {
			facet = classFacet(classes)
		}
		segment, single := strings.CutPrefix(name, segmentPrefix)
		f := filterView{Name: name, Title: dimensionName(r.Lang, segment), Single: single}
		for _, value := range facet.Values {
			one := filterValue{value.Value, r.valueText(name, value.Value), value.Total(), slices.Contains(on, value.Value)}
			if name == "theme" && value.Value != "" && r.byID[value.Value] == nil {
				continue
			}
			if len(f.Values) < valuesShown || one.On || single {
				f.Values = append(f.Values, one)
			} else {
				f.Rest = append(f.Rest, one)
			}
		}
		for _, value := range on {
			if value != "" && !slices.ContainsFunc(f.Values, func(one filterValue) bool { return one.Value == value }) {
				f.Values = append(f.Values, filterValue{value, r.valueText(name, value), 0, true})
			}
		}
		if len(f.Values) > 1 || len(on) > 0 && len(f.Values) > 0 {
			v.Filters = append(v.Filters, f)
		}
	}
	return nil
}

// classFacet lists the classes, which are what is counted, not groups that could
// be too small to be told.
func classFacet(c index.Classes) index.Facet {
	f := index.Facet{Name: "class"}
	for i, class := range []index.Classes{{Promoters: c.Promoters}, {Passives: c.Passives}, {Detractors: c.Detractors}} {
		f.Values = append(f.Values, index.FacetValue{Value: models.Classes[i].String(), Classes: class})
	}
	return f
}

func facetOf(facets []index.Facet, name string) index.Facet {
	for _, f := range facets {
		if f.Name == name {
			return f
		}
	}
	return index.Facet{Name: name}
}

// without is f with one filter taken away.
func without(f index.Filter, name string) index.Filter {
	switch name {
	case "class":
		f.Classes = nil
	case "theme":
		f.Themes = nil
	case "touchpoint":
		f.Touchpoints = nil
	case "unit":
		f.Units = nil
	case "stage":
		f.Stages = nil
	case "language":
		f.Languages = nil
	case "source":
		f.Sources = nil
	}
	if segment, ok := strings.CutPrefix(name, segmentPrefix); ok {
		f.Segments = slices.DeleteFunc(slices.Clone(f.Segments), func(s models.Segment) bool { return s.Name == segment })
	}
	return f
}

// valueText is a filter's value in words.
func (r *request) valueText(name, value string) string {
	switch {
	case name == "theme" && (value == models.NoTheme || value == survey.Unknown):
		return r.Lang.Text("no_theme")
	case name == "theme" && r.byID[value] != nil:
		return r.called(r.byID[value])
	case name == "class":
		class, _ := models.ParseClass(value)
		return className(r.Lang, class)
	case name == "language" && value != "" && value != survey.Unknown:
		return r.Lang.Text(messages.Key("web_lang_" + value))
	case name == "unit" && value != "" && value != survey.Unknown:
		return strings.ReplaceAll(value, "/", " › ")
	case name == survey.Kind && (value == "" || value == survey.Unknown):
		return r.Lang.Text("web_kind_survey")
	case name == survey.Kind:
		return r.Lang.Text(messages.Key("web_kind_" + value))
	case value == "" || value == survey.Unknown:
		return r.Lang.Text("unknown")
	}
	return value
}

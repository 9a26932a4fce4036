package codebook

import (
	"net/url"
	"slices"
	"strings"

	"stemme/models"
)

// A Where chooses responses: those that fit all of its conditions. A condition
// that is empty fits every response; one of several values fits a response with
// any of them.
type Where struct {
	Source     []string            `yaml:"source"`     // names of sources
	Touchpoint []string            `yaml:"touchpoint"` // values, in capitals or not
	Stage      []string            `yaml:"stage"`      // values, in capitals or not
	Unit       []string            `yaml:"unit"`       // paths; what lies under one fits
	Segment    map[string][]string `yaml:"segment"`    // values by name of the segment
	Theme      []string            `yaml:"theme"`      // ids of themes or of entries of lenses; "lens/" is any entry of it
	Class      []string            `yaml:"class"`      // promoter, passive, detractor, none
	Language   []string            `yaml:"language"`   // codes
}

// NoClass is how a condition names responses without a score.
const NoClass = "none"

// check notes what is wrong with the conditions of the item that stands at path.
func (w *Where) check(c *checker, path string) {
	for _, class := range w.Class {
		_, ok := models.ParseClass(class)
		c.add(ok && class != "" || class == NoClass, path, "playbook_class", class)
	}
}

// Fits says whether every condition holds for a response in language that speaks
// of themes.
func (w *Where) Fits(r *models.Response, language models.Language, themes []string) bool {
	class := r.Class().String()
	if class == "" {
		class = NoClass
	}
	for name, values := range w.Segment {
		if !anyOf(values, same(r.Segment(name))) {
			return false
		}
	}
	return anyOf(w.Source, func(want string) bool { return want == r.Source }) &&
		anyOf(w.Touchpoint, same(r.Touchpoint)) &&
		anyOf(w.Stage, same(r.Stage)) &&
		anyOf(w.Unit, func(want string) bool { return liesUnder(r.Unit, want) }) &&
		anyOf(w.Theme, func(want string) bool { return speaks(themes, want) }) &&
		anyOf(w.Class, func(want string) bool { return want == class }) &&
		anyOf(w.Language, func(want string) bool { return want == string(language) })
}

// anyOf says whether one of the values of a condition holds; a condition without
// values always does.
func anyOf(values []string, holds func(string) bool) bool {
	return len(values) == 0 || slices.ContainsFunc(values, holds)
}

func same(value string) func(string) bool {
	return func(want string) bool { return strings.EqualFold(want, value) }
}

// liesUnder says whether unit is the path or lies under it.
func liesUnder(unit, path string) bool {
	path = strings.TrimSuffix(path, "/")
	return unit == path || strings.HasPrefix(unit, path+"/")
}

// speaks says whether one of the themes is the one wanted; "lens/" is any entry
// of the lens.
func speaks(themes []string, want string) bool {
	return slices.ContainsFunc(themes, func(id string) bool {
		return id == want || strings.HasSuffix(want, "/") && strings.HasPrefix(id, want)
	})
}

// Empty says whether w fits every response.
func (w *Where) Empty() bool {
	for _, values := range w.Segment {
		if len(values) > 0 {
			return false
		}
	}
	return len(w.Source)+len(w.Touchpoint)+len(w.Stage)+len(w.Unit)+len(w.Theme)+len(w.Class)+len(w.Language) == 0
}

// Place is w without what it asks of what customers say, and of how they score.
func (w *Where) Place() Where {
	place := *w
	place.Theme, place.Class = nil, nil
	return place
}

// Query is w as parameters of the addresses of pages, in a fixed order; "" where it is
// empty. NoClass and "lens/" stand there as they are written in conditions.
func (w *Where) Query() string {
	values := url.Values{"source": w.Source, "touchpoint": w.Touchpoint, "stage": w.Stage, "unit": w.Unit, "theme": w.Theme, "class": w.Class, "language": w.Language}
	for name, of := range w.Segment {
		values["segment:"+name] = of
	}
	return values.Encode()
}

package web

import (
	"slices"
	"strings"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/messages"
)

// colParam chooses the columns of what is found; none chosen is all.
const colParam = "col"

// A columnView is a column that can be chosen.
type columnView struct {
	Name, Title string
	On          bool
}

// The columns that every comment has, in the order of the export.
var hitColumns = []string{"response_key", "responded_on", "score", "nps_class", survey.Touchpoint, survey.Unit, survey.Stage, "themes", survey.Language, "title", "comment"}

// columnsOf are the columns of what is found: those of every comment, with the
// survey's own before the themes.
func (r *request) columnsOf() []string {
	names := slices.Clone(hitColumns)
	var own []string
	for _, c := range r.survey.Columns() {
		if sieveName(c.Name) != c.Name {
			own = append(own, sieveName(c.Name))
		}
	}
	return slices.Insert(names, slices.Index(names, "themes"), own...)
}

// chosen are the columns that an address asks for; all where it asks for none.
func (r *request) chosen(asked []string) []string {
	all := r.columnsOf()
	some := slices.DeleteFunc(slices.Clone(all), func(name string) bool { return !slices.Contains(asked, name) })
	if len(some) == 0 {
		return all
	}
	return some
}

// cell is one column of a found comment.
func (r *request) cell(h *index.Hit, name string) string {
	switch name {
	case "response_key":
		return h.Key.String()
	case "responded_on":
		return h.Day.String()
	case "score":
		return h.Score.String()
	case "nps_class":
		return h.Class.String()
	case survey.Touchpoint:
		return h.Touchpoint
	case survey.Unit:
		return h.Unit
	case survey.Stage:
		return h.Stage
	case "themes":
		var names []string
		for _, id := range h.Themes {
			if t := r.byID[id]; t != nil {
				names = append(names, t.Name)
			}
		}
		return strings.Join(names, ", ")
	case survey.Language:
		return string(h.Language)
	case "title":
		return h.Title
	case "comment":
		return h.Comment
	}
	return segmentOf(h.Segments, columnName(name))
}

func segmentOf(segments []models.Segment, name string) string {
	for _, s := range segments {
		if s.Name == name {
			return s.Value
		}
	}
	return ""
}

// columnTitle is what a column is called in an exported file.
func columnTitle(name string) string {
	if own, ok := strings.CutPrefix(name, segmentPrefix); ok {
		return own
	}
	return name
}

// columnKeys are what the columns that are no filter are called.
var columnKeys = map[string]messages.Key{"responded_on": "web_f_date", "score": "web_score", "nps_class": "web_f_class", "themes": "web_themes", "title": "web_title"}

// columnViews are the columns that can be shown beside a comment, with those that
// are chosen.
func (r *request) columnViews(asked []string) (views []columnView) {
	for _, name := range r.columnsOf() {
		if name == "response_key" || name == "comment" {
			continue
		}
		title := r.filterTitle(name)
		if key, ok := columnKeys[name]; ok {
			title = r.Lang.Text(key)
		}
		views = append(views, columnView{name, title, slices.Contains(asked, name)})
	}
	return views
}

// onlyChosen leaves out of a comment as it is shown what was not chosen.
func (r *request) onlyChosen(v *hitView, asked []string) {
	if len(asked) == 0 {
		return
	}
	has := func(name string) bool { return slices.Contains(asked, name) }
	if !has("responded_on") {
		v.Day = models.NoDay
	}
	if !has(survey.Touchpoint) {
		v.Touchpoint = ""
	}
	if !has(survey.Unit) {
		v.Unit = ""
	}
	if !has("themes") {
		v.Themes = nil
	}
	if !has("title") {
		v.Title = nil
	}
	v.Segments = slices.DeleteFunc(slices.Clone(v.Segments), func(s models.Segment) bool { return !has(sieveName(s.Name)) })
	v.HideScore, v.HideClass = !has("score"), !has("nps_class")
	if has(survey.Stage) && v.Stage != "" {
		v.Segments = append(v.Segments, models.Segment{Name: r.filterTitle(survey.Stage), Value: v.Stage})
	}
	if has(survey.Language) && v.Language != "" {
		v.Segments = append(v.Segments, models.Segment{Name: r.filterTitle(survey.Language), Value: r.valueText(survey.Language, string(v.Language))})
	}
}

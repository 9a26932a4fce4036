package query

import (
	"stemme/index/internal/columns"
	"stemme/models"
)

// A Filter is conditions that must all hold; the zero Filter lets all through.
// Of a list, one has to hold.
type Filter struct {
	Classes     []models.Class
	Themes      []string // ids or names; "" is uden tema
	Touchpoints []string // "" is unknown, here and below
	Stages      []string
	Units       []string // also those below
	Segments    []models.Segment
	Languages   []models.Language
	Sources     []string
	ScoreLow    *int
	ScoreHigh   *int
	First, Last models.Day   // NoDay or nothing for open
	Only        []models.Key // these comments alone; nil for all
}

// nodes is f in terms of the query language.
func (f Filter) nodes() []node {
	var all []node
	add := func(is bool, n node) {
		if is {
			all = append(all, n)
		}
	}
	classes := classNode{}
	for _, c := range f.Classes {
		classes[c] = true
	}
	add(len(classes) > 0, classes)
	languages := languageNode{}
	for _, l := range f.Languages {
		languages[l] = true
	}
	add(len(languages) > 0, languages)
	add(len(f.Sources) > 0, valueNode{sourceColumn, "", f.Sources})
	add(len(f.Themes) > 0, valueNode{themeColumn, "", f.Themes})
	add(len(f.Touchpoints) > 0, valueNode{touchpointColumn, "", f.Touchpoints})
	add(len(f.Stages) > 0, valueNode{stageColumn, "", f.Stages})
	add(len(f.Units) > 0, valueNode{unitColumn, "", f.Units})
	for _, seg := range f.Segments {
		add(true, valueNode{segmentColumn, seg.Name, []string{seg.Value}})
	}
	if f.ScoreLow != nil || f.ScoreHigh != nil {
		n := scoreNode{low: columns.NoScore + 1, high: 1<<15 - 1}
		if f.ScoreLow != nil {
			n.low = *f.ScoreLow
		}
		if f.ScoreHigh != nil {
			n.high = *f.ScoreHigh
		}
		all = append(all, n)
	}
	add(f.Only != nil, keysNode(f.Only))
	if f.First != f.Last || f.First != 0 && f.First != models.NoDay {
		n := dateNode{first: f.First, last: f.Last}
		if n.last == models.NoDay || n.last == 0 && n.first > 0 {
			n.last = 1<<31 - 1
		}
		all = append(all, n)
	}
	return all
}

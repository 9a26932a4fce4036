package report

import (
	"cmp"
	"html/template"
	"io"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/ledger"
)

// libraryFile is the library's name within the folder of packs.
const libraryFile = "bibliotek.html"

// A Shelf of the library holds what went well with one theme, from all units.
type Shelf struct {
	Theme string
	Count int     // comments that praise it and may be quoted
	Story Quote   // the one to tell
	Best  []Quote // others, unlike it and each other
}

// shortestStory is the length in characters from which a comment can tell what
// happened; chosen by eye.
const shortestStory = 90

// library has a shelf for every shown theme that at least the smallest shown
// number of promoters praise, the most praised first.
func (w *packer) library() []Shelf {
	praised := map[string][]*ledger.ResponseRow{}
	for _, r := range w.quotable {
		if w.shown(r.PrimaryThemeID) && r.NPSClass == models.Promoter && w.shows(r, models.Promoter, r.PrimaryThemeID) {
			praised[r.PrimaryThemeID] = append(praised[r.PrimaryThemeID], r)
		}
	}
	var shelves []Shelf
	for id, rows := range praised {
		if len(rows) >= smallestShelf {
			shelves = append(shelves, w.shelf(id, rows))
		}
	}
	slices.SortFunc(shelves, func(a, b Shelf) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Theme, b.Theme))
	})
	return shelves
}

// smallestShelf keeps a single customer from being a theme's best practice.
const smallestShelf = 3

// shelf picks the story of a theme, and as many others as there is room for, of
// places not heard yet where there are some.
func (w *packer) shelf(id string, rows []*ledger.ResponseRow) Shelf {
	slices.SortFunc(rows, w.byWorth)
	name := w.theme[id].Name
	s := Shelf{Theme: name, Count: len(rows), Story: w.quote(rows[0], w.Lang.Text("library_why_story", name, len(rows)))}
	picked, heard := []Quote{s.Story}, map[string]bool{place(rows[0]): true}
	for _, newPlaces := range []bool{true, false} {
		for _, r := range rows[1:] {
			if len(picked) > mostQuotes || newPlaces && heard[place(r)] || told(picked, r.Comment, sameTold) {
				continue
			}
			heard[place(r)] = true
			picked = append(picked, w.quote(r, w.Lang.Text("library_why_best", name)))
		}
	}
	s.Best = picked[1:]
	return s
}

// place is where a comment was given: what differs between units and touchpoints.
func place(r *ledger.ResponseRow) string { return r.Unit + "\x00" + r.Touchpoint }

// byWorth puts first what can be told: long enough to be a story, the highest
// score, the most praise, and then any order that is the same each time.
func (w *packer) byWorth(a, b *ledger.ResponseRow) int {
	story := func(r *ledger.ResponseRow) int { return min(len([]rune(r.Comment)), shortestStory) / shortestStory }
	return cmp.Or(
		cmp.Compare(story(b), story(a)),
		cmp.Compare(score(b), score(a)),
		cmp.Compare(w.polarity[b.ResponseKey], w.polarity[a.ResponseKey]),
		cmp.Compare(hashOf(a.ResponseKey), hashOf(b.ResponseKey)),
		strings.Compare(a.ResponseKey, b.ResponseKey))
}

// score is the response's score; promoters have one.
func score(r *ledger.ResponseRow) int {
	v, _ := r.Score.Value()
	return v
}

func writeLibrary(w io.Writer, whole *Page, shelves []Shelf) error {
	return pageTemplate.ExecuteTemplate(w, "library", struct {
		*Page
		CSS     template.CSS
		Shelves []Shelf
	}{whole, template.CSS(pageCSS), shelves})
}

package themes

import (
	"slices"

	"stemme/models"
)

// A clause is a clause of a document with the terms that a theme can be made
// of.
type clause struct {
	response, clause int      // indices as in models.Mention
	terms            []string // topical terms, in the order written
	content          int      // different content terms, parts of compounds apart
}

// clausesOf lists the clauses of documents that hold a topical term.
func clausesOf(documents []models.Document) []clause {
	var out []clause
	for i := range documents {
		for j := range documents[i].Clauses {
			if terms, content := topical(documents[i].Clauses[j].Terms); len(terms) > 0 {
				out = append(out, clause{i, j, terms, content})
			}
		}
	}
	return out
}

// topical picks the terms that carry a theme and counts the different content
// terms among them.
func topical(terms []models.Term) (picked []string, content int) {
	for i, t := range terms {
		if !t.Kind.Topical() {
			continue
		}
		picked = append(picked, t.Text)
		if t.Kind == models.Content && !slices.ContainsFunc(terms[:i], func(u models.Term) bool {
			return u.Kind == models.Content && u.Text == t.Text
		}) {
			content++
		}
	}
	return picked, content
}

package themes

import (
	"slices"

	"stemme/models"
	"stemme/pipeline/themes/internal/corpus"
)

// A clause is a clause of a document with the terms that a theme can be made
// of.
type clause struct {
	response, clause int // indices as in models.Mention
	bag              corpus.Bag
	content          int // different content terms, parts of compounds apart
	language         models.Language
}

// thin is the number of different content terms below which a clause's
// neighbours help to understand it. "Det tog tre uger" says what it is about
// only beside "Jeg bestilte en sofa".
//
// Measured on the reviews, 40 themes, two 90 % samples: agreement (ARI) of the
// four fifths of the clauses whose theme is likeliest 0.69 without neighbours,
// 0.78 with them; banking77 cut into clauses 68.4 and 69.4 NMI.
const thin = 4

// brief is the number of different content terms up to which a comment is
// brief. The clauses of a brief comment mostly speak of one thing, with too few
// terms in each to show it: a model is fitted to brief comments as a whole, and
// all words count in them, function words among them: "hvornår" and "hvordan"
// tell subjects apart where customers ask. In longer comments function words are
// as good as noise: counted everywhere, they cost 0.04 of the agreement between
// two samples of the reviews and leave 3 % more of the clauses without a theme.
// What each clause is about is still told apart when clauses are assigned.
// Measured, three seeds, NMI / ARI / accuracy: banking77 cut into clauses 69.1 /
// 34.0 / 45.4 without, 70.5 / 36.1 / 47.4 with it; corona 63.2 / 25.0 / 42.3 and
// 65.2 / 27.7 / 44.3. From 8 to 20 it makes little difference.
const brief = 16

// clausesOf lists the clauses of documents that hold a topical term, each once
// for a document that repeats it.
func clausesOf(documents []models.Document) []clause {
	var out []clause
	for i := range documents {
		short, again := isBrief(&documents[i]), repeats(&documents[i])
		for j := range documents[i].Clauses {
			if again[j] {
				continue
			}
			if bag, content := read(&documents[i], j, short); len(bag.Terms) > 0 {
				out = append(out, clause{i, j, bag, content, documents[i].Language})
			}
		}
	}
	return out
}

// repeats says which clauses of d say the same, term by term, as an earlier one.
func repeats(d *models.Document) []bool {
	again := make([]bool, len(d.Clauses))
	if len(again) < 2 {
		return again
	}
	seen := make(map[uint64]bool, len(again))
	for j := range d.Clauses {
		var h uint64
		for _, t := range d.Clauses[j].Terms {
			h = hashed(h, t.Text)
		}
		again[j], seen[h] = seen[h], true
	}
	return again
}

// isBrief says whether d is a brief comment; what it repeats does not count.
func isBrief(d *models.Document) bool {
	content, again := 0, repeats(d)
	for j := range d.Clauses {
		if again[j] {
			continue
		}
		_, n := topical(d.Clauses[j].Terms, false)
		if content += n; content > brief {
			return false
		}
	}
	return true
}

// read picks the terms of clause j of d that carry a theme, with those of the
// clauses beside it where they are needed, and counts the different content
// terms of the clause itself. short says whether d is brief.
func read(d *models.Document, j int, short bool) (bag corpus.Bag, content int) {
	bag.Terms, content = topical(d.Clauses[j].Terms, short)
	if len(bag.Terms) == 0 || content >= thin {
		return bag, content
	}
	for _, beside := range []int{j - 1, j + 1} {
		if beside >= 0 && beside < len(d.Clauses) {
			terms, _ := topical(d.Clauses[beside].Terms, short)
			bag.Near = append(bag.Near, terms...)
		}
	}
	return bag, content
}

// topical picks the terms that carry a theme, with all other words among them if
// short is set, and counts the different content terms. A clause without a
// topical term or, if short is set, a negation carries none.
func topical(terms []models.Term, short bool) (picked []string, content int) {
	bare := true
	for i, t := range terms {
		switch {
		case t.Kind.Topical():
			bare = false
		case short && t.Kind == models.Negation:
			bare = false
		case short && (t.Kind == models.Function || t.Kind == models.Degree):
		default:
			continue
		}
		picked = append(picked, t.Text)
		if t.Kind == models.Content && !slices.ContainsFunc(terms[:i], func(u models.Term) bool {
			return u.Kind == models.Content && u.Text == t.Text
		}) {
			content++
		}
	}
	if bare {
		return nil, 0
	}
	return picked, content
}

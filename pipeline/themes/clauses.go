package themes

import (
	"slices"

	"stemme/models"
	"stemme/models/linear"
	"stemme/pipeline/themes/internal/corpus"
	"stemme/pipeline/themes/internal/naming"
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
// terms in each to show it: a model is fitted to brief comments as a whole. What
// each clause is about is still told apart when clauses are assigned. Measured,
// three seeds, NMI / ARI / accuracy: banking77 cut into clauses 69.1 / 34.0 / 45.4
// without, 70.5 / 36.1 / 47.4 with it; corona 63.2 / 25.0 / 42.3 and 65.2 / 27.7 /
// 44.3. From 8 to 20 it makes little difference.
const brief = 16

// mostlyBrief is the share of brief comments from which on function words count:
// "hvornår" and "hvordan" tell subjects apart where customers ask. Without them
// corona falls from 70 to 65 NMI, banking77 from 73 to 72. Among longer comments
// they tell how long a comment is rather than what it is about. They count in all
// clauses of a survey or in none: where those of brief comments alone had them, a
// theme of half the reviews was made of brief comments, whatever their subject.
const mostlyBrief = 0.9

// wordy says whether function words count in documents.
func wordy(documents []models.Document) bool {
	speaking, short := 0, 0
	for i := range documents {
		if len(documents[i].Clauses) == 0 {
			continue
		}
		speaking++
		if isBrief(&documents[i]) {
			short++
		}
	}
	return float64(short) >= mostlyBrief*float64(speaking)
}

// wordy says whether function words count in in: as in the model of the night
// before, so that it assigns what it was fitted to.
func (in *Input) wordy(cfg Config) bool {
	if in.Previous != nil && !cfg.Fresh {
		return in.Previous.wordy()
	}
	return wordy(in.Documents)
}

// clausesOf lists the clauses of documents that hold a topical term, each once
// for a document that repeats it. wordy says whether function words count.
func clausesOf(documents []models.Document, wordy bool, workers int) []clause {
	const step = 512
	blocks := make([][]clause, (len(documents)+step-1)/step)
	linear.Share(len(documents), step, workers, func(lo, hi int) {
		n := 0
		for i := lo; i < hi; i++ {
			n += len(documents[i].Clauses)
		}
		block, bags := make([]clause, 0, n), []plain(nil)
		for i := lo; i < hi; i++ {
			again := repeats(&documents[i])
			bags = bagsOf(bags[:0], &documents[i], wordy)
			for j := range documents[i].Clauses {
				if again[j] {
					continue
				}
				if bag, content := read(bags, j); !bag.Empty() {
					block = append(block, clause{i, j, bag, content, documents[i].Language})
				}
			}
		}
		blocks[lo/step] = block
	})
	return slices.Concat(blocks...)
}

// fewClauses is how many are looked through faster than they are looked up.
const fewClauses = 64

// repeats says which clauses of d say the same, term by term, as an earlier one.
func repeats(d *models.Document) []bool {
	again := make([]bool, len(d.Clauses))
	if len(again) < 2 {
		return again
	}
	said := make([]uint64, len(again))
	for j := range d.Clauses {
		terms := d.Clauses[j].Terms
		for i := range terms {
			said[j] = hashed(said[j], terms[i].Text)
		}
	}
	if len(again) <= fewClauses {
		for j, h := range said {
			again[j] = slices.Contains(said[:j], h)
		}
		return again
	}
	seen := make(map[uint64]bool, len(again))
	for j, h := range said {
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

// A plain clause is one without its neighbours: the terms that carry a theme, and how
// many different content terms there are.
type plain struct {
	bag     corpus.Bag
	content int
}

// bagsOf appends the plain clauses of d. wordy says whether function words count.
func bagsOf(to []plain, d *models.Document, wordy bool) []plain {
	for j := range d.Clauses {
		bag, content := topical(d.Clauses[j].Terms, wordy)
		to = append(to, plain{bag, content})
	}
	return to
}

// read is the terms of clause j of a comment that carry a theme, with those of the
// clauses beside it where they are needed, and the number of different content
// terms of the clause itself.
func read(clauses []plain, j int) (bag corpus.Bag, content int) {
	bag, content = clauses[j].bag, clauses[j].content
	if bag.Empty() || content >= thin {
		return bag, content
	}
	for _, beside := range []int{j - 1, j + 1} {
		if beside >= 0 && beside < len(clauses) {
			near := clauses[beside].bag
			bag.Near = append(append(bag.Near, near.Terms...), near.Light...)
		}
	}
	return bag, content
}

// topical picks the terms that carry a theme, with all other words if wordy is
// set, and counts the different content terms. A clause without a topical term or,
// if wordy is set, a negation carries none, and neither does one that says how it was
// and not what: "fint" and "alt ok" are as likely of any subject that others call so,
// and would turn its score.
func topical(terms []models.Term, wordy bool) (picked corpus.Bag, content int) {
	if naming.OnlyJudges(terms) {
		return corpus.Bag{}, 0
	}
	bare := true
	picked.Terms = make([]string, 0, topicals(terms))
	for i := range terms {
		t := &terms[i]
		switch {
		case t.Kind.Topical():
			bare = false
			picked.Terms = append(picked.Terms, t.Text)
		case wordy && t.Kind == models.Negation:
			bare = false
			fallthrough
		case wordy && (t.Kind == models.Function || t.Kind == models.Degree):
			picked.Light = append(picked.Light, t.Text)
		}
	}
	if bare {
		return corpus.Bag{}, 0
	}
	return picked, different(terms)
}

// topicals counts the topical terms.
func topicals(terms []models.Term) (n int) {
	for i := range terms {
		if terms[i].Kind.Topical() {
			n++
		}
	}
	return n
}

// different counts the different content terms.
func different(terms []models.Term) (n int) {
	for i := range terms {
		if terms[i].Kind == models.Content && !isContent(terms[:i], terms[i].Text) {
			n++
		}
	}
	return n
}

// isContent says whether a word is one of the content terms.
func isContent(terms []models.Term, word string) bool {
	for i := range terms {
		if terms[i].Kind == models.Content && terms[i].Text == word {
			return true
		}
	}
	return false
}

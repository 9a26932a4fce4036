package themes

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"stemme/index"
	"stemme/models"
	"stemme/stemming"
	"stemme/testdata/corpora"
)

// A spread is one figure, measured several times.
type spread []float64

// String is the mean and its standard error.
func (s spread) String() string {
	mean, square := 0.0, 0.0
	for _, v := range s {
		mean += v / float64(len(s))
	}
	for _, v := range s {
		square += (v - mean) * (v - mean)
	}
	return fmt.Sprintf("%.1f ± %.1f", mean, math.Sqrt(square/float64(len(s)*(len(s)-1))))
}

// searching holds what search is measured on.
type searching struct{ reviews, invented judgements }

// judgements is comments and, by query, which of them are relevant.
type judgements struct {
	comments []index.Document
	queries  []string
	relevant []map[string]bool // by query: ids
}

// newSearching reads the queries that the index is tested by.
func newSearching(t *testing.T) searching {
	queries := filepath.Join("..", "..", "index", "testdata")
	return searching{
		judgedReviews(columns(t, corpora.File(t, "danish-reviews/reviews.tsv"), true), columns(t, filepath.Join(queries, "relevance-reviews.tsv"), false)),
		judgedInvented(columns(t, filepath.Join(queries, "relevance-comments.tsv"), false), columns(t, filepath.Join(queries, "relevance-queries.tsv"), false)),
	}
}

// judgedReviews takes a review for relevant that holds, for each word of the
// query, one of the forms that were listed for it.
func judgedReviews(reviews, queries [][]string) judgements {
	var j judgements
	holders := map[string][]string{} // by word: ids
	for _, row := range reviews {
		j.comments = append(j.comments, index.Document{Key: models.Key{Source: "s", ID: row[0]}, Language: models.Danish, Title: row[4], Comment: row[5]})
		for _, word := range strings.FieldsFunc(strings.ToLower(row[4]+" "+row[5]), func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-'
		}) {
			holders[word] = append(holders[word], row[0])
		}
	}
	for _, q := range queries {
		var all map[string]bool
		for _, form := range strings.Fields(q[1]) {
			re := regexp.MustCompile(`^(?:` + strings.ReplaceAll(form, `\w`, `[\pL\d-]`) + `)$`)
			some := map[string]bool{}
			for word, ids := range holders {
				if re.MatchString(word) {
					for _, id := range ids {
						some[id] = all == nil || all[id]
					}
				}
			}
			all = some
		}
		j.add(q[0], all)
	}
	return j
}

// judgedInvented takes a comment for relevant that is about the query's topic.
func judgedInvented(comments, queries [][]string) judgements {
	var j judgements
	for i, row := range comments {
		j.comments = append(j.comments, index.Document{Key: models.Key{Source: "s", ID: fmt.Sprintf("%04d", i)}, Language: models.Danish, Comment: row[1]})
	}
	for _, q := range queries {
		about := map[string]bool{}
		for i, row := range comments {
			if slices.Contains(strings.Split(row[0], ","), q[1]) {
				about[j.comments[i].Key.ID] = true
			}
		}
		j.add(q[0], about)
	}
	return j
}

func (j *judgements) add(query string, relevant map[string]bool) {
	for id, is := range relevant {
		if !is {
			delete(relevant, id)
		}
	}
	if len(relevant) > 0 {
		j.queries, j.relevant = append(j.queries, query), append(j.relevant, relevant)
	}
}

// recall is the mean recall@20 of the queries with the comments read by layers.
func (j *judgements) recall(t *testing.T, layers stemming.Layers) float64 {
	var b stemming.LexiconBuilder
	for _, d := range j.comments {
		b.Add(d.Title)
		b.Add(d.Comment)
	}
	dir := t.TempDir()
	if err := index.Build(context.Background(), dir, j.comments, index.Config{Workers: 2, Lexicon: b.Lexicon(nil), Layers: layers}); err != nil {
		t.Fatal(err)
	}
	ix, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	mean := 0.0
	for q, query := range j.queries {
		res, err := ix.Search(context.Background(), index.Request{Query: query, Size: 20})
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, h := range res.Hits {
			if j.relevant[q][h.Key.ID] {
				found++
			}
		}
		mean += float64(found) / float64(min(20, len(j.relevant[q]))) / float64(len(j.queries))
	}
	return mean
}

// misspelt is the share of real misspellings that meet the word that was meant.
func (l layering) misspelt(t *testing.T, reviews []index.Document) float64 {
	texts := make([]string, len(reviews))
	for i, d := range reviews {
		texts[i] = d.Comment
	}
	a, _, _ := l.read(texts)
	met, all := 0, 0
	for _, row := range columns(t, corpora.File(t, "danish-words/spelling.tsv"), true) {
		written, meant := strings.ToLower(row[1]), strings.ToLower(row[2])
		if written == meant || strings.ContainsAny(written+meant, " .,'-") {
			continue
		}
		if all++; firstTerm(a, written) == firstTerm(a, meant) {
			met++
		}
	}
	return float64(met) / float64(all)
}

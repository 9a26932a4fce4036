package index_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/da"
	"github.com/google/go-cmp/cmp"

	"stemme/index"
	"stemme/models"
	"stemme/testdata/corpora"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// A judged query is one with the comments that are relevant to it.
type judged struct {
	query    string
	relevant map[string]bool // by id
}

// TestRelevance holds the search against Bleve's own Danish analyser, query by
// query, on invented comments that were labelled by hand with what they are
// about.
func TestRelevance(t *testing.T) {
	var docs []index.Document
	about := map[string][]string{}
	for i, f := range fields(t, "testdata/relevance-comments.tsv") {
		d := index.Document{Key: models.Key{Source: "s", ID: fmt.Sprintf("%04d", i)}, Language: models.Danish, Comment: f[1]}
		docs = append(docs, d)
		about[d.Key.ID] = strings.Split(f[0], ",")
	}
	var queries []judged
	for _, f := range fields(t, "testdata/relevance-queries.tsv") {
		q := judged{f[0], map[string]bool{}}
		for id, topics := range about {
			if slices.Contains(topics, f[1]) {
				q.relevant[id] = true
			}
		}
		queries = append(queries, q)
	}
	relevance(t, docs, queries, "testdata/golden/relevance.txt")
}

// TestRelevanceReviews does the same on real reviews, where they are at hand.
// A review is relevant if it holds one of the forms that were listed by hand
// for each word of the query. All reviews are searched with STEMME_LONG set, which
// is what the golden file tells; else every fifth.
func TestRelevanceReviews(t *testing.T) {
	docs, golden := reviews(t), "testdata/golden/relevance-reviews.txt"
	if os.Getenv("STEMME_LONG") == "" {
		golden = ""
		for i := range len(docs) / 5 {
			docs[i] = docs[5*i]
		}
		docs = docs[:len(docs)/5]
	}
	holders := map[string][]int{} // by word: reviews
	for i, d := range docs {
		for _, word := range strings.FieldsFunc(strings.ToLower(d.Title+" "+d.Comment), func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-'
		}) {
			holders[word] = append(holders[word], i)
		}
	}
	var queries []judged
	for _, f := range fields(t, "testdata/relevance-reviews.tsv") {
		times := map[int]int{} // by review: words of the query that it holds
		forms := strings.Fields(f[1])
		for n, form := range forms {
			re := regexp.MustCompile(`^(?:` + strings.ReplaceAll(form, `\w`, `[\pL\d-]`) + `)$`)
			for word, reviews := range holders {
				if !re.MatchString(word) {
					continue
				}
				for _, i := range reviews {
					if times[i] == n {
						times[i]++
					}
				}
			}
		}
		q := judged{f[0], map[string]bool{}}
		for i, n := range times {
			if n == len(forms) {
				q.relevant[docs[i].Key.ID] = true
			}
		}
		queries = append(queries, q)
	}
	if golden == "" {
		queries = slices.DeleteFunc(queries, func(q judged) bool { return len(q.relevant) == 0 })
	}
	relevance(t, docs, queries, golden)
}

// reviews reads the reviews beside the project, or skips the test.
func reviews(t testing.TB) []index.Document {
	name := corpora.File(t, "danish-reviews/reviews.tsv")
	var docs []index.Document
	for _, f := range fields(t, name)[1:] {
		docs = append(docs, index.Document{Key: models.Key{Source: "s", ID: f[0]}, Language: models.Danish, Title: f[4], Comment: f[5]})
	}
	return docs
}

// fields reads a file of tab-separated lines.
func fields(t testing.TB, name string) [][]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines [][]string
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		lines = append(lines, strings.Split(s.Text(), "\t"))
	}
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
	return lines
}

// relevance asks all queries of both, writes what came out into the golden
// file, if there is one, and wants the means to be better than Bleve's on both
// measures.
func relevance(t *testing.T, docs []index.Document, queries []judged, golden string) {
	ix, own := built(t, docs, 2), measures{}
	theirs := daIndex(t, docs)
	or, and := measures{}, measures{}
	var b strings.Builder
	b.WriteString("recall@20 and reciprocal rank of the first relevant hit; stemme with what comes nearest behind its hits\n" +
		"stemme      Bleve da, any word  Bleve da, all words  relevant  query\n")
	for _, q := range queries {
		if len(q.relevant) == 0 {
			t.Errorf("%s: nothing is relevant", q.query)
			continue
		}
		a := own.add(q, ownHits(t, ix, q.query))
		o := or.add(q, daHits(t, theirs, q.query, "or"))
		n := and.add(q, daHits(t, theirs, q.query, "and"))
		fmt.Fprintf(&b, "%s  %s          %s           %8d  %s\n", a, o, n, len(q.relevant), q.query)
	}
	fmt.Fprintf(&b, "%s  %s          %s                     mean of %d queries\n", own.mean(), or.mean(), and.mean(), own.n)
	t.Logf("mean recall@20 and MRR of %d queries: stemme %s, Bleve any word %s, all words %s", own.n, own.mean(), or.mean(), and.mean())
	for _, m := range []measures{or, and} {
		if own.recall <= m.recall || own.rank <= m.rank {
			t.Errorf("not better than Bleve's own: %s, Bleve %s", own.mean(), m.mean())
		}
	}
	if golden == "" {
		return
	}
	if *update {
		if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("the golden file says otherwise; read, then run with -update: %s", diff)
	}
}

// measures adds up recall and reciprocal rank.
type measures struct {
	n            int
	recall, rank float64
}

func (m *measures) add(q judged, hits []string) string {
	one := measures{n: 1}
	for i, id := range hits {
		if q.relevant[id] {
			one.recall++
			if one.rank == 0 {
				one.rank = 1 / float64(i+1)
			}
		}
	}
	one.recall /= float64(min(20, len(q.relevant)))
	m.n++
	m.recall += one.recall
	m.rank += one.rank
	return one.mean()
}

func (m measures) mean() string {
	return fmt.Sprintf("%.3f %.3f", m.recall/float64(m.n), m.rank/float64(m.n))
}

func ownHits(t *testing.T, ix *index.Index, query string) []string {
	res, err := ix.Search(context.Background(), index.Request{Query: query, Size: 20})
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, h := range slices.Concat(res.Hits, res.Near) {
		found = append(found, h.Key.ID)
	}
	return found
}

// daIndex is an index of Bleve's with its own Danish analyser.
func daIndex(t *testing.T, docs []index.Document) bleve.Index {
	im := bleve.NewIndexMapping()
	im.DefaultAnalyzer = da.AnalyzerName
	im.ScoringModel = "bm25"
	doc := bleve.NewDocumentStaticMapping()
	field := bleve.NewTextFieldMapping()
	field.Store, field.DocValues = false, false
	doc.AddFieldMappingsAt("text", field)
	im.DefaultMapping = doc
	dir := filepath.Join(t.TempDir(), "da")
	builder, err := bleve.NewBuilder(dir, im, map[string]any{"batchSize": 5000, "mergeMax": 100, "buildPathPrefix": filepath.Dir(dir)})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if err := builder.Index(d.Key.ID, map[string]string{"text": d.Title + "\n" + d.Comment}); err != nil {
			t.Fatal(err)
		}
	}
	if err := builder.Close(); err != nil {
		t.Fatal(err)
	}
	ix, err := bleve.OpenUsing(dir, map[string]any{"read_only": true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

// daHits asks as Bleve's users would: a phrase where quotes are, else words of
// which any or all must be found.
func daHits(t *testing.T, ix bleve.Index, query, operator string) []string {
	req := bleve.NewSearchRequestOptions(bleve.NewMatchPhraseQuery(strings.Trim(query, `"`)), 20, 0, false)
	if !strings.HasPrefix(query, `"`) {
		match := bleve.NewMatchQuery(query)
		if operator == "and" {
			match.SetOperator(1)
		}
		req.Query = match
	}
	req.SortBy([]string{"-_score", "_id"})
	res, err := ix.Search(req)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, h := range res.Hits {
		found = append(found, h.ID)
	}
	return found
}

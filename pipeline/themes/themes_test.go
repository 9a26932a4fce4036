package themes

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stemme/models"
)

// survey invents responses on the given number of subjects. Each comment says
// one or two things, each with words of one subject and a filler or two.
func survey(n, subjects int, seed uint64) ([]models.Response, []models.Document, []int) {
	r := rand.New(rand.NewPCG(seed, 0))
	responses, documents, gold := make([]models.Response, n), make([]models.Document, n), make([]int, n)
	for i := range n {
		gold[i] = r.IntN(subjects)
		var clauses [][]string
		for range 1 + r.IntN(2) {
			var words []string
			for range 3 + r.IntN(4) {
				words = append(words, fmt.Sprintf("s%dw%d", gold[i], int(float64(30)*r.Float64()*r.Float64())))
			}
			for range r.IntN(3) {
				words = append(words, fmt.Sprintf("fyld%d", r.IntN(40)))
			}
			clauses = append(clauses, words)
		}
		responses[i], documents[i] = written(fmt.Sprintf("r%05d", i), clauses)
	}
	return responses, documents, gold
}

// written is a response whose clauses hold the given words, each its own term.
func written(id string, clauses [][]string) (models.Response, models.Document) {
	var text strings.Builder
	d := models.Document{Language: models.Danish}
	for _, words := range clauses {
		c := models.Clause{Start: int32(text.Len())}
		for _, w := range words {
			c.Terms = append(c.Terms, models.Term{Text: w, Start: int32(text.Len()), End: int32(text.Len() + len(w))})
			text.WriteString(w + " ")
		}
		c.End = int32(text.Len() - 1)
		d.Clauses = append(d.Clauses, c)
	}
	return models.Response{Source: "test", ID: id, Comment: strings.TrimSpace(text.String()), Scale: models.Scale0to10}, d
}

func mustFind(t testing.TB, responses []models.Response, documents []models.Document, cfg Config) Result {
	t.Helper()
	r, err := Find(context.Background(), Input{Responses: responses, Documents: documents}, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestOrderAndWorkers holds that neither the order of the responses nor the
// number of workers shows in anything that is found.
func TestOrderAndWorkers(t *testing.T) {
	t.Parallel()
	responses, documents, _ := survey(600, 8, 1)
	cfg := DefaultConfig()
	cfg.Themes = 8
	want := describe(responses, mustFind(t, responses, documents, cfg))
	for seed := range uint64(3) {
		for _, workers := range []int{1, 2, 8} {
			r := rand.New(rand.NewPCG(seed, 1))
			rs, ds := slices.Clone(responses), slices.Clone(documents)
			r.Shuffle(len(rs), func(i, j int) { rs[i], rs[j], ds[i], ds[j] = rs[j], rs[i], ds[j], ds[i] })
			cfg.Workers = workers
			if got := describe(rs, mustFind(t, rs, ds, cfg)); got != want {
				t.Fatalf("shuffle %d, %d workers: another result", seed, workers)
			}
		}
	}
}

// describe writes down a result in an order that does not depend on the order
// of the responses.
func describe(responses []models.Response, r Result) string {
	var lines []string
	for _, m := range r.Mentions {
		lines = append(lines, fmt.Sprint(responses[m.Response].ID, m.Clause, m.Theme, m.Probability, m.Polarity, m.Weight))
	}
	for i, id := range r.Primary {
		lines = append(lines, responses[i].ID+id)
	}
	slices.Sort(lines)
	for _, th := range r.Themes {
		lines = append(lines, fmt.Sprint(th))
	}
	return strings.Join(append(lines, fmt.Sprint(r.Remainder, r.Choice, r.Model.mix.Weight)), "\n")
}

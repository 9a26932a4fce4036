package polarity_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/themes/internal/polarity"
	"stemme/stemming"
)

var analyser = stemming.NewAnalyser(nil, stemming.DefaultLayers())

func analysed(text string) models.Document { return analyser.Document(text, models.Danish) }

func response(id, text string, score int) (models.Response, models.Document) {
	return models.Response{Source: "prøve", ID: id, Comment: text, Score: models.ScoreOf(score),
		Scale: models.Scale{Low: 1, High: 5, Passive: 3, Promoter: 5}}, analysed(text)
}

// What the invented customers say: subjects that both classes speak of, and
// judgements of either class. Nobody writes "ikke tarvelig".
var (
	subjects = []string{"rådgiveren", "netbanken", "butikken i Aarhus", "telefonen", "kommunens hjemmeside", "teknikeren",
		"mobilappen", "filialen", "leveringen", "chatten", "sagsbehandleren", "kassedamen"}
	praise = []string{"var venlig og hjælpsom", "er nem at bruge", "fungerer upåklageligt", "var hurtig", "er i top 👍",
		"var slet ikke langsom", "var aldrig ubehagelig", "gav ingen problemer", "er GOD", "var ikke dårlig"}
	blame = []string{"var sur og uvenlig", "er umulig at bruge", "virker ikke", "var langsom", "er tarvelig",
		"var ikke venlig", "var ikke hurtig", "gav kun problemer", "er elendig 😡", "var dårlig", "var ubehagelig"}
)

// survey invents n responses, promoters and detractors by turns. One in ten
// says something against its class.
func survey(n int, seed uint64) ([]models.Response, []models.Document) {
	rng := rand.New(rand.NewPCG(seed, 0))
	pick := func(from []string) string { return from[rng.IntN(len(from))] }
	var responses []models.Response
	var docs []models.Document
	for i := range n {
		mine, other, score := praise, blame, 5
		if i%2 == 1 {
			mine, other, score = blame, praise, 1+rng.IntN(2)
		}
		text := fmt.Sprintf("%s %s. Jeg talte med dem %s %d.", pick(subjects), pick(mine), pick([]string{"mandag", "i juni", "den"}), rng.IntN(30))
		if rng.IntN(2) == 0 {
			text += " Og " + pick(subjects) + " " + pick(mine)
		}
		if rng.IntN(10) == 0 {
			text += ", men " + pick(subjects) + " " + pick(other)
		}
		r, d := response(fmt.Sprintf("%05d", i), text, score)
		responses, docs = append(responses, r), append(docs, d)
	}
	return responses, docs
}

func learn(t testing.TB, responses []models.Response, docs []models.Document, cfg polarity.Config) *polarity.Model {
	t.Helper()
	m, err := polarity.Learn(t.Context(), responses, docs, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func clause(m *polarity.Model, text string) float64 { return m.Clause(analysed(text).Clauses[0]) }

func TestClause(t *testing.T) {
	responses, docs := survey(1200, 1)
	m := learn(t, responses, docs, polarity.DefaultConfig())
	for _, tt := range []struct {
		text     string
		low, top float64
	}{
		{"rådgiveren var venlig", 0.6, 1},
		{"netbanken fungerer upåklageligt", 0.6, 1},
		{"butikken var langsom", -1, -0.6},
		{"RÅDGIVEREN VAR LANGSOM", -1, -0.6},
		{"filialen var dårlig", -1, -0.5},
		{"filialen var ikke dårlig", 0.5, 1},
		{"teknikeren var ikke venlig", -1, -0.5},
		{"appen gav ingen problemer", 0.5, 1},
		{"chatten er tarvelig", -1, -0.5},
		{"chatten er ikke tarvelig", -0.1, 1}, // never written in the survey
		{"jeg talte med dem mandag", -0.3, 0.3},
		{"zebraer galopperer", 0, 0},
	} {
		if p := clause(m, tt.text); !(p >= tt.low && p <= tt.top) {
			t.Errorf("%q: polarity %+.2f, want %+.1f to %+.1f", tt.text, p, tt.low, tt.top)
		}
	}
}

// TestMixed holds that the two halves of one comment are told apart.
func TestMixed(t *testing.T) {
	responses, docs := survey(1200, 2)
	m := learn(t, responses, docs, polarity.DefaultConfig())
	d := analysed("Rådgiveren var venlig og hjælpsom, men netbanken virker ikke")
	if len(d.Clauses) != 2 {
		t.Fatalf("%d clauses, want 2", len(d.Clauses))
	}
	if a, b := m.Clause(d.Clauses[0]), m.Clause(d.Clauses[1]); a < 0.5 || b > -0.5 {
		t.Errorf("polarities %+.2f and %+.2f, want above 0.5 and below -0.5", a, b)
	}
}

// TestTooFew holds that nothing is said where either class has fewer scored
// comments than asked for. Comments without words and passives do not count.
func TestTooFew(t *testing.T) {
	responses, docs := survey(400, 3)
	for i := range 50 {
		r, d := response(fmt.Sprint("p", i), "netbanken er nem at bruge", 4)
		e, f := response(fmt.Sprint("e", i), "!!!", 1)
		responses, docs = append(responses, r, e), append(docs, d, f)
	}
	if m := learn(t, responses, docs, polarity.DefaultConfig()); !m.Known() || math.IsNaN(clause(m, "netbanken er nem")) {
		t.Error("200 of either class: the model knows nothing")
	}
	m := learn(t, responses[1:], docs[1:], polarity.DefaultConfig())
	if m.Known() || !math.IsNaN(clause(m, "netbanken er nem")) || !math.IsNaN(m.Comment(docs[0])) {
		t.Error("199 promoters: the model says something")
	}
	if m := learn(t, nil, nil, polarity.DefaultConfig()); m.Known() {
		t.Error("no responses: the model says something")
	}
	var none *polarity.Model
	if none.Known() || !math.IsNaN(none.Clause(docs[0].Clauses[0])) {
		t.Error("a nil model says something")
	}
}

// TestOrderAndWorkers holds that neither the order of the responses nor the
// number of workers shows in a bit of the model.
func TestOrderAndWorkers(t *testing.T) {
	responses, docs := survey(1000, 4)
	rows, clauses, comments := learn(t, responses, docs, polarity.DefaultConfig()).Rows()
	for seed := range uint64(3) {
		rng := rand.New(rand.NewPCG(seed, 1))
		rng.Shuffle(len(docs), func(a, b int) {
			responses[a], responses[b], docs[a], docs[b] = responses[b], responses[a], docs[b], docs[a]
		})
		cfg := polarity.DefaultConfig()
		cfg.Workers = 1 << (2 * seed)
		r, cl, co := learn(t, responses, docs, cfg).Rows()
		if !slices.Equal(r, rows) || cl != clauses || co != comments {
			t.Errorf("shuffle %d, %d workers: another model", seed, cfg.Workers)
		}
	}
}

// TestRows holds that a model made of its rows answers the same to the bit.
func TestRows(t *testing.T) {
	responses, docs := survey(800, 5)
	m := learn(t, responses, docs, polarity.DefaultConfig())
	again := polarity.New(m.Rows())
	for i := range docs {
		if m.Comment(docs[i]) != again.Comment(docs[i]) {
			t.Fatalf("comment %d: another polarity", i)
		}
		for _, c := range docs[i].Clauses {
			if m.Clause(c) != again.Clause(c) {
				t.Fatalf("comment %d: another polarity of a clause", i)
			}
		}
	}
	if empty := polarity.New(new(polarity.Model).Rows()); empty.Known() {
		t.Error("a model made of no rows says something")
	}
}

// TestPasted holds that one text pasted many times does not drown the rest.
func TestPasted(t *testing.T) {
	responses, docs := survey(1000, 6)
	for i := range 500 {
		r, d := response(fmt.Sprint("x", i), "Rådgiveren var venlig og hjælpsom, netbanken var hurtig", 1)
		responses, docs = append(responses, r), append(docs, d)
	}
	m := learn(t, responses, docs, polarity.DefaultConfig())
	if p := clause(m, "sagsbehandleren var venlig"); p < 0.3 {
		t.Errorf("polarity %+.2f after 500 copies of a text against it, want above 0.3", p)
	}
}

func TestCancelled(t *testing.T) {
	responses, docs := survey(600, 7)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := polarity.Learn(ctx, responses, docs, polarity.DefaultConfig()); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

package themes

import (
	"context"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"stemme/models"
	"stemme/models/linear"
	"stemme/pipeline/themes/internal/corpus"
)

// evalStages prints how long the stages of Find take, one after the other, and
// r, what was found, for those that need it.
func evalStages(t *testing.T, responses []models.Response, documents []models.Document, r Result, cfg Config, out io.Writer) {
	var c *corpus.Corpus
	var points *linear.Dense
	ctx, w := context.Background(), cfg.Workers
	in := Input{Responses: responses, Documents: documents}
	for _, stage := range []struct {
		name string
		do   func() error
	}{
		{"clauses", func() error {
			cfg.wordy = wordy(documents)
			clauses := carried(clausesOf(documents, cfg.wordy, w))
			c = corpus.New(fitting(clauses, apart(clauses, w)), minimum(len(clauses)), false)
			return nil
		}},
		{"views", func() error {
			points = cfg.Vectors.space(c, w).Clauses(c.Rows.Head(min(sample, c.Rows.Rows())), w)
			return nil
		}},
		{"model", func() error { fit(c, points, cfg.Themes, neighbours{}, cfg); return nil }},
		{"assign", func() error { r.Model.Assign(documents, cfg.MinProbability, w); return nil }},
		{"names", func() error {
			again := Result{Model: r.Model, Mentions: slices.Clone(r.Mentions), hand: r.hand, Primary: r.Primary}
			return again.describe(ctx, in, nil, cfg)
		}},
		{"polarity", func() error {
			again := Result{Mentions: slices.Clone(r.Mentions)}
			return again.feel(in, feeling(ctx, in, cfg), w)
		}},
	} {
		began := time.Now()
		if err := stage.do(); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(out, "%-58s %.2f\n", "seconds, "+stage.name, time.Since(began).Seconds())
	}
}

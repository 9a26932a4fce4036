package pipeline

import (
	"context"

	"stemme/models"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// figures are the statistics of a night, table by table.
type figures struct {
	score Score
}

// measure computes every figure.
func (n *night) measure(ctx context.Context, responses []models.Response, found themes.Result) (f figures, err error) {
	err = n.stage(ctx, StageMeasure, func() ([]any, error) {
		var t nps.Tally
		for i := range responses {
			t.Add(responses[i].Class())
		}
		low, high := t.Interval(1)
		f.score = Score{t.Scored(), t.Promoters, t.Passives, t.Detractors, t.NPS(), low, high}
		return nil, nil
	})
	return f, err
}

func (f *figures) tables() []draftTable { return nil }

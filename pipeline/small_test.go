package pipeline_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"stemme/pipeline"
)

// TestSmallDelivery: a file of much fewer rows than its source usually brings is told of, once it is
// known what is usual; one like the smallest before it is not, nor one that comes again.
func TestSmallDelivery(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cfg := pipeline.DefaultConfig()
	cfg.Data = t.TempDir()
	first := 0
	for i, c := range []struct {
		rows int
		told bool
	}{{100, false}, {10, false}, {90, false}, {60, false}, {110, false}, {95, false}, {12, false}, {9, true}, {50, false}, {8, true}} {
		day := time.Date(2026, 3, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		first += 1000
		path := answersFile(t, dir, "svar-"+day+".csv", "id;dato;NPS;kommentar", c.rows, first, func(i, id int) string {
			return fmt.Sprintf("%d;%s;%d;%s", id, day, i%11, saidBy(id))
		})
		for again := range 2 {
			cfg.Sources = []pipeline.Source{{Files: []string{path}}}
			s, err := pipeline.Fast(context.Background(), cfg, silent{})
			if err != nil {
				t.Fatal(i, err)
			}
			told := false
			for _, n := range s.Notes {
				told = told || n.Key == "delivery_small"
			}
			if told != (c.told && again == 0) {
				t.Errorf("delivery %d of %d rows, time %d: told %v", i, c.rows, again, told)
			}
		}
	}
}

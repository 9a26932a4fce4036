package pipeline_test

import (
	"fmt"
	"testing"

	"stemme/models"
)

// TestQuestionOfTheComment: what the comment's own column asks for is kept with each response, whatever later files
// call their column; a correction without that column leaves both.
func TestQuestionOfTheComment(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cfg := config(t.TempDir())
	row := func(i, id int) string { return fmt.Sprintf("%d;%d;%s", id, 3+i%8, saidBy(i)) }
	night(t, config(cfg.Data, answersFile(t, dir, "a.csv", "Svar-ID;Score (0-10);Hvad kan vi gøre bedre?", 12, 1, row)))
	later := config(cfg.Data, answersFile(t, dir, "b.csv", "Svar-ID;Score (0-10);Kommentar", 12, 13, row))
	later.Sources[0].Columns = map[string]string{"comment": "Kommentar"}
	night(t, later)
	wantAsks := func(when string) {
		t.Helper()
		asks := map[models.Ask]int{}
		for _, r := range keptOf(t, cfg) {
			if r.Comment == "" {
				t.Errorf("%s: %s has no comment", when, r.ID)
			}
			asks[r.Asks]++
		}
		if len(asks) != 2 || asks[models.AsksWishes] != 12 || asks[models.AsksAnything] != 12 {
			t.Errorf("%s: the ledger keeps %v", when, asks)
		}
	}
	wantAsks("two months")
	scores := config(cfg.Data, answersFile(t, dir, "c.csv", "Svar-ID;Score (0-10)", 4, 1, func(i, id int) string { return fmt.Sprintf("%d;9", id) }))
	scores.AsCorrection = true
	scores.Sources[0].Columns = map[string]string{"comment": ""}
	if s, _ := night(t, scores); s.Accepted.Replaced == 0 {
		t.Fatal("nothing is corrected")
	}
	wantAsks("scores corrected")
}

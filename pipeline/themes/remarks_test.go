package themes

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"stemme/models"
)

// TestRemarks holds that what might be said beside any theme is of none, though it
// stands beside a clause that is of one, and that other clauses keep theirs.
func TestRemarks(t *testing.T) {
	t.Parallel()
	responses, documents, _ := survey(900, 12, 5)
	r := rand.New(rand.NewPCG(5, 1))
	remark := map[int]int{} // clause by response
	for i := range documents {
		if i%4 > 0 {
			continue
		}
		var clauses [][]string
		for _, c := range documents[i].Clauses {
			var words []string
			for _, term := range c.Terms {
				words = append(words, term.Text)
			}
			clauses = append(clauses, words)
		}
		remark[i] = len(clauses)
		clauses = append(clauses, []string{fmt.Sprintf("fyld%d", r.IntN(40)), fmt.Sprintf("fyld%d", r.IntN(40)), fmt.Sprintf("fyld%d", r.IntN(40))})
		responses[i], documents[i] = written(responses[i].ID, clauses)
	}
	cfg := DefaultConfig()
	cfg.Themes = 12
	found := mustFind(t, responses, documents, cfg)
	with, others := 0, map[[2]int]bool{}
	for _, m := range found.Mentions {
		if at, is := remark[m.Response]; is && m.Clause == at {
			with++
		} else {
			others[[2]int{m.Response, m.Clause}] = true
		}
	}
	clauses := 0
	for i := range documents {
		clauses += len(documents[i].Clauses)
	}
	if with > len(remark)/4 {
		t.Errorf("%d of %d remarks have a theme", with, len(remark))
	}
	if share := float64(len(others)) / float64(clauses-len(remark)); share < 0.85 {
		t.Errorf("%.3f of the other clauses have a theme, want 0.85", share)
	}
}

// TestRemarked holds that where no clause tells much, remarks are as unlikely as
// leaves three quarters of the clauses a theme.
func TestRemarked(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	var responses []models.Response
	var documents []models.Document
	for i := range 1200 {
		subject := i % 8
		var words []string
		for range 3 + r.IntN(3) {
			if r.IntN(3) == 0 {
				words = append(words, fmt.Sprintf("s%dw%d", subject, r.IntN(60)))
			} else {
				words = append(words, fmt.Sprintf("fyld%d", r.IntN(60)))
			}
		}
		a, d := written(fmt.Sprintf("r%04d", i), [][]string{words})
		responses, documents = append(responses, a), append(documents, d)
	}
	cfg := DefaultConfig()
	cfg.Themes = 8
	if s := mustFind(t, responses, documents, cfg).Remainder.Share(); s > 0.28 {
		t.Errorf("%.3f of the clauses have no theme", s)
	}
}

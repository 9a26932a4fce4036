package themes

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"stemme/models"
)

// TestApart: comments of which each clause speaks of a subject of its own are fitted
// clause by clause, those of one subject whole, and so are those of one clause; and a
// subject that is mostly named beside others has a theme.
func TestApart(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 6))
	invent := func(clauses int, alike bool) (rs []models.Response, ds []models.Document, first []int) {
		for i := range 600 {
			var said [][]string
			subject := r.IntN(8)
			first = append(first, subject)
			for range clauses {
				said = append(said, []string{fmt.Sprintf("s%dw%d", subject, r.IntN(6)), fmt.Sprintf("s%dw%d", subject, r.IntN(6)), fmt.Sprintf("fyld%d", r.IntN(20))})
				if !alike {
					subject = r.IntN(8)
				}
			}
			a, d := written(fmt.Sprintf("r%04d", i), said)
			rs, ds = append(rs, a), append(ds, d)
		}
		return rs, ds, first
	}
	for _, c := range []struct {
		clauses     int
		alike, want bool
	}{{3, false, true}, {3, true, false}, {1, false, false}} {
		rs, ds, first := invent(c.clauses, c.alike)
		if got := apart(clausesOf(ds, true, 2), 2); got != c.want {
			t.Errorf("%d clauses, of one subject %v: fitted clause by clause %v", c.clauses, c.alike, got)
		}
		cfg := DefaultConfig()
		cfg.Themes = 8
		of := map[string][8]int{} // of the first clauses by theme, their subjects
		right := 0
		for _, m := range mustFind(t, rs, ds, cfg).Mentions {
			if m.Clause == 0 {
				n := of[m.Theme]
				n[first[m.Response]]++
				of[m.Theme] = n
			}
		}
		for _, n := range of {
			most := 0
			for _, v := range n {
				most = max(most, v)
			}
			right += most
		}
		t.Logf("%d of 600 first clauses are of a theme of their subject", right)
		if right < 540 {
			t.Errorf("%d clauses, of one subject %v: %d of 600 first clauses are of a theme of their subject", c.clauses, c.alike, right)
		}
	}
}

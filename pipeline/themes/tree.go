package themes

import (
	"math"
	"slices"

	"stemme/models"
	"stemme/models/linear"
	"stemme/pipeline/themes/internal/partition"
)

// Top themes stand over themes that are akin, where there are more than a handful of
// themes. Chosen by reading the demo's and the reviews'.
const (
	handful = 8
	akin    = 0.1  // how alike the themes under one are, see partition.Kin
	roofed  = 0.25 // of the clauses, at most, under one: what speaks of half of all says nothing
	overall = 0.35 // of the comments; more of them mention one of several themes
)

// plant gives the themes of a fresh model their top themes, by the unit vectors
// points of clauses and the likeliest theme of each. A theme that is akin to no other
// stays on its own. The top themes' ids follow those of the themes.
func (m *Model) plant(points *linear.Dense, part []int32) {
	k := len(m.themes)
	if k < handful {
		return
	}
	group, n := partition.Kin(points, part, k, akin, roofed)
	over, members := make([]int32, k), make([]int, n)
	for j := range over {
		over[j] = -1
	}
	for i, j := range part {
		over[j] = group[i]
	}
	for _, g := range over {
		if g >= 0 {
			members[g]++
		}
	}
	ids := make([]string, n)
	for g := range ids {
		if members[g] > 1 {
			ids[g] = name(m.next)
			m.tops = append(m.tops, ids[g])
			m.next++
		}
	}
	for j, g := range over {
		if g >= 0 {
			m.themes[j].Parent = ids[g]
		}
	}
}

// lift takes out the top themes that say less than the themes under them, which then
// stand on their own: those over fewer than two that are ready and no verdicts, those
// over too many comments, and those of which no name speaks of what is under them. A
// top theme that an analyst has named, pinned, hidden or given an owner stays.
func (r *Result) lift() {
	says := map[string]int{}
	for i := range r.Themes {
		if t := &r.Themes[i]; t.State == models.Ready && t.Kind != models.Verdict {
			says[t.Parent]++
		}
	}
	gone := map[string]bool{}
	for i := len(r.Themes) - 1; i >= 0; i-- {
		t := &r.Themes[i]
		if !slices.Contains(r.Model.tops, t.ID) || says[t.ID] > 1 && t.Share <= overall && !math.IsNaN(t.LabelFit) || r.hand.edited(t.ID) {
			continue
		}
		gone[t.ID] = true
		r.Themes, r.Typical = slices.Delete(r.Themes, i, i+1), slices.Delete(r.Typical, i, i+1)
	}
	for i := range r.Themes {
		if gone[r.Themes[i].Parent] {
			r.Themes[i].Parent = ""
		}
	}
}

package nps

import (
	"cmp"
	"math"
	"slices"

	"stemme/pipeline/tables"
)

// A HighFiveRow is one of the themes that matter most, each unlike those before it.
type HighFiveRow struct {
	Rank      int     `table:"rank" doc:"place by the certain size of the effect, themes too like one before them left out; the first is 1"`
	ThemeID   string  `table:"theme_id,dict" doc:"the theme, see themes"`
	Responses int     `table:"responses" doc:"responses that mention it"`
	Share     float64 `table:"share" doc:"responses / responses with a comment, from 0 to 1"`
	NPS       float64 `table:"nps,null" doc:"score of those who mention it"`
	Effect    float64 `table:"effect" doc:"as in drivers: points by which those who mention it score otherwise, all else held equal"`
	CILow     float64 `table:"ci_low" doc:"lower end of its 95 % interval, which does not hold 0"`
	CIHigh    float64 `table:"ci_high" doc:"upper end"`
	Overlap   float64 `table:"overlap" doc:"the largest share of its comments, or of the other's, that it has in common with one of a better rank; at most 0.3"`
	Covered   float64 `table:"covered" doc:"share of the comments that mention this theme or one of a better rank, from 0 to 1"`
	Lens      string  `table:"lens,null,dict" doc:"lens that the themes are entries of; NULL for the discovered themes"`
}

// HighFives has one row per theme that matters.
var HighFives = tables.Define("high_five", "theme that matters", "The themes with a certain effect on the score, none too like another: the first k are the k that matter most.",
	tables.By(tables.Key(func(r *HighFiveRow) string { return r.Lens }), tables.Key(func(r *HighFiveRow) int { return r.Rank })))

// mostShared is the share of a theme's comments that it may have in common with one
// that matters more. Chosen by the users: requirement R3.
const mostShared = 0.3

// HighFive takes the themes that in holds in the order of their certain effect,
// the end of its interval nearer to 0, and leaves out those whose interval holds 0
// and those that share more than 30 % of their comments, or of its, with one taken.
// Drivers are those of the score. The first k rows are the k that matter most.
func (s *Scores) HighFive(drivers []DriverRow, in func(theme string) bool) []HighFiveRow {
	both := s.shared()
	everyone := float64(s.base.cube.cell(s.panel.at(periodAll, cutAll)).commented)
	drivers = slices.Clone(drivers)
	slices.SortStableFunc(drivers, func(a, b DriverRow) int { return cmp.Compare(a.Rank, b.Rank) })
	sizes, seen := s.sizes(), make([]bool, len(s.themes))
	var rows []HighFiveRow
	var taken []int
	covered := 0.0
	for _, d := range drivers {
		t := slices.Index(s.Order, d.ThemeID)
		if d.Outcome != OutcomeNPS || d.Restates || math.IsNaN(d.Effect) || !(d.certain() > 0) || t < 0 || !in(d.ThemeID) {
			continue
		}
		n, most := sizes[t], 0.0
		for _, u := range taken {
			most = max(most, both[[2]int{min(t, u), max(t, u)}]/min(n, sizes[u]))
		}
		if most > mostShared {
			continue
		}
		taken = append(taken, t)
		covered += s.more(t, seen)
		rows = append(rows, HighFiveRow{Rank: len(taken), ThemeID: d.ThemeID, Responses: int(n), Share: n / everyone, NPS: d.Mean,
			Effect: d.Effect, CILow: d.CILow, CIHigh: d.CIHigh, Overlap: most, Covered: covered / everyone, Lens: s.Lens})
	}
	return rows
}

// sizes counts, over all, the responses that mention each theme.
func (s *Scores) sizes() []float64 {
	sizes := make([]float64, len(s.Order))
	for i, of := range s.themes {
		if s.panel.whole(i) {
			for _, t := range of {
				sizes[t] += float64(s.panel.weight[i])
			}
		}
	}
	return sizes
}

// more counts, over all, the responses that mention a theme and were not seen
// before, and sees them.
func (s *Scores) more(theme int, seen []bool) (n float64) {
	for i, of := range s.themes {
		if !seen[i] && s.panel.whole(i) && slices.Contains(of, theme) {
			seen[i] = true
			n += float64(s.panel.weight[i])
		}
	}
	return n
}

// shared counts, over all, the responses of each pair of themes.
func (s *Scores) shared() map[[2]int]float64 {
	together, _ := s.together()
	both := make(map[[2]int]float64, len(together))
	for _, pair := range together {
		for _, i := range pair.rows {
			both[[2]int{pair.a, pair.b}] += float64(s.panel.weight[i])
		}
	}
	return both
}

package nps

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/nps/internal/withhold"
	"stemme/pipeline/tables"
)

// A HighFiveRow is one of the themes that matter most, each unlike those before it.
type HighFiveRow struct {
	Rank      int     `table:"rank" doc:"place by the certain size of the effect × share, the points of the whole score that surely go with the theme; themes too like one before them, in their comments or their words, left out; the first is 1"`
	ThemeID   string  `table:"theme_id,dict" doc:"the theme, see themes"`
	Polarity  string  `table:"polarity,null,dict" doc:"praised or blamed where responses, share, nps, effect and its interval are of those who praise, or blame, the theme: more of the whole score surely goes with them than with all who mention it, with praise upwards and with blame downwards; NULL for all who mention it"`
	Responses int     `table:"responses" doc:"responses that mention it"`
	Share     float64 `table:"share" doc:"responses / responses with a comment, from 0 to 1"`
	NPS       float64 `table:"nps,null" doc:"score of those who mention it"`
	Effect    float64 `table:"effect" doc:"as in drivers: points by which a comment that mentions it scores above or below the average comment, all else held equal"`
	CILow     float64 `table:"ci_low" doc:"lower end of its 95 % interval, which does not hold 0"`
	CIHigh    float64 `table:"ci_high" doc:"upper end"`
	Overlap   float64 `table:"overlap,null" doc:"the largest share of its comments, or of the other's, that it has in common with one of a better rank; at most 0.3; NULL where edges leaves the pair out"`
	Covered   float64 `table:"covered,null" doc:"share of the comments that mention this theme or one of a better rank, from 0 to 1; NULL where a small group would follow from it"`
	Lens      string  `table:"lens,null,dict" doc:"lens that the themes are entries of; NULL for the discovered themes"`
	Reverses  bool    `table:"reverses" doc:"as in drivers"`
}

// HighFives has one row per theme that matters.
var HighFives = tables.Define("high_five", "theme that matters", "The themes with a certain effect on the score, none too like another: the first k are the k that matter most.",
	tables.By(tables.Key(func(r *HighFiveRow) string { return r.Lens }), tables.Key(func(r *HighFiveRow) int { return r.Rank }))).
	With(GrainColumn(func(r *HighFiveRow) string { return system(r.Lens) })...)

// mostShared is the share of a theme's comments that it may have in common with one
// that matters more. Chosen by the users: requirement R3.
const mostShared = 0.3

// surely is how many points of the whole score surely go with a side: the end of the
// interval of its effect that is nearer to 0, times its share; 0 where it is not sure.
func (s *Side) surely() float64 {
	if !s.Sure() {
		return 0
	}
	return max(s.CILow, -s.CIHigh, 0) * s.Share
}

// leading is the side of a driver that the most points of the whole score surely go with: all
// who mention the theme, or those who praise it, or those who blame it, not where that is contrary.
func (r *DriverRow) leading() Side {
	best := r.whole()
	for _, side := range r.Sides() {
		if !side.Contrary() && side.surely() > best.surely() {
			best = side
		}
	}
	return best
}

// HighFive takes the themes that in holds in the order of the points of the whole score
// that surely go with them, with all who mention them or those who praise or blame them, and leaves
// out those that are not sure among all, and those that share more than 30 % of their
// comments, or of its, with one taken, or that alike says are of the subject of one.
// Drivers are those of the score. The first k rows are the k that matter most.
func (s *Scores) HighFive(drivers []DriverRow, in func(theme string) bool, alike func(a, b string) bool) []HighFiveRow {
	overlap := s.overlaps()
	everyone := float64(s.base.cube.cell(s.panel.at(periodAll, cutAll)).commented)
	leads := make([]leader, len(drivers))
	for n := range drivers {
		leads[n] = leader{&drivers[n], drivers[n].leading()}
	}
	slices.SortStableFunc(leads, func(a, b leader) int {
		return cmp.Or(cmp.Compare(b.side.surely(), a.side.surely()), cmp.Compare(a.Rank, b.Rank))
	})
	var rows []HighFiveRow
	var taken []int
	of := union{of: s, seen: make([]bool, len(s.themes))}
	for _, d := range leads {
		t := slices.Index(s.Order, d.ThemeID)
		if d.Outcome != OutcomeNPS || d.Restates || !d.side.Sure() || t < 0 || !in(d.ThemeID) {
			continue
		}
		most, told := overlap(t, taken)
		if most > mostShared || slices.ContainsFunc(taken, func(u int) bool { return alike(d.ThemeID, s.Order[u]) }) {
			continue
		}
		taken = append(taken, t)
		if !told {
			most = math.NaN()
		}
		n, side := int(s.size(t).Responses), d.side
		if side.Polarity != "" {
			n = side.Responses
		}
		rows = append(rows, HighFiveRow{Rank: len(taken), ThemeID: d.ThemeID, Polarity: side.Polarity, Responses: n, Share: float64(n) / everyone, NPS: side.NPS,
			Effect: side.Effect, CILow: side.CILow, CIHigh: side.CIHigh, Overlap: most, Covered: of.add(t) / everyone, Lens: s.Lens,
			Reverses: d.Reverses && side.Polarity == ""})
	}
	return rows
}

// A leader is a driver with the side of it that leads.
type leader struct {
	*DriverRow
	side Side
}

// Otherwise is the driver of the score over all of a theme that matters in a period or unit, of the
// same side, where it is surely the other way round; nil where it is not.
func Otherwise(here *HighFiveRow, drivers []DriverRow) *Side {
	at := slices.IndexFunc(drivers, func(d DriverRow) bool { return d.Outcome == OutcomeNPS && d.ThemeID == here.ThemeID })
	if at < 0 {
		return nil
	}
	for _, side := range append(drivers[at].Sides(), drivers[at].whole()) {
		if side.Polarity == here.Polarity && side.Sure() && side.Effect*here.Effect < 0 {
			return &side
		}
	}
	return nil
}

// A union is the responses that mention one of some themes, as they are added.
type union struct {
	of     *Scores
	themes int
	seen   []bool        // by response
	any    withhold.Size // all of it
	told   withhold.Size // the union that was told last
	since  withhold.Size // those who mention each theme that came since, summed
}

// add adds a theme and counts the union; NaN where it would tell a small group: those
// who mention what came since the union that was told last and one of its themes, those
// of them who mention none of its themes, or those who mention nothing of all.
func (u *union) add(t int) float64 {
	u.themes++
	u.any, u.since = u.any.Add(u.more(t)), u.since.Add(u.of.size(t))
	all := u.of.commented.cube.cell(u.of.panel.at(periodAll, cutAll)).size()
	for _, group := range [...]withhold.Size{u.since.Less(u.any.Less(u.told)), u.any.Less(u.told), all.Less(u.any)} {
		if group.Small(int32(u.of.panel.SmallGroup)) && u.themes > 1 {
			return math.NaN()
		}
	}
	u.told, u.since = u.any, withhold.Size{}
	return float64(u.any.Responses)
}

// more counts, over all, the responses that mention a theme and were not seen before,
// and sees them.
func (u *union) more(theme int) (n withhold.Size) {
	p := u.of.panel
	for i, of := range u.of.themes {
		if !u.seen[i] && p.whole(i) && slices.Contains(of, theme) {
			u.seen[i] = true
			n.Responses += p.weight[i]
			if p.class[i] != models.NoClass {
				n.Scored += p.weight[i]
			}
		}
	}
	return n
}

// size is how many mention a theme over all.
func (s *Scores) size(theme int) withhold.Size {
	return s.slices[theme].cube.cell(s.panel.at(periodAll, cutAll)).size()
}

// overlaps says how large a share of the comments of a theme, or of the other's, one of
// those taken has in common with it at most, and whether that may be told.
func (s *Scores) overlaps() func(t int, taken []int) (most float64, told bool) {
	together, everyone := s.together()
	pairs := make(map[[2]int]*pairing, len(together))
	for i := range together {
		pairs[[2]int{together[i].a, together[i].b}] = &together[i]
	}
	return func(t int, taken []int) (most float64, told bool) {
		told = true
		for _, u := range taken {
			pair := pairs[[2]int{min(t, u), max(t, u)}]
			if pair == nil {
				continue
			}
			both, _ := s.panel.wholeOf(pair.rows)
			if share := float64(both.responses) / float64(min(s.size(t).Responses, s.size(u).Responses)); share > most {
				most, told = share, s.apart(pair, everyone)
			}
		}
		return most, told
	}
}

package lens

import (
	"cmp"
	"slices"

	"stemme/models"
	"stemme/pipeline/tables"
)

// An OverlapRow is how far an entry of a lens matches what a theme, or an entry of
// another lens, is about.
type OverlapRow struct {
	ThemeID    string  `table:"theme_id,dict" doc:"the theme, or an entry of another lens, see themes"`
	EntryID    string  `table:"entry_id,dict" doc:"the entry"`
	Clauses    int     `table:"clauses" doc:"clauses that mention both"`
	Responses  int     `table:"responses" doc:"responses that such clauses are of"`
	Share      float64 `table:"share" doc:"clauses / clauses that mention the theme: how far the entry covers it"`
	EntryShare float64 `table:"entry_share" doc:"clauses / clauses that mention the entry: how far it is about the theme"`
	Lens       string  `table:"lens,dict" doc:"lens of the entry"`
}

// Overlaps has one row per theme and entry.
var Overlaps = tables.Define("theme_entries", "theme × entry", "Which entries of lenses match what a theme is about, clause by clause: what covers it, and which principles it belongs to.",
	tables.By(tables.Key(func(r *OverlapRow) string { return r.ThemeID }), tables.Key(func(r *OverlapRow) string { return r.EntryID })))

// leastShare is what share of a theme's clauses an entry must match to be told of.
// Chosen by eye: less is chance.
const leastShare = 0.05

// OverlapRows counts the clauses that mention a theme and an entry of another lens.
// Pairs of fewer responses than small are left out. Mentions are in the order of
// responses and clauses.
func OverlapRows(mentions []models.Mention, small int) []OverlapRow {
	type pair struct{ theme, entry string }
	type count struct{ clauses, responses, last int }
	clauses, both := map[string]int{}, map[pair]*count{}
	for from := 0; from < len(mentions); {
		to := from
		for to < len(mentions) && mentions[to].Response == mentions[from].Response && mentions[to].Clause == mentions[from].Clause {
			clauses[mentions[to].Theme]++
			to++
		}
		for _, a := range mentions[from:to] {
			for _, b := range mentions[from:to] {
				if lens := models.LensOf(b.Theme); lens == "" || lens == models.LensOf(a.Theme) {
					continue
				}
				c := both[pair{a.Theme, b.Theme}]
				if c == nil {
					c = &count{last: -1}
					both[pair{a.Theme, b.Theme}] = c
				}
				c.clauses++
				if c.last != a.Response {
					c.responses, c.last = c.responses+1, a.Response
				}
			}
		}
		from = to
	}
	var rows []OverlapRow
	for of, c := range both {
		share := float64(c.clauses) / float64(clauses[of.theme])
		if c.responses >= small && share >= leastShare {
			rows = append(rows, OverlapRow{ThemeID: of.theme, EntryID: of.entry, Clauses: c.clauses, Responses: c.responses, Share: share,
				EntryShare: float64(c.clauses) / float64(clauses[of.entry]), Lens: models.LensOf(of.entry)})
		}
	}
	slices.SortFunc(rows, func(a, b OverlapRow) int {
		return cmp.Or(cmp.Compare(a.ThemeID, b.ThemeID), cmp.Compare(a.EntryID, b.EntryID))
	})
	return rows
}

// Covering is, for every theme of rows, the entry of the lenses that in holds that
// matches most of its clauses; of equals the first by id.
func Covering(rows []OverlapRow, in func(lens string) bool) map[string]OverlapRow {
	best := map[string]OverlapRow{}
	for _, r := range rows {
		if in(r.Lens) && r.Share > best[r.ThemeID].Share {
			best[r.ThemeID] = r
		}
	}
	return best
}

// Belonging is, for every theme of rows, the entry of the lenses that in holds that
// it belongs to most: the cosine of their clauses is the largest, so that an entry
// that is everywhere is not everybody's; of equals the first by id.
func Belonging(rows []OverlapRow, in func(lens string) bool) map[string]OverlapRow {
	best := map[string]OverlapRow{}
	for _, r := range rows {
		if b := best[r.ThemeID]; in(r.Lens) && r.Share*r.EntryShare > b.Share*b.EntryShare {
			best[r.ThemeID] = r
		}
	}
	return best
}

// IsTopics says whether the entries of a lens are topics, as found themes are: the
// customer lens with its supplements, and the organisation's own.
func IsTopics(id string) bool {
	return id == Customers || !notSupplement(id) || !ships(id) && id != "" && !IsPromises(id)
}

// IsPrinciples says whether the entries of a lens are principles that findings are
// put under.
func IsPrinciples(id string) bool { return id == Principles }

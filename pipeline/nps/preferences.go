package nps

import (
	"slices"
	"strings"

	"stemme/pipeline/tables"
)

// A MatchRow is the score of those of one cut who asked for one preference and
// met one. The figures of a suppressed one are NULL.
type MatchRow struct {
	ScoreRow
	Asked   string  `table:"asked,dict" doc:"entry of the lens that the customer asked for: complained of, or where none is, praised"`
	Met     string  `table:"met,null,dict" doc:"entry that the customer met: praised; NULL where the comment praises none"`
	Share   float64 `table:"share,null" doc:"responses of this row / responses of the cut with a comment, from 0 to 1; NULL where suppressed or the cut has no comment"`
	BaseNPS float64 `table:"base_nps,null" doc:"score of all who commented in the same cut, which nps is held against"`
	Lens    string  `table:"lens,dict" doc:"lens that asked and met are entries of"`
}

// Matches has one row per cut and pair of preferences.
var Matches = tables.Define("service_match", "cut × what was asked for × what was met", "The score where customers asked for one kind of service and met one, over all and per touchpoint. A comment may be in several rows.",
	tables.By(byCut(func(r *MatchRow) *CutKey { return &r.CutKey }), tables.Key(func(r *MatchRow) string { return r.Lens }),
		tables.Key(func(r *MatchRow) string { return r.Asked }), tables.Key(func(r *MatchRow) string { return r.Met }))).
	With(cutColumns(func(r *MatchRow) *CutKey { return &r.CutKey }, func(r *MatchRow) string { return system(r.Lens) })...)

// toMet parts what was asked for from what was met in the id of a pair.
const toMet = "→"

// Pairs is the system of what was asked for × what was met, of a system of
// preferences. Who complains of a preference misses it, and so asked for it; who
// complains of none asked for what is praised. Met is what is praised, or nothing.
// Comments that neither praise nor complain are in no pair.
func (s System) Pairs() System {
	of := System{Lens: s.Lens, Themes: make([][]int, len(s.Themes))}
	place := map[string]int{}
	for _, asked := range s.Order {
		for _, met := range append([]string{""}, s.Order...) {
			place[PairID(asked, met)] = len(of.Order)
			of.Order = append(of.Order, PairID(asked, met))
		}
	}
	for i, themes := range s.Themes {
		var missed, met []string
		for at, t := range themes {
			switch {
			case at < len(s.Signs[i]) && s.Signs[i][at] < 0:
				missed = append(missed, s.Order[t])
			case at < len(s.Signs[i]) && s.Signs[i][at] > 0:
				met = append(met, s.Order[t])
			}
		}
		for _, pair := range AskedAndMet(missed, met) {
			of.Themes[i] = append(of.Themes[i], place[PairID(pair[0], pair[1])])
		}
		slices.Sort(of.Themes[i])
	}
	return of
}

// AskedAndMet are the pairs of what a response asked for and what it met, "" for
// nothing, by the entries that it complains of and those that it praises.
func AskedAndMet(missed, met []string) (pairs [][2]string) {
	asked := missed
	if len(asked) == 0 {
		asked = met
	}
	if len(met) == 0 {
		met = []string{""}
	}
	for _, a := range asked {
		for _, m := range met {
			if len(missed) > 0 || a == m { // what is praised alone was asked for itself
				pairs = append(pairs, [2]string{a, m})
			}
		}
	}
	return pairs
}

// PairID is the theme of Pairs for what was asked for and what was met, "" for
// nothing.
func PairID(asked, met string) string { return asked + toMet + met }

// Matches are the rows of a system of pairs: of every period over all, and of all
// periods per touchpoint.
func (s *Scores) Matches() []MatchRow {
	var rows []MatchRow
	for _, r := range s.Rows {
		asked, met, ok := strings.Cut(r.ThemeID, toMet)
		if !ok || r.Dimension != DimensionAll && (r.Dimension != DimensionTouchpoint || r.PeriodKind != KindAll) {
			continue
		}
		rows = append(rows, MatchRow{ScoreRow: r.ScoreRow, Asked: asked, Met: met, Share: r.Share, BaseNPS: r.BaseNPS, Lens: r.Lens})
	}
	return rows
}

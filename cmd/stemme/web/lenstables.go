package web

import (
	"errors"
	"maps"
	"slices"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/nps"
)

// lensFigures are the tables of lenses that one page alone shows, and what it counts of
// all comments.
type lensFigures struct {
	fault    error // told by the page, not to open the edition
	promises []nps.PromiseRow
	matches  []nps.MatchRow // over all time
	purposes []nps.PurposeRow
	profiles map[string][]nps.ProfileRow  // by lens
	five     map[string][]nps.HighFiveRow // by lens, in the order of rank
	edges    map[string][]nps.EdgeRow     // by lens, the surest first
	entries  map[string][]lens.OverlapRow // by found theme, the most covering first

	said map[string]survey.Saying // by promise: what all comments say of it
	met  map[[2]string]int        // by entry that was asked for and entry that was met: the comments that say so
}

// lensTables are those of the edition.
func (p *published) lensTables() (*lensFigures, error) { return p.ofLenses, p.ofLenses.fault }

// openLenses reads the tables of lenses in dir.
func openLenses(dir string, s *survey.Survey) *lensFigures {
	f := new(lensFigures)
	f.fault = f.read(dir)
	f.count(s)
	return f
}

// count counts the comments behind the promises and the matches.
func (f *lensFigures) count(s *survey.Survey) {
	f.said = map[string]survey.Saying{}
	for _, row := range f.promises {
		if _, known := f.said[row.ThemeID]; !known {
			maps.Copy(f.said, s.SayingOf(row.Lens))
		}
	}
	f.met = s.MatchesOf(lens.Preferences)
}

func (f *lensFigures) read(dir string) error {
	f.profiles, f.five, f.edges, f.entries = map[string][]nps.ProfileRow{}, map[string][]nps.HighFiveRow{}, map[string][]nps.EdgeRow{}, map[string][]lens.OverlapRow{}
	err := errors.Join(
		each(nps.Promises, dir, func(r nps.PromiseRow) { f.promises = append(f.promises, r) }),
		each(nps.Matches, dir, func(r nps.MatchRow) {
			if r.PeriodKind == nps.KindAll && r.Dimension == nps.DimensionAll {
				f.matches = append(f.matches, r)
			}
		}),
		each(nps.Purposes, dir, func(r nps.PurposeRow) { f.purposes = append(f.purposes, r) }),
		each(nps.Profiles, dir, func(r nps.ProfileRow) { f.profiles[r.Lens] = append(f.profiles[r.Lens], r) }),
		each(nps.HighFives, dir, func(r nps.HighFiveRow) { f.five[r.Lens] = append(f.five[r.Lens], r) }),
		each(nps.Edges, dir, func(r nps.EdgeRow) {
			if r.Q <= nps.Significant && r.Lift > 1 {
				f.edges[r.Lens] = append(f.edges[r.Lens], r)
			}
		}),
		each(lens.Overlaps, dir, func(r lens.OverlapRow) {
			if lens.IsTopics(r.Lens) {
				f.entries[r.ThemeID] = append(f.entries[r.ThemeID], r)
			}
		}))
	for _, rows := range f.edges {
		slices.SortStableFunc(rows, func(a, b nps.EdgeRow) int { return compareDown(a.LiftLow, b.LiftLow) })
	}
	for _, rows := range f.entries {
		slices.SortStableFunc(rows, func(a, b lens.OverlapRow) int { return compareDown(a.Share, b.Share) })
	}
	for _, rows := range f.profiles {
		slices.SortStableFunc(rows, func(a, b nps.ProfileRow) int { return compareDown(a.CILow, b.CILow) })
	}
	return err
}

package nps

import (
	"cmp"
	"slices"
)

// OnceTold leaves of findings those that tell a fact first: what happens in one department is
// found over all, in each unit above it, in the segment of most who say it, by month and by
// week, in several words. A finding at least half of whose responses, or of the other's, are
// those of another is told by that one: over all before by cut, by month before by week and
// day, the larger first; in its place stands that of the unit that all of them belong to. Rows
// stay in their order; said are the keys of a finding's responses, none where they are not
// known, and then it stays.
func OnceTold(rows []NewsRow, said func(*NewsRow) []string) []NewsRow {
	order := make([]int, len(rows))
	for n := range rows {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &rows[a], &rows[b]
		return cmp.Or(cmp.Compare(newsRank(x), newsRank(y)), cmp.Compare(y.Responses, x.Responses))
	})
	facts, by := map[int]*fact{}, map[string][]int{} // by finding; by response the findings told
	for _, n := range order {
		keys, both := said(&rows[n]), map[int]int{}
		for _, key := range keys {
			for _, other := range by[key] {
				both[other]++
			}
		}
		told := false
		for other, same := range both {
			of := facts[other]
			if float64(same) >= shared*float64(min(len(keys), of.size)) {
				told = true
				of.place(&rows[n], len(keys) == same && same == of.size)
			}
		}
		if told {
			continue
		}
		facts[n] = &fact{&rows[n], len(keys)}
		for _, key := range keys {
			by[key] = append(by[key], n)
		}
	}
	var told []NewsRow
	for n := range rows {
		if facts[n] != nil {
			told = append(told, *facts[n].row)
		}
	}
	return told
}

// A fact is a finding that tells others of the same responses, of which there are size.
type fact struct {
	row  *NewsRow
	size int
}

// place puts a finding of a unit in the place of one that is wider, where all belong to it.
func (f *fact) place(r *NewsRow, all bool) {
	if all && r.Dimension == DimensionUnit && r.PeriodKind == f.row.PeriodKind && r.Phrase == f.row.Phrase && len(r.Value) > len(f.row.Value) {
		f.row = r
	}
}

// newsRank is the place of a finding among those of the same responses, by its cut and kind.
func newsRank(r *NewsRow) int {
	rank := slices.Index([]string{KindMonth, KindWeek, KindDay}, r.PeriodKind)
	if r.Dimension != DimensionAll {
		rank += len(watches)
	}
	return rank
}

// A newsKey names one finding.
type newsKey struct{ kind, period, dimension, value, phrase string }

// NewsSaid are the keys of the responses of findings, as OnceTold asks for them.
func NewsSaid(examples []NewsExampleRow) func(*NewsRow) []string {
	of := map[newsKey][]string{}
	for _, e := range examples {
		k := newsKey{e.PeriodKind, e.Period, e.Dimension, e.Value, e.Phrase}
		of[k] = append(of[k], e.ResponseKey)
	}
	return func(r *NewsRow) []string { return of[newsKey{r.PeriodKind, r.Period, r.Dimension, r.Value, r.Phrase}] }
}

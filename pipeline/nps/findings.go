package nps

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
)

// A finding is rises of the same responses, the surest first, on a board of one way
// to cut.
type finding struct {
	board     *board
	dimension newsDimension
	group     []rise
}

// said is the responses that say the finding's phrase there and then.
func (f *finding) said() []int32 { return f.group[0].responses }

// shown says whether shows holds for the months of the finding's cut.
func (f *finding) shown(responses []models.Response, shows func(CutKey) bool) bool {
	value := f.board.values[int(f.group[0].slot)/f.board.periods]
	if value == "" && f.dimension.level > 0 {
		return false // units of a level above
	}
	months := map[string]bool{}
	for _, i := range f.said() {
		months[PeriodName(KindMonth, responses[i].Day)] = true
	}
	for month := range months {
		if !shows(CutKey{KindMonth, month, f.dimension.name, value}) {
			return false
		}
	}
	return true
}

// guarded leaves findings out so that of those who say one phrase no group of fewer
// than k is found by subtraction. The larger a finding, the sooner it is told; of two that
// are told each is all in the other or apart from it, and what all that is told within one
// leaves of it is nothing or at least k. Whatever is added up or taken away is then made
// of such rests.
func guarded(found []finding, k int) []finding {
	byTerm := map[int][]int{}
	for at := range found {
		term := found[at].group[0].term
		byTerm[term] = append(byTerm[term], at)
	}
	told := make([]bool, len(found))
	for _, of := range byTerm {
		slices.SortStableFunc(of, func(a, b int) int { return cmp.Compare(len(found[b].said()), len(found[a].said())) })
		var all [][]int32
		for _, at := range of {
			if fits(all, found[at].said(), k) {
				all, told[at] = append(all, found[at].said()), true
			}
		}
	}
	var kept []finding
	for at, f := range found {
		if told[at] {
			kept = append(kept, f)
		}
	}
	return kept
}

// fits says whether another set may be told beside those told, none of which is smaller.
func fits(told [][]int32, another []int32, k int) bool {
	for _, whole := range told {
		if !subset(another, whole) {
			if together(another, whole) > 0 {
				return false
			}
			continue
		}
		within := map[int32]bool{}
		for _, part := range append(slices.Clone(told), another) {
			if len(part) < len(whole) && subset(part, whole) {
				for _, i := range part {
					within[i] = true
				}
			}
		}
		if rest := len(whole) - len(within); len(within) > 0 && rest > 0 && rest < k {
			return false
		}
	}
	return true
}

// subset says whether all of a is in b; both ascend.
func subset(a, b []int32) bool {
	at := 0
	for _, x := range a {
		for at < len(b) && b[at] < x {
			at++
		}
		if at == len(b) || b[at] != x {
			return false
		}
	}
	return true
}

// shared is the part of the smaller of two terms' responses from which they are one
// finding.
const shared = 0.5

// grouped puts rises of the same period and value that the same responses say
// together, the surest first.
func grouped(rises []rise) [][]rise {
	var groups [][]rise
	for _, r := range rises {
		at := slices.IndexFunc(groups, func(g []rise) bool {
			return g[0].slot == r.slot && slices.ContainsFunc(g, func(o rise) bool { return together(o.responses, r.responses) >= shared })
		})
		if at < 0 {
			groups = append(groups, []rise{r})
		} else {
			groups[at] = append(groups[at], r)
		}
	}
	return groups
}

// together is the part of the smaller of two ascending lists that is in both.
func together(a, b []int32) float64 {
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			both, i, j = both+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return float64(both) / float64(max(1, min(len(a), len(b))))
}

// named are the written forms of the terms of findings, by term: the commonest where they are
// news, which may be another than that of all who ever say them.
func named(told []finding, said []Said) map[int]string {
	among := map[int][]int32{}
	for _, f := range told {
		for _, r := range f.group {
			among[r.term] = append(among[r.term], r.responses...)
		}
	}
	names := make(map[int]string, len(among))
	for term, of := range among {
		slices.Sort(of)
		names[term] = said[term].Written(slices.Compact(of))
	}
	return names
}

// add makes one finding's rows. What is expected is told in tenths, where groups are
// withheld: the classes of few who wrote nothing are in it.
func (n *News) add(f *finding, responses []models.Response, names map[int]string, smallGroup int) {
	b, dimension, first := f.board, f.dimension.name, &f.group[0]
	row := NewsRow{
		PeriodKind: b.kind, Period: b.name(b.start + int(first.slot)%b.periods), Dimension: dimension, Value: b.values[int(first.slot)/b.periods],
		Phrase: names[first.term], Responses: len(first.responses), Expected: first.expected, RatioLow: b.ratioLow(first), Q: first.q, Season: first.season,
	}
	if smallGroup > 1 {
		row.Expected, row.Q = told(row.Expected, 0.1, math.Round), toldQ(row.Q, 0.1)
		row.RatioLow, _ = toldRange(row.RatioLow, row.RatioLow, 0.01)
	}
	for _, r := range f.group {
		if written := names[r.term]; !slices.Contains(row.Terms, written) {
			row.Terms = append(row.Terms, written)
		}
	}
	for _, i := range first.responses {
		n.Examples = append(n.Examples, NewsExampleRow{b.kind, row.Period, dimension, row.Value, row.Phrase, responses[i].Key().String()})
	}
	n.Rows = append(n.Rows, row)
}

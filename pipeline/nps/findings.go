package nps

import (
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
// than k is found by subtraction: of the days, weeks or months within a finding's
// period, and of the values within its cut, those that are findings too are all of
// it or leave at least k.
func guarded(found []finding, k int) []finding {
	out := make([]bool, len(found))
	byTerm := map[int][]int{}
	for at := range found {
		term := found[at].group[0].term
		byTerm[term] = append(byTerm[term], at)
	}
	for _, of := range byTerm {
		for least := exposed(found, of, out, k); least >= 0; least = exposed(found, of, out, k) {
			out[least] = true
		}
	}
	var kept []finding
	for at, f := range found {
		if !out[at] {
			kept = append(kept, f)
		}
	}
	return kept
}

// exposed is the smallest of the findings that together leave a small rest of
// another one; −1 where none do.
func exposed(found []finding, of []int, out []bool, k int) int {
	type class struct{ kind, dimension string }
	for _, whole := range of {
		if out[whole] {
			continue
		}
		sum, least := map[class]int{}, map[class]int{}
		var order []class
		for _, part := range of {
			n := len(found[part].said())
			if part == whole || out[part] || !subset(found[part].said(), found[whole].said()) {
				continue
			}
			c := class{found[part].board.kind, found[part].dimension.name}
			if sum[c] == 0 {
				least[c] = part
				order = append(order, c)
			} else if n < len(found[least[c]].said()) {
				least[c] = part
			}
			sum[c] += n
		}
		for _, c := range order {
			if rest := len(found[whole].said()) - sum[c]; rest > 0 && rest < k {
				return least[c]
			}
		}
	}
	return -1
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

// add makes one finding's rows. What is expected is told in tenths, where groups are
// withheld: the classes of few who wrote nothing are in it.
func (n *News) add(b *board, responses []models.Response, said []Said, smallGroup int, dimension string, group []rise) {
	first := &group[0]
	row := NewsRow{
		PeriodKind: b.kind, Period: b.name(b.start + int(first.slot)%b.periods), Dimension: dimension, Value: b.values[int(first.slot)/b.periods],
		Phrase: said[first.term].Written(), Responses: len(first.responses), Expected: first.expected, RatioLow: b.ratioLow(first), Q: first.q, Season: first.season,
	}
	if smallGroup > 1 {
		row.Expected, row.Q = told(row.Expected, 0.1, math.Round), toldQ(row.Q, 0.1)
		row.RatioLow, _ = toldRange(row.RatioLow, row.RatioLow, 0.01)
	}
	for _, r := range group {
		if written := said[r.term].Written(); !slices.Contains(row.Terms, written) {
			row.Terms = append(row.Terms, written)
		}
	}
	for _, i := range first.responses {
		n.Examples = append(n.Examples, NewsExampleRow{b.kind, row.Period, dimension, row.Value, row.Phrase, responses[i].Key().String()})
	}
	n.Rows = append(n.Rows, row)
}

package improvement

import (
	"strings"

	"stemme/pipeline/codebook"
)

// mostAmong bounds how many comparisons are allowed for: beyond it intervals hardly widen.
const mostAmong = 1e6

// among is how many comparisons could have been chosen instead of an initiative's, that with
// them: of every way to cut that its conditions name as many values out of those that
// answers have, and of its theme those of the same list. What has no condition was no choice.
func (in *Input) among(f *Followed) int {
	ways := in.ways(&f.Initiative.Where)
	if f.Outcome == OutcomeTheme {
		ways = append(ways, way{[]string{f.Initiative.Theme}, func(i int) []string { return in.alike(i, f.Initiative.Theme) }})
	}
	n := 1.0
	for _, w := range ways {
		n *= w.choices(in)
	}
	return int(min(n, mostAmong))
}

// A way is a way to cut of which some values are chosen.
type way struct {
	chosen []string
	of     func(i int) []string // the values of a response
}

// ways are those that conditions can choose by.
func (in *Input) ways(where *codebook.Where) []way {
	ways := []way{
		{where.Source, func(i int) []string { return []string{in.Responses[i].Source} }},
		{where.Touchpoint, func(i int) []string { return []string{in.Responses[i].Touchpoint} }},
		{where.Stage, func(i int) []string { return []string{in.Responses[i].Stage} }},
		{where.Unit, func(i int) []string { return upTo(in.Responses[i].Unit, where.Unit) }},
		{where.Theme, func(i int) []string { return in.alike(i, where.Theme[0]) }},
	}
	for _, name := range sortedKeys(where.Segment) {
		ways = append(ways, way{where.Segment[name], func(i int) []string { return []string{in.Responses[i].Segment(name)} }})
	}
	return ways
}

// choices is in how many ways as many values can be chosen.
func (w way) choices(in *Input) float64 {
	if len(w.chosen) == 0 {
		return 1
	}
	seen := map[string]bool{}
	for i := range in.Responses {
		if !in.counts(i) {
			continue
		}
		for _, value := range w.of(i) {
			seen[strings.ToLower(value)] = value != ""
		}
	}
	delete(seen, "")
	n := 1.0
	for k := range min(len(w.chosen), len(seen)-len(w.chosen)) {
		n = n * float64(len(seen)-k) / float64(k+1)
	}
	return n
}

// upTo is the unit at the level of those that are chosen; none where it lies above.
func upTo(unit string, chosen []string) []string {
	level := 1 + strings.Count(strings.TrimSuffix(chosen[0], "/"), "/")
	parts := strings.Split(unit, "/")
	if len(parts) < level {
		return nil
	}
	return []string{strings.Join(parts[:level], "/")}
}

// alike are the themes of response i that are of the same list as one.
func (in *Input) alike(i int, one string) (of []string) {
	lens, _, entry := strings.Cut(one, "/")
	for _, id := range in.Themes[i] {
		if of1, _, entry1 := strings.Cut(id, "/"); entry1 == entry && (!entry || of1 == lens) {
			of = append(of, id)
		}
	}
	return of
}

package improvement

import (
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/nps"
)

// fewestRival is how many observations what an initiative was worse than has at least.
// Chosen as that of an effect's groups.
const fewestRival = 10

// rivalPlaces says, where what an initiative reaches was the worst of what it could have
// reached in the window before, that it was worse than each; nil where it was not. The others are
// every other value of what its conditions name, the other conditions held, and for the share of a
// theme every theme of its list. Of what it reaches alone counts what no other initiative does.
func (in *Input) rivalPlaces(f *Followed, before span, alone func(i int) bool) []nps.Rivalry {
	ways, rest := in.places(&f.Initiative.Where)
	groups := map[string][]int{}
	for i := range in.Responses {
		day := in.Responses[i].Day
		if day == models.NoDay || day < before.first || day > before.last || !in.Fits(i, &rest) {
			continue
		}
		for _, key := range keysOf(ways, i) {
			groups[key] = append(groups[key], i)
		}
	}
	reached := in.between(&f.Initiative.Where, before.first, before.last)
	own := func(i int) bool { return reached(i) && alone(i) }
	if f.Outcome == OutcomeNPS {
		return worst(in.observe(own, in.score), false, func(yield func([]nps.Observation) bool) {
			for _, key := range sortedKeys(groups) {
				if !chosen(ways, key) && !yield(in.observed(groups[key], in.score)) {
					return
				}
			}
		})
	}
	theme := f.Initiative.Theme
	themes := map[string]bool{}
	for _, of := range groups {
		for _, i := range of {
			for _, id := range in.alike(i, theme) {
				themes[id] = true
			}
		}
	}
	return worst(in.observe(own, in.mention(theme)), true, func(yield func([]nps.Observation) bool) {
		for _, key := range sortedKeys(groups) {
			for _, id := range sortedKeys(themes) {
				if !(chosen(ways, key) && id == theme) && !yield(in.observed(groups[key], in.mention(id))) {
					return
				}
			}
		}
	})
}

// rivalTimes says likewise that the window before was worse than every other of its length, a
// third of it apart; or, where a later one was as bad, than every one before it.
func (in *Input) rivalTimes(f *Followed, by observer, before span, alone func(i int) bool) []nps.Rivalry {
	var reached []int
	first, last := models.NoDay, models.NoDay
	for i := range in.Responses {
		if day := in.Responses[i].Day; day != models.NoDay && in.Fits(i, &f.Initiative.Where) && alone(i) {
			reached = append(reached, i)
			if first == models.NoDay || day < first {
				first = day
			}
			last = max(last, day)
		}
	}
	within := func(from models.Day) []nps.Observation {
		var of []int
		for _, i := range reached {
			if day := in.Responses[i].Day; day >= from && day <= from+before.last-before.first {
				of = append(of, i)
			}
		}
		return in.observed(of, by)
	}
	length := before.last - before.first + 1
	step := max(1, length/3)
	upTo := func(end models.Day) []nps.Rivalry {
		return worst(within(before.first), f.Outcome == OutcomeTheme, func(yield func([]nps.Observation) bool) {
			for from := before.first - (before.first-first)/step*step; from+length-1 <= end; from += step {
				if from != before.first && from >= first && !yield(within(from)) {
					return
				}
			}
		})
	}
	if all := upTo(last); all != nil {
		return all
	}
	return upTo(before.last)
}

// worst lists that a group was lower, or where high is worse higher, than each of some others
// with observations enough; nil where it was not than all.
func worst(own []nps.Observation, high bool, others func(func([]nps.Observation) bool)) (all []nps.Rivalry) {
	if len(own) == 0 {
		return nil
	}
	for other := range others {
		if len(other) < fewestRival {
			continue
		}
		r := nps.Rivalry{Lower: own, Than: other}
		if high {
			r = nps.Rivalry{Lower: other, Than: own}
		}
		if r.Apart() >= 0 {
			return nil
		}
		all = append(all, r)
	}
	return all
}

// places are the ways to cut that conditions choose by, and the conditions without them.
func (in *Input) places(where *codebook.Where) (ways []way, rest codebook.Where) {
	rest = *where
	rest.Source, rest.Touchpoint, rest.Stage, rest.Unit, rest.Theme, rest.Segment = nil, nil, nil, nil, nil, nil
	for _, w := range in.ways(where) {
		if len(w.chosen) > 0 {
			ways = append(ways, w)
		}
	}
	return ways, rest
}

// keysOf are the values of a response by each way to cut, every one of each with every one of
// the others.
func keysOf(ways []way, i int) []string {
	keys := []string{""}
	for _, w := range ways {
		var longer []string
		for _, key := range keys {
			for _, value := range w.of(i) {
				if value != "" {
					longer = append(longer, key+"\x00"+strings.ToLower(value))
				}
			}
		}
		keys = longer
	}
	return keys
}

// chosen says whether a key is of chosen values alone.
func chosen(ways []way, key string) bool {
	parts := strings.Split(key, "\x00")[1:]
	for n, w := range ways {
		if !slices.ContainsFunc(w.chosen, func(v string) bool { return strings.ToLower(strings.TrimSuffix(v, "/")) == parts[n] }) {
			return false
		}
	}
	return true
}

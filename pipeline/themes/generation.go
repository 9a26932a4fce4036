package themes

import (
	"math"
	"slices"

	"stemme/pipeline/themes/internal/vectors"
)

// The themes of a fit that forgets the ones before are of a generation of their own:
// their ids are numbers from one that the fit itself tells, so that two histories that
// come to the same fit give its themes the same ids, however many ids each has used up.
// The first themes of all are of generation 0. What is born later is of the generation of
// the themes beside it.
const (
	perGeneration = 10_000 // ids
	generations   = 9_000  // from firstOfFresh on
	firstOfFresh  = 1_000
)

// generationOf is the generation of an id's number.
func generationOf(number int) int { return number / perGeneration }

// given is the highest number of a next theme of a generation that nights before knew, 0
// for none.
func (in *Input) given(generation int) (next int) {
	for _, n := range in.Given {
		if generationOf(n) == generation {
			next = max(next, n)
		}
	}
	return next
}

// lastGiven is the generation of the themes that the last night had.
func (in *Input) lastGiven() int {
	if len(in.Given) == 0 {
		return 0
	}
	return generationOf(in.Given[len(in.Given)-1])
}

// ofGeneration is m, which is newly fitted, with the ids of its generation. Where the
// history knows that generation of another fit, it is the next one that is free: no id
// is used for another theme.
func (w *work) ofGeneration(m *Model, events *history) *Model {
	for told := m.fingerprint(); ; told = vectors.Mix(told) {
		generation := firstOfFresh + int(told%generations)
		out := m.numbered(generation * perGeneration)
		if free, same := events.knows(generation, w.sizes(out)); free || same {
			return out
		}
	}
}

// anew is m, which is newly fitted, with the ids of its generation and a history that begins
// with it: of two histories that come to the same fit nothing is told but what they share.
// Where an id of the generation was given to a theme that is none of the beginning's, since
// the same fit was met before, the history goes on: it alone knows that the id is used.
func (w *work) anew(m *Model, in Input, events *history) *Model {
	m = w.ofGeneration(m, events)
	before, told := events.all, events.told
	begin := func(m *Model, all []Event, told int) *Model {
		events.all, events.told = all, told
		w.firstBorn(m, events, Anew)
		return w.begun(m, in, events, Anew)
	}
	out := begin(m, nil, 0)
	if generation := generationOf(m.next); !events.give(before, generation) {
		again := *m
		again.next = max(m.next, (&history{all: before}).next(generation))
		return begin(&again, slices.Clip(before), told)
	}
	return out
}

// give says whether every id of a generation that was given before is given here, to the same
// theme as far as the histories tell.
func (h *history) give(before []Event, generation int) bool {
	for _, e := range before {
		if e.What != Born && e.What != Parted || generationOf(numberOf(e.Theme)) != generation {
			continue
		}
		if !slices.ContainsFunc(h.all, func(now Event) bool {
			return now.What == e.What && now.Theme == e.Theme && now.Detail == e.Detail && now.Clauses == e.Clauses
		}) {
			return false
		}
	}
	return true
}

// fingerprint is a hash of what m says of clauses.
func (m *Model) fingerprint() (hash uint64) {
	themes, terms := m.Rows()
	for _, t := range themes {
		hash = vectors.Mix(hash*31 + uint64(math.Float32bits(t.Weight)))
	}
	for _, t := range terms {
		hash = vectors.Mix(hashed(hash, t.Term)*31 + uint64(math.Float32bits(t.Log)))
	}
	return hash
}

// knows says whether no id of a generation was ever given, and whether those that were
// first given are those of a fit with themes of these sizes.
func (h *history) knows(generation int, sizes map[string]int) (free, same bool) {
	free = true
	born := map[string]int{}
	for _, e := range h.all {
		if generationOf(numberOf(e.Theme)) == generation {
			free = false
			if e.What == Born {
				if _, again := born[e.Theme]; !again {
					born[e.Theme] = e.Clauses
				}
			}
		}
	}
	for id, n := range sizes {
		if born[id] != n {
			return free, false
		}
	}
	return free, true
}

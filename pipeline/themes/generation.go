package themes

import (
	"math"

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

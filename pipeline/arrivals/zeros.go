package arrivals

import (
	"maps"
	"slices"
	"strconv"

	"stemme/models"
	"stemme/pipeline/source"
)

// From leastZeros new scores of 0 on, which are zerosShare of the new and zerosTimes the share of
// before, of pastScores, a blank score may have become one. Chosen by eye.
const (
	leastZeros = 10
	zerosShare = 0.1
	zerosTimes = 5
	pastScores = 100
)

// zeroNotes tells of sources whose new scores are 0 much more often than those before.
func zeroNotes(all, fresh []models.Response) (notes []source.Note) {
	type counts struct{ zeros, scored int }
	of := func(responses []models.Response) map[string]counts {
		by := map[string]counts{}
		for i := range responses {
			if v, scored := responses[i].Score.Value(); scored {
				c := by[responses[i].Source]
				if c.scored++; v == 0 {
					c.zeros++
				}
				by[responses[i].Source] = c
			}
		}
		return by
	}
	before, now := of(all), of(fresh)
	for _, name := range slices.Sorted(maps.Keys(now)) {
		was, is := before[name], now[name]
		share := float64(is.zeros) / float64(is.scored)
		if is.zeros >= leastZeros && share >= zerosShare && was.scored >= pastScores && share*float64(was.scored) >= zerosTimes*float64(was.zeros) {
			notes = append(notes, source.Note{Key: "reading_zeros", Args: []any{name, is.zeros, is.scored, strconv.Itoa(was.zeros), strconv.Itoa(was.scored)}})
		}
	}
	return notes
}

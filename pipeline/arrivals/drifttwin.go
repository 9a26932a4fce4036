package arrivals

import (
	"maps"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// sameUnits is the share of the values of a new segment and of a level of the units that must be in
// both for them to be one. Chosen by eye: a unit may have opened or closed.
const sameUnits = 0.8

// unitSegments notes a segment that no earlier response has, of a source without units, and whose
// values are those of a level of the units of earlier responses: as where another tool calls the
// column otherwise.
func unitSegments(all, fresh []models.Response) (notes []source.Note) {
	before, now := valuesOf(all), valuesOf(fresh)
	segments := map[string]bool{}
	levels := map[int]FoldedValues{}
	for of, values := range before {
		if of.name != OfUnit {
			segments[of.name] = true
			continue
		}
		for _, spelt := range values {
			for n, path := range models.UnitLevels(spelt.As) {
				if levels[n] == nil {
					levels[n] = FoldedValues{}
				}
				levels[n].Add(below(path))
			}
		}
	}
	for _, of := range slices.SortedFunc(maps.Keys(now), property.compare) {
		segment, is := strings.CutPrefix(of.name, OfSegment)
		if !is || segments[of.name] || now[property{of.source, OfUnit}] != nil {
			continue
		}
		for _, n := range slices.Sorted(maps.Keys(levels)) {
			if both := now[of].shared(levels[n]); len(both) > 1 && float64(len(both)) >= sameUnits*float64(max(len(now[of]), len(levels[n]))) {
				notes = append(notes, source.Note{Key: "reading_unit_segment", Args: []any{of.source, segment, strings.Join(both[:min(len(both), messages.NamedMost)], ", "), segment, segment}})
				break
			}
		}
	}
	return notes
}

// shared are the values that two have, spelled as the first has them.
func (f FoldedValues) shared(with FoldedValues) (both []string) {
	for low, of := range f {
		if _, has := with[low]; has {
			both = append(both, of.As)
		}
	}
	slices.Sort(both)
	return both
}

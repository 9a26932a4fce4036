package arrivals

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/source"
)

// driftedUnits notes the units of new responses that no earlier one of their source was of: those
// that seem to be earlier ones under another name, level by level, since tonight has none of those;
// and all others, with the earlier ones that tonight lacks.
func driftedUnits(all, fresh []models.Response) (notes []source.Note) {
	before, now := unitsOf(all), unitsOf(fresh)
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if before[name] != nil {
			notes = append(notes, before[name].drift(name, now[name])...)
		}
	}
	return notes
}

// unitTree is how many responses are of each unit, and how it is spelled, by its path in lower
// case; "" is all of them.
type unitTree FoldedValues

// unitsOf are the units of each source that has any.
func unitsOf(responses []models.Response) map[string]unitTree {
	all := map[string]unitTree{}
	for i := range responses {
		r := &responses[i]
		if r.Unit == "" {
			continue
		}
		of := all[r.Source]
		if of == nil {
			of = unitTree{}
			all[r.Source] = of
		}
		of[""] = Spelt{n: of[""].n + 1}
		for at, c := range r.Unit + "/" {
			if c == '/' {
				FoldedValues(of).Add(r.Unit[:at])
			}
		}
	}
	return all
}

// below is the last level of a path.
func below(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// drift notes what is new in now.
func (of unitTree) drift(name string, now unitTree) (notes []source.Note) {
	order := slices.SortedFunc(maps.Keys(now), func(a, b string) int {
		return cmp.Or(strings.Count(a, "/")-strings.Count(b, "/"), strings.Compare(a, b))
	})
	added := map[string]int{}
	for _, path := range order {
		_, known := of[path]
		if _, parent := of[models.UnitAbove(path)]; known || !parent {
			continue // of a new parent all is new
		}
		if was := of.calledBefore(path, now); was != "" {
			notes = append(notes, source.Note{Key: "reading_renamed", Args: []any{name, of[was].As, now[path].As, OfUnit, of[was].As, now[path].As}})
			of = of.with(Renaming{Of: OfUnit, Was: of[was].As, Is: now[path].As})
			continue
		}
		added[now[path].As] = now[path].n
	}
	n, names := largest(added)
	if n == 0 {
		return notes
	}
	if lost := of.lost(now); lost != "" {
		return append(notes, source.Note{Key: "reading_units_lost", Args: []any{name, n, names, lost}})
	}
	return append(notes, source.Note{Key: "reading_units", Args: []any{name, n, names}})
}

// calledBefore is the unit beside a new one that seems to be it, under another name; "" for none.
func (of unitTree) calledBefore(path string, now unitTree) string {
	for _, old := range slices.Sorted(maps.Keys(of)) {
		if _, still := now[old]; old != "" && !still && models.UnitAbove(old) == models.UnitAbove(path) && isRenamed(below(old), below(path)) {
			return old
		}
	}
	return ""
}

// with is of under the new name.
func (of unitTree) with(r Renaming) unitTree {
	out := unitTree{}
	for path, unit := range of {
		if path != "" {
			unit.As = r.as(unit.As)
		}
		low := strings.ToLower(unit.As)
		out[low] = Spelt{max(out[low].As, unit.As), out[low].n + unit.n}
	}
	return out
}

// leastMissed is how many responses of a unit a night must lack, going by those before, for the
// unit to be missed. Chosen by eye: of five that are awaited none comes once in 150 nights.
const leastMissed = 5

// lost lists the units that now lacks, and should have.
func (of unitTree) lost(now unitTree) string {
	missing := map[string]int{}
	for path, unit := range of {
		_, still := now[path]
		if _, parent := now[models.UnitAbove(path)]; !still && parent && unit.n*now[""].n >= leastMissed*of[""].n {
			missing[unit.As] = unit.n
		}
	}
	_, names := largest(missing)
	return names
}

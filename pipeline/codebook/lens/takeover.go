package lens

import (
	"cmp"
	"math"
	"slices"
)

// derived adds to what was found in a clause the entries that take over one of
// those. An entry that its own words tell keeps its polarity.
func (r *Reader) derived(found []Found, clause int, comment *commentRules) []Found {
	n := len(found)
	if n == 0 {
		return found
	}
	for _, entry := range r.m.takers {
		if comment.refuse(entry, &r.m.entries[entry]) {
			continue
		}
		var from []int
		own := -1
		for i := range found[:n] {
			if int32(found[i].Entry) == entry {
				own = i
			} else if r.m.entries[entry].takes(&found[i]) {
				from = append(from, i)
			}
		}
		if len(from) == 0 {
			continue
		}
		if own < 0 {
			found = append(found, Found{Clause: clause, Entry: int(entry)})
			own = len(found) - 1
		}
		found[own].merge(found, from)
	}
	slices.SortStableFunc(found, func(a, b Found) int { return cmp.Compare(a.Entry, b.Entry) })
	return found
}

// placed is all without the entries that the comment must speak of another one for,
// where it does not.
func (r *Reader) placed(all []Found, comment *commentRules) []Found {
	for i := range all {
		comment.spoken = appendOnce(comment.spoken, int32(all[i].Entry))
	}
	return slices.DeleteFunc(all, func(f Found) bool {
		where := r.m.entries[f.Entry].where
		return len(where) > 0 && !slices.ContainsFunc(where, func(e int32) bool { return slices.Contains(comment.spoken, e) })
	})
}

// takes says whether e takes over what was found.
func (e *compiledEntry) takes(f *Found) bool {
	return slices.ContainsFunc(e.also, func(t taken) bool { return int(t.entry) == f.Entry && t.sign*f.Polarity >= 0 })
}

// merge adds to f what the entries at from say.
func (f *Found) merge(found []Found, from []int) {
	told, sum, n, unsure := f.Told, f.Polarity, 1, f.Polarity
	if !told {
		sum, n = 0, 0
	}
	for _, i := range from {
		o := &found[i]
		f.Whys = append(f.Whys, o.Whys...)
		for _, s := range o.segments {
			f.segments = appendOnce(f.segments, s)
		}
		if o.Told && !f.Told {
			sum, n, told = sum+o.Polarity, n+1, true
		} else if math.Abs(o.Polarity) > math.Abs(unsure) {
			unsure = o.Polarity
		}
	}
	if f.Told = told; told {
		f.Polarity = sum / float64(n)
	} else {
		f.Polarity = unsure
	}
}

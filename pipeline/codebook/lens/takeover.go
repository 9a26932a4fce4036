package lens

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// derived adds to what was found in a clause the entries that take over one of
// those. An entry that its own words tell keeps its polarity.
func (r *Reader) derived(found []Found, clause int, comment *commentRules) []Found {
	n := len(found)
	if !slices.ContainsFunc(found, func(f Found) bool { return r.m.entries[f.Entry].taken }) {
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
	placed := func(f Found) bool { return len(r.m.entries[f.Entry].where) > 0 }
	if !slices.ContainsFunc(all, placed) {
		return all
	}
	comment.spoken = comment.spoken[:0]
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
	told, turned, sum, n, unsure := f.Told, !f.Told || f.turned, f.Polarity, 1, f.Polarity
	if !told {
		sum, n = 0, 0
	}
	for _, i := range from {
		o := &found[i]
		f.Whys, f.words = append(f.Whys, o.Whys...), max(f.words, o.words)
		for _, s := range o.segments {
			f.segments = appendOnce(f.segments, s)
		}
		if o.Told && !f.Told {
			sum, n, told, turned = sum+o.Polarity, n+1, true, turned && o.turned
		} else if math.Abs(o.Polarity) > math.Abs(unsure) {
			unsure = o.Polarity
		}
	}
	if f.Told = told; told {
		f.Polarity, f.turned = sum/float64(n), turned
	} else {
		f.Polarity = unsure
	}
}

// takeOver resolves the entries that say an entry too, and those that say them. An
// entry of a lens that is not read is compiled behind the others.
func (c *compiler) takeOver() {
	for n := range len(c.m.entries) {
		l, at := c.m.lenses[c.m.entries[n].lens], c.m.entries[n].at
		c.alsoOf(n, l, at)
		for _, id := range l.Entries[at].Where {
			if number := c.numbered(id, l); number >= 0 {
				c.m.entries[n].where = append(c.m.entries[n].where, number)
			}
		}
		if len(c.m.entries[n].also) > 0 {
			c.m.takers = append(c.m.takers, int32(n))
		}
	}
}

// lessons resolves what lenses were taught.
func (c *compiler) lessons() {
	c.m.targets = make([]int32, len(c.m.entries))
	for i := range c.m.targets {
		c.m.targets[i] = -1
	}
	t := shippedTaught()
	c.m.shipped = lessons{taught: t, entries: c.taught(t)}
	for k, number := range c.m.shipped.entries {
		if number >= 0 {
			c.m.targets[number] = int32(k)
		}
	}
	for _, l := range c.m.lenses {
		if t := l.taught(); t != nil {
			c.m.lessons = append(c.m.lessons, lessons{t, c.taught(t)})
		}
	}
}

// taught lists the entries that lessons tell by target, -1 for one that is not
// compiled or is read by its patterns alone.
func (c *compiler) taught(t *taught) []int32 {
	out := make([]int32, len(t.entries))
	for k, id := range t.entries {
		number, compiled := c.place[id]
		out[k] = -1
		if !compiled {
			continue
		}
		e := &c.m.entries[number]
		e.leaning, e.clause, e.tells = t.leanings[k], leastOf(lensOf(id)), tellsOf(lensOf(id))
		if e.lens >= 0 && !c.m.lenses[e.lens].Entries[e.at].Exact {
			out[k] = number
		}
	}
	return out
}

// behind lists the shipped lenses that are read for the sake of others: what was
// taught of one shipped lens rests on what the others find.
func behind(lenses []*Lens) []*Lens {
	known := func(l *Lens) func(*Lens) bool { return func(o *Lens) bool { return o.ID == l.ID } }
	if !slices.ContainsFunc(lenses, func(l *Lens) bool { return slices.ContainsFunc(Shipped(), known(l)) }) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(Shipped()), func(l *Lens) bool {
		return strings.HasPrefix(l.ID, Supplement) || slices.ContainsFunc(lenses, known(l))
	})
}

// alsoOf adds to the n-th entry what the at-th entry of l takes over.
func (c *compiler) alsoOf(n int, l *Lens, at int) {
	for _, id := range l.Entries[at].Also {
		id, sign := signed(id)
		other, i := c.named(id, l)
		if other == nil {
			continue
		}
		number := c.numbered(other.Theme(i), l)
		known := func(t taken) bool { return t.entry == number }
		if int(number) != n && !slices.ContainsFunc(c.m.entries[n].also, known) {
			c.m.entries[n].also = append(c.m.entries[n].also, taken{number, sign})
			c.m.entries[number].taken = true
			c.alsoOf(n, other, i)
		}
	}
}

// numbered is the number of the entry of an id, -1 for none. An entry of a lens that
// is not read is compiled.
func (c *compiler) numbered(id string, l *Lens) int32 {
	other, i := c.named(id, l)
	if other == nil {
		return -1
	}
	if _, compiled := c.place[other.Theme(i)]; !compiled {
		c.entry(other, -1, i)
	}
	return c.place[other.Theme(i)]
}

// signed parts an id under also from the + or - behind it.
func signed(id string) (plain string, sign float64) {
	if plain, ok := strings.CutSuffix(id, "+"); ok {
		return plain, 1
	}
	if plain, ok := strings.CutSuffix(id, "-"); ok {
		return plain, -1
	}
	return id, 0
}

// named is the lens and the place in it of the entry of an id, "entry" of lens l
// or "lens/entry" of a lens that is read or one that ships; nil for none.
func (c *compiler) named(id string, l *Lens) (*Lens, int) {
	name, entry, ok := strings.Cut(id, "/")
	if !ok {
		name, entry = l.ID, id
	}
	for _, of := range [][]*Lens{{l}, c.m.lenses, Shipped()} {
		for _, other := range of {
			for i := range other.Entries {
				if other.ID == name && other.Entries[i].ID == entry {
					return other, i
				}
			}
		}
	}
	return nil, 0
}

package source

import (
	"reflect"
	"slices"

	"stemme/pipeline/messages"
)

// A source may send files of several layouts. Each is a reading; the first holds
// the others.

// Layouts are r without its others, and these.
func (r Reading) Layouts() []Reading {
	all := append([]Reading{r}, r.Also...)
	for i := range all {
		all[i].Also = nil
	}
	return all
}

// together is one reading of the given layouts, the first leading.
func together(layouts []Reading) Reading {
	r := layouts[0]
	r.Also = slices.Clone(layouts[1:])
	return r
}

// fitting is the layout that shares most headers with a file, the earlier of two.
func (r *Reading) fitting(headers []string) *Reading {
	if r == nil {
		return nil
	}
	best, most := 0, -1
	all := r.Layouts()
	for i := range all {
		shared := 0
		for _, h := range headers {
			if all[i].column(h) != nil {
				shared++
			}
		}
		if shared = 2*shared - len(all[i].Columns); i == 0 || shared > most {
			best, most = i, shared
		}
	}
	return &all[best]
}

// nearest is the layout from which now differs least: with the fewest breaks, then
// the fewest changes.
func (r Reading) nearest(now Reading) Reading {
	var best Reading
	fewest, few := -1, 0
	for _, l := range r.Layouts() {
		breaks, changes := differ(l, now)
		if fewest < 0 || len(breaks) < fewest || len(breaks) == fewest && len(changes) < few {
			best, fewest, few = l, len(breaks), len(changes)
		}
	}
	return best
}

// Join is r with the layouts of another reading of its source that it has not:
// other columns, another scale, another order of dates.
func (r Reading) Join(other Reading) Reading {
	all := r.Layouts()
	for _, o := range other.Layouts() {
		if i := slices.IndexFunc(all, func(l Reading) bool { return l.Alike(o) }); i >= 0 {
			all[i].complete(o)
		} else {
			all = append(all, o)
		}
	}
	return together(all)
}

// Alike says whether two layouts read a file in the same way.
func (r *Reading) Alike(o Reading) bool {
	plain := func(columns []ColumnReading) []ColumnReading {
		columns = slices.Clone(columns)
		for i := range columns {
			columns[i].Since, columns[i].Told, columns[i].Out = "", false, false
		}
		return columns
	}
	return reflect.DeepEqual(plain(r.Columns), plain(o.Columns)) && (r.Scale == o.Scale || r.Scale == "" || o.Scale == "") &&
		(r.Dates.Order == o.Dates.Order || r.Dates.Order == "" || o.Dates.Order == "")
}

// complete takes over what only o shows, and the earlier day.
func (r *Reading) complete(o Reading) {
	if r.Scale == "" || r.ScaleDoubt && !o.ScaleDoubt {
		r.Scale, r.ScaleDoubt = o.Scale, o.ScaleDoubt
	}
	r.DelimiterFixed = r.DelimiterFixed || o.DelimiterFixed && o.Delimiter == r.Delimiter
	r.ScaleFixed = r.ScaleFixed || o.ScaleFixed && o.Scale == r.Scale
	if r.Dates.Order == "" || r.Dates.Doubt && !o.Dates.Doubt {
		r.Dates = o.Dates
	}
	if o.Since != "" && (r.Since == "" || o.Since < r.Since) {
		r.Since = o.Since
	}
	for i := range r.Columns {
		c := &r.Columns[i]
		if was := o.column(c.Header); was != nil && was.Since != "" && (c.Since == "" || was.Since < c.Since) {
			c.Since = was.Since
		}
	}
}

// Next is what is kept once tonight's reading is accepted: its layouts, each with
// the days from which its columns are known, and those before that tonight's files
// were not of.
func (r Reading) Next(now Reading) Reading {
	before, next := r.Layouts(), now.Layouts()
	replaced := map[int]bool{}
	for i := range next {
		was := r.nearest(next[i])
		next[i].leaveOut(was)
		at := slices.IndexFunc(before, func(l Reading) bool { return reflect.DeepEqual(l, was) })
		replaced[at] = true
		next[i].since(before)
		if was.Alike(next[i]) {
			next[i].complete(was)
		}
	}
	for i, l := range before {
		if !replaced[i] {
			next = append(next, l)
		}
	}
	return together(next)
}

// leaveOut keeps what was said of columns of before that are not to be read and that r has not: a
// later file may have them again.
func (r *Reading) leaveOut(before Reading) {
	for _, c := range before.without(r) {
		if c.Out {
			r.Columns = append(r.Columns, c)
		}
	}
}

// dropped and person say that a column is read by nothing: it names nobody, or people.
func (c *ColumnReading) dropped() bool {
	return c.Role == roleNames[ignored] || c.Role == roleNames[rolePrivate]
}
func (c *ColumnReading) person() bool { return c.Role == roleNames[rolePerson] }

// With is Next, but keeps the layout before that tonight's is nearest to as well.
func (r Reading) With(now Reading) Reading {
	next := now.Layouts()
	for i := range next {
		next[i].since(r.Layouts())
	}
	return together(next).Join(r)
}

// since gives each column the earliest day from which one of the layouts before
// had it in the same role.
func (r *Reading) since(before []Reading) {
	for i := range r.Columns {
		c := &r.Columns[i]
		for _, b := range before {
			if was := b.column(c.Header); was != nil && was.Role == c.Role && was.Name == c.Name && was.Since != "" && (c.Since == "" || was.Since < c.Since) {
				c.Since = was.Since
			}
		}
	}
}

// Differences says what a source's reading now differs in from the one before:
// each of its layouts from the layout before that is nearest. The breaks change what the figures mean, and are to be confirmed before
// anything is accepted: a column with a role gone, renamed or given another
// role, another scale, another order of dates. The changes are to be said and no
// more: a new column, another encoding, a column gone that was not used, a segment,
// rating or answer that now stands under another header by declaration. Both
// are in the order of before's columns, then of now's. Two equal readings have
// no differences.
func Differences(before, now Reading) (breaks, changes []Note) {
	for _, n := range now.Layouts() {
		b, c := differ(before.nearest(n), n)
		breaks, changes = appendNew(breaks, b), appendNew(changes, c)
	}
	return breaks, changes
}

// appendNew adds to notes those that it has not.
func appendNew(notes, more []Note) []Note {
	for _, n := range more {
		if !slices.ContainsFunc(notes, func(have Note) bool { return reflect.DeepEqual(have, n) }) {
			notes = append(notes, n)
		}
	}
	return notes
}

// publishes says whether a column that earlier nights did not have is read in: one
// of people that is gone may be it, under another name.
func publishes(fresh []ColumnReading) bool {
	return slices.ContainsFunc(fresh, func(c ColumnReading) bool {
		return !c.dropped() && !c.person()
	})
}

// instead says what became of a column that is gone: which of the fresh ones, at a
// place, -1 for none, stands for it, and whether that was declared, so that it is meant.
func instead(c ColumnReading, fresh []ColumnReading, told []string) (n Note, meant bool, at int) {
	if at = slices.IndexFunc(fresh, func(f ColumnReading) bool { return c.Name != "" && f.Role == c.Role && f.Name == c.Name }); at >= 0 {
		return note("source_diff_moved", c.Header, roleKey(c.Role), c.Name, fresh[at].Header), true, at // it stays the same segment
	}
	meant = c.Name == "" && slices.Contains(told, c.Role)
	if at = slices.IndexFunc(fresh, func(f ColumnReading) bool { return f.Role == c.Role }); at < 0 {
		return note("source_diff_gone", c.Header, roleKey(c.Role)), meant, at
	}
	header, field := fresh[at].Header, c.Field()
	switch {
	case meant:
		return note("source_diff_moved_role", c.Header, roleKey(c.Role), header), true, at
	case field == "":
		return note("source_diff_renamed", c.Header, roleKey(c.Role), header), false, at
	}
	return note("source_diff_renamed_to", c.Header, roleKey(c.Role), header, messages.Argument(field+"="+header)), false, at
}

// Lost says whether a difference is of a column that is gone, or stands under another
// header: what a correction that holds only what it corrects differs in.
func (n Note) Lost() bool {
	return n.Gone() || n.Key == "source_diff_renamed" || n.Key == "source_diff_renamed_to"
}

// Moved says whether a difference is of a column that stands under another header, by
// declaration.
func (n Note) Moved() bool {
	return n.Key == "source_diff_moved" || n.Key == "source_diff_moved_role"
}

// Gone says whether a difference is of a column that is gone, and none stands for it.
func (n Note) Gone() bool { return n.Key == "source_diff_gone" }

// differ is Differences for two layouts.
func differ(before, now Reading) (breaks, changes []Note) {
	tell := func(n Note, meant bool) {
		if meant {
			changes = append(changes, n)
		} else {
			breaks = append(breaks, n)
		}
	}
	fresh := now.without(&before)
	for _, c := range before.Columns {
		found := now.column(c.Header)
		switch {
		case found != nil && (found.Role != c.Role || found.Name != c.Name):
			tell(note("source_diff_role", c.Header, roleKey(c.Role), roleKey(found.Role)), found.Told || slices.Contains(now.Told, c.Role))
		case found != nil, c.Out && (!c.person() || !publishes(fresh)):
		case c.dropped(), c.person() && !publishes(fresh):
			tell(note("source_diff_gone_unused", c.Header), true)
		default:
			n, meant, at := instead(c, fresh, now.Told)
			if at >= 0 {
				fresh = slices.Delete(fresh, at, at+1)
			}
			tell(n, meant)
		}
	}
	for _, c := range fresh {
		tell(note("source_diff_new", c.Header, roleKey(c.Role)), true)
	}
	differInForm(&before, &now, tell)
	return breaks, changes
}

// differInForm tells how a file says things otherwise than those before it: its scale, its dates, its letters.
func differInForm(before, now *Reading, tell func(n Note, meant bool)) {
	if before.Scale != "" && now.Scale != "" && before.Scale != now.Scale {
		tell(note("source_diff_scale", before.Scale, now.Scale, before.Scale), before.ScaleDoubt && now.ScaleTold) // a guess is answered
	}
	if before.Dates.Order != "" && now.Dates.Order != "" && before.Dates.Order != now.Dates.Order && !now.Dates.Doubt {
		tell(note("source_diff_order", orderKey(before.Dates.Order), orderKey(now.Dates.Order)), now.Dates.Told)
	}
	if now.Lost && !before.Lost {
		tell(note("source_diff_letters"), false)
	}
	for _, form := range [][2]string{{before.Format, now.Format}, {before.Encoding, now.Encoding}, {before.Delimiter, now.Delimiter}} {
		if form[0] != form[1] && form[0] != "" && form[1] != "" { // a format may have none
			tell(note("source_diff_form", form[0], form[1]), true)
		}
	}
}

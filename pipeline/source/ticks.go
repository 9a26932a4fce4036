package source

import (
	"slices"
	"strings"
)

// Answers that were ticked, several in a cell: so many different ones at most, each so
// long at most in bytes, each coming so often on average, and several in one of ten
// cells. Chosen by eye.
const (
	mostTicks    = 25
	longestTick  = 40
	leastTicked  = 5
	severalTicks = 0.1
)

// isTicks says whether the cells hold answers of a list, several at once, parted by
// semicolons, bars or line ends: "Pris; Service". What customers wrote is no such list.
func (p *profile) isTicks() bool {
	if p.given < leastEach {
		return false
	}
	met, all, several := map[string]bool{}, 0, 0
	for v, n := range p.values {
		parts := strings.FieldsFunc(v, func(r rune) bool { return r == ';' || r == '|' || r == '\n' })
		if len(parts) > 1 {
			several += n
		}
		for _, part := range parts {
			part = strings.TrimSpace(part)
			if len(part) > longestTick {
				return false
			}
			if part != "" {
				met[strings.ToLower(part)] = true
				all += n
			}
		}
		if len(met) > mostTicks {
			return false
		}
	}
	return p.most(several, severalTicks) && all >= leastTicked*len(met)
}

// noteWords are in the headers of what staff wrote of a customer, folded.
var noteWords = folded("noter notat notater note notes bemærkninger intern internt interne internal")

// isNote says whether the column holds what staff wrote: text of several words, the same
// few now and then, that is none to cut by and none to show.
func (c *column) isNote() bool {
	return c.given > 0 && c.words >= 2*c.given && slices.ContainsFunc(c.heading.tokens, func(t string) bool { return noteWords[t] })
}

// ofPlaces are words that stand before a place that is spoken of: "noter fra kontoret".
var ofPlaces = folded("fra til med om i på af for hos from to with about in at of by")

// branch is the level of a unit that is called after what it is: "Klinik".
const branch = 2

// isHouse says whether c names the branch that answers are of: a clinic, a school. No other column may.
func (p *plan) isHouse(c *column) bool {
	return houses[c.heading.whole] && c.comesBack() && !c.most(c.whole, 0.5) &&
		!slices.ContainsFunc(p.columns, func(o column) bool {
			return o.role == roleUnit && o.level == branch || o.open() && level(o.heading.whole) == branch
		})
}

// namesPlace says whether the header names a level of the organisation by its last
// part, and does not ask or tell about it; nor are its values marks or notes.
func (c *column) namesPlace() bool {
	return place(c.heading.whole) >= 0 && !strings.HasSuffix(strings.TrimRight(c.header, " :*"), "?") &&
		!slices.ContainsFunc(c.heading.tokens, func(t string) bool { return ofPlaces[t] }) && !c.most(c.whole, 0.5) && !c.isText()
}

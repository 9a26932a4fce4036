package models

import "strings"

// An Audience is who reads a figure. There are three, with one rule each: the open
// audience sees what the open tables show; analysts see every count; a unit's leader
// sees its own unit as analysts do, and all else as the open audience.
type Audience struct {
	everything bool
	unit       string // path of the leader's own unit, "" for none
}

// Everybody is the open audience, readers and BI tools; the zero Audience.
var Everybody = Audience{}

// Analysts may read every comment, and so count every group themselves.
var Analysts = Audience{everything: true}

// LeaderOf is the leader of the unit at a path, and of all that lies under it.
func LeaderOf(unit string) Audience { return Audience{unit: strings.TrimSuffix(unit, "/")} }

// SeesAll says whether the audience may count the responses of a unit; "" is of
// responses of several units, or of none.
func (a Audience) SeesAll(unit string) bool {
	return a.everything || a.unit != "" && (unit == a.unit || strings.HasPrefix(unit, a.unit+"/"))
}

// A Showing is how a figure is shown.
type Showing uint8

// The ways to show a figure.
const (
	Withheld Showing = iota // not at all: the group is small, or would let a small one be found
	FewSaid                 // with the words "få svar": the group is small
	Plain
)

// Show says how the audience sees a figure of n responses of a unit ("" of several)
// where groups below k are small; withheld says that the open tables do not show it.
func (a Audience) Show(unit string, n, k int, withheld bool) Showing {
	switch small := n < k; {
	case !a.SeesAll(unit) && (withheld || small && n > 0):
		return Withheld
	case a.SeesAll(unit) && small:
		return FewSaid
	}
	return Plain
}

// UnitAbove is the unit that a unit lies in; "" at the top.
func UnitAbove(unit string) string { return unit[:max(0, strings.LastIndexByte(unit, '/'))] }

// UnitLevels lists the path of a unit from its top: "A", "A/B", "A/B/C".
func UnitLevels(unit string) []string {
	var all []string
	for i := range unit {
		if unit[i] == '/' && i > 0 {
			all = append(all, unit[:i])
		}
	}
	return append(all, unit)
}

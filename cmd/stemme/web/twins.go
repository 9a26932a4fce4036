package web

import (
	"slices"
	"strings"

	"stemme/pipeline/report"
)

// twinsOf says of ways to cut which others split the responses into the same groups, so
// that nobody takes one reason for two; "" for none.
func (r *request) twinsOf(dimensions ...string) string {
	var said []string
	for _, pair := range r.twins {
		of := func(name string) bool {
			name, _, _ = strings.Cut(name, ":") // of a level of the units
			return slices.Contains(dimensions, name)
		}
		if of(pair[0]) || of(pair[1]) {
			said = append(said, r.Lang.Text("lead_twin", report.Way(r.Lang, pair[0]), report.Way(r.Lang, pair[1])))
		}
	}
	return strings.Join(said, " ")
}

// namesOf are the dimensions of some cuts.
func namesOf(cuts []cutsView) (names []string) {
	for _, c := range cuts {
		names = append(names, c.Dimension)
	}
	return names
}

package arrivals

import (
	"slices"
	"strings"

	"stemme/models"
)

// respell gives the values of touchpoints, stages, units and segments that
// differ in capitals alone one spelling, in place: the one that most responses
// use, of equals the last by bytes, which has fewer capitals. A unit is spelled level by level, below its
// parent. Files from several tools write Web and web for one touchpoint, which
// figures and search must not take for two.
func respell(responses []models.Response) {
	counts := spellings{}
	for i := range responses {
		values(&responses[i], func(where, value string) string {
			counts.count(where, value)
			return value
		})
	}
	chosen := counts.chosen()
	if len(chosen) == 0 {
		return
	}
	for i := range responses {
		r := &responses[i]
		r.Segments = slices.Clone(r.Segments) // the ledger's own stay as accepted
		values(r, func(where, value string) string {
			if one, several := chosen[spelled{where, strings.ToLower(value)}]; several {
				return one
			}
			return value
		})
	}
}

// values puts each value of a response's properties through as, which is told the
// property: the place of a unit's level is its parents in lower case.
func values(r *models.Response, as func(where, value string) string) {
	r.Touchpoint = as(OfTouchpoint, r.Touchpoint)
	r.Stage = as(OfStage, r.Stage)
	for i := range r.Segments {
		r.Segments[i].Value = as(OfSegment+r.Segments[i].Name, r.Segments[i].Value)
	}
	if r.Unit == "" {
		return
	}
	levels, where := strings.Split(r.Unit, "/"), OfUnit
	for i, level := range levels {
		levels[i] = as(where, level)
		where += "/" + strings.ToLower(level)
	}
	r.Unit = strings.Join(levels, "/")
}

// A spelled is a value of a property, in lower case.
type spelled struct{ where, value string }

// spellings count how often each value is written in which way.
type spellings map[spelled]map[string]int

func (s spellings) count(where, value string) {
	at := spelled{where, strings.ToLower(value)}
	if s[at] == nil {
		s[at] = map[string]int{}
	}
	s[at][value]++
}

// chosen is the spelling of each value that is written in several ways.
func (s spellings) chosen() map[spelled]string {
	all := map[spelled]string{}
	for at, ways := range s {
		if len(ways) < 2 {
			continue
		}
		best := ""
		for way, n := range ways {
			if m := ways[best]; best == "" || n > m || n == m && way > best {
				best = way
			}
		}
		all[at] = best
	}
	return all
}

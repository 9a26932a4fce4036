package nps

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// A Switch is a way to cut whose values in one period are all but none of those in another, as
// where a survey moves to another tool: how the score moved then cannot be told from how it was asked.
type Switch struct {
	Dimension string
	Periods   [2]string
	Values    [2][]string // of the earlier and the later period, the largest first; none where hardly any has one
	Shares    [2]float64  // of all responses of the period that have them
}

// switchShare is the share of the responses of either period that lies in values which the other
// one lacks, and 1 − switchShare what may lie in both. Chosen by eye.
const switchShare = 0.95

// Switched is the switch between two periods: of sources before others, and of those the first in the
// order of names; false for none, and where values come and go with every period, as waves do. Rows are those of
// the table of scores; a way to cut of which some are withheld is left out.
func Switched(rows []CutRow, from, to string) (s Switch, found bool) {
	c := &switches{between: [2]string{from, to}, ways: map[string]*switchWay{}}
	for i := range rows {
		c.add(&rows[i])
	}
	order := slices.SortedFunc(maps.Keys(c.ways), func(a, b string) int {
		return cmp.Or(compareBool(a != DimensionSource, b != DimensionSource), strings.Compare(a, b))
	})
	for _, name := range order {
		if s, found = c.of(name); found {
			return s, true
		}
	}
	return Switch{}, false
}

// LastSwitch is the switch between the last two months that follow each other in rows and have one.
func LastSwitch(rows []CutRow) (s Switch, found bool) {
	var months []string
	for i := range rows {
		if r := &rows[i]; r.PeriodKind == KindMonth && r.Dimension == DimensionAll {
			months = append(months, r.Period)
		}
	}
	slices.Sort(months)
	for n := len(months) - 1; n > 0; n-- {
		if s, found = Switched(rows, months[n-1], months[n]); found {
			return s, true
		}
	}
	return Switch{}, false
}

// switches are the responses of two periods by every way to cut.
type switches struct {
	between [2]string
	total   [2]int
	others  bool // there are further periods of the kind
	ways    map[string]*switchWay
}

// A switchWay is how many responses of each period a value has.
type switchWay struct {
	counts [2]map[string]int
	hidden bool
	lasts  map[string]bool // values that a further period has
}

// add takes in one row. Of units only the top level counts.
func (c *switches) add(r *CutRow) {
	if r.Period == "" || len(r.Period) != len(c.between[1]) || r.Dimension == DimensionUnit && strings.Contains(r.Value, "/") {
		return
	}
	at := slices.Index(c.between[:], r.Period)
	if r.Dimension == DimensionAll {
		if at < 0 {
			c.others = true
		} else {
			c.total[at] = int(r.Responses.N)
		}
		return
	}
	w := c.ways[r.Dimension]
	if w == nil {
		w = &switchWay{counts: [2]map[string]int{{}, {}}, lasts: map[string]bool{}}
		c.ways[r.Dimension] = w
	}
	switch {
	case at < 0:
		w.lasts[r.Value] = true
	case r.Suppressed || !r.Responses.Known:
		w.hidden = true
	case r.Value != "":
		w.counts[at][r.Value] = int(r.Responses.N)
	}
}

// of is the switch of one way to cut.
func (c *switches) of(name string) (s Switch, found bool) {
	w := c.ways[name]
	if w.hidden || c.total[0] == 0 || c.total[1] == 0 {
		return s, false
	}
	s.Dimension, s.Periods = name, c.between
	few := 1 - switchShare
	lasting, without := !c.others, 0
	for j := range w.counts {
		here, there := w.counts[j], w.counts[1-j]
		alone, all := 0, 0
		for value, n := range here {
			all += n
			if float64(there[value]) <= few*float64(c.total[1-j]) && n > there[value] {
				alone += n
				s.Values[j] = append(s.Values[j], value)
				lasting = lasting || w.lasts[value]
			}
		}
		slices.SortFunc(s.Values[j], func(a, b string) int { return cmp.Or(cmp.Compare(here[b], here[a]), strings.Compare(a, b)) })
		s.Shares[j] = float64(alone) / float64(c.total[j])
		switch {
		case float64(all) <= few*float64(c.total[j]):
			s.Values[j], without = nil, without+1
		case s.Shares[j] < switchShare:
			return s, false
		}
	}
	return s, lasting && without < 2
}

// Text says the switch in words.
func (s Switch) Text(lang messages.Lang) string {
	periods, way := [2]string{lang.Period(s.Periods[0]), lang.Period(s.Periods[1])}, Way(s.Dimension)
	share := func(j int) string { return strings.TrimSpace(lang.Number(100*s.Shares[j], 0)) }
	for j := range s.Values {
		if len(s.Values[j]) == 0 {
			return lang.Text("lead_switch_none", way, share(1-j), periods[1-j], spelled(s.Values[1-j]), periods[j])
		}
	}
	return lang.Text("lead_switch", way, share(0), periods[0], spelled(s.Values[0]), share(1), periods[1], spelled(s.Values[1]))
}

// spelled names at most so many values as can be read.
func spelled(values []string) string {
	const most = 3
	if len(values) > most {
		return strings.Join(values[:most], ", ") + " …"
	}
	return strings.Join(values, ", ")
}

// A Way is a way to cut.
type Way string

// Text is what the way is called in a sentence; a segment has its own name.
func (w Way) Text(lang messages.Lang) string {
	of, level, _ := strings.Cut(string(w), ":")
	switch of {
	case DimensionTouchpoint, DimensionStage, DimensionSource:
		return lang.Text(messages.Key("way_" + of))
	case DimensionUnit:
		if level == "" || level == "1" {
			return lang.Text("way_unit")
		}
		return lang.Text("way_unit_level", level)
	}
	return strings.TrimPrefix(string(w), "segment_")
}

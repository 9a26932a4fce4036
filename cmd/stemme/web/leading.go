package web

import (
	"net/url"
	"slices"
	"sync"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/pipeline/nps"
)

// leading are the leading rows of the change between two periods of a kind as the sender
// may see it: who is told all counts is told what nps makes of the responses that the
// filters let through, as the terminal is; everybody else what the open tables show of the
// cut. None where a period has no score, or is withheld.
func (r *request) leading(kind, from, to string) []nps.ChangeRow {
	dimension, value, ok := r.onlyCut()
	if r.counts() {
		if dimension != nps.DimensionTouchpoint && dimension != nps.DimensionUnit {
			dimension, value = nps.DimensionAll, "" // of what the filters let through
		}
		return r.counted.of(kind+" "+from+" "+to+" "+r.undatedFilters(), func() []nps.ChangeRow {
			return r.countChange(kind, from, to, dimension, value)
		})
	}
	if !ok {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.changes[pair{kind, from, to, dimension, value}]), func(row nps.ChangeRow) bool { return !row.Lead })
}

// undatedFilters are the filters without their days, as part of an address.
func (r *request) undatedFilters() string {
	values := url.Values{}
	for name, of := range r.sieve.values {
		if name != "from" && name != "to" {
			values[name] = of
		}
	}
	return values.Encode()
}

// countChange takes the change between two periods apart, of what the filters let through.
func (r *request) countChange(kind, from, to, dimension, value string) []nps.ChangeRow {
	responses, system := survey.Counted(r.lead, func(theme string) bool { return r.byID[theme].Restates() },
		r.within(r.stretchOf(kind, from)), r.within(r.stretchOf(kind, to)))
	count := func(dimension, value string) ([]nps.ChangeRow, error) {
		return nps.ChangeOf(responses, system, nps.Options{Workers: 1}, r.ways, from, to, dimension, value)
	}
	rows, err := count(dimension, value)
	if err != nil { // a unit may be asked for by the end of its path
		rows, err = count(nps.DimensionAll, "")
	}
	if err != nil { // nobody is scored in a period
		return nil
	}
	whole := func(period string) bool { return r.scores[cut{kind, period, nps.DimensionAll, ""}].Complete }
	rows = slices.DeleteFunc(rows, func(row nps.ChangeRow) bool { return !row.Lead })
	for i := range rows {
		rows[i].Complete = whole(from) && whole(to)
	}
	return rows
}

// mostChanges is how many changes are kept: some 25 rows each.
const mostChanges = 400

// countedChanges are those that were counted of an edition, as an audience may see it.
type countedChanges struct {
	mu    sync.Mutex
	known map[string][]nps.ChangeRow
}

// of is the change of a name, counted where it is not known.
func (c *countedChanges) of(name string, count func() []nps.ChangeRow) []nps.ChangeRow {
	c.mu.Lock()
	rows, known := c.known[name]
	c.mu.Unlock()
	if known {
		return rows
	}
	rows = count()
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.known) >= mostChanges || c.known == nil {
		c.known = map[string][]nps.ChangeRow{}
	}
	c.known[name] = rows
	return rows
}

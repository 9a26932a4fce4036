package source

import (
	"maps"
	"slices"
	"strings"
)

// leastSlashed is how many rows a unit has that is shown by its name. Chosen by eye.
const leastSlashed = 10

// doubtSlashes tells of units such as "Børn/Unge" that may be one name with a slash in
// it. They are read as levels all the same, as earlier nights read them.
func (p *plan) doubtSlashes() {
	for i := range p.columns {
		c := &p.columns[i]
		if c.role != roleUnit {
			continue
		}
		if name, n := c.slashedName(); n > 0 {
			upper, lower, _ := strings.Cut(name, "/")
			p.notes = append(p.notes, note("source_unit_slash", c.header, name, lower, upper, n))
		}
	}
}

// slashedName is the commonest value of c that looks like a name with a slash, and how
// many values do. Of a path the first piece comes again, with another piece behind it or
// by itself, and where all values are paths each may have its own.
func (c *column) slashedName() (name string, n int) {
	firsts, flat := map[string]int{}, false
	for v := range c.values {
		first, _, slashed := strings.Cut(property(v), "/")
		flat = flat || !slashed
		firsts[fold(first)]++
	}
	most := leastSlashed - 1
	for _, v := range slices.Sorted(maps.Keys(c.values)) {
		first, second, slashed := strings.Cut(property(v), "/")
		if !flat || !slashed || first == "" || second == "" || strings.ContainsAny(v, `>\|`) || strings.Contains(second, "/") ||
			strings.HasSuffix(first, " ") || strings.HasPrefix(second, " ") || firsts[fold(first)] > 1 {
			continue
		}
		n++
		if c.values[v] > most {
			name, most = property(v), c.values[v]
		}
	}
	if name == "" {
		return "", 0
	}
	return name, n
}

package source

import (
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// questionKinds are the words by which tools name what a survey asks, folded.
var questionKinds = map[string]string{"nps": "NPS", "enps": "eNPS", "csat": "CSAT", "ces": "CES", "osat": "OSAT"}

// kindOf is the kind of question that a cell names; "" for none.
func kindOf(cell string) string {
	if len(cell) > longestHeader/10 {
		return ""
	}
	for _, t := range tokensOf(cell) {
		if kind := questionKinds[t]; kind != "" {
			return kind
		}
	}
	return ""
}

// refuseKinds stops a file whose scores answer several questions, on scales of their
// own, as a column beside them says: they have no figure in common. A score that is
// declared is taken as it is.
func (p *plan) refuseKinds(t *table, closed map[role]bool) error {
	score := slices.IndexFunc(p.columns, func(c column) bool { return c.role == roleScore })
	if score < 0 || closed[roleScore] {
		return nil
	}
	for i := range p.columns {
		c := &p.columns[i]
		if i == score || len(c.values) < 2 || len(c.values) > mostPicked || 2*len(c.values) > c.given {
			continue
		}
		scored := map[string]int{}
		for _, r := range t.rows {
			if kind := kindOf(cellOf(r, i)); kind != "" && !isMissing(cellOf(r, score)) {
				scored[kind]++
			}
		}
		var kinds []string
		for kind, n := range scored {
			if n >= leastKind {
				kinds = append(kinds, kind)
			}
		}
		if len(kinds) > 1 {
			slices.Sort(kinds)
			return messages.Errorf("source_kinds", p.file, p.columns[score].header, strings.Join(kinds, ", "), c.header, p.columns[score].header)
		}
	}
	return nil
}

// leastKind is how many scores show that a kind of question is asked. Chosen by eye.
const leastKind = 3

// cellOf is a cell of a row; "" where the row cannot be read.
func cellOf(r record, i int) string {
	if r.fault != nil || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

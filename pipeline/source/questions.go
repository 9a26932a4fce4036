package source

import (
	"maps"
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
		if len(c.values) <= mostSurveys && c.role.isCut() {
			if name := ofFive(t, i, score); name != "" {
				return messages.Errorf("source_surveys", p.file, p.columns[score].header, c.header, name, p.columns[score].header)
			}
		}
	}
	return nil
}

// A column of so many values may name surveys. One of them has a scale of five where
// its scores, so many and more, lie all within 1 to 5 and a third of them at 4 or 5,
// while the others have scores over 5 and a twentieth within 1 to 5 too, as they have
// not where the column is made of the score. Chosen by eye: of scores from 0 to 10
// twenty hardly ever lie so.
const (
	mostSurveys = 5
	leastFive   = 20
	leastLow    = 20 // of so many other scores at least one is low
)

// ofFive is the value of a column beside which the scores are on a scale of five,
// while beside the others they go to ten; "" for none.
func ofFive(t *table, beside, score int) string {
	type count struct{ all, low, high, top int } // low is 1 to 5, top 4 and 5, high over 5
	counts, whole := map[string]count{}, count{}
	for _, r := range t.rows {
		v, ok := parseScore(cellOf(r, score))
		if name := cellOf(r, beside); ok && name != "" {
			n := counts[name]
			for _, to := range []*count{&n, &whole} {
				to.all++
				if v >= 1 && v <= 5 {
					to.low++
				}
				if v == 4 || v == 5 {
					to.top++
				}
				if v > 5 {
					to.high++
				}
			}
			counts[name] = n
		}
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		n := counts[name]
		if n.all >= leastFive && n.low == n.all && 3*n.top >= n.all && whole.high > 0 && leastLow*(whole.low-n.low) >= whole.all-n.all {
			return name
		}
	}
	return ""
}

// leastMarks is how many headings, tables and listings show that lines are a text with
// marks (Markdown), not what customers wrote. Chosen by eye.
const leastMarks = 3

// refuseText stops a text of which each line would be a comment.
func (p *plan) refuseText(t *table, closed map[role]bool) error {
	if len(p.columns) != 1 || closed[roleComment] {
		return nil
	}
	marks := 0
	for _, r := range t.rows {
		line := cellOf(r, 0)
		heading := strings.TrimLeft(line, "#")
		if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "|") || len(heading) < len(line) && strings.HasPrefix(heading, " ") {
			marks++
		}
	}
	if marks >= leastMarks {
		return messages.Errorf("source_no_header", p.file)
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

package source

import (
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
)

// classWords are the ways to write the customer classes, folded.
var classWords = folded(`promoter promoters promotor promotors promotere ambassadør ambassadører fortaler fortalere passive passives passiv passiver neutral
	neutrals neutrale detractor detractors detraktor detraktorer kritiker kritikere modstander modstandere`)

// isClass says whether a cell is a customer class in words, with its scores behind
// it or not: "Ambassadør", "Promoter (9-10)".
func isClass(s string) bool {
	s = strings.TrimRight(s, "0123456789-–()[] ")
	return len(s) <= 16 && classWords[fold(s)]
}

// inClasses says whether the values of c are customer classes in words. "Neutral" is
// an answer of other scales too and is one beside a class that is of no other.
func (c *column) inClasses() bool {
	return c.classes > 0 && c.most(c.classes+c.neutrals, 0.9)
}

// leastRestated is of how many scored rows a column must say their class, and
// mostRestated in what share, to say nothing but the score. Chosen by eye.
const (
	leastRestated = 10
	mostRestated  = 0.95
)

// dropClasses leaves out the segments that say the class of the score once more: cut by
// one, the score of its promoters is high since they are promoters. Where there is no
// score it says that classes are none.
func (p *plan) dropClasses(t *table) {
	score := -1
	for i := range p.columns {
		if p.columns[i].role == roleScore {
			score = i
		}
	}
	told := false
	for i := range p.columns {
		c := &p.columns[i]
		named := isClass(c.header) && len(c.values) <= 3
		if c.role != roleSegment || !c.inClasses() && !named {
			continue
		}
		switch own := c.why.Key != "source_why_declared" && c.why.Key != "source_why_before"; {
		case score < 0 && own && !told:
			p.notes, told = append(p.notes, note("source_classes", c.header)), true
		case score >= 0 && own && p.restates(t, i, score):
			c.role, c.why = ignored, note("source_why_classes", messages.Argument(c.name+"="+c.header))
			c.name = ""
		}
	}
}

// restates says whether column i has one value for each class of the scores in column score.
func (p *plan) restates(t *table, i, score int) bool {
	counts := map[models.Class]map[string]int{}
	n, told := 0, 0
	for _, r := range t.rows {
		if r.fault != nil {
			continue
		}
		var of models.Response
		if p.putScore(&of, &p.columns[score], r.cells[score]) != nil || !scored(&of) {
			continue
		}
		class := p.scaling.scale.Class(of.Score)
		if counts[class] == nil {
			counts[class] = map[string]int{}
		}
		counts[class][fold(r.cells[i])]++
		n++
	}
	for _, values := range counts {
		most := 0
		for _, k := range values {
			most = max(most, k)
		}
		told += most
	}
	return n >= leastRestated && len(counts) > 1 && float64(told) >= mostRestated*float64(n)
}

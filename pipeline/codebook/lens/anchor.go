package lens

import (
	"cmp"
	"slices"
)

// An anchor is a place in a rule.
type anchor struct {
	rule, entry  int32
	phrase, slot int32
	slots        []slot // of the phrase
	alone        bool   // the rule asks for nothing else
	more         bool   // it asks for more than two other elements
	plain        bool   // it asks for no more than its one phrase
}

// anchor picks for every rule the place that is rarest, by which it is looked for.
func (c *compiler) anchor() {
	m, n := c.m, len(c.weights)
	all, places := make([]anchor, len(m.rules)), make([]int32, len(m.rules))
	m.from = make([]int32, n+1)
	for i := range m.rules {
		all[i], places[i] = c.anchorOf(int32(i))
		m.from[places[i]+1]++
	}
	for e := range n {
		m.from[e+1] += m.from[e]
	}
	c.number()
	next := slices.Clone(m.from)
	m.anchors, m.needs = make([]anchor, len(all)), make([][2]uint32, len(all))
	for i, e := range places {
		needs := c.rarest(m.rules[i].elements, e)
		m.anchors[next[e]], m.needs[next[e]] = all[i], [2]uint32{m.bits[needs[0]], m.bits[needs[1]]}
		next[e]++
	}
	m.minute = m.waysOf(m.words.plain[minute])
}

// number gives the elements their bits.
func (c *compiler) number() {
	order := make([]int32, len(c.weights))
	for e := range order {
		order[e] = int32(e)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(c.weights[b], c.weights[a]) })
	c.m.bits = make([]uint32, len(order))
	for bit, e := range order {
		c.m.bits[e] = uint32(bit)
	}
	for i := range c.m.rules {
		for _, phrase := range c.m.rules[i].phrases {
			for s := range phrase {
				phrase[s].bit = c.m.bits[phrase[s].element]
			}
		}
	}
}

// anchorOf is the place of the i-th rule that is rarest, and the element there.
func (c *compiler) anchorOf(i int32) (a anchor, element int32) {
	rule := &c.m.rules[i]
	a, least := anchor{rule: i, entry: rule.entry}, -1
	for p, phrase := range rule.phrases {
		for s, slot := range phrase {
			if w := c.weights[slot.element]; least < 0 || w < least {
				a.phrase, a.slot, least, element = int32(p), int32(s), w, slot.element
			}
		}
	}
	a.alone = len(rule.phrases) == 1 && len(rule.phrases[0]) == 1 && !rule.opens && !rule.ends
	a.more = len(rule.elements) > 3
	a.plain = len(rule.phrases) == 1 && !rule.negates && !rule.opens && !rule.ends
	a.slots = rule.phrases[a.phrase]
	return a, element
}

// rarest are the two rarest of elements beside the one at hand, which stands for none.
func (c *compiler) rarest(elements []int32, at int32) (out [2]int32) {
	out = [2]int32{at, at}
	for _, e := range elements {
		switch {
		case e == at:
		case out[0] == at || c.weights[e] < c.weights[out[0]]:
			out = [2]int32{e, out[0]}
		case out[1] == at || c.weights[e] < c.weights[out[1]]:
			out[1] = e
		}
	}
	return out
}

package source

import (
	"cmp"
	"slices"

	"stemme/models"
)

// Bounds on ids that come again with other content, chosen by eye: above the
// first share of rows they are no ids but the numbers of something else; below
// it they are when fewer than half of the rows are alike in most of their cells,
// as a correction is. One or two of many that come again are mended rows, whatever
// they say: they must not cost all others their ids.
const (
	mostRepeated = 0.1
	fewRepeated  = 3
)

// settleIDs gives every response its id. An id that repeats in the file with
// different content is no id, and that is said; where it is a correction, the
// later row stands for the earlier: the one answered later, or else the one
// further down.
func (p *plan) settleIDs(h *harvest, t *table) {
	if c := p.first(roleID); c != nil && !c.unique {
		groups := repeats(h.responses)
		if c.says(roleID).header < strongID {
			groups = p.partStrangers(h, t, c, groups)
		}
		differ, alike := p.compare(h, t, groups)
		many := float64(differ) > mostRepeated*float64(len(h.responses))
		if many && (differ >= fewRepeated || 2*alike < differ) || differ >= fewRepeated && 2*alike < differ {
			p.forgetIDs(h, c, differ)
		} else {
			p.replaceEarlier(h, t, groups)
		}
	}
	var nameless []int
	for i := range h.responses {
		if h.responses[i].ID == "" {
			nameless = append(nameless, i)
		}
	}
	identify(h.responses, nameless, p.firstCalled, p.mask)
}

// partStrangers takes the ids of responses that share one and little else, where
// the header may be of another number: each then is a response of its own. The
// other groups are left.
func (p *plan) partStrangers(h *harvest, t *table, c *column, groups [][]int) [][]int {
	parted := 0
	groups = slices.DeleteFunc(groups, func(group []int) bool {
		differ, alike := p.compare(h, t, [][]int{group})
		if 2*alike >= differ {
			return false
		}
		for _, i := range group {
			h.responses[i].ID = ""
		}
		parted += len(group)
		return true
	})
	if parted > 0 {
		p.notes = append(p.notes, note("source_id_some", c.header, parted))
	}
	return groups
}

// repeats are the responses that share an id, in the order of their rows.
func repeats(responses []models.Response) [][]int {
	of := map[string][]int{}
	var order []string
	for i := range responses {
		id := responses[i].ID
		if id == "" {
			continue
		}
		if len(of[id]) == 1 {
			order = append(order, id)
		}
		of[id] = append(of[id], i)
	}
	groups := make([][]int, len(order))
	for i, id := range order {
		groups[i] = of[id]
	}
	return groups
}

// saysAgain says whether two rows hold the same words of a customer, too many for
// chance.
func (p *plan) saysAgain(a, b []string) bool {
	for i := range p.columns {
		if r := p.columns[i].role; (r == roleComment || r == roleAnswer) && a[i] == b[i] && len(a[i]) >= leastAgain {
			return true
		}
	}
	return false
}

// leastAgain is the length from which two customers hardly write the same, in bytes.
// Chosen by eye.
const leastAgain = 20

// compare counts the rows of groups that say something other than the first of
// their group, and those of them that are alike: in most of their cells, or in
// what was written.
func (p *plan) compare(h *harvest, t *table, groups [][]int) (differ, alike int) {
	for _, group := range groups {
		first := t.rows[h.rows[group[0]]-1].cells
		for _, i := range group[1:] {
			cells := t.rows[h.rows[i]-1].cells
			same, of := 0, 0
			for j := range p.columns {
				if r := p.columns[j].role; r == roleID || isBlank(first[j]) && isBlank(cells[j]) {
					continue
				}
				of++
				if first[j] == cells[j] {
					same++
				}
			}
			if same == of {
				continue
			}
			differ++
			if 2*same >= of || p.saysAgain(first, cells) {
				alike++
			}
		}
	}
	return differ, alike
}

// forgetIDs takes the ids away and says so.
func (p *plan) forgetIDs(h *harvest, c *column, differ int) {
	for i := range h.responses {
		h.responses[i].ID = ""
	}
	p.notes = append(p.notes, note("source_id_repeats", c.header, differ))
	c.role, c.why, c.doubt = ignored, note("source_why_repeats", differ), true
}

// replaceEarlier leaves of each group the latest response, and those that are
// the same row over again.
func (p *plan) replaceEarlier(h *harvest, t *table, groups [][]int) {
	by := map[int]int{} // which row replaces a row, by place
	for _, group := range groups {
		latest := slices.MaxFunc(group, func(a, b int) int {
			ra, rb := &h.responses[a], &h.responses[b]
			if ra.Day == models.NoDay || rb.Day == models.NoDay {
				return cmp.Compare(a, b)
			}
			return cmp.Or(ra.At.Compare(rb.At), cmp.Compare(ra.Day, rb.Day), cmp.Compare(a, b))
		})
		for _, i := range group {
			if !slices.Equal(t.rows[h.rows[i]-1].cells, t.rows[h.rows[latest]-1].cells) {
				by[i] = latest
			}
		}
	}
	if len(by) == 0 {
		return
	}
	old := slices.Clone(h.rows)
	kept, rows := h.responses[:0], h.rows[:0]
	for i := range h.responses {
		if latest, gone := by[i]; gone {
			h.rejects = append(h.rejects, Reject{File: p.file, Row: old[i], Column: p.first(roleID).header, Kind: RejectReplaced, Reason: note("source_replaced", old[latest])})
			h.later++
			continue
		}
		kept, rows = append(kept, h.responses[i]), append(rows, old[i])
	}
	h.responses, h.rows = kept, rows
	slices.SortStableFunc(h.rejects, func(a, b Reject) int { return cmp.Compare(a.Row, b.Row) })
	p.notes = append(p.notes, note("source_ids_replaced", p.first(roleID).header, h.later))
}

package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"stemme/models"
)

// A doubling is how many of the responses that are new of a source stand under
// another.
type doubling struct {
	source, other string
	known, of     int
}

// From so many responses on, half of what is new of a source, a file is likely a copy
// or a correction of another source's. Three words of leastUttered bytes hardly come
// twice by chance; a trait that more than mostAlike share tells nothing more. Chosen
// by eye.
const (
	leastElsewhere = 10
	severalWords   = 3
	mostAlike      = 4
)

// A trait is what two responses of different sources have in common only if they are
// one.
type trait struct {
	kind  byte // of who: i for a response's id, c for a customer, 0 for none
	who   string
	day   models.Day
	at    int64 // the instant in microseconds, where it is known
	text  string
	score models.Score
}

// traits are those of a response: several words on one day with one score, or of
// one id or customer; any words of one id or customer at one time; and, without words,
// their score.
func traits(r *models.Response) []trait {
	text := r.Text()
	several := len(text) >= leastUttered && len(strings.Fields(text)) >= severalWords
	all := make([]trait, 0, 5)
	if several {
		all = append(all, trait{day: r.Day, text: text, score: r.Score})
	}
	for _, m := range [...]trait{{kind: 'i', who: r.ID}, {kind: 'c', who: r.Customer}} {
		if m.who == "" {
			continue
		}
		if m.text = text; several {
			all = append(all, m)
		}
		if m.day = r.Day; !r.At.IsZero() {
			m.at = r.At.UnixMicro()
		}
		if text == "" {
			m.score = r.Score
		}
		all = append(all, m)
	}
	return all
}

// elsewhere finds the sources of which most of what is new stands under another: one
// of all, or one that was read before it tonight. Two that were once accepted so, and
// still are there, are not asked about again.
func elsewhere(all, fresh []models.Response) (found []doubling) {
	n := newcomers{all: fresh, order: map[string]int{}, count: map[string]int{}, marked: map[trait][]int{}, known: map[[2]string]map[int]bool{}}
	n.note(all)
	if !n.many() {
		return nil
	}
	for i := range all {
		n.look(&all[i], false)
	}
	for i := range fresh {
		n.look(&fresh[i], true)
	}
	for pair, places := range n.known {
		s := doubling{pair[0], pair[1], len(places), n.count[pair[0]]}
		if s.known >= leastElsewhere && 2*s.known >= s.of && !shared(all, s) {
			found = append(found, s)
		}
	}
	slices.SortFunc(found, func(a, b doubling) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(b.known, a.known), cmp.Compare(a.other, b.other))
	})
	return slices.CompactFunc(found, func(a, b doubling) bool { return a.source == b.source })
}

// newcomers are the responses of tonight, and which of those that are new stand
// elsewhere.
type newcomers struct {
	all    []models.Response
	order  map[string]int             // of the sources, as they were read
	count  map[string]int             // of the new ones, by source
	marked map[trait][]int            // places of new ones
	known  map[[2]string]map[int]bool // by source, and the other, places of those that stand there
}

// note keeps the traits of those that do not stand among all.
func (n *newcomers) note(all []models.Response) {
	seen := make(map[models.Key]bool, len(all))
	for i := range all {
		seen[all[i].Key()] = true
	}
	for i := range n.all {
		r := &n.all[i]
		if _, known := n.order[r.Source]; !known {
			n.order[r.Source] = len(n.order)
		}
		if seen[r.Key()] {
			continue
		}
		seen[r.Key()] = true
		n.count[r.Source]++
		for _, m := range traits(r) {
			if len(n.marked[m]) < mostAlike {
				n.marked[m] = append(n.marked[m], i)
			}
		}
	}
}

// many says whether any source has enough that is new.
func (n *newcomers) many() bool {
	for _, count := range n.count {
		if count >= leastElsewhere {
			return true
		}
	}
	return false
}

// look notes which new ones are r, of another source; tonight, of one read before
// theirs.
func (n *newcomers) look(r *models.Response, tonight bool) {
	order, known := n.order[r.Source]
	if known && len(n.order) == 1 {
		return // there is no other
	}
	for _, m := range traits(r) {
		for _, i := range n.marked[m] {
			name := n.all[i].Source
			if name == r.Source || tonight && n.order[name] < order {
				continue
			}
			pair := [2]string{name, r.Source}
			if n.known[pair] == nil {
				n.known[pair] = map[int]bool{}
			}
			n.known[pair][i] = true
		}
	}
}

// shared says whether the two sources of s were accepted with responses of both.
func shared(all []models.Response, s doubling) bool {
	of := map[trait]bool{}
	for i := range all {
		if all[i].Source == s.other {
			for _, m := range traits(&all[i]) {
				of[m] = true
			}
		}
	}
	both := 0
	for i := range all {
		if all[i].Source == s.source && slices.ContainsFunc(traits(&all[i]), func(m trait) bool { return of[m] }) {
			both++
		}
	}
	return both >= leastElsewhere
}

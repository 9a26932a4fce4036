package arrivals

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

// From so many responses on, half of what is new of a source, or of few all, a file is
// likely a copy or a correction of another source's. Where it overlaps less, fewElsewhere that
// are one beyond doubt are enough, and partElsewhere of which it is likely, one in partOf of what
// is new. Three words of leastUttered bytes hardly come twice by chance, and longUttered bytes do
// not; a trait that more than mostAlike share tells nothing more. Chosen by eye.
const (
	leastElsewhere = 10
	fewElsewhere   = 3 // where all that is new stands there, too
	partElsewhere  = 20
	partOf         = 10
	severalWords   = 3
	longUttered    = 60
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
	several := uttered(text)
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

// uttered says whether a text is of several words, which two hardly write alike.
func uttered(text string) bool {
	return len(text) >= leastUttered && len(strings.Fields(text)) >= severalWords
}

// oneBeyondDoubt says whether two responses of one id and day are one: by their own words,
// or by score, words and instant. Numbers may be the same by chance, and so may "ok".
func oneBeyondDoubt(a, b *models.Response) bool {
	if a.ID != b.ID || a.Day != b.Day || a.Text() != b.Text() {
		return false
	}
	return uttered(a.Text()) || a.Score == b.Score && !a.At.IsZero() && a.At.Equal(b.At)
}

// oneByID says whether two responses of one id may be one: nothing that both say of
// when it was answered, by whom or in which words speaks against it. The scores may
// differ, since one may correct the other.
func oneByID(a, b *models.Response) bool {
	text, other := a.Text(), b.Text()
	switch {
	case a.ID != b.ID || a.Customer != "" && b.Customer != "" && a.Customer != b.Customer:
		return false
	case !a.At.IsZero() && !b.At.IsZero():
		return a.At.Equal(b.At)
	case a.Day != models.NoDay && b.Day != models.NoDay && a.Day != b.Day:
		return false
	}
	return text == "" || other == "" || text == other
}

// elsewhere finds the sources of which most of what is new stands under another: one
// of all, or one that was read before it tonight. Two that were once accepted so, and
// still are there, are not asked about again.
func elsewhere(all, fresh []models.Response) (found []doubling) {
	n := newcomers{all: fresh, order: map[string]int{}, count: map[string]int{}, saying: map[string]bool{}, marked: map[trait][]int{}, byID: map[string][]int{}, known: map[[2]string]map[int]bool{}, sure: map[[2]string]map[int]bool{}}
	n.note(all)
	if len(n.count) == 0 {
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
		few := fewElsewhere
		if !n.saying[s.source] { // ids and scores: nothing could have spoken against it
			few = 1
		}
		most := s.known >= leastElsewhere && 2*s.known >= s.of || s.known >= few && s.known == s.of
		part := len(n.sure[pair]) >= fewElsewhere || s.known >= partElsewhere && partOf*s.known >= s.of && n.said(places) >= partElsewhere
		if (most || part) && !shared(all, s) {
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
	saying map[string]bool            // sources of which a new one has a day or words
	marked map[trait][]int            // places of new ones
	byID   map[string][]int           // likewise
	known  map[[2]string]map[int]bool // by source, and the other, places of those that stand there
	sure   map[[2]string]map[int]bool // of them those that do so beyond doubt
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
		n.saying[r.Source] = n.saying[r.Source] || r.Day != models.NoDay || r.Commented()
		n.byID[r.ID] = append(n.byID[r.ID], i)
		for _, m := range traits(r) {
			if len(n.marked[m]) < mostAlike {
				n.marked[m] = append(n.marked[m], i)
			}
		}
	}
}

// look notes which new ones are r, of another source; tonight, of one read before
// theirs.
func (n *newcomers) look(r *models.Response, tonight bool) {
	order, read := n.order[r.Source]
	if read && len(n.order) == 1 {
		return // there is no other
	}
	known := func(i int, sure bool) {
		name := n.all[i].Source
		if name == r.Source || tonight && n.order[name] < order {
			return
		}
		pair := [2]string{name, r.Source}
		if n.known[pair] == nil {
			n.known[pair], n.sure[pair] = map[int]bool{}, map[int]bool{}
		}
		n.known[pair][i] = true
		if sure {
			n.sure[pair][i] = true
		}
	}
	for _, i := range n.byID[r.ID] {
		if oneByID(&n.all[i], r) {
			known(i, oneBeyondDoubt(&n.all[i], r))
		}
	}
	for _, m := range traits(r) {
		for _, i := range n.marked[m] {
			known(i, m.kind == 0 && len(m.text) >= longUttered)
		}
	}
}

// said counts the places of responses with words of their own.
func (n *newcomers) said(places map[int]bool) (count int) {
	for i := range places {
		if uttered(n.all[i].Text()) {
			count++
		}
	}
	return count
}

// shared says whether the two sources of s were accepted with responses of both.
func shared(all []models.Response, s doubling) bool {
	of, byID := map[trait]bool{}, map[string]*models.Response{}
	for i := range all {
		if all[i].Source == s.other {
			byID[all[i].ID] = &all[i]
			for _, m := range traits(&all[i]) {
				of[m] = true
			}
		}
	}
	both := 0
	for i := range all {
		if all[i].Source != s.source {
			continue
		}
		other := byID[all[i].ID]
		if other != nil && oneByID(&all[i], other) || slices.ContainsFunc(traits(&all[i]), func(m trait) bool { return of[m] }) {
			both++
		}
	}
	return both >= min(leastElsewhere, s.known)
}

package ledger

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// news are what of a night's deliveries the ledger has not, or has otherwise, as the part
// to be written, and the counts of the rest.
type news struct {
	part     part
	accepted Accepted
}

// changes are the news of what was brought.
func (l *Ledger) changes(ctx context.Context, brought []Brought) (news, error) {
	t := taking{ledger: l, claims: map[int32][]claim{}, again: map[int32]bool{}}
	var numbers []int32
	numbers, t.deliveries = l.numbered(brought)
	all, err := gather(brought, numbers)
	if err != nil {
		return news{}, err
	}
	for n, d := range t.deliveries {
		t.again[n] = l.remembers(d.Source, d.SHA256)
	}
	for i := 0; i < len(all); {
		if ctx.Err() != nil {
			return news{}, ctx.Err()
		}
		end := i + 1
		for end < len(all) && all[end].Key() == all[i].Key() {
			end++
		}
		t.key(all[i:end])
		i = end
	}
	return t.news(), nil
}

// gather puts what was brought in the order of keys, of one key in that in which the last
// counts.
func gather(brought []Brought, numbers []int32) (all []version, err error) {
	for i, b := range brought {
		for j, r := range b.Responses {
			r.At = instant(r.At)
			if r.Source == "" || strings.Contains(r.Source, "/") || r.ID == "" {
				return nil, fmt.Errorf("ledger: response %d of the batch has no valid key", j)
			}
			all = append(all, version{r, numbers[i]})
		}
	}
	slices.SortFunc(all, func(a, b version) int {
		return cmp.Or(a.Key().Compare(b.Key()), byTime(&a.Response, &b.Response), cmp.Compare(a.delivery, b.delivery))
	})
	return all, nil
}

// A taking compares what was brought with the ledger, key by key.
type taking struct {
	ledger     *Ledger
	deliveries map[int32]*Delivery
	again      map[int32]bool // whether their content came before
	versions   []version
	claims     map[int32][]claim
	accepted   Accepted
}

// key takes what was brought of one response. What counts is the last; what another new
// delivery said of it is kept before it, for the day when the last is taken back.
func (t *taking) key(all []version) {
	last := &all[len(all)-1]
	t.accepted.Duplicate += len(all) - 1
	switch {
	case t.ledger.erased.early(last.Day):
		t.accepted.Early, t.accepted.Before = t.accepted.Early+1, t.ledger.erased.before
		return
	case t.ledger.erased.has(last.Key(), last.Day):
		t.accepted.Erased++
		return
	}
	was, known := t.ledger.responses[last.Key()]
	switch {
	case !known:
		t.accepted.New++
	case same(&was, last):
		t.accepted.Unchanged++
	default:
		t.accepted.Replaced++
		if t.again[last.delivery] {
			t.accepted.Reverted++
		}
	}
	for i := range all {
		v := &all[i]
		d := t.deliveries[v.delivery]
		if i < len(all)-1 && (d == nil || t.again[v.delivery] || slices.ContainsFunc(all[i+1:], func(o version) bool { return o.delivery == v.delivery })) {
			continue
		}
		if known && same(&was, v) {
			t.knew(d, v)
			continue
		}
		if d != nil && known {
			d.Replaced++
		} else if d != nil {
			d.New++
		}
		t.versions = append(t.versions, *v)
		was, known = *v, true
	}
}

// knew notes that a delivery brought what was there. Where it lacks fields it said less,
// and has them of that version alone.
func (t *taking) knew(d *Delivery, v *version) {
	if d == nil {
		return
	}
	d.Known++
	switch {
	case t.again[v.delivery]:
	case len(d.Lacks) > 0:
		t.versions = append(t.versions, *v)
	default:
		t.claims[v.delivery] = append(t.claims[v.delivery], claimOf(&v.Response))
	}
}

// same says whether two versions say the same.
func same(a, b *version) bool {
	return bytes.Equal(canonical(&a.Response, a.Customer), canonical(&b.Response, b.Customer))
}

func (t *taking) news() news {
	n := news{part{versions: t.versions, claims: map[int]string{}}, t.accepted}
	for _, d := range t.deliveries {
		if t.again[int32(d.Number)] && d.New+d.Replaced == 0 {
			continue
		}
		n.part.deliveries = append(n.part.deliveries, *d)
		if all := t.claims[int32(d.Number)]; len(all) > 0 {
			n.part.claims[d.Number] = writeClaims(all)
		}
	}
	slices.SortFunc(n.part.deliveries, func(a, b Delivery) int { return cmp.Compare(a.Number, b.Number) })
	return n
}

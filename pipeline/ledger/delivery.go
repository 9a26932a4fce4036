package ledger

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"stemme/models"
)

// A Delivery is what one file brought, or one fetch of a source that has no files.
// Every version of a response is of one, so that it can be taken back: see Withdraw. A
// file that comes again and changes something is another delivery of the same content.
type Delivery struct {
	Number int       `json:"number"` // from 1, in the order in which they came, never given again; 0 for none that is remembered
	Source string    `json:"source"`
	File   string    `json:"file"`   // as it is shown
	SHA256 string    `json:"sha256"` // of its content, in hex; with the source it tells one delivery from another
	At     time.Time `json:"at"`     // when it first came

	New      int `json:"new"`      // responses that were not there before
	Replaced int `json:"replaced"` // that were there otherwise
	Known    int `json:"known"`    // that were there

	Lacks   []string        `json:"lacks,omitempty"`   // fields that its versions have from the versions before them
	Reading json.RawMessage `json:"reading,omitempty"` // what was recognised of it, for who delivers to know
	Before  json.RawMessage `json:"before,omitempty"`  // what was recognised of its source before it came
}

// A Brought is a delivery and its responses, all of them of its source.
type Brought struct {
	Delivery
	Responses []models.Response
}

// A version is a response as one delivery brought it.
type version struct {
	models.Response
	delivery int32 // its number, 0 for one that is not remembered
}

// How long deliveries are remembered, so that they can be taken back: a quarter and a
// week, which is when somebody last looks at the files of one. So many at most, with so
// many responses that were known already, at eight bytes each. Chosen by eye; past them
// a delivery is forgotten when the parts are next made into one.
const (
	rememberedFor   = 100 * 24 * time.Hour
	rememberedMost  = 500
	rememberedKnown = 2_000_000
)

// put makes v the valid version of its response. Versions before it are kept as long as
// it can be taken back.
func (l *Ledger) put(v version) {
	k := v.Key()
	old, there := l.responses[k]
	switch {
	case v.delivery == 0:
		delete(l.former, k)
	case there && old.delivery != v.delivery:
		l.former[k] = append(l.former[k], old)
	}
	l.responses[k], l.order.list = v, nil
	if !there {
		l.order.came(k)
	}
}

// drop takes all versions of a response out of memory.
func (l *Ledger) drop(k models.Key) {
	delete(l.responses, k)
	delete(l.former, k)
	l.order.list, l.order.gone = nil, true
}

// versions are all versions of a response that are remembered, the valid one last.
func (l *Ledger) versions(k models.Key) []version {
	return append(slices.Clone(l.former[k]), l.responses[k])
}

// take adds the content of a part to what is in memory; it says whether some of it is
// erased.
func (l *Ledger) take(p part) (erased bool) {
	l.rename(&p)
	if p.complete {
		clear(l.responses)
		clear(l.former)
		l.order = order{}
		l.deliveries, l.claims = nil, map[int]string{}
	}
	l.deliveries = append(l.deliveries, p.deliveries...)
	maps.Copy(l.claims, p.claims)
	l.delivered = max(l.delivered, p.delivered)
	known := map[int32]bool{}
	for _, d := range l.deliveries {
		known[int32(d.Number)] = true
	}
	for _, v := range p.versions {
		if l.erased.has(v.Key(), v.Day) {
			erased = true
			continue
		}
		if !known[v.delivery] {
			v.delivery = 0
		}
		l.put(v)
	}
	return erased
}

// Deliveries are those that are remembered, in the order in which they came.
func (l *Ledger) Deliveries() []Delivery { return slices.Clone(l.deliveries) }

// Bringing are the deliveries of which some response, as they brought it, is one that of picks
// out, in the order in which they came.
func (l *Ledger) Bringing(of func(r *models.Response) bool) []Delivery {
	some := map[int32]bool{}
	for k := range l.responses {
		for _, v := range l.versions(k) {
			if !some[v.delivery] && of(&v.Response) {
				some[v.delivery] = true
			}
		}
	}
	return slices.DeleteFunc(l.Deliveries(), func(d Delivery) bool { return !some[int32(d.Number)] })
}

// DeliveredBy is the number of the delivery that brought a response as it is; 0 for one that is
// not remembered, and for no response.
func (l *Ledger) DeliveredBy(k models.Key) int { return int(l.responses[k].delivery) }

// numbered gives what was brought its numbers, one for each content of a source.
func (l *Ledger) numbered(brought []Brought) (numbers []int32, all map[int32]*Delivery) {
	numbers, all = make([]int32, len(brought)), map[int32]*Delivery{}
	given := map[[2]string]int32{}
	for i, b := range brought {
		if b.SHA256 == "" || len(b.Responses) == 0 {
			continue
		}
		of := [2]string{b.Source, b.SHA256}
		n := given[of]
		if n == 0 {
			n = int32(l.delivered + len(given) + 1)
			d := b.Delivery
			d.Number, given[of], all[n] = int(n), n, &d
		}
		numbers[i] = n
	}
	return numbers, all
}

// remembers says whether a content of a source came before.
func (l *Ledger) remembers(source, sum string) bool {
	return slices.ContainsFunc(l.deliveries, func(d Delivery) bool { return d.Source == source && d.SHA256 == sum })
}

// A claim is a version that a delivery brought and that was there already.
type claim uint64

// claimOf is that of a version: its key and what it says, by hash, so that it tells
// nothing of either.
func claimOf(r *models.Response) claim {
	sum := sha256.Sum256(canonical(r, r.Customer))
	return claim(binary.BigEndian.Uint64(sum[:8]))
}

func writeClaims(all []claim) string {
	slices.Sort(all)
	var b []byte
	for _, c := range slices.Compact(all) {
		b = binary.BigEndian.AppendUint64(b, uint64(c))
	}
	return base64.StdEncoding.EncodeToString(b)
}

func readClaims(text string) (all []claim) {
	b, err := base64.StdEncoding.DecodeString(text)
	for ; err == nil && len(b) >= 8; b = b[8:] {
		all = append(all, claim(binary.BigEndian.Uint64(b)))
	}
	return all
}

// claimed says of every claim which deliveries make it, in their order, but for those
// that are gone.
func (l *Ledger) claimed(gone map[int32]bool) map[claim][]int32 {
	by := map[claim][]int32{}
	for _, d := range l.deliveries {
		if gone[int32(d.Number)] {
			continue
		}
		for _, c := range readClaims(l.claims[d.Number]) {
			by[c] = append(by[c], int32(d.Number))
		}
	}
	return by
}

// unclaim takes what is erased out of all claims.
func (l *Ledger) unclaim(erased map[claim]bool) {
	for n, text := range l.claims {
		all := readClaims(text)
		left := slices.DeleteFunc(slices.Clone(all), func(c claim) bool { return erased[c] })
		if len(left) < len(all) {
			l.claims[n] = writeClaims(left)
		}
	}
}

// forgetOld forgets the deliveries that came too long ago at now, and the oldest of too
// many: they cannot be taken back any more.
func (l *Ledger) forgetOld(now time.Time) {
	known := 0
	keep := len(l.deliveries)
	for ; keep > 0; keep-- {
		d := l.deliveries[keep-1]
		known += d.Known
		if now.Sub(d.At) > rememberedFor || known > rememberedKnown || len(l.deliveries)-keep >= rememberedMost {
			break
		}
	}
	if keep == 0 {
		return
	}
	old := map[int32]bool{}
	for _, d := range l.deliveries[:keep] {
		old[int32(d.Number)] = true
		delete(l.claims, d.Number)
	}
	l.deliveries = slices.Clone(l.deliveries[keep:])
	for k := range l.responses {
		l.replace(k, l.versions(k), func(v *version) {
			if old[v.delivery] {
				v.delivery = 0
			}
		})
	}
}

// replace makes all the versions of a response, each changed.
func (l *Ledger) replace(k models.Key, all []version, change func(*version)) {
	l.drop(k)
	for _, v := range all {
		change(&v)
		l.put(v)
	}
}

// A Withdrawal is what is taken back, and what stays all the same.
type Withdrawal struct {
	Gone     []models.Key // responses that nothing else brought, in order
	Restored int          // that say again what they said before
	Kept     int          // that other deliveries brought too, or have corrected since
}

// A Refill gives r, of a delivery that lacks fields, those of old, its version before;
// nil for none.
type Refill func(r, old *models.Response, lacks []string)

// WouldWithdraw is what Withdraw would do with the deliveries of those numbers.
func (l *Ledger) WouldWithdraw(numbers []int, refill Refill) Withdrawal {
	w, _ := l.without(numbers, refill)
	return w
}

// Withdraw takes deliveries back, as if they had never come: responses that they alone
// brought go, those that they corrected say again what they said before, and what came
// later stays. They may be accepted again. Before says of the deliveries that stay what
// was recognised of their sources before them now. After a crash all of it is done, or
// nothing. Editions published before still hold what is gone: see ErasedAt.
func (l *Ledger) Withdraw(numbers []int, refill Refill, before map[int]json.RawMessage) (Withdrawal, error) {
	if err := l.removeUnfinished(newPrefix, lostPrefix); err != nil {
		return Withdrawal{}, err
	}
	w, changed := l.without(numbers, refill)
	for k, versions := range changed {
		l.replace(k, versions, func(*version) {})
	}
	l.deliveries = slices.DeleteFunc(slices.Clone(l.deliveries), func(d Delivery) bool { return slices.Contains(numbers, d.Number) })
	for i := range l.deliveries {
		if text, now := before[l.deliveries[i].Number]; now {
			l.deliveries[i].Before = text
		}
	}
	for _, n := range numbers {
		delete(l.claims, n)
	}
	return w, l.compactBy(change{erased: l.head.Erased + len(w.Gone), erasing: len(w.Gone) > 0})
}

// without are the versions that are left of the responses that the deliveries brought.
func (l *Ledger) without(numbers []int, refill Refill) (w Withdrawal, changed map[models.Key][]version) {
	gone := map[int32]bool{}
	for _, n := range numbers {
		gone[int32(n)] = true
	}
	lacks := map[int32][]string{}
	for _, d := range l.deliveries {
		if len(d.Lacks) > 0 {
			lacks[int32(d.Number)] = d.Lacks
		}
	}
	by := l.claimed(gone)
	changed = map[models.Key][]version{}
	for k, now := range l.responses {
		all := l.versions(k)
		if !slices.ContainsFunc(all, func(v version) bool { return gone[v.delivery] }) {
			continue
		}
		left := remaining(all, gone, by, func(v, old *version) {
			if old == nil {
				refill(&v.Response, nil, lacks[v.delivery])
			} else {
				refill(&v.Response, &old.Response, lacks[v.delivery])
			}
		}, lacks)
		changed[k] = left
		switch {
		case len(left) == 0:
			w.Gone = append(w.Gone, k)
		case same(&left[len(left)-1], &now):
			w.Kept++
		default:
			w.Restored++
		}
	}
	slices.SortFunc(w.Gone, models.Key.Compare)
	return w, changed
}

// remaining are the versions of a response without those of deliveries that are gone; by
// says who else brought a version: whoever came after it. Versions that lack fields have them from other
// versions then.
func remaining(all []version, gone map[int32]bool, by map[claim][]int32, refill func(v, old *version), lacks map[int32][]string) (left []version) {
	moved := false
	for _, v := range all {
		other := claimant(&v, by)
		switch {
		case gone[v.delivery] && other == 0:
			moved = true
			continue
		case gone[v.delivery]:
			v.delivery, moved = other, false
		case moved && len(lacks[v.delivery]) > 0:
			filled := v
			var old *version
			if len(left) > 0 {
				old = &left[len(left)-1]
			}
			if refill(&filled, old); other > 0 && !same(&filled, &v) {
				left = append(left, filled)
				v.delivery, moved = other, false // who had all of it said the same
			} else {
				v = filled
			}
		default:
			moved = false // what follows was made of this one
		}
		left = append(left, v)
	}
	return left
}

// claimant is the first delivery after that of v which brought the same; 0 for none.
func claimant(v *version, by map[claim][]int32) int32 {
	others := by[claimOf(&v.Response)]
	if at := slices.IndexFunc(others, func(n int32) bool { return n > v.delivery }); at >= 0 {
		return others[at]
	}
	return 0
}

// byTime orders responses of one key by when they were answered, then by what they say.
func byTime(a, b *models.Response) int {
	if c := cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Day, b.Day)); c != 0 {
		return c
	}
	return cmp.Or(bytes.Compare(canonical(a, ""), canonical(b, "")), cmp.Compare(a.Customer, b.Customer))
}

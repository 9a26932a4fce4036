// Package ledger keeps every response that was accepted: the one input that a
// night is computed from.
//
// It is a folder of Parquet parts, one for each time something new came in. A
// part is never changed and names the hash of the one before it; a later part's version of a response replaces an
// earlier part's. When there are many parts, and when a response is erased, all
// that is still valid is written into one complete part, and the earlier ones
// are deleted. Keys that were erased are kept as hashes, so that an old file
// read again does not bring them back.
//
// A head, in two copies, lists every file of the folder with its hash, and how
// many responses they hold; so nothing is missing, added, renamed or altered in
// silence. See commit for how it changes.
//
// A ledger has one writer at a time: whoever writes holds the lock of the data
// folder. Everything in it can be read by its owner only.
package ledger

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/messages"
)

// A Ledger is an open ledger, held in memory.
type Ledger struct {
	dir       string
	responses map[models.Key]models.Response // the valid version of each
	erased    erasures                       // what never comes back
	head      head                           // what the folder holds
	marks     map[string]string              // that the next change puts into it, nil for those that are there
	settled   bool                           // both copies of the head say so, and nothing is left over
	leftover  []string                       // superseded files, still to be deleted
	stale     bool                           // some part still holds what is erased, is superseded or of an earlier form
}

// Accepted counts what became of the responses of one batch; the counts add up
// to the batch.
type Accepted struct {
	New       int // not seen before
	Replaced  int // another version of one that was there
	Unchanged int // the version that was there
	Duplicate int // not the last of its key within the batch
	Erased    int // erased before, and so left out
}

// manyParts is the number of parts at which they are made into one; chosen so
// that a nightly ledger is rewritten about once a month.
const manyParts = 32

// Open reads the ledger in dir; one that is not there is empty, and is made with
// what is first accepted. Where any file of it is missing, added, renamed or
// altered since the program last wrote there, and where one was written by a
// program with another form of the ledger, the error is a messages.Error that
// names the file and says what to do.
//
// Open needs no lock: where a writer is at work it waits for the moment.
func Open(dir string) (*Ledger, error) {
	return steady(dir, func() (*Ledger, error) {
		s, err := stateOf(dir)
		if err != nil {
			return nil, err
		}
		if err := errorOf(dir, s.faults); err != nil {
			return nil, err
		}
		return load(dir, s)
	})
}

// steady opens a ledger again where it was changed meanwhile.
func steady(dir string, open func() (*Ledger, error)) (l *Ledger, err error) {
	for range 20 {
		before := generation(dir)
		if l, err = open(); err == nil || generation(dir) == before {
			return l, err
		}
	}
	return l, err
}

// generation tells one state of the head's copies from another.
func generation(dir string) string {
	first, _ := os.ReadFile(filepath.Join(dir, headName))
	second, _ := os.ReadFile(filepath.Join(dir, headCopy))
	return hashOfText(append(first, second...))
}

// load reads the parts that s lists.
func load(dir string, s state) (*Ledger, error) {
	l := &Ledger{dir: dir, responses: map[models.Key]models.Response{}, head: s.head, settled: s.settled, leftover: s.leftover}
	var err error
	if l.erased, err = l.readErased(); err != nil {
		return nil, err
	}
	before := ""
	for _, name := range s.head.parts() {
		if err := l.read(before, name); err != nil {
			return nil, err
		}
		before = name
	}
	if s.head.Generation == 0 {
		l.head.Erased = len(l.erased.keys)
	}
	if s.head.Generation > 0 && len(l.responses) != s.head.Responses {
		return nil, messages.Errorf("ledger_damaged", l.path(headName))
	}
	return l, nil
}

// read adds one part to what is in memory; before is the part before it, "" for
// none.
func (l *Ledger) read(before, name string) error {
	p, err := readPart(l.path(name))
	if err != nil {
		return err
	}
	follows := p.previous == l.head.hash(before)
	if slices.Contains(olderForms, p.form) {
		follows = before == "" && number(name) == 1 || before != "" && number(name) == number(before)+1
	}
	switch {
	case p.complete:
		l.stale = l.stale || before != ""
		clear(l.responses)
	case !follows && before == "":
		return messages.Errorf("ledger_first", l.path(name))
	case !follows:
		return messages.Errorf("ledger_gap", l.path(before), l.path(name))
	}
	l.stale = l.stale || p.form != formVersion
	for _, r := range p.responses {
		if l.erased.has(r.Key(), r.Day) {
			l.stale = true
			continue
		}
		l.responses[r.Key()] = r
	}
	return nil
}

// Accept takes batch into the ledger and on to disk; where nothing in it is new,
// nothing is written. What is there after an error, or a crash, is the ledger
// before or after, whole.
//
// Of responses of one key in the batch the last answered counts, by At, then
// Day; between those that were answered at once, the order of their content
// decides, so that the order of the batch never shows. A later batch replaces
// what an earlier one brought, whenever that was answered: it is a correction.
// Instants are kept to the microsecond.
func (l *Ledger) Accept(ctx context.Context, batch []models.Response) (Accepted, error) {
	return l.AcceptTo(ctx, batch, nil)
}

// AcceptTo is Accept, which says too how far the sources of batch have been read, by
// their names: both are there, or neither, whatever happens.
func (l *Ledger) AcceptTo(ctx context.Context, batch []models.Response, marks map[string]string) (Accepted, error) {
	changed, accepted, err := l.changes(ctx, batch)
	if err != nil {
		return Accepted{}, err
	}
	if err := l.removeUnfinished(newPrefix); err != nil {
		return Accepted{}, err
	}
	before := l.head.Marks
	l.marks = maps.Clone(before)
	if l.marks == nil {
		l.marks = map[string]string{}
	}
	maps.Copy(l.marks, marks)
	if err := l.add(changed, len(l.responses)+accepted.New); err != nil {
		return Accepted{}, err
	}
	unnamed := l.head.ID == "" && !l.Missing()         // an earlier version wrote it
	if unnamed || !maps.Equal(l.head.Marks, l.marks) { // nothing was new but how far it goes
		l.head = l.head.identified()
		l.head.Marks, l.settled = l.marks, false
		l.head.Generation++
	}
	return accepted, l.settle()
}

// Marks says how far each source has been read, by its name.
func Marks(dir string) (map[string]string, error) {
	var marks map[string]string
	_, err := steady(dir, func() (*Ledger, error) {
		s, err := stateOf(dir)
		if err != nil {
			return nil, err
		}
		marks = s.head.Marks
		return nil, errorOf(dir, s.faults)
	})
	return maps.Clone(marks), err
}

// Would counts what Accept would do with batch, once e is erased, and writes nothing.
func (l *Ledger) Would(ctx context.Context, batch []models.Response, e Erasure) (Accepted, error) {
	then := *l
	then.erased = l.erased.clone()
	then.erased.before = max(then.erased.before, e.before())
	_, accepted, err := then.changes(ctx, batch)
	return accepted, err
}

// changes are the responses of batch that the ledger has not, or has otherwise.
func (l *Ledger) changes(ctx context.Context, batch []models.Response) (changed []models.Response, accepted Accepted, err error) {
	latest, accepted, err := latestOf(batch)
	if err != nil {
		return nil, Accepted{}, err
	}
	for i := range latest {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, Accepted{}, ctx.Err()
		}
		r := &latest[i]
		old, known := l.responses[r.Key()]
		switch {
		case l.erased.has(r.Key(), r.Day):
			accepted.Erased++
			continue
		case !known:
			accepted.New++
		case bytes.Equal(canonical(&old, old.Customer), canonical(r, r.Customer)):
			accepted.Unchanged++
			continue
		default:
			accepted.Replaced++
		}
		changed = append(changed, *r)
	}
	return changed, accepted, nil
}

// add writes changed as a part, after which there are so many responses, or,
// where there are many parts, everything as one.
func (l *Ledger) add(changed []models.Response, responses int) error {
	if len(changed) > 0 {
		if err := l.writePart(part{responses: changed}, change{responses: responses, erased: l.head.Erased}); err != nil {
			return err
		}
		for _, r := range changed {
			l.responses[r.Key()] = r
		}
	}
	if l.stale || len(l.head.parts()) > manyParts {
		return l.compact()
	}
	return nil
}

// latestOf is the valid version of every key in the batch, in the order of the
// keys, and the count of the others.
func latestOf(batch []models.Response) ([]models.Response, Accepted, error) {
	all := slices.Clone(batch)
	for i := range all {
		all[i].At = instant(all[i].At)
		if all[i].Source == "" || strings.Contains(all[i].Source, "/") || all[i].ID == "" {
			return nil, Accepted{}, fmt.Errorf("ledger: response %d of the batch has no valid key", i)
		}
	}
	slices.SortFunc(all, func(a, b models.Response) int {
		if c := cmp.Or(a.Key().Compare(b.Key()), a.At.Compare(b.At), cmp.Compare(a.Day, b.Day)); c != 0 {
			return c
		}
		return cmp.Or(bytes.Compare(canonical(&a, ""), canonical(&b, "")), cmp.Compare(a.Customer, b.Customer))
	})
	var accepted Accepted
	latest := all[:0]
	for i, r := range all {
		if i+1 < len(all) && all[i+1].Key() == r.Key() {
			accepted.Duplicate++
			continue
		}
		latest = append(latest, r)
	}
	return latest, accepted, nil
}

// instant is t as the ledger keeps it: in UTC, cut to microseconds.
func instant(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return time.UnixMicro(t.UnixMicro()).UTC()
}

// Len is the number of responses.
func (l *Ledger) Len() int { return len(l.responses) }

// Missing says whether there is no ledger at all.
func (l *Ledger) Missing() bool { return l.head.Generation == 0 && len(l.head.Files) == 0 }

// Erased is the number of responses that were erased so far.
func (l *Ledger) Erased() int { return l.head.Erased }

// ID tells this ledger from every other, whatever comes into it; "" for one that an
// earlier version wrote, until the next Accept.
func (l *Ledger) ID() string { return l.head.ID }

// Generation grows by one with every change of the ledger.
func (l *Ledger) Generation() int64 { return l.head.Generation }

// Responses is the valid version of every response, in the order of the keys.
func (l *Ledger) Responses() []models.Response {
	all := make([]models.Response, 0, len(l.responses))
	for _, k := range slices.SortedFunc(maps.Keys(l.responses), models.Key.Compare) {
		all = append(all, l.responses[k])
	}
	return all
}

// Response is the valid version of one response, where there is one.
func (l *Ledger) Response(key models.Key) (models.Response, bool) {
	r, ok := l.responses[key]
	return r, ok
}

// Hash is the SHA-256 of all responses, in hex. It depends on them alone, not on
// how and in how many batches they came.
func (l *Ledger) Hash() string { return Hash(l.Responses()) }

// Hash is the SHA-256 of responses, which are in the order of their keys. Customers
// count by who is whom, not by their keys, so that two ledgers with other salts and
// the same truth have one hash.
func Hash(responses []models.Response) string {
	h := sha256.New()
	numbers := map[string]string{"": ""} // in the order of each customer's first response
	for i := range responses {
		customer := responses[i].Customer
		if _, known := numbers[customer]; !known {
			numbers[customer] = strconv.Itoa(len(numbers))
		}
		h.Write(canonical(&responses[i], numbers[customer]))
	}
	return hex.EncodeToString(h.Sum(nil))
}

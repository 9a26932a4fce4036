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
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"stemme/models"
	"stemme/pipeline/messages"
)

// A Ledger is an open ledger, held in memory.
type Ledger struct {
	dir       string
	responses map[models.Key]version   // the valid version of each
	former    map[models.Key][]version // those before it, the first one first, as long as it can be taken back
	order     order                    // of them
	erased    erasures                 // what never comes back
	head      head                     // what the folder holds
	marks     map[string]string        // that the next change puts into it, nil for those that are there
	settled   bool                     // both copies of the head say so, and nothing is left over
	half      bool                     // one copy of the head was missing or damaged when it was opened
	lost      int                      // responses that Recover could not bring back
	leftover  []string                 // superseded files, still to be deleted
	stale     bool                     // some part still holds what is erased, is superseded or of an earlier form

	names Names           // how its sources were renamed
	moved map[claim]claim // while it is read: what the claims of renamed versions are now

	deliveries []Delivery     // remembered, in the order in which they came
	claims     map[int]string // by their numbers, what they brought that was there, as it is written
	delivered  int            // the highest number that was given
}

func empty(dir string) *Ledger {
	return &Ledger{dir: dir, responses: map[models.Key]version{}, former: map[models.Key][]version{}, claims: map[int]string{}, moved: map[claim]claim{}}
}

// Accepted counts what became of the responses of one batch; the counts add up
// to the batch.
type Accepted struct {
	New       int        // not seen before
	Replaced  int        // another version of one that was there
	Reverted  int        // of these, by content that had come before: a newer version is replaced by an older one
	Unchanged int        // the version that was there
	Duplicate int        // not the last of its key within the batch
	Erased    int        // of a key that was erased before, and so left out
	Early     int        // answered before the day before which everything is erased, and so left out
	Before    models.Day // that day, where Early is not 0
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

// A reader waits so long for a writer that is in the middle of a change, and looks so
// often. Chosen by eye: the change is a renaming, some deleting and two heads brought to
// the disk.
const (
	writerTakes = 5 * time.Second
	lookAgain   = 20 * time.Millisecond
)

// steady opens a ledger again where it was changed meanwhile. That shows in the head, or in
// its copies being apart: who lists the files before a writer gives the new one its name,
// and reads them once the superseded are deleted, finds neither what was nor what will be
// while the head stays the same. After a crash the copies stay apart, and what is at fault
// then stays so.
func steady(dir string, open func() (*Ledger, error)) (l *Ledger, err error) {
	for begun := time.Now(); ; {
		before := generation(dir)
		if l, err = open(); err == nil || time.Since(begun) > writerTakes {
			return l, err
		}
		if generation(dir) != before {
			continue
		}
		if !apart(dir) && generation(dir) == before {
			return l, err
		}
		time.Sleep(lookAgain)
	}
}

// apart says whether the two copies of the head tell of different states, as they do while
// a writer is at work, and after it was killed.
func apart(dir string) bool {
	first, _ := readHead(filepath.Join(dir, headName))
	second, _ := readHead(filepath.Join(dir, headCopy))
	return first != nil && second != nil && first.Sum != second.Sum
}

// generation tells one state of the head's copies from another.
func generation(dir string) string {
	first, _ := os.ReadFile(filepath.Join(dir, headName))
	second, _ := os.ReadFile(filepath.Join(dir, headCopy))
	return hashOfText(append(first, second...))
}

// load reads the parts that s lists.
func load(dir string, s state) (*Ledger, error) {
	l := empty(dir)
	l.head, l.settled, l.leftover, l.half = s.head, s.settled, s.leftover, s.half
	var err error
	if l.erased, err = l.readErased(); err != nil {
		return nil, err
	}
	if err := l.readNames(); err != nil {
		return nil, err
	}
	before := ""
	for _, name := range s.head.parts() {
		if err := l.read(before, name); err != nil {
			return nil, err
		}
		before = name
	}
	l.reclaim(l.moved)
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
	case !follows && before == "":
		return messages.Errorf("ledger_first", l.path(name))
	case !follows:
		return messages.Errorf("ledger_gap", l.path(before), l.path(name))
	}
	erased := l.take(p)
	l.stale = l.stale || erased || p.form != formVersion
	return nil
}

// Accept is Take of a batch that is no delivery, which cannot be taken back.
func (l *Ledger) Accept(ctx context.Context, batch []models.Response) (Accepted, error) {
	return l.Take(ctx, []Brought{{Responses: batch}}, nil)
}

// Take takes what was brought into the ledger and on to disk; where nothing in it is
// new, nothing is written. What is there after an error, or a crash, is the ledger
// before or after, whole. The marks say how far the sources have been read, by their
// names: both are there, or neither, whatever happens.
//
// Of responses of one key the last answered counts, by At, then Day; between those that
// were answered at once, the order of their content decides, so that the order in which
// they were brought never shows. What is taken later replaces what came earlier,
// whenever that was answered: it is a correction. Instants are kept to the microsecond.
func (l *Ledger) Take(ctx context.Context, brought []Brought, marks map[string]string) (Accepted, error) {
	in, err := l.changes(ctx, brought)
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
	if err := l.add(in); err != nil {
		return Accepted{}, err
	}
	unnamed := l.head.ID == "" && !l.Missing()         // an earlier version wrote it
	if unnamed || !maps.Equal(l.head.Marks, l.marks) { // nothing was new but how far it goes
		l.head = l.head.identified()
		l.head.Marks, l.settled = l.marks, false
		l.head.Generation++
	}
	return in.accepted, l.settle()
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

// Would counts what Take would do with batch, once e is erased, and writes nothing.
func (l *Ledger) Would(ctx context.Context, batch []models.Response, e Erasure) (Accepted, error) {
	then := *l
	then.erased = l.erased.clone()
	then.erased.before = max(then.erased.before, e.before())
	in, err := then.changes(ctx, []Brought{{Responses: batch}})
	return in.accepted, err
}

// add writes what is new as a part, or, where there are many parts, everything as one.
func (l *Ledger) add(in news) error {
	if len(in.part.versions)+len(in.part.deliveries) > 0 {
		in.part.delivered = l.delivered
		for _, d := range in.part.deliveries {
			in.part.delivered = max(in.part.delivered, d.Number)
		}
		if err := l.writePart(in.part, change{responses: len(l.responses) + in.accepted.New, erased: l.head.Erased}); err != nil {
			return err
		}
		l.take(in.part)
	}
	if l.stale || len(l.head.parts()) > manyParts {
		return l.compact()
	}
	return nil
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

// State tells one state of the ledger from any other, of this one and of others.
func (l *Ledger) State() string { return hashOfText(l.head.encode()) }

// Generation grows by one with every change of the ledger.
func (l *Ledger) Generation() int64 { return l.head.Generation }

// Responses is the valid version of every response, in the order of the keys. The list is
// the ledger's own, made once for as long as it does not change: it is for reading only.
func (l *Ledger) Responses() []models.Response {
	if l.order.list == nil {
		l.order.list = make([]models.Response, 0, len(l.responses))
		for _, k := range l.keys() {
			l.order.list = append(l.order.list, l.responses[k].Response)
		}
	}
	return l.order.list
}

// Release is Responses for a caller who changes the list: the ledger lets go of it.
func (l *Ledger) Release() []models.Response {
	all := l.Responses()
	l.order.list = nil
	return all
}

// Response is the valid version of one response, where there is one.
func (l *Ledger) Response(key models.Key) (models.Response, bool) {
	v, ok := l.responses[key]
	return v.Response, ok
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

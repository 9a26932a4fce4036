package ledger

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
)

// erasedFile says what never comes back:
//
//	salt 00112233445566778899aabbccddeeff   of the lines below
//	before 2024-01-01                       everything answered before this day
//	7c3e…                                   one line for each erased key
//
// In the form of earlier versions it has lines for keys alone, without a salt.
const erasedFile = "erased.txt"

// erasures is the content of erasedFile. A key stands there as
// HMAC-SHA-256(salt, hex(SHA-256(key))), so that the lines of earlier versions,
// which were SHA-256(key), can be carried over.
type erasures struct {
	salt   []byte
	before models.Day // models.NoDay for none
	keys   map[string]bool
	former map[string][]string // by what a source is called, what it was called before
}

func (e *erasures) clone() erasures {
	return erasures{e.salt, e.before, maps.Clone(e.keys), e.former}
}

func (e *erasures) hash(k models.Key) string { return e.salted(hashOf(k)) }

func (e *erasures) salted(hash string) string {
	mac := hmac.New(sha256.New, e.salt)
	mac.Write([]byte(hash))
	return hex.EncodeToString(mac.Sum(nil))
}

// has says whether the response of key k, answered on day, is erased.
func (e *erasures) has(k models.Key, day models.Day) bool {
	return e.early(day) || e.told(k)
}

// told says whether the response of key k is erased by its key, under any name that its
// source had.
func (e *erasures) told(k models.Key) bool {
	if len(e.keys) == 0 || e.keys[e.hash(k)] {
		return len(e.keys) > 0
	}
	return slices.ContainsFunc(e.former[k.Source], func(name string) bool { return e.keys[e.hash(models.Key{Source: name, ID: k.ID})] })
}

// early says whether everything of a day is erased.
func (e *erasures) early(day models.Day) bool { return day != models.NoDay && day < e.before }

// hashOf is what earlier versions kept of an erased key. The parts' lengths are
// in it, so that no two keys share one.
func hashOf(k models.Key) string {
	return hashOfText(fmt.Appendf(nil, "%d/%s/%s", len(k.Source), k.Source, k.ID))
}

func hashOfText(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// An Erasure says which responses to erase: those of the keys, all of a
// customer, and all that were answered before a day.
type Erasure struct {
	Keys     []models.Key
	Customer string     // the salted hash that responses carry, "" for none
	Before   models.Day // 0 or models.NoDay for none
}

func (e *Erasure) before() models.Day {
	if e.Before == 0 {
		return models.NoDay
	}
	return e.Before
}

// Matching are the keys of the responses that e erases, in order, and those of
// e's keys that are neither in the ledger nor erased before.
func (l *Ledger) Matching(e Erasure) (keys, unknown []models.Key) {
	wanted := map[models.Key]bool{}
	for _, k := range e.Keys {
		wanted[k] = true
		if _, there := l.responses[k]; !there && !l.erased.told(k) {
			unknown = append(unknown, k)
		}
	}
	for k, r := range l.responses {
		if wanted[k] || e.Customer != "" && r.Customer == e.Customer || r.Day != models.NoDay && r.Day < e.before() {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, models.Key.Compare)
	return keys, unknown
}

// Erase erases the responses that e says, in all their versions, from every file
// of the ledger, and makes sure that they are never accepted again. It returns
// how many of them were there. Editions published before still hold them: see
// ErasedAt.
func (l *Ledger) Erase(e Erasure) (int, error) {
	keys, _ := l.Matching(e)
	l.forgetFormer(e)
	if !l.changedBy(e, keys) {
		return 0, l.removeUnfinished(newPrefix)
	}
	if err := l.removeUnfinished(newPrefix, lostPrefix); err != nil { // what was set aside may hold what is erased
		return 0, err
	}
	next := l.erased.clone()
	next.before = max(next.before, e.before())
	for _, k := range slices.Concat(keys, e.Keys) {
		// What the day covers needs no line of its own.
		if day := l.dayOf(k); day == models.NoDay || day >= next.before {
			next.keys[next.hash(k)] = true
		}
	}
	// The keys first: after a crash here the parts still hold the responses, but
	// loading leaves them out and the next writing removes them.
	if err := l.writeErased(next, len(keys)); err != nil {
		return 0, err
	}
	l.erased = next
	erased := map[claim]bool{}
	for _, k := range keys {
		for _, v := range l.versions(k) {
			erased[claimOf(&v.Response)] = true
		}
		l.drop(k)
	}
	l.unclaim(erased)
	if len(keys) == 0 && !l.stale {
		return 0, nil
	}
	l.stale = true
	return len(keys), l.compact()
}

// ChangedBy says whether Erase of e would write anything, or something that was begun is
// not ended.
func (l *Ledger) ChangedBy(e Erasure) bool {
	keys, _ := l.Matching(e)
	return l.changedBy(e, keys) || !l.settled
}

func (l *Ledger) changedBy(e Erasure, keys []models.Key) bool {
	return len(keys) > 0 || len(e.Keys) > 0 || e.before() > l.erased.before || l.stale
}

// forgetFormer takes earlier versions that e means out of memory: who corrects a
// response may have been mistaken in whose it is.
func (l *Ledger) forgetFormer(e Erasure) {
	for k, all := range l.former {
		left := slices.DeleteFunc(slices.Clone(all), func(v version) bool {
			return e.Customer != "" && v.Customer == e.Customer || v.Day != models.NoDay && v.Day < e.before()
		})
		if len(left) < len(all) {
			l.former[k], l.stale = left, true
		}
	}
}

// Remove takes all responses of a source out of every file of the ledger, and how
// far it was read. They may be accepted again. It returns how many there were; after a
// crash all of them are there, or none. Editions published before still hold them: see
// ErasedAt.
func (l *Ledger) Remove(source string) (int, error) {
	if err := l.removeUnfinished(newPrefix, lostPrefix); err != nil {
		return 0, err
	}
	before := len(l.responses)
	for k := range l.responses {
		if k.Source == source {
			l.drop(k)
		}
	}
	removed := before - len(l.responses)
	if removed == 0 {
		return 0, nil
	}
	for _, d := range l.deliveries {
		if d.Source == source {
			delete(l.claims, d.Number)
		}
	}
	l.deliveries = slices.DeleteFunc(l.deliveries, func(d Delivery) bool { return d.Source == source })
	l.marks = maps.Clone(l.head.Marks)
	delete(l.marks, source)
	return removed, l.compactBy(change{erased: l.head.Erased + removed, erasing: true})
}

func (l *Ledger) dayOf(k models.Key) models.Day {
	if r, there := l.responses[k]; there {
		return r.Day
	}
	return models.NoDay
}

// IsErased says whether the response of key, answered on day, was erased.
func (l *Ledger) IsErased(key models.Key, day models.Day) bool { return l.erased.has(key, day) }

// ErasedBefore is the day before which everything is erased, models.NoDay for
// none.
func (l *Ledger) ErasedBefore() models.Day { return l.erased.before }

// ErasedAt is the generation in which the ledger last erased something: what was
// made of an earlier one may still hold it. 0 for never.
func (l *Ledger) ErasedAt() int64 { return l.head.ErasedAt }

// writeErased makes next what never comes back, by which so many more responses
// are erased.
func (l *Ledger) writeErased(next erasures, more int) error {
	c := change{responses: len(l.responses) - more, erased: l.head.Erased + more, erasing: true}
	c.write = func(w io.Writer) (string, error) {
		lines := []string{"salt " + hex.EncodeToString(next.salt)}
		if next.before != models.NoDay {
			lines = append(lines, "before "+next.before.String())
		}
		_, err := io.WriteString(w, strings.Join(append(lines, slices.Sorted(maps.Keys(next.keys))...), "\n")+"\n")
		return erasedFile, err
	}
	_, err := l.commit(c)
	return err
}

func (l *Ledger) readErased() (e erasures, err error) {
	e = noErasures()
	text, err := l.ReadFile(erasedFile)
	if err != nil {
		return e, err
	}
	salted := false
	for line := range strings.Lines(string(text)) {
		if !e.take(strings.TrimSuffix(line, "\n"), &salted) {
			return noErasures(), messages.Errorf("ledger_damaged", l.path(erasedFile))
		}
	}
	return e, nil
}

// noErasures are none, under a new salt.
func noErasures() erasures {
	e := erasures{salt: make([]byte, minSalt), before: models.NoDay, keys: map[string]bool{}}
	rand.Read(e.salt) // never fails, see crypto/rand
	return e
}

// take reads one line; it says whether the line is as writeErased writes it.
func (e *erasures) take(line string, salted *bool) bool {
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "salt":
		salt, err := hex.DecodeString(rest)
		e.salt, *salted = salt, true
		return err == nil && len(salt) >= minSalt && len(e.keys) == 0
	case "before":
		day, err := models.ParseDay(rest)
		e.before = day
		return err == nil
	}
	if hash, err := hex.DecodeString(line); err != nil || len(hash) != sha256.Size {
		return false
	}
	if *salted {
		e.keys[line] = true
	} else {
		e.keys[e.salted(line)] = true
	}
	return true
}

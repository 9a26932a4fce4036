package ledger

import (
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

// erasedFile holds the hashes of the erased keys in hex, one a line.
const erasedFile = "erased.txt"

// Forget erases the responses of keys, in all their versions, from every file
// of the ledger, and makes sure that they are never accepted again. It returns
// how many of them were there. Editions published before still hold them: a new
// one has to be published and those deleted.
func (l *Ledger) Forget(keys ...models.Key) (int, error) {
	if err := l.removeUnfinished(newPrefix, lostPrefix); err != nil {
		return 0, err
	}
	found := 0
	erased := maps.Clone(l.erased)
	for _, k := range keys {
		hash := hashOf(k)
		if _, ok := l.responses[k]; ok && !erased[hash] {
			found++
		}
		erased[hash] = true
	}
	// The keys first: after a crash here the parts still hold the responses, but
	// loading leaves them out and the next writing removes them.
	if err := l.writeErased(erased, len(l.responses)-found); err != nil {
		return 0, err
	}
	l.erased = erased
	for _, k := range keys {
		delete(l.responses, k)
	}
	if found == 0 && !l.stale {
		return 0, nil
	}
	l.stale = true
	return found, l.compact()
}

// ForgetCustomer is Forget for all responses of one customer, who is given as
// the salted hash that they carry.
func (l *Ledger) ForgetCustomer(customer string) (int, error) {
	return l.Forget(l.OfCustomer(customer)...)
}

// OfCustomer lists the keys of one customer's responses, in order; none for "".
func (l *Ledger) OfCustomer(customer string) []models.Key {
	var keys []models.Key
	for k, r := range l.responses {
		if customer != "" && r.Customer == customer {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, models.Key.Compare)
	return keys
}

func (l *Ledger) isErased(k models.Key) bool { return len(l.erased) > 0 && l.erased[hashOf(k)] }

// hashOf is what stands for an erased key. The parts' lengths are in it, so that
// no two keys share one.
func hashOf(k models.Key) string {
	return hashOfText(fmt.Appendf(nil, "%d/%s/%s", len(k.Source), k.Source, k.ID))
}

// writeErased makes erased the keys that never come back, after which there are
// so many responses.
func (l *Ledger) writeErased(erased map[string]bool, responses int) error {
	_, err := l.commit(change{responses: responses, erased: len(erased), write: func(w io.Writer) (string, error) {
		for _, hash := range slices.Sorted(maps.Keys(erased)) {
			if _, err := fmt.Fprintln(w, hash); err != nil {
				return "", err
			}
		}
		return erasedFile, nil
	}})
	return err
}

func (l *Ledger) readErased() (map[string]bool, error) {
	erased := map[string]bool{}
	text, err := l.ReadFile(erasedFile)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if hash, err := hex.DecodeString(line); err != nil || len(hash) != sha256.Size {
			return nil, messages.Errorf("ledger_damaged", l.path(erasedFile))
		}
		erased[line] = true
	}
	return erased, nil
}

func hashOfText(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

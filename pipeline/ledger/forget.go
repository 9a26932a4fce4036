package ledger

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

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
	if err := l.removeLeftovers(); err != nil {
		return 0, err
	}
	found := 0
	erased := maps.Clone(l.erased)
	for _, k := range keys {
		erased[hashOf(k)] = true
		if _, ok := l.responses[k]; ok {
			found++
		}
	}
	// The keys first: after a crash here the parts still hold the responses, but
	// loading leaves them out and the next writing removes them.
	if err := l.writeErased(erased); err != nil {
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
	sum := sha256.Sum256(fmt.Appendf(nil, "%d/%s/%s", len(k.Source), k.Source, k.ID))
	return hex.EncodeToString(sum[:])
}

func (l *Ledger) writeErased(erased map[string]bool) error {
	return replaceFile(l.dir, func(w io.Writer) (string, error) {
		for _, hash := range slices.Sorted(maps.Keys(erased)) {
			if _, err := fmt.Fprintln(w, hash); err != nil {
				return "", err
			}
		}
		return erasedFile, nil
	})
}

func readErased(dir string) (map[string]bool, error) {
	erased := map[string]bool{}
	path := filepath.Join(dir, erasedFile)
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return erased, nil
	}
	if err != nil {
		return nil, messages.FileFault(err, path)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if hash, err := hex.DecodeString(lines.Text()); err != nil || len(hash) != sha256.Size {
			return nil, messages.Errorf("ledger_damaged", path)
		}
		erased[lines.Text()] = true
	}
	return erased, messages.FileFault(lines.Err(), path)
}

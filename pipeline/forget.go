package pipeline

import (
	"errors"
	"path/filepath"

	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
)

// Forget erases responses from the ledger in the data folder, for ever: those
// of keys, and all of the customer with the given hash, "" for none. It returns
// how many there were. Editions published before hold them until they are
// pruned.
func Forget(data string, keys []models.Key, customer string) (n int, err error) {
	release, err := edition.Lock(data)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, release()) }()
	book, err := ledger.Open(ledgerDir(data))
	if err != nil {
		return 0, err
	}
	if n, err = book.Forget(keys...); err != nil || customer == "" {
		return n, err
	}
	more, err := book.ForgetCustomer(customer)
	return n + more, err
}

// ledgerDir is where the ledger of a data folder lies.
func ledgerDir(data string) string { return filepath.Join(data, "ledger") }

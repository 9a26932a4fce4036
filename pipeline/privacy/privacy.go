// Package privacy takes personal data out of responses before anything of them
// is stored.
//
// Texts are masked by pattern: numbers and addresses that identify a person
// become placeholders such as "[CPR]". The customer's key becomes a salted hash,
// which still tells that two responses come from one customer.
//
// Names are known by lists of given and family names, by the wording around
// them and by how they are written; what is a name and a word alike is decided by
// what stands beside it. Columns that hold people are recognised by PeopleIn.
//
// Limits. A name that no list holds and nothing announces stays, as do street
// addresses without a number, and what people tell about themselves in other
// words.
package privacy

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"stemme/models"
)

// Counts says how much was hidden, over all texts.
type Counts struct {
	CPR, Email, Phone, Card, Account, IBAN, Birth, Address, Name int // placeholders put in
	Customers                                                    int // responses whose customer key was hashed
	IDs                                                          int // response ids that were personal data and were hashed
}

// Masked is how many placeholders were put in.
func (c Counts) Masked() int {
	return c.CPR + c.Email + c.Phone + c.Card + c.Account + c.IBAN + c.Birth + c.Address + c.Name
}

// Apply hides the personal data of responses, in place: it masks every text,
// and replaces the customer's key by its hash. An id that is itself an e-mail
// address or a CPR number is replaced by its hash too; other ids stay, since
// they lead back to the survey system.
//
// A hash is the first half of HMAC-SHA-256 under salt, in hex. Without the salt
// nobody can find a customer by trying all customer numbers. Apply must be
// called once: a second call would hash the hashes.
func Apply(responses []models.Response, salt []byte) Counts {
	var n Counts
	for i := range responses {
		r := &responses[i]
		for _, text := range []*string{&r.Title, &r.Comment} {
			*text = mask(*text, &n, maskNames)
		}
		for j := range r.Answers {
			r.Answers[j].Text = mask(r.Answers[j].Text, &n, maskNames)
		}
		for _, value := range []*string{&r.Touchpoint, &r.Stage, &r.Unit} {
			*value = maskValue(*value, &n)
		}
		for j := range r.Segments {
			r.Segments[j].Value = maskValue(r.Segments[j].Value, &n)
		}
		if r.Customer != "" {
			r.Customer = hash(salt, "customer", r.Customer)
			n.Customers++
		}
		if isPersonal(r.ID) {
			r.ID = hash(salt, "id", r.ID)
			n.IDs++
		}
	}
	return n
}

// maskValue masks the value of a property. A bare number there is a code, of a
// product or a department, unless it is a CPR number written as one.
func maskValue(s string, n *Counts) string {
	if strings.ContainsFunc(s, unicode.IsLetter) || isPersonal(s) {
		return mask(s, n, maskFullNames)
	}
	return s
}

// hash is half of the HMAC-SHA-256 of key under salt, in hex. Kind keeps the
// hashes of different things apart.
func hash(salt []byte, kind, key string) string {
	h := hmac.New(sha256.New, salt)
	h.Write([]byte(kind + "\x00" + key))
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// isPersonal says whether an id is an e-mail address or a CPR number written as
// one. Ten digits in a row may be any number and stay.
func isPersonal(id string) bool {
	var n Counts
	mask(id, &n, maskFullNames)
	return n.Email > 0 || n.CPR > 0 && strings.ContainsAny(id, "- ")
}

// Salt makes a salt from the responses of a first batch as they were read,
// before Apply: the SHA-256 of all of them, whatever their order.
//
// It is a secret as far as the batch is: to compute it takes every raw comment
// and customer key of that night, none of which is stored. It is not random so
// that the same input gives the same tables on every machine. It must be kept
// where only the owner can read it, and used for every later batch; a salt that
// is lost cannot be made again once the raw files are gone.
func Salt(responses []models.Response) []byte {
	order := make([]*models.Response, len(responses))
	for i := range responses {
		order[i] = &responses[i]
	}
	slices.SortFunc(order, func(a, b *models.Response) int {
		return cmp.Or(a.Key().Compare(b.Key()), cmp.Compare(a.Customer, b.Customer), cmp.Compare(a.Title, b.Title),
			cmp.Compare(a.Text(), b.Text()), a.At.Compare(b.At), cmp.Compare(a.Day, b.Day), cmp.Compare(a.Score.String(), b.Score.String()))
	})
	h := sha256.New()
	var field []byte
	for _, r := range order {
		for _, s := range []string{r.Source, r.ID, r.Customer, r.Title, r.Text(), r.At.UTC().String(), r.Day.String(), r.Score.String()} {
			field = binary.AppendUvarint(field[:0], uint64(len(s)))
			h.Write(append(field, s...))
		}
	}
	return h.Sum(nil)
}

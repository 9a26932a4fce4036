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
// Patterns are matched over a view of the text in which compatible characters are the
// common ones (viewOf), so that a spelling hides nothing; all else stays as written.
//
// Limits. A name that no list holds and nothing announces stays, as do street
// addresses without a number, and what people tell about themselves in other
// words.
package privacy

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"stemme/models"
	"stemme/models/parallel"
)

// Counts says how much was hidden, over all texts.
type Counts struct {
	CPR, Email, Phone, Card, Account, IBAN, Birth, Address, Name int // placeholders put in
	Number, Document, Plate, User, Code, IP, Profile             int // those of identities
	Customers                                                    int // responses whose customer key was hashed
	IDs                                                          int // response ids that were personal data and were hashed
}

// add counts a placeholder.
func (c *Counts) add(place string) {
	switch place {
	case "[CPR]":
		c.CPR++
	case "[TELEFON]":
		c.Phone++
	case "[KORT]":
		c.Card++
	case "[KONTO]":
		c.Account++
	case "[IBAN]":
		c.IBAN++
	case "[FØDSELSDATO]":
		c.Birth++
	case "[KUNDENUMMER]":
		c.Number++
	case "[ID-NUMMER]":
		c.Document++
	case "[NUMMERPLADE]":
		c.Plate++
	case "[BRUGERNAVN]":
		c.User++
	case "[KODE]":
		c.Code++
	case "[IP-ADRESSE]":
		c.IP++
	case "[PROFIL]":
		c.Profile++
	}
}

// Masked is how many placeholders were put in.
func (c Counts) Masked() int {
	return c.CPR + c.Email + c.Phone + c.Card + c.Account + c.IBAN + c.Birth + c.Address + c.Name +
		c.Number + c.Document + c.Plate + c.User + c.Code + c.IP + c.Profile
}

// Apply hides the personal data of responses, in place: it masks every text,
// and replaces the customer's key by its hash. An id that is itself an e-mail
// address or a CPR number is replaced by its hash too; other ids stay, since
// they lead back to the survey system.
//
// A hash is the first half of HMAC-SHA-256 under salt, in hex. Without the salt
// nobody can find a customer by trying all customer numbers. Apply must be
// called once: a second call would hash the hashes. So many workers, which show in
// nothing, share the responses; where ctx ends, some of them are masked.
func Apply(ctx context.Context, responses []models.Response, salt []byte, workers int) (Counts, error) {
	return apply(ctx, responses, workers, func(r *models.Response, known values, n *Counts) { hide(r, salt, known, n) })
}

// apply hides something of every response, which so many workers share, and counts it.
func apply(ctx context.Context, responses []models.Response, workers int, hide func(*models.Response, values, *Counts)) (Counts, error) {
	const some = 256 // responses between two looks at ctx: some milliseconds
	counts := make([]Counts, (len(responses)+some-1)/some)
	var g parallel.Group
	g.SetLimit(workers)
	for i := range counts {
		if ctx.Err() != nil {
			break
		}
		g.Go(func() error {
			known := values{}
			for j := i * some; j < min(len(responses), (i+1)*some); j++ {
				hide(&responses[j], known, &counts[i])
			}
			return nil
		})
	}
	if err := cmp.Or(g.Wait(), ctx.Err()); err != nil {
		return Counts{}, err
	}
	var n Counts
	for i := range counts {
		n.plus(&counts[i])
	}
	return n, nil
}

func (c *Counts) plus(more *Counts) {
	c.CPR += more.CPR
	c.Email += more.Email
	c.Phone += more.Phone
	c.Card += more.Card
	c.Account += more.Account
	c.IBAN += more.IBAN
	c.Birth += more.Birth
	c.Address += more.Address
	c.Name += more.Name
	c.Number += more.Number
	c.Document += more.Document
	c.Plate += more.Plate
	c.User += more.User
	c.Code += more.Code
	c.IP += more.IP
	c.Profile += more.Profile
	c.Customers += more.Customers
	c.IDs += more.IDs
}

// hide is Apply for one response.
func hide(r *models.Response, salt []byte, known values, n *Counts) {
	hideTexts(r, known, n)
	if r.Customer != "" {
		r.Customer = hash(salt, "customer", r.Customer)
		n.Customers++
	}
	if isPersonal(r.ID) {
		r.ID = hash(salt, "id", r.ID)
		n.IDs++
	}
}

// hideTexts masks all that is written in a response, in place.
func hideTexts(r *models.Response, known values, n *Counts) {
	for _, text := range []*string{&r.Title, &r.Comment} {
		*text = mask(*text, n, names)
	}
	for j := range r.Answers {
		r.Answers[j].Text = mask(r.Answers[j].Text, n, names)
	}
	for _, value := range []*string{&r.Touchpoint, &r.Stage, &r.Unit} {
		*value = known.mask(*value, n)
	}
	for j := range r.Segments {
		r.Segments[j].Value = known.mask(r.Segments[j].Value, n)
	}
}

// values are the values of properties that were masked before: most come again and
// again. Masking those of 20,000 responses was half of masking all of them.
type values map[string]masked

type masked struct {
	text   string
	counts Counts
}

// mask is maskValue.
func (v values) mask(s string, n *Counts) string {
	of, known := v[s]
	if !known {
		of.text = maskValue(s, &of.counts)
		v[s] = of
	}
	n.plus(&of.counts)
	return of.text
}

// maskValue masks the value of a property, and each part of one that is a path. A bare
// number there is a code, of a product or a department, unless it is a CPR number or a
// telephone number written as one.
func maskValue(s string, n *Counts) string {
	if isNote(s) {
		return mask(s, n, names)
	}
	if strings.ContainsFunc(s, unicode.IsLetter) || isPersonal(s) || grouped.MatchString(s) {
		s = mask(s, n, fullNames)
	}
	if !strings.Contains(s, "/") || strings.Contains(s, "://") {
		return s
	}
	parts := strings.Split(s, "/")
	for i, part := range parts {
		parts[i] = maskValue(part, n)
	}
	return strings.Join(parts, "/")
}

// noteWords is the fewest words of a value that is a note. Chosen by eye: products and
// departments of as many have no verb of dealings with customers.
const noteWords = 3

// isNote says whether a value reads as somebody's note, "Sendt videre, Mette følger op",
// in which one name alone is somebody's, as in a comment.
func isNote(s string) bool {
	fields := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",.;:!?()", r) })
	return len(fields) >= noteWords && slices.ContainsFunc(fields, func(w string) bool { return noteVerbs[strings.ToLower(w)] })
}

// noteVerbs are what is done about a customer, in the forms that notes write.
var noteVerbs = wordSet(`er var har havde skal skulle vil ville kan kunne blev bliver blevet fik får fået gav giver givet kom kommer tog tager taget følger
	følges ringer ringede ringet ringes kontakter kontaktede kontaktet kontaktes sender sendte sendt sendes videresendt videresender overdraget
	overtager overtaget overtog lovet lovede lover aftalt aftalte aftaler talt talte taler snakket snakkede oplyst oplyste oplyser svarer svarede
	svaret skriver skrev skrevet mailet mailede mailer afventer venter ventede hjælper hjalp hjulpet ordner ordnede ordnet løser løste løst spørger
	spurgte spurgt spørg vender vendt behandler behandlede behandlet undersøger undersøgt beder bad bedt rykker rykkede rykket godkendt
	godkendte booket booker informeret informerede orienteret orienterede besøger besøgte besøgt mødte klarede klaret klarer afviste afvist
	henvist henviser tjekker tjekkede tjekket eskaleret eskalerer krediteret refunderet besvaret besvarer refererer ønsker ønskede siger sagde
	called emailed spoke sent follows calls handles promised asked`)

// grouped is a telephone number as Danes group it, which no code is.
var grouped = regexp.MustCompile(`^(?:\+45 ?)?[2-9][0-9] [0-9]{2} [0-9]{2} [0-9]{2}$`)

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
	mask(id, &n, fullNames)
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

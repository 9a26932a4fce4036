// Package codebook is the analysts' hand in the themes: edits and seeds, kept in
// one file of YAML that people write, commands add to and version control
// follows.
//
// The file says what is wanted, not what was done: it is replayed every night,
// so taking a line out undoes it.
package codebook

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
)

// Name is what the file is called where no other path is configured.
const Name = "edits.yaml"

// A Book is what one file says.
type Book struct {
	Edits []Edit `yaml:"edits" json:",omitempty"` // in the order written; of two that contradict each other the later one holds
	Seeds []Seed `yaml:"seeds" json:",omitempty"`
}

// And is b with more behind it.
func (b Book) And(more Book) Book {
	return Book{Edits: slices.Concat(b.Edits, more.Edits), Seeds: slices.Concat(b.Seeds, more.Seeds)}
}

// Said are the edits and seeds of b, one a line, as Edit.String and Seed.String
// say them.
func (b Book) Said() (said []string) {
	for i := range b.Edits {
		said = append(said, b.Edits[i].String())
	}
	for i := range b.Seeds {
		said = append(said, b.Seeds[i].String())
	}
	return said
}

// Lines are where they stand in the file, in the order of Said.
func (b Book) Lines() (lines []int) {
	for i := range b.Edits {
		lines = append(lines, b.Edits[i].Line)
	}
	for i := range b.Seeds {
		lines = append(lines, b.Seeds[i].Line)
	}
	return lines
}

// String is what Said says, in one line.
func (b Book) String() string { return strings.Join(b.Said(), "; ") }

// An Edit is one change of the themes. Exactly one of the fields up to Owner is
// set: it is the verb, and its value is what the edit is about.
type Edit struct {
	Rename string `yaml:"rename,omitempty" json:",omitempty"` // theme; To is its name
	Merge  string `yaml:"merge,omitempty" json:",omitempty"`  // theme that is no longer told from To
	Split  string `yaml:"split,omitempty" json:",omitempty"`  // theme to take a new one out of: what holds Words, or a half
	Pin    string `yaml:"pin,omitempty" json:",omitempty"`    // theme that stays, whatever a refit or the gate says
	Hide   string `yaml:"hide,omitempty" json:",omitempty"`   // theme that is no finding
	Move   string `yaml:"move,omitempty" json:",omitempty"`   // response (source/id) that speaks of To and nothing else
	Owner  string `yaml:"owner,omitempty" json:",omitempty"`  // theme; To sees to it

	To     string   `yaml:"to,omitempty" json:",omitempty"`
	Words  []string `yaml:"words,omitempty,flow" json:",omitempty"` // of Split; none leaves it to the model
	Clause *int     `yaml:"clause,omitempty" json:",omitempty"`     // of Move: only this clause, counted from 0
	Action string   `yaml:"action,omitempty" json:",omitempty"`     // of Owner: the next step
	Line   int      `yaml:"-" json:"-"`                             // where it stands in the file, from 1
}

// A Seed describes a theme that is to be found beside those that come up by
// themselves, however few speak of it.
type Seed struct {
	ID    string   `yaml:"id"`         // letters a-z, digits and hyphens; the theme is "seed/" and this
	Name  string   `yaml:"name"`       // "" takes the customers' own words
	Words []string `yaml:"words,flow"` // words and phrases as customers write them, in any inflection
	Line  int      `yaml:"-" json:"-"`
}

// SeedPrefix begins the id of every seeded theme.
const SeedPrefix = "seed/"

// Theme is the id of the seed's theme.
func (s *Seed) Theme() string { return SeedPrefix + s.ID }

// String is s in one line, without its name.
func (s *Seed) String() string { return s.Theme() + " words " + strings.Join(s.Words, ", ") }

// A Verb is what an edit does.
type Verb string

// The verbs, as they stand in the file.
const (
	Rename Verb = "rename"
	Merge  Verb = "merge"
	Split  Verb = "split"
	Pin    Verb = "pin"
	Hide   Verb = "hide"
	Move   Verb = "move"
	Owner  Verb = "owner"
)

// Is is the verb of e and what it is about; "" for an edit without a verb.
func (e *Edit) Is() (v Verb, subject string) {
	for _, c := range e.verbs() {
		if c.subject != "" {
			return c.verb, c.subject
		}
	}
	return "", ""
}

type verbOf struct {
	verb    Verb
	subject string
}

func (e *Edit) verbs() []verbOf {
	return []verbOf{{Rename, e.Rename}, {Merge, e.Merge}, {Split, e.Split}, {Pin, e.Pin}, {Hide, e.Hide},
		{Move, e.Move}, {Owner, e.Owner}}
}

// String is e in one line. Equal edits have equal strings, wherever they stand.
func (e *Edit) String() string {
	v, subject := e.Is()
	parts := []string{string(v), subject}
	if e.Clause != nil {
		parts = append(parts, fmt.Sprintf("clause %d", *e.Clause))
	}
	if e.To != "" {
		parts = append(parts, "to "+e.To)
	}
	if len(e.Words) > 0 {
		parts = append(parts, "words "+strings.Join(e.Words, ", "))
	}
	if e.Action != "" {
		parts = append(parts, "action "+e.Action)
	}
	return strings.Join(parts, " ")
}

// moved is what String says of a move.
var moved = regexp.MustCompile(`^move (.+?)(?: clause \d+)?(?: to [^ ]+)?$`)

// Moved is the response that an edit moves, by what String says of it; "" of every
// other edit.
func Moved(said string) string {
	if m := moved.FindStringSubmatch(said); m != nil {
		return m[1]
	}
	return ""
}

// Response is what a move is about.
func (e *Edit) Response() models.Key {
	source, id, _ := strings.Cut(e.Move, "/")
	return models.Key{Source: source, ID: id}
}

// Hash is the same for two books that say the same, whatever their comments.
func (b *Book) Hash() string {
	text, err := json.Marshal(b)
	if err != nil {
		panic("codebook: a book that is no JSON: " + err.Error())
	}
	return hashOf(text)
}

func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Behind are the edits behind those that were there when the book had a hash; false
// where it never had. The empty hash is that of no book.
func (b *Book) Behind(made string) (edits []Edit, ok bool) {
	text, err := json.Marshal(Book{Seeds: b.Seeds})
	if err != nil {
		panic("codebook: a book that is no JSON: " + err.Error())
	}
	if made == "" || hashOf(text) == made {
		return b.Edits, true
	}
	tail := append([]byte("]"), text[1:]...)
	if len(b.Seeds) > 0 {
		tail = append([]byte("],"), text[1:]...)
	}
	last, sum := -1, sha256.New()
	sum.Write([]byte(`{"Edits":[`))
	for i := range b.Edits {
		one, err := json.Marshal(&b.Edits[i])
		if err != nil {
			panic("codebook: an edit that is no JSON: " + err.Error())
		}
		if i > 0 {
			sum.Write([]byte{','})
		}
		sum.Write(one)
		until, err := sum.(hash.Cloner).Clone() // the edits that follow are still to come
		if err != nil {
			panic("codebook: " + err.Error())
		}
		until.Write(tail)
		if hex.EncodeToString(until.Sum(nil)) == made {
			last = i
		}
	}
	return b.Edits[last+1:], last >= 0
}

// Read reads the book at path; an empty one where there is no file. What is
// wrong with it is a *messages.Error that names the file and the line.
func Read(path string) (Book, error) {
	b, _, err := ReadText(path)
	return b, err
}

// ReadText is Read with the text that was read.
func ReadText(path string) (b Book, text []byte, err error) {
	text, err = messages.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Book{}, nil, nil
	}
	if err != nil {
		return Book{}, nil, messages.FileFault(err, path)
	}
	b, err = parse(text, path)
	return b, text, err
}

// parse reads a book; path is for the errors.
func parse(text []byte, path string) (Book, error) {
	var b Book
	file, err := decodeStrict(text, path, &b)
	if err != nil {
		return Book{}, err
	}
	for i := range b.Edits {
		b.Edits[i].Line = lineAt(file, item("edits", i))
		if fault := b.Edits[i].fault(); fault != nil {
			return Book{}, messages.Wrap(fault, "book_line", path, b.Edits[i].Line)
		}
	}
	for i := range b.Seeds {
		b.Seeds[i].Line = lineAt(file, item("seeds", i))
		if fault := b.Seeds[i].fault(b.Seeds[:i]); fault != nil {
			return Book{}, messages.Wrap(fault, "book_line", path, b.Seeds[i].Line)
		}
	}
	return b, nil
}

// takes lists what each verb needs and what it may have beside its subject.
var takes = map[Verb]struct{ needs, may []string }{
	Rename: {[]string{"to"}, nil},
	Merge:  {[]string{"to"}, nil},
	Split:  {nil, []string{"words"}},
	Pin:    {},
	Hide:   {},
	Move:   {nil, []string{"to", "clause"}},
	Owner:  {nil, []string{"to", "action"}},
}

// fault is what is wrong with e by itself.
func (e *Edit) fault() error {
	said := 0
	for _, c := range e.verbs() {
		if c.subject != "" {
			said++
		}
	}
	if said != 1 {
		return messages.Errorf("book_verb")
	}
	v, subject := e.Is()
	given := map[string]bool{"to": e.To != "", "words": len(e.Words) > 0, "clause": e.Clause != nil, "action": e.Action != ""}
	for _, field := range []string{"to", "words", "clause", "action"} {
		switch rule := takes[v]; {
		case given[field] && !slices.Contains(rule.needs, field) && !slices.Contains(rule.may, field):
			return messages.Errorf("book_extra", string(v), field)
		case !given[field] && slices.Contains(rule.needs, field):
			return messages.Errorf("book_lacks", string(v), field)
		}
	}
	switch {
	case v == Owner && e.To == "" && e.Action == "":
		return messages.Errorf("book_lacks", string(v), "to")
	case v == Merge && e.To == subject:
		return messages.Errorf("book_itself", subject)
	case v == Move && (!strings.Contains(subject, "/") || e.Clause != nil && *e.Clause < 0):
		return messages.Errorf("book_response", subject)
	case slices.Contains(e.Words, ""):
		return messages.Errorf("book_lacks", string(v), "words")
	}
	return nil
}

// fault is what is wrong with s beside those before it.
func (s *Seed) fault(before []Seed) error {
	plain := func(r rune) bool { return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') }
	switch {
	case s.ID == "" || strings.ContainsFunc(s.ID, plain):
		return messages.Errorf("book_seed_id", s.ID)
	case slices.ContainsFunc(before, func(o Seed) bool { return o.ID == s.ID }):
		return messages.Errorf("book_seed_twice", s.ID)
	case len(s.Words) == 0 || slices.Contains(s.Words, ""):
		return messages.Errorf("book_lacks", s.ID, "words")
	}
	return nil
}

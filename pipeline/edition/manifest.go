package edition

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"stemme/pipeline/messages"
)

// The data folder, as far as editions go:
//
//	editions/000012-f27b4f23/     an edition: its number, 8 digits of the hash of its content
//	  manifest.json               see Manifest; every other file, with its hash
//	  tables/*.parquet            what BI tools read
//	  model/*.parquet             the theme model, which the next night starts from
//	  index/                      columns.bin, lexicon.bin, index.json, shard-NNN/ of Bleve
//	  rejected.csv                what was not accepted, without texts
//	current -> editions/000012-…  the edition that counts; a link that is swapped at once
//	current.json                  the same as a file, for who copies without links
//
// A draft is a folder of editions, too, see newPrefix, until it gets its name.

// form is the form of the folder and its manifest. In the first form, which is
// read too, the manifest does not list the files of the index and has no sum.
const (
	firstForm = 1
	form      = 2
)

// A Manifest says what an edition was made of and what is in it.
type Manifest struct {
	Form      int       `json:"form"`
	Edition   string    `json:"edition"`      // filled in by Publish
	Published time.Time `json:"published_at"` // filled in by Publish; the one place where the clock is
	Program   string    `json:"program"`      // version of stemme

	// What it was made of: SHA-256 in hex of the ledger's content, the
	// configuration and the codebook, by those names.
	Inputs map[string]string `json:"inputs"`
	// Hash of what decides the tables, which name its beginning: see Mark.
	Key string `json:"key,omitempty"`
	// Id of the ledger, "" where an earlier version wrote it. It is drawn: only that
	// there is one is part of what makes an edition a new one.
	Ledger string `json:"ledger,omitempty"`
	// Hash of the theme model that the night started from, "" for none. It
	// is not part of what makes an edition a new one: see Publish.
	PreviousModel string `json:"previous_model,omitempty"`

	// The edition was made smaller when something was erased: see Reduce.
	Reduced bool `json:"reduced,omitempty"`

	// What people had written that the night did, but for the edits: files of plans by
	// their names, own lenses by their ids behind a word. No part of what makes an edition a new one.
	Written []string `json:"written,omitempty"`

	// Sources of whose scores the lowest seems to be the best.
	Turned []Turned `json:"turned,omitempty"`

	Counts map[string]int64 `json:"counts"` // responses read, accepted, rejected and the like
	Rows   map[string]int64 `json:"rows"`   // rows of every table
	Files  []File           `json:"files"`  // all but the manifest, in the order of their paths; filled in by Publish

	// SHA-256 in hex of the manifest's text without these digits, so that damage
	// to the manifest itself is seen; filled in by Publish.
	Sum string `json:"sum,omitempty"`
}

// Names of counts: the comments of customers, and those of them in a language that no lens in use
// reads, neither where no lens is; how many comments that were looked through have a clause that only
// the lens behind the slash reads, and of how many.
const (
	CountCommented = "commented"
	CountUnread    = "unread_by_lenses"
	countOffered   = "offered/"
	countOfferedOf = "offered_of"
)

// Offer says that the comments are of the trade of a shipped lens that is not in use: n of so many
// that were looked through have clauses that it alone reads.
func (m *Manifest) Offer(lens string, n, of int) {
	m.Counts[countOffered+lens], m.Counts[countOfferedOf] = int64(n), int64(of)
}

// Offered is the lens that the night offered, with its counts; "" for none.
func (m *Manifest) Offered() (lens string, n, of int) {
	for name, count := range m.Counts {
		if id, is := strings.CutPrefix(name, countOffered); is && (lens == "" || id < lens) {
			lens, n = id, int(count)
		}
	}
	return lens, n, int(m.Counts[countOfferedOf])
}

// Comments that no lens reads are told from so many on, where they are such a share of all. Chosen
// by eye: whoever waits for danger to be told must know of them.
const (
	tellsUnread  = 10
	unreadShares = 50 // one in
)

// A Turned is a source of which those who complain surely score higher than those who praise: how
// many they are, and their mean scores.
type Turned struct {
	Source         string  `json:"source"`
	Praise         int     `json:"praise"`
	Complaints     int     `json:"complaints"`
	PraiseMean     float64 `json:"praise_mean"`
	ComplaintsMean float64 `json:"complaints_mean"`
	Declared       bool    `json:"declared,omitempty"` // the configuration turns its scores
}

// A Doubt is a message that whoever reads figures of an edition must see.
type Doubt struct {
	Key  messages.Key
	Args []any
}

// Text is the doubt in lang.
func (d Doubt) Text(lang messages.Lang) string { return lang.Text(d.Key, d.Args...) }

// Doubts are the sources whose scores seem to stand the wrong way round, and how many of how many
// comments no lens in use reads.
func (m *Manifest) Doubts() (all []Doubt) {
	for _, t := range m.Turned {
		key := messages.Key("scores_turned")
		if t.Declared {
			key = "scores_turned_back"
		}
		all = append(all, Doubt{key, []any{t.Source, messages.Counted(t.Praise), messages.Decimal(t.PraiseMean), messages.Counted(t.Complaints), messages.Decimal(t.ComplaintsMean), messages.Printable(t.Source)}})
	}
	n, of := m.Counts[CountUnread], m.Counts[CountCommented]
	args := []any{messages.Counted(n), messages.Counted(of)}
	switch {
	case m.mostUnread():
		all = append(all, Doubt{"lenses_unread", args})
	case n >= tellsUnread && n*unreadShares >= of:
		all = append(all, Doubt{"lenses_unread_some", args})
	}
	return all
}

func (m *Manifest) mostUnread() bool { return 2*m.Counts[CountUnread] > m.Counts[CountCommented] }

// LensBelow is with how few comments a lens may lead, where that is below: with none where lenses
// do not read most of them.
func (m *Manifest) LensBelow(below int) int {
	if m.mostUnread() {
		return 0
	}
	return below
}

// A File is one file of an edition.
type File struct {
	Path   string `json:"path"` // within the edition, with slashes
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// content is the SHA-256 of what m says, but for the name, the time, the counts
// of the night, what people had written, which ledger it was, the model that it started from, and the files of the index, of
// which two alike differ in bytes.
func (m Manifest) content() string {
	m.Form, m.Edition, m.Published, m.PreviousModel, m.Counts, m.Turned, m.Written, m.Sum = firstForm, "", time.Time{}, "", nil, nil, nil, ""
	if m.Ledger != "" {
		m.Ledger = "known"
	}
	m.Files = slices.DeleteFunc(slices.Clone(m.Files), func(f File) bool { return strings.HasPrefix(f.Path, Index+"/") })
	text, err := json.Marshal(m) // sorts the keys of maps
	if err != nil {
		panic("edition: a manifest that is no JSON: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// text is m as it stands on disk, with its sum.
func (m Manifest) text() ([]byte, error) {
	m.Sum = ""
	bare, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, err
	}
	// The sum stands last, where omitempty has left it out.
	bare = append(bytes.TrimSuffix(bare, []byte("\n}")), ",\n  \"sum\": \"\"\n}\n"...)
	sum := sha256.Sum256(bare)
	return bytes.Replace(bare, []byte(`"sum": ""`), fmt.Appendf(nil, `"sum": "%x"`, sum), 1), nil
}

// parse reads what text has written; a text that is not as it was written is an
// error.
func parse(text []byte) (m Manifest, err error) {
	if err := json.Unmarshal(text, &m); err != nil {
		return Manifest{}, err
	}
	if m.Form != form {
		return m, nil // the first form has no sum; a later one is refused
	}
	bare := bytes.Replace(text, []byte(`"sum": "`+m.Sum+`"`), []byte(`"sum": ""`), 1)
	if sum := sha256.Sum256(bare); hex.EncodeToString(sum[:]) != m.Sum {
		return Manifest{}, errors.New("sum")
	}
	return m, nil
}

// hashFile is the SHA-256 of a file in hex, and its size.
func hashFile(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.Copy(h, f); err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}

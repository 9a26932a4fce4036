package edition

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"time"
)

// form is the form of the folder and its manifest.
const form = 1

// A Manifest says what an edition was made of and what is in it.
type Manifest struct {
	Form      int       `json:"form"`
	Edition   string    `json:"edition"`      // filled in by Publish
	Published time.Time `json:"published_at"` // filled in by Publish; the one place where the clock is
	Program   string    `json:"program"`      // version of stemme

	// What it was made of: SHA-256 in hex of the ledger's content, the
	// configuration and the codebook, by those names.
	Inputs map[string]string `json:"inputs"`
	// Likewise of the theme model that the night started from, "" for none. It
	// is not part of what makes an edition a new one: see Publish.
	PreviousModel string `json:"previous_model,omitempty"`

	Counts map[string]int64 `json:"counts"` // responses read, accepted, rejected and the like
	Rows   map[string]int64 `json:"rows"`   // rows of every table
	Files  []File           `json:"files"`  // in the order of their paths, without those of the index; filled in by Publish
}

// A File is one file of an edition.
type File struct {
	Path   string `json:"path"` // within the edition, with slashes
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// content is the SHA-256 of what m says, but for the name, the time, the counts
// of the night and the model that it started from.
func (m Manifest) content() string {
	m.Edition, m.Published, m.PreviousModel, m.Counts = "", time.Time{}, "", nil
	text, err := json.Marshal(m) // sorts the keys of maps
	if err != nil {
		panic("edition: a manifest that is no JSON: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
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

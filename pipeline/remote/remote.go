// Package remote fetches rows from where other programs keep them: pages of JSON
// over HTTP, PostgreSQL, SQL Server. What it brings is JSON Lines, one row a line,
// which are read as a file of them would be.
//
// Nothing is fetched that is not configured. Credentials come from the environment
// or from a file. No message holds what a row, a page or a database says: those may
// quote a comment.
package remote

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"time"

	"stemme/pipeline/messages"
)

// What one delivery may take.
const (
	MostPages      = 10_000           // of one delivery over HTTP
	MostPage       = 64 << 20         // bytes of one page
	MostTries      = 5                // of one page
	LongestPause   = time.Minute      // between two tries, whatever the other side asks for
	DefaultTimeout = 60               // seconds that one page, or a whole query, may take
	MostTimeout    = 24 * 60 * 60     // seconds
	connectTimeout = 15 * time.Second // until the other side has answered at all
)

// A Source is somewhere that rows are fetched from.
type Source interface {
	// Fetch brings the rows beyond a mark.
	Fetch(ctx context.Context, a Ask) (Delivery, error)
	// Validate says what is wrong with how it is configured: the field, and what
	// is wanted of it.
	Validate(bad func(ok bool, field, want string))
}

// A Delivery is what was fetched.
type Delivery struct {
	Rows    []byte // JSON Lines
	Mark    Mark   // where the next one begins: behind the last row that is not of the future
	Spoiled bool   // the mark that it should begin at lay in the future: it begins anew
	Future  int    // rows whose watermark lies in the future
}

// A Mark is how far a source has been read. It is kept with the ledger, in one step
// with the responses that were read until then.
type Mark struct {
	Of    string `json:"of"`   // what it is a mark of: another query begins anew
	Kind  string `json:"kind"` // text, int, float, time or bytes
	Value string `json:"value"`
}

// Text is the mark as it is kept; "" where nothing is known.
func (m Mark) Text() string {
	if m.Kind == "" {
		return ""
	}
	text, err := json.Marshal(m)
	if err != nil {
		panic("remote: a mark that is no JSON: " + err.Error())
	}
	return string(text)
}

// ParseMark reads what Text wrote; what it cannot read is no mark, and the source is
// read from its beginning, which changes no response that is there.
func ParseMark(text string) (m Mark) {
	if json.Unmarshal([]byte(text), &m) != nil {
		return Mark{}
	}
	return m
}

// hashOf tells one way of asking from another.
func hashOf(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// of is m where it is a mark of what is asked now; else none.
func (m Mark) of(asked string) Mark {
	if m.Of != asked {
		return Mark{}
	}
	return m
}

// A Secret says where a credential is: an environment variable or a file.
type Secret struct {
	Env  string
	File string
}

// given says whether exactly one place is named.
func (s Secret) given() bool { return (s.Env == "") != (s.File == "") }

// read is the credential.
func (s Secret) read() (string, error) {
	if s.File != "" {
		text, err := messages.ReadFile(s.File)
		if err != nil {
			return "", messages.FileFault(err, s.File)
		}
		if text = bytes.TrimSpace(text); len(text) == 0 {
			return "", messages.Errorf("remote_secret", s.File)
		}
		return string(text), nil
	}
	text := strings.TrimSpace(os.Getenv(s.Env))
	if text == "" {
		return "", messages.Errorf("remote_secret_env", s.Env)
	}
	return text, nil
}

// lines collects rows, each on a line.
type lines struct {
	bytes.Buffer
	most int64
}

// add takes one row, which is a JSON value.
func (r *lines) add(row []byte) error {
	if int64(r.Len()+len(row)+1) > r.most {
		return messages.Errorf("remote_too_large", r.most>>20)
	}
	if err := json.Compact(&r.Buffer, row); err != nil {
		return messages.Errorf("remote_no_json")
	}
	return r.WriteByte('\n')
}

// seconds is a configured time, or the default.
func seconds(n int) time.Duration {
	if n == 0 {
		n = DefaultTimeout
	}
	return time.Duration(n) * time.Second
}

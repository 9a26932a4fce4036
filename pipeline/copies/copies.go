// Package copies takes what an edition publishes to where BI tools read it: a
// folder, which may be a share, or a bucket that speaks S3.
//
//	PREFIX/editions/<id>/tables/*.parquet   the open tables, all of them where detail is set
//	PREFIX/editions/<id>/bi/…               views, sources, the Power BI project
//	PREFIX/editions/<id>/files.json         all of these with their hashes, written after them
//	PREFIX/current.json                     which edition counts, written last
//
// Whoever reads current.json, and then the folder that it names, finds one whole
// edition at any moment. A prefix belongs to one data folder.
package copies

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"

	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
)

// A Target is where copies go: Folder or Bucket is set.
type Target struct {
	Folder      string `yaml:"folder"`      // a path; of a share too
	Bucket      string `yaml:"bucket"`      // bucket/prefix of a service that speaks S3
	Endpoint    string `yaml:"endpoint"`    // of the service: https://host[:port]
	Region      string `yaml:"region"`      // of the bucket; "" asks the service
	Credentials string `yaml:"credentials"` // file in the form of ~/.aws/credentials; "" takes AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
	Detail      bool   `yaml:"detail"`      // also the tables about single responses
	Keep        int    `yaml:"keep"`        // editions kept there; 0 is 3
}

// String names the target in messages.
func (t Target) String() string {
	if t.Folder != "" {
		return t.Folder
	}
	return t.Endpoint + "/" + t.Bucket
}

// bucketForm is what a bucket may be called, after the rules of Amazon S3, which other
// services keep too.
var bucketForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

// Fault says which field of t is missing or too many; "" for none.
func (t Target) Fault() (field, want string) {
	name, _, _ := strings.Cut(t.Bucket, "/")
	at, err := url.Parse(t.Endpoint)
	switch {
	case (t.Folder == "") == (t.Bucket == ""):
		return "publish", "folder | bucket"
	case t.Bucket != "" && !bucketForm.MatchString(name):
		return "publish.bucket", "a-z 0-9 . - (3..63)/…"
	case t.Bucket != "" && (err != nil || at.Host == "" || at.Scheme != "https" && at.Scheme != "http" || strings.Contains(t.Endpoint, "@")):
		return "publish.endpoint", "https://… (credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)"
	case t.Keep < 0:
		return "publish.keep", ">= 0"
	}
	return "", ""
}

// kept is how many editions stay at the target. Of single responses there is one
// copy, so that what is erased is gone with the next edition.
func (t Target) kept() int {
	switch {
	case t.Detail:
		return 1
	case t.Keep == 0:
		return 3
	}
	return t.Keep
}

// A File is one file of an edition.
type File struct {
	Path   string `json:"path"` // within the edition, with slashes
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// A Version is an edition to be copied.
type Version struct {
	ID    string
	Dir   string
	Files []File // that belong at the target
}

// A store keeps named files. Names have slashes.
type store interface {
	put(ctx context.Context, name string, size int64, from io.ReadSeeker) error // whole or not at all, over what is there
	get(ctx context.Context, name string) ([]byte, error)                       // fs.ErrNotExist where there is none
	list(ctx context.Context, prefix string) ([]string, error)                  // names that begin with prefix
	remove(ctx context.Context, name string) error
}

// pointer is the content of current.json.
type pointer struct {
	Edition string `json:"edition"`
	Tables  string `json:"tables"`
}

const (
	pointerName = "current.json"
	filesName   = "files.json"
	editions    = "editions/"
)

// Put makes v the current edition at the target, and deletes what is no longer to
// be there: all but the newest editions among those of stay. It says whether
// anything was to be copied. What cannot be done in some tries is a *messages.Error;
// the edition that was current there then still is, whole.
func Put(ctx context.Context, to Target, v Version, stay []string) (copied bool, err error) {
	at, err := open(to)
	if err != nil {
		return false, messages.Wrap(err, "copy_failed", to, v.ID)
	}
	s := trying{at}
	copied, err = s.publish(ctx, v)
	if err == nil {
		err = s.prune(ctx, v.ID, stay, to.kept())
	}
	if err != nil && ctx.Err() == nil {
		err = messages.Wrap(err, "copy_failed", to, v.ID)
	}
	return copied, err
}

func open(to Target) (store, error) {
	if to.Folder != "" {
		if err := forCopies(to.Folder); err != nil {
			return nil, err
		}
		return folderOf(to), nil
	}
	return openBucket(to)
}

// publish copies v unless it is there whole, and points to it.
func (s trying) publish(ctx context.Context, v Version) (bool, error) {
	list, err := json.MarshalIndent(v.Files, "", " ")
	if err != nil {
		return false, err
	}
	dir := editions + v.ID + "/"
	there, err := s.get(ctx, dir+filesName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	whole := err == nil && string(there) == string(list)
	if !whole {
		for _, f := range v.Files {
			if err := s.file(ctx, dir+f.Path, filepath.Join(v.Dir, filepath.FromSlash(f.Path))); err != nil {
				return false, err
			}
		}
		if err := s.text(ctx, dir+filesName, list); err != nil {
			return false, err
		}
	}
	now, err := json.Marshal(pointer{v.ID, editions + v.ID + "/tables"})
	if err != nil {
		return false, err
	}
	if there, err := s.get(ctx, pointerName); err == nil && whole && string(there) == string(now) {
		return false, nil
	}
	return true, s.text(ctx, pointerName, now)
}

func (s trying) file(ctx context.Context, name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return s.put(ctx, name, info.Size(), f)
}

func (s trying) text(ctx context.Context, name string, text []byte) error {
	return s.put(ctx, name, int64(len(text)), strings.NewReader(string(text)))
}

// prune deletes the editions at the target but the current one and, up to keep,
// the newest of those that stay; their lists first, so that none that is half
// deleted passes for a whole one.
func (s trying) prune(ctx context.Context, current string, stay []string, keep int) error {
	names, err := s.list(ctx, editions)
	if err != nil {
		return err
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	there := map[string]bool{}
	for _, name := range names {
		there[idOf(name)] = true
	}
	kept := map[string]bool{current: true}
	for _, id := range stay {
		if there[id] && len(kept) < keep {
			kept[id] = true
		}
	}
	for _, name := range names {
		if id := idOf(name); edition.IsID(id) && !kept[id] { // other folders are somebody's own
			if err := s.remove(ctx, name); err != nil {
				return err
			}
		}
	}
	return nil
}

// idOf is the edition that the file called name is of.
func idOf(name string) string {
	id, _, inside := strings.Cut(strings.TrimPrefix(name, editions), "/")
	if !inside {
		return ""
	}
	return id
}

// rank sorts lists of files before all else.
func rank(name string) int {
	if path.Base(name) == filesName {
		return 0
	}
	return 1
}

// waits are the pauses between tries. Short faults of a network pass within seconds;
// longer ones are the next night's (chosen by eye).
var waits = []time.Duration{500 * time.Millisecond, 2 * time.Second, 8 * time.Second}

// trying is a store that tries again.
type trying struct{ to store }

func (s trying) again(ctx context.Context, do func() error) error {
	err := do()
	for _, wait := range waits {
		if err == nil || final(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
		err = do()
	}
	return err
}

// final says whether no other try mends err.
func final(err error) bool {
	for _, kind := range []error{fs.ErrNotExist, fs.ErrPermission, syscall.ENOTDIR, syscall.EISDIR, syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

func (s trying) put(ctx context.Context, name string, size int64, from io.ReadSeeker) error {
	return s.again(ctx, func() error {
		if _, err := from.Seek(0, io.SeekStart); err != nil {
			return err
		}
		return s.to.put(ctx, name, size, from)
	})
}

func (s trying) get(ctx context.Context, name string) (text []byte, err error) {
	err = s.again(ctx, func() error {
		text, err = s.to.get(ctx, name)
		return err
	})
	return text, err
}

func (s trying) list(ctx context.Context, prefix string) (names []string, err error) {
	err = s.again(ctx, func() error {
		names, err = s.to.list(ctx, prefix)
		return err
	})
	return names, err
}

func (s trying) remove(ctx context.Context, name string) error {
	return s.again(ctx, func() error { return s.to.remove(ctx, name) })
}

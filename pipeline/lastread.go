package pipeline

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"stemme/pipeline/arrivals"
	"stemme/pipeline/atomicfile"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// lastReadName is the file that says of the files which the last night read that nothing
// in them was new. It holds no text of a response.
const lastReadName = "lastread.gob"

// A lastRead is what a night told that read files of which nothing was new. A night with
// the same files, program, configuration and ledger would find the same, so it need not
// read them. What leans on the day on which it is read is never kept.
type lastRead struct {
	Key   string    // of program, configuration and contents of the files: see key
	State string    // of the ledger
	At    time.Time // when they were read

	Files     []source.FileReport // without their readings, which the ledger has
	Rejects   []source.Reject
	Withdrawn []source.Withdrawn
	Accepted  ledger.Accepted
	Notes     []source.Note
}

// recalled is a night that answers from what the last one told of the same files; ok is
// false where it must read them.
func (n *night) recalled(ctx context.Context, by orders) (s Summary, ok bool, err error) {
	was, err := readLastRead(n.cfg.Data)
	if now := today(); err != nil || now.IsZero() || now.Before(was.At) {
		return Summary{}, false, nil
	}
	most := int64(n.cfg.Limits.UnpackedMB) << 20
	if n.contents(func(file string) (string, error) { return hashOfContent(ctx, file, most) }) != was.Key {
		return Summary{}, false, ctx.Err()
	}
	release, err := edition.Lock(n.cfg.Data)
	if err != nil {
		return Summary{}, false, err
	}
	defer release()
	var in intake
	err = n.stage(ctx, StageRead, func() (facts []any, err error) {
		if in, ok, err = n.recall(was); err != nil {
			return nil, err
		}
		return []any{"rows", in.batch.Rows(), "rejected", in.batch.RejectedRows(), "files", len(in.batch.Files), "recalled", ok}, nil
	})
	if !ok || err != nil {
		return Summary{}, false, err
	}
	return n.stands(ctx, &in, by)
}

// recall is the intake of the night that was, where the ledger is what it left and nothing
// is to be erased.
func (n *night) recall(was lastRead) (in intake, ok bool, err error) {
	book, _, err := openLedger(n.cfg.Data, false)
	if err != nil || book.State() != was.State || book.HalfHead() {
		return intake{}, false, err
	}
	oldest, err := n.cfg.oldest(time.Now())
	if err != nil || book.ChangedBy(ledger.Erasure{Before: oldest}) {
		return intake{}, false, err
	}
	gone, err := withdrawn(n.cfg.Data)
	if err != nil || slices.ContainsFunc(book.Deliveries(), func(d ledger.Delivery) bool { return gone.has(d.Source, d.SHA256) }) {
		return intake{}, false, err
	}
	kept, err := arrivals.Readings(ledgerDir(n.cfg.Data))
	if err != nil {
		return intake{}, false, err
	}
	in = intake{batch: source.Batch{Files: was.Files, Rejects: was.Rejects, Withdrawn: was.Withdrawn}, ledger: book, accepted: was.Accepted, notes: was.Notes}
	in.responses = n.cfg.placed(book.Release())
	in.readings = arrivals.Rows(kept, n.cfg.allKinds(), in.responses)
	return in, true, nil
}

// errPartly is that not all of a file was read.
var errPartly = errors.New("not all of it was read")

// keepLastRead keeps what the night told of its files, of which nothing was new, where the
// next one would be told the same. It goes by what was read: a file that has changed since
// is another one.
func (n *night) keepLastRead(ctx context.Context, in *intake) error {
	if today().IsZero() || in.batch.ToCome || len(in.batch.Empty) > 0 || in.erased > 0 || len(lossNotes(nil, in.ledger)) > 0 {
		return ctx.Err()
	}
	key := n.contents(func(file string) (string, error) {
		if sum := in.batch.Contents[file]; sum != "" {
			return sum, nil
		}
		return "", errPartly
	})
	if key == "" {
		return ctx.Err()
	}
	is := lastRead{Key: key, State: in.ledger.State(), At: time.Now().UTC(), Files: slices.Clone(in.batch.Files), Rejects: in.batch.Rejects,
		Withdrawn: in.batch.Withdrawn, Accepted: in.accepted, Notes: in.notes}
	for i := range is.Files {
		is.Files[i].Reading = source.Reading{}
	}
	var text bytes.Buffer
	if err := gob.NewEncoder(&text).Encode(is); err != nil {
		return nil // a note that cannot be kept: the next night reads
	}
	path := filepath.Join(n.cfg.Data, lastReadName)
	sum := sha256.Sum256(text.Bytes())
	return messages.FileFault(atomicfile.Write(path, 0o600, func(w io.Writer) error {
		_, err := w.Write(append(sum[:], text.Bytes()...))
		return err
	}), path)
}

// errNoLastRead is that nothing is kept, or that it is damaged.
var errNoLastRead = errors.New("no last read")

func readLastRead(data string) (was lastRead, err error) {
	text, err := os.ReadFile(filepath.Join(data, lastReadName))
	if err != nil || len(text) < sha256.Size {
		return was, errNoLastRead
	}
	sum, text := text[:sha256.Size], text[sha256.Size:]
	if now := sha256.Sum256(text); !bytes.Equal(now[:], sum) || gob.NewDecoder(bytes.NewReader(text)).Decode(&was) != nil {
		return lastRead{}, errNoLastRead
	}
	return was, nil
}

// dropLastRead takes away what is kept, before a night changes what it is of.
func dropLastRead(data string) error {
	path := filepath.Join(data, lastReadName)
	if err := atomicfile.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return messages.FileFault(err, path)
	}
	return nil
}

// contents is the hash of all beside the ledger that decides what a night reads: program,
// configuration, and the names of the files with the hash of each. It is "" where not all of
// that is in files, where something else is asked for, and without a hash.
func (n *night) contents(hash func(file string) (string, error)) string {
	cfg := &n.cfg
	if len(cfg.Sources) == 0 || cfg.AcceptLoss || cfg.Sample != 0 || n.forgetting != nil || n.takingBack != nil {
		return ""
	}
	read := []any{Version(), executable(), settings(cfg)}
	for i := range cfg.Sources {
		s := &cfg.Sources[i]
		files, nothing := source.Named(s.Files)
		if s.Drop != "" || s.remote() != nil || len(files) == 0 || len(nothing) > 0 || slices.Contains(files, source.StandardInput) {
			return ""
		}
		for _, file := range files {
			sum, err := hash(file)
			if err != nil {
				return "" // reading says why
			}
			read = append(read, i, []byte(file), sum)
		}
	}
	text, err := json.Marshal(read)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// settings is the configuration without what decides nothing of what is read, and without
// its secrets.
func settings(cfg *Config) any {
	c := *cfg
	c.Stdin, c.Workers, c.Salt, c.Serve, c.Publish = nil, 0, "", Serve{}, nil
	return []any{c, c.allKinds()}
}

// executable tells the program from others of the same version, as builds from source are.
func executable() []any {
	path, err := os.Executable()
	if err != nil {
		return nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil
	}
	return []any{info.Size(), info.ModTime()}
}

// hashOfContent is the hash of a file of at most so many bytes.
func hashOfContent(ctx context.Context, path string, most int64) (string, error) {
	f, err := messages.OpenFile(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > most {
		return "", errors.Join(err, fs.ErrInvalid)
	}
	sum := sha256.New()
	for {
		switch _, err := io.CopyN(sum, f, 16<<20); {
		case err == io.EOF:
			return hex.EncodeToString(sum.Sum(nil)), nil
		case err != nil || ctx.Err() != nil:
			return "", errors.Join(err, ctx.Err())
		}
	}
}

package arrivals

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// nights are a ledger that files are taken into, one after the other.
type nights struct {
	t    *testing.T
	dir  string
	book *ledger.Ledger
}

func newNights(t *testing.T) *nights {
	t.Helper()
	dir := t.TempDir()
	book, err := ledger.Open(filepath.Join(dir, "ledger"))
	if err != nil {
		t.Fatal(err)
	}
	return &nights{t, dir, book}
}

// kept is what is known of the sources.
func (n *nights) kept() map[string]KeptReading {
	n.t.Helper()
	kept, err := Readings(filepath.Join(n.dir, "ledger"))
	if err != nil {
		n.t.Fatal(err)
	}
	return kept
}

// write writes a file of rows.
func (n *nights) write(name, header string, rows int, row func(i int) string) string {
	n.t.Helper()
	lines := []string{header}
	for i := range rows {
		lines = append(lines, row(i))
	}
	file := filepath.Join(n.dir, name)
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		n.t.Fatal(err)
	}
	return file
}

// read takes a file in as a night does. It answers what was noted, and the questions that stop
// the night, in Danish.
func (n *nights) read(rules Rules, cfg source.Config, files ...string) (notes []source.Note, asked []messages.Key, text string) {
	n.t.Helper()
	kept := n.kept()
	cfg.Files, cfg.Readings = files, map[string]source.Reading{}
	for name, r := range kept {
		cfg.Readings[name] = r.Reading
	}
	batch, err := source.Read(n.t.Context(), cfg)
	var v Verdict
	if err == nil {
		v, err = rules.Judge(n.book, batch, kept)
		if fault := Wait(n.book, v.Refused, kept); fault != nil {
			n.t.Fatal(fault)
		}
	}
	if err != nil {
		return nil, keysOf(err), messages.Danish.Error(err)
	}
	brought, err := Brought(batch, kept)
	if err == nil {
		_, err = n.book.Take(n.t.Context(), brought, nil)
	}
	if err == nil {
		err = Keep(n.book, batch.Files, kept)
	}
	if err != nil {
		n.t.Fatal(err)
	}
	return append(v.Changes, v.Notes...), nil, ""
}

// keysOf are the keys of all messages that are joined in err.
func keysOf(err error) (keys []messages.Key) {
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range all.Unwrap() {
			keys = append(keys, keysOf(e)...)
		}
		return keys
	}
	var fault *messages.Error
	if errors.As(err, &fault) {
		keys = append(keys, fault.Key)
	}
	return keys
}

// comment is what customer i wrote, in words that are its own.
func comment(i int) string {
	return fmt.Sprintf("ventede %d gange på svar om sag nr %d", i%4+2, 7000+i)
}

// dayOf is a day of 2026, counted from 0.
func dayOf(i int) string { return time.Date(2026, 1, 1+i, 0, 0, 0, 0, time.UTC).Format("2006-01-02") }

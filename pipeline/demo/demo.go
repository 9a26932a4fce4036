// Package demo invents a Danish bank's customer survey with its gold labels, to
// try the program on and to measure it by. Every sentence is built by a grammar
// (the files under grammar), every person, number and branch is made up, and
// what each theme does to the score is known, because it was put there.
package demo

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// The files that Write makes.
const (
	SurveyFile = "survey.csv" // what a bank would export: ";" between columns, UTF-8, Danish headers
	GoldFile   = "gold.tsv"   // what is true of each comment, piece by piece
	TruthFile  = "truth.json" // the Summary: what was planted
)

// Header is the first line of the survey.
var Header = []string{"Id", "Besvaret tidspunkt", "Kundenummer", "Score", "Kommentar", "Kontaktpunkt", "Afdeling",
	"Kundetype", "Aldersgruppe", "Rådgiver"}

// GoldHeader is the first line of the gold file. A comment has one line for
// each piece, numbered from 1; a response without a comment has one line with
// piece 0. Facts are name=value, parted by "; ".
var GoldHeader = []string{"id", "piece", "theme", "polarity", "language", "facts", "text"}

// A Config says how large a survey to invent.
type Config struct {
	Rows int    // at least 1; includes the rows made to be rejected
	Seed uint64 // equal rows and seed give equal bytes
}

// Write invents a survey and puts its three files into dir, which is made if
// need be. Files and directory are readable by their owner only, as a real
// survey's would be. Memory does not grow with the rows. When ctx ends or a
// file cannot be written, the files there before are left as they were.
func Write(ctx context.Context, dir string, cfg Config) (Summary, error) {
	if cfg.Rows < 1 {
		return Summary{}, fmt.Errorf("demo: %d rows: want at least 1", cfg.Rows)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Summary{}, err
	}
	var sum Summary
	err := replaceFiles(dir, []string{SurveyFile, GoldFile, TruthFile}, func(w []io.Writer) (err error) {
		if sum, err = invent(ctx, w[0], w[1], cfg); err != nil {
			return err
		}
		enc := json.NewEncoder(w[2])
		enc.SetIndent("", "  ")
		return enc.Encode(sum)
	})
	return sum, err
}

// replaceFiles writes the named files of dir through temporary ones beside
// them, so that a reader finds the old file or the new one, never half of
// either.
func replaceFiles(dir string, names []string, write func([]io.Writer) error) (err error) {
	files, writers := make([]*os.File, len(names)), make([]io.Writer, len(names))
	defer func() {
		for _, f := range files {
			if f != nil && err != nil {
				f.Close()
				os.Remove(f.Name())
			}
		}
	}()
	for i, name := range names {
		// CreateTemp makes files with mode 0600.
		if files[i], err = os.CreateTemp(dir, "."+name+"-*"); err != nil {
			return err
		}
		writers[i] = files[i]
	}
	if err := write(writers); err != nil {
		return err
	}
	for _, f := range files {
		if err := cmp.Or(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	for i, name := range names {
		if err := os.Rename(files[i].Name(), filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

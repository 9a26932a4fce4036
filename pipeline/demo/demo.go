// Package demo invents a Danish bank's customer survey with its gold labels, to
// try the program on and to measure it by. Every sentence is built by a grammar
// (the files under grammar), every person, number and branch is made up, and
// what each theme does to the score is known, because it was put there.
package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"stemme/pipeline/atomicfile"
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

// replaceFiles writes the named files of dir together, each whole or not at all.
// open are those of the first names that are open already.
func replaceFiles(dir string, names []string, write func([]io.Writer) error, open ...io.Writer) error {
	if len(open) == len(names) {
		return write(open)
	}
	return atomicfile.Write(filepath.Join(dir, names[len(open)]), 0o600, func(w io.Writer) error {
		return replaceFiles(dir, names, write, append(open, w)...)
	})
}

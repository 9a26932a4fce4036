// Package source reads survey files into responses.
//
// A file may be CSV in any of its dialects, XLSX, JSON Lines or Parquet, in any
// of the character sets that Danish surveys come in; what it is, and what each
// of its columns means, is recognised and reported. A row that cannot be read
// costs itself only and is named by file, row, column and reason; a file that
// cannot be read stops the whole call.
package source

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a bare machine knows Europe/Copenhagen too

	"stemme/models"
	"stemme/pipeline/messages"
)

// Config says what to read and what is known about it beforehand. Only Files or
// Inputs must be set.
type Config struct {
	// Files holds paths and globs. A glob must match something.
	Files []string
	// Inputs are contents that came otherwise, in any format that a file may have.
	Inputs []Input
	// Name is the source's name; "" takes it from the name of each file, so that
	// survey-2026-11-21.csv and survey-2026-11-22.csv are both "survey".
	Name string
	// Columns says which header a field is under: one of Fields, in English or
	// Danish, "rating:NAME", or any other word, which then names a segment. A field mapped to "" is not
	// in the file. A header that a file lacks stops the call.
	Columns map[string]string
	// MayBeEmpty lets a file without rows, and a glob without a match, pass as no news
	// (Batch.Empty); else they are errors.
	MayBeEmpty bool
	// Persons are headers of columns that name the organisation's own people.
	// They are dropped at the door, as are those recognised as such.
	Persons []string
	// Scale is as models.ParseScale reads it; "" has it recognised by file.
	Scale string
	// Language is that of responses that do not state one; "" and "auto" leave it
	// open.
	Language string
	// Location is where times without a zone were written; nil is
	// Europe/Copenhagen.
	Location *time.Location
	// Mask is applied to the texts that go into the id of a response that has
	// none, so that the id betrays nothing that is masked later. nil is no mask.
	Mask func(string) string
	// MaskName is applied to what is no answer and is kept and shown: the headers of a file, its
	// name, and that of the source which comes of it. nil is no mask.
	MaskName func(string) string
	// DateOrder is DayFirst, MonthFirst or YearFirst where the dates of the source are known to
	// be written so; "" has it recognised.
	DateOrder string
	// Delimiter is the sign between the cells of a CSV file, as ParseDelimiter reads it; ""
	// has it recognised by file.
	Delimiter string
	// Today is the day after which, but for one, no customer can have answered; the
	// zero time leaves that open.
	Today time.Time
	// Sample bounds how much of each file is read, in bytes, to say quickly what a
	// large file is like; 0 reads all of it.
	Sample int
	// Unpacked is how many bytes a file may hold, unpacked, and its cells may take in
	// memory; 0 is DefaultUnpacked.
	Unpacked int64
	// Readings holds by the name of a source what earlier calls recognised of it
	// (Batch.Readings). It is read first: columns of the same header keep their
	// roles, and scale and order of dates hold unless the files prove others.
	// What then differs is for Differences to say.
	Readings map[string]Reading
	// Withdrawn says whether the file of a source with a content was taken back: it is
	// not read again (Batch.Withdrawn). nil is for none.
	Withdrawn func(source, sha256 string) bool
	// Renamed is what a source is called now, by a name that it has or had, and FirstCalled what
	// it was called when the first of its responses came. nil is for sources that nobody renamed.
	Renamed, FirstCalled func(name string) string
	// Sources are the names of sources that other calls of the night have read: a file whose name is
	// but written otherwise is of one of them.
	Sources []string
	// People says of a column whether its values are people, by its header and up
	// to about a thousand of its distinct values. Such a column is dropped at the
	// door. nil leaves that to the header.
	People func(header string, values []string) People

	together []string // the files that are read in one call
}

// An Input is what came without a file, and what it is called in messages and
// reports; its source is named for it unless Config.Name is.
type Input struct {
	Name    string
	Data    []byte
	Nothing messages.Key // what it means that there is no data: source_empty, or another of the messages that nothing knows
}

// A People says whose names, initials or logins a column holds.
type People uint8

// What a column may hold. A column of which it is unclear is no segment.
const (
	Nobody People = iota
	Staff
	Customers
	Unclear
)

// Fields are the names that Config.Columns gives a meaning of its own.
var Fields = []string{"id", "score", "comment", "title", "time", "touchpoint",
	"stage", "unit", "customer", "language", "person", "finished"}

// A Batch is what was read. For every file and so for all of them, the rows
// read are those accepted, those rejected, and those that a later row with the
// same id stands in for.
type Batch struct {
	Responses []models.Response // by file as named, then by row; Customer is still the raw key
	Rejects   []Reject          // in the same order: rows, and cells of rows that were accepted without them
	Files     []FileReport
	Empty     []string // files and globs that hold nothing, where that may be
	Withdrawn []Withdrawn
	Readings  []Reading // what was recognised, one for each source, by its name
	ToCome    bool      // whether a date was met that lies after Config.Today: the same files may be read otherwise on another day
	Contents  Contents
}

// Contents are the SHA-256 in hex of what was read of files, by path as named; "" where that
// was not all of one.
type Contents map[string]string

// add adds what was read of a file. One that was read twice must not have changed between.
func (c *Contents) add(path, sum string) {
	if *c == nil {
		*c = Contents{}
	}
	if before, twice := (*c)[path]; twice && before != sum {
		sum = ""
	}
	(*c)[path] = sum
}

// A Withdrawn is a file that was not read, since it was taken back.
type Withdrawn struct {
	Source string
	File   string // as it is shown
	Path   string // as it was named
}

// Rows is how many rows were read, accepted or not; a blank row is none.
func (b *Batch) Rows() int {
	n := 0
	for i := range b.Files {
		n += b.Files[i].Rows()
	}
	return n
}

// RejectedRows is how many rows were rejected whole.
func (b *Batch) RejectedRows() int {
	n := 0
	for i := range b.Files {
		n += b.Files[i].Rejected
	}
	return n
}

// A Note is a message of the catalogue with what it is about. It never holds
// comment text.
type Note struct {
	Key  messages.Key
	Args []any
}

// Text is the note in lang.
func (n Note) Text(lang messages.Lang) string { return lang.Text(n.Key, n.Args...) }

func note(key messages.Key, args ...any) Note { return Note{key, args} }

// Read reads every file of cfg. Its error is ctx.Err() or a messages.Error that
// names the file, and the column where one is at fault; with an error nothing
// is read from any file.
func Read(ctx context.Context, cfg Config) (Batch, error) {
	if cfg.Location == nil {
		loc, err := time.LoadLocation("Europe/Copenhagen")
		if err != nil {
			return Batch{}, messages.Wrap(err, "source_no_location")
		}
		cfg.Location = loc
	}
	if cfg.Language != "" && cfg.Language != "auto" && languageOf(cfg.Language) == "" {
		return Batch{}, messages.Errorf("source_language", cfg.Language)
	}
	var scale *models.Scale
	if cfg.Scale != "" {
		sc, err := models.ParseScale(cfg.Scale)
		if err != nil {
			return Batch{}, messages.Errorf("source_scale", cfg.Scale)
		}
		scale = &sc
	}
	var batch Batch
	files, err := batch.expand(cfg)
	if err != nil {
		return Batch{}, err
	}
	cfg.together = files
	for _, file := range files {
		sh, err := open(ctx, file, cfg)
		if err == nil {
			err = batch.add(ctx, sh, cfg, scale)
		}
		if err := batch.passed(cfg, cfg.shown(file), err); err != nil {
			return Batch{}, cfg.hideIn(err, file)
		}
	}
	for _, in := range cfg.Inputs {
		sh, err := in.sheet(ctx, cfg)
		if err == nil {
			err = batch.add(ctx, sh, cfg, scale)
		}
		if err := batch.passed(cfg, cfg.shown(in.Name), err); err != nil {
			return Batch{}, cfg.hideIn(err, in.Name)
		}
	}
	return batch, nil
}

// sheet is what the input holds.
func (in Input) sheet(ctx context.Context, cfg Config) (*sheet, error) {
	switch size := int64(len(in.Data)); {
	case size == 0:
		return nil, messages.Errorf(cmp.Or(in.Nothing, "source_empty"), in.Name)
	case size > cfg.unpacked():
		return nil, bounded(errTooLarge, in.Name, &cfg)
	}
	return content{head: in.Data, size: int64(len(in.Data))}.sheet(ctx, in.Name, cfg)
}

// add takes what one file holds into b.
func (b *Batch) add(ctx context.Context, sh *sheet, cfg Config, scale *models.Scale) error {
	tab, plan, err := sh.understand(sh.file, cfg, scale)
	if err == nil {
		err = b.sameName(plan)
	}
	if err != nil {
		return err
	}
	b.ToCome = b.ToCome || plan.toCome
	b.Contents.add(sh.file, sh.sum)
	if cfg.Withdrawn != nil && cfg.Withdrawn(plan.source, sh.sum) {
		b.Withdrawn = append(b.Withdrawn, Withdrawn{plan.source, plan.file, sh.file})
		return nil
	}
	h, err := plan.responses(ctx, tab)
	if err != nil {
		return err
	}
	b.Responses = joined(b.Responses, h.responses)
	b.Rejects = joined(b.Rejects, h.rejects)
	report := plan.report(sh, tab, &h)
	report.Reading = plan.reading(sh, &h)
	b.Files = append(b.Files, report)
	b.Remember(report.Reading)
	b.ToCome = b.ToCome || plan.toCome
	return nil
}

// joined is a and b behind it; b itself where a holds nothing, since most calls read one
// file and a million responses are not copied for nothing.
func joined[T any](a, b []T) []T {
	if len(a) == 0 {
		return b
	}
	return slices.Concat(a, b)
}

// Add appends what was read of other files.
func (b *Batch) Add(other Batch) {
	b.Responses = joined(b.Responses, other.Responses)
	b.Rejects = joined(b.Rejects, other.Rejects)
	b.Files = append(b.Files, other.Files...)
	for _, r := range other.Readings {
		b.Remember(r)
	}
	b.Empty = append(b.Empty, other.Empty...)
	b.Withdrawn = append(b.Withdrawn, other.Withdrawn...)
	for path, sum := range other.Contents {
		b.Contents.add(path, sum)
	}
	b.ToCome = b.ToCome || other.ToCome
}

// Remember adds what was recognised of a file to the reading of its source.
func (b *Batch) Remember(r Reading) {
	i, known := slices.BinarySearchFunc(b.Readings, r.Source, func(have Reading, name string) int { return strings.Compare(have.Source, name) })
	if known {
		b.Readings[i] = b.Readings[i].Join(r)
		return
	}
	b.Readings = slices.Insert(b.Readings, i, r)
}

// understand finds the header of sh and what its columns mean.
func (sh *sheet) understand(file string, cfg Config, scale *models.Scale) (*table, *plan, error) {
	tab, err := sh.table(file, cfg)
	if err != nil {
		return nil, nil, err
	}
	plan, err := recognise(tab, file, cfg, scale)
	return tab, plan, err
}

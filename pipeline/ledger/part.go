package ledger

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/parquet-go/parquet-go"

	"stemme/models"
	"stemme/pipeline/messages"
)

// formVersion is the form of a part; a part of any other is refused, since what
// an older program does not know of it would drop.
const formVersion = "1"

// Keys of a part's metadata.
const (
	keyForm     = "stemme_ledger"
	keyComplete = "complete" // "true": all parts before this one are superseded
	keyHash     = "sha256"   // Hash of the part's responses; Parquet's own checksums leave page headers out
)

// A part is the content of one file.
type part struct {
	responses []models.Response
	complete  bool
}

// A row is a response on disk. Pointers tell nothing from 0: parquet-go's own
// optional would turn a score of 0 into NULL.
type row struct {
	Source     string       `parquet:"source,dict"`
	ID         string       `parquet:"id,plain"`
	Customer   string       `parquet:"customer,plain"`
	At         *int64       `parquet:"at,optional,timestamp(microsecond)"`
	Day        *int32       `parquet:"day,optional,date"`
	Score      *int32       `parquet:"score,optional"`
	Low        int32        `parquet:"scale_low"`
	High       int32        `parquet:"scale_high"`
	Passive    int32        `parquet:"scale_passive"`
	Promoter   int32        `parquet:"scale_promoter"`
	Title      string       `parquet:"title,plain"`
	Comment    string       `parquet:"comment,plain"`
	Touchpoint string       `parquet:"touchpoint,dict"`
	Stage      string       `parquet:"stage,dict"`
	Unit       string       `parquet:"unit,dict"`
	Language   string       `parquet:"language,dict"`
	Segments   []segmentRow `parquet:"segments"`
	Ratings    []ratingRow  `parquet:"ratings"`
}

type segmentRow struct {
	Name  string `parquet:"name,dict"`
	Value string `parquet:"value,dict"`
}

type ratingRow struct {
	Name  string `parquet:"name,dict"`
	Score *int32 `parquet:"score,optional"`
}

func (l *Ledger) path(name string) string { return filepath.Join(l.dir, name) }

const partPattern = "part-%06d.parquet"

// partNames lists the parts in dir in the order written.
func partNames(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, messages.FileFault(err, dir)
	}
	var names []string
	for _, e := range entries {
		if _, err := fmt.Sscanf(e.Name(), partPattern, new(int)); err == nil && filepath.Ext(e.Name()) == ".parquet" {
			names = append(names, e.Name())
		}
	}
	slices.SortFunc(names, func(a, b string) int { return number(a) - number(b) })
	return names, nil
}

func number(name string) int {
	var n int
	fmt.Sscanf(name, partPattern, &n)
	return n
}

func (l *Ledger) nextPart() string {
	n := 1
	if len(l.parts) > 0 {
		n = number(l.parts[len(l.parts)-1]) + 1
	}
	return fmt.Sprintf(partPattern, n)
}

// compact writes all that is valid into one complete part and deletes the parts
// before it. A crash in between leaves parts that the complete one supersedes.
func (l *Ledger) compact() error {
	name := l.nextPart()
	if err := writePart(l.path(name), part{l.Responses(), true}); err != nil {
		return err
	}
	for _, old := range l.parts {
		if err := os.Remove(l.path(old)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return messages.FileFault(err, l.path(old))
		}
	}
	l.parts, l.stale = []string{name}, false
	return syncFolder(l.dir)
}

// writePart writes a part as a new file.
func writePart(path string, p part) error {
	return replaceFile(path, func(w io.Writer) error {
		out := parquet.NewGenericWriter[row](w,
			parquet.CreatedBy("stemme", formVersion, "0"),
			parquet.DataPageVersion(1),
			parquet.Compression(&parquet.Snappy),
			parquet.MaxRowsPerRowGroup(131072),
			parquet.SkipPageBounds("comment"), parquet.SkipPageBounds("title"),
			parquet.KeyValueMetadata(keyForm, formVersion),
			parquet.KeyValueMetadata(keyComplete, fmt.Sprint(p.complete)),
			parquet.KeyValueMetadata(keyHash, Hash(p.responses)))
		for some := range slices.Chunk(p.responses, 1024) {
			rows := make([]row, len(some))
			for i := range some {
				rows[i] = rowOf(&some[i])
			}
			if _, err := out.Write(rows); err != nil {
				return err
			}
		}
		return out.Close()
	})
}

// readPart reads what writePart has written.
func readPart(path string) (p part, err error) {
	f, err := os.Open(path)
	if err != nil {
		return part{}, messages.FileFault(err, path)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return part{}, messages.FileFault(err, path)
	}
	defer func() {
		// parquet-go panics on some damaged pages instead of returning an error.
		if fault := recover(); fault != nil {
			p, err = part{}, messages.Errorf("ledger_damaged", path)
		}
	}()
	file, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		return part{}, messages.Wrap(err, "ledger_damaged", path)
	}
	if form, _ := file.Lookup(keyForm); form != formVersion {
		return part{}, messages.Errorf("ledger_version", path, form, formVersion)
	}
	complete, _ := file.Lookup(keyComplete)
	p.complete = complete == "true"
	if p.responses, err = readRows(file); err != nil {
		return part{}, messages.Wrap(err, "ledger_damaged", path)
	}
	if want, _ := file.Lookup(keyHash); Hash(p.responses) != want {
		return part{}, messages.Errorf("ledger_damaged", path)
	}
	return p, nil
}

func readRows(file *parquet.File) ([]models.Response, error) {
	in := parquet.NewGenericReader[row](file)
	defer in.Close()
	responses := make([]models.Response, 0, in.NumRows())
	rows := make([]row, 1024)
	for {
		n, err := in.Read(rows)
		for i := range rows[:n] {
			responses = append(responses, rows[i].response())
			rows[i] = row{}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	if int64(len(responses)) != in.NumRows() {
		return nil, fmt.Errorf("%d rows, want %d", len(responses), in.NumRows())
	}
	return responses, nil
}

func rowOf(r *models.Response) row {
	out := row{
		Source: r.Source, ID: r.ID, Customer: r.Customer, Score: known(r.Score),
		Low: int32(r.Scale.Low), High: int32(r.Scale.High), Passive: int32(r.Scale.Passive), Promoter: int32(r.Scale.Promoter),
		Title: r.Title, Comment: r.Comment, Touchpoint: r.Touchpoint, Stage: r.Stage, Unit: r.Unit, Language: string(r.Language),
	}
	if !r.At.IsZero() {
		at := r.At.UnixMicro()
		out.At = &at
	}
	if r.Day != models.NoDay {
		day := int32(r.Day)
		out.Day = &day
	}
	for _, s := range r.Segments {
		out.Segments = append(out.Segments, segmentRow{s.Name, s.Value})
	}
	for _, s := range r.Ratings {
		out.Ratings = append(out.Ratings, ratingRow{s.Name, known(s.Score)})
	}
	return out
}

func (r *row) response() models.Response {
	out := models.Response{
		Source: r.Source, ID: r.ID, Customer: r.Customer, Day: models.NoDay, Score: scoreOf(r.Score),
		Scale: models.Scale{Low: int(r.Low), High: int(r.High), Passive: int(r.Passive), Promoter: int(r.Promoter)},
		Title: r.Title, Comment: r.Comment, Touchpoint: r.Touchpoint, Stage: r.Stage, Unit: r.Unit, Language: models.Language(r.Language),
	}
	if r.At != nil {
		out.At = time.UnixMicro(*r.At).UTC()
	}
	if r.Day != nil {
		out.Day = models.Day(*r.Day)
	}
	for _, s := range r.Segments {
		out.Segments = append(out.Segments, models.Segment{Name: s.Name, Value: s.Value})
	}
	for _, s := range r.Ratings {
		out.Ratings = append(out.Ratings, models.Rating{Name: s.Name, Score: scoreOf(s.Score)})
	}
	return out
}

func known(s models.Score) *int32 {
	n, ok := s.Value()
	if !ok {
		return nil
	}
	value := int32(n)
	return &value
}

func scoreOf(value *int32) models.Score {
	if value == nil {
		return models.Score{}
	}
	return models.ScoreOf(int(*value))
}

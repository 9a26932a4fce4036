package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"

	"stemme/models"
	"stemme/pipeline/messages"
)

// The folder of a ledger:
//
//	head.json, head-copy.json       what the folder holds, see head
//	salt                            in hex: customers and erased keys are hashed with it
//	erased.txt                      what never comes back, see erasedFile
//	masking                         by which rules texts are masked, see Masking; absent where an earlier version masked them
//	names.json                      how sources were renamed, see Names; absent where none was
//	readings/SOURCE.json            what was recognised of a source, see the reading in package source
//	part-000001-SHA256[:16].parquet the first responses accepted
//	part-000002-…                   what came later: new responses and new versions, each of them whole
//
// A part is a Parquet file, one row a response, ordered by (source, id):
//
//	source, id       string     the key: what joins a response over parts
//	customer         string     salted hash, "" where it is not known
//	at, day          µs UTC, date; NULL where not known; day is the day where the response was given
//	score            int32, NULL for no answer
//	scale_low, scale_high, scale_passive, scale_promoter   int32: the scale that score is on
//	title, comment, touchpoint, stage, unit, language      string, "" where not known
//	asks             int32: what the question of the comment asks for, 1 what was good, 2 what is missing, 0 neither
//	segments         list of (name, value), answers list of (question, text), ratings list of (name, score)
//	delivery         int32: the number of the delivery that brought it, 0 for one that is not remembered
//
// Where an earlier version of a response is remembered too, its row stands before that of
// the valid one. The part's metadata hold stemme_ledger (the form), previous (the SHA-256
// of the part before it: a chain), of a part that replaces all before it complete, and
// its deliveries, with what each brought that was there already.

// formVersion is the form of a part; a part of a later one is refused, since
// what this program does not know of it would drop.
const formVersion = "5"

// olderForms are the forms of earlier versions, which were written before there
// was a head; chainedForms are those since. Those before the last are read, and written
// anew at the next change. Form 1 lacks the answers, form 3 and those before it the
// deliveries, form 4 and those before it what the comment's question asks for.
var (
	olderForms   = []string{"1", "2"}
	chainedForms = []string{"3", "4", formVersion}
)

// Keys of a part's metadata.
const (
	keyForm     = "stemme_ledger"
	keyComplete = "complete" // "true": all parts before this one are superseded
	keyPrevious = "previous" // SHA-256 of the part before it, "" for none

	keyDeliveries = "deliveries" // as JSON, see deliveryNote
	keyClaims     = "claims-"    // and the number of a delivery: see writeClaims
)

// A part is the content of one file.
type part struct {
	versions []version // in the order of their keys, of each the valid one last
	complete bool
	form     string
	previous string // SHA-256 of the part before it in hex, "" for none

	deliveries []Delivery
	claims     map[int]string // by their numbers
	delivered  int            // the highest number that was given until then
}

// A deliveryNote is what a part says of deliveries.
type deliveryNote struct {
	Delivered  int        `json:"delivered"`
	Deliveries []Delivery `json:"deliveries"`
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
	Asks       int32        `parquet:"asks"`
	Touchpoint string       `parquet:"touchpoint,dict"`
	Stage      string       `parquet:"stage,dict"`
	Unit       string       `parquet:"unit,dict"`
	Language   string       `parquet:"language,dict"`
	Segments   []segmentRow `parquet:"segments"`
	Ratings    []ratingRow  `parquet:"ratings"`
	Answers    []answerRow  `parquet:"answers"`
	Delivery   int32        `parquet:"delivery"`
}

type segmentRow struct {
	Name  string `parquet:"name,dict"`
	Value string `parquet:"value,dict"`
}

type answerRow struct {
	Question string `parquet:"question,dict"`
	Text     string `parquet:"text,plain"`
}

type ratingRow struct {
	Name  string `parquet:"name,dict"`
	Score *int32 `parquet:"score,optional"`
}

func (l *Ledger) path(name string) string { return filepath.Join(l.dir, name) }

// A part is called by its number and the first 16 digits of its SHA-256, so that
// damage is seen before anything in it is believed: parquet-go follows lengths
// in damaged pages out of its own memory, and Parquet's checksums leave the
// page headers out.
const (
	partName   = "part-%06d-%s.parquet"
	nameDigits = 16
)

var partForm = regexp.MustCompile(`^part-([0-9]{6,12})-([0-9a-f]{16})\.parquet$`)

func number(name string) int {
	n, err := strconv.Atoi(partForm.FindStringSubmatch(name)[1])
	if err != nil {
		panic("ledger: " + err.Error()) // twelve digits fit an int
	}
	return n
}

// writePart writes p as the next part; c is what else changes with it.
func (l *Ledger) writePart(p part, c change) error {
	n := 1
	if l.head.Last != "" {
		n = number(l.head.Last) + 1
	}
	p.previous = l.head.hash(l.head.Last)
	c.write = func(w io.Writer) (string, error) {
		sum := sha256.New()
		err := encode(io.MultiWriter(w, sum), p)
		return fmt.Sprintf(partName, n, hex.EncodeToString(sum.Sum(nil))[:nameDigits]), err
	}
	_, err := l.commit(c)
	return err
}

// compact writes all that is valid into one complete part and deletes the parts
// before it.
func (l *Ledger) compact() error { return l.compactBy(change{erased: l.head.Erased}) }

// compactBy is compact, with what else changes.
func (l *Ledger) compactBy(c change) error {
	l.forgetOld(time.Now())
	all := part{complete: true, deliveries: l.deliveries, claims: l.claims, delivered: l.delivered, versions: make([]version, 0, len(l.responses))}
	for _, k := range l.keys() {
		all.versions = append(append(all.versions, l.former[k]...), l.responses[k])
	}
	c.gone, c.responses = l.head.parts(), len(l.responses)
	if err := l.writePart(all, c); err != nil {
		return err
	}
	l.stale = false
	return nil
}

// encode writes p as Parquet.
func encode(w io.Writer, p part) error {
	note, err := json.Marshal(deliveryNote{p.delivered, p.deliveries})
	if err != nil {
		return err
	}
	options := []parquet.WriterOption{
		parquet.CreatedBy("stemme", formVersion, "0"),
		parquet.DataPageVersion(1),
		parquet.Compression(&parquet.Snappy),
		parquet.MaxRowsPerRowGroup(131072),
		parquet.SkipPageBounds("comment"), parquet.SkipPageBounds("title"), parquet.SkipPageBounds("answers", "text"),
		parquet.KeyValueMetadata(keyForm, formVersion),
		parquet.KeyValueMetadata(keyPrevious, p.previous),
		parquet.KeyValueMetadata(keyComplete, fmt.Sprint(p.complete)),
		parquet.KeyValueMetadata(keyDeliveries, string(note)),
	}
	for _, n := range slices.Sorted(maps.Keys(p.claims)) {
		options = append(options, parquet.KeyValueMetadata(keyClaims+strconv.Itoa(n), p.claims[n]))
	}
	out := parquet.NewGenericWriter[row](w, options...)
	for some := range slices.Chunk(p.versions, 1024) {
		rows := make([]row, len(some))
		for i := range some {
			rows[i] = rowOf(&some[i].Response)
			rows[i].Delivery = some[i].delivery
		}
		if _, err := out.Write(rows); err != nil {
			return err
		}
	}
	return out.Close()
}

// openPart opens what writePart has written.
func openPart(path string) (*parquet.File, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, messages.FileFault(err, path)
	}
	if want := partForm.FindStringSubmatch(filepath.Base(path))[2]; hashOfText(data)[:nameDigits] != want {
		return nil, messages.Errorf("ledger_damaged", path)
	}
	file, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	return file, messages.Wrap(err, "ledger_damaged", path)
}

// formOf is the form of a part; that of one that cannot be opened is not known,
// and "".
func formOf(path string) string {
	file, err := openPart(path)
	if err != nil {
		return ""
	}
	form, _ := file.Lookup(keyForm)
	return form
}

// readPart reads what writePart has written.
func readPart(path string) (p part, err error) {
	file, err := openPart(path)
	if err != nil {
		return part{}, err
	}
	if p.form, _ = file.Lookup(keyForm); !slices.Contains(olderForms, p.form) && !slices.Contains(chainedForms, p.form) {
		return part{}, messages.Errorf("ledger_version", path, p.form, formVersion)
	}
	if p.versions, err = readRows(file); err == nil {
		err = p.readDeliveries(file)
	}
	if err != nil {
		return part{}, messages.Wrap(err, "ledger_damaged", path)
	}
	complete, _ := file.Lookup(keyComplete)
	p.complete = complete == "true"
	p.previous, _ = file.Lookup(keyPrevious)
	return p, nil
}

// readDeliveries reads what a part says of deliveries; earlier forms say nothing.
func (p *part) readDeliveries(file *parquet.File) error {
	text, told := file.Lookup(keyDeliveries)
	if !told {
		return nil
	}
	var note deliveryNote
	if err := json.Unmarshal([]byte(text), &note); err != nil {
		return err
	}
	p.deliveries, p.delivered, p.claims = note.Deliveries, note.Delivered, map[int]string{}
	for _, d := range p.deliveries {
		if claims, ok := file.Lookup(keyClaims + strconv.Itoa(d.Number)); ok {
			p.claims[d.Number] = claims
		}
	}
	return nil
}

func readRows(file *parquet.File) ([]version, error) {
	in := parquet.NewGenericReader[row](file)
	defer in.Close()
	versions := make([]version, 0, in.NumRows())
	rows := make([]row, 1024)
	for {
		n, err := in.Read(rows)
		for i := range rows[:n] {
			versions = append(versions, version{rows[i].response(), rows[i].Delivery})
			rows[i] = row{}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	if int64(len(versions)) != in.NumRows() {
		return nil, fmt.Errorf("%d rows, want %d", len(versions), in.NumRows())
	}
	return versions, nil
}

func rowOf(r *models.Response) row {
	out := row{
		Source: r.Source, ID: r.ID, Customer: r.Customer, Score: known(r.Score),
		Low: int32(r.Scale.Low), High: int32(r.Scale.High), Passive: int32(r.Scale.Passive), Promoter: int32(r.Scale.Promoter),
		Title: r.Title, Comment: r.Comment, Asks: int32(r.Asks), Touchpoint: r.Touchpoint, Stage: r.Stage, Unit: r.Unit, Language: string(r.Language),
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
	for _, a := range r.Answers {
		out.Answers = append(out.Answers, answerRow(a))
	}
	return out
}

func (r *row) response() models.Response {
	out := models.Response{
		Source: r.Source, ID: r.ID, Customer: r.Customer, Day: models.NoDay, Score: scoreOf(r.Score),
		Scale: models.Scale{Low: int(r.Low), High: int(r.High), Passive: int(r.Passive), Promoter: int(r.Promoter)},
		Title: r.Title, Comment: r.Comment, Asks: models.Ask(r.Asks), Touchpoint: r.Touchpoint, Stage: r.Stage, Unit: r.Unit, Language: models.Language(r.Language),
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
	for _, a := range r.Answers {
		out.Answers = append(out.Answers, models.Answer(a))
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

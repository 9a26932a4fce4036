package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/privacy"
	"stemme/pipeline/source"
)

// What was recognised of a source is kept in these folders of the ledger; what
// differed from it, in the other, until somebody says yes.
const (
	readingsFolder = "readings"
	refusedFolder  = "readings/refused"
)

// A KeptReading is what was recognised of a source, as it is kept.
type KeptReading struct {
	source.Reading
	Changed map[string]string `json:"changed,omitempty"` // header: new or gone, when the reading last changed
	Waiting []Waiting         `json:"waiting,omitempty"` // what later nights recognised, and nobody has accepted
}

// fileNameMost is how long the name of a file may be on common file systems, in bytes.
const fileNameMost = 255

// readingFile is where the reading of a source is kept: under its name, escaped, of
// which the beginning and a hash stand where no file can be called so.
func readingFile(folder, name string) string {
	const ending = ".json"
	file := url.PathEscape(name)
	if strings.HasPrefix(file, ".") {
		file = "%2E" + file[1:]
	}
	if len(file)+len(ending) > fileNameMost {
		sum := sha256.Sum256([]byte(name))
		file = file[:100] + "-" + hex.EncodeToString(sum[:])
	}
	return folder + "/" + file + ending
}

// readings lists what is kept of the sources, by name. It needs no lock: a file
// is replaced whole. A file that cannot be read is as none, so that the source is
// recognised anew.
func readings(data string) (map[string]KeptReading, error) {
	kept := map[string]KeptReading{}
	for _, folder := range []string{readingsFolder, refusedFolder} {
		entries, err := os.ReadDir(filepath.Join(ledgerDir(data), filepath.FromSlash(folder)))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, messages.FileFault(err, ledgerDir(data))
		}
		for _, e := range entries {
			text, err := os.ReadFile(filepath.Join(ledgerDir(data), filepath.FromSlash(folder), e.Name()))
			var r KeptReading
			if err != nil || json.Unmarshal(text, &r) != nil || r.Source == "" {
				continue
			}
			r.hide()
			if folder == refusedFolder {
				was := kept[r.Source]
				if was.Waiting = r.Waiting; len(r.Waiting) == 0 { // as older versions wrote it
					was.Waiting = []Waiting{{Reading: r.Reading}}
				}
				r = was
			}
			if r.Source != "" {
				kept[r.Source] = r
			}
		}
	}
	return kept, nil
}

// hide takes personal data out of the headers that an earlier version kept.
func (r *KeptReading) hide() {
	r.Hide(privacy.MaskShort)
	for i := range r.Waiting {
		r.Waiting[i].Reading.Hide(privacy.MaskShort)
	}
	for header, what := range r.Changed {
		if hidden := privacy.MaskShort(header); hidden != header {
			delete(r.Changed, header)
			r.Changed[hidden] = what
		}
	}
}

// before are the readings that the next files are read by.
func before(data string) (map[string]source.Reading, error) {
	kept, err := readings(data)
	all := make(map[string]source.Reading, len(kept))
	for name, r := range kept {
		all[name] = r.Reading
	}
	return all, err
}

// compareReadings refuses a night of which a file differs from what earlier nights
// recognised of its source in what the figures mean, before anything of it is accepted.
// What it recognised is kept apart, so that AcceptReading can say yes to it. The notes
// are what else differs.
func (n *night) compareReadings(book *ledger.Ledger, batch source.Batch, kept map[string]KeptReading) (notes []source.Note, err error) {
	notes, refused, err := n.cfg.differing(book, batch, kept)
	for _, of := range refused {
		f := of.FileReport
		r := kept[f.Source]
		r.Waiting = waitingWith(r.Waiting, f, of.moved)
		kept[f.Source] = r
		if err := writeWaiting(book, f.Source, r.Waiting); err != nil {
			return nil, err
		}
	}
	return notes, err
}

// A refusedFile is one that reads otherwise than its source.
type refusedFile struct {
	*source.FileReport
	moved []Moved
}

// differing compares what was recognised with what is kept: the error says what
// stops a night, refused are the files that it was recognised in, the notes are what
// else differs.
func (cfg *Config) differing(book *ledger.Ledger, batch source.Batch, kept map[string]KeptReading) (notes []source.Note, refused []refusedFile, err error) {
	var faults []error
	for i, responses := range byFile(batch) {
		f := &batch.Files[i]
		was, known := kept[f.Source]
		if !known {
			continue
		}
		breaks, changes := source.Differences(was.Reading, f.Reading)
		for _, n := range changes {
			notes = append(notes, source.Note{Key: "reading_changed", Args: []any{f.Source, n}})
		}
		corrects := corrections(book, responses)
		if cfg.AsCorrection && corrects {
			breaks = slices.DeleteFunc(breaks, source.Note.Lost)
		}
		if len(breaks) == 0 {
			continue
		}
		of := refusedFile{FileReport: f}
		if slices.ContainsFunc(breaks, source.Note.Lost) {
			of.moved = movedColumns(book.Responses(), responses, was, f)
		}
		refused = append(refused, of)
		for _, n := range breaks {
			faults = append(faults, messages.Errorf(n.Key, n.Args...))
		}
		faults = append(faults, movedFaults(of.moved, f)...)
		name, file := messages.Argument(f.Source), messages.Argument(f.File)
		faults = append(faults, messages.Errorf("reading_refused", f.Source, file, name, file, name, file))
		if corrects && slices.ContainsFunc(breaks, source.Note.Gone) && !slices.ContainsFunc(breaks, func(n source.Note) bool { return !n.Lost() }) {
			faults = append(faults, messages.Errorf("reading_corrects", file, file, name))
		}
	}
	return notes, refused, errors.Join(faults...)
}

// readingsOf joins what was recognised of the files of each source, but for files
// that differ from what is kept of it: those were taken in as corrections, and tell
// nothing of the next night.
func readingsOf(files []source.FileReport, kept map[string]KeptReading) []source.Reading {
	var batch source.Batch
	for i := range files {
		if f := &files[i]; reads(f, kept) {
			batch.Remember(f.Reading)
		}
	}
	return batch.Readings
}

// reads says whether what was recognised of a file is kept.
func reads(f *source.FileReport, kept map[string]KeptReading) bool {
	was, known := kept[f.Source]
	if !known {
		return true
	}
	breaks, _ := source.Differences(was.Reading, f.Reading)
	return len(breaks) == 0
}

// keepReadings keeps what was recognised, once it is accepted. A night without
// rows of a source, or one that was read as before, changes nothing. What was
// refused waits for a yes, whatever nights come between.
func keepReadings(book *ledger.Ledger, now []source.Reading, kept map[string]KeptReading) error {
	for _, r := range now {
		was := kept[r.Source]
		next := was.followedBy(r)
		if err := writeReading(book, readingsFolder, next); err != nil {
			return err
		}
		if len(was.Waiting) > 0 {
			if err := writeWaiting(book, r.Source, stillWaiting(was.Waiting, next.Reading)); err != nil {
				return err
			}
		}
	}
	return nil
}

// followedBy is what is kept of a source after a night; the zero KeptReading is of none.
func (r *KeptReading) followedBy(now source.Reading) KeptReading {
	next := KeptReading{Reading: now, Changed: r.Changed}
	if r.Source == "" {
		return next
	}
	next.Reading = r.Next(now)
	if changed := changedColumns(r.Reading, next.Reading); len(changed) > 0 {
		next.Changed = changed
	}
	return next
}

// changedColumns says of each header that only one of two readings has which.
func changedColumns(was, now source.Reading) map[string]string {
	changed := map[string]string{}
	headers := func(r source.Reading) map[string]bool {
		all := map[string]bool{}
		for _, layout := range r.Layouts() {
			for _, c := range layout.Columns {
				all[c.Header] = true
			}
		}
		return all
	}
	before, after := headers(was), headers(now)
	for h := range after {
		if !before[h] {
			changed[h] = "new"
		}
	}
	for h := range before {
		if !after[h] {
			changed[h] = "gone"
		}
	}
	return changed
}

// writeReading writes a reading where it differs from what is there.
func writeReading(book *ledger.Ledger, folder string, r KeptReading) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return writeIfNew(book, readingFile(folder, r.Source), append(text, '\n'))
}

// clearReading empties what is kept of a source in a folder.
func clearReading(book *ledger.Ledger, folder, name string) error {
	file := readingFile(folder, name)
	if !slices.Contains(book.FileNames(folder), file) {
		return nil
	}
	return writeIfNew(book, file, []byte("{}\n"))
}

func writeIfNew(book *ledger.Ledger, file string, text []byte) error {
	if old, err := book.ReadFile(file); err == nil && string(old) == string(text) {
		return nil
	}
	return book.WriteFile(file, text)
}

// SourceReadings are the readings that are kept in a data folder, by the names of
// their sources.
func SourceReadings(data string) ([]KeptReading, error) {
	kept, err := readings(data)
	return sortedReadings(kept), err
}

func sortedReadings(kept map[string]KeptReading) []KeptReading {
	all := make([]KeptReading, 0, len(kept))
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		all = append(all, kept[name])
	}
	return all
}

// readingRows are the rows of what is kept of the sources; kinds are of those that are no
// surveys. Since when a column is read so is the first day of the responses that are there
// now: whoever was erased shows nowhere.
func readingRows(kept map[string]KeptReading, kinds map[string]models.Kind, responses []models.Response) []source.ReadingRow {
	days := map[string][]models.Day{}
	for i := range responses {
		if r := &responses[i]; r.Day != models.NoDay {
			days[r.Source] = append(days[r.Source], r.Day)
		}
	}
	for _, of := range days {
		slices.Sort(of)
	}
	var rows []source.ReadingRow
	for _, r := range sortedReadings(kept) {
		if r.Source != "" {
			rows = append(rows, source.ReadingRows(r.Reading, r.Changed)...)
		}
	}
	for i := range rows {
		r := &rows[i]
		r.Kind = kinds[r.Source]
		if r.Since == models.NoDay {
			continue
		}
		at, _ := slices.BinarySearch(days[r.Source], r.Since)
		if r.Since = models.NoDay; at < len(days[r.Source]) {
			r.Since = days[r.Source][at]
		}
	}
	return rows
}

// hashOfReadings is the hash of what an edition tells of the sources, "" for
// nothing.
func hashOfReadings(rows []source.ReadingRow) string {
	if len(rows) == 0 {
		return ""
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%v", rows))
	return hex.EncodeToString(sum[:])
}

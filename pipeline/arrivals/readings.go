package arrivals

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
	"stemme/pipeline/atomicfile"
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

	// ScaleSure is the number of the source's latest delivery when somebody said which scale it is
	// on; 0 for never. The scores until then are no sign of another one.
	ScaleSure int `json:"scale_sure,omitempty"`
}

// readingFile is where the reading of a source is kept: under its name, escaped, of
// which the beginning and a hash stand where no file can be called so.
func readingFile(folder, name string) string {
	const ending = ".json"
	file := url.PathEscape(name)
	if strings.HasPrefix(file, ".") {
		file = "%2E" + file[1:]
	}
	if len(file)+len(ending) > atomicfile.NameMost {
		sum := sha256.Sum256([]byte(name))
		file = file[:100] + "-" + hex.EncodeToString(sum[:])
	}
	return folder + "/" + file + ending
}

// Readings lists what is kept of the sources in a ledger's folder, by name. It needs no
// lock: a file is replaced whole. A file that cannot be read is as none, so that the source
// is recognised anew.
func Readings(dir string) (map[string]KeptReading, error) {
	kept := map[string]KeptReading{}
	for _, folder := range []string{readingsFolder, refusedFolder} {
		entries, err := os.ReadDir(filepath.Join(dir, filepath.FromSlash(folder)))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, messages.FileFault(err, dir)
		}
		for _, e := range entries {
			text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(folder), e.Name()))
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

// Wait keeps what was recognised of refused files apart, so that somebody can say yes to
// it.
func Wait(book *ledger.Ledger, refused []RefusedFile, kept map[string]KeptReading) error {
	for _, of := range refused {
		f := of.FileReport
		r := kept[f.Source]
		r.Waiting = waitingWith(r.Waiting, f, of.moved)
		kept[f.Source] = r
		if err := writeWaiting(book, f.Source, r.Waiting); err != nil {
			return err
		}
	}
	return nil
}

// A RefusedFile is one that reads otherwise than its source.
type RefusedFile struct {
	*source.FileReport
	moved []Moved
}

// differing compares what was recognised with what is kept: the error says what differs in
// what the figures mean, refused are the files that it was recognised in, the notes are
// what else differs.
func (r *Rules) differing(book *ledger.Ledger, batch source.Batch, kept map[string]KeptReading) (notes []source.Note, refused []RefusedFile, err error) {
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
		if r.AsCorrection && corrects {
			breaks = slices.DeleteFunc(breaks, source.Note.Lost)
		}
		if len(breaks) == 0 {
			continue
		}
		of := RefusedFile{FileReport: f}
		if slices.ContainsFunc(breaks, source.Note.Lost) {
			of.moved = movedColumns(book.Responses(), responses, was, f)
		}
		refused = append(refused, of)
		for _, n := range byValues(breaks, of.moved) {
			faults = append(faults, messages.Errorf(n.Key, n.Args...))
		}
		faults = append(faults, movedFaults(of.moved, f)...)
		name, file := messages.Argument(f.Source), messages.Argument(f.File)
		faults = append(faults, messages.Errorf("reading_refused", f.Source, file, name, file, name, file))
		if slices.ContainsFunc(breaks, source.Note.Lost) && was.Delimiter != "" && f.Delimiter != "" && was.Delimiter != f.Delimiter {
			faults = append(faults, messages.Errorf("reading_parted", f.Source, was.Delimiter, f.Delimiter, name, name))
		}
		if corrects && slices.ContainsFunc(breaks, source.Note.Gone) && !slices.ContainsFunc(breaks, func(n source.Note) bool { return !n.Lost() }) {
			faults = append(faults, messages.Errorf("reading_corrects", file, file, name))
		}
	}
	return notes, refused, errors.Join(faults...)
}

// Keep keeps what was recognised of files, once they are accepted; kept is what was kept
// before.
func Keep(book *ledger.Ledger, files []source.FileReport, kept map[string]KeptReading) error {
	return keepReadings(book, readingsOf(files, kept), kept, sureUntil(book, files))
}

// sureUntil are the numbers of the latest deliveries of the sources of which the call said the
// scale of a file.
func sureUntil(book *ledger.Ledger, files []source.FileReport) map[string]int {
	until := map[string]int{}
	for _, d := range book.Deliveries() {
		if scaleTold(files, d.Source) {
			until[d.Source] = max(until[d.Source], d.Number)
		}
	}
	return until
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
func keepReadings(book *ledger.Ledger, now []source.Reading, kept map[string]KeptReading, sure map[string]int) error {
	for _, r := range now {
		was := kept[r.Source]
		next := was.followedBy(r)
		next.ScaleSure = max(next.ScaleSure, sure[r.Source])
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
	next := KeptReading{Reading: now, Changed: r.Changed, ScaleSure: r.ScaleSure}
	if r.Source == "" {
		return next
	}
	if _, changes := source.Differences(r.Reading, now); slices.ContainsFunc(changes, source.Note.Moved) {
		next.Reading = r.With(now) // called otherwise by declaration; the next file may be as before
	} else {
		next.Reading = r.Next(now)
	}
	if changed := changedColumns(r.Reading, next.Reading); len(changed) > 0 {
		next.Changed = changed
	}
	return next
}

// changedColumns says of each header that only one of two readings has which.
func changedColumns(was, now source.Reading) map[string]string {
	changed := map[string]string{}
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

// headers are those of all layouts of a reading.
func headers(r source.Reading) map[string]bool {
	all := map[string]bool{}
	for _, layout := range r.Layouts() {
		for _, c := range layout.Columns {
			all[c.Header] = true
		}
	}
	return all
}

// writeReading writes a reading where it differs from what is there.
func writeReading(book *ledger.Ledger, folder string, r KeptReading) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return writeIfNew(book, readingFile(folder, r.Source), append(text, '\n'))
}

// Clear takes away all that is kept of a source.
func Clear(book *ledger.Ledger, name string) error {
	return errors.Join(clearReading(book, readingsFolder, name), clearReading(book, refusedFolder, name))
}

// Has says whether anything was ever recognised of a source.
func Has(book *ledger.Ledger, name string) bool {
	return slices.Contains(book.FileNames(readingsFolder), readingFile(readingsFolder, name))
}

// Rename takes what is kept of a source along to its new name.
func Rename(book *ledger.Ledger, from, to string) error {
	return errors.Join(renameReading(book, readingsFolder, from, to), renameReading(book, refusedFolder, from, to))
}

// renameReading takes what is kept of a source in a folder along to its new name.
func renameReading(book *ledger.Ledger, folder, from, to string) error {
	text, err := book.ReadFile(readingFile(folder, from))
	if err != nil {
		return err
	}
	var r KeptReading
	if json.Unmarshal(text, &r) != nil || r.Source != from { // as one that cannot be read: recognised anew
		return nil
	}
	r.Rename(to)
	for i := range r.Waiting {
		r.Waiting[i].Reading.Rename(to)
	}
	if err := writeReading(book, folder, r); err != nil {
		return err
	}
	return clearReading(book, folder, from)
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

// Sorted are the readings that are kept, by the names of their sources.
func Sorted(kept map[string]KeptReading) []KeptReading {
	all := make([]KeptReading, 0, len(kept))
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		all = append(all, kept[name])
	}
	return all
}

// Rows are the rows of what is kept of the sources; kinds are of those that are no
// surveys. Since when a column is read so is the first day of the responses that are there
// now: whoever was erased shows nowhere.
func Rows(kept map[string]KeptReading, kinds map[string]models.Kind, responses []models.Response) []source.ReadingRow {
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
	for _, r := range Sorted(kept) {
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

// Hash is the hash of what an edition tells of the sources, "" for
// nothing.
func Hash(rows []source.ReadingRow) string {
	if len(rows) == 0 {
		return ""
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%v", rows))
	return hex.EncodeToString(sum[:])
}

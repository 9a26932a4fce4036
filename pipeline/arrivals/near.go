package arrivals

import (
	"regexp"
	"slices"
	"strings"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// versioned is what people put behind the name of a file that stands in the place of another.
var versioned = regexp.MustCompile(`(?i)[-_. ]+(ny|nye|nyt|nyeste|new|newest|rettet|rettede|rettelser?|korrigeret|corrected|endelig|final|opdateret|updated|gammel|gamle|old|version ?[0-9]*|ver ?[0-9]*|v ?[0-9]+)$`)

// withoutVersion is a source's name as it is compared, without what says which version it is.
func withoutVersion(name string) string { return source.Folded(source.Shortened(name, versioned)) }

// continued is what stands behind the name of a source in that of a file of another part of it.
var continued = regexp.MustCompile(`(?i)^(?:[-_. ]+(?:[0-9]+[a-z]?|[a-z]|[kq][1-4]|uge ?[0-9]+))+$`)

// nearly says whether a new source is called as a known one but for which version or part of it
// it is.
func nearly(known, name string) bool {
	if withoutVersion(known) == withoutVersion(name) {
		return true
	}
	n := len(known)
	return len(name) > n && strings.EqualFold(name[:n], known) && continued.MatchString(name[n:])
}

// nearRefused are files that would be new sources by their names alone, where a source is called
// nearly so and has all their columns: nobody knows whether they add to it, or correct it.
func nearRefused(batch source.Batch, kept map[string]KeptReading) (faults []error) {
	known := Sorted(kept)
	for i := range batch.Files {
		f := &batch.Files[i]
		if _, is := kept[f.Source]; is || !f.ByName {
			continue
		}
		at := slices.IndexFunc(known, func(r KeptReading) bool { return nearly(r.Source, f.Source) && r.hasColumns(f.Reading) })
		if at >= 0 {
			file := messages.Argument(f.File)
			faults = append(faults, messages.Errorf("source_nearly", f.File, f.Source, known[at].Source, file, messages.Argument(known[at].Source), file))
		}
	}
	return faults
}

// hasColumns says whether a source has all columns of a file, by their headers.
func (r *KeptReading) hasColumns(now source.Reading) bool {
	has := headers(r.Reading)
	return len(now.Columns) > 0 && !slices.ContainsFunc(now.Columns, func(c source.ColumnReading) bool { return !has[c.Header] })
}

// nearNotes tell of sources that are new in a batch and are called as another new one but for
// which version it is: they may be one survey. Where the same responses stand there, the night is
// refused anyway; see elsewhere.
func nearNotes(batch source.Batch, kept map[string]KeptReading) (notes []source.Note) {
	var seen []string
	files := map[string]string{}
	for i := range batch.Files {
		files[batch.Files[i].Source] = batch.Files[i].File
	}
	for _, r := range batch.Readings {
		if _, known := kept[r.Source]; known {
			continue
		}
		if at := slices.IndexFunc(seen, func(name string) bool { return nearly(name, r.Source) }); at >= 0 {
			notes = append(notes, source.Note{Key: "source_versioned", Args: []any{r.Source, seen[at],
				messages.Argument(r.Source), messages.Argument(files[r.Source]), messages.Argument(seen[at])}})
		}
		seen = append(seen, r.Source)
	}
	return notes
}

package arrivals

import (
	"regexp"
	"slices"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// versioned is what people put behind the name of a file that stands in the place of another.
var versioned = regexp.MustCompile(`(?i)[-_. ]+(ny|nye|nyt|nyeste|new|newest|rettet|rettede|rettelser?|korrigeret|corrected|endelig|final|opdateret|updated|gammel|gamle|old|version ?[0-9]*|ver ?[0-9]*|v ?[0-9]+)$`)

// withoutVersion is a source's name as it is compared, without what says which version it is.
func withoutVersion(name string) string { return source.Folded(source.Shortened(name, versioned)) }

// NearNotes tell of sources that are new in a batch and are called as another but for which
// version it is: they may be one survey. Where the same responses stand there, the night is
// refused anyway; see elsewhere.
func NearNotes(kept []KeptReading, batch source.Batch) (notes []source.Note) {
	var known []string
	for _, r := range kept {
		known = append(known, r.Source)
	}
	files := map[string]string{}
	for i := range batch.Files {
		files[batch.Files[i].Source] = batch.Files[i].File
	}
	for _, r := range batch.Readings {
		if slices.Contains(known, r.Source) {
			continue
		}
		plain := withoutVersion(r.Source)
		if at := slices.IndexFunc(known, func(name string) bool { return withoutVersion(name) == plain }); at >= 0 {
			notes = append(notes, source.Note{Key: "source_versioned", Args: []any{r.Source, known[at],
				messages.Argument(r.Source), messages.Argument(files[r.Source]), messages.Argument(known[at])}})
		}
		known = append(known, r.Source)
	}
	return notes
}

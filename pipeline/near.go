package pipeline

import (
	"regexp"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// versioned is what people put behind the name of a file that stands in the place of another.
var versioned = regexp.MustCompile(`(?i)[-_. ]+(ny|nye|nyt|nyeste|new|newest|rettet|rettede|rettelser?|korrigeret|corrected|endelig|final|opdateret|updated|gammel|gamle|old|version ?[0-9]*|ver ?[0-9]*|v ?[0-9]+)$`)

// withoutVersion is a source's name as it is compared, without what says which version it is.
func withoutVersion(name string) string {
	for {
		shorter := versioned.ReplaceAllString(name, "")
		if shorter == name {
			return source.Folded(name)
		}
		name = shorter
	}
}

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
		isKnown := false
		for _, name := range known {
			isKnown = isKnown || name == r.Source
		}
		for _, name := range known {
			if !isKnown && withoutVersion(name) == withoutVersion(r.Source) {
				notes = append(notes, source.Note{Key: "source_versioned", Args: []any{r.Source, name,
					messages.Argument(r.Source), messages.Argument(files[r.Source]), messages.Argument(name)}})
				break
			}
		}
		if !isKnown {
			known = append(known, r.Source)
		}
	}
	return notes
}

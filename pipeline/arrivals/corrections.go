package arrivals

import (
	"cmp"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// byFile parts the responses of a batch by the files that they were read from.
func byFile(batch source.Batch) [][]models.Response {
	all := make([][]models.Response, len(batch.Files))
	at := 0
	for i := range batch.Files {
		end := at + batch.Files[i].Accepted
		all[i], at = batch.Responses[at:end:end], end
	}
	return all
}

// corrections says whether at least half of the responses of a file are known by their
// ids.
func corrections(book *ledger.Ledger, responses []models.Response) bool {
	known := 0
	for i := range responses {
		if _, ok := book.Response(responses[i].Key()); ok {
			known++
		}
	}
	return known > 0 && 2*known >= len(responses)
}

// A field is what a column is read into: a role, and the name of a segment, a rating
// or an answer.
type field struct{ role, name string }

// fieldsOf are the fields of a layout's columns that are read in, and the headers that
// they stand under.
func fieldsOf(r source.Reading) map[field]string {
	fields := map[field]string{}
	for _, c := range r.Columns {
		switch c.Role {
		case "id", "ignored", "person", "private":
		case "unit":
			fields[field{role: c.Role}] = c.Header
		default:
			fields[field{c.Role, c.Name}] = c.Header
		}
	}
	return fields
}

// lacking are the fields that a source has by the readings kept of it, and a file has
// no column for; and then also those of which it has a column without a value. A
// file with all columns means its blanks.
func lacking(f *source.FileReport, kept KeptReading) map[field]string {
	has := fieldsOf(f.Reading)
	lacks, missing := map[field]string{}, false
	for _, l := range kept.Layouts() {
		for of, header := range fieldsOf(l) {
			if _, there := has[of]; !there {
				lacks[of], missing = header, true
			}
		}
	}
	if !missing {
		return nil
	}
	given := map[field]int{}
	for _, c := range f.Columns {
		of := field{c.Role, c.Name}
		if c.Role == "unit" {
			of.name = ""
		}
		given[of] += c.Given
	}
	for of, header := range has {
		if given[of] == 0 {
			lacks[of] = header
		}
	}
	return lacks
}

// fillIn gives the responses that are known what their file has no column for, in
// place: a correction says what it corrects, and leaves the rest. The notes tell of it.
func (r *Rules) fillIn(book *ledger.Ledger, batch source.Batch, kept map[string]KeptReading) (notes []source.Note) {
	for i, responses := range byFile(batch) {
		f := &batch.Files[i]
		lacks := lacking(f, kept[f.Source])
		if r.AsCorrection {
			lacks = withBlanks(lacks, blanksOf(f, responses, book.Responses()))
		}
		if len(lacks) == 0 {
			continue
		}
		filled := 0
		for j := range responses {
			now := &responses[j]
			if old, known := book.Response(now.Key()); known && fill(now, &old, lacks) {
				filled++
			}
		}
		if filled > 0 {
			notes = append(notes, source.Note{Key: "reading_partial", Args: []any{f.Source, messages.Printable(f.File), headersOf(lacks), filled}})
		}
	}
	return notes
}

// withBlanks are the fields that a file lacks with those that it leaves blank.
func withBlanks(lacks map[field]string, blanks []blank) map[field]string {
	if lacks == nil {
		lacks = map[field]string{}
	}
	for _, b := range blanks {
		lacks[b.field] = b.header
	}
	return lacks
}

// headersOf names the first columns of fields.
func headersOf(lacks map[field]string) string {
	var names []string
	for _, header := range lacks {
		names = append(names, `"`+header+`"`)
	}
	slices.Sort(names)
	if len(names) > messages.NamedMost {
		names = append(names[:messages.NamedMost], "…")
	}
	return strings.Join(names, ", ")
}

// fill gives r the fields of old that lacks holds; it says whether there were any.
func fill(r, old *models.Response, lacks map[field]string) (filled bool) {
	for of := range lacks {
		if given(old, of.role) {
			set(r, old, of.role)
			filled = true
		}
	}
	return fillNamed(r, old, lacks) || filled
}

// given says whether r has a value of a role.
func given(r *models.Response, role string) bool {
	switch role {
	case "score":
		_, scored := r.Score.Value()
		return scored
	case "time":
		return r.Day != models.NoDay
	}
	text := textOf(r, role)
	return text != nil && *text != ""
}

// set gives r what of has of a role.
func set(r, of *models.Response, role string) {
	switch role {
	case "score":
		r.Score, r.Scale = of.Score, cmp.Or(of.Scale, r.Scale)
	case "time":
		r.At, r.Day = of.At, of.Day
	case "comment":
		r.Comment, r.Asks = of.Comment, of.Asks
	default:
		if text := textOf(r, role); text != nil {
			*text = *textOf(of, role)
		}
	}
}

// textOf is where a response keeps the text of a role; nil for another role.
func textOf(r *models.Response, role string) *string {
	switch role {
	case "comment":
		return &r.Comment
	case "title":
		return &r.Title
	case "touchpoint":
		return &r.Touchpoint
	case "stage":
		return &r.Stage
	case "unit":
		return &r.Unit
	case "customer":
		return &r.Customer
	case "language":
		return (*string)(&r.Language)
	}
	return nil
}

// fillNamed is fill for what has a name: segments, ratings and answers.
func fillNamed(r, old *models.Response, lacks map[field]string) bool {
	lacked := func(role, name string) bool { _, ok := lacks[field{role, name}]; return ok }
	before := len(r.Segments) + len(r.Ratings) + len(r.Answers)
	for _, s := range old.Segments {
		if lacked("segment", s.Name) {
			r.Segments = append(r.Segments, s)
		}
	}
	for _, s := range old.Ratings {
		if lacked("rating", s.Name) {
			r.Ratings = append(r.Ratings, s)
		}
	}
	slices.SortFunc(r.Segments, func(a, b models.Segment) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(r.Ratings, func(a, b models.Rating) int { return cmp.Compare(a.Name, b.Name) })
	r.Answers = answersOf(r, old, lacked)
	return len(r.Segments)+len(r.Ratings)+len(r.Answers) > before
}

// answersOf are the answers of r and those of old that its file has no column for, in
// the order of old's.
func answersOf(r, old *models.Response, lacked func(role, name string) bool) (all []models.Answer) {
	own := slices.Clone(r.Answers)
	for _, a := range old.Answers {
		if lacked("answer", a.Question) {
			all = append(all, a)
			continue
		}
		if i := slices.IndexFunc(own, func(o models.Answer) bool { return o.Question == a.Question }); i >= 0 {
			all = append(all, own[i])
			own = slices.Delete(own, i, i+1)
		}
	}
	return append(all, own...)
}

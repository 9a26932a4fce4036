package arrivals

import (
	"slices"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// From leastBlank rows on, of which leastAwaited would have a value going by the source's earlier
// responses, a column without any was not exported. A day of leastBlankDay responses without one
// shows that it may be so. Chosen by eye.
const (
	leastBlank    = 20
	leastAwaited  = 10
	leastBlankDay = 5
)

// blanked refuses files of which a column holds no value where most earlier responses of the
// source have one: what is known would be wiped.
func (r *Rules) blanked(all []models.Response, batch source.Batch) (faults []error) {
	if r.AsCorrection {
		return nil
	}
	for i, responses := range byFile(batch) {
		f := &batch.Files[i]
		for _, b := range blanksOf(f, responses, all) {
			file := messages.Argument(f.File)
			faults = append(faults, messages.Errorf("source_blanked", f.File, b.header, messages.Key("role_"+b.role), len(responses), b.n, b.had, file))
		}
	}
	return faults
}

// A blank is a field of which a file has a column and no value, where had of the n earlier responses
// of its source have one.
type blank struct {
	field
	header string
	n, had int
}

// blanksOf are the blanks of a file that hardly are meant.
func blanksOf(f *source.FileReport, responses, all []models.Response) (blanks []blank) {
	if len(responses) < leastBlank {
		return nil
	}
	for _, c := range f.Columns {
		b := blank{field: field{c.Role, c.Name}, header: c.Header}
		if c.Role == "unit" {
			b.name = ""
		}
		if c.Given > 0 || c.Role == "language" || slices.ContainsFunc(responses, b.in) || slices.ContainsFunc(blanks, func(o blank) bool { return o.field == b.field }) {
			continue
		}
		b.n, b.had = b.usual(f.Source, all)
		if 2*b.had >= b.n && b.had*len(responses) >= leastAwaited*b.n && b.n > 0 {
			blanks = append(blanks, b)
		}
	}
	return blanks
}

// in says whether a response has a value of the field.
func (of field) in(r models.Response) bool {
	switch of.role {
	case "segment":
		return slices.ContainsFunc(r.Segments, func(s models.Segment) bool { return s.Name == of.name })
	case "rating":
		return slices.ContainsFunc(r.Ratings, func(s models.Rating) bool { return s.Name == of.name })
	case "answer":
		return slices.ContainsFunc(r.Answers, func(a models.Answer) bool { return a.Question == of.name })
	}
	return given(&r, of.role)
}

// usual is how many responses a source has, and how many of them have a value of the field; none
// where whole days are without.
func (of field) usual(name string, all []models.Response) (n, had int) {
	days := map[models.Day][2]int{}
	for i := range all {
		r := &all[i]
		if r.Source != name {
			continue
		}
		day := days[r.Day]
		day[0]++
		if n++; of.in(*r) {
			had++
			day[1]++
		}
		days[r.Day] = day
	}
	for day, counts := range days {
		if day != models.NoDay && counts[0] >= leastBlankDay && counts[1] == 0 {
			return n, 0
		}
	}
	return n, had
}

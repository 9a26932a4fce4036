package arrivals

import (
	"maps"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// A Moved is a column of a refused file that holds the values which a column that the
// file has no more held in earlier nights.
type Moved struct {
	Header string               `json:"header"`
	Was    source.ColumnReading `json:"was"`
	Same   int                  `json:"same"` // responses of the file with a value that the other had
	Of     int                  `json:"of"`   // responses of the file with a value
}

// Field says that the column is what the other was, as --column takes it.
func (m *Moved) Field() string { return m.Was.Field() + "=" + m.Header }

// A column holds the values of another where so many of its responses have one that the
// other had, of so many different values at least. Chosen by eye.
const (
	mostlySame = 0.9
	leastMoved = 2
	leastGiven = 5
)

// movedColumns are the columns of a file that hold what the columns held of which it has
// none, in the order of the columns of then: each stands for one, the one most of whose
// values it shares.
func movedColumns(all, responses []models.Response, kept KeptReading, f *source.FileReport) []Moved {
	before := valuesOf(slices.DeleteFunc(slices.Clone(all), func(r models.Response) bool { return r.Source != f.Source }))
	now := valuesOf(responses)
	var moved []Moved
	taken := map[string]bool{}
	for _, was := range fieldsInOrder(kept.Reading) {
		of := property{f.Source, propertyOf(was)}
		if was.Field() == "" || before[of] == nil || now[of] != nil || f.Reading.Column(was.Header) != nil {
			continue
		}
		best := Moved{}
		for _, c := range fieldsInOrder(f.Reading) {
			is := property{f.Source, propertyOf(c)}
			if taken[c.Header] || before[is] != nil || now[is] == nil {
				continue
			}
			same, n, shared := now[is].within(before[of])
			if n >= leastGiven && shared >= leastMoved && float64(same) >= mostlySame*float64(n) && same > best.Same {
				best = Moved{c.Header, was, same, n}
			}
		}
		if best.Header != "" {
			taken[best.Header] = true
			best.Was.Since, best.Was.Told = "", false
			moved = append(moved, best)
		}
	}
	return moved
}

// within counts the responses of f, those of a value that other has too, and these values.
func (f FoldedValues) within(other FoldedValues) (same, all, shared int) {
	for _, low := range slices.Sorted(maps.Keys(f)) {
		all += f[low].n
		if _, there := other[low]; there {
			same += f[low].n
			shared++
		}
	}
	return same, all, shared
}

// fieldsInOrder are the columns that figures are cut by, of all layouts, each once.
func fieldsInOrder(r source.Reading) (all []source.ColumnReading) {
	seen := map[string]bool{}
	for _, l := range r.Layouts() {
		for _, c := range l.Columns {
			if p := propertyOf(c); p != "" && !seen[p] {
				seen[p] = true
				all = append(all, c)
			}
		}
	}
	return all
}

// propertyOf is the name of the property that a column is read into; "" for none.
func propertyOf(c source.ColumnReading) string {
	switch c.Role {
	case OfTouchpoint, OfStage, OfUnit:
		return c.Role
	case "segment":
		return OfSegment + c.Name
	}
	return ""
}

// Note asks about the column, of a file that waits for a source.
func (m *Moved) Note(name, file string) source.Note {
	return source.Note{Key: "reading_moved", Args: []any{m.Header, m.Was.Header, m.Same, m.Of, messages.Argument(name), messages.Argument(file), messages.Argument(m.Field())}}
}

// movedFaults ask about the columns that moved in a file.
func movedFaults(moved []Moved, f *source.FileReport) (faults []error) {
	for i := range moved {
		n := moved[i].Note(f.Source, f.File)
		faults = append(faults, messages.Errorf(n.Key, n.Args...))
	}
	return faults
}

// byValues are the differences of a file without the guesses, by role alone, at which column
// stands for one that is gone, where the values of a column tell better.
func byValues(breaks []source.Note, moved []Moved) []source.Note {
	if len(moved) == 0 {
		return breaks
	}
	out := slices.Clone(breaks)
	for i, n := range out {
		if n.Key != "source_diff_renamed" && n.Key != "source_diff_renamed_to" {
			continue
		}
		if slices.ContainsFunc(moved, func(m Moved) bool { return m.Was.Header == n.Args[0] || m.Header == n.Args[2] }) {
			out[i] = source.Note{Key: "source_diff_gone", Args: n.Args[:2]}
		}
	}
	return out
}

// settle reads the columns of what waits as the answers say, field by header: a field
// that the source had, or the column's own. Every column that moved needs an answer.
func (w *Waiting) settle(name string, kept source.Reading, answers map[string]string) error {
	for _, field := range slices.Sorted(maps.Keys(answers)) {
		c := w.Reading.Column(answers[field])
		if c == nil {
			return messages.Errorf("reading_no_column", answers[field], w.Name())
		}
		if strings.EqualFold(c.Field(), field) {
			continue
		}
		i := slices.IndexFunc(fieldsInOrder(kept), func(was source.ColumnReading) bool { return strings.EqualFold(was.Field(), field) })
		if i < 0 || propertyOf(*c) == "" {
			return messages.Errorf("reading_no_field", field, c.Header)
		}
		was := fieldsInOrder(kept)[i]
		c.Role, c.Name, c.Level, c.Told = was.Role, was.Name, was.Level, true
	}
	for i := range w.Moved {
		m := &w.Moved[i]
		c := w.Reading.Column(m.Header)
		if c == nil || slices.ContainsFunc(slices.Collect(maps.Values(answers)), func(header string) bool { return w.Reading.Column(header) == c }) {
			continue
		}
		file := messages.Argument(w.Name())
		return messages.Errorf("reading_moved_unsaid", m.Header, m.Was.Header, m.Same, m.Of, messages.Argument(name), file, messages.Argument(m.Field()),
			messages.Argument(name), file, messages.Argument(c.Field()+"="+m.Header))
	}
	return nil
}

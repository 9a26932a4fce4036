package source

import (
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
)

// A Reading is what was recognised of a source: its columns and their roles, the
// scale, how its dates are written and how its files are. It is kept beside the
// responses and given to the next call as Config.Readings, so that a file of ten
// rows is read like the one of ten thousand before it. Batch.Readings holds
// those of the files just read: keep each once its responses are accepted. It
// holds headers, never values, and survives encoding/json unchanged.
type Reading struct {
	Source         string          `json:"source"`
	Format         string          `json:"format"`                    // as FileReport.Format
	Encoding       string          `json:"encoding,omitempty"`        // as FileReport.Encoding
	Delimiter      string          `json:"delimiter,omitempty"`       // as FileReport.Delimiter
	DelimiterFixed bool            `json:"delimiter_fixed,omitempty"` // whether somebody declared it, now or before
	Columns        []ColumnReading `json:"columns"`                   // in the order of the file
	Scale          string          `json:"scale,omitempty"`           // as models.ParseScale reads it; "" where there is no score
	ScaleDoubt     bool            `json:"scale_doubt,omitempty"`     // whether the scale was a guess
	ScaleFixed     bool            `json:"scale_fixed,omitempty"`     // whether somebody declared it, now or before
	Dates          DateReading     `json:"dates"`
	Lost           bool            `json:"lost_letters,omitempty"` // whether its texts have lost letters
	Since          string          `json:"since,omitempty"`        // day of the first response that was read by it; "" where none has a day
	Also           []Reading       `json:"also,omitempty"`         // its other layouts, each without others of its own
	ScaleTold      bool            `json:"-"`                      // whether the call declared the scale
	Told           []string        `json:"-"`                      // roles of which the call said which column has them, or that none has
}

// A ColumnReading is what one column was taken for.
type ColumnReading struct {
	Header string `json:"header"`
	Role   string `json:"role"`            // as ColumnReport.Role
	Name   string `json:"name,omitempty"`  // of a segment or a rating; the question of an answer
	Level  int    `json:"level,omitempty"` // of a unit that several columns make, 1 is the top; 0 for the only one
	Since  string `json:"since,omitempty"` // as Reading.Since, of the first reading that had it so
	Told   bool   `json:"-"`               // whether the call declared it
	Out    bool   `json:"out,omitempty"`   // whether a call, this or an earlier one, declared that it is not to be read
}

// A DateReading is how the dates of a source are written.
type DateReading struct {
	Order string `json:"order,omitempty"` // DayFirst, MonthFirst or YearFirst; "" where no date has its year last
	Doubt bool   `json:"doubt,omitempty"` // whether Order was a guess
	Told  bool   `json:"-"`               // whether the call declared Order
	Zone  string `json:"zone,omitempty"`  // of times that state none, as time.LoadLocation reads it
}

// The orders of dates with the year last.
const (
	DayFirst   = "day"
	MonthFirst = "month"
	YearFirst  = "year" // of two digits: 26-03-12
)

// Rename makes r the reading of a source of another name; of none it stays that of none.
func (r *Reading) Rename(name string) {
	if r.Source != "" {
		r.Source = name
	}
	for i := range r.Also {
		r.Also[i].Rename(name)
	}
}

// Column is the reading of the column with a header, in any of r's layouts; nil for none.
func (r *Reading) Column(header string) *ColumnReading {
	c := r.column(header)
	for i := 0; c == nil && i < len(r.Also); i++ {
		c = r.Also[i].Column(header)
	}
	return c
}

// column is the reading of the column with a header, nil for none.
func (r *Reading) column(header string) *ColumnReading {
	if r == nil {
		return nil
	}
	i := slices.IndexFunc(r.Columns, func(c ColumnReading) bool { return c.Header == header })
	if i < 0 {
		i = slices.IndexFunc(r.Columns, func(c ColumnReading) bool { return fold(c.Header) == fold(header) && fold(header) != "" })
	}
	if i < 0 {
		return nil
	}
	return &r.Columns[i]
}

// hasNamed says whether a column of any layout has a role and name.
func (r Reading) hasNamed(role, name string) bool {
	return slices.ContainsFunc(r.Layouts(), func(l Reading) bool {
		return slices.ContainsFunc(l.Columns, func(c ColumnReading) bool { return c.Role == role && c.Name == name })
	})
}

// leaveOut has no use for the column of a segment, a rating or an answer that is declared to have
// none: the one that earlier nights had it of, else the one that is called so. A file may be
// without it where an earlier one of the source was not.
func (p *plan) leaveOut(t *table, r role, name string, known Reading) error {
	i := slices.IndexFunc(p.columns, func(c column) bool {
		was := p.before.column(c.header)
		return was != nil && was.Role == r.String() && was.Name == name
	})
	if i < 0 {
		i = slices.IndexFunc(p.columns, func(c column) bool { return propertyName(c.header) == propertyName(name) })
	}
	switch {
	case i >= 0:
	case known.Column(name) != nil || known.hasNamed(r.String(), name):
		return nil
	default:
		return messages.Errorf("source_no_column", p.file, name, headerList(t.headers))
	}
	if c := &p.columns[i]; c.role == ignored {
		c.settled, c.why = true, note("source_why_declared")
	}
	return nil
}

// without are the columns of r that before does not know.
func (r *Reading) without(before *Reading) []ColumnReading {
	var fresh []ColumnReading
	for _, c := range r.Columns {
		if before.column(c.Header) == nil {
			fresh = append(fresh, c)
		}
	}
	return fresh
}

// roleKey and orderKey are words of the catalogue within a message.
func roleKey(role string) messages.Key { return messages.Key("role_" + role) }

func orderKey(order string) messages.Key { return messages.Key("source_order_" + order) }

// Field is what Config.Columns calls the field of c; "" where no one name says it.
func (c *ColumnReading) Field() string {
	switch c.Role {
	case roleNames[roleSegment]:
		return c.Name
	case roleNames[roleRating], roleNames[roleAnswer]:
		return c.Role + ":" + c.Name
	case roleNames[rolePerson], roleNames[rolePrivate], roleNames[ignored]:
		return ""
	case roleNames[roleUnit]:
		if c.Level > 0 {
			return ""
		}
	}
	return c.Role
}

// reading is p as it is kept for the next night.
func (p *plan) reading(sh *sheet, h *harvest) Reading {
	r := Reading{Source: p.source, Format: sh.format, Encoding: sh.encoding, Delimiter: sh.delimiter, DelimiterFixed: sh.fixed, Lost: p.lost}
	if day := firstDay(h.responses); day != models.NoDay {
		r.Since = day.String()
	}
	for i := range p.columns {
		r.Columns = append(r.Columns, p.columnReading(&p.columns[i], r.Since))
	}
	r.Told = p.told
	if p.first(roleScore) != nil {
		r.Scale, r.ScaleDoubt, r.ScaleTold = p.scaling.scale.String(), p.scaling.doubt, p.scaling.why.Key == "source_scale_declared"
		r.ScaleFixed = r.ScaleTold || p.before != nil && p.before.ScaleFixed && p.before.Scale == r.Scale
	}
	r.Dates = p.dateReading()
	return r
}

func (p *plan) columnReading(c *column, since string) ColumnReading {
	r := ColumnReading{Header: c.header, Role: c.role.String(), Name: c.name, Level: c.level + 1, Since: since, Told: c.why.Key == "source_why_declared"}
	if was := p.before.column(c.header); r.dropped() || r.person() {
		r.Out = r.Told || was != nil && was.Out
	}
	return r
}

// firstDay is the first day of responses; NoDay where none has one.
func firstDay(responses []models.Response) models.Day {
	first := models.NoDay
	for i := range responses {
		if day := responses[i].Day; day != models.NoDay && (first == models.NoDay || day < first) {
			first = day
		}
	}
	return first
}

// dateReading is how the dates of the file are written.
func (p *plan) dateReading() (r DateReading) {
	if p.first(roleTime) == nil {
		return r
	}
	r.Zone = p.dates.location.String()
	if p.dates.written != nil {
		r.Zone = p.dates.written.String()
	}
	if p.order.seen {
		r.Order, r.Doubt, r.Told = p.order.name(), p.order.doubt, p.order.told
	}
	return r
}

// scaleBefore is the scale that earlier nights recognised for sure; nil for
// none.
func (r *Reading) scaleBefore() *models.Scale {
	if r == nil || r.Scale == "" || r.ScaleDoubt {
		return nil
	}
	sc, err := models.ParseScale(strings.TrimSpace(r.Scale))
	if err != nil {
		return nil
	}
	return &sc
}

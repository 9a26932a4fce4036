package source

import (
	"maps"
	"slices"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
)

// A ReadingRow is what one column of a source is read as.
type ReadingRow struct {
	Source    string     `table:"source,dict" doc:"name of the survey or channel"`
	Layout    int32      `table:"layout" doc:"1 is the layout of the latest files, 2 and on its others; 0 for columns that are gone"`
	Position  int32      `table:"position" doc:"place of the column in its file, the first is 1; 0 for columns that are gone"`
	Header    string     `table:"header" doc:"name of the column in the file"`
	Role      string     `table:"role,null,dict" doc:"id, score, comment, title, time, touchpoint, stage, unit, customer, language, rating, segment, answer, finished; person and private are personal data that is dropped at the door, ignored is not used; NULL where the column is gone"`
	Name      string     `table:"name,null" doc:"name of the segment or the rating, question of the answer; NULL for other roles"`
	Dropped   bool       `table:"dropped" doc:"the column is not read in"`
	Since     models.Day `table:"since,null" doc:"day of the first response that was read so; NULL where it has none"`
	Changed   string     `table:"changed,null,dict" doc:"new or gone, when the source last changed; NULL for what did not"`
	Scale     string     `table:"scale,null,dict" doc:"of the score: lowest and highest, such as 0-10; NULL for other columns"`
	Doubt     bool       `table:"doubt" doc:"the scale, or the order of day and month, was a guess"`
	DateOrder string     `table:"date_order,null,dict" doc:"of the time: day, month or year, whichever stands first; NULL for other columns and where all dates have four digits of the year first"`
	Zone      string     `table:"time_zone,null,dict" doc:"of the time: zone of times that state none; NULL for other columns"`
	Format    string     `table:"format,null,dict" doc:"csv, xlsx, json or parquet; NULL where the column is gone"`
	Encoding  string     `table:"encoding,null,dict" doc:"character set of a text file; NULL for others"`
	Delimiter string     `table:"delimiter,null,dict" doc:"sign between the cells of a CSV file; NULL for others"`

	Kind models.Kind `table:"source_kind,null,dict" doc:"what the source is: open (unasked), employees or panel, none of which counts in NPS; NULL for a survey of customers"`
}

// SourceReadings has one row per column of a source.
var SourceReadings = tables.Define("source_readings", "source × layout × column", "What the columns of each source are read as, and since when; headers, never values.",
	tables.By(tables.Key(func(r *ReadingRow) string { return r.Source }), tables.Key(func(r *ReadingRow) int32 { return r.Layout }),
		tables.Key(func(r *ReadingRow) int32 { return r.Position }), tables.Key(func(r *ReadingRow) string { return r.Header })))

// ReadingRows are the rows of a reading; changed says of headers that they are new
// or gone.
func ReadingRows(r Reading, changed map[string]string) []ReadingRow {
	var rows []ReadingRow
	for i, l := range r.Layouts() {
		for j, c := range l.Columns {
			row := ReadingRow{Source: l.Source, Layout: int32(i + 1), Position: int32(j + 1), Header: c.Header, Role: c.Role, Name: c.Name, Since: dayOf(c.Since),
				Changed: changed[c.Header], Format: l.Format, Encoding: l.Encoding, Delimiter: l.Delimiter}
			switch c.Role {
			case roleScore.String():
				row.Scale, row.Doubt = l.Scale, l.ScaleDoubt
			case roleTime.String():
				row.DateOrder, row.Zone, row.Doubt = l.Dates.Order, l.Dates.Zone, l.Dates.Doubt
			case rolePerson.String(), rolePrivate.String(), roleFinished.String(), ignored.String():
				row.Dropped = true
			}
			rows = append(rows, row)
		}
	}
	for _, h := range slices.Sorted(maps.Keys(changed)) {
		if changed[h] == "gone" {
			rows = append(rows, ReadingRow{Source: r.Source, Header: h, Changed: "gone", Dropped: true, Since: models.NoDay})
		}
	}
	return rows
}

// dayOf reads Reading.Since.
func dayOf(s string) models.Day {
	st, ok := parseStamp(s)
	if _, day, valid := (layout{}).resolve(st); ok && valid {
		return day
	}
	return models.NoDay
}

// Assumed says of each source what was guessed and nobody has declared: its scale, where
// NPS follows from it, and whether day or month stands first; and where its comments answer
// another question than before. rows are those of the table, in its order.
func Assumed(rows []ReadingRow) []Note {
	var notes []Note
	now := &ReadingRow{} // column of the comments as they are asked for now
	for i := range rows {
		r, of := &rows[i], messages.Argument(rows[i].Source)
		switch {
		case r.Doubt && r.Role == roleScore.String() && r.Kind == models.Survey:
			notes = appendNew(notes, []Note{note("source_assumed_scale", r.Source, r.Scale, of, r.Scale)})
		case r.Doubt && r.Role == roleTime.String():
			notes = appendNew(notes, []Note{note("source_assumed_order", r.Source, orderKey(r.DateOrder), of, r.DateOrder)})
		case now.Source == r.Source && asksAnew(now, r):
			notes = appendNew(notes, []Note{note("source_question", r.Source, now.Since, now.Header, r.Header)})
		}
		if r.Layout == 1 && r.Role == roleComment.String() {
			now = r
		}
	}
	return notes
}

// asksAnew says whether the column of the comments asks for something else than one of an
// earlier layout did.
func asksAnew(now, was *ReadingRow) bool {
	return was.Role == now.Role && was.Since != models.NoDay && was.Since < now.Since && models.AskOf(was.Header) != models.AskOf(now.Header)
}

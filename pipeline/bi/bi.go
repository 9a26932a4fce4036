// Package bi is what business intelligence tools get beside the figures: the
// tables of dimensions that figures join, a dictionary of all tables and columns
// in Danish and English, views for DuckDB, sources for dbt and a Power BI project.
// All of it is made from the definitions of the tables.
package bi

import (
	"maps"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/tables"
)

// An EditionRow says what the tables beside it are of.
type EditionRow struct {
	Edition   string     `table:"edition" doc:"what every file of the edition says under the metadata key edition, and what the edition's id ends in"`
	AsOf      models.Day `table:"as_of,null" doc:"day of the newest response; NULL where none has a day"`
	Since     models.Day `table:"since,null" doc:"day of the oldest response"`
	Schema    string     `table:"schema_version" doc:"version of the names, types and meanings of all columns"`
	Program   string     `table:"program" doc:"version of the program"`
	Responses int        `table:"responses" doc:"responses in the edition"`
	Commented int        `table:"commented" doc:"of them those with a comment"`
	Scored    int        `table:"scored" doc:"of them those with a score that counts"`
	Small     int        `table:"small_group" doc:"figures of fewer responses are withheld"`
	Audience  string     `table:"audience,null,dict" doc:"whom the tables of figures are for: open, small groups and what would give them away are withheld, and themes that fewer mention count as not mentioned; or analysts, nothing is withheld (small_group is 1). NULL in editions of before"`
}

// The audiences that tables of figures are for, as edition.audience names them.
const (
	AudienceOpen     = "open"
	AudienceAnalysts = "analysts"
)

// Edition has one row.
var Edition = tables.Define("edition", "edition", "Which edition the tables are of. Compare it with the other files' metadata before figures of several files are put together.",
	tables.Key(func(r *EditionRow) string { return r.Edition }))

// Span is the first and the last day of responses; NoDay where none has a day.
func Span(responses []models.Response) (first, last models.Day) {
	first, last = models.NoDay, models.NoDay
	for i := range responses {
		if day := responses[i].Day; day != models.NoDay {
			if first == models.NoDay || day < first {
				first = day
			}
			last = max(last, day)
		}
	}
	return first, last
}

// EditionRows is the row of the edition that stamp names.
func EditionRows(responses []models.Response, stamp tables.Stamp, program string, small int) []EditionRow {
	row := EditionRow{Edition: stamp.Edition, Schema: tables.SchemaVersion, Program: program, Responses: len(responses), Small: small, Audience: AudienceOpen}
	if small <= 1 {
		row.Audience = AudienceAnalysts
	}
	row.Since, row.AsOf = Span(responses)
	for i := range responses {
		if responses[i].Commented() {
			row.Commented++
		}
		if responses[i].Class() != models.NoClass {
			row.Scored++
		}
	}
	return []EditionRow{row}
}

// A ClassRow is one customer class.
type ClassRow struct {
	Class  models.Class `table:"nps_class" doc:"promoter, passive or detractor, as in responses"`
	Value  int          `table:"nps_value" doc:"what one response of the class adds to 100 · NPS / responses: 100, 0 or -100"`
	Place  int          `table:"place" doc:"order to show them in, the first is 1"`
	Danish string       `table:"name_da" doc:"its name in Danish"`
	Name   string       `table:"name_en" doc:"its name in English"`
}

// Classes has the three customer classes.
var Classes = tables.Define("classes", "customer class", "The customer classes.", tables.Key(func(r *ClassRow) int { return r.Place }))

// ClassRows are the rows of Classes.
func ClassRows() []ClassRow {
	danish := map[models.Class]string{models.Promoter: "promotere", models.Passive: "passive", models.Detractor: "detractorer"}
	english := map[models.Class]string{models.Promoter: "promoters", models.Passive: "passives", models.Detractor: "detractors"}
	rows := make([]ClassRow, len(models.Classes))
	for i, c := range models.Classes {
		rows[i] = ClassRow{c, c.Value(), i + 1, danish[c], english[c]}
	}
	return rows
}

// A TouchpointRow is one touchpoint.
type TouchpointRow struct {
	Touchpoint string `table:"touchpoint" doc:"as in responses, and as value in the figures where dimension is touchpoint"`
	Stage      string `table:"stage,null" doc:"step of the customer journey of its responses; NULL where they have none or several"`
}

// Touchpoints has one row per touchpoint.
var Touchpoints = tables.Define("touchpoints", "touchpoint", "Where in the dealings with the customer it is asked: the touchpoints of at least as many responses as figures are shown of.",
	tables.Key(func(r *TouchpointRow) string { return r.Touchpoint }))

// TouchpointRows are the touchpoints that at least k customers have.
func TouchpointRows(responses []models.Response, k int) []TouchpointRow {
	told := told(responses, k, func(r *models.Response) string { return r.Touchpoint })
	stages := map[string]map[string]bool{}
	for i := range responses {
		r := &responses[i]
		if _, is := slices.BinarySearch(told, r.Touchpoint); !is {
			continue
		}
		if stages[r.Touchpoint] == nil {
			stages[r.Touchpoint] = map[string]bool{}
		}
		stages[r.Touchpoint][r.Stage] = true
	}
	var rows []TouchpointRow
	for touchpoint, in := range stages {
		row := TouchpointRow{Touchpoint: touchpoint}
		if len(in) == 1 {
			row.Stage = slices.Collect(maps.Keys(in))[0]
		}
		rows = append(rows, row)
	}
	return rows
}

// A StageRow is one step of the customer journey.
type StageRow struct {
	Stage    string     `table:"stage" doc:"as in responses, and as value in the figures where dimension is stage"`
	ID       string     `table:"stage_id" doc:"id of the stage in the configured journey, which stays when the stage is renamed; its name where only the files tell it"`
	Position tables.Int `table:"stage_position,null" doc:"place in the configured journey, 1 for its first stage; NULL where only the files tell the stage"`
}

// Stages has one row per stage.
var Stages = tables.Define("stages", "step of the customer journey", "The steps of the customer journey.",
	tables.Key(func(r *StageRow) string { return r.Stage }))

// StageRows are the stages of the journey, which come with id and name, and those
// that at least k customers have beside.
func StageRows(responses []models.Response, journey []StageRow, k int) []StageRow {
	rows := slices.Clone(journey)
	for _, stage := range told(responses, k, func(r *models.Response) string { return r.Stage }) {
		if !slices.ContainsFunc(journey, func(r StageRow) bool { return r.Stage == stage }) {
			rows = append(rows, StageRow{Stage: stage, ID: stage})
		}
	}
	slices.SortFunc(rows, func(a, b StageRow) int { return strings.Compare(a.Stage, b.Stage) })
	return rows
}

// told are the values that at least k customers have, in order, "" left out. What fewer
// have is not named to the open audience, in these tables as in the figures: the value
// itself may say who answered.
func told(responses []models.Response, k int, of func(*models.Response) string) []string {
	count := models.NewCustomers[string](k)
	for i := range responses {
		count.Add(of(&responses[i]), &responses[i])
	}
	maps.DeleteFunc(count.Number, func(value string, n int) bool { return value == "" || n < k })
	return slices.Sorted(maps.Keys(count.Number))
}

// A UnitRow is one department, or a level above departments.
type UnitRow struct {
	Unit   string `table:"unit" doc:"path from the top, such as Region Nord/Aarhus, as in responses, and as value in the figures where dimension is unit"`
	Name   string `table:"name" doc:"last piece of the path"`
	Parent string `table:"parent_unit,null" doc:"the unit above; NULL at the top"`
	Level  int    `table:"level" doc:"pieces of the path, 1 at the top. A figure of a unit holds those of the units under it: sum over one level only"`
	Leaf   bool   `table:"leaf" doc:"no unit is under it"`
	Level1 string `table:"level_1" doc:"first piece of the path"`
	Level2 string `table:"level_2,null" doc:"second piece; NULL where there is none"`
	Level3 string `table:"level_3,null" doc:"third piece; NULL where there is none"`
	Level4 string `table:"level_4,null" doc:"fourth piece; NULL where there is none"`
	Level5 string `table:"level_5,null" doc:"fifth piece; NULL where there is none"`
}

// Units has one row per unit and per level above.
var Units = tables.Define("units", "unit", "The departments and what they are part of, those of at least as many responses as figures are shown of.", tables.Key(func(r *UnitRow) string { return r.Unit }))

// UnitRows are the units, and all levels above them, that at least k customers have.
func UnitRows(responses []models.Response, k int) []UnitRow {
	count := models.NewCustomers[string](k) // by unit, with those under it
	for i := range responses {
		for part := responses[i].Unit; part != ""; part = models.UnitAbove(part) {
			count.Add(part, &responses[i])
		}
	}
	leads := map[string]bool{} // units with units under them that are told
	for unit, n := range count.Number {
		if n >= k {
			leads[models.UnitAbove(unit)] = true
		}
	}
	var rows []UnitRow
	for unit, n := range count.Number {
		if n < k {
			continue
		}
		pieces := strings.Split(unit, "/")
		row := UnitRow{Unit: unit, Name: pieces[len(pieces)-1], Parent: strings.Join(pieces[:len(pieces)-1], "/"), Level: len(pieces), Leaf: !leads[unit]}
		for i, to := range []*string{&row.Level1, &row.Level2, &row.Level3, &row.Level4, &row.Level5} {
			if i < len(pieces) {
				*to = pieces[i]
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// A SegmentRow is one value of one way to cut.
type SegmentRow struct {
	Segment string `table:"segment" doc:"name of the way to cut, as dimension in the figures has it"`
	Value   string `table:"value" doc:"as in its column of responses, and as value in the figures"`
	Column  string `table:"column_name" doc:"column of responses that holds it"`
}

// Segments has one row per way to cut and value.
var Segments = tables.Define("segments", "segment × value", "The further ways to cut and their values, those of at least as many responses as figures are shown of. What is the same of all who were asked, such as the status of a survey tool, is no way to cut until a second value comes; its column stays in responses.",
	tables.By(tables.Key(func(r *SegmentRow) string { return r.Segment }), tables.Key(func(r *SegmentRow) string { return r.Value })))

// SegmentRows are the segments and their values that at least k customers have.
func SegmentRows(responses []models.Response, k int) []SegmentRow {
	values := models.NewCustomers[models.Segment](k)
	for i := range responses {
		for _, s := range responses[i].Segments {
			values.Add(s, &responses[i])
		}
	}
	maps.DeleteFunc(values.Number, func(s models.Segment, n int) bool { return s.Value == "" || n < k })
	columns := tables.SpreadNames(SegmentPrefix, names(responses))
	var rows []SegmentRow
	for s := range values.Number {
		rows = append(rows, SegmentRow{s.Name, s.Value, columns[s.Name]})
	}
	return rows
}

// SegmentPrefix and RatingPrefix begin the columns of segments and of further
// questions in the table of responses.
const (
	SegmentPrefix = "segment_"
	RatingPrefix  = "rating_"
)

// names are the names of the segments that responses have.
func names(responses []models.Response) []string {
	seen := map[string]bool{}
	for i := range responses {
		for _, s := range responses[i].Segments {
			seen[s.Name] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// ratings are the names of the further questions that responses answer.
func ratings(responses []models.Response) []string {
	seen := map[string]bool{}
	for i := range responses {
		for _, r := range responses[i].Ratings {
			seen[r.Name] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

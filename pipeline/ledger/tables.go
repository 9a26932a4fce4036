package ledger

import (
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/tables"
)

// A ResponseRow is one response.
type ResponseRow struct {
	ResponseID     string           `table:"response_id,id" doc:"id of the response, unique within its source"`
	ResponseKey    string           `table:"response_key,id" doc:"source/response_id: the key of this table, which other tables refer to"`
	Source         string           `table:"source,dict" doc:"name of the survey or channel it came from"`
	CustomerKey    string           `table:"customer_key,null,id" doc:"salted hash of the customer; NULL where the customer is unknown"`
	RespondedAt    time.Time        `table:"responded_at,null" doc:"when it was answered, in UTC; NULL where only the day, or nothing, is known"`
	RespondedOn    models.Day       `table:"responded_on,null" doc:"day it was answered, where it was answered; NULL where unknown"`
	Score          models.Score     `table:"score,null" doc:"answer to the recommendation question, on scale; NULL where it was not answered"`
	Scale          string           `table:"scale,dict" doc:"lowest and highest score, such as 0-10; with the lowest passive and promoter score behind it where they are not the usual ones: 1-7:6,7"`
	NPSClass       models.Class     `table:"nps_class,null,dict" doc:"promoter, passive or detractor; NULL without a score"`
	NPSValue       tables.Int       `table:"nps_value,null" doc:"100, 0 or -100: its mean over the scored responses is NPS; NULL without a score"`
	Touchpoint     string           `table:"touchpoint,null,dict" doc:"where in the dealings with the customer it was asked"`
	Stage          string           `table:"stage,null,dict" doc:"step of the customer journey"`
	Unit           string           `table:"unit,null,dict" doc:"department as a path from the top, such as Region Nord/Aarhus/Erhverv"`
	Language       models.Language  `table:"language,null,dict" doc:"language of the comment: da, sv, nb, en, or other; NULL where there is no comment to tell it by"`
	Comment        string           `table:"comment,null,text" doc:"comment as written, personal data masked, then each answer to a further question behind a blank line; NULL where there is none"`
	Title          string           `table:"title,null,text" doc:"title of the comment, personal data masked; NULL where there is none"`
	Clauses        int32            `table:"clauses" doc:"number of clauses in the comment"`
	ThemeCount     int32            `table:"theme_count" doc:"number of distinct themes that it mentions; 0 is uden tema"`
	PrimaryThemeID string           `table:"primary_theme_id,null,dict,theme" doc:"the theme, of those it mentions, that the comment as a whole speaks of most; t0000 is uden tema; NULL without a comment"`
	IsRepeat       bool             `table:"is_repeat" doc:"its comment is the same, letter for letter, as that of a response earlier in this table"`
	Segments       []models.Segment `table:"segment_" doc:"value of the response for this way to cut; NULL where it has none"`
	Ratings        []models.Rating  `table:"rating_" doc:"answer to this further question, in its own scale; NULL where it was not answered"`
	Kind           models.Kind      `table:"source_kind,null,dict" doc:"what the source is: open (unasked), employees or panel, none of which counts in NPS; NULL for a survey of customers"`
}

// Responses has one row per response, in the order of source and id.
var Responses = tables.Define("responses", "response", "Every response of the ledger: who, when, where, the score and the comment.",
	tables.By(tables.Key(func(r *ResponseRow) string { return r.Source }), tables.Key(func(r *ResponseRow) string { return r.ResponseID }))).Detail()

// ResponseRows are the rows of the responses, which must be in the order of
// their keys; documents[i] is the comment of responses[i], primary[i] the theme
// that it speaks of most, "" for none.
func ResponseRows(responses []models.Response, documents []models.Document, mentions []models.Mention, primary []string) []ResponseRow {
	rows := make([]ResponseRow, len(responses))
	seen := make(map[string]bool, len(responses))
	for i := range responses {
		r := &responses[i]
		rows[i] = responseRow(r)
		rows[i].Clauses = int32(len(documents[i].Clauses))
		if rows[i].PrimaryThemeID = primary[i]; primary[i] == models.NoTheme && r.Commented() {
			rows[i].PrimaryThemeID = models.NoThemeKey
		}
		if text := rows[i].Comment; text != "" {
			rows[i].Language = documents[i].Language
			rows[i].IsRepeat = seen[text]
			seen[text] = true
		}
	}
	told := map[mentioned]bool{}
	for _, m := range mentions {
		if it := (mentioned{m.Response, m.Theme}); !told[it] {
			told[it] = true
			rows[m.Response].ThemeCount++
		}
	}
	return rows
}

// mentioned is a response and a theme of it.
type mentioned struct {
	response int
	theme    string
}

// responseRow is what a response says of itself.
func responseRow(r *models.Response) ResponseRow {
	row := ResponseRow{
		ResponseID:  r.ID,
		ResponseKey: r.Key().String(),
		Source:      r.Source,
		CustomerKey: r.Customer,
		RespondedAt: r.At,
		RespondedOn: r.Day,
		Score:       r.Score,
		Scale:       r.Scale.String(),
		NPSClass:    r.Class(),
		Touchpoint:  r.Touchpoint,
		Stage:       r.Stage,
		Unit:        r.Unit,
		Comment:     r.Text(),
		Title:       r.Title,
		Segments:    r.Segments,
		Ratings:     r.Ratings,
		Kind:        r.Kind,
	}
	if row.NPSClass != models.NoClass {
		row.NPSValue = tables.IntOf(row.NPSClass.Value())
	}
	return row
}

// Key is the key of the response that r is of.
func (r *ResponseRow) Key() models.Key { return models.Key{Source: r.Source, ID: r.ResponseID} }

// UnitLevels are the levels of r's unit, from the top; none where it has none.
func (r *ResponseRow) UnitLevels() []string {
	if r.Unit == "" {
		return nil
	}
	return strings.Split(r.Unit, "/")
}

// Response is the response that r is of, as far as the table tells. A scale that
// cannot be read is an error.
func (r *ResponseRow) Response() (models.Response, error) {
	scale, err := models.ParseScale(r.Scale)
	return models.Response{
		Source: r.Source, ID: r.ResponseID, Customer: r.CustomerKey, At: r.RespondedAt, Day: r.RespondedOn,
		Score: r.Score, Scale: scale, Title: r.Title, Comment: r.Comment, Touchpoint: r.Touchpoint, Stage: r.Stage,
		Unit: r.Unit, Segments: r.Segments, Ratings: r.Ratings, Language: r.Language, Kind: r.Kind,
	}, err
}

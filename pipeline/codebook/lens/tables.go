package lens

import (
	"math"
	"unicode/utf8"

	"stemme/models"
	"stemme/pipeline/tables"
)

// A Time is a duration of a response.
type Time struct {
	Response, Clause int
	Start, End       int // characters of the comment
	Low, High        float64
	Sense            TimeSense
}

// An Amount is a sum of money of a response.
type Amount struct {
	Response, Clause int
	Start, End       int // characters of the comment
	Value            float64
	Currency         string
}

// times adds to out the durations of a comment.
func times(out []Time, all []Duration, response int, text string, doc *models.Document) []Time {
	for _, d := range all {
		out = append(out, Time{response, clauseAt(doc, d.Start), utf8.RuneCountInString(text[:d.Start]),
			utf8.RuneCountInString(text[:d.End]), d.Low, d.High, d.Sense})
	}
	return out
}

// amounts adds to out the sums of money of a comment.
func amounts(out []Amount, all []Money, response int, text string, doc *models.Document) []Amount {
	for _, m := range all {
		out = append(out, Amount{response, clauseAt(doc, m.Start), utf8.RuneCountInString(text[:m.Start]),
			utf8.RuneCountInString(text[:m.End]), m.Value, m.Currency})
	}
	return out
}

// clauseAt is the clause that holds a byte of the comment, the last that begins
// before it.
func clauseAt(doc *models.Document, at int) int {
	clause := 0
	for i := range doc.Clauses {
		if int(doc.Clauses[i].Start) <= at {
			clause = i
		}
	}
	return clause
}

// A DurationRow is one length of time that a comment names.
type DurationRow struct {
	ResponseKey string    `table:"response_key" doc:"source/response_id, see responses"`
	Clause      int32     `table:"clause" doc:"number of the clause in its comment, the first is 0"`
	Start       int32     `table:"start_char,was=start" doc:"first character of the duration in the masked comment, counted from 0 in Unicode code points"`
	End         int32     `table:"end_char,was=end" doc:"the character after its last"`
	HoursLow    float64   `table:"hours_low" doc:"at least so many hours; a day is 24, a month 720, a year 8760"`
	HoursHigh   float64   `table:"hours_high,null" doc:"at most so many hours; NULL where the text sets no bound"`
	Sense       TimeSense `table:"sense,null,dict" doc:"waited, promised, took or within (done in that time); NULL for any other, such as years as a customer"`
}

// DurationTable has one row per duration.
var DurationTable = tables.Define("durations", "response × duration", "Lengths of time that comments name, and what they were.",
	tables.By(tables.Key(func(r *DurationRow) string { return r.ResponseKey }), tables.Key(func(r *DurationRow) int32 { return r.Start }))).Detail()

// An AmountRow is one sum of money that a comment names.
type AmountRow struct {
	ResponseKey string  `table:"response_key" doc:"source/response_id, see responses"`
	Clause      int32   `table:"clause" doc:"number of the clause in its comment, the first is 0"`
	Start       int32   `table:"start_char,was=start" doc:"first character of the amount in the masked comment, counted from 0 in Unicode code points"`
	End         int32   `table:"end_char,was=end" doc:"the character after its last"`
	Amount      float64 `table:"amount" doc:"in units of the currency"`
	Currency    string  `table:"currency,dict" doc:"DKK, EUR, USD, SEK, NOK or GBP"`
}

// AmountTable has one row per amount.
var AmountTable = tables.Define("amounts", "response × amount", "Sums of money that comments name.",
	tables.By(tables.Key(func(r *AmountRow) string { return r.ResponseKey }), tables.Key(func(r *AmountRow) int32 { return r.Start }))).Detail()

// DurationRows are the rows of the durations of responses.
func DurationRows(responses []models.Response, all []Time) []DurationRow {
	rows := make([]DurationRow, len(all))
	for i, t := range all {
		rows[i] = DurationRow{responses[t.Response].Key().String(), int32(t.Clause), int32(t.Start), int32(t.End), t.Low, t.High, t.Sense}
		if math.IsInf(t.High, 1) {
			rows[i].HoursHigh = math.NaN()
		}
	}
	return rows
}

// AmountRows are the rows of the amounts of responses.
func AmountRows(responses []models.Response, all []Amount) []AmountRow {
	rows := make([]AmountRow, len(all))
	for i, a := range all {
		rows[i] = AmountRow{responses[a.Response].Key().String(), int32(a.Clause), int32(a.Start), int32(a.End), a.Value, a.Currency}
	}
	return rows
}

// Package models holds the words of the domain as types: responses, scores and
// their scales, documents made of clauses and terms, themes and mentions. It is
// data and its invariants; it does no input or output and imports the standard
// library alone.
package models

import (
	"cmp"
	"time"
)

// A Response is one answered survey, as it is kept in the ledger: its texts are
// in Unicode normalisation form C and masked, and it holds no person's name from
// the asking organisation. An empty string means that nothing is known.
type Response struct {
	Source     string    // name of the survey or channel it came from
	ID         string    // unique within Source
	Customer   string    // salted hash of the customer's key, in hex
	At         time.Time // when it was answered, in UTC; zero where only the day, or nothing, is known
	Day        Day       // the day it was answered where it was answered; NoDay where unknown
	Score      Score     // the answer to the recommendation question
	Scale      Scale     // the scale of Score, also where there is no score
	Title      string
	Comment    string
	Asks       Ask      // of the question that Comment answers, as far as its column says
	Answers    []Answer // to further open questions, in the order of the source's columns; none is empty
	Touchpoint string
	Stage      string
	Unit       string    // path from the top, such as "Region Nord/Aarhus/Erhverv"
	Segments   []Segment // sorted by name, no name twice
	Ratings    []Rating  // further scores, sorted by name, no name twice
	Language   Language  // as the source states it; "" lets the program recognise it
	Kind       Kind      // of the source
}

// An Answer is what a customer wrote to an open question beside the first one.
type Answer struct{ Question, Text string }

// A Kind says what a source is, and so which figures its responses count in. The
// zero Kind is a survey of customers.
type Kind string

// The kinds of sources. Only surveys count in NPS.
const (
	Survey    Kind = ""          // customers who were asked
	Open      Kind = "open"      // customers who wrote unasked: web page, social media
	Employees Kind = "employees" // the organisation's own people; never mixed with customers
	Panel     Kind = "panel"     // panels, focus groups and interviews, asked ad hoc
)

// A Key tells a response from all others of a ledger.
type Key struct{ Source, ID string }

// Key is what r is accepted, corrected and erased by.
func (r *Response) Key() Key { return Key{r.Source, r.ID} }

// String gives the key in one piece, unique over a whole ledger: "source/id".
// A source's name never holds a slash.
func (k Key) String() string { return k.Source + "/" + k.ID }

// Compare orders keys by source, then by id, byte by byte.
func (k Key) Compare(l Key) int {
	return cmp.Or(cmp.Compare(k.Source, l.Source), cmp.Compare(k.ID, l.ID))
}

// Class is the customer class of r: none without a score, and none where r is of
// no survey of customers.
func (r *Response) Class() Class {
	if r.Kind != Survey {
		return NoClass
	}
	return r.Scale.Class(r.Score)
}

// Segment is the value of r for the named way to cut, "" where it has none.
func (r *Response) Segment(name string) string {
	for _, s := range r.Segments {
		if s.Name == name {
			return s.Value
		}
	}
	return ""
}

// A Segment is one further property of a response that figures can be cut by,
// such as {"kundetype", "erhverv"}.
type Segment struct{ Name, Value string }

// A Rating is the answer to a further question on a scale, such as trust.
type Rating struct {
	Name  string
	Score Score
}

// Language is a code of two letters, or Other.
type Language string

// The languages that are told apart. Text in Other is kept and searchable but
// is not stemmed.
const (
	Danish    Language = "da"
	Swedish   Language = "sv"
	Norwegian Language = "nb"
	English   Language = "en"
	Other     Language = "other"
)

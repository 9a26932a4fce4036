package query

import (
	"fmt"
	"slices"
	"strings"

	"stemme/models"
)

// A Reason says what is wrong with a query.
type Reason string

// What can be wrong with a query.
const (
	TooLong        Reason = "too_long"        // more than MaxQuery characters, or too many words
	TooDeep        Reason = "too_deep"        // brackets within brackets within ...
	MissingQuote   Reason = "missing_quote"   // a phrase that does not end
	MissingClose   Reason = "missing_close"   // a bracket that does not end
	SurplusClose   Reason = "surplus_close"   // a bracket that never began
	MissingOperand Reason = "missing_operand" // AND, OR, NOT with nothing to work on; brackets around nothing
	UnknownField   Reason = "unknown_field"   // Arg is the name
	FieldMeant     Reason = "field_meant"     // as UnknownField, with Meant
	MissingValue   Reason = "missing_value"   // a field with nothing behind; Arg is the name
	BadClass       Reason = "bad_class"       // Arg is the value
	BadScore       Reason = "bad_score"       // Arg is the value
	BadDate        Reason = "bad_date"        // Arg is the value
	BadLanguage    Reason = "bad_language"    // Arg is the value
	BadPattern     Reason = "bad_pattern"     // a regular expression that is none, or is too long
	BadFuzzy       Reason = "bad_fuzzy"       // ~ with something else than 1 or 2
	TooMany        Reason = "too_many"        // words with ~, * or ?, and expressions, than are looked for
	BadCursor      Reason = "bad_cursor"      // Request.After is not a hit's Cursor
)

// A Error says what is wrong with a query, and where.
type Error struct {
	Reason Reason
	Pos    int    // character of the query, 1 is the first; 0 for none
	Arg    string // what is wrong, in the query's own words
	Meant  string // what was probably meant, in the query language; "" where that is not known
}

// Args are what a text about the fault speaks of: the place, the piece of the query
// and, of FieldMeant, what was probably meant.
func (e *Error) Args() []any {
	if e.Reason == FieldMeant {
		return []any{e.Pos, e.Arg, e.Meant}
	}
	return []any{e.Pos, e.Arg}
}

// Error names the reason and the place.
func (e *Error) Error() string {
	s := "query: " + strings.ReplaceAll(string(e.Reason), "_", " ")
	if e.Arg != "" {
		s += fmt.Sprintf(" %q", e.Arg)
	}
	if e.Pos > 0 {
		s += fmt.Sprintf(" at character %d", e.Pos)
	}
	return s
}

// Bounds of a query: enough for whatever people type or paste, and little
// enough that none takes long to answer.
const (
	MaxQuery   = 2000 // characters
	maxWords   = 100  // words, phrases and conditions
	maxOpen    = 10   // different ones that stand for many: with ~, * or ?, and expressions
	maxDepth   = 40   // brackets within brackets
	maxPattern = 200  // bytes of a regular expression
)

// A node is a part of a query.
type node interface{}

type (
	andNode []node
	orNode  []node
	notNode struct{ of node }

	// wordNode is a word or a phrase, in the comment or the title.
	wordNode struct {
		text  string
		kind  wordKind
		edits int  // of a fuzzy word: 1 or 2
		title bool // in the title only
	}
	// valueNode is a condition on a column of strings.
	valueNode struct {
		column column
		name   string // of a segment
		values []string
	}
	classNode    map[models.Class]bool
	languageNode map[models.Language]bool
	scoreNode    struct {
		low, high int
		none      bool // those without a score, instead
		written   written
	}
	dateNode struct {
		first, last models.Day
		written     written
	}
	keysNode []models.Key
)

// oneEnded says that n is open to the past or to what comes.
func (n dateNode) oneEnded() bool { return n.first == models.NoDay+1 || n.last == 1<<31-1 }

// written is a condition as it stands in the query; empty in those of a filter.
type written struct{ field, value string }

// wordKind says how a word is looked for.
type wordKind int

const (
	analysed wordKind = iota // by its stem, also within compounds
	exactly                  // as written, but for capitals
	fuzzily                  // with some letters wrong
	wildcard                 // * for any letters, ? for one
	pattern                  // a regular expression over the whole word
)

// column is a column that values can be asked of.
type column int

const (
	themeColumn column = iota
	sourceColumn
	touchpointColumn
	stageColumn
	unitColumn
	segmentColumn
)

// valueColumns are the columns of the fields that have values.
var valueColumns = map[string]column{
	"theme": themeColumn, "source": sourceColumn, "touchpoint": touchpointColumn,
	"stage": stageColumn, "unit": unitColumn, "segment": segmentColumn,
}

// fieldNames are the names of fields, Danish and English.
var fieldNames = map[string]string{
	"class": "class", "klasse": "class", "kundegruppe": "class", "gruppe": "class",
	"theme": "theme", "tema": "theme",
	"source": "source", "kilde": "source",
	"touchpoint": "touchpoint", "kontaktpunkt": "touchpoint",
	"stage": "stage", "trin": "stage",
	"unit": "unit", "afdeling": "unit", "enhed": "unit",
	"score": "score", "karakter": "score",
	"date": "date", "dato": "date",
	"language": "language", "sprog": "language",
	"title": "title", "titel": "title", "overskrift": "title",
}

// furtherNames are names that a segment of the survey may have instead: what tools
// call a touchpoint, and one end of the days.
var furtherNames = map[string]string{
	"kanal": "touchpoint", "channel": "touchpoint",
	"fra": "from", "from": "from", "siden": "from", "since": "from", "til": "to", "to": "to", "until": "to",
	"efter": "after", "after": "after", "før": "before", "foer": "before", "before": "before",
}

// FieldNames are the names of a field, in order.
func FieldNames(field string) (names []string) {
	for name, of := range fieldNames {
		if of == field {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

var classNames = map[string]models.Class{
	"promoter": models.Promoter, "promoters": models.Promoter, "promotere": models.Promoter,
	"passive": models.Passive, "passiv": models.Passive, "passives": models.Passive,
	"detractor": models.Detractor, "detractors": models.Detractor, "detraktor": models.Detractor, "detractorer": models.Detractor,
	"none": models.NoClass, "ingen": models.NoClass, "unknown": models.NoClass, "ukendt": models.NoClass, "-": models.NoClass,
}

var languageNames = map[string]models.Language{
	"da": models.Danish, "dansk": models.Danish, "danish": models.Danish,
	"sv": models.Swedish, "svensk": models.Swedish, "swedish": models.Swedish,
	"nb": models.Norwegian, "no": models.Norwegian, "norsk": models.Norwegian, "norwegian": models.Norwegian,
	"en": models.English, "engelsk": models.English, "english": models.English,
	"other": models.Other, "andet": models.Other, "andre": models.Other,
}

// none are the words that ask for nothing known: "tema:ingen" is uden tema.
var none = map[string]bool{"none": true, "ingen": true, "unknown": true, "ukendt": true, "uden tema": true, "no theme": true, "-": true}

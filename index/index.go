// Package index finds comments: it builds a search index over all comments of
// an edition and answers queries on it.
//
// Words are kept by Bleve: one index a shard, a shard a core, without stored
// text and without positions. Everything that does not depend on a word (class,
// score, day, touchpoint, unit, themes, ...) lies in column arrays beside it, so
// that filters, counts and orders are loops over numbers; so do the texts, and
// each comment once more as a row of word numbers, which is what phrases,
// wildcards, similar comments and significant words are answered from.
//
// An index never changes once built. Its answers depend neither on the order of
// the documents nor on the number of shards: ranks are computed from figures of
// the whole index, and ties are broken by key.
package index

import "stemme/models"

// A Document is one comment with all that it is found by.
type Document struct {
	Key        models.Key // unique over the index
	Class      models.Class
	Score      models.Score
	Day        models.Day
	Touchpoint string
	Stage      string
	Unit       string // path from the top, parts joined by "/"
	Segments   []models.Segment
	Language   models.Language
	Themes     []string // ids, best first; none for "uden tema"
	Title      string   // valid UTF-8 in normalisation form C
	Comment    string   // likewise
}

// A Span is a piece of a text: bytes from Start up to End.
type Span struct{ Start, End int }

// A Fragment is a piece of a comment around what a query found in it.
type Fragment struct {
	Span
	Marks []Span // what was found, bytes of the whole comment, in order, apart
}

// A Hit is one comment that a query found.
type Hit struct {
	Document
	Rank       float64 // relevance, comparable within one result only
	TitleMarks []Span  // what was found in Title
	Marks      []Span  // what was found in Comment
	Fragments  []Fragment
	Cursor     string // continue behind this hit, see Request.After
}

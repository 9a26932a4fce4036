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
// # Queries
//
//	ventetid telefon            comments that hold both words, in any form
//	"ikke dårligt"              the words in a row
//	levering -retur             without a word; also NOT and IKKE
//	(pris OR gebyr) AND bank    also ELLER and OG; operators are capitals
//	ventetdi~   ventetdi~2      with one letter wrong, or two
//	lever*   *service   k?b     any letters, one letter
//	/lever(er|ede)/             a regular expression over the whole word
//	=ventetid   ="lang kø"      only as written, but for capitals
//	class:detractor             klasse:, kundegruppe:; promoter, passiv, detractor, ingen
//	theme:t0042 tema:ventetid   a theme's id, name or a word of it; tema:ingen is uden tema
//	touchpoint:web              kontaktpunkt:; also stage:, trin:, source:, kilde:
//	unit:"Region Nord/Aarhus"   afdeling:, enhed:; with all units below
//	score:0..3   score:9..      karakter:
//	date:2026-01..2026-03       dato:; a day, month, quarter (2026-K1) or year, or from..to
//	language:en                 sprog:
//	title:ærgerlig              titel:; in the title only
//	kundetype:erhverv           a segment of the survey, by its name
//
// Words are understood by package stemming, as those of the comments were: by
// their stem, within compounds, and with the spelling put right. All words have
// to be found; those that match are ranked by BM25.
//
// # Answers
//
// An index never changes once built. Its answers depend neither on the order of
// the documents nor on the number of shards: ranks are computed from figures of
// the whole index, and ties are broken by key.
package index

import (
	"stemme/index/internal/columns"
	"stemme/index/internal/query"
)

// A Document is one comment with all that it is found by.
type Document = columns.Document

// A Filter is conditions that must all hold; the zero Filter lets all through.
type Filter = query.Filter

// A QueryError says what is wrong with a query, and where.
type QueryError = query.Error

// A Miss is a value of a query that no comment has, and what was probably meant.
type Miss = query.Miss

// FieldNames are the names of a field of the query language, in order: those of a
// class, theme, touchpoint, stage, unit, source, score, date, language or title.
func FieldNames(field string) []string { return query.FieldNames(field) }

// A Reading is a word of a query that is taken for a misspelling of another.
type Reading = query.Reading

// A Reason says what is wrong with a query.
type Reason = query.Reason

// MaxQuery is the most characters of a query.
const MaxQuery = query.MaxQuery

// ErrCorrupt says that a directory does not hold an index of this form, whole.
var ErrCorrupt = columns.ErrCorrupt

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

package models

// A Document is a comment as its clauses of terms, in the order written.
type Document struct {
	Language Language
	Clauses  []Clause
}

// A Clause is a piece of a comment that says one thing.
type Clause struct {
	Start, End  int32 // bytes of the comment, white space trimmed
	Terms       []Term
	Boilerplate bool // a sign-off, a quotation, text shared by many; it has no terms
}

// A Term is a stem or a compound part, counted, with where it was written. The
// terms of a clause are in the order of Start; a compound comes whole first,
// then its parts.
type Term struct {
	Text       string   // the stem after folding and repairs; never shown to people
	Start, End int32    // bytes of the comment
	Kind       TermKind // what it may be used for
	Negated    bool     // stands in the scope of a negation in its clause
}

// A TermKind says what a term may be used for.
type TermKind uint8

// Content terms carry what a clause is about. Function words, negations and
// degree words are kept for phrases and polarity, not for themes.
const (
	Content  TermKind = iota // word that a theme can be made of
	Part                     // part of the compound before it; also carries theme
	Function                 // article, pronoun, preposition, auxiliary, ...
	Negation                 // ikke, aldrig, ingen, uden, hverken, næppe, ...
	Degree                   // meget, lidt, alt for, ...
	Number                   // digits, amounts, dates
	Emoji                    // a pictograph or emoticon
	Masked                   // a placeholder of masked personal data
)

// Topical says whether a term can carry a theme.
func (k TermKind) Topical() bool { return k == Content || k == Part }

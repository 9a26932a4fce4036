package index

import (
	"github.com/blevesearch/bleve/v2/analysis"

	"stemme/models"
	"stemme/stemming"
)

// An Analyzer is the analysis of one of the index's fields in the form that
// Bleve asks for, for those who keep Danish text in a Bleve index of their own:
// the same terms at index and at query time, with the offsets of what was
// written.
type Analyzer struct {
	analyser *stemming.Analyser
	language models.Language
	field    Field
}

// A Field is what a word is looked for by.
type Field string

// The fields of an index.
const (
	Text   Field = textField   // by its term
	Heads  Field = headField   // by the terms of the parts that end it, where it is a compound
	Parts  Field = partField   // by the terms of its other parts
	Exact  Field = exactField  // as written, in lower case
	Folded Field = foldedField // the same in plain letters, where that is different
)

// NewAnalyzer makes the analysis of a field for texts of one language. The
// texts must be valid UTF-8 in normalisation form C.
func NewAnalyzer(a *stemming.Analyser, lang models.Language, field Field) *Analyzer {
	return &Analyzer{a, lang, field}
}

// Analyze cuts text into terms. Offsets are bytes; the parts of a compound have
// its position.
func (a *Analyzer) Analyze(text []byte) analysis.TokenStream {
	s := string(text)
	var stream analysis.TokenStream
	list := tokens(a.analyser, s, a.language)
	for i := range list {
		t := &list[i]
		add := func(term string, start, end int32) {
			stream = append(stream, &analysis.Token{Term: []byte(term), Start: int(start), End: int(end),
				Position: i + 1, Type: analysis.AlphaNumeric})
		}
		switch a.field {
		case Text:
			add(t.term, t.start, t.end)
		case Exact:
			add(t.exact, t.start, t.end)
		case Folded:
			if folded := fold(t.exact); folded != t.exact {
				add(folded, t.start, t.end)
			}
		case Heads, Parts:
			for _, p := range t.parts {
				if p.term != t.term && t.isHead(p) == (a.field == Heads) {
					add(p.term, p.start, p.end)
				}
			}
		}
	}
	return stream
}

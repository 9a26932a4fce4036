package index

import (
	"github.com/blevesearch/bleve/v2/analysis"

	"stemme/index/internal/columns"
	"stemme/index/internal/postings"
	"stemme/models"
	"stemme/stemming"
)

// An Analyzer is the analysis of one of the index's fields in the form that
// Bleve asks for, so that BenchmarkBuildBleve can build the same index with
// Bleve alone.
type Analyzer struct {
	analyser *stemming.Analyser
	language models.Language
	field    Field
}

// A Field is what a word is looked for by.
type Field string

// The fields of an index.
const (
	Text   Field = postings.TextField   // by its term
	Heads  Field = postings.HeadField   // by the terms of the parts that end it, where it is a compound
	Parts  Field = postings.PartField   // by the terms of its other parts
	Exact  Field = postings.ExactField  // as written, in lower case
	Folded Field = postings.FoldedField // the same in plain letters, where that is different
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
	list := columns.Tokens(a.analyser, s, a.language)
	for i := range list {
		t := &list[i]
		add := func(term string, start, end int32) {
			stream = append(stream, &analysis.Token{Term: []byte(term), Start: int(start), End: int(end),
				Position: i + 1, Type: analysis.AlphaNumeric})
		}
		switch a.field {
		case Text:
			add(t.Term, t.Start, t.End)
		case Exact:
			add(t.Exact, t.Start, t.End)
		case Folded:
			if folded := columns.Fold(t.Exact); folded != t.Exact {
				add(folded, t.Start, t.End)
			}
		case Heads, Parts:
			for _, p := range t.Parts {
				if p.Term != t.Term && t.IsHead(p) == (a.field == Heads) {
					add(p.Term, p.Start, p.End)
				}
			}
		}
	}
	return stream
}

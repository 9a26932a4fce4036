package stemming

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

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
// used by many goroutines; what it remembers of words it has met never shows in
// its answers.
type Analyser struct {
	lexicon *Lexicon
	layers  Layers
	seen    map[models.Language]memory
	seed    maphash.Seed
	scratch sync.Pool // of *analysis
}

// AsWritten is a that takes every word to be spelt as it was meant: for the words
// of those who write rules, which the commonest words of a corpus must not mend.
func (a *Analyser) AsWritten() *Analyser {
	layers := a.layers
	layers.Spelling = false
	return NewAnalyser(a.lexicon, layers)
}

// NewAnalyser makes an analyser of the layers, which draw their evidence on
// what is a compound and what a misspelling from lexicon. A nil lexicon knows
// nothing.
func NewAnalyser(lexicon *Lexicon, layers Layers) *Analyser {
	if lexicon == nil {
		lexicon = empty()
	}
	a := &Analyser{lexicon: lexicon, layers: layers, seed: maphash.MakeSeed(), seen: map[models.Language]memory{}}
	for lang := range vocabularies {
		a.seen[lang] = make(memory, rememberedOther)
	}
	a.seen[models.Danish] = make(memory, rememberedDanish)
	a.scratch.New = func() any { return &analysis{word: make([]byte, 0, 4*longestWord)} }
	return a
}

// An entry is what is known of a word, whatever the text it stands in.
type entry struct {
	word   string // lower case, see lower
	folded string // after folding; the word itself where nothing was folded
	term   string
	shape  shape
	kind   models.TermKind
	role   role
	pair   pair // role it plays with the word that follows
	parts  []part
}

// A part is a part of a compound.
type part struct {
	from, to int // characters of the entry's word
	word     string
	term     string
}

// How many words a memory holds, a power of two: for Danish, and for each of the
// languages that few comments are in.
const (
	rememberedDanish = 1 << 16
	rememberedOther  = 1 << 12
)

// places is how many places a word has in a memory.
const places = 4

// A memory remembers entries without locks and within bounds: a newcomer takes
// the place of what was there.
type memory []atomic.Pointer[entry]

// recall is the entry of the word if m remembers it, and else where to store it.
func (m memory) recall(word []byte, shape shape, hash uint64) (e *entry, free *atomic.Pointer[entry]) {
	at := hash & uint64(len(m)-1) &^ (places - 1)
	for i := range m[at : at+places] {
		e := m[at+uint64(i)].Load()
		if e == nil {
			return nil, &m[at+uint64(i)]
		}
		if e.shape == shape && e.word == string(word) {
			return e, nil
		}
	}
	return nil, &m[at+hash>>62]
}

// An analysis is the working space for one text.
type analysis struct {
	word    []byte
	pieces  []piece
	clauses []span
	negated []bool // by piece
}

// A span is the pieces [from, to) of a clause.
type span struct{ from, to int }

// analyse cuts text into pieces and clauses. The caller must give the analysis
// back to a.scratch.
func (a *Analyser) analyse(text string, lang models.Language) *analysis {
	an := a.scratch.Get().(*analysis)
	seen, ok := a.seen[lang]
	if !ok {
		lang, seen = models.Other, a.seen[models.Other]
	}
	an.pieces = scan(an.pieces[:0], text)
	for i := range an.pieces {
		p := &an.pieces[i]
		if p.shape.isBreak() {
			continue
		}
		written := text[p.start:p.end]
		if p.shape == emojiShape || p.shape == maskedShape {
			an.word = cut(append(an.word[:0], written...))
		} else {
			an.word = lowerInto(an.word, written)
		}
		e, free := seen.recall(an.word, p.shape, maphash.Bytes(a.seed, an.word))
		if e == nil {
			e = a.compose(string(an.word), p.shape, lang)
			free.Store(e)
		}
		p.entry = e
	}
	an.clauses = clauses(an.clauses[:0], an.pieces)
	an.negated = negations(an.negated[:0], an.pieces, an.clauses)
	return an
}

// keep is how many pieces an analysis may have and be used again; a larger one
// is left to the garbage collector.
const keep = 1 << 14

// done gives an back to be used again.
func (a *Analyser) done(an *analysis) {
	if cap(an.pieces) <= keep {
		a.scratch.Put(an)
	}
}

// Document cuts text into clauses and terms. The text must be valid UTF-8; lang
// picks the stemmer and the grammar words, and a language that is not known is
// not stemmed.
func (a *Analyser) Document(text string, lang models.Language) models.Document {
	an := a.analyse(text, lang)
	defer a.done(an)
	doc := models.Document{Language: lang}
	if len(an.clauses) == 0 {
		return doc
	}
	size := 0
	for _, p := range an.pieces {
		if p.entry != nil {
			size += 1 + len(p.entry.parts)
		}
	}
	terms := make([]models.Term, 0, size)
	doc.Clauses = make([]models.Clause, len(an.clauses))
	for c, span := range an.clauses {
		first := len(terms)
		for i := span.from; i < span.to; i++ {
			p, e := &an.pieces[i], an.pieces[i].entry
			if e == nil {
				continue
			}
			terms = append(terms, models.Term{Text: e.term, Start: p.start, End: p.end, Kind: e.kind, Negated: an.negated[i]})
			for _, part := range e.parts {
				start, end := p.locate(text, part)
				terms = append(terms, models.Term{Text: part.term, Start: start, End: end, Kind: models.Part, Negated: an.negated[i]})
			}
		}
		start, end := span.bytes(text, an.pieces)
		doc.Clauses[c] = models.Clause{Start: start, End: end, Terms: terms[first:len(terms):len(terms)]}
	}
	return doc
}

// locate is where part of the piece's word stands in text, in bytes.
func (p *piece) locate(text string, part part) (start, end int32) {
	written := text[p.start:p.end]
	return p.start + int32(characterOffset(written, part.from)), p.start + int32(characterOffset(written, part.to))
}

// A Token is a word, number or sign of a text as search needs it.
type Token struct {
	Start, End int32  // bytes of the text
	Position   int32  // from 1; the parts of a compound share the position of the whole
	Clause     int32  // from 0
	Exact      string // as written, in lower case; of a part, the part
	Folded     string // Exact after folding
	Term       string // as in models.Term
	Kind       models.TermKind
	Negated    bool
}

// Tokens appends the tokens of text to dst, a compound before its parts, with
// the same terms, in the same order, as Document.
func (a *Analyser) Tokens(dst []Token, text string, lang models.Language) []Token {
	an := a.analyse(text, lang)
	defer a.done(an)
	position := int32(0)
	for c, span := range an.clauses {
		for i := span.from; i < span.to; i++ {
			p, e := &an.pieces[i], an.pieces[i].entry
			if e == nil {
				continue
			}
			position++
			dst = append(dst, Token{p.start, p.end, position, int32(c), e.word, e.folded, e.term, e.kind, an.negated[i]})
			for _, part := range e.parts {
				start, end := p.locate(text, part)
				dst = append(dst, Token{start, end, position, int32(c), part.word, part.word, part.term, models.Part, an.negated[i]})
			}
		}
	}
	return dst
}

// compose makes the entry of a word.
func (a *Analyser) compose(word string, shape shape, lang models.Language) *entry {
	e := &entry{word: word, folded: word, term: word, shape: shape}
	switch shape {
	case numberShape:
		e.kind = models.Number
		e.term = strings.TrimRight(word, ".")
		return e
	case emojiShape:
		e.kind = models.Emoji
		e.term = feeling(word)
		return e
	case maskedShape:
		e.kind = models.Masked
		return e
	case addressShape:
		return e
	case abbreviationShape:
		e.term = strings.TrimRight(word, ".")
	}
	fixed := e.term
	if lang == models.Danish && shape == wordShape {
		fixed = a.fix(e)
	}
	v := vocabularies[lang]
	e.role, e.pair = v.roles[fixed], v.pairs[fixed]
	if kind, ok := v.kinds[fixed]; ok {
		e.kind, e.term = kind, fixed
		return e
	}
	switch {
	case shape == codeShape:
		e.term = code(fixed)
		if a.layers.Compounds {
			e.parts = a.pieces(nil, e.word, lang)
		}
	case shape == wordShape && lang == models.Danish:
		a.complete(e, fixed)
	case shape == wordShape:
		e.term = stemAs(fixed, lang)
	}
	return e
}

// code is the term of a word of letters and digits, which is not inflected but
// for the likes of 10'er, 10er and 10-er, which are one.
func code(word string) string {
	digits := strings.TrimLeft(word, "0123456789")
	number := word[:len(word)-len(digits)]
	ending := strings.TrimLeft(digits, "'-")
	for _, s := range []string{"er", "ere", "eren", "erne", "ernes", "ers", "eres"} {
		if number != "" && ending == s {
			return number + "'er"
		}
	}
	return word
}

// unjoined takes out what joins the parts of a word.
var unjoined = strings.NewReplacer("-", "", "_", "")

// fix sets the folded form of e's word and is that form after correction.
func (a *Analyser) fix(e *entry) string {
	if a.layers.Folding {
		e.folded = a.lexicon.fold(unjoined.Replace(e.word))
	}
	if !a.layers.Spelling {
		return e.folded
	}
	fixed := a.lexicon.correct(e.folded)
	if fixed == e.folded && fixed != e.word && a.lexicon.evidence(fixed) == 0 {
		if fixed = a.lexicon.correct(e.word); fixed == e.word {
			return e.folded
		}
	}
	return fixed
}

// Meant is the word that a Danish word is read as where it is taken for a
// misspelling, in lower case; "" where it is read as it is written.
func (a *Analyser) Meant(word string) string {
	var tokens []Token
	if tokens = a.Tokens(tokens, word, models.Danish); len(tokens) == 0 || int(tokens[0].End)-int(tokens[0].Start) != len(word) || tokens[0].Kind == models.Number {
		return ""
	}
	e := &entry{word: tokens[0].Exact}
	fixed := a.fix(e)
	if fixed == e.folded {
		return ""
	}
	return fixed
}

// complete finds the term and parts of a Danish content word, of which fixed is
// the folded and corrected form.
func (a *Analyser) complete(e *entry, fixed string) {
	e.term = a.stem(fixed)
	if !a.layers.Compounds {
		return
	}
	if e.parts = a.pieces(nil, e.word, models.Danish); len(e.parts) > 0 {
		return
	}
	units := a.lexicon.parts(fixed)
	if len(units) == 0 {
		return
	}
	borders := align(e.word, fixed)
	for _, u := range units {
		from, to := utf8.RuneCountInString(fixed[:u.from]), utf8.RuneCountInString(fixed[:u.to])
		term := fixed[u.from:u.link] + a.stem(fixed[u.link:u.to])
		e.parts = append(e.parts, part{borders[from], borders[to], fixed[u.from:u.to], term})
	}
	last := units[len(units)-1]
	e.term = fixed[:last.from] + a.stem(fixed[last.from:])
}

// pieces appends the parts of a word that its writer has joined by hyphens, and
// their parts, to dst; a single letter and a number are no part.
func (a *Analyser) pieces(dst []part, word string, lang models.Language) []part {
	if !strings.Contains(word, "-") {
		return dst
	}
	from := 0
	for piece := range strings.SplitSeq(word, "-") {
		size := utf8.RuneCountInString(piece)
		if digits := strings.Trim(piece, "0123456789"); size > 1 && digits != "" {
			shape := wordShape
			if len(digits) < len(piece) {
				shape = codeShape
			}
			e := a.compose(piece, shape, lang)
			dst = append(dst, part{from, from + size, piece, e.term})
			for _, p := range e.parts {
				dst = append(dst, part{from + p.from, from + p.to, p.word, p.term})
			}
		}
		from += size + 1
	}
	return dst
}

// stem is the stem of a Danish word, repaired if a repairs.
func (a *Analyser) stem(word string) string {
	if !a.layers.Repairs {
		return stemAs(word, models.Danish)
	}
	if stem := repaired(word); strings.Trim(stem, "'") != "" {
		return stem
	}
	return word
}

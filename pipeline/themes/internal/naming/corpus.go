package naming

import (
	"maps"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"stemme/models"
	"stemme/models/parallel"
)

// A word is what a term is told apart by: "vare" and "var" share a stem, but
// only one of them is a topic.
type word struct {
	text    string
	topical bool
}

// A token is a word as a number. Numbers are given in the order of first
// appearance.
type token struct {
	term       int32
	form       int32 // of a content word, its written form; -1 for any other token
	start, end int32 // bytes of the comment
	kind       models.TermKind
	joined     bool // only white space or a hyphen parts it from the token before, in its clause
	behind     int8 // what the word before it tells of its class, see evidence
	negated    bool // stands in the scope of a negation
	english    bool // stands in a clause that is in English
	modifier   bool // part of a compound that is not its head: "post" in "posthus"
	proper     int8 // 1 with a capital where a word begins small, -1 without; 0 where that cannot be told
}

// A corpus is all comments as tokens, clause by clause.
type corpus struct {
	terms      []word
	numbers    map[word]int32 // of terms
	forms      []form
	language   []models.Language // by response
	of         []int32           // by clause, its response
	texts      []string          // by response
	wholes     []int32           // by term: how often it was written as a word of its own
	proper     []int32           // by term: how often with a capital inside a clause
	small      []int32           // by term: how often without
	inDocs     []int32           // by term: responses that hold it
	years      []bool            // by term: it tells of years
	person     []bool            // by term: it is a person's name
	tokens     []token
	clauses    []int32 // clause i is tokens[clauses[i]:clauses[i+1]]
	formNumber map[formKey]int32
	unitOfForm []formUnit
	unitOfTerm []int32   // noUnit for none
	kinOfForm  [][]int32 // groups of kin that a form is of, as it is written
	kinOfTerm  [][]int32 // the same of a term, however it is written
	byPlace    []bool    // by form: it is of its groups only where it stands as a noun
	units      []string  // terms of units
	repeats    bool      // see Input
	side       []side    // by clause that different lists
	response   []int32   // clauses of response i are response[i] up to response[i+1]
}

// A piece is the corpus of some neighbouring responses, with numbers of its own.
type piece struct {
	terms   []word
	forms   []form
	tokens  []token
	clauses []int32 // ends
	counts  []int32 // clauses of each response
}

const responsesPerPiece = 1024

// read makes a corpus of documents.
func read(responses []models.Response, docs []models.Document, workers int) *corpus {
	pieces := make([]piece, (len(docs)+responsesPerPiece-1)/responsesPerPiece)
	var g parallel.Group
	g.SetLimit(max(workers, 1))
	for i := range pieces {
		g.Go(func() error {
			lo, hi := i*responsesPerPiece, min((i+1)*responsesPerPiece, len(docs))
			pieces[i] = readPiece(responses[lo:hi], docs[lo:hi])
			return nil
		})
	}
	_ = g.Wait() // reading cannot fail
	c := together(pieces, workers)
	for i := range docs {
		c.language, c.texts = append(c.language, docs[i].Language), append(c.texts, responses[i].Text())
	}
	c.count()
	c.findPersons()
	c.classify()
	c.findUnits()
	c.findKin()
	c.findEnglish()
	return c
}

func readPiece(responses []models.Response, docs []models.Document) piece {
	var p piece
	number, written := map[word]int32{}, map[formKey]int32{}
	terms := 0
	for i := range docs {
		for _, clause := range docs[i].Clauses {
			terms += len(clause.Terms)
		}
	}
	p.tokens = make([]token, 0, terms)
	for i := range docs {
		text := responses[i].Text()
		for _, clause := range docs[i].Clauses {
			p.read(text, clause.Terms, number, written)
			p.clauses = append(p.clauses, int32(len(p.tokens)))
		}
		p.counts = append(p.counts, int32(len(docs[i].Clauses)))
	}
	return p
}

// read appends the terms of one clause of text.
func (p *piece) read(text string, terms []models.Term, number map[word]int32, written map[formKey]int32) {
	var before *models.Term
	last := int32(-1) // form of it
	for i := range terms {
		t := &terms[i]
		kind := kindOf(text, t)
		w := word{t.Text, kind.Topical()}
		n, ok := number[w]
		if !ok {
			n = int32(len(p.terms))
			number[w] = n
			p.terms = append(p.terms, w)
		}
		tok := token{term: n, form: -1, behind: -1, start: t.Start, end: t.End, kind: kind, negated: t.Negated}
		if kind == models.Content && text != "" {
			tok.form = p.form(text[t.Start:t.End], n, written)
		}
		if t.Kind == models.Part {
			tok.modifier = before == nil || t.End != before.End
			if last >= 0 {
				p.forms[last].compound = true
			}
		} else {
			if before != nil && text != "" {
				tok.joined = joins(text[before.End:max(t.Start, before.End)])
				tok.proper = properness(text[before.Start:before.End], text[t.Start:t.End])
			}
			if before != nil && tok.joined {
				p.person(text, before, t, last, tok.form)
				tok.behind = p.evidence(before.Text, text[before.Start:before.End], last)
			}
			last = tok.form
			before = t
		}
		if tok.form >= 0 {
			p.forms[tok.form].met(tok.behind)
		}
		p.tokens = append(p.tokens, tok)
	}
}

// A formKey tells forms apart.
type formKey struct {
	text string
	term int32
}

// form is the number of a word's written form.
func (p *piece) form(text string, term int32, written map[formKey]int32) int32 {
	key := formKey{strings.ToLower(text), term}
	n, ok := written[key]
	if !ok {
		n = int32(len(p.forms))
		written[key], p.forms = n, append(p.forms, form{text: key.text, term: term, listed: danish().listed(key.text)})
	}
	return n
}

// particles are adverbs that belong to the verb before them: "give op", "komme
// igennem". By themselves they say nothing of a theme.
var particles = map[string]bool{
	"op": true, "ned": true, "ud": true, "ind": true, "over": true, "frem": true, "hjem": true, "væk": true,
	"igennem": true, "igen": true, "upp": true, "ut": true, "in": true, "up": true, "out": true, "down": true,
}

// homonyms share a stem with a word of another matter: who is met with a smile speaks of
// no meeting, who is relieved of nothing easy.
var homonyms = wordSet(`mødt mødte mødtes mødes moedt moedte lettet lettede`)

// foreign are the commonest function words of Swedish and English that are no
// Danish words. They stand as content where a Danish comment quotes a letter.
var foreign = map[string]bool{
	"att": true, "och": true, "för": true, "är": true, "inte": true, "på": true, "av": true, "till": true, "från": true,
	"vi": true, "jag": true, "ni": true, "när": true, "då": true, "om": true, "ej": true, "ett": true, "mycket": true,
	"the": true, "and": true, "you": true, "your": true, "of": true, "is": true, "are": true, "it": true, "not": true,
	"this": true, "that": true, "with": true, "was": true, "we": true, "they": true, "be": true, "will": true, "my": true,
	"from": true, "on": true, "by": true, "as": true, "if": true, "has": true, "have": true, "our": true,
	"would": true, "which": true, "any": true, "do": true, "an": true, "so": true, "but": true, "were": true,
}

// void are the words that are no content for naming.
var void = sync.OnceValue(func() map[string]bool {
	all := maps.Clone(foreign)
	maps.Copy(all, particles)
	maps.Copy(all, homonyms)
	return all
})

// kindOf is the kind of t for naming: a particle, a foreign function word and a
// word of one letter are no content, and what stands in angle or square brackets is a placeholder.
func kindOf(text string, t *models.Term) models.TermKind {
	if !t.Kind.Topical() || text == "" {
		return t.Kind
	}
	written := text[t.Start:t.End]
	small := strings.ToLower(written)
	switch {
	case t.Start > 0 && int(t.End) < len(text) && bracketed(text[t.Start-1], text[t.End]):
		return models.Masked
	case void()[small], letters(written) < 2:
		return models.Function
	}
	return t.Kind
}

func bracketed(before, behind byte) bool {
	return before == '<' && behind == '>' || before == '[' && behind == ']'
}

// letters counts the letters of word.
func letters(word string) int {
	n := 0
	for _, r := range word {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// joins says whether the text between two tokens leaves them in one phrase.
func joins(between string) bool { return between == " " || between == "-" || between == "  " }

// properness tells whether word is written as a name. A word that begins small
// before it shows that the writer uses capitals with care.
func properness(before, word string) int8 {
	if r, _ := utf8.DecodeRuneInString(before); !unicode.IsLower(r) {
		return 0
	}
	switch r, _ := utf8.DecodeRuneInString(word); {
	case unicode.IsUpper(r):
		return 1
	case unicode.IsLower(r):
		return -1
	}
	return 0
}

// count fills in what is counted by term.
func (c *corpus) count() {
	n := len(c.terms)
	c.wholes, c.proper, c.small, c.inDocs = make([]int32, n), make([]int32, n), make([]int32, n), make([]int32, n)
	c.years = make([]bool, n)
	for t := range c.terms {
		c.years[t] = ofYears[c.terms[t].text]
	}
	last := make([]int32, n)
	for r := range len(c.response) - 1 {
		for _, t := range c.words(r) {
			if last[t.term] != int32(r)+1 {
				last[t.term] = int32(r) + 1
				c.inDocs[t.term]++
			}
			if t.kind != models.Part {
				c.wholes[t.term]++
			}
			switch t.proper {
			case 1:
				c.proper[t.term]++
			case -1:
				c.small[t.term]++
			}
		}
	}
}

// words are the tokens of response r.
func (c *corpus) words(r int) []token {
	return c.tokens[c.clauses[c.response[r]]:c.clauses[c.response[r+1]]]
}

// clause is the tokens of one clause of response r.
func (c *corpus) clause(r, clause int) []token {
	return c.at(c.response[r] + int32(clause))
}

// at is the tokens of a clause by its number.
func (c *corpus) at(clause int32) []token { return c.tokens[c.clauses[clause]:c.clauses[clause+1]] }

// isName says whether a term is mostly written with a capital where other words
// begin small.
func (c *corpus) isName(term int32) bool { return c.proper[term] > c.small[term] }

// isPerson says whether a term may be a person's name, or a brand's that few
// write: a name in under one response of two hundred.
func (c *corpus) isPerson(term int32) bool {
	return c.isName(term) && 200*int(c.inDocs[term]) < len(c.response)
}

// leads are words that a verb often stands behind: subjects and auxiliaries.
var leads = map[string]bool{
	"at": true, "jeg": true, "man": true, "de": true, "vi": true, "du": true, "han": true, "hun": true, "kan": true,
	"vil": true, "skal": true, "må": true, "har": true, "havde": true, "kunne": true, "ville": true, "skulle": true,
	"ikke": true, "bliver": true, "blev": true, "to": true, "we": true, "they": true, "jag": true,
}

// writtenForms gives the commonest written form of every chosen term, in small
// letters unless the term is a name; of equally common forms the first in byte
// order.
func (c *corpus) writtenForms(chosen [][]candidate) map[int32]string {
	forms := make(map[int32]map[string]int)
	for _, words := range chosen {
		for _, w := range words {
			forms[w.term] = map[string]int{}
		}
	}
	wanted := make([]bool, len(c.terms))
	for term := range forms {
		wanted[term] = true
	}
	for r := range c.texts {
		for _, t := range c.words(r) {
			if wanted[t.term] && t.kind != models.Part {
				forms[t.term][c.form(c.texts[r], t)]++
			}
		}
	}
	out := make(map[int32]string, len(forms))
	for term, counts := range forms {
		out[term] = commonest(counts)
	}
	return out
}

// form is how t is shown as it stands in text: a name as written, any other
// word in small letters.
func (c *corpus) form(text string, t token) string {
	word := text[t.start:t.end]
	if c.isName(t.term) {
		return word
	}
	return strings.ToLower(word)
}

// commonest is the key with the highest count, the first in byte order of
// several.
func commonest(counts map[string]int) string {
	best, most := "", 0
	for s, n := range counts {
		if n > most || n == most && s < best {
			best, most = s, n
		}
	}
	return best
}

// Package query reads the query language and turns a query into a plan: which
// terms to fetch, which conditions to test on the columns.
package query

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The query language:
//
//	query  = and { ("OR" | "ELLER") and }
//	and    = not { ["AND" | "OG"] not }
//	not    = { "NOT" | "IKKE" | "-" } item
//	item   = "(" query ")" | [field ":"] ["="] (word | "phrase")
//	         | field ":" "(" query ")"
//	word   = letters, with * and ? for others; or ~, ~1, ~2 behind; or /pattern/
//
// Words without an operator must all be found. Operators are capitals; the
// Danish ones are words like any other where the whole query is in capitals, so
// that somebody who shouts "IKKE TILFREDS" finds it.

// parser reads one query.
type parser struct {
	text     string
	at       int             // byte
	segments map[string]bool // names of segments, in lower case
	danish   bool            // OG, ELLER and IKKE are operators
	words    int
	open     map[wordNode]bool // words that stand for many
	depth    int
	field    string // that the brackets around belong to
	fieldPos int
}

// parse reads a query. segments are the names, in lower case, of further fields.
// Whatever is wrong is a *Error.
func parse(query string, segments map[string]bool) (node, error) {
	p := &parser{text: query, segments: segments, open: map[wordNode]bool{}}
	if utf8.RuneCountInString(query) > MaxQuery {
		return nil, &Error{Reason: TooLong, Pos: MaxQuery + 1}
	}
	p.danish = strings.ContainsFunc(query, unicode.IsLower)
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.skipSpace(); p.at < len(p.text) {
		return nil, p.fault(SurplusClose, p.at, "")
	}
	return n, nil
}

func (p *parser) fault(reason Reason, at int, arg string) error {
	return &Error{Reason: reason, Pos: utf8.RuneCountInString(p.text[:min(at, len(p.text))]) + 1, Arg: arg}
}

func (p *parser) skipSpace() {
	p.at += len(p.text[p.at:]) - len(strings.TrimLeftFunc(p.text[p.at:], unicode.IsSpace))
}

// operator takes one of the operators if it comes next.
func (p *parser) operator(english, danish string) bool {
	p.skipSpace()
	for _, name := range [...]string{english, danish} {
		if name == danish && !p.danish {
			continue
		}
		rest, ok := strings.CutPrefix(p.text[p.at:], name)
		if next, _ := utf8.DecodeRuneInString(rest); ok && (rest == "" || unicode.IsSpace(next) || next == '(' || next == ')') {
			p.at += len(name)
			return true
		}
	}
	return false
}

// ends says whether nothing more comes within these brackets.
func (p *parser) ends() bool {
	p.skipSpace()
	return p.at == len(p.text) || p.text[p.at] == ')'
}

func (p *parser) or() (node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.fault(TooDeep, p.at, "")
	}
	defer func() { p.depth-- }()
	var any orNode
	for {
		n, err := p.and()
		if err != nil {
			return nil, err
		}
		any = append(any, n)
		start := p.at
		if !p.operator("OR", "ELLER") {
			break
		}
		if p.ends() {
			return nil, p.fault(MissingOperand, start, "")
		}
	}
	if len(any) == 1 {
		return any[0], nil
	}
	return any, nil
}

func (p *parser) and() (node, error) {
	all := andNode{}
	for !p.ends() {
		start := p.at
		if p.operator("OR", "ELLER") {
			if p.at = start; len(all) == 0 {
				return nil, p.fault(MissingOperand, start, "")
			}
			break
		}
		if p.operator("AND", "OG") && (len(all) == 0 || p.ends()) {
			return nil, p.fault(MissingOperand, start, "")
		}
		n, err := p.not()
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	if len(all) == 1 {
		return all[0], nil
	}
	return all, nil
}

func (p *parser) not() (node, error) {
	negated := false
	for {
		p.skipSpace()
		start := p.at
		if p.operator("NOT", "IKKE") {
			if p.ends() {
				return nil, p.fault(MissingOperand, start, "")
			}
		} else if next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(p.text[p.at:], "-")); strings.HasPrefix(p.text[p.at:], "-") &&
			p.at+1 < len(p.text) && !unicode.IsSpace(next) && next != ')' && next != '-' {
			p.at++
		} else {
			break
		}
		negated = !negated
	}
	n, err := p.item()
	if err != nil || !negated {
		return n, err
	}
	return notNode{n}, nil
}

func (p *parser) item() (node, error) {
	if p.words++; p.words > maxWords {
		return nil, p.fault(TooLong, p.at, "")
	}
	if p.text[p.at] == '(' {
		return p.brackets()
	}
	start := p.at
	if field := p.fieldName(); field != "" {
		if p.at == len(p.text) || p.text[p.at] == ')' || unicode.IsSpace(rune(p.text[p.at])) {
			return nil, p.fault(MissingValue, start, field)
		}
		outer, outerPos := p.field, p.fieldPos
		p.field, p.fieldPos = field, start
		defer func() { p.field, p.fieldPos = outer, outerPos }()
		if _, known := p.resolve(field); !known {
			return nil, p.fault(UnknownField, start, field)
		}
		if p.text[p.at] == '(' {
			return p.brackets()
		}
	}
	return p.value()
}

func (p *parser) brackets() (node, error) {
	start := p.at
	p.at++
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.skipSpace(); p.at == len(p.text) {
		return nil, p.fault(MissingClose, start, "")
	}
	p.at++
	if all, ok := n.(andNode); ok && len(all) == 0 {
		return nil, p.fault(MissingOperand, start, "")
	}
	return n, nil
}

// fieldName takes a name and its colon. Times and web addresses have colons too.
func (p *parser) fieldName() string {
	rest := p.text[p.at:]
	end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && r != '_' && !unicode.IsDigit(r) })
	if end <= 0 || rest[end] != ':' || strings.HasPrefix(rest[end:], "://") {
		return ""
	}
	if first, _ := utf8.DecodeRuneInString(rest); unicode.IsDigit(first) {
		return ""
	}
	p.at += end + 1
	return rest[:end]
}

// resolve is the field that a name stands for; "segment" for those of a survey.
func (p *parser) resolve(name string) (string, bool) {
	lower := strings.ToLower(name)
	if field, ok := fieldNames[lower]; ok {
		return field, true
	}
	if p.segments[lower] {
		return "segment", true
	}
	if field, ok := furtherNames[lower]; ok {
		return field, true
	}
	return "segment", false
}

// quotes that end a phrase, by the one that begins it.
var quotes = map[rune]string{'"': `"“”`, '“': `”"`, '”': `”"`, '„': `“”"`, '»': `«`, '«': `»`}

// value reads a word or a phrase with its signs, as the field around takes it.
func (p *parser) value() (node, error) {
	start := p.at
	w := wordNode{}
	if strings.HasPrefix(p.text[p.at:], "=") && p.at+1 < len(p.text) && !unicode.IsSpace(rune(p.text[p.at+1])) {
		p.at++
		w.kind = exactly
	}
	quoted, err := p.quoted(&w)
	if err != nil {
		return nil, err
	}
	if !quoted {
		if err := p.bare(&w); err != nil {
			return nil, err
		}
	}
	if p.field != "" {
		if field, _ := p.resolve(p.field); field != "title" {
			return p.condition(field, w.text, start)
		}
		w.title = true
	}
	if w.kind == fuzzily || w.kind == wildcard || w.kind == pattern {
		if p.open[w] = true; len(p.open) > maxOpen {
			return nil, p.fault(TooMany, start, p.text[start:p.at])
		}
	}
	return w, nil
}

// quoted takes a phrase if one comes next.
func (p *parser) quoted(w *wordNode) (bool, error) {
	open, size := utf8.DecodeRuneInString(p.text[p.at:])
	closing, ok := quotes[open]
	if !ok {
		return false, nil
	}
	length := strings.IndexAny(p.text[p.at+size:], closing)
	if length < 0 {
		return true, p.fault(MissingQuote, p.at, "")
	}
	w.text = p.text[p.at+size : p.at+size+length]
	p.at += size + length
	_, size = utf8.DecodeRuneInString(p.text[p.at:])
	p.at += size
	return true, nil
}

// bare takes a word with the signs before, in and behind it.
func (p *parser) bare(w *wordNode) error {
	start := p.at
	if p.field == "" && p.text[p.at] == '/' {
		if length := strings.IndexByte(p.text[p.at+1:], '/'); length > 0 {
			w.kind, w.text = pattern, p.text[p.at+1:p.at+1+length]
			p.at += length + 2
			return p.checkPattern(w, start)
		}
	}
	if face := emoticon.FindString(p.text[p.at:]); face != "" {
		w.text = face
		p.at += len(face)
		return nil
	}
	end := strings.IndexFunc(p.text[p.at:], func(r rune) bool {
		_, quote := quotes[r]
		return unicode.IsSpace(r) || r == '(' || r == ')' || quote
	})
	if end < 0 {
		end = len(p.text) - p.at
	}
	w.text = p.text[p.at : p.at+end]
	p.at += end
	if p.field != "" {
		if field, _ := p.resolve(p.field); field != "title" {
			return nil
		}
	}
	return p.signs(w, start)
}

// emoticon is a face that would be taken for brackets.
var emoticon = regexp.MustCompile(`^[:;][-o']?[()]+`)

// signs takes ~ and finds * and ?.
func (p *parser) signs(w *wordNode, start int) error {
	if w.kind == exactly {
		return nil
	}
	if word, edits, ok := strings.Cut(w.text, "~"); ok && word != "" {
		switch edits {
		case "", "1":
			w.edits = 1
		case "2":
			w.edits = 2
		default:
			return p.fault(BadFuzzy, start+len(word), w.text)
		}
		w.text, w.kind = word, fuzzily
		return nil
	}
	// A question mark at the end ends a question.
	if w.text = strings.TrimRight(w.text, "?"); strings.ContainsAny(w.text, "*?") && strings.Trim(w.text, "*?") != "" {
		w.kind = wildcard
	}
	return nil
}

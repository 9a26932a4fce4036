package index

import (
	"context"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"stemme/models"
)

// A plan is a query in terms of this index: what to fetch, what to test. nil is
// no condition at all, such as a word without letters.
type plan interface{}

type (
	planAnd []plan
	planOr  []plan
	planNot struct{ of plan }
	// planRows is a condition on the columns.
	planRows struct{ holds func(row int) bool }
	// planPhrase is words in a row, or a word in the title.
	planPhrase struct {
		slots []*leaf
		title bool
	}
)

// A leaf is a word of a query: all words of the index that it stands for.
type leaf struct {
	fetch []fetch // from Bleve
	scan  bool    // instead: too many to fetch, walk all rows
	words bitSet  // of the vocabulary
	terms []uint32
	idf   float64
}

// A fetch is one term to fetch from Bleve.
type fetch struct {
	field, term string
	weight      float64 // of one occurrence
	aside       bool    // a hit by this alone comes behind the others
}

// What a word within a compound counts for, beside the word on its own. As its
// head it says what the compound is: "telefonventetid" is a "ventetid". Before
// the head it says of which kind, and "kundeservice" is not about a "kunde":
// comments that hold a word in no other way come last. Chosen on TestRelevance's
// two sets, November 2026: of headWeight, 0.3 to 0.6 are as good and 1 is worse;
// coming last brings "utilfredse kunder" on the reviews from 0.55 to 0.95.
const (
	headWeight = 0.6
	partWeight = 0.2
)

// fetchWords is how many words of the rows can be walked through in the time
// that fetching one more term takes: beyond so many terms, all rows are walked.
// Measured on 500,000 comments in November 2026.
const fetchWords = 4000

// A planner turns one query into a plan.
type planner struct {
	ix  *Index
	ctx context.Context
	// own are the terms that the query names, to be left out of what is said to
	// be significant about its result.
	own map[uint32]bool
}

func (p *planner) plan(n node) (plan, error) {
	switch n := n.(type) {
	case andNode:
		kids, err := p.all(n)
		if len(kids) == 0 {
			return nil, err
		}
		return planAnd(kids), err
	case orNode:
		kids, err := p.all(n)
		if len(kids) == 0 {
			return nil, err
		}
		return planOr(kids), err
	case notNode:
		kid, err := p.plan(n.of)
		if kid == nil {
			return nil, err
		}
		return planNot{kid}, err
	case wordNode:
		return p.word(n)
	default:
		return planRows{p.ix.test(n)}, nil
	}
}

func (p *planner) all(nodes []node) ([]plan, error) {
	var kids []plan
	for _, n := range nodes {
		kid, err := p.plan(n)
		if err != nil {
			return nil, err
		}
		if kid != nil {
			kids = append(kids, kid)
		}
	}
	return kids, nil
}

// word plans a word or phrase.
func (p *planner) word(n wordNode) (plan, error) {
	if n.kind == wildcard || n.kind == pattern {
		l, err := p.matching(n)
		if err != nil {
			return nil, err
		}
		return p.within(n, []*leaf{l}), nil
	}
	list := tokens(p.ix.analyser, n.text, models.Danish)
	var slots []*leaf
	for i := range list {
		l, err := p.token(n, &list[i])
		if err != nil {
			return nil, err
		}
		if len(list) == 1 && n.kind == analysed && l.empty() && len(list[0].parts) > 1 {
			return p.byParts(n, &list[0])
		}
		slots = append(slots, l)
	}
	return p.within(n, slots), nil
}

// within puts slots in a row, in the title if n asks for it.
func (p *planner) within(n wordNode, slots []*leaf) plan {
	switch {
	case len(slots) == 0:
		return nil
	case len(slots) == 1 && !n.title:
		return slots[0]
	}
	return &planPhrase{slots, n.title}
}

// byParts looks for a compound that nobody wrote by its longest parts.
func (p *planner) byParts(n wordNode, t *token) (plan, error) {
	var all planAnd
	end := int32(0)
	for _, part := range t.parts {
		if part.start < end {
			continue
		}
		end = part.end
		kid, err := p.word(wordNode{text: n.text[part.start:part.end], title: n.title})
		if err != nil {
			return nil, err
		}
		if kid != nil {
			all = append(all, kid)
		}
	}
	return all, nil
}

// token plans one written word.
func (p *planner) token(n wordNode, t *token) (*leaf, error) {
	l := &leaf{words: newBitSet(p.ix.cols.exact.len())}
	if n.kind == exactly {
		p.exact(l, t.exact, 1)
		return l, p.weigh(l)
	}
	for _, term := range p.terms(n.text[t.start:t.end]) {
		p.term(l, term)
	}
	if n.kind == fuzzily {
		if err := p.fuzzy(l, t, n.edits); err != nil {
			return nil, err
		}
	}
	return l, p.weigh(l)
}

// terms is what a word is called in the languages of the index's comments.
func (p *planner) terms(word string) []string {
	var terms []string
	for _, lang := range p.ix.languages {
		if list := tokens(p.ix.analyser, word, lang); len(list) == 1 && !slices.Contains(terms, list[0].term) {
			terms = append(terms, list[0].term)
		}
	}
	return terms
}

// term adds all words with this term, and all compounds with it as a part.
func (p *planner) term(l *leaf, term string) {
	id, ok := p.ix.cols.terms.find(term)
	if !ok {
		return
	}
	p.own[id] = true
	l.terms = append(l.terms, id)
	for _, w := range p.ix.cols.wordsOf.of(id) {
		l.words.add(w)
	}
	l.fetch = append(l.fetch, fetch{textField, term, 1, false})
	if compounds := p.ix.cols.partOf.of(id); len(compounds) > 0 {
		for _, w := range compounds {
			l.words.add(w)
		}
		l.fetch = append(l.fetch, fetch{headField, term, headWeight, false}, fetch{partField, term, partWeight, true})
	}
}

// exact adds all words with this exact form.
func (p *planner) exact(l *leaf, form string, weight float64) {
	low, high := p.ix.cols.exact.between(form, form+"\x00")
	for w := low; w < high; w++ {
		l.words.add(uint32(w))
	}
	if low < high {
		l.fetch = append(l.fetch, fetch{exactField, form, weight, false})
	}
}

// maxFuzzy is the longest word that is looked for with letters wrong: Bleve's
// automaton has a bound.
const maxFuzzy = 40

// fuzzyWeight is what a word counts for by the letters in which it differs.
var fuzzyWeight = [...]float64{1, 0.6, 0.3}

// fuzzy adds the words that differ from t in at most so many letters, as
// written or in plain letters. A word of three letters is at most one letter
// away from its like, and one of more than maxFuzzy has none.
func (p *planner) fuzzy(l *leaf, t *token, edits int) error {
	switch letters := utf8.RuneCountInString(t.exact); {
	case letters > maxFuzzy:
		return nil
	case letters <= 3:
		edits = 1
	}
	near := map[string]int{}
	for _, s := range p.ix.shards {
		if err := s.near(t.exact, fold(t.exact), edits, func(exact string, distance int) {
			if d, ok := near[exact]; !ok || distance < d {
				near[exact] = distance
			}
		}, p.ix.cols); err != nil {
			return err
		}
	}
	forms := make([]string, 0, len(near))
	for form := range near {
		forms = append(forms, form)
	}
	slices.Sort(forms)
	for _, form := range forms {
		p.exact(l, form, fuzzyWeight[near[form]])
	}
	return nil
}

// weigh finds out how rare a leaf is over the whole index, so that a rank does
// not depend on the shards. What counts for less makes it less common, too.
func (p *planner) weigh(l *leaf) error {
	aside := func(f fetch) bool { return f.aside }
	own := slices.DeleteFunc(slices.Clone(l.fetch), aside)
	l.fetch = append(own, slices.DeleteFunc(l.fetch, func(f fetch) bool { return !aside(f) })...)
	rows := 0.0
	for _, f := range l.fetch {
		for _, s := range p.ix.shards {
			n, err := s.holding(f.field, f.term)
			if err != nil {
				return err
			}
			rows += f.weight * float64(n)
		}
	}
	l.idf = idf(p.ix.cols.n, int(rows))
	return p.ctx.Err()
}

// idf is BM25's weight of what rows of n hold: Robertson and Zaragoza, "The
// Probabilistic Relevance Framework: BM25 and Beyond" (2009), in the form that
// is never negative.
func idf(n, rows int) float64 {
	rows = min(rows, n)
	return math.Log1p((float64(n-rows) + 0.5) / (float64(rows) + 0.5))
}

// empty says that no row holds l.
func (l *leaf) empty() bool { return len(l.fetch) == 0 && !l.scan }

// matching plans a word with wildcards or a regular expression.
func (p *planner) matching(n wordNode) (*leaf, error) {
	l := &leaf{words: newBitSet(p.ix.cols.exact.len())}
	matches, prefix := matcher(n)
	cols := p.ix.cols
	low, high := cols.exact.startingWith(prefix)
	for w := low; w < high; w++ {
		if w%1024 == 0 && p.ctx.Err() != nil {
			return nil, p.ctx.Err()
		}
		if matches(cols.exact.at(w)) {
			l.words.add(uint32(w))
		}
	}
	p.matchingFolded(l, matches, prefix)
	rows := 0
	for w := range l.words.each() {
		rows += int(cols.wordCount[w])
		form := cols.exact.at(int(w))
		if last := len(l.fetch) - 1; !l.scan && (last < 0 || l.fetch[last].term != form) {
			l.fetch = append(l.fetch, fetch{exactField, strings.Clone(form), 1, false})
			l.scan = len(l.fetch) > len(cols.words)/fetchWords+16
		}
	}
	l.idf = idf(cols.n, rows)
	return l, p.ctx.Err()
}

// matchingFolded adds the words that match in plain letters.
func (p *planner) matchingFolded(l *leaf, matches func(string) bool, prefix string) {
	cols := p.ix.cols
	first, _ := slices.BinarySearchFunc(cols.foldedWords, prefix, func(w uint32, prefix string) int {
		return strings.Compare(fold(cols.exact.at(int(w))), prefix)
	})
	for _, w := range cols.foldedWords[first:] {
		folded := fold(cols.exact.at(int(w)))
		if !strings.HasPrefix(folded, prefix) {
			break
		}
		if matches(folded) {
			l.words.add(w)
		}
	}
}

// matcher is n as a test of a lower-case word, and how every match begins.
func matcher(n wordNode) (matches func(string) bool, prefix string) {
	if n.kind == pattern {
		re, _ := compilePattern(n.text) // the parser has compiled it once
		return re.MatchString, ""
	}
	glob := plainApostrophes.Replace(strings.ToLower(n.text))
	prefix = glob[:strings.IndexAny(glob, "*?")]
	if glob == prefix+"*" {
		return func(string) bool { return true }, prefix
	}
	if inner := strings.Trim(glob, "*"); !strings.ContainsAny(inner, "*?") {
		switch {
		case glob == "*"+inner:
			return func(word string) bool { return strings.HasSuffix(word, inner) }, ""
		case prefix == "":
			return func(word string) bool { return strings.Contains(word, inner) }, ""
		}
	}
	want := []rune(glob)
	return func(word string) bool { return globMatches(want, word) }, prefix
}

// globMatches holds word against a glob of * and ?. It goes back to the last *
// only, which takes time in proportion to the product of the lengths at most.
func globMatches(glob []rune, word string) bool {
	letters := []rune(word)
	g, w, star, mark := 0, 0, -1, 0
	for w < len(letters) {
		switch {
		case g < len(glob) && glob[g] == '*':
			star, mark = g, w
			g++
		case g < len(glob) && (glob[g] == '?' || glob[g] == letters[w]):
			g++
			w++
		case star >= 0:
			mark++
			g, w = star+1, mark
		default:
			return false
		}
	}
	for g < len(glob) && glob[g] == '*' {
		g++
	}
	return g == len(glob)
}

// plainApostrophes writes apostrophes as stemming does.
var plainApostrophes = strings.NewReplacer("’", "'", "´", "'", "`", "'")

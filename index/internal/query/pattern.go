package query

import (
	"slices"
	"strings"

	"stemme/index/internal/columns"
	"stemme/index/internal/postings"
	"stemme/models/bitset"
)

// matching plans a word with wildcards or a regular expression.
func (p *planner) matching(n wordNode) (*Leaf, error) {
	l := &Leaf{Words: bitset.New(p.Cols.Exact.Len())}
	matches, prefix := matcher(n)
	cols := p.Cols
	low, high := cols.Exact.StartingWith(prefix)
	for w := low; w < high; w++ {
		if w%1024 == 0 && p.ctx.Err() != nil {
			return nil, p.ctx.Err()
		}
		if matches(cols.Exact.At(w)) {
			l.Words.Add(uint32(w))
		}
	}
	p.matchingFolded(l, matches, prefix)
	rows := 0
	for w := range l.Words.Each() {
		rows += int(cols.WordCount[w])
		form := cols.Exact.At(int(w))
		if last := len(l.Fetch) - 1; !l.Scan && (last < 0 || l.Fetch[last].Term != form) {
			l.Fetch = append(l.Fetch, fetch{postings.ExactField, strings.Clone(form), 1, false})
			l.Scan = len(l.Fetch) > len(cols.Words)/fetchWords+16
		}
	}
	l.IDF = IDF(cols.N, rows)
	return l, p.ctx.Err()
}

// matchingFolded adds the words that match in plain letters.
func (p *planner) matchingFolded(l *Leaf, matches func(string) bool, prefix string) {
	cols := p.Cols
	first, _ := slices.BinarySearchFunc(cols.FoldedWords, prefix, func(w uint32, prefix string) int {
		return strings.Compare(columns.Fold(cols.Exact.At(int(w))), prefix)
	})
	for _, w := range cols.FoldedWords[first:] {
		folded := columns.Fold(cols.Exact.At(int(w)))
		if !strings.HasPrefix(folded, prefix) {
			break
		}
		if matches(folded) {
			l.Words.Add(w)
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

package index

import (
	"regexp"
	"slices"
	"strings"

	"stemme/models"
	"stemme/stemming"
)

// Loose is a query that asks for less than the one it was made of.
type Loose struct {
	Query string
	Total int // comments that it finds; 0 where no query that asks for less finds more
}

// loosen is the first query that asks for less than the one of s and fills a page,
// else the one that finds most, where s found less than a page: with words that hardly
// anybody writes in the spelling of most, without the quotes of its phrases, then without
// its grammar words, then without the words of somebody who asks a question of the
// comments. Of one that has such words, and puts a question, the last is told in any case.
func (s *search) loosen(found int) (Loose, error) {
	asks := question.MatchString(s.req.Query) && withoutAsking(s.req.Query) != s.req.Query
	if found >= s.req.Size && !asks || s.req.Sort != ByRelevance || s.req.Rising || s.req.From > 0 || s.after != nil {
		return Loose{}, nil
	}
	best, most, last := Loose{}, found, s.req.Query
	for _, less := range []func(string) string{s.respelled, unquoted, s.ix.contentWords, withoutAsking} {
		query := less(last)
		if query == last || query == "" {
			continue
		}
		last = query
		t, err := s.ix.prepare(s.ctx, Request{Query: query, Filter: s.req.Filter})
		if err != nil {
			return Loose{}, err
		}
		res, _, err := t.rank()
		if err != nil {
			return Loose{}, err
		}
		if res.Total > most {
			best, most = Loose{query, res.Total}, res.Total
		}
		if most >= s.req.Size && !asks {
			break
		}
	}
	return best, nil
}

// question is a query that begins or ends as a question does.
var question = regexp.MustCompile(`^(?i:hvad|hvordan|hvorfor|hvem)\s|\?\s*$`)

// respelled is query with words that hardly any comment has as most write them.
func (s *search) respelled(query string) string {
	if operator.MatchString(query) {
		return query
	}
	words := strings.Fields(query)
	for i, word := range words {
		if meant, ok := s.ix.corpus.Respelled(s.ctx, word); ok && bare.MatchString(word) {
			words[i] = meant
		}
	}
	return strings.Join(words, " ")
}

// phrase is words in quotes that are no value of a field.
var phrase = regexp.MustCompile(`(^|[\s(-])"([^"]*\s[^"]*)"`)

// unquoted is query without the quotes of its phrases.
func unquoted(query string) string { return phrase.ReplaceAllString(query, "${1}${2}") }

// contentWords is query without its grammar words.
func (ix *Index) contentWords(query string) string {
	return withoutWords(query, func(word string) bool {
		tokens := ix.corpus.Analyser.Tokens(nil, word, models.Danish)
		return len(tokens) > 0 && !slices.ContainsFunc(tokens, func(t stemming.Token) bool { return t.Kind != models.Function })
	})
}

// asking are words by which people ask what comments say, and which customers
// themselves seldom write.
var asking = regexp.MustCompile(`^(?i:folk|kunder|kunderne|kundernes|nogen|siger|sige|skriver|skrive|mener|mene|synes|taler|snakker|oplever)$`)

// withoutAsking is query without the words of somebody who asks.
func withoutAsking(query string) string { return withoutWords(query, asking.MatchString) }

// bare are words that are written without any sign of the query language; operator
// is what joins them.
var (
	bare     = regexp.MustCompile(`^[\pL\pM]+[?.,!]?$`)
	operator = regexp.MustCompile(`(^|\s)(ELLER|OG|IKKE|OR|AND|NOT)(\s|$)|[()"]`)
)

// withoutWords is query without the bare words that drop names, and as it is where
// operators, brackets or quotes say what belongs together.
func withoutWords(query string, drop func(string) bool) string {
	if operator.MatchString(query) {
		return query
	}
	var kept []string
	for _, field := range strings.Fields(query) {
		if !bare.MatchString(field) {
			kept = append(kept, field)
			continue
		}
		// A sign behind a word ends a sentence: "hvad siger de om prisen?"
		if word := strings.TrimRight(field, "?.,!"); !drop(word) {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}

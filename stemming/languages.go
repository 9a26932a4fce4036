package stemming

import (
	"strings"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/swedish"

	"stemme/models"
)

// stemAs is the Snowball stem of a word in lower case in lang; the word itself
// for a language without a stemmer.
func stemAs(word string, lang models.Language) string {
	stem := word
	switch lang {
	case models.Danish:
		stem = Stem(word)
	case models.Swedish:
		stem = swedish.Stem(word, true)
	case models.Norwegian:
		stem = norwegian.Stem(word, true)
	case models.English:
		stem = english.Stem(word, true)
	}
	if strings.Trim(stem, "'") == "" {
		return word
	}
	return stem
}

package source

import (
	"strings"

	"stemme/models"
)

// languages are the ways to write the languages that are told apart.
var languages = map[string]models.Language{
	"da": models.Danish, "dk": models.Danish, "dan": models.Danish, "dansk": models.Danish, "danish": models.Danish,
	"sv": models.Swedish, "se": models.Swedish, "swe": models.Swedish, "svensk": models.Swedish, "swedish": models.Swedish, "svenska": models.Swedish,
	"nb": models.Norwegian, "no": models.Norwegian, "nn": models.Norwegian, "nor": models.Norwegian, "norsk": models.Norwegian, "norwegian": models.Norwegian,
	"en": models.English, "eng": models.English, "gb": models.English, "uk": models.English, "us": models.English, "engelsk": models.English, "english": models.English,
	"other": models.Other, "andet": models.Other,
}

// languageOf is the language that a cell states; "" where it says nothing that
// is known, which leaves it to be recognised.
func languageOf(s string) models.Language {
	s = strings.ToLower(strings.TrimSpace(s))
	if i := strings.IndexAny(s, "-_ ("); i > 0 {
		s = s[:i]
	}
	return languages[s]
}

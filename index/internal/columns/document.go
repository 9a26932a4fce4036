package columns

import "stemme/models"

// A Document is one comment with all that it is found by.
type Document struct {
	Key        models.Key // unique over the index
	Class      models.Class
	Score      models.Score
	Day        models.Day
	Touchpoint string
	Stage      string
	Unit       string // path from the top, parts joined by "/"
	Segments   []models.Segment
	Language   models.Language
	Themes     []string // ids, best first; none for "uden tema"
	Title      string   // valid UTF-8 in normalisation form C
	Comment    string   // likewise
}

// LanguageOf is the language that d is analysed in.
func LanguageOf(d *Document) models.Language {
	if d.Language == "" {
		return models.Danish
	}
	return d.Language
}

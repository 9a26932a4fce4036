package messages

// indexMessages are those of the area that the file is named for. Those that
// begin with "query_" belong to index.Reason: the key is "query_" and the
// reason; the first argument is the place, counted from 1, the second the piece
// of the query. A text without either names one of them with no width, since
// both are always given.
var indexMessages = map[Key][2]string{
	"query_too_long":        {"søgningen er for lang fra tegn %[1]d", "the query is too long from character %[1]d on"},
	"query_too_deep":        {"for mange parenteser i hinanden ved tegn %[1]d", "too many brackets within each other at character %[1]d"},
	"query_missing_quote":   {"anførselstegnet ved tegn %[1]d lukkes ikke", "the quotation mark at character %[1]d is not closed"},
	"query_missing_close":   {"parentesen ved tegn %[1]d lukkes ikke", "the bracket at character %[1]d is not closed"},
	"query_surplus_close":   {"der er en parentes for meget ved tegn %[1]d", "there is one bracket too many at character %[1]d"},
	"query_missing_operand": {"der mangler noget at søge efter ved tegn %[1]d", "there is nothing to search for at character %[1]d"},
	"query_unknown_field": {"feltet \"%[2]s\" ved tegn %[1]d findes ikke; kendte felter er klasse, tema, kilde, kontaktpunkt, trin, afdeling, score, dato, sprog, titel og undersøgelsens egne",
		"there is no field \"%[2]s\" at character %[1]d; known fields are class, theme, source, touchpoint, stage, unit, score, date, language, title and the survey's own"},
	"query_field_meant": {"feltet \"%[2]s\" ved tegn %[1]d findes ikke; mente du %[3]s?",
		"there is no field \"%[2]s\" at character %[1]d; did you mean %[3]s?"},
	"query_missing_value": {"der mangler en værdi efter \"%[2]s:\" ved tegn %[1]d", "there is no value behind \"%[2]s:\" at character %[1]d"},
	"query_bad_class":     {"\"%[2]s\" ved tegn %[1]d er ingen kundegruppe; skriv promoter, passiv, detractor eller ingen", "\"%[2]s\" at character %[1]d is no class; write promoter, passive, detractor or none"},
	"query_bad_score":     {"\"%[2]s\" ved tegn %[1]d er ingen score; skriv f.eks. 3, 0..6, ..6, 9.. eller ingen", "\"%[2]s\" at character %[1]d is no score; write such as 3, 0..6, ..6, 9.. or none"},
	"query_bad_date":      {"\"%[2]s\" ved tegn %[1]d er ingen dato; skriv f.eks. 2026, 2026-03, 2026-K1, 14-03-2026 eller 2026-01..2026-03", "\"%[2]s\" at character %[1]d is no date; write such as 2026, 2026-03, 2026-Q1, 2026-03-14 or 2026-01..2026-03"},
	"query_bad_language":  {"\"%[2]s\" ved tegn %[1]d er intet sprog; skriv dansk, svensk, norsk, engelsk eller andet", "\"%[2]s\" at character %[1]d is no language; write danish, swedish, norwegian, english or other"},
	"query_bad_pattern":   {"det regulære udtryk ved tegn %[1]d kan ikke læses", "the regular expression at character %[1]d cannot be read"},
	"query_bad_fuzzy":     {"efter ~ ved tegn %[1]d kan der stå 1 eller 2", "behind ~ at character %[1]d there may be 1 or 2"},
	"query_too_many":      {"\"%[2]s\" ved tegn %[1]d er ét for meget: højst 10 forskellige ord med ~, * eller ? og udtryk mellem skråstreger", "\"%[2]s\" at character %[1]d is one too many: at most 10 different words with ~, * or ? and expressions between slashes"},
	"query_bad_cursor":    {"siden kan ikke fortsættes; søg igen%.0[2]s", "this page cannot be continued; search again%.0[2]s"},
	"index_corrupt":       {"søgeindekset er ikke helt", "the search index is not whole"},
	"index_form":          {"søgeindekset er skrevet af en anden version af stemme; er den tidligere, så kør stemme run, som udgiver en ny udgave; er den nyere, så brug den", "the search index was written by another version of stemme; if it was an earlier one, run stemme run, which publishes a new edition; if a newer one, use that"},
}

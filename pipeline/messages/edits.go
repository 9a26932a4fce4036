package messages

// editsMessages are those of the analysts' edits: the codebook, the commands
// that add to it, and what a night says of it.
var editsMessages = map[Key][2]string{
	"book_invalid":    {"%s er forkert: %s", "%s is wrong: %s"},
	"book_line":       {"%s, linje %d", "%s, line %d"},
	"book_verb":       {"en rettelse har netop ét af rename, merge, split, pin, hide, move, owner", "an edit has exactly one of rename, merge, split, pin, hide, move, owner"},
	"book_extra":      {"%s bruger ikke %s", "%s takes no %s"},
	"book_lacks":      {"%s mangler %s", "%s lacks %s"},
	"book_itself":     {"%s kan ikke slås sammen med sig selv", "%s cannot be merged with itself"},
	"book_response":   {"%q er ikke kilde/id med en sætning fra 0 og op", "%q is not source/id with a clause from 0 up"},
	"book_seed_id":    {"%q er intet id: brug a-z, 0-9 og bindestreg", "%q is no id: use a-z, 0-9 and hyphens"},
	"book_seed_twice": {"id %q står to gange", "the id %q stands twice"},
	"book_append":     {"%s kan ikke føjes til; skriv rettelsen i hånden", "%s cannot be added to; write the edit by hand"},

	"lapse_theme":    {"rettelse uden virkning: %s (linje %d): temaet %s findes ikke", "edit without effect: %s (line %d): there is no theme %s"},
	"lapse_top":      {"rettelse uden virkning: %s (linje %d): %s er et overtema", "edit without effect: %s (line %d): %s is a top theme"},
	"lapse_merged":   {"rettelse uden virkning: %s (linje %d): %s er slået sammen med et andet tema", "edit without effect: %s (line %d): %s is merged with another theme"},
	"lapse_response": {"rettelse uden virkning: %s (linje %d): %s findes ikke eller er uden kommentar", "edit without effect: %s (line %d): there is no %s, or it has no comment"},
	"lapse_clause":   {"rettelse uden virkning: %s (linje %d): så mange sætninger har %s ikke", "edit without effect: %s (line %d): %s has fewer clauses"},
	"lapse_small":    {"rettelse uden virkning: %s (linje %d): for få sætninger i %s at dele", "edit without effect: %s (line %d): too few clauses of %s to split"},
	"lapse_words":    {"rettelse uden virkning: %s (linje %d): ordene bag %s findes ikke i kommentarerne", "edit without effect: %s (line %d): the words of %s are in no comment"},
}

package web

import "stemme/pipeline/messages"

func init() { messages.Register(codebookMessages) }

// codebookMessages are those of the page of the codebook.
var codebookMessages = map[messages.Key][2]string{
	"web_loose":            {"Der er flere, hvis der spørges sådan:", "There are more if asked like this:"},
	"web_loose_hits":       {"%[2]s (%[1]s {1|kommentar|kommentarer})", "%[2]s (%[1]s {1|comment|comments})"},
	"web_miss":             {"Ingen kommentar har %s %q.", "No comment has %s %q."},
	"web_miss_word":        {"Ingen kommentar har ordet %q.", "No comment has the word %q."},
	"web_meant":            {"Mente du %s?", "Did you mean %s?"},
	"web_read_as":          {"%q er læst som %q.", "%q is read as %q."},
	"web_insist":           {"Søg efter netop %q", "Search for exactly %q"},
	"web_codebook":         {"Rettelser", "Edits"},
	"web_codebook_lead":    {"Det, analytikerne har besluttet om temaerne: hvad der venter, hvad der er gjort, af hvem og hvornår.", "What analysts have decided on the themes: what waits, what was done, by whom and when."},
	"web_pending_none":     {"Ingen rettelser venter.", "No edits wait."},
	"web_publish":          {"Udgiv rettelserne nu", "Publish the edits now"},
	"web_publish_note":     {"Ingen temaer findes på ny; numre og navne består. Nye besvarelser venter på natten.", "No themes are found anew; ids and names stay. New responses wait for the night."},
	"web_publishing":       {"Rettelserne udgives nu; siderne viser den nye udgave, når den er klar.", "The edits are being published; the pages show the new edition when it is ready."},
	"web_seed":             {"Beskriv et tema, der skal findes", "Describe a theme to be found"},
	"web_seed_name":        {"Navn", "Name"},
	"web_seed_words":       {"Ord og vendinger, med komma imellem", "Words and phrases, with commas between"},
	"web_seed_do":          {"Se, hvad det gør", "See what it does"},
	"web_seed_found":       {"%s {1|kommentar|kommentarer} har et af ordene", "%s {1|comment holds|comments hold} one of the words"},
	"web_seed_lacks":       {"skriv et navn og mindst ét ord", "write a name and at least one word"},
	"web_split":            {"Del et tema", "Split a theme"},
	"web_split_words":      {"Det, der siger et af disse ord, bliver et nyt tema; tomt deler i to", "What says one of these words becomes a new theme; empty parts it in two"},
	"web_split_do":         {"Se, hvad det gør", "See what it does"},
	"web_move":             {"Flyt en kommentar", "Move a comment"},
	"web_move_key":         {"Besvarelsens nøgle (kilde/id)", "The response's key (source/id)"},
	"web_move_do":          {"Se, hvad det gør", "See what it does"},
	"web_history":          {"Hvem har gjort hvad", "Who did what"},
	"web_undo":             {"Fortryd", "Undo"},
	"web_did_added":        {"tilføjede:", "added:"},
	"web_did_undone":       {"fortrød:", "undid:"},
	"web_did_published":    {"udgav rettelserne", "published the edits"},
	"web_edit_is_seed":     {"temaet %s findes af ordene %s.", "the theme %s is found by the words %s."},
	"web_edit_is_split":    {"%s deles.", "%s is split."},
	"web_edit_is_split_by": {"Det i %s, der siger %s, bliver et nyt tema.", "What says %[2]s in %[1]s becomes a new theme."},
	"web_edit_is_move":     {"%s flyttes til %s.", "%s is moved to %s."},
	"web_effect_counts":    {"%s {1|besvarelse|besvarelser} (%s {2|sætning|sætninger}) taler om andre temaer end nu.", "%s {1|response|responses} (%s {2|clause|clauses}) {1|speaks|speak} of other themes than now."},
	"web_effect_theme":     {"%s går fra %s til %s {3|besvarelse|besvarelser}.", "%s goes from %s to %s {3|response|responses}."},
}

package web

import "stemme/pipeline/messages"

func init() { messages.Register(searchMessages) }

// searchMessages are those of what helps to search: suggestions, saved views, pinned
// editions, chosen columns.
var searchMessages = map[messages.Key][2]string{
	"web_field":         {"felt: %s", "field: %s"},
	"web_field_value":   {"%s: %s", "%s: %s"},
	"web_qf_class":      {"klasse", "class"},
	"web_qf_theme":      {"tema", "theme"},
	"web_qf_touchpoint": {"kontaktpunkt", "touchpoint"},
	"web_qf_unit":       {"afdeling", "unit"},
	"web_qf_stage":      {"trin", "stage"},
	"web_qf_source":     {"kilde", "source"},
	"web_qf_language":   {"sprog", "language"},
	"web_qf_score":      {"score", "score"},
	"web_qf_date":       {"dato", "date"},
	"web_qf_title":      {"titel", "title"},
	"web_suggestions":   {"Forslag", "Suggestions"},
	"web_like_source":   {"Kommentaren", "The comment"},
	"web_like_these":    {"Mest som den", "Most like it"},
	"web_similar_note":  {"Kommentarer, der deler de mest sigende ord med den og taler om dem på samme måde: ros ved ros, kritik ved kritik. Filtrene gælder.", "Comments that share its most telling words and speak of them in the same way: praise by praise, complaint by complaint. The filters hold."},
}

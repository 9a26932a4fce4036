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
	"web_views":         {"Gemte visninger", "Saved views"},
	"web_views_lead":    {"Søgninger og sider med deres filtre. Et link viser alle analytikere det samme.", "Searches and pages with their filters. A link shows every analyst the same."},
	"web_view":          {"Visning", "View"},
	"web_view_name":     {"Navn", "Name"},
	"web_view_page":     {"Side", "Page"},
	"web_view_on":       {"Gemt", "Saved on"},
	"web_view_pin":      {"fasthold tallene, som de er nu (udgave %s)", "hold the figures as they are now (edition %s)"},
	"web_view_save":     {"Gem", "Save"},
	"web_view_delete":   {"Slet", "Delete"},
	"web_views_full":    {"Der kan ikke gemmes flere end %d visninger; slet nogle først.", "No more than %d views can be saved; delete some first."},
	"web_no_views":      {"Ingen er gemt endnu. Nederst på hver side kan den gemmes.", "None is saved yet. Every page can be saved from its foot."},
	"web_save_view":     {"Gem denne visning", "Save this view"},
	"web_pin":           {"Link til netop denne udgave", "Link to this very edition"},
	"web_pinned":        {"Siden viser en tidligere udgave, %s.", "This page shows an earlier edition, %s."},
	"web_newest":        {"Gå til den nyeste", "Go to the newest"},
	"web_edition_gone":  {"Udgaven findes ikke længere. Tag edition ud af adressen for at se den nyeste.", "The edition is no longer there. Take edition out of the address to see the newest."},
	"web_columns":       {"Kolonner", "Columns"},
	"web_title":         {"Overskrift", "Title"},
	"web_columns_all":   {"ingen valgt viser alle", "none chosen shows all"},
	"web_sheet":         {"Tabeller og diagrammer som Excel", "Tables and charts as Excel"},
	"web_sheet_source":  {"Kilde", "Source"},
	"web_sheet_page":    {"Side", "Page"},
	"web_sheet_says":    {"Kort fortalt", "In short"},
	"web_sheet_edition": {"Udgave", "Edition"},
	"web_sheet_address": {"Adresse", "Address"},
	"web_sheet_low":     {"95 % fra", "95 % from"},
	"web_sheet_high":    {"95 % til", "95 % to"},
	"web_suggestions":   {"Forslag", "Suggestions"},
	"web_like_source":   {"Kommentaren", "The comment"},
	"web_like_these":    {"Mest som den", "Most like it"},
	"web_similar_note":  {"Kommentarer, der deler de mest sigende ord med den og taler om dem på samme måde: ros ved ros, kritik ved kritik. Filtrene gælder.", "Comments that share its most telling words and speak of them in the same way: praise by praise, complaint by complaint. The filters hold."},
}

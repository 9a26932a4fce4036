package main

import "stemme/pipeline/messages"

func init() { messages.Register(lensMessages) }

// lensMessages are those of the commands about what lenses and themes say.
var lensMessages = map[messages.Key][2]string{
	"cli_highfive":          {"de få temaer, der betyder mest for scoren, ingen to om det samme", "the few themes that matter most for the score, no two about the same"},
	"cli_highfive_n":        {"højst så mange temaer", "themes at most"},
	"highfive_more":         {"%d af %d, der betyder noget for scoren; -n %[2]d viser alle", "%d of %d that matter for the score; -n %[2]d shows all"},
	"cli_highfive_lens":     {"linsens poster i stedet for de fundne temaer; \"\" for de fundne", "the lens's entries instead of the found themes; \"\" for the found"},
	"cli_highfive_period":   {"måned, kvartal eller år; ellers alle", "month, quarter or year; else all"},
	"cli_highfive_examples": {"kommentarer fra promotere og fra detractorer til hvert tema", "comments of promoters and of detractors to each theme"},
	"highfive_effect":       {"   hænger sammen med %s point %s hos dem, der nævner det: %s {3|besvarelse|besvarelser} (%s), NPS %s", "   goes with %s points %s among those who mention it: %s {3|response|responses} (%s), NPS %s"},
	"highfive_praised":      {"   hænger sammen med %s point %s hos dem, der roser det: %s {3|besvarelse|besvarelser} (%s), NPS %s", "   goes with %s points %s among those who praise it: %s {3|response|responses} (%s), NPS %s"},
	"highfive_blamed":       {"   hænger sammen med %s point %s hos dem, der kritiserer det: %s {3|besvarelse|besvarelser} (%s), NPS %s", "   goes with %s points %s among those who complain of it: %s {3|response|responses} (%s), NPS %s"},
	"highfive_reverses":     {"   alene ligger deres score sikkert på den anden side af den gennemsnitlige kommentars: det, de ellers nævner, eller hvor de blev spurgt, vender den", "   by itself their score surely lies on the other side of the average comment's: what else they mention, or where they were asked, turns it"},
	"highfive_otherwise":    {"   over hele tiden er det sikkert den anden vej: %s point %s, %s {3|besvarelse|besvarelser}", "   over all time it is surely the other way: %s points %s, %s {3|response|responses}"},
	"highfive_principle":    {"   princip: %s", "   principle: %s"},
	"highfive_action":       {"   ansvarlig: %s; handling: %s", "   owner: %s; action: %s"},
	"highfive_covered":      {"de %d nævnes i %s af %s {3|kommentar|kommentarer}; ingen to deler over 30 %% af deres kommentarer", "the %d are mentioned in %s of %s {3|comment|comments}; no two share over 30 %% of their comments"},
	"highfive_few":          {"linsen %s, da %s {2|kommentar|kommentarer} er for få til fundne temaer (lenses.below: %s)\n", "the lens %s, since %s {2|comment is|comments are} too few for found themes (lenses.below: %s)\n"},
	"highfive_none":         {"intet tema hænger sikkert sammen med scoren i %s {1|kommentar|kommentarer}", "no theme surely goes with the score in %s {1|comment|comments}"},
	"lens_suggest_none":     {"intet ord står i mindst fem besvarelser sikkert oftere ved en post i linsen %s end andre steder; hvad ingen linse siger noget om: stemme codebook coverage", "no word stands in five responses at least surely more often beside an entry of the lens %s than elsewhere; what no lens speaks of: stemme codebook coverage"},
	"themes_more":           {"og %s til; vis alle: %s", "and %s more; show all: %s"},
	"themes_few":            {"%s {1|kommentar|kommentarer} er for få til fundne temaer (under %s): kundelinsen først", "%s {1|comment is|comments are} too few for found themes (below %s): customer lens first"},
	"themes_also":           {"også fundet", "also found"},
	"col_covered":           {"linsen har det", "in the lens"},
	"covered_by":            {"%s (%s)", "%s (%s)"},
	"covered_partly":        {"delvis %s (%s)", "partly %s (%s)"},
	"covered_new":           {"nyt", "new"},
	"theme_covered":         {"i kundelinsen: %s", "in the customer lens: %s"},
	"theme_principle":       {"princip: %s", "principle: %s"},
}

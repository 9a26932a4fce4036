package report

import "stemme/pipeline/messages"

func init() { messages.Register(cameMessages) }

// cameMessages say what initiatives came to.
var cameMessages = map[messages.Key][2]string{
	"came_no_effect":       {"ingen målbar effekt (fra %s point ville den være set)", "no measurable effect (%s points or more would have been seen)"},
	"came_chance_alone":    {"kan være tilfældigt (%[1]s %[2]s mod lige før)", "may be chance (%[1]s %[2]s against just before)"},
	"came_chance":          {"kan være tilfældigt (%[1]s %[2]s mod lige før): %[3]s", "may be chance (%[1]s %[2]s against just before): %[3]s"},
	"came_placebo":         {"de, den når, og de andre gik hver sin vej allerede i perioden før (%[1]s %[2]s)", "those it reaches and the others already moved apart in the period before (%[1]s %[2]s)"},
	"came_chosen":          {"det, der går dårligst eller bedst, nærmer sig det sædvanlige af sig selv (%[1]s, når der tages højde for valget blandt %[2]s)", "what goes worst or best moves towards the usual by itself (%[1]s allowing for its choice among %[2]s)"},
	"came_earlier":         {"mod året før det er den ikke sikker (%[1]s %[2]s)", "against the year before that it is not sure (%[1]s %[2]s)"},
	"came_better":          {"bedre; tallene er tilbageholdt, da små grupper kunne findes ved dem", "better; its figures are withheld, as small groups could be found by them"},
	"came_worse":           {"dårligere; tallene er tilbageholdt, da små grupper kunne findes ved dem", "worse; its figures are withheld, as small groups could be found by them"},
	"came_no_measurable":   {"ingen målbar effekt; tallene er tilbageholdt, da små grupper kunne findes ved dem", "no measurable effect; its figures are withheld, as small groups could be found by them"},
	"came_may_be_chance":   {"kan være tilfældigt; tallene er tilbageholdt, da små grupper kunne findes ved dem", "may be chance; its figures are withheld, as small groups could be found by them"},
	"came_since":           {"%[1]s %[2]s mod før (svar før %[3]s, siden %[4]s). Ingen at sammenligne med: før og efter alene, så det kan skyldes andet", "%[1]s %[2]s against before (answers before %[3]s, since %[4]s). Nobody to compare with: before and after alone, so it may be due to other things"},
	"came_since_none":      {"ingen målbar ændring: %[1]s %[2]s mod før (svar før %[3]s, siden %[4]s; fra %[5]s point ville den være set). Ingen at sammenligne med: før og efter alene", "no measurable change: %[1]s %[2]s against before (answers before %[3]s, since %[4]s; %[5]s points or more would have been seen). Nobody to compare with: before and after alone"},
	"came_since_chance":    {"%[1]s (svar før %[2]s, siden %[3]s). Ingen at sammenligne med: før og efter alene", "%[1]s (answers before %[2]s, since %[3]s). Nobody to compare with: before and after alone"},
	"came_since_placebo":   {"det gik samme vej allerede i perioden før (%[1]s %[2]s)", "it already went that way in the period before (%[1]s %[2]s)"},
	"came_better_since":    {"bedre end før. Ingen at sammenligne med: før og efter alene, så det kan skyldes andet; tallene er tilbageholdt, da små grupper kunne findes ved dem", "better than before. Nobody to compare with: before and after alone, so it may be due to other things; its figures are withheld, as small groups could be found by them"},
	"came_worse_since":     {"dårligere end før. Ingen at sammenligne med: før og efter alene, så det kan skyldes andet; tallene er tilbageholdt, da små grupper kunne findes ved dem", "worse than before. Nobody to compare with: before and after alone, so it may be due to other things; its figures are withheld, as small groups could be found by them"},
	"came_no_change":       {"ingen målbar ændring. Ingen at sammenligne med: før og efter alene; tallene er tilbageholdt, da små grupper kunne findes ved dem", "no measurable change. Nobody to compare with: before and after alone; its figures are withheld, as small groups could be found by them"},
	"came_too_few":         {"for få svar endnu", "too few answers yet"},
	"came_theme_gone":      {"temaet findes ikke mere", "its theme is gone"},
	"came_not_started":     {"ikke begyndt", "not begun"},
	"came_not_apart":       {"kan ikke skilles fra %s, der virkede samtidig: uden de svar, de også når, er der for få tilbage. Skriv end i initiatives.yaml ved det, der er slut", "cannot be told apart from %s, at work at the same time: too few answers are left without those reached by both. Write end in initiatives.yaml of what is over"},
	"came_beside":          {"uden %[1]d svar, som %[2]s nåede i dele af tiden", "without %[1]d {1|answer|answers} that %[2]s reached for part of the time"},
	"came_beside_withheld": {"uden de svar, som %s nåede i dele af tiden", "without the answers that %s reached for part of the time"},
	"came_theme_first":     {"temaets andel i procentpoint: %s; NPS: %s", "its theme's share in percentage points: %s; NPS: %s"},
	"came_quoted":          {"»%s«", "“%s”"},
}

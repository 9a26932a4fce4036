package messages

// themesMessages are those of the area that the file is named for.
var themesMessages = map[Key][2]string{
	"themes_too_few": {
		"For få kommentarer til temaer: der skal være mindst %d forskellige sætninger med indhold.",
		"Too few comments for themes: at least %d different clauses with content are needed.",
	},
	"lens_offer": {
		"Kommentarerne handler om det, linsen %s læser: %s af %s {3|kommentar|kommentarer}, der er set efter i, har sætninger om det, som ingen linse i brug siger noget om. Skriv use: [%s] under lenses: i stemme.yaml (stemme init skriver filen), og kør natten igen.",
		"The comments are about what the lens %s reads: %s of %s {3|comment|comments} looked through have clauses about it of which no lens in use says anything. Write use: [%s] under lenses: in stemme.yaml (stemme init writes the file), and run the night again.",
	},
	"way_touchpoint": {"kontaktpunkt", "touchpoint"},
	"way_stage":      {"trin", "stage"},
	"way_source":     {"kilde", "source"},
	"way_unit":       {"afdeling", "unit"},
	"way_unit_level": {"afdeling på niveau %s", "unit at level %s"},
	"note_switch":    {"%s", "%s"},
	"lead_switch": {"Opdelt efter %[1]s er %[2]s %% af svarene i %[3]s fra %[4]s og %[5]s %% af dem i %[6]s fra %[7]s: om det er kunderne eller målingen, der er en anden, kan ikke skilles ad.",
		"By %[1]s %[2]s%% of the answers in %[3]s are from %[4]s and %[5]s%% of those in %[6]s from %[7]s: whether the customers or the survey are others cannot be told apart."},
	"lead_switch_none": {"Opdelt efter %[1]s er %[2]s %% af svarene i %[3]s fra %[4]s, men næsten ingen i %[5]s har en %[1]s: dér kan de to perioder ikke sammenlignes.",
		"By %[1]s %[2]s%% of the answers in %[3]s are from %[4]s, but hardly any in %[5]s has a %[1]s: there the two periods cannot be compared."},
	"themes_number_moved": {
		"Der er nu %d temaer, hvor der var %d: temaerne er tilpasset igen, så tidligere perioders sider også fortæller om andre temaer end før. Temaer, der går igen, beholder deres id. Skal antallet ligge fast, så skriv number: %d under themes: i stemme.yaml.",
		"There are %d themes now where there were %d: themes were fitted again, so pages of earlier periods tell of other themes too. Themes that come back keep their ids. To hold the number, write number: %d under themes: in stemme.yaml.",
	},
	"scores_turned": {
		"Karaktererne i kilden %s ser ud til at stå omvendt: de %s, der kun roser, giver i snit %s, og de %s, der kun klager, %s. NPS, promotere og detractorer er så byttet om. Er det laveste tal det bedste, så skriv turned: [\"%s\"] i stemme.yaml (stemme init skriver filen), og kør natten igen: alle kildens karakterer vendes. Er de rigtige, så se, om kommentarerne hører til en anden karakter.",
		"The scores of the source %s seem to stand the wrong way round: the %s who only praise give %s on average, and the %s who only complain %s. NPS, promoters and detractors are then swapped. If the lowest number is the best, write turned: [\"%s\"] in stemme.yaml (stemme init writes the file) and run the night again: all scores of the source are turned. If they are right, see whether the comments belong to another score.",
	},
	"scores_turned_back": {
		"Karaktererne i kilden %s ser ud til at stå omvendt: de %s, der kun roser, får i snit %s, og de %s, der kun klager, %s. De er vendt, fordi stemme.yaml nævner %s under turned: tag kilden ud dér, og kør natten igen.",
		"The scores of the source %s seem to stand the wrong way round: the %s who only praise have %s on average, and the %s who only complain %s. They are turned since stemme.yaml names %s under turned: take the source out there and run the night again.",
	},
	"lenses_unread": {
		"%s af %s kommentarer er ikke på dansk, og linserne læser kun dansk: hvad linser siger (kundetemaer, løfter, formål, principper, prioriteter), bygger på de øvrige. De fundne temaer læser alle og står først.",
		"%s of %s comments are not in Danish, and lenses read Danish only: what lenses say (customer themes, promises, purposes, principles, priorities) rests on the others. Found themes read them all and lead.",
	},
	"lenses_unread_some": {
		"%s af %s kommentarer er ikke på dansk, og linserne læser kun dansk: fare, trusler, eskalering og kunder på vej væk er ikke set i dem, heller ikke på arbejdslisten. De fundne temaer og søgningen har dem med (stemme search sprog:en).",
		"%s of %s comments are not in Danish, and lenses read Danish only: danger, threats, escalation and customers who leave are not seen in them, nor on the worklist. Found themes and the search have them (stemme search language:en).",
	},
	"few_sentences": {
		"Kun %s forskellige sætninger blandt %s kommentarer: et tema er her en sætning, der går igen, eller nogle få, der ligner hinanden, og tæller så tit, den er sagt. Er det faste svar eller skabeloner, er det dem, temaerne viser; lad kunderne svare med egne ord, hvis I vil vide mere.",
		"Only %s different sentences among %s comments: a theme here is a sentence that comes back, or a few that are alike, and counts as often as it is said. Where they are fixed answers or templates, these are what the themes show; let customers answer in their own words to learn more.",
	},
	"theme_shifted": {
		"Temaet %s »%s« har andre kommentarer end før den seneste tilpasning, og navn, ansvarlig og planer følger med: %s af dets %s besvarelser (%s) er nye i det, og %s af de %s, det havde, er ude. Dets ord er nu: %s. Se kommentarerne: del temaet, slå det sammen med et andet, omdøb det, eller fasthold det, hvis det er, som det skal være.",
		"Theme %s “%s” has other comments than before the last fit, and its name, owner and plans go with it: %s of its %s responses (%s) are new to it, and %s of the %s that it had are out. Its words are now: %s. Look at the comments: split the theme, merge it with another, rename it, or pin it where it is as it should be.",
	},
	"theme_shifted_small": {
		"Temaet %s »%s« har andre kommentarer end før den seneste tilpasning, og navn, ansvarlig og planer følger med. Dets ord er nu: %s. Se kommentarerne: del temaet, slå det sammen med et andet, omdøb det, eller fasthold det, hvis det er, som det skal være.",
		"Theme %s “%s” has other comments than before the last fit, and its name, owner and plans go with it. Its words are now: %s. Look at the comments: split the theme, merge it with another, rename it, or pin it where it is as it should be.",
	},
	"themes_vectors_line": {
		"%s, linje %d: ordvektoren kan ikke læses",
		"%s, line %d: the word vector cannot be read",
	},
	"themes_remainder": {
		"%d af %d {2|sætning|sætninger} med indhold er uden tema (%.1f %%)",
		"%d of %d {2|clause|clauses} with content {1|is|are} without a theme (%.1f %%)",
	},
}

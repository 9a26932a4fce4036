package messages

// lensMessages are those of the lenses and of the commands around them.
var lensMessages = map[Key][2]string{
	"lens_invalid":       {"%s er forkert:\n%s", "%s is wrong:\n%s"},
	"lens_line":          {"%s, linje %d\n%s\n", "%s, line %d\n%s\n"},
	"lens_id":            {"%q er intet id: brug a-z, 0-9 og bindestreg", "%q is no id: use a-z, 0-9 and hyphens"},
	"lens_lacks":         {"her mangler %s", "%s is missing here"},
	"lens_twice":         {"id %q står to gange", "the id %q stands twice"},
	"lens_polarity":      {"%q er ingen polaritet: skriv positive, negative eller none, eller udelad linjen", "%q is no polarity: write positive, negative or none, or leave the line out"},
	"lens_near":          {"%d ord er ingen afstand: skriv 1 eller mere", "%d words is no distance: write 1 or more"},
	"lens_limit":         {"%q er ingen tid: skriv for eksempel 24 timer, 3 dage eller 20 minutter", "%q is no time: write for example 24 timer, 3 dage or 20 minutter"},
	"lens_unknown_entry": {"linsen har ingen anden post %q", "the lens has no other entry %q"},
	"lens_pattern":       {"%q er intet mønster: ord skilt af mellemrum, med + mellem dele der begge skal stå der", "%q is no pattern: words parted by spaces, with + between parts that must both be there"},
	"lens_set":           {"%s findes ikke: skriv <navn> på en liste under sets", "there is no %s: write <name> of a list under sets"},
	"lens_word":          {"%q er intet ord: et ord kan stå alene, som =ord, ord!, ord-, -ord eller -ord-", "%q is no word: a word may stand alone, as =word, word!, word-, -word or -word-"},
	"lens_unknown":       {"ingen linse hedder %q; de medfølgende er %s", "there is no lens %q; those that ship are %s"},
	"lens_same":          {"to linser hedder %q: %s og %s", "two lenses are called %q: %s and %s"},
}

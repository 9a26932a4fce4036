package messages

// npsMessages are those of the area that the file is named for.
var npsMessages = map[Key][2]string{
	// One word for one figure, in Danish and in English: see docs/figures.md.
	"word_effect":     {"effekt", "effect"},
	"word_importance": {"betydning", "importance"},
	"word_pull":       {"træk", "pull"},

	"mixed_scales": {
		"scorerne er på flere skalaer (%s) og bliver ikke lagt sammen; tillad det med figures.mix_scales, eller mål dem hver for sig",
		"the scores are on several scales (%s) and are not put together; allow it with figures.mix_scales, or measure them apart",
	},
	"scales_source": {"%s i %s (%d {3|score|scorer})", "%s in %s (%d {3|score|scores})"},
	"scales_refused": {
		"scorerne ville stå på flere skalaer, og dem kan der ikke laves én NPS af: %s; intet er gemt. Er en skala læst forkert, så sig den med --scale; ellers mål dem hver for sig, i hver sin mappe med --data, eller tillad det med mix_scales: true under figures i stemme.yaml",
		"the scores would be on several scales, of which no one NPS can be made: %s; nothing was kept. If a scale is read wrongly, say it by --scale; else measure them apart, each in a folder of its own by --data, or allow it by mix_scales: true under figures in stemme.yaml",
	},
	"scales_kept": {
		"der står allerede scorer på flere skalaer, og dem kan der ikke laves én NPS af: %s. Tag den kilde ud, der ikke hører til, så som: stemme sources remove %s; er en skala læst forkert, så læs filen igen med --scale; ellers tillad det med mix_scales: true under figures i stemme.yaml",
		"there are scores on several scales already, of which no one NPS can be made: %s. Take out the source that does not belong there, such as by: stemme sources remove %s; if a scale was read wrongly, read the file again with --scale; else allow it by mix_scales: true under figures in stemme.yaml",
	},
	"period_unknown": {
		"perioden %q: skriv 2026, 2026-Q1 eller 2026-03",
		"period %q: want 2026, 2026-Q1 or 2026-03",
	},
	"no_responses": {
		"udgaven har ingen besvarelser; kør stemme run med en fil",
		"the edition has no responses; run stemme run with a file",
	},
	"undated": {
		"besvarelser uden en dag, der kan læses: %s. De tæller med i tal for hele tiden, ikke i en måned, et kvartal eller et år; ret dagen, og kør igen",
		"responses without a day that can be read: %s. They count in figures of all time, not in those of a month, a quarter or a year; mend the day and run again",
	},
	"period_empty": {
		"ingen besvarelser i perioden %s",
		"no responses in the period %s",
	},
	"cut_unknown": {
		"ingen besvarelser med %s = %q",
		"no responses with %s = %q",
	},
	"mix_unknown": {
		"sammensætningen kan ikke tages ud for %q: skriv en dimension med 2 til 300 værdier, højst tre ad gangen",
		"the mix of %q cannot be taken out: name a dimension with 2 to 300 values, three at most",
	},
	"change_small": {
		"%s har ingen række i den ændring: for få nævner det, til at dets del kan offentliggøres for sig; den er i part=%s. Siderne (stemme serve) viser den for analytikere",
		"%s has no row in that change: too few mention it for its part to be published alone; it is in part=%s. The pages (stemme serve) show it to analysts",
	},
	"figure_withheld": {
		"tallet vises ikke: gruppen er for lille, eller en lille gruppe kunne regnes ud af det",
		"the figure is withheld: the group is small, or a small group could be worked out from it",
	},
}

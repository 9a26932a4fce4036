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

package pipeline

import (
	"stemme/pipeline/bi"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/improvement"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
	"stemme/pipeline/source"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
	"stemme/pipeline/worklist"
)

// Tables is the catalogue: every table of an edition, in the order of the
// documentation.
var Tables = []tables.Described{
	ledger.Responses, source.SourceReadings, themes.Mentions, themes.Themes, themes.ThemeTerms, themes.ThemeExamples, themes.ThemeChoices, themes.ThemeEvents,
	nps.NPS, nps.ThemeNPS, nps.Ratings, nps.Causes, nps.Local, nps.Drivers, nps.Changes, nps.Comparisons, nps.Standings,
	nps.Alerts, nps.WhatIf, nps.Impacts, nps.NewsFound, nps.NewsExamples, nps.Dimensions,
	nps.HighFives, nps.Profiles, nps.Edges, nps.Promises, nps.Matches, nps.Purposes,
	worklist.Worklist, worklist.Loops, improvement.InitiativesTable, improvement.KPITable, improvement.SeriesTable, improvement.OutcomesTable,
	lens.Overlaps, lens.DurationTable, lens.AmountTable,
	bi.Edition, bi.Calendar, bi.Classes, bi.Touchpoints, bi.Stages, bi.Units, bi.Segments, bi.Dictionary,
	themes.ThemeModel, themes.ThemeModelTerms, themes.ThemeModelBase, themes.ThemeModelBaseTerms,
}

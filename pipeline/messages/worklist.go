package messages

// worklistMessages are those of the worklist, the playbook and what is handed
// out by it.
var worklistMessages = map[Key][2]string{
	"playbook_since":    {"since: %q er ingen dag; skriv den som 2026-11-01", "since: %q is no day; write it as 2026-11-01"},
	"playbook_span":     {"%q er ikke timer eller dage; skriv fx 24h eller 90d", "%q is no hours or days; write 24h or 90d, say"},
	"playbook_receiver": {"modtageren %q findes ikke under receivers", "there is no receiver %q under receivers"},
	"playbook_class":    {"%q er ikke promoter, passive, detractor eller none", "%q is not promoter, passive, detractor or none"},
	"playbook_lacks":    {"modtageren %s mangler %s", "the receiver %s lacks %s"},
	"playbook_deliver":  {"%q er ikke lines, mail, smtp eller webhook", "%q is not lines, mail, smtp or webhook"},

	"book_day":               {"%s: %q er ingen dag; skriv den som 2026-11-01", "%s: %q is no day; write it as 2026-11-01"},
	"initiative_where":       {"%s mangler where: hvor gælder indsatsen? Uden det er der intet at sammenligne med", "%s lacks where: whom does it reach? Without it there is nothing to compare with"},
	"initiative_feasibility": {"%s: feasibility skal være 1 til 5", "%s: feasibility must be 1 to 5"},
	"initiative_impact":      {"%s: impact er i NPS-point, 0 eller mere", "%s: impact is in points of NPS, 0 or more"},
	"kpi_target":             {"%q er intet mål; skriv fx \">= 30\"", "%q is no target; write \">= 30\", say"},
	"kpi_measure":            {"%s: %q er ikke nps, promoters, detractors, share:TEMA, theme_nps:TEMA eller rating:NAVN", "%s: %q is not nps, promoters, detractors, share:THEME, theme_nps:THEME or rating:NAME"},
	"kpi_period":             {"%s: %q er ikke month, quarter eller year", "%s: %q is not month, quarter or year"},
	"series_line":            {"%s, linje %d: skal være en dag og et tal, fx 2026-11-01;4,5", "%s, line %d: must be a day and a number, say 2026-11-01;4.5"},
	"series_twice":           {"%s, linje %d: dagen %s står to gange", "%s, line %d: the day %s stands twice"},
	"kpi_lags":               {"%s: lags er 0 til 12 uger", "%s: lags is 0 to 12 weeks"},

	"worklist_damaged": {"arbejdslisten %s kan ikke læses; hent den fra en sikkerhedskopi, eller flyt den væk og begynd forfra", "the worklist %s cannot be read; restore it from a backup, or move it away and begin anew"},
	"worklist_newer":   {"arbejdslisten %s er skrevet af et nyere program; opgradér", "the worklist %s was written by a newer program; upgrade"},
	"worklist_state":   {"%q er ikke open, contacted eller resolved", "%q is not open, contacted or resolved"},
	"worklist_unknown": {"%s er ikke på arbejdslisten; se dem, der er, med stemme worklist --all", "%s is not on the worklist; see those that are by stemme worklist --all"},
	"worklist_address": {"%q er ingen mailadresse; ret den i playbook.yaml", "%q is no mail address; mend it in playbook.yaml"},

	"letter_subject":    {"Kundesvar: %s (%s)", "Customer response: %s (%s)"},
	"letter_response":   {"Besvarelse", "Response"},
	"letter_answered":   {"Besvaret", "Answered"},
	"letter_class":      {"Kundegruppe", "Class"},
	"letter_score":      {"Score", "Score"},
	"letter_touchpoint": {"Kontaktpunkt", "Touchpoint"},
	"letter_unit":       {"Afdeling", "Unit"},
	"letter_themes":     {"Temaer", "Themes"},
	"letter_owner":      {"Ansvarlig", "Owner"},
	"letter_action":     {"Næste skridt", "Next step"},
	"letter_due":        {"Frist", "Due"},
	"letter_limit":      {"Beløbsgrænse", "Limit"},
}

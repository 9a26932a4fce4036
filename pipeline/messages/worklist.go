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

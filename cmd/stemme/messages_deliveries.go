package main

import "stemme/pipeline/messages"

// deliveryMessages are those of what was delivered and taken back.
var deliveryMessages = map[messages.Key][2]string{
	"cli_sources_deliveries":   {"vis de filer og hentninger, der kan tages tilbage, og dem, der er taget tilbage", "list the files and fetches that can be taken back, and those that were"},
	"cli_sources_withdraw":     {"tag en fil tilbage, som om den aldrig var kommet: dens nye svar går ud, dens rettelser rulles tilbage, det senere bliver", "take a file back as if it had never come: its new responses go, its corrections are undone, what came later stays"},
	"cli_sources_withdraw_dry": {"fortæl kun, hvad der ville ske", "say only what would happen"},
	"cli_sources_readmit":      {"lad en fil, der er taget tilbage, komme ind igen med næste kørsel", "let a file that was taken back come in again with the next run"},
	"cli_sources_delivery":     {"leveringen: filens navn, dens nummer i stemme sources deliveries, eller en dag (2026-11-27) for alle den dag", "the delivery: the file's name, its number in stemme sources deliveries, or a day (2026-11-27) for all of that day"},
	"deliveries_none":          {"ingen levering kan tages tilbage: de er fra før, programmet begyndte at huske dem, eller for gamle", "no delivery can be taken back: they are from before the program began to remember them, or too old"},
	"withdraw_delivery":        {"nr. %d: %s, kom %s", "no. %d: %s, came %s"},
	"withdraw_would":           {"%s {1|nyt svar|nye svar} ville gå ud, %s {2|svar|svar} ville sige det samme som før, %s {3|svar|svar} ville blive, fordi andre filer også har dem eller har rettet dem siden; intet er ændret", "%s new {1|response|responses} would go, %s {2|response|responses} would say again what they said before, %s {3|response|responses} would stay, since other files have brought them too or corrected them since; nothing was changed"},
	"withdraw_done":            {"taget tilbage: %s {1|svar|svar} er gået ud, %s {2|svar|svar} siger det samme som før, %s {3|svar|svar} blev; udgave %s", "taken back: %s {1|response has|responses have} gone, %s {2|response says|responses say} again what they said before, %s {3|response|responses} stayed; edition %s"},
	"withdraw_again":           {"filen læses ikke ind igen af sig selv; skal den ind alligevel: stemme sources readmit %s %s", "the file is not read again by itself; to have it after all: stemme sources readmit %s %s"},
	"withdraw_readmitted":      {"%s må komme ind igen: den læses af næste kørsel, der får filen", "%s may come in again: the next run that is given the file reads it"},
	"col_number":               {"nr.", "no."},
	"col_source":               {"kilde", "source"},
	"col_file":                 {"fil", "file"},
	"col_came":                 {"kom", "came"},
	"col_new":                  {"nye", "new"},
	"col_replaced":             {"rettede", "corrected"},
	"col_known":                {"kendte", "known"},
	"col_withdrawn":            {"taget tilbage", "taken back"},
}

func init() { messages.Register(deliveryMessages) }

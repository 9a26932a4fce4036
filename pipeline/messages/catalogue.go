package messages

// catalogue holds every message in Danish and in English. Each area keeps its
// own file with an init-free map; they are joined here.
var catalogue = join(commonMessages, sourceMessages, storageMessages, themesMessages,
	npsMessages, indexMessages, reportMessages, cmdMessages, webMessages, editsMessages, worklistMessages, lensMessages)

// commonMessages are used by more than one area.
var commonMessages = map[Key][2]string{
	"no_theme":   {"uden tema", "no theme"},
	"unknown":    {"ukendt", "unknown"},
	"promoter":   {"promoter", "promoter"},
	"passive":    {"passiv", "passive"},
	"detractor":  {"detractor", "detractor"},
	"no_comment": {"ingen kommentar", "no comment"},
}

// join puts the areas' messages together; a key in two areas is a fault of the
// program.
func join(areas ...map[Key][2]string) map[Key][2]string {
	all := map[Key][2]string{}
	for _, area := range areas {
		for key, pair := range area {
			if _, twice := all[key]; twice {
				panic("messages: key twice: " + string(key))
			}
			all[key] = pair
		}
	}
	return all
}

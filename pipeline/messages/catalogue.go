package messages

import "strings"

// catalogue holds every message in Danish and in English.
var catalogue = map[Key][2]string{}

// Errors and words that several packages use lie here, each area in a file of
// its own. What only one package says lies there, and is added by Register.
func init() {
	Register(
		commonMessages,
		sourceMessages,
		deliveryMessages,
		storageMessages,
		themesMessages,
		npsMessages,
		indexMessages,
		editsMessages,
		worklistMessages,
		lensMessages,
	)
}

// commonMessages are used by more than one area.
var commonMessages = map[Key][2]string{
	"no_theme":   {"uden tema", "no theme"},
	"unknown":    {"ukendt", "unknown"},
	"promoter":   {"promoter", "promoter"},
	"passive":    {"passiv", "passive"},
	"detractor":  {"detractor", "detractor"},
	"no_comment": {"ingen kommentar", "no comment"},
}

// Register adds messages to the catalogue; packages call it when they are
// initialised. A key that is there already, a language that is missing, a choice by
// what is no argument, and languages that take different arguments are faults of the
// program: it panics.
func Register(areas ...map[Key][2]string) {
	for _, area := range areas {
		for key, pair := range area {
			if _, twice := catalogue[key]; twice {
				panic("messages: key twice: " + string(key))
			}
			if pair[Danish] == "" || pair[English] == "" {
				panic("messages: a language is missing: " + string(key))
			}
			if da, en := verbs(pair[Danish]), verbs(pair[English]); da != en {
				panic("messages: takes " + da + " in Danish, " + en + " in English: " + string(key))
			}
			for _, text := range pair {
				if wrong := misschosen(text); wrong != "" {
					panic("messages: no choice by a count that it takes: " + wrong + ": " + string(key))
				}
			}
			catalogue[key] = pair
		}
	}
}

// verbs lists the formatting verbs of a message in order of their argument.
func verbs(format string) string {
	format = strings.ReplaceAll(format, "%%", "")
	var found []string
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		j := i + 1
		for j < len(format) && strings.IndexByte("0123456789.+-#[]", format[j]) >= 0 {
			j++
		}
		if j < len(format) && strings.IndexByte("dfqstvx", format[j]) >= 0 { // else a percent sign
			found = append(found, format[j:j+1])
		}
	}
	return strings.Join(found, "")
}

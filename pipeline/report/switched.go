package report

import (
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// Switched says that the answers of two periods have no value of a way to cut in common, as where
// a survey moved to another tool; "" where they have. Cuts are the rows of the table of scores.
func Switched(lang messages.Lang, cuts []nps.CutRow, from, to string) string {
	if s, found := nps.Switched(cuts, from, to); found {
		return s.Text(lang)
	}
	return ""
}

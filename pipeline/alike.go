package pipeline

import (
	"strings"

	"stemme/models"
	"stemme/pipeline/source"
)

// Comments of which fewer than one in so many are different texts, and so many of them, are
// no free text. Chosen by eye; in the demo and in public reviews nine in ten are different.
const (
	fewDifferent = 10
	leastAlike   = 300
)

// alikeNotes says where new comments are a few texts over and over, of which themes can
// show nothing but these texts. report.FewSentences says it of a whole edition.
func alikeNotes(fresh []models.Response) []source.Note {
	n, greatest, times := 0, 0, map[string]int{}
	for i := range fresh {
		if r := &fresh[i]; r.Commented() {
			text := strings.ToLower(strings.TrimSpace(r.Text()))
			times[text]++
			n, greatest = n+1, max(greatest, times[text])
		}
	}
	if n < leastAlike || len(times)*fewDifferent >= n {
		return nil
	}
	return []source.Note{{Key: "comments_alike", Args: []any{n, len(times), greatest}}}
}

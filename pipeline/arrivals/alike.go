package arrivals

import (
	"strings"

	"stemme/models"
	"stemme/pipeline/source"
)

// leastAlike is how many comments must be few texts for it to be told. Chosen by eye.
const leastAlike = 300

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
	if n < leastAlike || !models.Repeated(len(times), n) {
		return nil
	}
	return []source.Note{{Key: "comments_alike", Args: []any{n, len(times), greatest}}}
}

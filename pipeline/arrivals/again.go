package arrivals

import (
	"maps"
	"slices"

	"stemme/models"
	"stemme/pipeline/source"
)

// An utterance is what makes two responses of a source one, whatever their ids.
type utterance struct {
	source, comment string
	day             models.Day
	score           models.Score
}

// A comment from this length on hardly comes twice on one day with one score, and
// from so many of them on, and one in so many of what is new, answers were delivered
// again under other ids. Chosen by eye.
const (
	leastUttered = 20
	leastAgain   = 20
	oneAgain     = 10
)

// saidBefore notes the sources of which a part of what is new tonight is known already
// under other ids: a system gave them anew, or they are made of the content and a
// column came or went. Each such response would count twice.
func saidBefore(all, fresh []models.Response) []source.Note {
	if len(all) == 0 || len(fresh) < leastAgain {
		return nil
	}
	tonight := make(map[[2]string]utterance, len(fresh))
	for i := range fresh {
		r := &fresh[i]
		tonight[[2]string{r.Source, r.ID}] = utterance{r.Source, r.Comment, r.Day, r.Score}
	}
	sources := map[string]bool{}
	for of := range tonight {
		sources[of[0]] = true
	}
	known := map[utterance]bool{}
	for i := range all {
		r := &all[i]
		if !sources[r.Source] {
			continue
		}
		delete(tonight, [2]string{r.Source, r.ID})
		if len(r.Comment) >= leastUttered {
			known[utterance{r.Source, r.Comment, r.Day, r.Score}] = true
		}
	}
	return noted(tonight, known)
}

// noted says of each source how many of tonight's new utterances are known.
func noted(tonight map[[2]string]utterance, known map[utterance]bool) (notes []source.Note) {
	uttered, again := map[string]int{}, map[string]int{}
	for of, u := range tonight {
		if len(u.comment) < leastUttered {
			continue
		}
		uttered[of[0]]++
		if known[u] {
			again[of[0]]++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(again)) {
		if n := again[name]; n >= leastAgain && oneAgain*n >= uttered[name] {
			notes = append(notes, source.Note{Key: "reading_again", Args: []any{name, n, uttered[name]}})
		}
	}
	return notes
}

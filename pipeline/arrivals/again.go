package arrivals

import (
	"maps"
	"slices"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
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

// An again is how many comments that are new of a source are known already under other ids: a
// system gave them anew, or they are made of the content and a column came or went. Each such
// response would count twice.
type again struct {
	source    string
	known, of int
	said      map[utterance]bool // those that are known
}

// most says whether most of what is new is known: a newer version of what was delivered, and no
// words that happen to come again.
func (a *again) most() bool { return 2*a.known >= a.of }

// againNotes tell of the sources of which a part of what is new tonight is known already.
func againNotes(said []again, batch source.Batch) (notes []source.Note) {
	for _, a := range said {
		files, _ := argumentsOf(batch, a.source)
		notes = append(notes, source.Note{Key: "reading_again", Args: []any{a.source, a.known, a.of, messages.Argument(a.source), files}})
	}
	return notes
}

// againFaults refuse the sources without ids of which most of what is new is known already, with
// the deliveries that brought it.
func againFaults(book *ledger.Ledger, said []again, batch source.Batch) (faults []error) {
	for _, a := range said {
		if !a.most() || idHeader(batch, a.source) != "" { // ids of their own may be of other answers
			continue
		}
		by := book.Bringing(func(r *models.Response) bool { return r.Source == a.source && a.said[utteranceOf(r)] })
		back := any(messages.Key("source_again_none"))
		if len(by) > 0 {
			back = withdrawals(a.source, by)
		}
		files, named := argumentsOf(batch, a.source)
		faults = append(faults, messages.Errorf("source_again", a.source, a.known, a.of, back, files+named, files+named))
	}
	return faults
}

// utteranceOf is what makes r one with another of its source.
func utteranceOf(r *models.Response) utterance { return utterance{r.Source, r.Comment, r.Day, r.Score} }

// saidBefore finds the sources of which a part of what is new tonight is known already
// under other ids, by name.
func saidBefore(all, fresh []models.Response) []again {
	if len(all) == 0 || len(fresh) < leastAgain {
		return nil
	}
	tonight := make(map[models.Key]utterance, len(fresh))
	for i := range fresh {
		tonight[fresh[i].Key()] = utteranceOf(&fresh[i])
	}
	sources := map[string]bool{}
	for of := range tonight {
		sources[of.Source] = true
	}
	known := map[utterance]bool{}
	for i := range all {
		r := &all[i]
		if !sources[r.Source] {
			continue
		}
		delete(tonight, r.Key())
		if len(r.Comment) >= leastUttered {
			known[utteranceOf(r)] = true
		}
	}
	return counted(tonight, known)
}

// counted says of each source how many of tonight's new utterances are known, where these are
// too many to be chance.
func counted(tonight map[models.Key]utterance, known map[utterance]bool) (all []again) {
	of := map[string]again{}
	for key, u := range tonight {
		if len(u.comment) < leastUttered {
			continue
		}
		a, met := of[key.Source]
		if !met {
			a = again{source: key.Source, said: map[utterance]bool{}}
		}
		if a.of++; known[u] {
			a.known++
			a.said[u] = true
		}
		of[key.Source] = a
	}
	for _, name := range slices.Sorted(maps.Keys(of)) {
		if a := of[name]; a.known >= leastAgain && oneAgain*a.known >= a.of {
			all = append(all, a)
		}
	}
	return all
}

// knownNotes tell, of the sources without ids, how many rows are taken as responses that were
// there: nothing but what they say tells those apart from answers of other customers.
func knownNotes(book *ledger.Ledger, batch source.Batch) (notes []source.Note) {
	known, wordless := map[string]int{}, map[string]int{}
	for i := range batch.Responses {
		r := &batch.Responses[i]
		if _, is := book.Response(r.Key()); !is || !contentID.MatchString(r.ID) {
			continue
		}
		known[r.Source]++
		if !r.Commented() {
			wordless[r.Source]++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if idHeader(batch, name) == "" {
			notes = append(notes, source.Note{Key: "reading_known", Args: []any{name, known[name], wordless[name]}})
		}
	}
	return notes
}

package themes

import (
	"fmt"
	"math"
	"slices"

	"stemme/models"
)

// An Event is something that happened to the themes. Events are carried from
// night to night: they are the themes' history, and what tells a night when the
// model was last fitted and which ids were ever given. They begin anew where all themes
// are forgotten.
type Event struct {
	Day       models.Day // of the newest response that night; NoDay where none has a day
	What      What
	Theme     string   // "" for Fitted
	Others    []string // themes it came from, or went into
	Detail    string   // why a model was fitted, or the edit in one line
	Asked     int      // of Fitted: the number of themes asked for, 0 for chosen from the data
	Responses int      // in the ledger that night
	Clauses   int      // that it is about: the fitted ones, those of a theme that was born, split, merged or died; 0 where not counted
	Fit       float64  // of Fitted: mean logarithm of a known term's probability; NaN elsewhere
}

// What happens to themes.
type What string

// The kinds of events.
const (
	Fitted What = "fitted" // the model was fitted; Detail is a Reason
	Born   What = "born"   // a theme was found that was not there before
	Parted What = "split"  // a theme came out of Others
	Merged What = "merged" // the theme went into Others
	Died   What = "died"   // nobody speaks of it any more
	Edited What = "edited" // an analyst's edit applies from now on
	Lapsed What = "lapsed" // an edit is in the file but no longer applies
	Undone What = "undone" // an edit was taken out of the file

	Shifted What = "shifted" // a theme that people rely on has other comments than before the fit; see Shift
)

// A Reason is why a model was fitted.
type Reason string

// The reasons for a fit.
const (
	First  Reason = "first"  // there was none
	Anew   Reason = "fresh"  // asked to forget the one before
	Number Reason = "number" // another number of themes is asked for
	Asked  Reason = "asked"  // by --refit
	Grown  Reason = "grown"  // the ledger has grown
	Worse  Reason = "worse"  // the themes explain the new clauses worse than those they were fitted to
)

// history is the events of the nights before and of this one.
type history struct {
	all       []Event
	told      int // of all, how many the nights before told; the others are tonight's
	day       models.Day
	responses int
}

func newHistory(in Input) *history {
	h := &history{all: slices.Clip(in.History), told: len(in.History), day: models.NoDay, responses: len(in.Responses)}
	for i := range in.Responses {
		h.day = max(h.day, in.Responses[i].Day)
	}
	return h
}

// add notes what happens tonight.
func (h *history) add(what What, theme, detail string, clauses int, others ...string) {
	h.all = append(h.all, Event{Day: h.day, What: what, Theme: theme, Others: others, Detail: detail,
		Responses: h.responses, Clauses: clauses, Fit: math.NaN()})
}

// fitted is the last fit; false where none is known.
func (h *history) fitted() (Event, bool) {
	for _, e := range slices.Backward(h.all) {
		if e.What == Fitted {
			return e, true
		}
	}
	return Event{}, false
}

// next is the number after the highest that was ever given to a theme of a generation.
func (h *history) next(generation int) int {
	next := generation*perGeneration + 1
	give := func(id string) {
		if n := numberOf(id); generationOf(n) == generation {
			next = max(next, n+1)
		}
	}
	for _, e := range h.all {
		give(e.Theme)
		for _, id := range e.Others {
			give(id)
		}
	}
	return next
}

// numberOf is the number that an id was made of, 0 for ids of other kinds.
func numberOf(id string) int {
	var n int
	if _, err := fmt.Sscanf(id, "t%d", &n); err != nil {
		return 0
	}
	return n
}

// emerged says which themes were born between fits.
func (h *history) emerged() map[string]bool {
	out := map[string]bool{}
	for _, e := range h.all {
		if (e.What == Born || e.What == Parted) && e.Detail == emerged {
			out[e.Theme] = true
		}
	}
	return out
}

// edit notes what became of an edit, unless that is what was noted of it last.
func (h *history) edit(what What, theme, edit string) {
	if Standing(h.all, edit) != what {
		h.add(what, theme, edit, 0)
	}
}

// Standing is what was last noted of an edit, "" for nothing.
func Standing(events []Event, edit string) What {
	for _, e := range slices.Backward(events) {
		if e.Detail == edit && (e.What == Edited || e.What == Lapsed || e.What == Undone) {
			return e.What
		}
	}
	return ""
}

// undo notes the edits of which the book no longer speaks.
func (h *history) undo(book map[string]bool) {
	seen := map[string]bool{}
	for _, e := range slices.Clone(h.all) {
		if (e.What == Edited || e.What == Lapsed) && !seen[e.Detail] {
			seen[e.Detail] = true
			if !book[e.Detail] {
				h.edit(Undone, e.Theme, e.Detail)
			}
		}
	}
}

package themes

import (
	"fmt"
	"slices"
	"strings"

	"stemme/models"
)

// A Shift is how the comments of a theme that people rely on changed when the themes were
// fitted again: the same responses, by the model before and the one after.
type Shift struct {
	Theme    string
	Was, Is  int  // responses
	Same     int  // that are in both
	Accepted bool // an analyst has edited the theme since
}

// Fresh is the share of the theme's responses that are new to it.
func (s Shift) Fresh() float64 { return 1 - float64(s.Same)/float64(max(s.Is, 1)) }

// Gone is the share of the responses that it had and has no more.
func (s Shift) Gone() float64 { return 1 - float64(s.Same)/float64(max(s.Was, 1)) }

// A theme is no longer what it was when more than a third of what it has is new to it, or
// more than a third of what it had is gone, and that is more than a handful.
const (
	another  = 1.0 / 3
	fewMoved = 5
)

func (s Shift) told() bool {
	return s.Is-s.Same >= fewMoved && s.Fresh() > another || s.Was-s.Same >= fewMoved && s.Gone() > another
}

// detail is s as an event says it.
func (s Shift) detail() string { return fmt.Sprintf("%d %d %d", s.Was, s.Is, s.Same) }

// Shifts are the last shift of each theme, in the order of the events.
func Shifts(events []Event) (all []Shift) {
	at := func(id string) int { return slices.IndexFunc(all, func(s Shift) bool { return s.Theme == id }) }
	for _, e := range events {
		i := at(e.Theme)
		switch {
		case e.What == Shifted:
			s := Shift{Theme: e.Theme}
			if _, err := fmt.Sscanf(e.Detail, "%d %d %d", &s.Was, &s.Is, &s.Same); err != nil {
				continue
			}
			if i >= 0 {
				all = slices.Delete(all, i, i+1)
			}
			all = append(all, s)
		case i >= 0 && (e.What == Edited || e.What == Undone):
			all[i].Accepted = true
		}
	}
	return all
}

// shift notes the themes that people rely on and that are no longer what they were, where
// the night has fitted them again. What went to a part or a seed that the book asks for
// since is not gone.
func (r *Result) shift(in Input, events *history, cfg Config) {
	before, relied := in.Previous, in.relied()
	again := slices.ContainsFunc(events.all[events.told:], func(e Event) bool { return e.What == Fitted && e.Detail != string(Anew) })
	if before == nil || r.Model == nil || len(relied) == 0 || !again {
		return
	}
	hand := before.apply(&in)
	then := hand.move(hand.merged().worded(&in).Assign(in.Documents, cfg.MinProbability, cfg.Workers), in)
	was, is := byTheme(then), byTheme(r.Mentions)
	for _, id := range r.Model.IDs() {
		if !relied[id] || !before.has(id) || len(was[id]) == 0 || r.hand.into[id] != "" {
			continue
		}
		s := Shift{Theme: id, Is: len(is[id])}
		for response := range was[id] {
			switch {
			case is[id][response]:
				s.Was, s.Same = s.Was+1, s.Same+1
			case !r.asked(is, before, response):
				s.Was++
			}
		}
		if s.told() {
			events.add(Shifted, id, s.detail(), 0)
		}
	}
}

// asked says whether a response speaks of a theme that the book made and before lacks.
func (r *Result) asked(is map[string]map[int]bool, before *Model, response int) bool {
	return slices.ContainsFunc(r.Model.byHand(), func(t ModelTheme) bool { return !before.has(t.ID) && is[t.ID][response] })
}

// byTheme are the responses that mention each theme.
func byTheme(mentions []models.Mention) map[string]map[int]bool {
	of := map[string]map[int]bool{}
	for _, m := range mentions {
		if of[m.Theme] == nil {
			of[m.Theme] = map[int]bool{}
		}
		of[m.Theme][m.Response] = true
	}
	return of
}

// Said are what a message about s says: the theme, with counts where these are told, and
// its words.
func (s Shift) Said(name string, words []string, counts bool) []any {
	said := []any{s.Theme, name}
	if counts {
		said = append(said, fmt.Sprint(s.Is-s.Same), fmt.Sprint(s.Is), fmt.Sprintf("%.0f %%", 100*s.Fresh()), fmt.Sprint(s.Was-s.Same), fmt.Sprint(s.Was))
	}
	return append(said, strings.Join(words, ", "))
}

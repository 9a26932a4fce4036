package worklist

import (
	"cmp"
	"slices"

	"stemme/models"
	"stemme/pipeline/codebook"
)

// Route is the first rule of the playbook that fits a response; nil for none.
// themes are what the response speaks of.
func Route(p *codebook.Playbook, r *models.Response, language models.Language, themes []string) *codebook.Rule {
	for i := range p.Rules {
		if p.Rules[i].Fits(r, language, themes) {
			return &p.Rules[i]
		}
	}
	return nil
}

// A Routed is a response with who is to receive it.
type Routed struct {
	Index int // of the response in the input
	Rule  *codebook.Rule
}

// A Reason says why a response is in nobody's box.
type Reason string

// The reasons.
const (
	NoRule Reason = "no_rule" // none of the rules fits
	TooOld Reason = "too_old" // answered before the day from which responses are routed
)

// An Unrouted is a response that nobody receives.
type Unrouted struct {
	Key    models.Key
	Reason Reason
	Class  models.Class
}

// Routes says for every response who receives it, or why nobody does, those first
// that a rule is missing for. Without rules there are neither.
func Routes(in Input) (routed []Routed, unrouted []Unrouted) {
	if len(in.Playbook.Rules) == 0 {
		return nil, nil
	}
	since := models.NoDay
	if day, err := models.ParseDay(in.Playbook.Since); err == nil {
		since = day
	}
	spoken := Spoken(in)
	for i := range in.Responses {
		r := &in.Responses[i]
		rule := Route(&in.Playbook, r, in.Language[i], spoken[i])
		switch {
		case since != models.NoDay && r.Day < since:
			unrouted = append(unrouted, Unrouted{r.Key(), TooOld, r.Class()})
		case rule == nil:
			unrouted = append(unrouted, Unrouted{r.Key(), NoRule, r.Class()})
		default:
			routed = append(routed, Routed{i, rule})
		}
	}
	slices.SortStableFunc(unrouted, func(a, b Unrouted) int { return cmp.Compare(a.weight(), b.weight()) })
	return routed, unrouted
}

// weight orders what nobody receives: first what a rule is missing for, detractors
// before others, then what is too old to be routed.
func (u *Unrouted) weight() int {
	switch {
	case u.Reason != NoRule:
		return 2
	case u.Class != models.Detractor:
		return 1
	}
	return 0
}

// Missed counts the detractors that no rule sends to anybody.
func Missed(unrouted []Unrouted) (n int) {
	for i := range unrouted {
		if unrouted[i].weight() == 0 {
			n++
		}
	}
	return n
}

package worklist

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/nps"
)

// Route is the first rule of the playbook that fits response i; nil for none. themes are what the response
// speaks of, signs how.
func Route(in *Input, i int, themes []string, signs Signs) *codebook.Rule {
	themes = in.Above.With(themes)
	sign := func(theme string) int8 { return nps.SignOf(signs[spokenOf{i, theme}]) }
	for n := range in.Playbook.Rules {
		if rule := &in.Playbook.Rules[n]; rule.Said(&in.Responses[i], in.Language[i], themes, sign) {
			return rule
		}
	}
	return nil
}

// Signs are the sums of the polarities of what each response says of a theme.
type Signs map[spokenOf]float64

type spokenOf struct {
	response int
	theme    string
}

// signsOf are the signs of the themes that rules ask for the sound of; nil where none does.
func signsOf(in *Input) Signs {
	if !slices.ContainsFunc(in.Playbook.Rules, func(r codebook.Rule) bool { return r.Sounds != "" }) {
		return nil
	}
	signs := Signs{}
	for _, m := range in.Mentions {
		if !math.IsNaN(m.Polarity) {
			for _, theme := range in.Above.With([]string{m.Theme}) {
				signs[spokenOf{m.Response, theme}] += m.Polarity
			}
		}
	}
	return signs
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
	spoken, signs := Spoken(in), signsOf(&in)
	for i := range in.Responses {
		r := &in.Responses[i]
		rule := Route(&in, i, spoken[i], signs)
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

package worklist

import (
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook"
)

// Route is the first rule of the playbook that fits a response; nil for none. themes
// are what the response speaks of.
func Route(p *codebook.Playbook, r *models.Response, language models.Language, themes []string) *codebook.Rule {
	for i := range p.Rules {
		if fits(&p.Rules[i], r, language, themes) {
			return &p.Rules[i]
		}
	}
	return nil
}

// fits says whether every condition of the rule holds.
func fits(rule *codebook.Rule, r *models.Response, language models.Language, themes []string) bool {
	class := r.Class().String()
	if class == "" {
		class = codebook.NoClass
	}
	return anyOf(rule.Source, func(want string) bool { return want == r.Source }) &&
		anyOf(rule.Touchpoint, func(want string) bool { return strings.EqualFold(want, r.Touchpoint) }) &&
		anyOf(rule.Unit, func(want string) bool { return under(r.Unit, want) }) &&
		anyOf(rule.Theme, func(want string) bool { return speaks(themes, want) }) &&
		anyOf(rule.Class, func(want string) bool { return want == class }) &&
		anyOf(rule.Language, func(want string) bool { return want == string(language) })
}

// anyOf says whether one of the values of a condition holds; a condition without
// values always does.
func anyOf(values []string, holds func(string) bool) bool {
	return len(values) == 0 || slices.ContainsFunc(values, holds)
}

// under says whether unit is the path or lies under it.
func under(unit, path string) bool {
	path = strings.TrimSuffix(path, "/")
	return unit == path || strings.HasPrefix(unit, path+"/")
}

// speaks says whether one of the themes is the one wanted; "lens/" is any entry
// of the lens.
func speaks(themes []string, want string) bool {
	return slices.ContainsFunc(themes, func(id string) bool {
		return id == want || strings.HasSuffix(want, "/") && strings.HasPrefix(id, want)
	})
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
}

// Routes says for every response who receives it, or why nobody does. Without
// rules there are neither.
func Routes(in Input) (routed []Routed, unrouted []Unrouted) {
	if len(in.Playbook.Rules) == 0 {
		return nil, nil
	}
	since := models.NoDay
	if day, err := models.ParseDay(in.Playbook.Since); err == nil {
		since = day
	}
	spoken := spokenOf(in)
	for i := range in.Responses {
		r := &in.Responses[i]
		rule := Route(&in.Playbook, r, in.Language[i], spoken[i])
		switch {
		case since != models.NoDay && r.Day < since:
			unrouted = append(unrouted, Unrouted{r.Key(), TooOld})
		case rule == nil:
			unrouted = append(unrouted, Unrouted{r.Key(), NoRule})
		default:
			routed = append(routed, Routed{i, rule})
		}
	}
	return routed, unrouted
}

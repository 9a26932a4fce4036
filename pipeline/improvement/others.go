package improvement

import (
	"slices"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/nps"
)

// disturbs says whether other initiative began, ended or both within the days of a comparison of
// one: it works on some of them and not on all. One that works on all of them, or on none, moves
// no group between them. Those who are treated already are no control of those who begin:
// Goodman-Bacon, "Difference-in-Differences with Variation in Treatment Timing", Journal of
// Econometrics 225 (2021).
func disturbs(other, one *codebook.Initiative, spans []span) bool {
	if other.ID == one.ID {
		return false
	}
	first, end := other.Days()
	days, at := models.Day(0), models.Day(0)
	for _, s := range spans {
		days += s.last - s.first + 1
		last := s.last
		if end != models.NoDay {
			last = min(last, end)
		}
		at += max(0, last-max(first, s.first)+1)
	}
	return at > 0 && at < days
}

// reachesAll says whether an initiative that names nobody to be compared with reaches every response of
// some days.
func (in *Input) reachesAll(one *codebook.Initiative, spans ...span) bool {
	if one.Where.Empty() || !one.Against.Empty() {
		return one.Where.Empty()
	}
	for _, s := range spans {
		anybody := in.between(&codebook.Where{}, s.first, s.last)
		for i := range in.Responses {
			if anybody(i) && !in.Fits(i, &one.Where) {
				return false
			}
		}
	}
	return true
}

// others are the initiatives whose reach is left out of a comparison of one over spans, with the
// conditions by which they reach: those of places. What customers say, and how they score, is what
// is measured; who left those out would move it. One that reaches every place moves all groups alike,
// but one that cannot be told from it: of the very same conditions, or where both reach all.
func (in *Input) others(one *codebook.Initiative, spans []span) (ids []string, reach []codebook.Where) {
	for i := range in.register {
		other := &in.register[i]
		place := other.Where.Place()
		if !disturbs(other, one, spans) || place.Empty() && other.Where.Query() != one.Where.Query() && !(other.Where.Empty() && in.reachesAll(one, spans...)) {
			continue
		}
		ids, reach = append(ids, other.ID), append(reach, place)
	}
	return ids, reach
}

// alone says of responses whether none of the initiatives that work on some of the days of spans
// beside one reaches them.
func (in *Input) alone(one *codebook.Initiative, spans ...span) func(i int) bool {
	_, reach := in.others(one, spans)
	return func(i int) bool {
		return !slices.ContainsFunc(reach, func(w codebook.Where) bool { return in.Fits(i, &w) })
	}
}

// Reached says of responses whether an initiative of the register reaches them in its windows of so
// many days, and no other that is left out of its comparison does.
func (in Input) Reached(register []codebook.Initiative, one *codebook.Initiative, window int) func(i int) bool {
	in.register = register
	first, end := one.Days()
	before, after := span{first - models.Day(window), first - 1}, span{first, end}
	if last := in.last(); end == models.NoDay || end > last {
		after.last = last
	}
	alone := in.alone(one, before, after)
	reached := in.between(&one.Where, before.first, after.last)
	return func(i int) bool { return reached(i) && alone(i) }
}

// leftOut sets which initiatives are left out of a comparison, with how many responses. few says
// whether so few of a group are that the group with them, which other figures tell, tells them; whole
// is the comparison with them.
func (in *Input) leftOut(f *Followed, c, whole nps.Contrast, spans []span) (few bool) {
	f.Others, _ = in.others(f.Initiative, spans)
	if len(f.Others) == 0 {
		return false
	}
	for _, n := range []int{
		len(whole.Before) - len(c.Before), len(whole.After) - len(c.After),
		len(whole.ControlBefore) + len(whole.ControlAfter) - len(c.ControlBefore) - len(c.ControlAfter),
	} {
		f.LeftOut += n
		few = few || in.few(n)
	}
	if f.LeftOut == 0 { // they reach none of whom is compared
		f.Others = nil
	}
	return few
}

package improvement

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/nps"
)

// What is measured of an initiative.
const (
	OutcomeNPS   = "nps"         // points of NPS
	OutcomeTheme = "theme_share" // per cent of the commented that mention its theme
)

// What an initiative came to.
const (
	Better       = "better"        // all intervals of the effect lie on the good side of 0
	Worse        = "worse"         // on the bad side
	NoMeasurable = "no_measurable" // it holds 0
	MayBeChance  = "may_be_chance" // it does not, but those that allow for how it was chosen do
	TooFew       = "too_few"       // a group has too few responses to tell
	NotApart     = "not_apart"     // too few are left where those that other initiatives reach are left out
	BetterSince  = "better_since"  // as Better, of one that reaches all: it may be due to other things
	WorseSince   = "worse_since"   // as Worse, likewise
	NoChange     = "no_change"     // as NoMeasurable, likewise
	NotStarted   = "not_started"   // no response since it began; a theme that is gone is told by ThemeGone
)

// Why an effect may be chance.
const (
	WhyPlacebo = "placebo" // the two sides already moved apart so a window earlier
	WhyChosen  = "chosen"  // the interval that allows for its choice holds 0
	WhyEarlier = "earlier" // that against the year before does
)

// A Followed is what one initiative came to by one outcome.
type Followed struct {
	Initiative  *codebook.Initiative
	Outcome     string
	Days        int // length of the window after, and of that before
	Before      int // observations reached, before it began
	After       int
	Control     int // not reached, before and after together
	ValueBefore float64
	ValueAfter  float64
	Effect      nps.Effect // NaN where Verdict is too_few, not_started or theme_gone
	Placebo     nps.Difference
	Among       int            // comparisons that could have been chosen instead, this one with them
	Chosen      nps.Difference // the effect with the interval that holds for whichever of them was chosen
	Earlier     nps.Difference // since it began against the year before the window before
	Verdict     string
	Why         []string // of may_be_chance: WhyPlacebo, WhyChosen, WhyEarlier
	Others      []string // ids of other initiatives whose reach is left out, as they worked on some of the days
	LeftOut     int      // responses of it that would be compared
	Impact      float64  // points of NPS expected: as declared, or what the theme costs now; NaN where neither is known
	Priority    float64  // Impact × feasibility / 5
	Alone       bool     // it reaches all: before and after alone, as there is nobody to compare with
	Withheld    bool     // the counts, as small groups could be found by them
}

// Initiatives follows up every initiative. The window before is as long as the
// one since it began, at least four weeks. The placebo is the same comparison
// moved back by one window, so that all of it lies before the beginning: where
// its interval does not hold 0 the two sides already moved apart by themselves.
//
// What is mended is what was worst, and what was worst by chance improves by itself
// (regression to the mean; Galton 1886). So an effect is told only where it is sure
// against the window before for whichever of the like comparisons had been chosen
// (Bonferroni over their number), and sure against the year before that window, which had no part in
// the choice of the time; and where the two sides did not already move apart so.
func Initiatives(in Input, all []codebook.Initiative) []Followed {
	in.register = all
	last := in.last()
	var rows []Followed
	for i := range all {
		one := &all[i]
		f := Followed{Initiative: one, Outcome: OutcomeNPS, Impact: one.Impact}
		if f.Impact == 0 { // not declared: what the theme costs, unknown without one
			f.Impact = math.NaN()
			if one.Theme != "" && in.Shown.Theme(whole, one.Theme) {
				f.Impact = in.costs(one.Theme)
			}
		}
		f.Priority = f.Impact * float64(one.Feasibility) / 5
		rows = append(rows, in.follow(f, in.score, last))
		if one.Theme != "" {
			f.Outcome = OutcomeTheme
			rows = append(rows, in.follow(f, in.mention(one.Theme), last))
		}
	}
	slices.SortStableFunc(rows, func(a, b Followed) int {
		return cmp.Or(cmp.Compare(a.Initiative.ID, b.Initiative.ID), cmp.Compare(a.Outcome, b.Outcome))
	})
	return rows
}

// minimumWindow is four weeks: shorter windows compare weekdays with weekends.
const minimumWindow = 28

func (in *Input) follow(f Followed, by observer, last models.Day) Followed {
	first, end := f.Initiative.Days()
	if end == models.NoDay || end > last {
		end = last
	}
	f.ValueBefore, f.ValueAfter = math.NaN(), math.NaN()
	f.Effect = nps.Effect{Difference: unknown(), Detectable: math.NaN()}
	f.Placebo, f.Chosen, f.Earlier = unknown(), unknown(), unknown()
	switch {
	case last == models.NoDay || end < first:
		f.Verdict = NotStarted
		return f
	case in.lacks(f.Initiative.Where.Theme...) || f.Outcome == OutcomeTheme && in.lacks(f.Initiative.Theme):
		f.Verdict = ThemeGone
		return f
	}
	window := max(end-first+1, minimumWindow)
	f.Days = int(window)
	before, after := span{first - window, first - 1}, span{first, end}
	f.Alone = in.reachesAll(f.Initiative, before, after)
	c, all := in.contrast(&f, by, before, after)
	f.Before, f.After, f.Control = len(c.Before), len(c.After), len(c.ControlBefore)+len(c.ControlAfter)
	f.ValueBefore, f.ValueAfter = mean(c.Before), mean(c.After)
	few := in.leftOut(&f, c, all, []span{before, after})
	f.Withheld = in.withhold(&f, by, c, [2]span{before, after}) || few
	in.judge(&f, by, c, before, after)
	if _, ok := all.Effect(); ok && f.Verdict == TooFew {
		f.Verdict = NotApart
	}
	if f.Withheld {
		f.hide()
	}
	return f
}

// year is how far back the earlier days of a comparison go, so that seasons are in it whole.
const year = 365

// judge sets what is told of a comparison, and of those that say whether it may be chance.
func (in *Input) judge(f *Followed, by observer, c nps.Contrast, before, after span) {
	window := before.last - before.first + 1
	earlier := func(s, than span) nps.Contrast {
		c, _ := in.contrast(f, by, s, than)
		return c
	}
	f.Placebo = in.told(f, earlier(span{before.first - window, before.first - 1}, before), nil, 1)
	e, ok := c.Effect()
	if !ok {
		f.Verdict = TooFew
		return
	}
	alone := in.alone(f.Initiative, before, after)
	times := in.rivalTimes(f, by, before, alone)
	f.Among = in.among(f)
	f.Earlier = in.told(f, earlier(span{before.first - year, before.first - 1}, after), times, 1)
	f.Chosen = in.told(f, c, append(in.rivalPlaces(f, before, alone), times...), f.Among)
	f.Effect = nps.Effect{Difference: in.told(f, c, nil, 1), Detectable: e.Detectable}
	if step := in.step(f, &c); step > 0 {
		f.Effect.Detectable = step * math.Ceil(e.Detectable/step)
	}
	if f.Verdict, f.Why = f.verdict(); f.Alone {
		f.Verdict = cmp.Or(since[f.Verdict], f.Verdict)
	}
}

// since are the verdicts of initiatives that reach all.
var since = map[string]string{Better: BetterSince, Worse: WorseSince, NoMeasurable: NoChange}

// told is the effect of a comparison, given that it was the worse of some rivalries and chosen
// among n, in steps; unknown where a group has too few responses.
func (in *Input) told(f *Followed, c nps.Contrast, rivalries []nps.Rivalry, n int) nps.Difference {
	e, ok := c.Effect()
	if !ok {
		return unknown()
	}
	step := in.step(f, &c)
	return e.Among(&c, rivalries, n).Told(step, step)
}

// verdict is what the comparisons say together, and why it may be chance where they do not agree.
func (f *Followed) verdict() (told string, why []string) {
	told = verdict(f.Effect.Difference, f.Outcome)
	if told == NoMeasurable {
		return told, nil
	}
	if verdict(f.Placebo, f.Outcome) == told {
		why = append(why, WhyPlacebo)
	}
	if verdict(f.Chosen, f.Outcome) != told {
		why = append(why, WhyChosen)
	}
	if !math.IsNaN(f.Earlier.Points) && verdict(f.Earlier, f.Outcome) != told {
		why = append(why, WhyEarlier)
	}
	if len(why) > 0 {
		return MayBeChance, why
	}
	return told, nil
}

// step is what an effect and the ends of its interval are told in multiples of: the worth
// of one response of the smallest group. Of a follow-up that is withheld no figure is told, and the
// verdict is that of the exact ones, as analysts see it.
func (in *Input) step(f *Followed, c *nps.Contrast) float64 {
	if f.Withheld {
		return 0
	}
	return nps.Step(in.SmallGroup, 100, float64(c.Least()))
}

// withhold says whether one of the groups of a follow-up is small, or would tell a withheld
// one; spans are the days before and after.
func (in *Input) withhold(f *Followed, by observer, c nps.Contrast, spans [2]span) bool {
	told := subject{themes: f.Initiative.Where.Theme}
	if f.Outcome == OutcomeTheme {
		told.themes = append([]string{f.Initiative.Theme}, told.themes...)
	}
	for n, of := range [2][]nps.Observation{c.Before, c.After} {
		said := 0
		for _, o := range of {
			if o.Value > 0 {
				said++
			}
		}
		if in.few(len(of)) || f.Outcome == OutcomeTheme && in.few(said) || in.exposes(&f.Initiative.Where, told, by, spans[n].first, spans[n].last) {
			return true
		}
	}
	return in.few(f.Control)
}

// hide leaves all figures of a follow-up out and keeps its verdict: also those of windows of
// days, however round, tell who tries which numbers of a withheld group give them.
func (f *Followed) hide() {
	f.Before, f.After, f.Control, f.Among, f.LeftOut, f.Why = 0, 0, 0, 0, 0, nil
	f.ValueBefore, f.ValueAfter = math.NaN(), math.NaN()
	f.Effect = nps.Effect{Difference: unknown(), Detectable: math.NaN()}
	f.Placebo, f.Chosen, f.Earlier = unknown(), unknown(), unknown()
}

// A span is the days from first to last.
type span struct{ first, last models.Day }

// contrast gathers the four groups of a comparison without what other initiatives reached that
// worked on some of its days, and with it; of one that reaches all the two that it reaches.
func (in *Input) contrast(f *Followed, by observer, before, after span) (c, all nps.Contrast) {
	one := f.Initiative
	gather := func(keep func(i int) bool) nps.Contrast {
		reached := func(s span) []nps.Observation {
			of := in.between(&one.Where, s.first, s.last)
			return in.observe(func(i int) bool { return of(i) && keep(i) }, by)
		}
		others := func(s span) []nps.Observation {
			elsewhere := in.between(&one.Against, s.first, s.last)
			return in.observe(func(i int) bool { return elsewhere(i) && !in.Fits(i, &one.Where) && keep(i) }, by)
		}
		if f.Alone {
			return nps.Contrast{Before: reached(before), After: reached(after), Alone: true}
		}
		return nps.Contrast{Before: reached(before), After: reached(after), ControlBefore: others(before), ControlAfter: others(after)}
	}
	all = gather(func(int) bool { return true })
	if ids, _ := in.others(one, []span{before, after}); len(ids) == 0 {
		return all, all
	}
	return gather(in.alone(one, before, after)), all
}

// verdict is what an effect says; fewer mentions of the theme are better.
func verdict(e nps.Difference, outcome string) string {
	low, high := e.Low, e.High
	if outcome == OutcomeTheme {
		low, high = -e.High, -e.Low
	}
	switch {
	case low > 0:
		return Better
	case high < 0:
		return Worse
	}
	return NoMeasurable
}

// costs is how many points NPS of those who commented would be higher without
// those who mention the theme; 0 where it would not.
func (in *Input) costs(theme string) float64 {
	mentions := in.mention(theme)
	var all, without []nps.Observation
	for i := range in.Responses {
		v, scored := in.score(i)
		said, commented := mentions(i)
		if !scored || !commented || !in.counts(i) {
			continue
		}
		all = append(all, nps.Observation{Value: v})
		if said == 0 {
			without = append(without, nps.Observation{Value: v})
		}
	}
	if len(without) == 0 {
		return 0
	}
	return max(0, mean(without)-mean(all))
}

func unknown() nps.Difference {
	nan := math.NaN()
	return nps.Difference{Points: nan, Low: nan, High: nan, Z: nan, P: nan}
}

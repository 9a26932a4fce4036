package improvement

import (
	"math"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/nps"
)

// How a KPI stands against its target.
const (
	Met       = "met"    // the whole interval meets it
	Missed    = "missed" // the whole interval misses it
	Unsure    = "unsure" // the interval holds the target
	Untarget  = "no_target"
	Partial   = "partial"    // the data cover a part of the period only: nothing is known yet
	ThemeGone = "theme_gone" // a theme that it is of is gone
)

// A Standing is a KPI in one period.
type Standing struct {
	KPI       *codebook.KPI
	Period    string
	Complete  bool // the data cover the whole period
	N         int  // observations
	Value     float64
	Low, High float64 // 95 % interval
	Status    string  // "" where it is withheld
	Trend     nps.Difference
	Withheld  bool
}

// KPIs are the standings of every KPI in every period of its kind that has an
// observation, in the order of the file and then of time; of one whose theme is gone, the
// last alone, which says so.
func KPIs(in Input, all []codebook.KPI) []Standing {
	var rows []Standing
	cover := nps.CoverageOf(in.Responses)
	for k := range all {
		of := in.standings(&all[k])
		for i := range of {
			s := &of[i]
			s.Complete = cover.Whole(s.KPI.Period, s.Period)
			if judged := s.Status == Met || s.Status == Missed || s.Status == Unsure; judged && !s.Complete {
				s.Status = Partial
			}
		}
		rows = append(rows, of...)
	}
	return rows
}

func (in *Input) standings(k *codebook.KPI) []Standing {
	if last := in.last(); in.lacks(k.Themes()...) && last != models.NoDay {
		nan := math.NaN()
		return []Standing{{KPI: k, Period: nps.PeriodName(k.Period, last), Value: nan, Low: nan, High: nan, Status: ThemeGone, Trend: unknown()}}
	}
	by, keep := in.measure(k)
	of := map[string][]nps.Observation{}
	for i := range in.Responses {
		r := &in.Responses[i]
		if v, ok := by(i); ok && r.Day != models.NoDay && keep(i) {
			name := nps.PeriodName(k.Period, r.Day)
			of[name] = append(of[name], nps.Observation{Value: v, Customer: r.Customer, Response: i})
		}
	}
	var rows []Standing
	periods := sortedKeys(of)
	withheld := in.withheldPeriods(k, of, periods)
	for at, period := range periods {
		s := Standing{KPI: k, Period: period, N: len(of[period]), Trend: unknown()}
		m := nps.MeanOf(of[period])
		switch {
		case withheld[at]:
			s.N, s.Value, s.Low, s.High, s.Withheld = 0, math.NaN(), math.NaN(), math.NaN(), true
		default:
			s.Value = m.Value
			s.Low, s.High = interval(k.Measure, m, of[period])
			s.Status = StatusOf(k.Target, s.Low, s.High)
			if at > 0 && !withheld[at-1] {
				s.Trend = trend(k.Measure, of[periods[at-1]], of[period])
			}
		}
		rows = append(rows, s)
	}
	return rows
}

// withheldPeriods says in which periods a KPI is withheld: where it is of a small
// group, or of a theme that a small group mentions, or of a cut that is withheld
// itself; and in enough others of the same quarter, of quarters of the same year, or
// of years that none of these is found by subtraction.
func (in *Input) withheldPeriods(k *codebook.KPI, of map[string][]nps.Observation, periods []string) []bool {
	kind, name := k.Measure.Split()
	cuts, told := in.cutsOf(&k.Where), subject{themes: k.Themes()}
	if kind == "rating" {
		told.question = name
	}
	var mentions func(i int) bool
	if kind == "praise" || kind == "blame" {
		one := codebook.Where{Theme: []string{name}}
		mentions = func(i int) bool { return in.speaks(i, &one) }
	}
	lines, at := map[string][]int{}, map[string][]int{}
	withheld := make([]bool, len(periods))
	for i, period := range periods {
		said, others := 0, 0
		for _, o := range of[period] {
			if o.Value > 0 {
				said++
			} else if mentions != nil && mentions(o.Response) {
				others++ // of whom the share of all who mention it tells
			}
		}
		withheld[i] = in.few(len(of[period])) || k.Measure.OfTheme() && kind != "theme_nps" && (in.few(said) || in.few(others)) || !in.shows(cuts, told, k.Period, period)
		up := nps.Above(k.Period, period)
		lines[up], at[up] = append(lines[up], len(of[period])), append(at[up], i)
	}
	for up, sizes := range lines {
		already := make([]bool, len(sizes))
		for n, i := range at[up] {
			already[n] = withheld[i]
		}
		for n, hide := range models.WithholdBeside(sizes, already, in.SmallGroup) {
			withheld[at[up][n]] = hide
		}
	}
	return withheld
}

// measure is how a KPI observes, and which responses.
func (in *Input) measure(k *codebook.KPI) (observer, func(i int) bool) {
	keep := func(i int) bool { return in.Fits(i, &k.Where) }
	kind, subject := k.Measure.Split()
	switch kind {
	case "promoters":
		return in.class(models.Promoter), keep
	case "detractors":
		return in.class(models.Detractor), keep
	case "share":
		return in.mention(subject), keep
	case "praise":
		return in.says(subject, 1), keep
	case "blame":
		return in.says(subject, -1), keep
	case "rating":
		return in.rating(subject), keep
	case "theme_nps":
		spoken := codebook.Where{Theme: []string{subject}}
		return in.score, func(i int) bool { return keep(i) && in.Fits(i, &spoken) }
	default:
		return in.score, keep
	}
}

// trend is how far a measure has moved from the observations before to those after, its
// interval by the same kind of the measure.
func trend(m codebook.Measure, before, after []nps.Observation) nps.Difference {
	a, b := nps.MeanOf(before), nps.MeanOf(after)
	switch kind, _ := m.Split(); kind {
	case "nps", "theme_nps":
		return nps.Compare(tally(before), tally(after), a.Design(before), b.Design(after))
	case "rating":
		return withoutPoint(b.Less(a))
	}
	share := func(of nps.Mean, observations []nps.Observation) nps.Share {
		return nps.Share{Yes: int(math.Round(of.Value * float64(of.N) / 100)), N: of.N, Design: of.Design(observations)}
	}
	return nps.CompareShares(share(a, before), share(b, after))
}

// withoutPoint is d without an interval where it would have no width: all who answered
// gave the same answer, which does not make it certain.
func withoutPoint(d nps.Difference) nps.Difference {
	if d.Low == d.High {
		d.Low, d.High = math.NaN(), math.NaN()
	}
	return d
}

// interval is that of the measure's kind: adjusted Wald for NPS, Wilson for
// shares, normal for means of ratings.
func interval(m codebook.Measure, of nps.Mean, observations []nps.Observation) (low, high float64) {
	design := of.Design(observations)
	switch kind, _ := m.Split(); kind {
	case "nps", "theme_nps":
		return tally(observations).Interval(design)
	case "rating":
		d := withoutPoint(nps.Difference{Low: of.Value - nps.Z*of.SE, High: of.Value + nps.Z*of.SE})
		return d.Low, d.High
	default:
		low, high = nps.Wilson(int(math.Round(of.Value*float64(of.N)/100)), of.N, design)
		return 100 * low, 100 * high
	}
}

func tally(of []nps.Observation) (t nps.Tally) {
	for _, o := range of {
		switch o.Value {
		case 100:
			t.Promoters++
		case -100:
			t.Detractors++
		default:
			t.Passives++
		}
	}
	return t
}

// StatusOf is how an interval lies to a target.
func StatusOf(t codebook.Target, low, high float64) string {
	worst, best := low, high
	if t.AtMost {
		worst, best = high, low
	}
	switch {
	case !t.Given:
		return Untarget
	case t.Met(worst):
		return Met
	case !t.Met(best):
		return Missed
	}
	return Unsure
}

package improvement

import (
	"math"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/nps"
)

// How a KPI stands against its target.
const (
	Met      = "met"    // the whole interval meets it
	Missed   = "missed" // the whole interval misses it
	Unsure   = "unsure" // the interval holds the target
	Untarget = "no_target"
)

// A Standing is a KPI in one period.
type Standing struct {
	KPI       *codebook.KPI
	Period    string
	N         int // observations
	Value     float64
	Low, High float64 // 95 % interval
	Status    string  // "" where it is withheld
	Trend     nps.Difference
	Withheld  bool
}

// KPIs are the standings of every KPI in every period of its kind that has an
// observation, in the order of the file and then of time.
func KPIs(in Input, all []codebook.KPI) []Standing {
	var rows []Standing
	for k := range all {
		rows = append(rows, in.standings(&all[k])...)
	}
	return rows
}

func (in *Input) standings(k *codebook.KPI) []Standing {
	by, keep := in.measure(k)
	of := map[string][]nps.Observation{}
	for i := range in.Responses {
		r := &in.Responses[i]
		if v, ok := by(i); ok && r.Day != models.NoDay && keep(i) {
			name := nps.PeriodName(k.Period, r.Day)
			of[name] = append(of[name], nps.Observation{Value: v, Customer: r.Customer})
		}
	}
	var rows []Standing
	var before nps.Mean
	for _, period := range sortedKeys(of) {
		s := Standing{KPI: k, Period: period, N: len(of[period]), Trend: unknown()}
		m := nps.MeanOf(of[period])
		switch {
		case s.N < in.SmallGroup:
			s.N, s.Value, s.Low, s.High, s.Withheld = 0, math.NaN(), math.NaN(), math.NaN(), true
		default:
			s.Value = m.Value
			s.Low, s.High = interval(k.Measure, m, of[period])
			s.Status = status(k.Target, s.Low, s.High)
			if before.N >= in.SmallGroup {
				s.Trend = m.Less(before)
			}
		}
		rows = append(rows, s)
		before = m
	}
	return rows
}

// measure is how a KPI observes, and which responses.
func (in *Input) measure(k *codebook.KPI) (observer, func(i int) bool) {
	keep := func(i int) bool { return in.fits(i, &k.Where) }
	kind, subject := k.Measure.Split()
	switch kind {
	case "promoters":
		return in.class(models.Promoter), keep
	case "detractors":
		return in.class(models.Detractor), keep
	case "share":
		return in.mention(subject), keep
	case "rating":
		return in.rating(subject), keep
	case "theme_nps":
		spoken := codebook.Where{Theme: []string{subject}}
		return in.score, func(i int) bool { return keep(i) && in.fits(i, &spoken) }
	default:
		return in.score, keep
	}
}

// interval is that of the measure's kind: adjusted Wald for NPS, Wilson for
// shares, normal for means of ratings.
func interval(m codebook.Measure, of nps.Mean, observations []nps.Observation) (low, high float64) {
	design := of.Design(observations)
	switch kind, _ := m.Split(); kind {
	case "nps", "theme_nps":
		return tally(observations).Interval(design)
	case "rating":
		return of.Value - nps.Z*of.SE, of.Value + nps.Z*of.SE
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

// status is how an interval lies to a target.
func status(t codebook.Target, low, high float64) string {
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

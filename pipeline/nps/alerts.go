package nps

import (
	"math"
	"slices"
	"strings"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"
)

// The families of tests behind alerts.
const (
	FamilyVolume = "theme_volume"
	FamilyTrend  = "theme_trend" // in one family with FamilyVolume
	FamilyNew    = "theme_new"
	FamilyScore  = "touchpoint_score"
	FamilyUnit   = "unit_score" // one for each level of the units
)

// A period is judged against the periods of its kind before it: at least
// FewestBefore, at most maxPast of them, chosen so that a year's seasons are in.
const (
	FewestBefore = 6
	maxPast      = 24
)

// alertLevel is the q at which a test alarms.
const alertLevel = 0.05

// Alerts lists the moves beyond noise in every period of a kind (KindMonth,
// KindQuarter or KindYear) that has enough past: themes said more or less often
// than their own past leads to expect, in it alone or in it and those before it together, themes never said before, and touchpoints and units
// whose score moved, likewise alone or together, which the scores of the discovered themes alone tell: those of a lens are the same. A family is one sort of test in one period; q is over it.
// Small groups raise no alert; one of a theme that is withheld in the period for
// the sake of others comes without figures, and one with a withheld period in its
// past without what was expected. Touchpoints and units that are withheld in the
// period are left out; of one whose mix moved it is told what that is worth, of a theme whether praise or blame moved. What lies off its past but not off
// the same month or quarter of earlier years comes back every year and is no alert. Rows are in the order of period, family and theme or value.
func (s *Scores) Alerts(kind string) []AlertRow {
	p := s.panel
	var alarms []verdict
	var past []int32
	for node := range p.periods {
		if p.periods[node].kind != kind {
			continue
		}
		if len(past) >= FewestBefore {
			recent := past[max(0, len(past)-maxPast):]
			themes := append(judged(s.volumes(int32(node), recent)), judged(s.novelties(int32(node), recent))...)
			s.namePolarities(themes, int32(node), recent)
			alarms = append(alarms, themes...)
			alarms = append(alarms, s.scoreAlarms(int32(node), recent)...)
		}
		past = append(past, int32(node))
	}
	s.nameMixes(alarms)
	rows := make([]AlertRow, len(alarms))
	for i := range alarms {
		rows[i] = alarms[i].row
	}
	return rows
}

// A verdict is an alert that may come, its p-value, and which of its figures are
// withheld: that a theme moved is then said, but not to what, or from what. A past
// with a withheld period is withheld whole, since the rest of it may be shown. That of
// a score has the cells of its past and of the period.
type verdict struct {
	row       AlertRow
	p         float64
	now, past bool
	cells     [2][]int32
}

// shown says whether all of it may be told.
func (v *verdict) shown() bool { return !v.now && !v.past }

// judged sets q over one family and keeps what alarms.
func judged(verdicts []verdict) (alarms []verdict) {
	ps := make([]float64, len(verdicts))
	for i, v := range verdicts {
		ps[i] = v.p
	}
	whole := BenjaminiHochberg(ps)
	told := among(ps, func(i int) bool { return verdicts[i].shown() })
	for i, q := range told {
		if !verdicts[i].shown() {
			q = whole[i]
		}
		if !(q <= alertLevel) {
			continue
		}
		row := &verdicts[i].row
		row.Q, row.Tests = q, len(verdicts)
		nan := math.NaN()
		if verdicts[i].now {
			row.Observed = nan
		}
		if verdicts[i].past {
			row.Expected, row.Low, row.High = nan, nan, nan
		}
		if !verdicts[i].shown() {
			row.Z, row.Q = nan, alertLevel // no more than that it alarms
		}
		alarms = append(alarms, verdicts[i])
	}
	return alarms
}

func (s *Scores) alert(family string, node int32) AlertRow {
	p := &s.panel.periods[node]
	return AlertRow{Lens: s.Lens, Family: family, PeriodKind: p.kind, Period: p.name, Dimension: DimensionAll, Direction: "up", Complete: p.whole(), Mix: math.NaN()}
}

// A noise is what periods lie off by where nothing moves: a variance in those of chance,
// estimated with so many degrees of freedom. far is how many roots of it 95 % lie within.
//
// Chance is known, so that its noise is normal; what is surely more is an estimate, with
// Student's t. Between them, up to one standard deviation that chance gives a spread, far
// goes from the one to the other. Student's t throughout would hold 97 to 99 of 100 where
// nothing but chance is, since the spread is never below 1 besides; this holds 94.1 to 96.6
// for noise of 1 to 10 times chance and 5 to 23 degrees of freedom, by 200,000 draws each.
type noise struct {
	spread, far float64
	degrees     int
}

// noiseOf is the noise that past periods, at most maxPast, show by their squared distances,
// each in the variance of chance, summed; never less than chance.
func noiseOf(squares float64, degrees int) noise {
	free := float64(degrees)
	n := noise{spread: max(1, squares/free), degrees: degrees}
	sure := min(1, (n.spread-1)/math.Sqrt(2/free))
	n.far = Z + sure*(studentFar()[degrees]-Z)
	return n
}

// A prior is the noise of all themes of a period together, which that of one is drawn to: what few
// periods show of one theme is little (Smyth 2004, "Linear models and empirical Bayes methods"). It
// is worth as many degrees of freedom as there are other themes, at most priorDegrees.
type prior struct {
	spread  float64
	degrees int
}

// priorDegrees was chosen on null data and planted rises.
const priorDegrees = 8

// priorOf is that of the spreads of some themes, their median.
func priorOf(spreads []float64) prior {
	if len(spreads) < 2 {
		return prior{}
	}
	slices.Sort(spreads)
	return prior{spreads[len(spreads)/2], min(priorDegrees, len(spreads)-1)}
}

// with is the noise of one theme.
func (p prior) with(own unrest) noise {
	return noiseOf(own.spread*float64(own.degrees)+p.spread*float64(p.degrees), own.degrees+p.degrees)
}

// student is Student's t of so many degrees of freedom.
func student(degrees int) distuv.StudentsT { return distuv.StudentsT{Sigma: 1, Nu: float64(degrees)} }

// studentFar are the quantiles of 0.975 of Student's t by degrees of freedom: one takes as
// long as the rest of an alert.
var studentFar = sync.OnceValue(func() (far [maxPast + priorDegrees]float64) {
	for degrees := 1; degrees < len(far); degrees++ {
		far[degrees] = student(degrees).Quantile(0.975)
	}
	return far
})

// p is that of lying z roots off, two-sided. It has Student's t throughout: q looks at the
// tails, where a spread that is 1 by chance would make too many sure.
func (n noise) p(z float64) float64 { return 2 * student(n.degrees).Survival(math.Abs(z)) }

// withholds says whether any of the periods of a cut is withheld.
func (s *slice) withholds(p *Panel, cut int32, periods ...int32) bool {
	for _, node := range periods {
		if s.hidden[p.at(node, cut)] {
			return true
		}
	}
	return false
}

// scoreAlarms are the scores that moved: of touchpoints, and of each level of the units. None
// of a lens, whose responses are the same.
func (s *Scores) scoreAlarms(node int32, past []int32) (alarms []verdict) {
	if s.Lens != "" {
		return nil
	}
	alarms = judged(s.moves(FamilyScore, s.panel.tops(DimensionTouchpoint), node, past))
	for _, level := range s.panel.unitLevels() {
		alarms = append(alarms, judged(s.moves(FamilyUnit, level, node, past))...)
	}
	return alarms
}

// unitLevels lists the shown units of each level that has few enough of them, but of one
// that cuts as the level above does.
func (p *Panel) unitLevels() (levels [][]int32) {
	var all [][]int32
	for _, a := range p.axes {
		for c := a.first; a.name == DimensionUnit && c < a.last; c++ {
			if p.cuts[c].hidden || p.cuts[c].value == "" {
				continue
			}
			deep := strings.Count(p.cuts[c].value, "/")
			for len(all) <= deep {
				all = append(all, nil)
			}
			all[deep] = append(all[deep], c)
		}
	}
	before := 0
	for _, level := range all {
		if n := len(level); n <= mostNewsValues && n != before {
			levels = append(levels, level)
		}
		before = len(level)
	}
	return levels
}

func (t Tally) plus(u Tally) Tally {
	return Tally{t.Promoters + u.Promoters, t.Passives + u.Passives, t.Detractors + u.Detractors, t.Unscored + u.Unscored}
}

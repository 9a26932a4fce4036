package nps

import (
	"cmp"
	"math"
	"slices"
)

// A Lasting is an alert by month that still stands: the last complete month is beyond what was
// expected too, the same way, without an alert of its own, since what moved is its past by now.
type Lasting struct {
	AlertRow
	Last string // the last complete month there is
	Is   int    // responses that mention the theme in Last
	Of   int    // comments of Last
	Now  ScoreRow
}

// Lasts lists the alerts by month that still stand, each theme's and each cut's last, the latest first. A
// score stands where it lies beyond the range that was expected and its interval leaves out what was; a
// theme where it is said as often beyond that range, as many comments as then. Rows and cuts are as in
// Ends, with the cuts of the alerts. Of what is withheld nothing is told.
func Lasts(alerts []AlertRow, rows []ThemeScoreRow, cuts []CutRow) (lasting []Lasting) {
	scores, said := map[CutKey]*CutRow{}, map[[2]string]Int{}
	var months []string
	for i := range cuts {
		c := &cuts[i]
		if c.PeriodKind != KindMonth || c.Period == "" || !c.Complete {
			continue
		}
		if scores[c.CutKey] = c; c.Dimension == DimensionAll {
			months = append(months, c.Period)
		}
	}
	if len(months) == 0 {
		return nil
	}
	slices.Sort(months)
	last := months[len(months)-1]
	for i := range rows {
		if r := &rows[i]; r.Period == last && r.Dimension == DimensionAll {
			said[[2]string{r.Lens, r.ThemeID}] = r.Responses
		}
	}
	for _, a := range latestOf(alerts, ofOne) {
		at, whole := slices.BinarySearch(months, a.Period)
		if !whole || a.Period == last || len(months)-1-at > endsWithin {
			continue
		}
		one := Lasting{AlertRow: a, Last: last}
		if a.ThemeID == "" && one.scores(scores) || a.ThemeID != "" && one.isSaid(said[[2]string{a.Lens, a.ThemeID}], scores) {
			lasting = append(lasting, one)
		}
	}
	slices.SortStableFunc(lasting, func(a, b Lasting) int { return cmp.Compare(b.Period, a.Period) })
	return lasting
}

// scores sets the score of the last month, and says whether it still stands.
func (l *Lasting) scores(of map[CutKey]*CutRow) bool {
	c := of[CutKey{PeriodKind: KindMonth, Period: l.Last, Dimension: l.Dimension, Value: l.Value}]
	if c == nil || c.Suppressed || !l.beyond(c.NPS) || c.CILow <= l.Expected && l.Expected <= c.CIHigh {
		return false
	}
	l.Now = c.ScoreRow
	return true
}

// isSaid sets how many mention the theme in the last month, and says whether it still stands.
func (l *Lasting) isSaid(n Int, of map[CutKey]*CutRow) bool {
	key := CutKey{PeriodKind: KindMonth, Period: l.Period, Dimension: DimensionAll}
	then := of[key].Commented
	key.Period = l.Last
	now := of[key].Commented
	if !n.Known || then.N == 0 || now.N == 0 || !l.beyond(float64(n.N)*float64(then.N)/float64(now.N)) {
		return false
	}
	l.Is, l.Of = int(n.N), int(now.N)
	return true
}

// latestOf are the last of the alerts by month that are the same but for the month, in the order of the
// rows; none of several months.
func latestOf(alerts []AlertRow, same func(a, b *AlertRow) bool) (last []AlertRow) {
	for _, a := range alerts {
		if a.PeriodKind != KindMonth || a.Restates || a.Since != "" {
			continue
		}
		at := slices.IndexFunc(last, func(b AlertRow) bool { return same(&a, &b) })
		if at < 0 {
			last = append(last, a)
		} else if a.Period > last[at].Period {
			last[at] = a
		}
	}
	return last
}

// ofOne says whether two alerts are of one theme or of the score, and of one cut.
func ofOne(a, b *AlertRow) bool {
	return a.Lens == b.Lens && a.ThemeID == b.ThemeID && a.Dimension == b.Dimension && a.Value == b.Value
}

// stillSaid is the least share of how often a theme that was new was said that is still much. Chosen by eye.
const stillSaid = 0.5

// beyond says whether a figure lies beyond the range that was expected, the way that the alert went; of
// a theme never said before, whether it is still said much.
func (a *AlertRow) beyond(v float64) bool {
	switch {
	case a.Family == FamilyNew && !(a.High > 0):
		return v >= stillSaid*a.Observed
	case math.IsNaN(v) || math.IsNaN(a.Low) || math.IsNaN(a.High):
		return false
	case a.Direction == "up":
		return v > a.High
	}
	return v < a.Low
}

package nps

import (
	"cmp"
	"math"
	"slices"
)

// An End is a theme that was said beyond its past in a month and is back where it was.
type End struct {
	ThemeID    string
	Peak, Last string // the last month in which it alarmed, and the last complete month there is
	Since      string // the month from which it is back
	Was, Is    int    // responses that mention it in Peak, and in Last
	Of         int    // comments of Last
}

// endsWithin is how many months after it alarmed an end is still news.
const endsWithin = 12

// Ends lists the themes that alarmed upward, by rows of Alerts, and of which every complete month from
// Since on has no more mentions than their past led to expect, as many comments as then, and surely (p ≤
// 0.025, of the two months' mentions in the share of their comments) fewer than the month that alarmed. Of what is withheld nothing
// is told. Rows are those of the lattice; those of other cuts than all by month are passed over. The
// latest ends come first.
func Ends(alerts []AlertRow, rows []ThemeScoreRow, cuts []CutRow) (ends []End) {
	month := func(k *CutKey) bool {
		return k.PeriodKind == KindMonth && k.Dimension == DimensionAll && k.Period != ""
	}
	commented := map[string]int{}
	var months []string
	for i := range cuts {
		if c := &cuts[i]; month(&c.CutKey) && c.Complete && c.Commented.Known {
			commented[c.Period] = int(c.Commented.N)
			months = append(months, c.Period)
		}
	}
	slices.Sort(months)
	said := map[[2]string]Int{}
	for i := range rows {
		if r := &rows[i]; month(&r.CutKey) {
			said[[2]string{r.ThemeID, r.Period}] = r.Responses
		}
	}
	for _, a := range lastUp(alerts) {
		at, whole := slices.BinarySearch(months, a.Period)
		if !whole || len(months)-1-at > endsWithin || math.IsNaN(a.Observed) {
			continue
		}
		e := End{ThemeID: a.ThemeID, Peak: a.Period, Was: int(a.Observed)}
		for _, m := range slices.Backward(months[at+1:]) {
			n, told := said[[2]string{a.ThemeID, m}]
			if told && !n.Known || !a.ended(int(n.N), commented[m], commented[a.Period]) {
				break
			}
			if e.Since = m; e.Last == "" {
				e.Last, e.Is, e.Of = m, int(n.N), commented[m]
			}
		}
		if e.Since != "" {
			ends = append(ends, e)
		}
	}
	slices.SortStableFunc(ends, func(a, b End) int { return cmp.Compare(b.Since, a.Since) })
	return ends
}

// lastUp are the last alerts by month of each theme that was said beyond its past, in the order of the rows.
func lastUp(alerts []AlertRow) []AlertRow {
	up := slices.DeleteFunc(slices.Clone(alerts), func(a AlertRow) bool { return a.ThemeID == "" || a.Direction != "up" })
	return latestOf(up, func(a, b *AlertRow) bool { return a.ThemeID == b.ThemeID })
}

// ended says whether n of so many comments are back at what the alert's past led to expect, and surely fewer
// than alarmed.
func (a *AlertRow) ended(n, of, alarmedOf int) bool {
	if of == 0 || alarmedOf == 0 {
		return false
	}
	expected := orZero(a.Expected) * float64(of) / float64(alarmedOf) // 0 of what was never said before
	return float64(n) <= expected && binomialTail(a.Observed, float64(n), float64(alarmedOf)/float64(alarmedOf+of)) <= 0.025
}

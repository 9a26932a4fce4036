package report

import (
	"math"
	"slices"
	"strings"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// Lead says in words what a change is made of: how far the score moved, and how
// much of it because other customers answered. Rows are those of one comparison
// that lead; "" for none.
func Lead(lang messages.Lang, rows []nps.ChangeRow) string {
	return strings.Join(messages.Known(Moved(lang, rows), Wrote(lang, rows)), " ")
}

// Moved is Lead without Wrote.
func Moved(lang messages.Lang, rows []nps.ChangeRow) string {
	moved, rest := leadParts(lang, rows)
	return strings.Join(messages.Known(moved, rest), " ")
}

// Wrote says of which class surely another share wrote a comment than before; "" for none.
func Wrote(lang messages.Lang, rows []nps.ChangeRow) string {
	for _, r := range rows {
		if r.Writers != "" {
			return lang.Text("lead_writers", lang.Text(messages.Key(r.Writers)), percent(lang, r.WritersFrom), percent(lang, r.WritersTo))
		}
	}
	return ""
}

// leadParts are how far the score moved and why, and what is left of it within the
// same mix; "" for none.
func leadParts(lang messages.Lang, rows []nps.ChangeRow) (text, rest string) {
	if len(rows) == 0 {
		return "", ""
	}
	first := &rows[0]
	moved := lang.Number(math.Abs(first.Delta), 1)
	key := messages.Key("lead_up")
	switch {
	case first.Delta < 0:
		key = "lead_down"
	case first.Delta == 0:
		key = "lead_same"
	}
	text = lang.Text(key, moved, lang.Period(first.From), lang.Period(first.To), lang.Number(first.NPSFrom, 1), lang.Number(first.NPSTo, 1))
	text += MoveDoubt(lang, first.Delta, first.DeltaLow, first.DeltaHigh)
	mixes := slices.DeleteFunc(slices.Clone(rows), func(r nps.ChangeRow) bool { return r.Part != nps.PartMix || !nps.Sure(r.CILow, r.CIHigh, r.Q) })
	if len(mixes) == 0 {
		return text + ".", lang.Text("lead_no_mix")
	}
	slices.SortStableFunc(mixes, func(a, b nps.ChangeRow) int { return compareSize(b.Total, a.Total) })
	for _, r := range mixes {
		text += "; " + mix(lang, &r)
	}
	last := &mixes[0]
	rest = lang.Text("lead_rest", lang.Signed(last.Performance, 1), lang.Interval(last.PerformanceLow, last.PerformanceHigh))
	if holds(last.PerformanceLow, last.PerformanceHigh) {
		rest += lang.Text("lead_unsure")
	}
	return text + ".", rest + "."
}

// MoveDoubt says, behind how far a score moved, what may be chance of it; "" where it is sure.
func MoveDoubt(lang messages.Lang, points, low, high float64) string {
	switch {
	case !holds(low, high):
		return ""
	case points == 0:
		return lang.Text("lead_same_within", lang.Interval(low, high))
	}
	return lang.Text("lead_unsure")
}

// mix says what one dimension's mix is. One that moved the score further than it moved in
// all is no part of it. The mix is that of all values; the one that moved it the most is named.
func mix(lang messages.Lang, r *nps.ChangeRow) string {
	mostly := ""
	switch {
	case r.MixValue != "" && r.ShareTo < r.ShareFrom:
		mostly = lang.Text("lead_mix_fewer", r.MixValue, percent(lang, r.ShareFrom), percent(lang, r.ShareTo))
	case r.MixValue != "":
		mostly = lang.Text("lead_mix_more", r.MixValue, percent(lang, r.ShareFrom), percent(lang, r.ShareTo))
	}
	switch {
	case r.Total*r.Delta < 0:
		return lang.Text("lead_mix_against", lang.Signed(r.Total, 1), Way(lang, r.MixOf), mostly)
	case math.Abs(r.Total) > math.Abs(r.Delta):
		return lang.Text("lead_mix_alone", lang.Signed(r.Total, 1), Way(lang, r.MixOf), mostly)
	}
	return lang.Text("lead_mix", lang.Number(math.Abs(r.Total), 1), Way(lang, r.MixOf), mostly)
}

// percent is a share without decimals.
func percent(lang messages.Lang, share float64) string {
	if lang == messages.English {
		return lang.Number(100*share, 0) + "%"
	}
	return lang.Number(100*share, 0) + " %"
}

// holds says whether an interval holds 0.
func holds(low, high float64) bool { return !(low > 0 || high < 0) }

func compareSize(a, b float64) int {
	switch a, b = math.Abs(a), math.Abs(b); {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Leading picks, of rows of changes over all of one lens or of the found themes, the leading ones of the comparison of
// the last period of a kind that is complete, and of its complete predecessor; and
// those against the same period a year earlier; where no two are complete, of the last
// two that there are. Complete names the complete periods.
func Leading(rows []nps.ChangeRow, kind string, complete map[string]bool) (before, yearBefore []nps.ChangeRow) {
	var all, of []nps.ChangeRow
	for _, r := range rows {
		if r.Lead && r.Dimension == nps.DimensionAll && r.PeriodKind == kind {
			all = append(all, r)
			if complete[r.From] && complete[r.To] {
				of = append(of, r)
			}
		}
	}
	if len(of) == 0 {
		of = all
	}
	last := ""
	for _, r := range of {
		last = max(last, r.To)
	}
	for _, r := range of {
		switch {
		case r.To != last:
		case kind != nps.KindYear && nps.YearBefore(r.To) == r.From:
			yearBefore = append(yearBefore, r)
		default:
			before = append(before, r)
		}
	}
	return before, yearBefore
}

// latest says what the last period of a kind is where the lead does not, or where it is
// covered only in part: scores are those over all, rows what leads.
func latest(lang messages.Lang, kind string, scores []nps.CutRow, rows []nps.ChangeRow) string {
	var last *nps.CutRow
	for i := range scores {
		if c := &scores[i]; c.PeriodKind == kind && c.Dimension == nps.DimensionAll && c.Period != "" && !c.Suppressed && c.Scored.N > 0 && (last == nil || c.Period > last.Period) {
			last = c
		}
	}
	if last == nil {
		return ""
	}
	days := []any{lang.Period(last.Period), lang.Count(int(last.DaysCovered.N)), lang.Count(int(last.Days.N))}
	score := []any{lang.Number(last.NPS, 1), lang.Interval(last.CILow, last.CIHigh)}
	switch {
	case len(rows) == 0 && last.Complete:
		return lang.Text("lead_only", days[0], score[0], score[1])
	case len(rows) == 0:
		return lang.Text("lead_only_part", append(days, score...)...)
	case rows[0].To == last.Period && !last.Complete:
		return lang.Text("lead_part", days...)
	case rows[0].To != last.Period && !last.Complete:
		return lang.Text("lead_left_out", append(days, score...)...)
	}
	return ""
}

// Way is what a way to cut is called in a sentence; a segment has its own name.
func Way(lang messages.Lang, name string) string { return nps.Way(name).Text(lang) }

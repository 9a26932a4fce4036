package report

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// scores is the whole, and its course by year and the last periods of the kind.
func (w *writer) scores() Section {
	s := w.section("scores", "col_period", "col_responses", "col_n", "col_nps", "col_interval", "col_classes")
	var rows []nps.CutRow
	for _, r := range w.cuts {
		if r.Dimension == nps.DimensionAll && (r.PeriodKind == nps.KindAll || r.PeriodKind == nps.KindYear || r.PeriodKind == w.Kind) && (r.Period != "" || r.PeriodKind == nps.KindAll) {
			rows = append(rows, r)
		}
	}
	var recent []nps.CutRow
	for _, r := range rows {
		if r.PeriodKind == w.Kind && w.Kind != nps.KindYear {
			recent = append(recent, r)
		}
	}
	rows = slices.DeleteFunc(rows, func(r nps.CutRow) bool { return r.PeriodKind == w.Kind && w.Kind != nps.KindYear })
	rows = append(rows, recent[max(0, len(recent)-6):]...)
	s.Table = func() (tables.Table, error) { return nps.NPS.Table(rows) }
	for _, r := range rows {
		period := r.Period
		if !r.Complete && r.Days.Known {
			period += " " + w.Lang.Text("report_incomplete", int(r.DaysCovered.N), int(r.Days.N))
		}
		if r.PeriodKind == nps.KindAll {
			period = w.Lang.Text("report_all")
		}
		s.Rows = append(s.Rows, append([]string{period}, w.score(&r)...))
	}
	return s
}

// score is the figures of a cut.
func (w *writer) score(r *nps.CutRow) []string {
	if r.Suppressed {
		return []string{w.Lang.Text("report_withheld")}
	}
	score := w.Lang.Number(r.NPS, 1)
	if r.Scored.Known && r.Scored.N == 0 {
		score += " " + w.Lang.Text("report_no_score")
	} else if w.Own != nil && int(r.Scored.N) < w.Own.Few {
		score += " " + w.Lang.Text("report_few")
	}
	return []string{w.count(r.Responses), w.count(r.Scored), score, w.Lang.Interval(r.CILow, r.CIHigh),
		w.count(r.Promoters) + "/" + w.count(r.Passives) + "/" + w.count(r.Detractors)}
}

// touchpoints is the score of each, with what its detractors speak of.
func (w *writer) touchpoints() Section {
	s := w.section("touchpoints", "col_touchpoint", "col_responses", "col_n", "col_nps", "col_interval", "col_classes", "col_causes")
	var shown []nps.CutRow
	s.Table = func() (tables.Table, error) { return nps.NPS.Table(shown) }
	for _, r := range w.cuts {
		if r.PeriodKind != nps.KindAll || r.Dimension != nps.DimensionTouchpoint {
			continue
		}
		var causes []string
		for _, c := range w.cause {
			if c.Dimension == r.Dimension && c.Value == r.Value && c.Class == "detractor" && len(causes) < 3 && nps.Sure(c.CILow, c.CIHigh, c.Q) && !c.Restates {
				name := w.name[c.ThemeID]
				if alone := Alone(w.Lang, nps.AloneOf(w.driver, c.ThemeID, c.Class)); alone != "" {
					name += " (" + alone + ")"
				}
				causes = append(causes, name)
			}
		}
		shown = append(shown, r)
		s.Rows = append(s.Rows, append(append([]string{w.value(r.Value)}, w.score(&r)...), strings.Join(causes, ", ")))
	}
	return s
}

// causes is what detractors, and promoters, speak of more often than others.
func (w *writer) causes() Section {
	s := w.section("causes", "col_class", "col_theme", "col_class_share", "col_other_share", "col_log_odds", "col_interval", "col_q", "col_sure")
	var shown []nps.CauseRow
	s.Table = func() (tables.Table, error) { return nps.Causes.Table(shown) }
	for _, class := range []string{"detractor", "promoter"} {
		var rows [][]string
		from := len(shown)
		for _, c := range w.cause {
			if c.Dimension == nps.DimensionAll && c.Class == class {
				shown = append(shown, c)
				rows = append(rows, []string{w.Lang.Text(messages.Key(class)), w.marked(c.ThemeID, c.Restates), w.share(c.Mentions, c.Commented),
					w.share(c.Others, c.OthersOf), w.Lang.Number(c.LogOdds, 2), w.interval(c.CILow, c.CIHigh, 2), w.Lang.Number(c.Q, 3), w.sureCause(&c)})
			}
		}
		rows = w.most(rows)
		shown = shown[:from+len(rows)]
		s.Rows = append(s.Rows, rows...)
	}
	return s
}

// drivers is what each theme does to the score, the others held.
func (w *writer) drivers() Section {
	s := w.section("drivers", "col_theme", "col_n", "word_effect", "col_interval", "col_q", "word_importance", "word_pull", "col_sure")
	var rows [][]string
	var shown []nps.DriverRow
	reversed := false
	s.Table = func() (tables.Table, error) { return nps.Drivers.Table(shown[:len(s.Rows)]) }
	for _, d := range w.driver {
		if d.Outcome == nps.OutcomeNPS && d.Lens == w.Lens {
			sure := w.sure(d.CILow, d.CIHigh, d.Q)
			if d.Reverses {
				sure += "; " + w.Lang.Text("reverses")
				reversed = true
			}
			if of := SidesOf(w.Lang, &d, 1); len(of) > 0 {
				sure += "; " + strings.Join(of, "; ")
			}
			shown = append(shown, d)
			rows = append(rows, []string{w.marked(d.ThemeID, d.Restates), w.Lang.Count(d.Responses), w.Lang.Signed(d.Effect, 1), w.Lang.Interval(d.CILow, d.CIHigh),
				w.Lang.Number(d.Q, 3), w.Lang.Percent(d.Importance), w.Lang.Signed(d.LeaveOut, 2), sure})
		}
	}
	if reversed {
		s.Note += " " + w.Lang.Text("report_reverses")
	}
	s.Rows = w.most(rows)
	return s
}

// change is the exact decomposition of the last change of the kind between complete
// periods: the mix first, what restates the score last.
func (w *writer) change() Section {
	s := w.section("change", "col_part", "col_volume", "col_score_part", "col_total", "col_interval", "col_sure")
	last := slices.Clone(w.before)
	if len(last) == 0 {
		return s
	}
	place := func(r *nps.ChangeRow) int {
		switch {
		case r.Part == nps.PartMix:
			return 0
		case r.Restates:
			return 2
		}
		return 1
	}
	slices.SortStableFunc(last, func(a, b nps.ChangeRow) int {
		return cmp.Or(cmp.Compare(place(&a), place(&b)), compareSize(b.Total, a.Total))
	})
	s.Table = func() (tables.Table, error) { return nps.Changes.Table(last) }
	first := last[0]
	s.Title += " " + first.From + " → " + first.To
	for _, c := range last {
		part := w.Lang.Text(messages.Key("part_" + c.Part))
		switch c.Part {
		case nps.PartTheme:
			part = w.marked(c.ThemeID, c.Restates)
		case nps.PartMix:
			part += " " + Way(w.Lang, c.MixOf)
		}
		s.Rows = append(s.Rows, []string{part, w.Lang.Signed(c.Volume, 2), w.Lang.Signed(c.Score, 2), w.Lang.Signed(c.Total, 2),
			w.interval(c.CILow, c.CIHigh, 2), w.sure(c.CILow, c.CIHigh, c.Q)})
	}
	s.Rows = append(s.Rows, []string{w.Lang.Text("report_sum"), "", "", w.Lang.Signed(first.Delta, 2),
		w.interval(first.DeltaLow, first.DeltaHigh, 2), w.sure(first.DeltaLow, first.DeltaHigh, math.NaN())})
	return s
}

// atStake is what the detractors of each theme are worth.
func (w *writer) atStake() Section {
	s := w.section("at_stake", "col_theme", "col_detractors", "col_if_passive", "col_if_promoter", "col_gain")
	rows := slices.DeleteFunc(slices.Clone(w.whatIf), func(r nps.WhatIfRow) bool { return r.Dimension != nps.DimensionAll })
	slices.SortStableFunc(rows, func(a, b nps.WhatIfRow) int { return cmp.Compare(b.Detractors, a.Detractors) })
	s.Table = func() (tables.Table, error) { return nps.WhatIf.Table(rows[:len(s.Rows)]) }
	for _, r := range rows {
		s.Rows = append(s.Rows, []string{w.theme(r.ThemeID), w.Lang.Count(r.Detractors), w.Lang.Number(r.IfPassive, 1),
			w.Lang.Number(r.IfPromoter, 1), w.Lang.Number(r.Gain, 0)})
	}
	s.Rows = w.most(s.Rows)
	return s
}

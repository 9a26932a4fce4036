package report

import (
	"cmp"
	"math"
	"net/url"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/improvement"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// causes are the parts of the change below and above 0, those that are surely of written entries first, the largest first. A part that
// restates the score is none, nor is a theme that is no finding.
func (f *filler) causes() (down, up []Bar) {
	parts, written := f.comparison(false), f.writtenCauses()
	for _, rows := range [][]nps.ChangeRow{parts, written} {
		slices.SortStableFunc(rows, func(a, b nps.ChangeRow) int { return compareSize(b.Total, a.Total) })
	}
	rows := causesOnce(slices.Concat(written, parts), f.told)
	for i := range rows {
		r := &rows[i]
		if r.Restates || r.ThemeID != "" && !f.shown(r.ThemeID) || r.Part == nps.PartPerformance && len(parts) > 2 || r.Total == 0 {
			continue
		}
		b := Bar{Name: f.part(r), Value: r.Total, Low: r.CILow, High: r.CIHigh, Text: f.Lang.Signed(r.Total, 1), Unsure: !nps.Sure(r.CILow, r.CIHigh, r.Q), id: r.ThemeID}
		b.Note = f.Lang.Text("report_sure")
		if b.Unsure {
			b.Note = f.Lang.Text("report_unsure")
		}
		if r.Total < 0 {
			down = append(down, b)
		} else {
			up = append(up, b)
		}
	}
	return down, up
}

// part is a part of a change by name.
func (f *filler) part(r *nps.ChangeRow) string {
	switch {
	case r.Part == nps.PartMix && r.MixValue != "" && r.ShareTo > r.ShareFrom:
		return f.Lang.Text("page_mix_more", Way(f.Lang, r.MixOf), r.MixValue)
	case r.Part == nps.PartMix && r.MixValue != "":
		return f.Lang.Text("page_mix_fewer", Way(f.Lang, r.MixOf), r.MixValue)
	case r.Part == nps.PartMix:
		return f.Lang.Text("page_mix", Way(f.Lang, r.MixOf))
	case r.ThemeID != "":
		return f.theme[r.ThemeID].Name
	}
	return f.Lang.Text(messages.Key("part_" + r.Part))
}

// fewThemes is how few themes of a list are too few, so that the fallback is shown; also
// fewer than those that are withheld beside them are.
const fewThemes = 3

// speaks chooses the lens that says what is spoken of in the page's period, and says
// how many themes are withheld there, and that the fallback is shown where those leave
// too few.
func (f *filler) speaks() (lens, note string) {
	shown, withheld := map[string]int{}, map[string]int{}
	for i := range f.mentions {
		switch r := &f.mentions[i]; {
		case !f.of(&r.CutKey) || r.Period != f.period || !f.shown(r.ThemeID):
		case r.Suppressed:
			withheld[r.Lens]++
		default:
			shown[r.Lens]++
		}
	}
	if withheld[f.Lens] > 0 {
		note = f.Lang.Text("page_themes_withheld", f.Lang.Count(withheld[f.Lens]))
	}
	if f.Lens == "" && shown[""] < max(fewThemes, withheld[""]) && shown[f.Fallback] > shown[""] {
		if note == "" {
			return f.Fallback, f.Lang.Text("page_themes_few", f.Fallback)
		}
		return f.Fallback, note + "; " + f.Lang.Text("page_themes_fallback", f.Fallback)
	}
	return f.Lens, note
}

// spoken are the themes of a lens that most of a class speak of in the page's period, with the share of the
// class that does, and how it speaks of them; of is how many the class has. Where no table has them, a unit's by month, who
// may count the responses counts them.
func (f *filler) spoken(lens string, class models.Class, of tables.Int, by func(*nps.ThemeScoreRow) tables.Int) (bars []Bar) {
	counts, told := map[string]int{}, false
	for i := range f.mentions {
		r := &f.mentions[i]
		if !f.of(&r.CutKey) || r.Period != f.period {
			continue
		}
		told = true
		if n := by(r); r.Lens == lens && n.Known {
			counts[r.ThemeID] = int(n.N)
		}
	}
	if !told && f.Own != nil && f.tones != nil {
		for id, t := range f.theme {
			if t.Lens == lens {
				counts[id] = f.tones.counts[whose{id, f.Unit, f.period, class}].Mentions
			}
		}
	}
	for id, n := range counts {
		if n == 0 || !f.shown(id) {
			continue
		}
		b := Bar{Name: f.theme[id].Name, Value: float64(n), Low: math.NaN(), High: math.NaN(), Text: f.Lang.Count(n), id: id}
		if of.Known && of.N > 0 {
			b.Note = f.Lang.Text("page_of_class", percent(f.Lang, float64(n)/float64(of.N)))
		}
		t := f.credible(id, f.tones.of(whose{id, f.Unit, f.period, class}))
		b.Tone, b.Sign = t.say(f.Lang), t.sign()
		bars = append(bars, b)
	}
	slices.SortFunc(bars, func(a, b Bar) int { return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.id, b.id)) })
	return bars
}

// places are the touchpoints in the page's period, the unknown one too, or, on a unit's page, the
// units under it, or else those beside it.
func (f *filler) places() (title string, bars []Bar) {
	if f.Unit == "" {
		return f.Lang.Text("page_touchpoints"), f.scores(func(k *nps.CutKey) bool { return k.Dimension == nps.DimensionTouchpoint })
	}
	under := func(parent string) func(k *nps.CutKey) bool { // a parent ends with /; "" is the whole
		return func(k *nps.CutKey) bool {
			rest, ok := strings.CutPrefix(k.Value, parent)
			return k.Dimension == nps.DimensionUnit && ok && rest != "" && !strings.Contains(rest, "/")
		}
	}
	if bars = f.scores(under(f.Unit + "/")); len(bars) > 0 {
		return f.Lang.Text("page_units_under"), bars
	}
	parent := ""
	if i := strings.LastIndexByte(f.Unit, '/'); i >= 0 {
		parent = f.Unit[:i+1]
	}
	return f.Lang.Text("page_units_beside"), f.scores(under(parent))
}

// scores are the scores of the cuts of the page's period that keep holds for: the
// largest first, those that are withheld last.
func (f *filler) scores(keep func(*nps.CutKey) bool) (bars []Bar) {
	var rows []*nps.CutRow
	for i := range f.cuts {
		if c := &f.cuts[i]; c.Period == f.period && c.PeriodKind == f.kind && keep(&c.CutKey) {
			rows = append(rows, c)
		}
	}
	slices.SortStableFunc(rows, func(a, b *nps.CutRow) int {
		return cmp.Or(cmp.Compare(b.Scored.N, a.Scored.N), cmp.Compare(a.Value, b.Value))
	})
	for _, c := range rows {
		name := c.Value
		if c.Dimension == nps.DimensionUnit {
			name = name[strings.LastIndexByte(name, '/')+1:]
		}
		b := f.bar(cmp.Or(name, f.Lang.Text("unknown")), &c.ScoreRow)
		b.unknown = name == ""
		bars = append(bars, b)
	}
	return bars
}

// countFive puts what matters most in the page's period and unit in the place of what
// does over all of them, where anything there is sure.
func (f *filler) countFive() error {
	if f.Own == nil || f.Own.Five == nil || f.cut.Scored.N == 0 {
		return nil
	}
	five, err := f.Own.Five(f.cut.CutKey)
	if err != nil {
		return err
	}
	f.weighed = true
	if slices.ContainsFunc(five, func(r nps.HighFiveRow) bool { return r.Lens == f.Lens && f.shown(r.ThemeID) }) {
		f.five, f.fiveHere = five, true
	}
	return nil
}

// highFiveTitle says what the themes that matter most are of.
func (f *filler) highFiveTitle() string {
	switch {
	case f.fiveHere:
		return f.Lang.Text("page_highfive_here")
	case f.Unit != "" && f.weighed:
		return f.Lang.Text("page_highfive_unsure")
	case f.Unit != "":
		return f.Lang.Text("page_highfive_others")
	}
	return f.Lang.Text("page_highfive")
}

// highFive are the themes that matter most, none too like another, in the order of the
// figure that stands beside them.
func (f *filler) highFive() (bars []Bar) {
	for _, r := range f.five {
		if r.Lens != f.Lens || !f.shown(r.ThemeID) {
			continue
		}
		note := "n = " + f.Lang.Count(r.Responses) + " · " + percent(f.Lang, r.Share) + " " + f.Lang.Text("page_of_comments")
		if d := nps.Otherwise(&r, f.drivers); d != nil {
			note += "; " + f.Lang.Text("page_otherwise", f.Lang.Signed(d.Effect, 0))
		}
		if r.Reverses {
			note += "; " + f.Lang.Text("reverses")
		}
		bars = append(bars, Bar{Name: f.theme[r.ThemeID].Name, Value: r.Effect, Low: r.CILow, High: r.CIHigh, Text: f.Lang.Signed(r.Effect, 0), Note: note, id: r.ThemeID, side: r.Polarity})
	}
	bars = bars[:min(len(bars), mostHighFive)]
	slices.SortStableFunc(bars, func(a, b Bar) int { return compareSize(b.Value, a.Value) })
	return bars
}

// improvements are those of the register by priority that reach somebody of the page's unit,
// and then the themes of below that surely go with a lower score, may be shown, and have none.
func (f *filler) improvements(below []Bar) (all []Improvement) {
	rows := slices.DeleteFunc(slices.Clone(f.initiatives), func(r improvement.InitiativeRow) bool {
		return r.Outcome != improvement.OutcomeNPS || !reaches(r.Conditions, f.Unit)
	})
	slices.SortStableFunc(rows, func(a, b improvement.InitiativeRow) int {
		return cmp.Or(cmp.Compare(b.Priority, a.Priority), cmp.Compare(a.ID, b.ID))
	})
	had := map[string]bool{}
	for _, r := range rows {
		had[r.ThemeID] = true
		all = append(all, Improvement{r.Name, f.orNobody(r.Owner), f.orNothing(cmp.Or(r.Action, f.theme[r.ThemeID].Action)), f.effect(&r)})
	}
	for _, b := range below {
		if t := f.theme[b.id]; b.Value < 0 && !b.Unsure && f.shown(b.id) && !had[b.id] {
			had[b.id] = true
			all = append(all, Improvement{t.Name, f.orNobody(t.Owner), f.orNothing(t.Action), f.Lang.Text("page_not_started")})
		}
	}
	return all
}

// noImprovement says why a page has none: no theme pulls down, or none was compared, and nothing
// is written down, or it reaches others.
func (f *filler) noImprovement() string {
	ids := map[string]bool{}
	for i := range f.initiatives {
		ids[f.initiatives[i].ID] = true
	}
	last := f.Lang.Text("page_no_improvement")
	if len(ids) > 0 {
		last = f.Lang.Text("page_improvement_others", len(ids))
	}
	return strings.Join(messages.Known(f.compared(), f.rising(), last), " ")
}

// rising names what the page tells under its news to be said more often than expected, though no theme
// surely pulls down; "" for nothing.
func (f *filler) rising() string {
	var names []string
	for _, b := range f.writtenAlerts() {
		names = append(names, f.Lang.Text("page_rising_one", b.Name))
	}
	if len(names) == 0 {
		return ""
	}
	return f.Lang.Text("page_rising", strings.Join(names, ", "))
}

// compared says that no theme has surely pulled down, as far as the themes of the page's unit and
// period were compared, or why they were not and which quarter to look at.
func (f *filler) compared() string {
	switch parted := len(f.comparison(false)) > 0; {
	case parted && f.weighed:
		return f.Lang.Text("page_none_down_now")
	case parted:
		return f.Lang.Text("page_none_down")
	case f.weighed:
		return f.Lang.Text("page_none_now")
	case f.Unit != "" && f.kind == nps.KindMonth:
		quarter := f.quarter()
		return f.Lang.Text("page_look_at_quarter", f.Lang.Period(quarter), quarter)
	}
	return f.unparted()
}

// quarter is the one to look at for a month of a unit: the last up to the month's own that a
// change is taken apart to, or else the month's own.
func (f *filler) quarter() string {
	own, last := nps.Above(nps.KindMonth, f.period), ""
	for i := range f.changes {
		r := &f.changes[i]
		if r.Lens == f.Lens && r.Dimension == f.dimension && r.Value == f.value && r.PeriodKind == nps.KindQuarter && r.To <= own {
			last = max(last, r.To)
		}
	}
	return cmp.Or(last, own)
}

// reaches says whether conditions hold for some of a unit: they name none, or one that lies in
// it, or that it lies in.
func reaches(conditions, unit string) bool {
	values, err := url.ParseQuery(conditions)
	units := values["unit"]
	if err != nil || len(units) == 0 || unit == "" {
		return true
	}
	own := unit + "/"
	return slices.ContainsFunc(units, func(u string) bool {
		other := strings.TrimSuffix(u, "/") + "/"
		return strings.HasPrefix(own, other) || strings.HasPrefix(other, own)
	})
}

func (f *filler) orNobody(owner string) string { return cmp.Or(owner, f.Lang.Text("page_nobody")) }

func (f *filler) orNothing(action string) string { return cmp.Or(action, f.Lang.Text("page_nothing")) }

// effect says what an initiative came to, its theme first, which it is for, and what was left out of
// its comparison.
func (f *filler) effect(r *improvement.InitiativeRow) string {
	came := CameTo(f.Lang, r, f.initiatives)
	text := came.Text
	if came.Beside != "" {
		text += " (" + came.Beside + ")"
	}
	at := slices.IndexFunc(f.initiatives, func(o improvement.InitiativeRow) bool { return o.ID == r.ID && o.Outcome == improvement.OutcomeTheme })
	if at < 0 {
		return text
	}
	of := CameTo(f.Lang, &f.initiatives[at], f.initiatives).Text
	if of == came.Text { // not begun, too few answers: said once
		return text
	}
	return f.Lang.Text("came_theme_first", of, text)
}

package web

import (
	"cmp"
	"html/template"
	"math"
	"net/http"
	"net/url"
	"slices"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
	"stemme/pipeline/themes"
)

// A changeView is two periods side by side.
type changeView struct {
	Kind          string
	Kinds         []string
	Periods       []string
	None          string // why there are none
	Before, After string
	Same          bool // one period is chosen twice, or there is none but one
	A, B          counted
	Points        nps.Difference
	Known         bool
	Covered       []string // periods that are covered in part only, in words
	Themes        []themeChange
	Parts         []changePart // the exact decomposition; none where it is not told
	Lead          string       // the difference in words
	Waterfall     template.HTML
	Read          bool // the comments of the parts can be read
	Cuts          []changeCuts
	Twins         string // which of the ways to cut are one
}

// A changeCuts is one way to cut in both periods.
type changeCuts struct {
	Dimension string
	Lines     []changeLine
	Scale     scale // of the differences
}

// A changePart is one part of the difference, by name.
type changePart struct {
	Name, Link string
	Comments   string // to those of both periods that it is made of
	Hits       int
	nps.ChangeRow
}

// Sure says whether the part is, among all of its change.
func (p *changePart) Sure() bool { return nps.Sure(p.CILow, p.CIHigh, p.Q) }

// A changeLine is one value of a dimension in both periods.
type changeLine struct {
	Name         string
	A, B         counted
	LinkA, LinkB string // to their comments
	nps.Difference
	Known bool
	Sure  bool // also among all values of the dimension

	ShareA, ShareB float64 // of the responses of each period; NaN where it is not told
}

// A themeChange is one theme in both periods.
type themeChange struct {
	Theme        *themes.ThemeRow
	A, B         themed
	LinkA, LinkB string // to their comments
	PullA, PullB float64
}

// Moved is how many points the theme's pull has changed by.
func (c themeChange) Moved() float64 { return c.PullB - c.PullA }

func (s *server) change(w http.ResponseWriter, r *request) error {
	v := changeView{Kind: r.changeKind(), Kinds: periodKinds[:], Read: r.counts()}
	if v.Periods = r.periods(v.Kind); len(v.Periods) == 0 {
		v.None = r.withoutDays("web_no_days_course")
	}
	v.Before, v.After = r.chosenPeriods(v.Periods, v.Kind)
	if v.Same = v.Before == v.After; v.Same {
		return s.show(w, r, "change", "web_change", v)
	}
	a, b := r.undated(v.Kind, v.Before), r.undated(v.Kind, v.After)
	v.A, v.B = a.now(), b.now()
	v.Covered = r.coveredInPart(v.Kind, v.Before, v.After)
	v.Points, v.Known = differenceOf(v.A.CutRow, v.B.CutRow)
	before, after := r.stretchOf(v.Kind, v.Before), r.stretchOf(v.Kind, v.After)
	if v.Parts = r.measuredParts(before, after); len(v.Parts) > 0 {
		v.Points = v.Parts[0].difference()
		v.Lead = leadOf(r.Lang, v.Parts)
	}
	for i := range v.Parts {
		if p := &v.Parts[i]; r.counts() && (p.Part == nps.PartTheme || p.Part == nps.PartNoTheme && r.lead == "") { // no search asks for none of a lens
			id := p.ThemeID
			if p.Part == nps.PartNoTheme {
				id = models.NoTheme
			}
			p.Comments, p.Hits = b.drill("theme", id), b.speak(b.lead)[id].Hits
		}
	}
	if len(v.Parts) > 0 {
		v.Waterfall = both(func(width float64) template.HTML {
			return waterfall(r.Lang, r.Lang.Text("web_waterfall_title", r.Lang.Period(v.Before), r.Lang.Period(v.After)), v.Parts, width)
		})
	}
	var shown []string
	for _, dimension := range r.dimensionsNow() {
		if cuts := changeCutsOf(a, b, dimension); len(cuts.Lines) > 1 {
			v.Cuts = append(v.Cuts, cuts)
		}
	}
	for _, cuts := range v.Cuts {
		shown = append(shown, cuts.Dimension)
	}
	v.Twins = r.twinsOf(shown...)
	v.Themes = themeChanges(a, b)
	return s.show(w, r, "change", "web_change", v)
}

// changeKind is the kind of periods that are compared: that of the period whose days are asked
// for; by themselves years where there are whole ones.
func (r *request) changeKind() string {
	if r.URL.Query().Get("period") != "" {
		return r.periodKind()
	}
	if _, asked, ok := r.periodAskedFor(); ok {
		return asked.kind
	}
	if r.lastWhole("year") != "" {
		return "year"
	}
	return r.periodKind()
}

// coveredInPart says of periods of a kind which the data cover only in part.
func (r *request) coveredInPart(kind string, periods ...string) (lines []string) {
	for _, p := range periods {
		if row, ok := r.scores[cut{kind, p, whole.dimension, ""}]; ok && !row.Complete {
			lines = append(lines, r.Lang.Text("lead_part", r.Lang.Period(p), r.Lang.Count(int(row.DaysCovered.N)), r.Lang.Count(int(row.Days.N))))
		}
	}
	return lines
}

// undated is the request narrowed to a period instead of the days it asks for.
func (r *request) undated(kind, period string) *request {
	in := *r
	in.sieve = r.sieve.during(r.stretchOf(kind, period))
	if r.counts() {
		in.sieve.sel = r.within(r.stretchOf(kind, period))
		return &in
	}
	in.sieve.cut.kind, in.sieve.cut.period = kind, period
	_, known := r.scores[in.sieve.cut]
	in.sieve.told = known && (r.sieve.told || r.sieve.dated())
	return &in
}

// speaking are the rows that an analyst's filters let through and that mention a
// theme.
func (r *request) speaking(id string) *survey.Selection {
	return remember(r, "speaking "+id, func() *survey.Selection { return r.sieve.sel.And(r.survey.Speaking(id)) })
}

// difference is that of the whole which the part is of.
func (p *changePart) difference() nps.Difference {
	return nps.Difference{Points: p.Delta, Low: p.DeltaLow, High: p.DeltaHigh}
}

// changeCutsOf are the values of a dimension in two requests, sure where they are so
// among all of them.
func changeCutsOf(a, b *request, dimension string) changeCuts {
	cuts := changeCuts{Dimension: dimension}
	after, wholeA, wholeB := map[string]counted{}, a.now(), b.now()
	for _, row := range b.by(dimension) {
		after[row.Value] = row
	}
	add := func(value string, from, to counted) {
		line := changeLine{Name: value, A: from, B: to, LinkA: a.drill(sieveName(dimension), value), LinkB: b.drill(sieveName(dimension), value)}
		line.Difference, line.Known = differenceOf(from.CutRow, to.CutRow)
		line.ShareA, line.ShareB = shareOf(from, wholeA), shareOf(to, wholeB)
		if line.Known {
			cuts.Scale.take(line.Points, line.Low, line.High)
		}
		cuts.Lines = append(cuts.Lines, line)
	}
	for _, row := range a.by(dimension) {
		to, ok := after[row.Value]
		if !ok {
			to = b.nobody()
		}
		add(row.Value, row, to)
		delete(after, row.Value)
	}
	for _, row := range b.by(dimension) {
		if to, only := after[row.Value]; only {
			add(row.Value, a.nobody(), to)
		}
	}
	cuts.Scale.take(0)
	sureAmong(cuts.Lines)
	return cuts
}

// shareOf is how many of the responses of a whole are a part's.
func shareOf(part, whole counted) float64 {
	if !part.Responses.Known || !whole.Responses.Known || whole.Responses.N == 0 {
		return math.NaN()
	}
	return float64(part.Responses.N) / float64(whole.Responses.N)
}

// sureAmong marks the lines that are sure among all.
func sureAmong(lines []changeLine) {
	p := make([]float64, len(lines))
	for i := range lines {
		p[i] = lines[i].P
	}
	for i, q := range nps.BenjaminiHochberg(p) {
		lines[i].Sure = lines[i].Known && nps.Sure(lines[i].Low, lines[i].High, q)
	}
}

// nobody is the score of no response; untold for those who are not told all counts.
func (r *request) nobody() counted {
	if r.counts() {
		return r.countedOf(nps.CutKey{}, survey.Value{})
	}
	return untold(nps.CutKey{})
}

// themeChanges are the shown themes in two requests, those whose pull has moved the
// most first.
func themeChanges(a, b *request) []themeChange {
	var changes []themeChange
	before, after := a.speak(a.lead), b.speak(b.lead)
	wholeA, wholeB := a.now().CutRow, b.now().CutRow
	for i := range a.figures.themes {
		t := &a.figures.themes[i]
		x, okA := before[t.ThemeID]
		y, okB := after[t.ThemeID]
		if a.shown(t.ThemeID) && okA && okB && (x.Responses.Known || y.Responses.Known) {
			changes = append(changes, themeChange{t, x, y, a.drill("theme", t.ThemeID), b.drill("theme", t.ThemeID),
				pullOf(x.ThemeScoreRow, wholeA), pullOf(y.ThemeScoreRow, wholeB)})
		}
	}
	size := func(c themeChange) float64 {
		if math.IsNaN(c.Moved()) {
			return -1
		}
		return math.Abs(c.Moved())
	}
	slices.SortStableFunc(changes, func(a, b themeChange) int { return cmp.Compare(size(b), size(a)) })
	return changes
}

// changeParts are the leading parts of a difference: the mix, then the largest first.
func (r *request) changeParts(kind, from, to string) []changePart {
	var parts []changePart
	for _, row := range r.leading(kind, from, to) {
		p := changePart{Name: r.Lang.Text(messages.Key("web_part_"+row.Part), report.Way(r.Lang, row.MixOf)), ChangeRow: row}
		if row.Part == nps.PartMix {
			p.Link = mixLink(row.MixOf)
		}
		if t := r.byID[row.ThemeID]; row.Part == nps.PartTheme && t != nil {
			p.Name, p.Link = t.Name, themeLink(t.ThemeID)
		}
		if !math.IsNaN(row.Total) {
			parts = append(parts, p)
		}
	}
	slices.SortStableFunc(parts, func(a, b changePart) int {
		if mixA, mixB := a.Part == nps.PartMix, b.Part == nps.PartMix; mixA != mixB {
			return map[bool]int{true: -1, false: 1}[mixA]
		}
		return cmp.Compare(math.Abs(b.Total), math.Abs(a.Total))
	})
	return parts
}

// mixLink is where the page shows who answered, before and after, by a dimension.
func mixLink(dimension string) string { return "#by-" + url.PathEscape(dimension) }

// leadOf puts a difference into words.
func leadOf(lang messages.Lang, parts []changePart) string {
	return report.Lead(lang, changeRows(parts))
}

// changeRows are the rows of the table that parts are made of.
func changeRows(parts []changePart) []nps.ChangeRow {
	rows := make([]nps.ChangeRow, len(parts))
	for i, p := range parts {
		rows[i] = p.ChangeRow
	}
	return rows
}

// differenceOf compares two rows; false where one of them tells nothing.
func differenceOf(a, b nps.CutRow) (nps.Difference, bool) {
	ta, okA := tallyOf(a)
	tb, okB := tallyOf(b)
	if !okA || !okB {
		return nps.Difference{P: math.NaN()}, false
	}
	return nps.Compare(ta, tb, 1, 1), true
}

// chosenPeriods are those asked for; the last two whole ones by default.
func (r *request) chosenPeriods(periods []string, kind string) (before, after string) {
	if n := len(periods); n > 0 {
		after, before = periods[n-1], periods[max(0, n-2)]
	}
	if a, b := r.lastComplete(kind); b != "" {
		before, after = a, b
	}
	if a, b, ok := r.periodAskedFor(); ok && b.kind == kind && slices.Contains(periods, a.period) && slices.Contains(periods, b.period) {
		before, after = a.period, b.period
	}
	for _, p := range periods {
		if p == r.periodAsked("before") {
			before = p
		}
		if p == r.periodAsked("after") {
			after = p
		}
	}
	return before, after
}

package web

import (
	"cmp"
	"html/template"
	"math"
	"net/http"
	"slices"

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
	Before, After string
	A, B          nps.CutRow
	Points        nps.Difference
	Known         bool
	Touchpoints   []changeLine
	Themes        []themeChange
	Parts         []changePart // the exact decomposition; none where the night has not made it
	Lead          string       // the difference in words
	Waterfall     template.HTML
	Of            string // touchpoint that is taken apart, "" for all
	Ofs           []string
}

// A changePart is one part of the difference, by name.
type changePart struct {
	Name, Link string
	nps.ChangeRow
}

// A changeLine is one value of a dimension in both periods.
type changeLine struct {
	Name string
	A, B nps.CutRow
	nps.Difference
	Known bool
}

// A themeChange is one theme in both periods.
type themeChange struct {
	Theme        *themes.ThemeRow
	A, B         nps.ThemeScoreRow
	PullA, PullB float64
}

// Moved is how many points the theme's pull has changed by.
func (c themeChange) Moved() float64 { return c.PullB - c.PullA }

func (s *server) change(w http.ResponseWriter, r *request) error {
	v := changeView{Kind: r.periodKind(), Kinds: periodKinds[:]}
	if r.URL.Query().Get("period") == "" {
		v.Kind = "year"
	}
	v.Periods = r.periods(v.Kind)
	v.Before, v.After = r.chosenPeriods(v.Periods, v.Kind)
	a, b := cut{v.Kind, v.Before, "all", ""}, cut{v.Kind, v.After, "all", ""}
	v.A, v.B = r.scores[a], r.scores[b]
	v.Points, v.Known = differenceOf(v.A, v.B)
	for _, value := range r.values("touchpoint") {
		if value != "" && len(r.changes[pair{v.Kind, v.Before, v.After, "touchpoint", value}]) > 0 {
			v.Ofs = append(v.Ofs, value)
		}
	}
	if asked := r.URL.Query().Get("touchpoint"); slices.Contains(v.Ofs, asked) {
		v.Of = asked
	}
	v.Parts = r.changeParts(v.Kind, v.Before, v.After, v.Of)
	if len(v.Parts) > 0 {
		v.Lead = leadOf(r.Lang, v.Parts)
		v.Waterfall = waterfall(r.Lang, r.Lang.Text("web_waterfall_title", v.Before, v.After), v.Parts)
	}
	for _, value := range r.values("touchpoint") {
		line := changeLine{Name: value, A: r.scores[cut{v.Kind, v.Before, "touchpoint", value}], B: r.scores[cut{v.Kind, v.After, "touchpoint", value}]}
		line.Difference, line.Known = differenceOf(line.A, line.B)
		v.Touchpoints = append(v.Touchpoints, line)
	}
	v.Themes = r.themeChanges(a, b)
	return s.show(w, r, "change", "web_change", v)
}

// themeChanges are the shown themes in two periods, those whose pull has moved
// the most first.
func (f *figures) themeChanges(a, b cut) []themeChange {
	var changes []themeChange
	for i := range f.themes {
		t := &f.themes[i]
		before, okA := f.mention(a, t.ThemeID)
		after, okB := f.mention(b, t.ThemeID)
		if f.shown(t.ThemeID) && okA && okB && (before.Responses.Known || after.Responses.Known) {
			changes = append(changes, themeChange{t, before, after, pullOf(before, f.scores[a]), pullOf(after, f.scores[b])})
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

// changeParts are the leading parts of the difference: the mix, then the largest
// first.
func (r *request) changeParts(kind, before, after, touchpoint string) []changePart {
	of := pair{kind, before, after, "all", ""}
	if touchpoint != "" {
		of.dimension, of.value = "touchpoint", touchpoint
	}
	var parts []changePart
	for _, row := range r.changes[of] {
		if !row.Lead {
			continue
		}
		p := changePart{Name: r.Lang.Text(messages.Key("web_part_"+row.Part), row.MixOf), ChangeRow: row}
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

// leadOf puts a difference into words.
func leadOf(lang messages.Lang, parts []changePart) string {
	rows := make([]nps.ChangeRow, len(parts))
	for i, p := range parts {
		rows[i] = p.ChangeRow
	}
	return report.Lead(lang, rows)
}

// differenceOf compares two rows; false where one of them tells nothing.
func differenceOf(a, b nps.CutRow) (nps.Difference, bool) {
	ta, okA := tallyOf(a)
	tb, okB := tallyOf(b)
	if !okA || !okB {
		return nps.Difference{}, false
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
	for _, p := range periods {
		if p == r.URL.Query().Get("before") {
			before = p
		}
		if p == r.URL.Query().Get("after") {
			after = p
		}
	}
	return before, after
}

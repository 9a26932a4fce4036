package web

import (
	"cmp"
	"math"
	"slices"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// A matchView is what was asked for against what was met.
type matchView struct {
	Met  []string // names of the columns
	Rows []matchLine
}

type matchLine struct {
	Asked *themes.ThemeRow
	Cells []matchCell
}

// A matchCell is one pair with the score of those who said so.
type matchCell struct {
	nps.MatchRow
	Known bool
	Link  string
	Hits  int
	Class string // more or less, where its interval leaves out the score of all who commented
	Same  bool   // what was asked for was met
	Few   bool   // shown to those who may count alone
}

// sayFew is what is said beside a pair that few say.
func (c matchCell) sayFew() messages.Key { return fewIf(c.Few) }

// matchNow are the pairs of the lens of preferences; what nobody met comes last.
func (r *request) matchNow(f *lensFigures) (v matchView) {
	of := map[[2]string]nps.MatchRow{}
	for _, row := range f.matches {
		of[[2]string{row.Asked, row.Met}] = row
	}
	if r.counts() {
		for pair := range f.met {
			if _, open := of[pair]; !open { // the open tables leave out what few say
				of[pair] = nps.MatchRow{ScoreRow: nps.ScoreRow{Suppressed: true}, Asked: pair[0], Met: pair[1]}
			}
		}
	}
	var asked, met []string
	for pair := range of {
		asked, met = appendNew(asked, pair[0]), appendNew(met, pair[1])
	}
	slices.Sort(asked)
	slices.SortFunc(met, unknownLast)
	for _, id := range met {
		name := r.Lang.Text("web_met_nothing")
		if id != "" {
			name = r.nameOf(id)
		}
		v.Met = append(v.Met, name)
	}
	for _, a := range asked {
		t := r.byID[a]
		if t == nil {
			continue
		}
		line := matchLine{Asked: t}
		for _, m := range met {
			row, ok := of[[2]string{a, m}]
			line.Cells = append(line.Cells, r.matchCell(row, ok, [2]string{a, m}, f.met))
		}
		v.Rows = append(v.Rows, line)
	}
	return v
}

func (r *request) matchCell(row nps.MatchRow, ok bool, pair [2]string, hits map[[2]string]int) matchCell {
	cell := matchCell{Known: ok, Same: pair[0] == pair[1]}
	if ok && row.Suppressed && r.counts() {
		row, cell.Few = r.countedMatch(pair)
	}
	cell.MatchRow = row
	switch {
	case !ok:
	case row.Suppressed:
		cell.Class = "small"
	case row.CILow > row.BaseNPS:
		cell.Class = "more"
	case row.CIHigh < row.BaseNPS:
		cell.Class = "less"
	}
	if ok && r.counts() {
		cell.Link, cell.Hits = r.drill(askedParam, pair[0], metParam, pair[1]), hits[pair]
	}
	return cell
}

// countedMatch is a pair that the open tables withhold, as the comments say it, and
// whether few do.
func (r *request) countedMatch(pair [2]string) (row nps.MatchRow, few bool) {
	row = nps.MatchRow{Asked: pair[0], Met: pair[1], Share: math.NaN()}
	row.ScoreRow = scoreRow(nps.CutKey{PeriodKind: nps.KindAll, Dimension: nps.DimensionAll}, r.survey.Matching(pair[0], pair[1]).All().Count)
	base := r.all().Said
	row.BaseNPS = base.NPS()
	if n := base.Responses(); n > 0 {
		row.Share = float64(row.Responses.N) / float64(n)
	}
	return row, r.few(&row.ScoreRow)
}

func appendNew(list []string, one string) []string {
	if slices.Contains(list, one) {
		return list
	}
	return append(list, one)
}

// A purposesView is why contact was made, per touchpoint.
type purposesView struct {
	Values []string
	Rows   []purposeLine
}

type purposeLine struct {
	Theme *themes.ThemeRow
	All   purposeCell
	Cells []purposeCell
}

type purposeCell struct {
	nps.PurposeRow
	Known bool
	Link  string
	Hits  int
	Class string // more, where it is named more than elsewhere beyond chance
	Title string
	Few   bool // few name it
}

// sayFew is what is said beside a purpose that few name.
func (c purposeCell) sayFew() messages.Key { return fewIf(c.Few) }

// purposesShown is how many touchpoints stand beside each other.
const purposesShown = 6

// purposesNow are the purposes, the most named first, by touchpoint, the largest
// first.
func (r *request) purposesNow(rows []nps.PurposeRow) (v purposesView) {
	said := r.purposesSaid()
	of := map[[2]string]nps.PurposeRow{}
	size := map[string]int64{}
	var all []nps.PurposeRow
	for _, row := range said.with(rows) {
		if row.Dimension == nps.DimensionAll {
			all = append(all, row)
			continue
		}
		of[[2]string{row.ThemeID, row.Value}] = row
		size[row.Value] = max(size[row.Value], row.Commented.N)
	}
	var values []string
	for value := range size {
		values = append(values, value)
	}
	slices.SortFunc(values, func(a, b string) int { return cmp.Or(cmp.Compare(size[b], size[a]), cmp.Compare(a, b)) })
	values = values[:min(len(values), purposesShown)]
	for _, value := range values {
		v.Values = append(v.Values, r.valueText(survey.Touchpoint, value))
	}
	slices.SortStableFunc(all, func(a, b nps.PurposeRow) int { return cmp.Compare(b.Responses.N, a.Responses.N) })
	for _, row := range all {
		t := r.byID[row.ThemeID]
		if t == nil || t.State == models.Hidden {
			continue
		}
		line := purposeLine{Theme: t, All: r.purposeCell(row, true, said)}
		for _, value := range values {
			one, ok := of[[2]string{row.ThemeID, value}]
			line.Cells = append(line.Cells, r.purposeCell(one, ok, said))
		}
		v.Rows = append(v.Rows, line)
	}
	return v
}

// purposesSaid is what the comments say of the purposes, by theme and touchpoint, and over
// all under anything; for those who may count alone.
type purposesSaid struct {
	counts    map[[2]string]survey.Count
	commented map[string]int
	ids       []string // of the purposes, in order
	values    []string // the touchpoints, in order
}

func (r *request) purposesSaid() (said purposesSaid) {
	lensID := ""
	for i := range r.figures.themes {
		if of := r.figures.themes[i].Lens; lens.IsPurposes(of) {
			lensID = of
		}
	}
	if !r.counts() || lensID == "" {
		return said
	}
	said = purposesSaid{counts: map[[2]string]survey.Count{}, commented: map[string]int{anything: r.all().Commented}}
	for _, v := range r.sieve.sel.Themes(lensID) {
		if v.Name != models.NoTheme && v.Hits > 0 {
			said.ids = append(said.ids, v.Name)
			said.counts[[2]string{v.Name, anything}] = v.Count
		}
	}
	for _, v := range r.sieve.sel.By(survey.Touchpoint) {
		said.commented[v.Name] = v.Commented
	}
	names, ids, counts := r.sieve.sel.Cross(survey.Touchpoint, lensID, true)
	said.values = names
	for i, value := range names {
		for j, id := range ids {
			said.counts[[2]string{id, value}] = counts[i][j]
		}
	}
	return said
}

// with is rows of the open tables with what they withhold, or leave out since few say it,
// as the comments say it.
func (said purposesSaid) with(rows []nps.PurposeRow) []nps.PurposeRow {
	out, open := slices.Clone(rows), map[[2]string]bool{}
	for i := range out {
		row := &out[i]
		pair := [2]string{row.ThemeID, row.Value}
		if row.Dimension == nps.DimensionAll {
			pair[1] = anything
		}
		open[pair] = true
		if row.Suppressed && said.counts != nil {
			said.fill(row, pair)
		}
	}
	for _, value := range append([]string{anything}, said.values...) {
		for _, id := range said.ids {
			pair := [2]string{id, value}
			if open[pair] || said.counts[pair].Responses() == 0 {
				continue
			}
			row := nps.PurposeRow{Dimension: nps.DimensionTouchpoint, Value: value, ThemeID: id, Q: math.NaN()}
			if value == anything {
				row.Dimension, row.Value = nps.DimensionAll, ""
			}
			said.fill(&row, pair)
			out = append(out, row)
		}
	}
	return out
}

// fill sets the figures of a purpose to what the comments say.
func (said purposesSaid) fill(row *nps.PurposeRow, pair [2]string) {
	score := scoreRow(nps.CutKey{}, said.counts[pair])
	local, here := int(score.Responses.N), max(said.commented[pair[1]], int(score.Responses.N))
	row.Suppressed, row.Share, row.ShareLow, row.ShareHigh = false, math.NaN(), math.NaN(), math.NaN()
	row.Responses, row.Commented, row.Scored = score.Responses, tables.IntOf(here), score.Scored
	row.NPS, row.NPSLow, row.NPSHigh = score.NPS, score.CILow, score.CIHigh
	if here > 0 {
		row.Share = float64(local) / float64(here)
		row.ShareLow, row.ShareHigh = nps.Wilson(local, here, 1)
	}
}

func (r *request) purposeCell(row nps.PurposeRow, ok bool, said purposesSaid) purposeCell {
	cell := purposeCell{PurposeRow: row, Known: ok}
	if !ok {
		return cell
	}
	cell.Few = r.counts() && models.Analysts.Show("", int(row.Responses.N), r.smallGroup, false) == models.FewSaid
	if row.Suppressed {
		cell.Class, cell.Title = "small", r.Lang.Text("web_small")
		return cell
	}
	cell.Title = r.Lang.Text("web_purpose_cell", r.Lang.Percent(row.ShareLow), r.Lang.Percent(row.ShareHigh), known(r.Lang, row.Responses), known(r.Lang, row.Commented))
	cell.Hits = said.counts[[2]string{row.ThemeID, anything}].Hits
	cell.Link = r.drill("theme", row.ThemeID)
	if row.Dimension != nps.DimensionAll {
		cell.Hits, cell.Link = said.counts[[2]string{row.ThemeID, row.Value}].Hits, r.drill("theme", row.ThemeID, survey.Touchpoint, row.Value)
		if row.Q <= nps.Significant && row.Share > row.ShareElsewhere {
			cell.Class = "more"
		}
	}
	return cell
}

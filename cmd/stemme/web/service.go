package web

import (
	"cmp"
	"slices"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/nps"
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
}

// matchNow are the pairs of the lens of preferences; what nobody met comes last.
func (r *request) matchNow(f *lensFigures) (v matchView) {
	of := map[[2]string]nps.MatchRow{}
	var asked, met []string
	for _, row := range f.matches {
		of[[2]string{row.Asked, row.Met}] = row
		asked, met = appendNew(asked, row.Asked), appendNew(met, row.Met)
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
	cell := matchCell{MatchRow: row, Known: ok, Same: pair[0] == pair[1]}
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
}

// purposesShown is how many touchpoints stand beside each other.
const purposesShown = 6

// purposesNow are the purposes, the most named first, by touchpoint, the largest
// first.
func (r *request) purposesNow(rows []nps.PurposeRow) (v purposesView) {
	of := map[[2]string]nps.PurposeRow{}
	size := map[string]int64{}
	var all []nps.PurposeRow
	for _, row := range rows {
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
	hits := r.purposeHits(all)
	for _, row := range all {
		t := r.byID[row.ThemeID]
		if t == nil || t.State == models.Hidden {
			continue
		}
		line := purposeLine{Theme: t, All: r.purposeCell(row, true, hits)}
		for _, value := range values {
			one, ok := of[[2]string{row.ThemeID, value}]
			line.Cells = append(line.Cells, r.purposeCell(one, ok, hits))
		}
		v.Rows = append(v.Rows, line)
	}
	return v
}

// purposeHits are the comments that name each purpose, by touchpoint, and over all
// under "*".
func (r *request) purposeHits(all []nps.PurposeRow) map[[2]string]int {
	hits := map[[2]string]int{}
	if !r.counts() || len(all) == 0 {
		return hits
	}
	lens := all[0].Lens
	names, ids, counts := r.sieve.sel.Cross(survey.Touchpoint, lens, false)
	for i, value := range names {
		for j, id := range ids {
			hits[[2]string{id, value}] = counts[i][j].Hits
			hits[[2]string{id, anything}] += counts[i][j].Hits
		}
	}
	return hits
}

func (r *request) purposeCell(row nps.PurposeRow, ok bool, hits map[[2]string]int) purposeCell {
	cell := purposeCell{PurposeRow: row, Known: ok}
	if !ok {
		return cell
	}
	if row.Suppressed {
		cell.Class, cell.Title = "small", r.Lang.Text("web_small")
		return cell
	}
	cell.Title = r.Lang.Text("web_purpose_cell", r.Lang.Percent(row.ShareLow), r.Lang.Percent(row.ShareHigh), known(r.Lang, row.Responses), known(r.Lang, row.Commented))
	cell.Hits = hits[[2]string{row.ThemeID, anything}]
	cell.Link = r.drill("theme", row.ThemeID)
	if row.Dimension != nps.DimensionAll {
		cell.Hits, cell.Link = hits[[2]string{row.ThemeID, row.Value}], r.drill("theme", row.ThemeID, survey.Touchpoint, row.Value)
		if row.Q <= nps.Significant && row.Share > row.ShareElsewhere {
			cell.Class = "more"
		}
	}
	return cell
}

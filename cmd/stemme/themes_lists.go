package main

import (
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// themes lists all themes, the most mentioned first, with what none covers. With
// fewer comments than below, where found themes are noise, the customer lens leads.
func (t *terminal) themes(o overview, f form, below int) error {
	if !f.people() {
		return t.show(t.themeTable(o), f)
	}
	lists := t.themeLists(&o, mostEntries)
	comments := int(o.whole.Commented.N)
	if first := slices.IndexFunc(lists, func(l themeList) bool {
		return l.lens != "" && l.lens == lens.Leading(comments, below, []string{l.lens})
	}); first > 0 {
		t.print("themes_few", t.lang.Count(comments), t.lang.Count(below))
		lists = slices.Insert(slices.Delete(slices.Clone(lists), first, first+1), 0, lists[first])
	}
	return t.showLists(&o, lists, f)
}

// showLists shows lists of themes under their names, with what each leaves out, and what stands below them.
func (t *terminal) showLists(o *overview, lists []themeList, f form) error {
	for i, l := range lists {
		switch {
		case l.lens != "":
			t.line(strings.Repeat("\n", min(i, 1)) + t.text("themes_lens", l.lens))
		case i > 0:
			t.line("\n" + t.text("themes_also"))
		}
		if err := t.show(l.sheet, f); err != nil {
			return err
		}
		if l.more > 0 {
			t.print("themes_more", t.lang.Count(l.more), "stemme themes "+l.lens)
		}
	}
	t.belowThemes(o, lists)
	return nil
}

// lensEntries lists all entries of a lens that are spoken of, the most mentioned first.
func (t *terminal) lensEntries(o overview, f form, of string) error {
	o.themes = slices.DeleteFunc(o.themes, func(r themes.ThemeRow) bool { return r.Lens != of })
	if !f.people() {
		return t.show(t.themeTable(o), f)
	}
	lists := slices.DeleteFunc(t.themeLists(&o, len(o.themes)), func(l themeList) bool { return l.lens != of })
	return t.showLists(&o, lists, f)
}

// mostEntries is how many entries of a lens the list of all themes shows for people; what is
// left is told in a line below them. Chosen by eye.
const mostEntries = 10

// A themeList is the themes that were found, where lens is "", or the entries of a lens, and how
// many of these are not in its sheet.
type themeList struct {
	lens  string
	sheet *sheet
	more  int
}

// themeLists are the found themes with what none covers, and then each lens with at most so many entries.
func (t *terminal) themeLists(o *overview, most int) []themeList {
	var lists []themeList
	for _, r := range append(o.tree(), themes.ThemeRow{Name: t.text("no_theme"), Covered: math.NaN()}) {
		if score := o.scoreOf(r.ThemeID); r.Origin == models.Entry && (score.Responses == tables.IntOf(0) || o.whole.Suppressed) {
			continue // a list for people names what is spoken of, where that may be told
		}
		of := models.LensOf(r.ThemeID)
		if r.ThemeID == models.NoTheme && len(lists) > 0 && lists[0].lens != "" {
			continue // nothing was looked for
		}
		if last := len(lists) - 1; last < 0 || of != lists[last].lens && r.ThemeID != models.NoTheme {
			lists = append(lists, themeList{lens: of, sheet: t.themeSheet(r.Origin != models.Entry)})
		}
		to := &lists[len(lists)-1]
		if r.ThemeID == models.NoTheme {
			to = &lists[0]
		}
		if r.Origin == models.Entry && len(to.sheet.rows) >= most {
			to.more++
			continue
		}
		to.sheet.add(t.themeCells(o, &r)...)
	}
	for _, l := range lists {
		if l.sheet.nothing("praised") && l.sheet.nothing("blamed") { // purposes are neither
			l.sheet.drop("praised", "blamed")
		}
	}
	return lists
}

// belowThemes says what the marks in lists mean, the score of all and what was assumed.
func (t *terminal) belowThemes(o *overview, lists []themeList) {
	if o.marked() {
		t.print("themes_marked", t.lang.Count(o.few))
	}
	if slices.ContainsFunc(lists, func(l themeList) bool { return l.sheet.dashed() }) {
		if slices.ContainsFunc(o.themes, func(r themes.ThemeRow) bool { s := o.scoreOf(r.ThemeID); return s.Suppressed }) {
			t.line(wrapped(t.text("themes_dash_withheld"), t.width()))
		}
		t.line(wrapped(t.text("themes_dash"), t.width()))
	}
	t.whole(o)
	for _, said := range o.assumed {
		t.line(wrapped(t.called.pasted(said), t.width()))
	}
}

// whole prints the score of all responses, or why there is none.
func (t *terminal) whole(o *overview) {
	switch n := int(o.whole.Scored.N); {
	case o.whole.Suppressed:
		t.print("themes_whole_withheld", t.lang.Count(o.few))
	case n == 0:
		t.print("themes_whole_none")
	default:
		mark := ""
		if n < o.few {
			mark = " " + t.text("report_few")
		}
		t.print("themes_whole", t.lang.Number(o.whole.NPS, 1)+mark, t.lang.Interval(o.whole.CILow, o.whole.CIHigh), t.known(o.whole.Scored))
	}
}

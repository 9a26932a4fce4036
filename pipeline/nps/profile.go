package nps

import (
	"stemme/models"
	"stemme/pipeline/tables"
)

// A ProfileRow is how much one class of customers speaks of one theme.
type ProfileRow struct {
	Class     string  `table:"class,dict" doc:"promoter, passive or detractor"`
	ThemeID   string  `table:"theme_id,dict" doc:"the theme, see themes"`
	Mentions  int     `table:"mentions" doc:"responses of the class that mention the theme"`
	Commented int     `table:"commented" doc:"responses of the class with a comment"`
	Share     float64 `table:"share" doc:"mentions / commented, from 0 to 1"`
	ShareLow  float64 `table:"share_low" doc:"lower end of its 95 % score interval (Wilson)"`
	ShareHigh float64 `table:"share_high" doc:"upper end"`
	Others    int     `table:"others" doc:"responses of the other classes that mention the theme"`
	OthersOf  int     `table:"others_of" doc:"responses of the other classes with a comment"`
	LogOdds   float64 `table:"log_odds,null" doc:"log odds ratio of mentioning the theme, class against others, drawn to 0 by a prior of some comments; below 0 they speak of it less, above 2.3 (10 times the odds) it says no more than at least ci_low; NULL where there are no others"`
	CILow     float64 `table:"ci_low,null" doc:"lower end of its 95 % interval"`
	CIHigh    float64 `table:"ci_high,null" doc:"upper end"`
	Q         float64 `table:"q,null" doc:"false discovery rate (Benjamini–Hochberg) over all themes of the class"`
	Lens      string  `table:"lens,null,dict" doc:"lens that the themes are entries of; NULL for the discovered themes"`
	Restates  bool    `table:"restates" doc:"the theme says the score in words ('kan anbefales') and is no cause of it"`
}

// Profiles has one row per class and theme.
var Profiles = tables.Define("class_profile", "class × theme", "What promoters, passives and detractors speak of, each against the others.",
	tables.By(tables.Key(func(r *ProfileRow) string { return r.Lens }), tables.Key(func(r *ProfileRow) string { return r.Class }), tables.Key(func(r *ProfileRow) string { return r.ThemeID }))).
	With(GrainColumn(func(r *ProfileRow) string { return system(r.Lens) })...)

// Profiles says how much of each class speaks of every theme, and how far that is
// more or less than of the others. Themes that are withheld over all are left out.
func (s *Scores) Profiles() []ProfileRow {
	var rows []ProfileRow
	for _, class := range models.Classes {
		rows = append(rows, s.profile(class)...)
	}
	return rows
}

func (s *Scores) profile(class models.Class) []ProfileRow {
	in, out := s.commenters(cutAll, class)
	if in == 0 || !s.shown(s.base, periodAll, cutAll) {
		return nil
	}
	id, all := s.panel.at(periodAll, cutAll), s.themeShares()
	var rows []ProfileRow
	var ps []float64
	for t, theme := range s.Order {
		a, b := s.contrast(t, id, class, in, out)
		o := oddsOf(a, b, all[t])
		low, high := o.interval()
		ps = append(ps, PValue(o.z()))
		row := ProfileRow{Class: class.String(), ThemeID: theme, Mentions: int(a.part), Commented: int(a.whole), Share: a.part / a.whole,
			Others: int(b.part), OthersOf: int(b.whole), LogOdds: o.ratio(), CILow: low, CIHigh: high, Lens: s.Lens, Restates: s.restates(t)}
		row.ShareLow, row.ShareHigh = Wilson(row.Mentions, row.Commented, 1)
		rows = append(rows, row)
	}
	shown := func(t int) bool { return s.shown(s.slices[t], periodAll, cutAll) }
	for i, q := range among(ps, shown) {
		rows[i].Q = q
	}
	return listed(rows, func(t int, _ *ProfileRow) bool { return shown(t) })
}

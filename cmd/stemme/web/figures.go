package web

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// A cut names one row of the score tables.
type cut struct{ kind, period, dimension, value string }

// whole is the cut of all responses.
var whole = cut{kind: "all", dimension: "all"}

// figures are an edition's tables as the pages look things up in them.
type figures struct {
	themes   []themes.ThemeRow // most mentioned first
	byID     map[string]*themes.ThemeRow
	apart    map[string]string // names of themes that share theirs, told apart, by id
	scores   map[cut]nps.CutRow
	mentions map[cut][]nps.ThemeScoreRow // by cut, in the order of theme ids; "" is uden tema
	tops     map[string]bool             // themes that others lie under; clauses mention those
	lead     string                      // the lens that leads where there are too few comments for found themes; "" for those
	extras
	months   []string // in order
	quarters []string
	years    []string
}

// inEnglish are the figures with the English names of the entries of lenses.
func (f *figures) inEnglish() figures {
	in := *f
	in.themes, in.byID = themes.InEnglish(f.themes), make(map[string]*themes.ThemeRow, len(f.themes))
	for i := range in.themes {
		in.byID[in.themes[i].ThemeID] = &in.themes[i]
	}
	in.apart = toldApart(in.themes)
	return in
}

// readFigures reads the tables in dir.
func readFigures(dir string, lensBelow int) (figures, error) {
	f := figures{byID: map[string]*themes.ThemeRow{}, scores: map[cut]nps.CutRow{}, mentions: map[cut][]nps.ThemeScoreRow{}, tops: map[string]bool{}}
	var err error
	if f.themes, err = themes.Themes.Read(dir); err != nil {
		return f, err
	}
	slices.SortStableFunc(f.themes, func(a, b themes.ThemeRow) int { return cmp.Compare(b.Responses.N, a.Responses.N) })
	for i := range f.themes {
		f.byID[f.themes[i].ThemeID] = &f.themes[i]
		f.tops[f.themes[i].ParentID] = true
	}
	f.apart = toldApart(f.themes)
	if err := f.readScores(dir); err != nil {
		return f, err
	}
	f.lead = lens.Leading(int(f.scores[whole].Commented.N), lensBelow, f.lenses())
	if f.extras, err = readExtras(dir, f.lead); err != nil {
		return f, err
	}
	return f, each(nps.ThemeNPS, dir, func(row nps.ThemeScoreRow) {
		// Themes by period and another dimension at once are many and are shown
		// nowhere: they stay in the table.
		if (row.Lens == "" || row.Lens == f.lead || lens.Written(row.ThemeID)) && (row.PeriodKind == "all" || row.Dimension == "all") {
			c := cutOf(row.ScoreRow)
			f.mentions[c] = append(f.mentions[c], row)
		}
	})
}

// lenses are those that the edition's themes are entries of, the largest first; ""
// are the found themes.
func (f *figures) lenses() (ids []string) {
	for i := range f.themes {
		if id := f.themes[i].Lens; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// readScores reads the scores of every cut, and from them which periods there
// are.
func (f *figures) readScores(dir string) error {
	rows, err := nps.NPS.Read(dir)
	if err != nil {
		return err
	}
	for _, row := range rows {
		f.scores[cutOf(row.ScoreRow)] = row
		if row.Dimension != "all" || row.Period == "" {
			continue
		}
		switch row.PeriodKind {
		case "month":
			f.months = append(f.months, row.Period)
		case "quarter":
			f.quarters = append(f.quarters, row.Period)
		case "year":
			f.years = append(f.years, row.Period)
		}
	}
	for _, periods := range [][]string{f.months, f.quarters, f.years} {
		slices.Sort(periods)
	}
	return nil
}

func cutOf(r nps.ScoreRow) cut { return cut{r.PeriodKind, r.Period, r.Dimension, r.Value} }

// values are the values of a dimension over all time, in order; "", which is
// unknown, comes last.
func (f *figures) values(dimension string) []string {
	var values []string
	for c := range f.scores {
		if c.kind == "all" && c.dimension == dimension {
			values = append(values, c.value)
		}
	}
	slices.SortFunc(values, func(a, b string) int {
		if (a == "") != (b == "") {
			return cmp.Compare(b, a)
		}
		return cmp.Compare(a, b)
	})
	return values
}

// periods are those measured of a kind, in order.
func (f *figures) periods(kind string) []string {
	switch kind {
	case "month":
		return f.months
	case "year":
		return f.years
	}
	return f.quarters
}

// mention is the row of one theme in a cut.
func (f *figures) mention(c cut, theme string) (nps.ThemeScoreRow, bool) {
	for _, row := range f.mentions[c] {
		if row.ThemeID == theme {
			return row, true
		}
	}
	return nps.ThemeScoreRow{}, false
}

// listed says whether a theme is in a list of what customers speak of: none that is hidden, and a top
// theme with those under it, not among them. One that is not ready, or restates the score, is listed and
// says so, as it does in the terminal.
func (f *figures) listed(id string) bool {
	t := f.byID[id]
	return t != nil && t.State != models.Hidden && !f.tops[id]
}

// shown says whether a theme may be shown among causes: one that is listed and does not restate the score.
func (f *figures) shown(id string) bool {
	return f.listed(id) && !f.byID[id].Restates()
}

// A pull is a theme with what it does to the score of a cut: how many points NPS is
// higher, below 0 lower, than that of those who do not mention it. Themes overlap, so pulls do not add up.
type pull struct {
	Theme     *themes.ThemeRow
	Row       nps.ThemeScoreRow
	Pull      float64       // NaN where it is not known
	Low, High float64       // its 95 % interval
	Driver    nps.DriverRow // over all responses; NaN where it is not known
	Hits      int           // comments that a search for it finds
	Link      string        // to them
	Cover     template.HTML // what of a lens covers it
}

// pullOf is leave-out impact: the NPS of a cut less that of those of it who do not
// mention the theme. n·(m − M)/(N − n), with n, m of the theme and N, M of all; over
// all responses it is leave_out of the table drivers.
func pullOf(row nps.ThemeScoreRow, all nps.CutRow) float64 {
	if !row.Scored.Known || !all.Scored.Known || all.Scored.N == row.Scored.N {
		return math.NaN()
	}
	n, total := float64(row.Scored.N), float64(all.Scored.N)
	return n * (row.NPS - all.NPS) / (total - n)
}

// pullInterval is the 95 % interval of a pull: that of the difference between those
// who mention the theme and the others of all, times the theme's share.
func pullInterval(of, all nps.Tally, design float64) (low, high float64) {
	others := nps.Tally{Promoters: all.Promoters - of.Promoters, Passives: all.Passives - of.Passives, Detractors: all.Detractors - of.Detractors}
	d := nps.Compare(others, of, 1, design)
	share := float64(of.Scored()) / float64(all.Scored())
	return share * d.Low, share * d.High
}

// bounds are the first and last day of a period.
func bounds(kind, period string) (first, last models.Day) {
	layout, months := "2006-01", 1
	switch kind {
	case "year":
		layout, months = "2006", 12
	case "quarter":
		months = 3
		year, quarter, _ := strings.Cut(period, "-Q")
		period = year + "-" + map[string]string{"1": "01", "2": "04", "3": "07", "4": "10"}[quarter]
	}
	t, err := time.Parse(layout, period)
	if err != nil {
		return models.NoDay, models.NoDay
	}
	return models.DayOf(t), models.DayOf(t.AddDate(0, months, -1))
}

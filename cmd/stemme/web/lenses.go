package web

import (
	"cmp"
	"math"
	"net/http"
	"net/url"
	"slices"

	"stemme/cmd/stemme/web/frame"
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
	"stemme/pipeline/themes"
)

// A lensesView is what the lenses say: the themes that matter most, promises, what
// was asked for and met, purposes, classes against each other, what comes together,
// and which entries cover the found themes. All of it is worked out by the night,
// over all responses.
type lensesView struct {
	Lens     string // "" for the found themes
	Name     string
	Offer    string // of a lens for the trade of the comments; "" for none
	Tabs     []lensTab
	Alerts   []alertView // of its entries
	Heard    []localView // likewise
	Five     []fiveLine
	Entries  []voicedLine // none where praise and blame are not told
	Promises promisesView
	Match    matchView
	Purposes purposesView
	Classes  []classProfile
	Edges    []edgeLine
	Covered  []coveredLine
}

// Bounds of the page's lists.
const (
	fiveShown    = 5
	profileShown = 6
	edgesShown   = 12
	entriesShown = 3
)

func compareDown(a, b float64) int { return cmp.Compare(b, a) }

func (s *server) lensPage(w http.ResponseWriter, r *request) error {
	if err := r.narrow(url.Values{}); err != nil { // its figures are of all responses
		return err
	}
	asked := r.lensAsked()
	if !slices.Contains(r.lenses(), asked) {
		return frame.ErrNotFound
	}
	key := lensViewKey{asked, r.Lang, r.Role}
	if known, ok := r.lensViews.Load(key); ok {
		return s.show(w, r, "lenses", "web_lenses", known)
	}
	v := lensesView{Lens: asked}
	v.Name, v.Tabs = r.lensName(v.Lens), r.lensTabs("/linser", v.Lens)
	if id, n, of := r.edition.Manifest.Offered(); id != "" {
		v.Offer = r.Lang.Text("lens_offer", id, messages.Counted(n), messages.Counted(of), id)
	}
	f, err := r.lensTables()
	if err != nil {
		return err
	}
	v.Alerts = r.alertsOf(func(a *nps.AlertRow) bool { return a.Lens == v.Lens })
	v.Heard = r.heardOf(func(h *nps.LocalRow) bool { return h.Lens == v.Lens })
	v.Five, v.Entries = r.fiveLines(f.five[v.Lens]), r.voicedLines(v.Lens, r.voicesOf(v.Lens))
	v.Promises, v.Match, v.Purposes = r.promisesNow(f), r.matchNow(f), r.purposesNow(f.purposes)
	v.Classes, v.Edges, v.Covered = r.profilesNow(v.Lens, f.profiles[v.Lens]), r.edgesNow(f.edges[v.Lens]), r.coveredNow(f)
	r.lensViews.Store(key, v)
	return s.show(w, r, "lenses", "web_lenses", v)
}

// A lensViewKey names what a page of lenses depends on beside the edition as its
// audience sees it: filters do not narrow it.
type lensViewKey struct {
	lens string
	lang messages.Lang
	role frame.Role
}

// A fiveLine is one of the themes that matter most.
type fiveLine struct {
	nps.HighFiveRow
	Theme     *themes.ThemeRow
	Principle string
	Link      string
	Hits      int
}

func (r *request) fiveLines(rows []nps.HighFiveRow) (lines []fiveLine) {
	var better []string // with the theme itself
	for _, row := range rows {
		if better = append(better, row.ThemeID); math.IsNaN(row.Covered) && r.audience.SeesAll("") {
			row.Covered = r.coveredBy(better)
		}
		t := r.byID[row.ThemeID]
		if t == nil || !r.shown(row.ThemeID) || len(lines) == fiveShown {
			continue
		}
		line := fiveLine{HighFiveRow: row, Theme: t, Link: r.drill("theme", row.ThemeID), Hits: r.hitsOf(row.ThemeID)}
		if t.Principle != "" {
			line.Principle = r.nameOf(t.Principle)
		}
		lines = append(lines, line)
	}
	return lines
}

// coveredBy is the share of the comments of customers that mention one of some themes, for
// those who may count what tables withhold.
func (r *request) coveredBy(ids []string) float64 {
	open := index.Filter{First: models.NoDay, Last: models.NoDay}
	all, of := r.survey.Select(survey.Where{Filter: open}), open
	of.Themes = ids
	return float64(r.survey.Select(survey.Where{Filter: of}).All().Commented) / float64(all.All().Commented)
}

// together is how many comments mention both themes of each pair, for those who may
// read them; none for others.
func (r *request) together(pairs [][2]string) []int {
	if !r.counts() {
		return nil
	}
	return r.survey.Together(pairs)
}

// hitsOf is how many comments speak of a theme, for those who may read them.
func (r *request) hitsOf(id string) int {
	if !r.counts() {
		return 0
	}
	return r.survey.Speaking(id).Hits()
}

// A classProfile is what one class speaks of more than the others.
type classProfile struct {
	Class models.Class
	Lines []profileLine
}

type profileLine struct {
	nps.ProfileRow
	Theme *themes.ThemeRow
	Link  string
	Hits  int
	Alone string // said of what is no sure cause once the rest is held
}

// Times is the odds against those of the others, with its interval.
func (l profileLine) Times() float64     { return math.Exp(l.LogOdds) }
func (l profileLine) TimesLow() float64  { return math.Exp(l.CILow) }
func (l profileLine) TimesHigh() float64 { return math.Exp(l.CIHigh) }

// profilesNow are the entries that each class speaks of more than the others do,
// beyond chance, the surest first.
func (r *request) profilesNow(of string, rows []nps.ProfileRow) (all []classProfile) {
	for _, class := range models.Classes {
		one := classProfile{Class: class}
		hits := map[string]int{}
		if r.counts() {
			for _, v := range r.survey.Select(survey.Where{Filter: index.Filter{Classes: []models.Class{class}, First: models.NoDay, Last: models.NoDay}}).Themes(of) {
				hits[v.Name] = v.Hits
			}
		}
		for _, row := range rows {
			t := r.byID[row.ThemeID]
			if row.Class != class.String() || row.Q > nps.Significant || !(row.CILow > 0) || row.Restates || t == nil || !r.shown(row.ThemeID) || len(one.Lines) == profileShown {
				continue
			}
			line := profileLine{ProfileRow: row, Theme: t, Link: r.drill("theme", row.ThemeID, "class", class.String()), Hits: hits[row.ThemeID]}
			if driver := r.effect(row.ThemeID); class != models.Passive {
				line.Alone = report.Alone(r.Lang, driver.Alone(row.Class))
			}
			one.Lines = append(one.Lines, line)
		}
		all = append(all, one)
	}
	return all
}

// An edgeLine is two entries that come together.
type edgeLine struct {
	nps.EdgeRow
	One, Other *themes.ThemeRow
	Link       string
	Hits       int
}

// edgesNow are the pairs that come together beyond chance, the surest first.
func (r *request) edgesNow(rows []nps.EdgeRow) (lines []edgeLine) {
	for _, row := range rows {
		one, other := r.byID[row.ThemeID], r.byID[row.OtherID]
		if one == nil || other == nil || !r.shown(row.ThemeID) || !r.shown(row.OtherID) || len(lines) == edgesShown {
			continue
		}
		lines = append(lines, edgeLine{EdgeRow: row, One: one, Other: other, Link: r.drill("theme", row.ThemeID, "q", r.themeWords(row.OtherID))})
	}
	pairs := make([][2]string, len(lines))
	for i := range lines {
		pairs[i] = [2]string{lines[i].ThemeID, lines[i].OtherID}
	}
	for i, n := range r.together(pairs) {
		lines[i].Hits = n
	}
	return lines
}

// A coveredLine is a found theme with the entries that cover it.
type coveredLine struct {
	Theme   *themes.ThemeRow
	Link    string
	Hits    int
	Row     themed
	State   string // covered, partly or new
	Entries []entryShare
}

type entryShare struct {
	ID               string
	Name, Page, Link string
	Share            float64
	Clauses, Hits    int
}

// coveredNow are the found themes, those that no entry covers first.
func (r *request) coveredNow(f *lensFigures) (lines []coveredLine) {
	said := r.speak("")
	for i := range r.figures.themes {
		t := &r.figures.themes[i]
		row, mentioned := said[t.ThemeID]
		if t.Lens != "" || !mentioned || !r.shown(t.ThemeID) || math.IsNaN(t.Covered) {
			continue
		}
		line := coveredLine{Theme: t, Row: row, Link: r.drill("theme", t.ThemeID), State: "partly", Hits: row.Hits}
		switch {
		case t.IsNew():
			line.State = "new"
		case t.IsCovered():
			line.State = "covered"
		}
		line.Entries = r.entriesOf(t, f.entries[t.ThemeID])
		lines = append(lines, line)
	}
	r.countEntries(lines)
	slices.SortStableFunc(lines, func(a, b coveredLine) int { return cmp.Compare(a.Theme.Covered, b.Theme.Covered) })
	return lines
}

// entriesOf are the entries that cover a found theme most.
func (r *request) entriesOf(t *themes.ThemeRow, rows []lens.OverlapRow) (all []entryShare) {
	for _, row := range rows[:min(len(rows), entriesShown)] {
		e := r.byID[row.EntryID]
		if e == nil || e.State == models.Hidden || row.Share < 0.05 {
			continue
		}
		one := entryShare{ID: e.ThemeID, Name: e.Name, Page: themeLink(e.ThemeID), Link: r.drill("theme", t.ThemeID, "q", r.themeWords(e.ThemeID)), Share: row.Share, Clauses: row.Clauses}
		all = append(all, one)
	}
	return all
}

// countEntries fills in how many comments mention both a theme and each entry of it.
func (r *request) countEntries(lines []coveredLine) {
	var pairs [][2]string
	var of []*entryShare
	for i := range lines {
		for j := range lines[i].Entries {
			pairs, of = append(pairs, [2]string{lines[i].Theme.ThemeID, lines[i].Entries[j].ID}), append(of, &lines[i].Entries[j])
		}
	}
	for i, n := range r.together(pairs) {
		of[i].Hits = n
	}
}

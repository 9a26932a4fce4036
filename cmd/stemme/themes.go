package main

import (
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// themesCmd shows the themes of an edition, or one of them, and adds to the
// analysts' edits.
type themesCmd struct {
	Show   themesShowCmd   `cmd:"" default:"withargs" help:"cli_themes_show"`
	Rename themesRenameCmd `cmd:"" help:"cli_themes_rename"`
	Merge  themesMergeCmd  `cmd:"" help:"cli_themes_merge"`
	Split  themesSplitCmd  `cmd:"" help:"cli_themes_split"`
	Pin    themesPinCmd    `cmd:"" help:"cli_themes_pin"`
	Hide   themesHideCmd   `cmd:"" help:"cli_themes_hide"`
	Move   themesMoveCmd   `cmd:"" help:"cli_themes_move"`
	Owner  themesOwnerCmd  `cmd:"" help:"cli_themes_owner"`
	Delete themesDeleteCmd `cmd:"" hidden:"" aliases:"remove,undo" help:"cli_themes_hide"`
}

// Run is that of the default, for the command's own name.
func (c *themesCmd) Run(t *terminal) error { return c.Show.Run(t) }

// themesShowCmd lists the themes, or shows one.
type themesShowCmd struct {
	Theme    string `arg:"" optional:"" help:"cli_themes_which"`
	Why      bool   `help:"cli_themes_why"`
	Comments int    `default:"5" placeholder:"N" help:"cli_themes_comments"`
	Open     bool   `help:"cli_report_open"`
	form
	where
}

// Run prints the themes.
func (c *themesShowCmd) Run(t *terminal) error {
	ed, cfg, err := c.open()
	if err != nil {
		return err
	}
	defer ed.Close()
	if c.Why {
		return t.why(ed.Path(edition.Tables), c.form)
	}
	o, err := readOverview(ed.Path(edition.Tables))
	if err != nil {
		return err
	}
	if t.lang == messages.English && c.people() {
		o.themes = themes.InEnglish(o.themes)
	}
	if o.assumed, err = report.Assumed(ed.Path(edition.Tables), t.lang); err != nil {
		return err
	}
	o.assumed = append(o.assumed, t.doubts(ed)...)
	o.few = cfg.Figures.SmallGroup
	if c.people() && !c.Open { // programs are given the rows of the open tables
		if err := o.own(ed, cfg); err != nil {
			return err
		}
	}
	if c.Theme == "" {
		if err := t.themes(o, c.form, ed.Manifest.LensBelow(cfg.Lenses.Below)); err != nil || !c.people() {
			return err
		}
		return t.lapsed(cfg, ed)
	}
	if i := slices.IndexFunc(o.themes, func(r themes.ThemeRow) bool { return strings.EqualFold(r.Lens, c.Theme) }); i >= 0 {
		return t.lensEntries(o, c.form, o.themes[i].Lens)
	}
	row, err := themeCalled(o.themes, c.Theme)
	if err != nil {
		return err
	}
	t.theme(&o, &row)
	if err := t.shifted(ed.Path(edition.Tables), &row); err != nil {
		return err
	}
	if c.Open { // comments are no open table
		return nil
	}
	return t.saidOf(ed.Path(edition.Tables), &row, c.Comments)
}

// lapsed prints the edits that did not apply when the edition was made.
func (t *terminal) lapsed(cfg pipeline.Config, ed *edition.Edition) error {
	notes, err := pipeline.Lapses(cfg, ed)
	for _, n := range notes {
		t.print(n.Key, n.Args...)
	}
	return err
}

// themeCalled is the theme of an id or a name.
func themeCalled(rows []themes.ThemeRow, name string) (themes.ThemeRow, error) {
	var found, read, ids []string
	for _, r := range rows {
		if r.ThemeID == name || strings.EqualFold(r.Name, name) {
			return r, nil
		}
		if ids = append(ids, r.ThemeID); r.Lens == "" {
			found = append(found, r.Name)
		} else {
			read = append(read, r.Name)
		}
	}
	return themes.ThemeRow{}, unknown("kind_theme", name, slices.Concat(found, read, ids))
}

// withIDs says whether a list has the ids of its themes: those of found themes, which are short, and
// those of entries where there is room, who are called by their names as well.
func (t *terminal) withIDs(found bool) bool { return found || t.width() >= withClasses }

// themeSheet is the head of a list of themes for people, with their words where
// customers chose them; the classes are in it where there is room.
func (t *terminal) themeSheet(words bool) *sheet {
	columns := []string{"name", "col_name", "responses", "col_responses", "share", "col_share", "nps", "col_nps", "interval", "col_interval"}
	if t.withIDs(words) {
		columns = append([]string{"theme_id", "col_theme"}, columns...)
	}
	if words {
		columns = append(columns, "words", "col_words")
	}
	if !words || t.width() >= withClasses {
		columns = append(columns, "praised", "col_praised", "blamed", "col_blamed")
	}
	if t.width() >= withClasses {
		columns = append(columns, "classes", "col_classes")
		if words {
			columns = append(columns, "covered_by", "col_covered")
		}
	}
	return t.sheet(columns...)
}

// themeCells are the cells of a theme under themeSheet.
func (t *terminal) themeCells(o *overview, r *themes.ThemeRow) []any {
	score, name := o.scoreOf(r.ThemeID), r.Name
	if r.ParentID != "" {
		name = "· " + name
	}
	if r.State != models.Ready && r.ThemeID != models.NoTheme {
		name += " (" + t.text(messages.Key("state_"+string(r.State))) + ")"
	}
	if r.Restates() {
		name += " " + t.text("restates")
	}
	var cells []any
	if t.withIDs(r.Origin != models.Entry) {
		cells = append(cells, r.ThemeID)
	}
	cells = append(cells, name, t.mentioned(&score), t.percent(score.Share), figure{score.NPS, t.lang.Number(score.NPS, 1) + o.mark(&score)},
		figure{score.NPS, t.lang.Interval(score.CILow, score.CIHigh)})
	if r.Origin != models.Entry {
		cells = append(cells, strings.Join(r.Words[:min(len(r.Words), shownWords)], ", "))
	}
	if r.Origin == models.Entry || t.width() >= withClasses {
		cells = append(cells, t.signCells(o, r.ThemeID, &score)...)
	}
	if t.width() >= withClasses {
		cells = append(cells, t.known(score.Promoters)+"/"+t.known(score.Passives)+"/"+t.known(score.Detractors))
		if r.Origin != models.Entry {
			cells = append(cells, t.covered(r))
		}
	}
	return cells
}

// mentioned is how many mention a theme, or that it is withheld.
func (t *terminal) mentioned(score *nps.ThemeScoreRow) any {
	if score.Suppressed {
		return figure{math.NaN(), t.text("report_withheld")}
	}
	return score.Responses
}

// mark marks the score of a few, as is told below the list; "" for none. Words would
// leave no room for the other columns.
func (o *overview) mark(score *nps.ThemeScoreRow) string {
	if n := int(score.Scored.N); n > 0 && n < o.few {
		return "*"
	}
	return ""
}

// marked says whether the score of a theme that is listed is marked.
func (o *overview) marked() bool {
	return slices.ContainsFunc(o.themes, func(r themes.ThemeRow) bool {
		score := o.scoreOf(r.ThemeID)
		return o.mark(&score) != ""
	})
}

// covered says which entry of a lens covers a found theme, and how far, or that it
// is new.
func (t *terminal) covered(r *themes.ThemeRow) string {
	switch share := t.lang.Percent(r.Covered); {
	case math.IsNaN(r.Covered) || r.ThemeID == models.NoTheme:
		return ""
	case r.IsCovered():
		return t.text("covered_by", r.CoveredBy, share)
	case r.IsNew():
		return t.text("covered_new")
	default:
		return t.text("covered_partly", r.CoveredBy, share)
	}
}

// withClasses is how wide a terminal must be for the classes to be listed too.
const withClasses = 110

// shownWords is how many words of a theme stand in the list for people.
const shownWords = 5

// themeTable is the themes for programs.
func (t *terminal) themeTable(o overview) *sheet {
	s := t.sheet("theme_id", "", "name", "", "responses", "", "share", "", "nps", "", "ci_low", "", "ci_high", "",
		"promoters", "", "passives", "", "detractors", "", "state", "", "words", "", "kind", "",
		"covered", "", "covered_by", "", "principle", "", "praised", "", "blamed", "", "suppressed", "")
	for _, r := range append(o.tree(), themes.ThemeRow{Name: t.text("no_theme"), Covered: math.NaN()}) {
		score := o.scoreOf(r.ThemeID)
		praised, blamed := o.signs.of(r.ThemeID, &score)
		s.add(r.ThemeID, r.Name, score.Responses, score.Share, score.NPS, score.CILow, score.CIHigh, score.Promoters, score.Passives,
			score.Detractors, string(r.State), strings.Join(r.Words, ", "), r.Kind, r.Covered, r.CoveredBy, r.Principle, praised, blamed, score.Suppressed)
	}
	return s
}

// why prints how the number of themes was chosen.
func (t *terminal) why(dir string, f form) error {
	choice, err := themes.ThemeChoices.Read(dir)
	if err != nil {
		return err
	}
	few, err := report.FewSentences(dir, t.lang)
	if err != nil {
		return err
	}
	if few != "" && f.people() {
		t.line(t.called.pasted(few))
	}
	if len(choice) == 0 {
		t.print("why_given")
		return nil
	}
	s := t.sheet("themes", "col_themes", "stability", "col_stability", "coherence", "col_coherence", "score", "col_points", "chosen", "col_chosen")
	for _, c := range choice {
		s.add(int(c.Themes), c.Stability, c.Coherence, c.Score, c.Chosen)
	}
	if err := t.show(s, f); err != nil {
		return err
	}
	if f.people() {
		t.print("why_rule")
	}
	return nil
}

func className(c models.Class) messages.Key {
	if c == models.NoClass {
		return "unscored"
	}
	return messages.Key(c.String())
}

// known is a count as people read it; a withheld one is a dash.
func (t *terminal) known(n tables.Int) string {
	if !n.Known {
		return "–"
	}
	return t.lang.Count(int(n.N))
}

// shorten cuts a line after most characters.
func shorten(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return strings.TrimRight(string(runes[:most-1]), " ,") + "…"
}

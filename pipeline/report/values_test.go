package report

import (
	"math"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// cutOf is a quarter's cut of so many promoters and detractors.
func cutOf(period, dimension, value string, promoters, detractors int) nps.CutRow {
	t := nps.Tally{Promoters: promoters, Detractors: detractors}
	var c nps.CutRow
	c.CutKey = nps.CutKey{PeriodKind: nps.KindQuarter, Period: period, Dimension: dimension, Value: value}
	c.Responses, c.Scored = tables.IntOf(t.Scored()), tables.IntOf(t.Scored())
	c.Promoters, c.Passives, c.Detractors = tables.IntOf(promoters), tables.IntOf(0), tables.IntOf(detractors)
	c.NPS, c.DesignEffect, c.Complete = t.NPS(), 1, true
	return c
}

// A lead by mix names the value whose share moved the most, and the one whose own
// score surely moved, not the one that may have by chance.
func TestLeadNamesValues(t *testing.T) {
	cuts := []nps.CutRow{
		cutOf("2021-Q3", "all", "", 600, 400), cutOf("2021-Q4", "all", "", 500, 500),
		cutOf("2021-Q3", "company", "Løvspring", 300, 100), cutOf("2021-Q4", "company", "Løvspring", 130, 70),
		cutOf("2021-Q3", "company", "Bakkedal", 160, 140), cutOf("2021-Q4", "company", "Bakkedal", 370, 330),
		cutOf("2021-Q3", "company", "Ådal", 140, 160), cutOf("2021-Q4", "company", "Ådal", 20, 80),
	}
	rows := []nps.ChangeRow{{PeriodKind: nps.KindQuarter, From: "2021-Q3", To: "2021-Q4", Dimension: "all", Part: nps.PartMix, MixOf: "company", Total: -8, CILow: -10, CIHigh: -6, Q: 0.001}}
	got := Values(messages.Danish, cuts, rows)
	for _, want := range []string{"Bakkedal, 30 % af svarene før, 70 % nu", "Ådal −53,3 ["} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if strings.Contains(got, "Bakkedal +") || strings.Contains(got, "Bakkedal −") {
		t.Errorf("a score that may not have moved is told: %q", got)
	}
	rows[0].Q = 0.2
	if got := Values(messages.Danish, cuts, rows); got != "" {
		t.Errorf("an unsure mix is told: %q", got)
	}
}

// A unit's page says how far its score moved though no table takes it apart, why no
// part is named, how many themes are withheld, and what is spoken of by the fallback.
func TestUnitHasNews(t *testing.T) {
	f := &filler{PageOptions: PageOptions{Lang: messages.Danish, Unit: "Nord", Fallback: "kunder"}, dimension: nps.DimensionUnit, value: "Nord",
		kind: nps.KindQuarter, period: "2026-Q3", theme: map[string]themes.ThemeRow{}, parent: map[string]bool{}}
	f.cuts = []nps.CutRow{cutOf("2026-Q2", "unit", "Nord", 70, 30), cutOf("2026-Q3", "unit", "Nord", 40, 60), cutOf("2026-Q3", "unit", "Syd", 1, 0)}
	f.cuts[2].Suppressed = true
	f.cut = f.cuts[1]
	add := func(lens, id string, withheld bool) {
		f.theme[id] = themes.ThemeRow{ThemeID: id, Lens: lens, Name: id, State: models.Ready}
		r := nps.ThemeScoreRow{ThemeID: id, Lens: lens}
		r.CutKey = f.cut.CutKey
		if r.Suppressed = withheld; !withheld {
			r.Detractors = tables.IntOf(3)
		}
		f.mentions = append(f.mentions, r)
	}
	add("", "t1", true)
	add("", "t2", true)
	add("", "t3", false)
	add("kunder", "kunder/a", false)
	add("kunder", "kunder/b", false)
	p := f.page()
	if !strings.Contains(p.Sentence, "NPS faldt 60,0 point") || strings.Contains(p.Sentence, "tilfældigt") {
		t.Errorf("sentence: %q", p.Sentence)
	}
	if p.Unparted != messages.Danish.Text("page_not_parted") {
		t.Errorf("why no part: %q", p.Unparted)
	}
	if len(p.Detractors) != 2 || p.Detractors[0].Name != "kunder/a" {
		t.Errorf("spoken of: %+v", p.Detractors)
	}
	foot := strings.Join(p.Foot, " ")
	if !strings.Contains(foot, "2 temaer er tilbageholdt") || !strings.Contains(foot, "linsen kunder") || strings.Contains(foot, "gruppe") {
		t.Errorf("foot: %q", foot)
	}
	f.cuts = f.cuts[1:]
	if p := f.page(); p.Unparted != messages.Danish.Text("page_first") || math.IsNaN(p.Score.Value) {
		t.Errorf("the first period: %q", p.Unparted)
	}
}

// Who may read the comments sees every cut, of few answers marked; others the open ones.
func TestOwnCutsAreMarked(t *testing.T) {
	few := cutOf("2026-Q3", "touchpoint", "Chat", 2, 1)
	w := &writer{Options: Options{Lang: messages.Danish, Own: &Own{Cuts: []nps.CutRow{few}, Few: 5}}}
	f := &filler{PageOptions: PageOptions{Lang: messages.Danish, Own: &Own{Cuts: []nps.CutRow{few}, Few: 5}}}
	if got := w.score(&few); !strings.HasSuffix(got[2], "(få svar)") {
		t.Errorf("%q", got)
	}
	if b := f.bar("Chat", &few.ScoreRow); !strings.HasSuffix(b.Note, "(få svar)") || b.Text == "–" {
		t.Errorf("%+v", b)
	}
	if w.Own = nil; strings.HasSuffix(w.score(&few)[2], "(få svar)") {
		t.Error("an open figure is marked")
	}
}

// TestHighFiveOfThePage: what matters most is that of the page's period and unit where
// anything there is sure, and else, said so, that of all.
func TestHighFiveOfThePage(t *testing.T) {
	ready := map[string]themes.ThemeRow{"t0001": {ThemeID: "t0001", Name: "gebyrer", State: models.Ready}, "t0002": {ThemeID: "t0002", Name: "kø", State: models.Ready}}
	cut := cutOf("2026-Q3", "unit", "Region Nord", 40, 30)
	for _, here := range [][]nps.HighFiveRow{{{ThemeID: "t0002", Effect: -50, Responses: 7}}, nil} {
		var asked nps.CutKey
		own := &Own{Five: func(of nps.CutKey) ([]nps.HighFiveRow, error) { asked = of; return here, nil }}
		f := &filler{PageOptions: PageOptions{Lang: messages.Danish, Own: own}, cut: cut, theme: ready, five: []nps.HighFiveRow{{ThemeID: "t0001", Effect: -9, Responses: 7}}}
		if err := f.countFive(); err != nil || asked != cut.CutKey {
			t.Fatalf("asked for %+v, %v", asked, err)
		}
		p := f.page()
		want, title := "gebyrer", "page_highfive"
		if here != nil {
			want, title = "kø", "page_highfive_here"
		}
		if len(p.HighFive) != 1 || p.HighFive[0].Name != want || !strings.HasPrefix(p.HighFive[0].Note, "n = 7 · ") || p.HighFiveTitle != messages.Danish.Text(messages.Key(title)) {
			t.Errorf("%q: %+v", p.HighFiveTitle, p.HighFive)
		}
	}
}

// TestFewFoundThemes: where a unit's found themes are too few the fallback says what is
// spoken of, also where none are withheld.
func TestFewFoundThemes(t *testing.T) {
	f := &filler{PageOptions: PageOptions{Lang: messages.Danish, Fallback: "kundetemaer"}, theme: map[string]themes.ThemeRow{}, cut: cutOf("2026-Q3", "unit", "Nord", 9, 8), dimension: "unit", value: "Nord",
		period: "2026-Q3"}
	say := func(id, lens string) {
		f.theme[id] = themes.ThemeRow{ThemeID: id, Name: id, State: models.Ready}
		r := nps.ThemeScoreRow{ThemeID: id, Lens: lens}
		r.CutKey = f.cut.CutKey
		f.mentions = append(f.mentions, r)
	}
	for _, id := range []string{"kundetemaer/a", "kundetemaer/b", "kundetemaer/c"} {
		say(id, "kundetemaer")
	}
	say("t0001", "")
	if lens, note := f.speaks(); lens != "kundetemaer" || note != messages.Danish.Text("page_themes_few", "kundetemaer") {
		t.Errorf("one found theme: %q, %q", lens, note)
	}
	say("t0002", "")
	say("t0003", "")
	if lens, note := f.speaks(); lens != "" || note != "" {
		t.Errorf("three found themes: %q, %q", lens, note)
	}
}

// TestChangeOfThePage: who may read the comments is told the whole of a change, for units
// in any period, instead of what the open tables show of it.
func TestChangeOfThePage(t *testing.T) {
	asked := ""
	own := &Own{Change: func(from, to, dimension, value string) ([]nps.ChangeRow, error) {
		asked = from + " " + to + " " + dimension + " " + value
		return []nps.ChangeRow{{PeriodKind: nps.KindQuarter, From: from, To: to, Dimension: dimension, Value: value, Part: nps.PartTheme, ThemeID: "t0001", Total: -3, CILow: -5, CIHigh: -1, Q: .01, Lead: true}}, nil
	}}
	last, cut := cutOf("2026-Q2", "unit", "Nord", 40, 20), cutOf("2026-Q3", "unit", "Nord", 40, 30)
	open := nps.ChangeRow{PeriodKind: nps.KindQuarter, From: "2026-Q2", To: "2026-Q3", Dimension: "unit", Value: "Nord", Part: nps.PartSmall, Total: -9, Lead: true}
	for _, published := range [][]nps.ChangeRow{nil, {open}} {
		f := &filler{PageOptions: PageOptions{Lang: messages.Danish, Own: own}, cut: cut, cuts: []nps.CutRow{last, cut}, kind: nps.KindQuarter, period: "2026-Q3",
			dimension: "unit", value: "Nord", changes: published, theme: map[string]themes.ThemeRow{"t0001": {ThemeID: "t0001", Name: "kø", State: models.Ready}}}
		if err := f.countChange(); err != nil || asked != "2026-Q2 2026-Q3 unit Nord" {
			t.Fatalf("asked for %q, %v", asked, err)
		}
		if down, up := f.causes(); len(down) != 1 || down[0].Name != "kø" || down[0].Unsure || len(up) != 0 {
			t.Errorf("%+v, %+v", down, up)
		}
	}
}

// TestOwnChangeIsTold: the report of who may read the comments takes the last change apart
// as they see it, small themes by name.
func TestOwnChangeIsTold(t *testing.T) {
	row := nps.ChangeRow{PeriodKind: nps.KindMonth, From: "2026-08", To: "2026-09", Dimension: nps.DimensionAll, Part: nps.PartSmall, Total: -9, Lead: true}
	named, aside := row, row
	named.Part, named.ThemeID = nps.PartTheme, "t0001"
	aside.Lead = false
	w := &writer{before: []nps.ChangeRow{row}, Options: Options{Lang: messages.Danish, Own: &Own{Change: func(from, to, dimension, value string) ([]nps.ChangeRow, error) {
		if from != "2026-08" || to != "2026-09" || dimension != nps.DimensionAll {
			t.Errorf("asked for %s to %s of %s", from, to, dimension)
		}
		return []nps.ChangeRow{named, aside}, nil
	}}}}
	if err := w.countChange(); err != nil || len(w.before) != 1 || w.before[0].ThemeID != "t0001" {
		t.Errorf("the parts are %+v, %v", w.before, err)
	}
	if w.Own = nil; w.countChange() != nil || len(w.before) != 1 {
		t.Error("readers have no parts")
	}
}

package report

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"stemme/models"
	"stemme/pipeline/improvement"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// fullPage is an invented page with more than there is room for.
func fullPage(lang messages.Lang, themes int) *Page {
	p := &Page{
		Lang: lang, PlacesTitle: "Kontaktpunkter", Purpose: "Vi måler, fordi vi vil blive bedre til det, kunderne lægger mærke til – ikke for at hænge nogen ud.",
		Title: "3. kvartal 2026", Unit: "Region Nord/Aarhus/Erhverv",
		Sentence: "NPS faldt 6,2 point til 23,8 i 3. kvartal. Det meste, 4,1 point, kommer af, at flere svar er fra telefonen; resten hænger sammen med ventetid.",
		Certain:  "Faldet er sikkert (95 %: −9,9 til −2,5). Sammenlignet med 2. kvartal; mod samme kvartal sidste år er det ikke sikkert.",
		Score:    Bar{Value: 23.8, Text: "23,8", Note: "95 %: 21,2 til 26,3 · n = 3.905"},
		Shares:   [3]Share{{"promoter", "promotere", "1.684", "43 %", .43}, {"passive", "passive", "1.466", "38 %", .38}, {"detractor", "detractorer", "755", "19 %", .19}},
		Foot:     []string{"n = 3.905 med score, 3.257 med kommentar", "2 afdelinger vises ikke (færre end 5 svar)", "udgave 000012-93f65f09", "tal er af dem, der svarede; «hænger sammen med» er ikke årsag"},
	}
	for i := range 18 {
		v := 20 + 8*math.Sin(float64(i))
		p.Course = append(p.Course, Point{Label: fmt.Sprintf("K%d %d", i%4+1, 2022+i/4), Value: v, Low: v - 4, High: v + 4, Partial: i == 17})
	}
	p.Course[9].Value, p.Course[9].Low, p.Course[9].High = math.NaN(), math.NaN(), math.NaN()
	name := "Uoverskueligt lang ventetid på telefonen og manglende tilbageringning fra kundeservice"
	for i := range themes {
		v := 5 - float64(i)/4
		p.Down = append(p.Down, Bar{Name: name, Value: -v, Text: "−" + lang.Number(v, 1), Note: "sikkert", Low: math.NaN(), High: math.NaN()})
		p.Up = append(p.Up, Bar{Name: "Venlig betjening", Value: v, Text: lang.Signed(v, 1), Note: "usikkert", Unsure: true, Low: math.NaN(), High: math.NaN()})
		p.Detractors = append(p.Detractors, Bar{Name: name, Value: 30 - v, Text: "31 %", Note: "mod 12 % ellers", Tone: "mest klager", Sign: "−", Low: math.NaN(), High: math.NaN()})
		p.Promoters = append(p.Promoters, Bar{Name: "Kompetent rådgiver", Value: 30 - v, Text: "31 %", Note: "mod 12 % ellers", Low: math.NaN(), High: math.NaN()})
		p.Touchpoints = append(p.Touchpoints, Bar{Name: "Rådgivermøde", Value: 60 - 9*float64(i), Low: 50 - 9*float64(i), High: 70 - 9*float64(i), Text: "60,0", Note: "n = 312"})
		p.HighFive = append(p.HighFive, Bar{Name: name, Value: v, Text: "12 %", Note: "principper", Low: math.NaN(), High: math.NaN()})
		p.News = append(p.News, Bar{Name: "»montør kom ikke til den aftalte tid«", Value: v, Text: "12", Note: "ventet 0,2", Low: math.NaN(), High: math.NaN()})
		p.Local = append(p.Local, Bar{Name: name, Value: v, Text: "12 %", Note: "mod 5 % ellers · n = 31", Tone: "både ros og klager", Sign: "±", Low: math.NaN(), High: math.NaN()})
		p.Improvements = append(p.Improvements, Improvement{"Flere ved telefonen mellem 8 og 10", "Kundeservice", "Evalueres i uge 45", "+4,1 [0,2; 8,0]"})
	}
	return p
}

// TestPageKeepsToItself: one file, nothing from elsewhere, everything escaped.
func TestPageKeepsToItself(t *testing.T) {
	p := fullPage(messages.Danish, 40)
	p.Down[0].Name = `<script>alert(1)</script>`
	var out bytes.Buffer
	if err := p.WriteHTML(&out); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, bad := range []string{"<script", "http://", "https://", "url(", "NaN", "%!"} {
		if strings.Contains(text, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if len(p.Down) != 40 {
		t.Error("writing the page cut its lists")
	}
	if n := strings.Count(text, "</li>"); n > 3+4*mostThemes+mostTouchpoints+mostHighFive+mostNews+mostLocal {
		t.Errorf("%d rows", n)
	}
	if path := os.Getenv("STEMME_KEEP_PAGE"); path != "" {
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestR21 draws the page at 1, 5 and 40 themes and for next to nothing, in both
// languages, and counts its pages; every list starts above the foot.
func TestR21(t *testing.T) {
	dir := t.TempDir()
	for _, lang := range []messages.Lang{messages.Danish, messages.English} {
		for _, themes := range map[messages.Lang][]int{messages.Danish: {0, 1, 40}, messages.English: {5}}[lang] {
			html, pdf := filepath.Join(dir, "side.html"), filepath.Join(dir, fmt.Sprintf("%d-%d.pdf", lang, themes))
			var out bytes.Buffer
			if err := fullPage(lang, themes).WriteHTML(&out); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(html, out.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			err := PrintPDF(t.Context(), html, pdf)
			var told *messages.Error
			if errors.As(err, &told) && told.Key == "report_no_browser" {
				t.Skip("no browser to draw with")
			}
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(pdf)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(pdfPage.FindAll(text, -1)); n != 1 {
				t.Errorf("%d themes: %d pages", themes, n)
			}
			if info, err := os.Stat(pdf); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
				t.Errorf("others can read the page: %v, %v", info.Mode(), err)
			}
		}
	}
}

var pdfPage = regexp.MustCompile(`/Type\s*/Page\b`)

// TestImprovements: an improvement point is a theme that surely goes with a lower
// score and is a finding; what it needs is said where nobody has it.
func TestImprovements(t *testing.T) {
	f := filler{theme: map[string]themes.ThemeRow{
		"t1": {ThemeID: "t1", Name: "lang kø", State: models.Ready}, "t2": {ThemeID: "t2", Name: "gebyr", State: models.Ready},
		"t3": {ThemeID: "t3", Name: "anbefales, robot, hjørnet", State: models.NotReady},
	}}
	got := f.improvements([]Bar{{Name: "lang kø", id: "t1", Value: -2}, {Name: "gebyr", id: "t2", Value: -2, Unsure: true}, {Name: "anbefales", id: "t3", Value: -3}, {Name: "Kundemix", Value: -1}})
	if len(got) != 1 || got[0] != (Improvement{"lang kø", "ingen ansvarlig", "ingen handling", "ikke begyndt"}) {
		t.Errorf("%v", got)
	}
}

// TestUnitHasItsOwnImprovements: a unit's page tells the initiatives that reach some of it: those of
// nobody in particular, of it, of what lies in it and of what it lies in.
func TestUnitHasItsOwnImprovements(t *testing.T) {
	f := filler{theme: map[string]themes.ThemeRow{}}
	for _, where := range []string{"", "class=detractor", "unit=Nord", "unit=Nord%2FVejle&unit=Syd", "unit=Nord%2FVejle%2FButik", "unit=Nord%2FVejle%2F", "unit=Nord%2FVejlemose", "unit=Syd"} {
		f.initiatives = append(f.initiatives, improvement.InitiativeRow{ID: where, Name: where, Outcome: improvement.OutcomeNPS, Conditions: where, Effect: math.NaN(), Verdict: improvement.TooFew})
	}
	for unit, want := range map[string]int{"": 8, "Nord/Vejle": 6, "Syd": 4, "Øst": 2} {
		f.Unit = unit
		if got := f.improvements(nil); len(got) != want {
			t.Errorf("%s: %d, want %d: %v", unit, len(got), want, got)
		}
	}
}

// TestNoImprovementSaysWhy: a unit that no initiative reaches is not told that none is written down.
func TestNoImprovementSaysWhy(t *testing.T) {
	f := filler{theme: map[string]themes.ThemeRow{}}
	f.Lang, f.Unit = messages.Danish, "Øst"
	if got := f.noImprovement(); !strings.Contains(got, "Ingen indsats er skrevet ned") {
		t.Error(got)
	}
	for _, one := range []struct{ id, outcome, want string }{{"a", improvement.OutcomeNPS, "Den 1 indsats i initiatives.yaml når ikke denne afdeling"},
		{"a", improvement.OutcomeTheme, "Den 1 indsats i initiatives.yaml når ikke denne afdeling"}, {"b", improvement.OutcomeNPS, "De 2 indsatser i initiatives.yaml når ikke denne afdeling"}} {
		f.initiatives = append(f.initiatives, improvement.InitiativeRow{ID: one.id, Outcome: one.outcome, Conditions: "unit=Syd"})
		if got := f.noImprovement(); !strings.Contains(got, one.want) || len(f.improvements(nil)) > 0 {
			t.Error(got)
		}
	}
}

// TestNoThemeComparedIsSaid: that no theme pulls a unit down is said only where its themes were
// compared; else which quarter to look at. Nor is what matters over all called the unit's own.
func TestNoThemeComparedIsSaid(t *testing.T) {
	change := func(kind, to string) nps.ChangeRow {
		return nps.ChangeRow{PeriodKind: kind, From: "2026-04", To: to, Dimension: nps.DimensionUnit, Value: "Øst", Lead: true}
	}
	for _, one := range []struct {
		kind, period string
		weighed      bool
		changes      []nps.ChangeRow
		want, title  string
	}{
		{nps.KindMonth, "2026-05", false, nil, "se 2. kvartal 2026 (--period 2026-Q2)", "ikke for denne alene"},
		{nps.KindMonth, "2026-05", false, []nps.ChangeRow{change(nps.KindQuarter, "2026-Q1"), change(nps.KindQuarter, "2026-Q3")}, "se 1. kvartal 2026", "ikke for denne alene"},
		{nps.KindMonth, "2026-05", true, nil, "Intet tema trækker sikkert ned i perioden.", "intet sikkert her"},
		{nps.KindMonth, "2026-05", true, []nps.ChangeRow{change(nps.KindMonth, "2026-05")}, "siden perioden før eller gør det nu.", "intet sikkert her"},
		{nps.KindQuarter, "2026-Q2", false, []nps.ChangeRow{change(nps.KindQuarter, "2026-Q2")}, "siden perioden før.", "ikke for denne alene"},
		{nps.KindQuarter, "2026-Q2", false, nil, "Der er ingen periode før at sammenligne med.", "ikke for denne alene"},
	} {
		f := filler{kind: one.kind, period: one.period, weighed: one.weighed, changes: one.changes, dimension: nps.DimensionUnit, value: "Øst"}
		f.Lang, f.Unit = messages.Danish, "Øst"
		if got := f.noImprovement(); !strings.Contains(got, one.want) || strings.Contains(got, "Intet tema") != (one.weighed || strings.HasSuffix(one.want, "før.") && strings.HasPrefix(one.want, "siden")) {
			t.Errorf("%+v: %q", one, got)
		}
		if got := f.highFiveTitle(); !strings.Contains(got, one.title) {
			t.Errorf("%+v: %q", one, got)
		}
	}
}

// TestCameTo: what may be chance says why, with each figure that speaks against it; what is left out
// for the sake of other initiatives is told, and that nothing can be told of what they share.
func TestCameTo(t *testing.T) {
	nan := math.NaN()
	moved := improvement.InitiativeRow{ID: "ko", Name: "Kortere kø", Effect: 20, CILow: 12, CIHigh: 28, PlaceboEffect: 9, PlaceboLow: 1, PlaceboHigh: 17, Among: 3, ChosenLow: -2, ChosenHigh: 28,
		Earlier: 4, EarlierLow: -1, EarlierHigh: 9, Verdict: improvement.MayBeChance}
	all := []improvement.InitiativeRow{{ID: "a", Name: "Flere om aftenen"}, {ID: "b", Name: "Nye breve"}}
	for _, one := range []struct {
		why, verdict, others string
		text, beside         string
	}{
		{"placebo", improvement.MayBeChance, "", "kan være tilfældigt (+20,0 [12,0; 28,0] mod lige før): de, den når, og de andre gik hver sin vej allerede i perioden før (+9,0 [1,0; 17,0])", ""},
		{"chosen,earlier", improvement.MayBeChance, "", "kan være tilfældigt (+20,0 [12,0; 28,0] mod lige før): det, der går dårligst eller bedst, nærmer sig det sædvanlige af sig selv ([−2,0; 28,0], når der tages højde for valget blandt 3); mod året før det er den ikke sikker (+4,0 [−1,0; 9,0])", ""},
		{"", improvement.Better, "a,b", "+20,0 [12,0; 28,0]", "uden 40 svar, som »Flere om aftenen«, »Nye breve« nåede i dele af tiden"},
		{"", improvement.NotApart, "b", "kan ikke skilles fra »Nye breve«, der virkede samtidig: uden de svar, de også når, er der for få tilbage. Skriv end i initiatives.yaml ved det, der er slut", ""},
	} {
		row := moved
		row.Why, row.Verdict, row.Others, row.LeftOut = one.why, one.verdict, one.others, tables.Int{N: 40, Known: true}
		if got := CameTo(messages.Danish, &row, all); got.Text != one.text || got.Beside != one.beside || got.Figure != (one.verdict == improvement.Better) {
			t.Errorf("%s %s: %+v", one.verdict, one.why, got)
		}
	}
	held := improvement.InitiativeRow{Effect: nan, Verdict: improvement.MayBeChance, Others: "a"}
	if got := CameTo(messages.Danish, &held, all); !strings.Contains(got.Text, "tilbageholdt") || got.Beside != "uden de svar, som »Flere om aftenen« nåede i dele af tiden" {
		t.Errorf("withheld: %+v", got)
	}
}

// TestCameToOfAll: of what reaches all no words are those of a comparison, and no figure is an effect.
func TestCameToOfAll(t *testing.T) {
	row := improvement.InitiativeRow{Effect: -7.9, CILow: -9.5, CIHigh: -6, Detectable: 2.5, Before: tables.Int{N: 1867, Known: true}, After: tables.Int{N: 891, Known: true}, Control: tables.Int{Known: true},
		PlaceboEffect: -3, PlaceboLow: -4, PlaceboHigh: -1, Why: improvement.WhyPlacebo}
	for verdict, want := range map[string]string{
		improvement.BetterSince: "−7,9 [−9,5; −6,0] mod før (svar før 1.867, siden 891). Ingen at sammenligne med: før og efter alene, så det kan skyldes andet",
		improvement.NoChange:    "ingen målbar ændring: −7,9 [−9,5; −6,0] mod før (svar før 1.867, siden 891; fra 2,5 point ville den være set). Ingen at sammenligne med: før og efter alene",
		improvement.MayBeChance: "kan være tilfældigt (−7,9 [−9,5; −6,0] mod lige før): det gik samme vej allerede i perioden før (−3,0 [−4,0; −1,0]) (svar før 1.867, siden 891). Ingen at sammenligne med: før og efter alene",
	} {
		row.Verdict = verdict
		if got := CameTo(messages.Danish, &row, nil); got.Text != want || got.Figure {
			t.Errorf("%s: %+v", verdict, got)
		}
	}
	for _, verdict := range []string{improvement.BetterSince, improvement.WorseSince, improvement.NoChange} {
		held := improvement.InitiativeRow{Effect: math.NaN(), Verdict: verdict}
		if got := CameTo(messages.English, &held, nil).Text; !strings.Contains(got, "before and after alone") || !strings.Contains(got, "withheld") {
			t.Errorf("%s, withheld: %s", verdict, got)
		}
	}
}

// TestWorkbook: the figures are numbers, what is withheld is empty.
func TestWorkbook(t *testing.T) {
	var out bytes.Buffer
	if err := fullPage(messages.Danish, 2).WriteXLSX(&out); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if kind, err := book.GetCellType("Overblik", "B5"); err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("NPS is of type %v, %v", kind, err)
	}
	if v, _ := book.GetCellValue("Overblik", "B5"); v != "23.8" {
		t.Errorf("NPS %q", v)
	}
	if v, _ := book.GetCellValue("Over tid", "B11"); v != "" {
		t.Errorf("a withheld score is %q", v)
	}
	if n := len(book.GetSheetList()); n != 11 {
		t.Errorf("%d sheets", n)
	}
}

// TestTones: a theme is praised or blamed only where that is sure, and a bar says so in
// words.
func TestTones(t *testing.T) {
	for _, c := range []struct {
		v    Voiced
		want string
	}{{Voiced{}, ""}, {Voiced{Praise: 2}, ""}, {Voiced{Praise: 6}, "mest ros"}, {Voiced{Praise: 1, Blame: 11}, "mest klager"}, {Voiced{Praise: 4, Blame: 5}, "både ros og klager"}, {Voiced{Praise: 1, Blame: 2}, ""}} {
		if got := c.v.tone().say(messages.Danish); got != c.want {
			t.Errorf("%v is %q, not %q", c.v, got, c.want)
		}
	}
}

// TestNoNewsOfUnits: a unit of a level with too many of them is not told that nothing is
// new, since nobody has looked there.
func TestNoNewsOfUnits(t *testing.T) {
	for unit, want := range map[string]string{
		"":              "No word is surely said more often than before.",
		"Midt":          "No word is surely said more often than before.",
		"Midt/Viborg":   "No word is surely said more often than before.",
		"Midt/Viborg/1": "New words are not looked for in this unit by itself; see Midt/Viborg.",
	} {
		f := filler{PageOptions: PageOptions{Lang: messages.English, Unit: unit}}
		for i := range 70 {
			for _, value := range []string{"Midt", "Midt/Viborg", fmt.Sprint("Midt/Viborg/", i)} {
				f.cuts = append(f.cuts, nps.CutRow{ScoreRow: nps.ScoreRow{CutKey: nps.CutKey{Dimension: nps.DimensionUnit, Value: value}}})
			}
		}
		if got := f.noNews(); got != want {
			t.Errorf("%q: %s", unit, got)
		}
	}
}

// TestUnitsBeside: units of the top level stand beside each other.
func TestUnitsBeside(t *testing.T) {
	f := filler{PageOptions: PageOptions{Unit: "Odense"}, kind: nps.KindMonth, period: "2026-11"}
	for _, unit := range []string{"Aalborg", "Esbjerg", "Esbjerg/Havnen", "Odense"} {
		f.cuts = append(f.cuts, nps.CutRow{ScoreRow: nps.ScoreRow{CutKey: nps.CutKey{PeriodKind: f.kind, Period: f.period, Dimension: nps.DimensionUnit, Value: unit}}})
	}
	if _, bars := f.places(); len(bars) != 3 {
		t.Errorf("beside Odense: %v", bars)
	}
	f.Unit = "Esbjerg"
	if _, bars := f.places(); len(bars) != 1 || bars[0].Name != "Havnen" {
		t.Errorf("under Esbjerg: %v", bars)
	}
}

// TestUnknownPlace: what has no touchpoint stands among the touchpoints, however many
// are larger.
func TestUnknownPlace(t *testing.T) {
	f := filler{PageOptions: PageOptions{Lang: messages.Danish}, kind: nps.KindMonth, period: "2026-11"}
	for i, place := range []string{"", "Butik", "Chat", "Mail", "Møde", "Netbank", "Telefon", "Web"} {
		f.cuts = append(f.cuts, nps.CutRow{ScoreRow: nps.ScoreRow{Scored: tables.IntOf(10 + i), CutKey: nps.CutKey{PeriodKind: f.kind, Period: f.period, Dimension: nps.DimensionTouchpoint, Value: place}}})
	}
	_, bars := f.places()
	p := Page{Touchpoints: bars}
	p.fit()
	if n := len(p.Touchpoints); n != mostTouchpoints || p.Touchpoints[n-1].Name != "ukendt" || p.Touchpoints[n-2].Name != "Mail" || len(bars) != 8 || bars[7].Name != "ukendt" {
		t.Errorf("%v of %v", p.Touchpoints, bars)
	}
}

// TestNewsHere: a unit's page tells its own news of its period, those of the month before
// those of a week, each phrase once.
func TestNewsHere(t *testing.T) {
	f := filler{dimension: nps.DimensionUnit, value: "Odense", kind: nps.KindMonth, period: "2026-11", said: nps.NewsSaid(nil)}
	row := func(kind, period, dimension, value, phrase string, n int) {
		f.news = append(f.news, nps.NewsRow{PeriodKind: kind, Period: period, Dimension: dimension, Value: value, Phrase: phrase, Responses: n, Expected: .2})
	}
	row("week", "2026-11-09", "unit", "Odense", "montør", 5)
	row("week", "2026-11-16", "unit", "Odense", "varmepumpe", 4)
	row("month", "2026-11", "unit", "Odense", "montør", 12)
	row("month", "2026-10", "unit", "Odense", "fiber", 9)
	row("month", "2026-11", "unit", "Aalborg", "parkering", 9)
	row("month", "2026-11", "all", "", "app", 30)
	got := f.newsHere()
	if len(got) != 2 || got[0].Name != "»montør«" || got[0].Text != "12" || got[1].Name != "»varmepumpe«" {
		t.Errorf("%+v", got)
	}
}

// TestUnitScores: units stand from the best to the worst, and only a sure difference to
// all others is sure; a path's own parts do not stand beside it.
func TestUnitScores(t *testing.T) {
	cut := func(dimension, value string, pro, pas, det int) nps.CutRow {
		n := pro + pas + det
		return nps.CutRow{ScoreRow: nps.ScoreRow{CutKey: nps.CutKey{PeriodKind: nps.KindAll, Dimension: dimension, Value: value}, NPS: 100 * float64(pro-det) / float64(n),
			Scored: tables.IntOf(n), Promoters: tables.IntOf(pro), Passives: tables.IntOf(pas), Detractors: tables.IntOf(det), DesignEffect: 1}}
	}
	rows := []nps.CutRow{cut(nps.DimensionAll, "", 310, 120, 170), cut(nps.DimensionUnit, "Nord", 90, 60, 50), cut(nps.DimensionUnit, "Syd", 160, 20, 20),
		cut(nps.DimensionUnit, "Syd/Havnen", 80, 10, 10), cut(nps.DimensionUnit, "Vest", 60, 40, 100)}
	var got []string
	for _, s := range unitScores(rows, nps.KindAll, "") {
		got = append(got, fmt.Sprint(s.Value, s.sure, s.against.Points > 0))
	}
	if want := "[Sydtrue true Nordfalse false Vesttrue false]"; fmt.Sprint(got) != want {
		t.Errorf("%v", got)
	}
	if e := ends([]int{1, 2, 3, 4, 5}, 3); !slices.Equal(e, []int{1, 2, 5}) {
		t.Errorf("ends: %v", e)
	}
}

// TestPackParts: a unit's own themes are called gold where they are praised, and never
// where customers complain.
func TestPackParts(t *testing.T) {
	f := filler{PageOptions: PageOptions{Lang: messages.Danish, Unit: "Odense", Lens: "l"}, dimension: nps.DimensionUnit, value: "Odense",
		theme: map[string]themes.ThemeRow{}, tones: newTones("2026-11")}
	for id, of := range map[string][2]int{"l/aftaler": {1, 11}, "l/venlig": {9, 0}, "l/pris": {5, 5}} {
		f.theme[id] = themes.ThemeRow{ThemeID: id, Name: id, State: models.Ready}
		f.local = append(f.local, nps.LocalRow{Dimension: nps.DimensionUnit, Value: "Odense", ThemeID: id, Lens: "l", Q: .01})
		for i := range of[0] + of[1] {
			key := fmt.Sprint("svar/", id, i)
			f.tones.place(&ledger.ResponseRow{ResponseKey: key, Unit: "Odense"}, nps.KindMonth)
			f.tones.hear(&themes.MentionRow{ResponseKey: key, ThemeID: id, Polarity: map[bool]float64{true: 1, false: -1}[i < of[0]]})
		}
	}
	f.tones.count()
	f.kind, f.period = nps.KindMonth, "2026-11"
	for id, n := range map[string]int{"l/aftaler": 3, "l/venlig": 2, "l/pris": 1, "l/faerge": 0} {
		r := nps.ThemeScoreRow{ThemeID: id}
		r.CutKey = nps.CutKey{PeriodKind: nps.KindMonth, Period: "2026-11", Dimension: nps.DimensionUnit, Value: "Odense"}
		r.Responses = tables.IntOf(n)
		f.mentions = append(f.mentions, r)
	}
	for _, silent := range []string{"l/faerge", "l/toldbod"} { // spoken of at other times alone
		f.theme[silent] = themes.ThemeRow{ThemeID: silent, Name: silent, State: models.Ready}
		f.local = append(f.local, nps.LocalRow{Dimension: nps.DimensionUnit, Value: "Odense", ThemeID: silent, Lens: "l", Q: .01})
	}
	p := &Pack{Page: &Page{}}
	p.Gold, p.Hurts, p.Others = f.parted(f.localTo())
	var out bytes.Buffer
	if err := p.writeHTML(&out); err != nil {
		t.Fatal(err)
	}
	for heading, id := range map[string]string{"Her ligger guldet: det roses": "l/venlig", "Her gør det ondt:": "l/aftaler", "Det hører I også mere": "l/pris"} {
		_, rest, _ := strings.Cut(out.String(), "<h2>"+heading)
		if list, _, _ := strings.Cut(rest, "</section>"); !strings.Contains(list, id) || strings.Count(list, "<li") != 1 {
			t.Errorf("under %q: %s", heading, list)
		}
	}
	if page := out.String(); strings.Contains(page, "l/faerge") || strings.Contains(page, "l/toldbod") || !strings.Contains(page, " · 3 i ") {
		t.Errorf("a theme that nobody speaks of in the period, or none of how many do: %s", page)
	}
}

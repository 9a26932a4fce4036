package report_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/improvement"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
	"stemme/pipeline/themes"
)

// What invented customers praise and complain of, with a slot that differs.
var (
	praises = []string{
		"Hun i %s tog sig god tid og forklarede det hele en gang til, så selv min far forstod hvad lånet koster om måneden.",
		"Jeg ringede fra %s og fik svar med det samme – dejligt at nogen tager telefonen når man står i det!!",
		"super rar betjening i %s de huskede endda at spørge til hunden 😊",
		"Efter branden i %s kom der styr på papirerne på to dage, og de ringede selv og fortalte hvor langt de var nået.",
	}
	complaints = []string{
		"Jeg har ventet fyrre minutter i kø for at komme igennem til %s, og så røg forbindelsen.",
		"INGEN ringede tilbage selv om de i %s lovede det to gange",
		"gebyret for et nyt kort i %s er vokset igen uden at nogen har sagt et ord om det",
		"Blev sendt rundt mellem fire personer i %s og måtte fortælle det hele forfra hver gang.",
	}
)

// packsEdition writes the tables of a survey of six units over two quarters; the
// seventh unit is three responses small.
func packsEdition(t *testing.T) string {
	return editionOf(t, func(rng *rand.Rand) bool { return rng.IntN(3) > 0 })
}

// editionOf is one in which a response praises where praised says so.
func editionOf(t *testing.T, praised func(*rand.Rand) bool) string {
	t.Helper()
	var responses []models.Response
	var mentions []models.Mention
	var primary []string
	var documents []models.Document
	start, _ := models.ParseDay("2026-04-01")
	rng := rand.New(rand.NewPCG(7, 7))
	for i := range 1203 {
		unit, good, said := fmt.Sprintf("Nord/Afdeling %d", i%6), praised(rng), rng.IntN(4)
		if i >= 1200 {
			unit = "Nord/Kiosken"
		}
		r := models.Response{Source: "svar", ID: fmt.Sprintf("%05d", i), Scale: models.Scale0to10, Unit: unit, Touchpoint: []string{"Telefon", "Møde"}[i/6%2],
			Day: start + models.Day(i*182/1203), Score: models.ScoreOf(rng.IntN(6))}
		theme, text, polarity := fmt.Sprintf("t%04d", 1+said), complaints[said], -1.0
		if good {
			r.Score, theme, text, polarity = models.ScoreOf(9+rng.IntN(2)), fmt.Sprintf("t%04d", 5+said), praises[said], 1
		}
		town := []string{"Vejle", "Ribe", "Tarm", "Skive", "Nibe", "Hals"}[rng.IntN(6)]
		r.Comment = fmt.Sprintf(text, fmt.Sprintf("%s i uge %d", town, i))
		responses, primary = append(responses, r), append(primary, theme)
		documents = append(documents, models.Document{Clauses: []models.Clause{{End: int32(len(r.Comment))}}})
		mentions = append(mentions, models.Mention{Response: i, Theme: theme, Probability: 1, Polarity: polarity, Weight: 1})
		if promise := []string{"loefter/hurtigt", "loefter/naer", "", ""}[said]; promise != "" {
			mentions = append(mentions, models.Mention{Response: i, Theme: promise, Probability: 1, Polarity: polarity, Weight: 1})
		}
	}
	ids, all := []string{}, []models.Theme{}
	for i, name := range []string{"ventetid i køen", "ringer ikke tilbage", "gebyr på kort", "stillet om", "tid til forklaring", "svar med det samme", "rar betjening", "styr på papirerne"} {
		ids = append(ids, fmt.Sprintf("t%04d", i+1))
		all = append(all, models.Theme{ID: ids[i], Name: name, Origin: models.Discovered, State: models.Ready})
	}
	all = append(all, models.Theme{ID: "loefter/hurtigt", Name: "Hurtigt svar", Lens: "loefter"}, models.Theme{ID: "loefter/naer", Name: "Nær ved dig", Lens: "loefter"})
	panel, err := nps.Prepare(responses, nps.DefaultOptions(), nps.NewSystem("", len(responses), mentions, ids))
	if err != nil {
		t.Fatal(err)
	}
	s, dir := panel.Score()[0], t.TempDir()
	write(t, dir, themes.Themes, themes.ThemeRows(all, nil))
	write(t, dir, nps.NPS, s.Cuts)
	write(t, dir, nps.ThemeNPS, s.Rows)
	write(t, dir, nps.Changes, s.Changes())
	write(t, dir, nps.Drivers, s.Drivers(nps.OutcomeNPS))
	write(t, dir, nps.HighFives, s.HighFive(s.Drivers(nps.OutcomeNPS), func(string) bool { return true }, func(_, _ string) bool { return false }))
	write(t, dir, nps.Local, s.Local(nps.DimensionUnit))
	write(t, dir, improvement.InitiativesTable, nil)
	write(t, dir, themes.Mentions, slices.Collect(themes.EachMention(responses, documents, mentions, nil)))
	write(t, dir, ledger.Responses, ledger.ResponseRows(responses, documents, mentions, primary))
	return dir
}

// packs writes the packs of the second quarter and reads them, by file.
func packs(t *testing.T, opt report.PackOptions) map[string]string {
	t.Helper()
	dir := t.TempDir()
	opt.Period, opt.Edition = "2026-Q3", "000001-abc"
	if _, err := report.WritePacks(t.Context(), packsEdition(t), dir, opt); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(f)] = string(text)
	}
	return out
}

var (
	quote = regexp.MustCompile(`(?s)<blockquote><p>(.*?)</p><footer>(.*?)</footer></blockquote>`)
	part  = regexp.MustCompile(`(?s)<section[^>]*><h2>([^<]*)</h2>(.*?)</section>`)
)

// quotesUnder are the quotes of the section with this heading.
func quotesUnder(html, heading string) (texts []string) {
	for _, p := range part.FindAllStringSubmatch(html, -1) {
		if p[1] == heading {
			for _, q := range quote.FindAllStringSubmatch(p[2], -1) {
				texts = append(texts, q[1])
			}
		}
	}
	return texts
}

// rowsUnder is how many rows the list under a heading has.
func rowsUnder(html, heading string) int {
	_, rest, _ := strings.Cut(html, "<h2>"+heading+"</h2>")
	list, _, _ := strings.Cut(rest, "</div>")
	return strings.Count(list, "<li")
}

// TestR11: a file for each department that is large enough, with its score and
// interval, causes, and at least three quotes of promoters and of detractors.
func TestR11(t *testing.T) {
	units, full := 0, 0
	for name, html := range packs(t, report.PackOptions{PageOptions: report.PageOptions{Lang: messages.Danish}}) {
		if !strings.HasPrefix(name, "Nord-Afdeling") {
			continue
		}
		units++
		if !strings.Contains(html, "95 %:") {
			t.Errorf("%s: no interval", name)
		}
		for _, heading := range []string{"Det gik galt", "Det gik godt: del det, og fortæl historien"} {
			if got := quotesUnder(html, heading); len(got) < 3 {
				t.Errorf("%s: %d quotes under %q", name, len(got), heading)
			}
		}
		for _, key := range []messages.Key{"page_detractors", "page_promoters"} {
			switch named := rowsUnder(html, messages.Danish.Text(key)); {
			case named >= 3:
				full++
			case !strings.Contains(html, "er tilbageholdt, fordi få nævner"):
				t.Errorf("%s: %d causes under %q, and none is withheld", name, named, messages.Danish.Text(key))
			}
		}
	}
	if full < 6 {
		t.Errorf("three causes stand in %d of 8 lists", full)
	}
	if units != 4 { // the seventh unit is withheld, and two more so that it does not follow
		t.Errorf("%d packs of departments, of 6", units)
	}
}

// TestR13: every stage of the journey has its peaks, of promoters alone, unlike
// each other, and the same each time.
func TestR13(t *testing.T) {
	opt := report.PackOptions{PageOptions: report.PageOptions{Lang: messages.Danish}}
	all, again := packs(t, opt), packs(t, opt)
	for name, html := range all {
		if again[name] != html {
			t.Errorf("%s differs from one time to the next", name)
		}
		if !strings.HasPrefix(name, "Nord") {
			continue
		}
		peaks := quotesUnder(html, "Højdepunkter på kunderejsen")
		for _, stage := range []string{"Telefon", "Møde"} {
			if !strings.Contains(html, "den bedste oplevelse ved «"+stage+"»") {
				t.Errorf("%s has no peak at %s", name, stage)
			}
		}
		for i, q := range peaks {
			if praise(q) < 0 || slices.ContainsFunc(peaks[:i], func(p string) bool { return praise(p) == praise(q) }) {
				t.Errorf("%s: peak %d is a complaint or told before", name, i)
			}
		}
	}
}

// praise is which of the praises a quote is, -1 for none.
func praise(q string) int {
	return slices.IndexFunc([]string{"tog sig god tid", "fik svar med det samme", "rar betjening i", "Efter branden"}, func(words string) bool { return strings.Contains(q, words) })
}

// TestR32: a team reads what promoters say of promises that it kept; a complaint
// about a promise is no praise, and nobody's name stands there.
func TestR32(t *testing.T) {
	opt := report.PackOptions{PageOptions: report.PageOptions{Lang: messages.Danish}, Promises: func(lens string) bool { return lens == "loefter" }}
	teams := 0
	for name, html := range packs(t, opt) {
		feed := quotesUnder(html, "Ros til holdet: løfter, der blev holdt")
		if strings.HasPrefix(name, "Nord") {
			teams++
			if len(feed) == 0 || !strings.Contains(html, "promotere om løftet «Hurtigt svar»") {
				t.Errorf("%s: no praise", name)
			}
		} else if len(feed) > 0 {
			t.Errorf("%s: praise outside a team", name)
		}
		for _, q := range feed {
			if p := praise(q); p != 0 && p != 1 {
				t.Errorf("%s: what is praised is no kept promise", name)
			}
		}
	}
	if teams == 0 {
		t.Error("no team has a pack")
	}
	opt.Promises = nil
	for name, html := range packs(t, opt) {
		if strings.Contains(html, "Ros til holdet") {
			t.Errorf("%s: a feed without promises", name)
		}
	}
}

// TestR15: no improvement point is made of what is not sure to pull down; that one is
// of what is, see TestImprovements.
func TestR15(t *testing.T) {
	page, err := report.ReadPage(packsEdition(t), report.PageOptions{Lang: messages.Danish, Period: "2026-Q3"})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Down) == 0 {
		t.Error("no theme is listed")
	}
	for _, b := range page.Down {
		points := slices.ContainsFunc(page.Improvements, func(p report.Improvement) bool { return p.What == b.Name })
		if points == b.Unsure {
			t.Errorf("%q, unsure %v, is an improvement point: %v", b.Name, b.Unsure, points)
		}
	}
}

// TestR28: what is shared holds no group below the smallest shown, and nothing of
// customers who do not want to be quoted.
func TestR28(t *testing.T) {
	all := packs(t, report.PackOptions{PageOptions: report.PageOptions{Lang: messages.Danish},
		Permitted: func(r *ledger.ResponseRow) bool { return r.Touchpoint != "Møde" }})
	for name, html := range all {
		if strings.Contains(name, "Kiosken") || strings.Contains(html, "Kiosken") {
			t.Errorf("%s tells of a unit of three", name)
		}
		for _, q := range quote.FindAllStringSubmatch(html, -1) {
			if !strings.HasPrefix(q[2], "Telefon") {
				t.Errorf("%s quotes who opted out: %s", name, q[2])
			}
		}
	}
}

// TestR72: the library has a shelf for each praised theme, nothing on it twice,
// and of several units.
func TestR72(t *testing.T) {
	library := packs(t, report.PackOptions{PageOptions: report.PageOptions{Lang: messages.Danish}})["bibliotek.html"]
	shelves := part.FindAllStringSubmatch(library, -1)
	if len(shelves) != 4 {
		t.Fatalf("%d shelves for four praised themes", len(shelves))
	}
	var seen []string
	for _, s := range shelves {
		for _, q := range quote.FindAllStringSubmatch(s[2], -1) {
			if slices.Contains(seen, q[1][:20]) {
				t.Errorf("told twice under %q", s[1])
			}
			seen = append(seen, q[1][:20])
		}
	}
	if strings.Contains(library, "gebyret") || strings.Contains(library, "INGEN") {
		t.Error("a complaint is on a shelf")
	}
}

// TestR73: the story of a theme is the same each time, and says why it is told.
func TestR73(t *testing.T) {
	opt := report.PackOptions{PageOptions: report.PageOptions{Lang: messages.Danish}}
	first, again := packs(t, opt)["bibliotek.html"], packs(t, opt)["bibliotek.html"]
	if first != again {
		t.Error("the library differs from one time to the next")
	}
	for _, s := range part.FindAllStringSubmatch(first, -1) {
		story := quote.FindStringSubmatch(s[2])
		if story == nil || !strings.Contains(story[2], "historien om «"+s[1]+"», valgt af ") {
			t.Errorf("the story of %q does not say why: %v", s[1], story)
		}
	}
}

// TestR12: the page lists what promoters name as well as what detractors do, also
// where everybody praises.
func TestR12(t *testing.T) {
	dir := packsEdition(t)
	page, err := report.ReadPage(dir, report.PageOptions{Lang: messages.Danish, Period: "2026-Q3"})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Promoters) == 0 || len(page.Detractors) == 0 {
		t.Errorf("%d reasons of promoters, %d of detractors", len(page.Promoters), len(page.Detractors))
	}
	for _, b := range slices.Concat(page.Promoters, page.Detractors) {
		if math.IsNaN(b.Value) {
			t.Errorf("%q has no figure", b.Name)
		}
	}
	praise := editionOf(t, func(*rand.Rand) bool { return true })
	if page, err = report.ReadPage(praise, report.PageOptions{Lang: messages.Danish, Period: "2026-Q3"}); err != nil || len(page.Promoters) != 4 || len(page.Detractors) != 0 {
		t.Errorf("praise alone: %d reasons of promoters, %d of detractors, %v", len(page.Promoters), len(page.Detractors), err)
	}
}

// TestR18: the page opens with why the organisation measures, and shows no score
// without what it hangs together with and what is done about it.
func TestR18(t *testing.T) {
	for name, html := range packs(t, report.PackOptions{PageOptions: report.PageOptions{Lang: messages.Danish, Purpose: "Vi måler for at blive klogere."}}) {
		if name == "bibliotek.html" {
			continue
		}
		_, main, _ := strings.Cut(html, "<main")
		purpose, score := strings.Index(main, "Vi måler for at blive klogere."), strings.Index(main, "95 %:")
		if purpose < 0 || purpose > score {
			t.Errorf("%s does not open with the purpose", name)
		}
		if name == "index.html" {
			continue
		}
		for _, heading := range []string{"Hænger sammen med lavere NPS", "Hænger sammen med højere NPS", "Forbedringspunkter"} {
			if !strings.Contains(main, heading) {
				t.Errorf("%s shows a score without %q", name, heading)
			}
		}
	}
}

// TestR74: a pack is about a department: no figure and no quote in it is told of a
// person, whatever the table of responses says of who answered.
func TestR74(t *testing.T) {
	person := regexp.MustCompile(`(?i)kunde-?id|customer|medarbejder \w+:|rådgiver:`)
	for name, html := range packs(t, report.PackOptions{PageOptions: report.PageOptions{Lang: messages.Danish}}) {
		if found := person.FindString(html); found != "" {
			t.Errorf("%s: %q", name, found)
		}
		if strings.HasPrefix(name, "Nord") && !strings.Contains(html, "Intet her handler om en enkelt medarbejder.") {
			t.Errorf("%s does not say that it is about nobody", name)
		}
	}
}

// TestR71: packs are listed by department, not from best to worst, and nothing in
// them leads to a customer or tells single answers' scores.
func TestR71(t *testing.T) {
	all := packs(t, report.PackOptions{PageOptions: report.PageOptions{Lang: messages.Danish}})
	units := regexp.MustCompile(`<a class="name"[^>]*>([^<]*)</a>`).FindAllStringSubmatch(all["index.html"], -1)
	var listed []string
	for _, u := range units {
		listed = append(listed, u[1])
	}
	if len(listed) == 0 || !slices.IsSorted(listed) {
		t.Errorf("listed: %v", listed)
	}
	for name, html := range all {
		if strings.Contains(html, "svar/0") {
			t.Errorf("%s names a response", name)
		}
	}
}

// TestWithoutPack: the index says which units have no pack: the large ones that are
// withheld beside a small one by name, the small one by its number alone.
func TestWithoutPack(t *testing.T) {
	all := packs(t, report.PackOptions{PageOptions: report.PageOptions{Lang: messages.Danish}, SmallGroup: 5})
	index := all["index.html"]
	if !strings.Contains(index, "1 afdeling vises ikke: for få svar i perioden.") || strings.Contains(index, "Kiosken") {
		t.Error("the index does not count the small unit, or names it")
	}
	for n := range 6 {
		unit := fmt.Sprintf("Nord/Afdeling %d", n)
		if !strings.Contains(index, unit) {
			t.Errorf("the index says nothing of %s", unit)
		}
	}
}

// TestR11Quarters: the change of a department's quarter is taken apart like that of a
// year, and a page of few different comments says so.
func TestR11Quarters(t *testing.T) {
	parted := 0
	for name, html := range packs(t, report.PackOptions{PageOptions: report.PageOptions{Lang: messages.Danish}}) {
		if !strings.HasPrefix(name, "Nord") {
			continue
		}
		if strings.Contains(html, messages.Danish.Text("page_not_parted")) {
			t.Errorf("%s: the change is not taken apart", name)
		}
		for _, key := range []messages.Key{"page_down", "page_up"} {
			if rowsUnder(html, messages.Danish.Text(key)) > 0 {
				parted++
			}
		}
		for _, heading := range []string{"Det gik galt", "Det gik godt: del det, og fortæl historien"} {
			if n := len(quotesUnder(html, heading)); n < 3 != strings.Contains(html, messages.Danish.Text("pack_few_quotes", n)) {
				t.Errorf("%s: %d quotes under %q", name, n, heading)
			}
		}
	}
	if parted == 0 {
		t.Error("no part of any change is named")
	}
}

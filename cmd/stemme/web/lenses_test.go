package web

import (
	"cmp"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// readByLenses gives the survey entries of lenses that touch what the demo plants: every
// theme is an entry of the customer lens too, and by its place a promise, a kind of
// service or a purpose, praised and complained of by turns.
func (s *invented) readByLenses() {
	feel := func(i int) float64 { return []float64{1, -1, 0}[i%3] }
	entry := func(id, name string) {
		s.themes = append(s.themes, models.Theme{ID: id, Name: name, Origin: models.Entry, Lens: models.LensOf(id), NameEN: inEnglish[id], State: models.Ready,
			Coherence: math.NaN(), Separation: math.NaN(), Stability: math.NaN(), LabelFit: math.NaN()})
	}
	for _, e := range [][2]string{{"formaal/spoerge", "Spørge"}, {"kundetemaer/koe", "Kø"}, {"kundetemaer/gebyr", "Gebyr"}, {"loefter/hurtig", "Hurtigt svar"},
		{"servicepraeference/faktuel", "Faktuel"}, {"servicepraeference/relationel", "Relationel"}} {
		entry(e[0], e[1])
	}
	place := map[string]int{}
	for i, t := range s.themes {
		place[t.ID] = i
	}
	for _, m := range slices.Clone(s.mentions) {
		for n, id := range []string{"formaal/spoerge", "kundetemaer/koe", "kundetemaer/gebyr", "loefter/hurtig", "servicepraeference/faktuel", "servicepraeference/relationel"} {
			if (m.Response/2+place[m.Theme])%6 <= n && (m.Response+n)%3 > 0 {
				s.mentions = append(s.mentions, models.Mention{Response: m.Response, Clause: m.Clause, Theme: id, Probability: 1, Polarity: feel(m.Response/3 + n), Weight: 1})
			}
		}
	}
	order := func(a, b models.Mention) int {
		return cmp.Or(cmp.Compare(a.Response, b.Response), cmp.Compare(a.Clause, b.Clause), cmp.Compare(a.Theme, b.Theme))
	}
	slices.SortFunc(s.mentions, order)
	s.mentions = slices.CompactFunc(s.mentions, func(a, b models.Mention) bool { return order(a, b) == 0 })
}

// inEnglish are the English names of some entries.
var inEnglish = map[string]string{"kundetemaer/koe": "Queueing", "kundetemaer/gebyr": "Fees", "loefter/hurtig": "Fast answers"}

// TestEntriesInEnglish: an entry of a lens is called by its English name on the English
// pages, and there alone; one without an English name by the one that it has.
func TestEntriesInEnglish(t *testing.T) {
	data := lensData(t)
	s := site(t, func(c *Config) { c.Data, c.LensBelow = data, 1200 })
	for path, names := range map[string][2]string{"/": {"Kø", "Queueing"}, "/temaer": {"Gebyr", "Fees"}, "/linser?lens=loefter": {"Hurtigt svar", "Fast answers"},
		"/temaer/kundetemaer/koe": {"Kø", "Queueing"}, "/linser": {"Spørge", "Spørge"}} {
		mark := "?"
		if strings.Contains(path, mark) {
			mark = "&"
		}
		danish, english := body(t, get(s, path+mark+"lang=da", nil)), body(t, get(s, path+mark+"lang=en", nil))
		if !strings.Contains(danish, names[0]) || !strings.Contains(english, names[1]) {
			t.Errorf("%s lacks %v", path, names)
		}
		if names[0] != names[1] && (strings.Contains(danish, names[1]) || strings.Contains(english, ">"+names[0]+"<")) {
			t.Errorf("%s mixes %v", path, names)
		}
	}
}

// lensTables are the tables that only lenses have; none where none are read.
func (s *invented) lensTables(t testing.TB, measured []*nps.Scores) []func() (tables.Table, error) {
	if len(measured) < 2 {
		return nil
	}
	var promises []nps.PromiseRow
	var purposes []nps.PurposeRow
	var profiles []nps.ProfileRow
	var edges []nps.EdgeRow
	var five []nps.HighFiveRow
	var matches []nps.MatchRow
	for _, of := range measured {
		switch {
		case lens.IsPromises(of.Lens):
			promises = append(promises, of.Promises()...)
		case lens.IsPurposes(of.Lens):
			purposes = append(purposes, of.Purposes()...)
		case lens.IsPreferences(of.Lens):
			pairs, err := nps.Prepare(s.responses, nps.DefaultOptions(), nps.NewSystem(of.Lens, len(s.responses), s.mentions, of.Order).Pairs())
			if err != nil {
				t.Fatal(err)
			}
			matches = pairs.Score()[0].Matches()
		}
		profiles, edges = append(profiles, of.Profiles()...), append(edges, of.Edges()...)
		five = append(five, of.HighFive(of.Drivers(nps.OutcomeNPS), func(string) bool { return true }, func(_, _ string) bool { return false })...)
	}
	return []func() (tables.Table, error){
		func() (tables.Table, error) { return nps.Promises.Table(promises) },
		func() (tables.Table, error) { return nps.Purposes.Table(purposes) },
		func() (tables.Table, error) { return nps.Profiles.Table(profiles) },
		func() (tables.Table, error) { return nps.Edges.Table(edges) },
		func() (tables.Table, error) { return nps.HighFives.Table(five) },
		func() (tables.Table, error) { return nps.Matches.Table(matches) },
		func() (tables.Table, error) {
			return lens.Overlaps.Table([]lens.OverlapRow{{ThemeID: "t0002", EntryID: "kundetemaer/koe", Clauses: 9, Responses: 9, Share: .6, EntryShare: .1, Lens: "kundetemaer"}})
		},
	}
}

// lensData is a data folder with one edition of 800 responses read by lenses, made
// once for all tests that only read.
var lensData = sync.OnceValue(func() func(testing.TB) string {
	var once sync.Once
	dir := ""
	return func(t testing.TB) string {
		once.Do(func() {
			var err error
			if dir, err = os.MkdirTemp(testRoot, "lenses"); err != nil {
				t.Fatal(err)
			}
			s := invent(t, 800)
			s.readByLenses()
			s.publish(t, dir)
		})
		return dir
	}
})()

// TestLensesOpenTheirComments: the figures of lenses lead to as many comments as
// they say, and promises to exactly those who say that they were kept, or broken.
func TestLensesOpenTheirComments(t *testing.T) {
	data := lensData(t)
	s := site(t, func(c *Config) { c.Data = data })
	found := map[string]int{}
	for _, page := range []string{"/linser", "/linser?lens=kundetemaer", "/linser?lens=loefter", "/temaer/loefter/hurtig", "/linser?touchpoint=Telefon"} {
		if n := drill(t, s, page, found); n < 5 {
			t.Errorf("%s leads to comments by %d links", page, n)
		}
	}
	text := body(t, get(s, "/linser?lens=kundetemaer", nil))
	for _, want := range []string{"said=kept", "said=broken", "asked=servicepraeference", "Løfteindeks", "mødte: Faktuel", "Spørge", "Fundne temaer og linserne"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, page := range []string{"/temaer?lens=loefter", "/linser?lens=loefter"} {
		if text := body(t, get(s, page, nil)); !strings.Contains(text, ">Ros</th>") || !strings.Contains(text, ">Kritik</th>") || !strings.Contains(text, "said=broken") {
			t.Errorf("%s does not tell praise from blame", page)
		}
	}
	if text := strings.ReplaceAll(body(t, get(s, "/api/v1/themes", nil)), " ", ""); !strings.Contains(text, `"praised":0`) {
		t.Error("JSON does not tell praise from blame")
	}
	p := s.shelf.take()
	defer p.put()
	sum := 0
	for _, sign := range signs {
		sum += p.survey.Saying("loefter/hurtig", sign).Hits()
	}
	f, err := p.lensTables()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range f.promises {
		if row.PeriodKind == nps.KindAll && row.Dimension == nps.DimensionAll && (sum != int(row.Mentions.N) || p.survey.Saying("loefter/hurtig", 1).Hits() != int(row.Kept.N)) {
			t.Errorf("%d comments, the table has %v", sum, row.Mentions)
		}
	}
	for _, bad := range []string{"/soeg?said=kept", "/soeg?said=nix&theme=loefter/hurtig", "/soeg?asked=nix", "/linser?lens=nix"} {
		if r := get(s, bad, nil); r.StatusCode != 400 && r.StatusCode != 404 {
			t.Errorf("%s: %d", bad, r.StatusCode)
		}
	}
	if text := body(t, get(s, "/soeg?theme=loefter/hurtig&said=broken", nil)); !strings.Contains(text, "Bag tallet: <b>Brudt") {
		t.Error("the search does not say which figure it stands behind")
	}
}

// TestLensLeads: with few comments the customer lens leads the overview, and found
// themes stand beside it; with many they lead.
func TestLensLeads(t *testing.T) {
	data := lensData(t)
	few := site(t, func(c *Config) { c.Data, c.LensBelow = data, 1200 })
	text := body(t, get(few, "/", nil))
	if !strings.Contains(text, "Også fundet") || !strings.Contains(text, `href="/temaer/kundetemaer/koe"`) {
		t.Error("the customer lens does not lead where there are few comments")
	}
	if n := drill(t, few, "/", map[string]int{}); n < 10 {
		t.Errorf("%d links to comments", n)
	}
	for _, page := range []string{"/temaer", "/temaer?lens=fundne", "/udvikling", "/kontaktpunkter", "/sammenlign?a.touchpoint=Telefon&b.touchpoint=Filial"} {
		drill(t, few, page, map[string]int{})
	}
	many := site(t, func(c *Config) { c.Data, c.LensBelow = data, 100 })
	if text := body(t, get(many, "/", nil)); strings.Contains(text, "Også fundet") || !strings.Contains(text, `href="/temaer/t00`) {
		t.Error("found themes do not lead where there are many comments")
	}
}

// TestLensOffer: the page of lenses offers the lens of the trade, as the night does.
func TestLensOffer(t *testing.T) {
	s := site(t, func(c *Config) { c.Data = lensData(t) })
	for path, want := range map[string]string{"/linser": "1.381 af 3.156 kommentarer", "/linser?lang=en": "1,381 of 3,156 comments"} {
		if text := body(t, get(s, path, nil)); !strings.Contains(text, want) || !strings.Contains(text, "use: [kundetemaer-forsyning]") {
			t.Errorf("%s does not say %q", path, want)
		}
	}
}

// TestLensScreens: the page of lenses and a promise meet the rules of accessibility,
// light and dark, and fit a phone.
func TestLensScreens(t *testing.T) {
	t.Parallel()
	b, axe := browse(t, lensData(t)), readAxe(t)
	b.do(chromedp.EmulateViewport(1280, 900))
	for _, page := range []string{"/linser?lens=kundetemaer", "/temaer/loefter/hurtig", "/soeg?theme=loefter/hurtig&said=kept"} {
		b.accessible(axe, page)
	}
	b.media("print", "light") // what is folded prints
	b.open("/linser?lens=kundetemaer")
	b.is(`document.querySelector("details.by:not([open]) table").checkVisibility()`)
	b.media("", "light")
	b.do(chromedp.EmulateViewport(390, 800, chromedp.EmulateMobile))
	for _, page := range []string{"/linser?lens=kundetemaer", "/temaer/loefter/hurtig"} {
		b.open(page)
		b.fits(page)
	}
	b.quiet()
}

// sayFew adds an entry of a lens that three comments name, with these polarities.
func (s *invented) sayFew(id, name string, polarities ...float64) {
	s.themes = append(s.themes, models.Theme{ID: id, Name: name, Origin: models.Entry, Lens: models.LensOf(id), State: models.Ready,
		Coherence: math.NaN(), Separation: math.NaN(), Stability: math.NaN(), LabelFit: math.NaN()})
	added := 0
	for _, m := range slices.Clone(s.mentions) {
		if m.Theme == "kundetemaer/koe" && added < len(polarities) {
			m.Theme, m.Polarity = id, polarities[added]
			s.mentions, added = append(s.mentions, m), added+1
		}
	}
	slices.SortStableFunc(s.mentions, func(a, b models.Mention) int {
		return cmp.Or(cmp.Compare(a.Response, b.Response), cmp.Compare(a.Clause, b.Clause), cmp.Compare(a.Theme, b.Theme))
	})
}

// withToken asks with a token.
func withToken(token string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }
}

// lineOf is the line of a table of a page that names something, as somebody sees it.
func lineOf(t *testing.T, s *server, page, table, name string, who func(*http.Request)) string {
	t.Helper()
	_, text, _ := strings.Cut(body(t, get(s, page, who)), `id="`+table+`"`)
	text, _, _ = strings.Cut(text, "</section>")
	_, line, found := strings.Cut(text, name)
	if !found {
		return ""
	}
	line, _, _ = strings.Cut(line, "</tr>")
	return line
}

// TestLensFiguresOfFew: who may count reads promises, pairs of service and purposes that
// three speak of, over all and by touchpoint, each figure said to rest on few; readers are
// told that they are withheld, and no figure.
func TestLensFiguresOfFew(t *testing.T) {
	s, dir := invent(t, 300), t.TempDir()
	s.readByLenses()
	s.sayFew("loefter/sjaelden", "Gratis kaffe", 1, 1, -1)
	s.sayFew("servicepraeference/sjaelden", "Hjemmebesøg", -1, -1, -1)
	s.sayFew("formaal/sjaelden", "Flytte arkivet", 0, 0, 0)
	s.publish(t, dir)
	site := site(t, func(c *Config) { c.Data, c.Token, c.ReaderToken = dir, analystToken, readerToken })
	figure := regexp.MustCompile(`(?:data-hits="|n = )[0-9]+`)
	for _, of := range []struct {
		table, name string
		figures     []string // that analysts read, in order: of comments behind, or n
		few         int      // how many figures are said to rest on few
	}{
		{"h-promises", "Gratis kaffe", []string{"2", "1"}, 1},
		{`h-promises-by`, "Gratis kaffe", []string{"1", "1", "1"}, 3}, // of three touchpoints
		{"h-match", "Hjemmebesøg", []string{"1", "2"}, 2},
		{"h-purposes", "Flytte arkivet", []string{"3", "1", "1", "1"}, 4}, // over all, and of three touchpoints
	} {
		line := lineOf(t, site, "/linser?lens=loefter", of.table, of.name, withToken(analystToken))
		var got []string
		for _, found := range figure.FindAllString(line, -1) {
			got = append(got, strings.TrimLeft(found, `n =dathis-"`))
		}
		if few := strings.Count(line, `class="few"`); !slices.Equal(got, of.figures) || few != of.few {
			t.Errorf("%s of %s: %q, %d said to rest on few, want %q and %d: %s", of.name, of.table, got, few, of.figures, of.few, line)
		}
		line = lineOf(t, site, "/linser?lens=loefter", of.table, of.name, withToken(readerToken))
		if told := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(line, " "); !strings.Contains(line, "tilbageholdt") || strings.ContainsAny(told, "0123456789") {
			t.Errorf("readers are not told that %s of %s is withheld: %s", of.name, of.table, line)
		}
	}
}

// TestShippedPromises: where a promise is one that ships, the page says so, and the organisation's own stand before it.
func TestShippedPromises(t *testing.T) {
	for _, ships := range []bool{false, true} {
		s, dir := invent(t, 300), t.TempDir()
		s.readByLenses()
		if ships {
			s.sayFew("loefter/hurtigt-og-nemt", "Det er hurtigt og nemt at være kunde", 1, 1, -1)
		}
		s.publish(t, dir)
		text := body(t, get(site(t, func(c *Config) { c.Data, c.Token = dir, analystToken }), "/linser?lens=loefter", withToken(analystToken)))
		_, text, _ = strings.Cut(text, `id="h-promises"`)
		text, _, _ = strings.Cut(text, "</table>")
		if strings.Contains(text, "er eksempler") != ships || ships && !strings.Contains(text, "hurtigt og nemt") {
			t.Errorf("a promise that ships %v: %s", ships, text)
		}
		if last := strings.LastIndex(text, `<th scope="row">`); ships && !strings.Contains(text[last:], "hurtigt og nemt") {
			t.Errorf("a promise that ships is not last: %s", text[last:])
		}
	}
}

// TestVoicedScores: the page of a theme tells the score of those who praise it and of those
// who complain of it, within the filter, as its mentions and responses have them; readers,
// whose figures have none of it, are told nothing.
func TestVoicedScores(t *testing.T) {
	data := lensData(t)
	ed, err := edition.Open(data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	mentions, err := themes.Mentions.Read(ed.Path(edition.Tables))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := ledger.Responses.Read(ed.Path(edition.Tables))
	if err != nil {
		t.Fatal(err)
	}
	feels := map[string]float64{}
	for _, m := range mentions {
		if m.ThemeID == "kundetemaer/koe" && !math.IsNaN(m.Polarity) {
			feels[m.ResponseKey] += m.Polarity
		}
	}
	var tallies [2]nps.Tally
	for _, row := range rows {
		if feel := feels[row.ResponseKey]; row.Touchpoint == "Telefon" && row.Kind == models.Survey && feel != 0 {
			tallies[map[bool]int{true: 0, false: 1}[feel > 0]].Add(row.NPSClass)
		}
	}
	page := "/temaer/" + url.PathEscape("kundetemaer/koe") + "?touchpoint=Telefon&lang=en"
	text := body(t, get(site(t, func(c *Config) { c.Data = data }), page, nil))
	for i, who := range []string{"Those who praise it", "Those who complain of it"} {
		told := regexp.MustCompile(who + `</a>: NPS <span class="nps"><b>([^<]*)</b>(?s:.*?)n = (\d+)</span>`).FindStringSubmatch(text)
		want := []string{strings.ReplaceAll(fmt.Sprintf("%.1f", tallies[i].NPS()), "-", "−"), fmt.Sprint(tallies[i].Scored())}
		if tallies[i].Scored() < 5 || len(told) != 3 || !slices.Equal(told[1:], want) {
			t.Errorf("%s: %v, by hand %v", who, told, want)
		}
	}
	reader := site(t, func(c *Config) { c.Data, c.UserHeader, c.Analysts = data, "X-User", []string{"analytiker"} })
	if text := body(t, get(reader, page, user("gæst"))); !strings.Contains(text, "NPS") || strings.Contains(text, "Those who praise it") {
		t.Error("a reader is told who praises")
	}
}

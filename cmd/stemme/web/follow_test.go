package web

import (
	"html"
	"math"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stemme/cmd/stemme/web/frame"
	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/worklist"
)

// plan adds KPIs, an initiative, a series and an outcome to a survey.
func (s *invented) plan() {
	n := len(s.responses)
	in := improvement.Input{Responses: s.responses, Languages: make([]models.Language, n), SmallGroup: 5, Shown: improvement.AllShown}
	in.Themes = worklist.Spoken(worklist.Input{Responses: s.responses, Mentions: s.mentions, Primary: make([]string, n)})
	at, least := codebook.Where{Touchpoint: []string{"telefon"}}, codebook.Target{Value: 12.5, Given: true}
	kpis := []codebook.KPI{
		{ID: "faa", Name: "Få i Nord", Measure: "nps", Period: nps.KindMonth, Where: codebook.Where{Unit: []string{"Region Nord/Aalborg"}, Class: []string{"detractor", "passive"}}},
		{ID: "gebyr", Name: "Gebyrer i telefonen", Measure: "share:t0002", Period: nps.KindYear, Target: codebook.Target{AtMost: true, Value: 99, Given: true}, Where: at, Owner: "Produkt"},
		{ID: "ingen", Name: "Uden at kunne søges", Measure: "nps", Period: nps.KindYear, Where: codebook.Where{Class: []string{"passive", codebook.NoClass}}},
		{ID: "nps", Name: "NPS i alt", Measure: "nps", Period: nps.KindQuarter, Target: least},
		{ID: "tema", Name: "Ventetid hos dem med gebyr", Measure: "theme_nps:t0003", Period: nps.KindYear, Where: codebook.Where{Theme: []string{"t0002"}}},
	}
	effect := nps.Effect{Difference: nps.Difference{Points: 4.5, Low: 1, High: 8}, Detectable: 3}
	done := []improvement.Followed{{Initiative: &codebook.Initiative{ID: "flere", Name: "Flere ved telefonen", Theme: "t0003", Owner: "Kundeservice", Start: "2025-01-01", Where: at},
		Outcome: improvement.OutcomeNPS, Effect: effect, Verdict: improvement.Better, Priority: 2}}
	done = append(done, toldInWords()...)
	series := []improvement.Beside{{Series: &codebook.Series{ID: "koe", Name: "Ventetid (s)", Theme: "t0003"}, Weeks: 40, R: .1, Low: -.2, High: .4, Q: .6},
		{Series: &codebook.Series{ID: "koe", Name: "Ventetid (s)", Theme: "t0003"}, Lag: 2, Weeks: 38, R: -.41, Low: -.6, High: -.1, Q: .02}}
	s.more = append(s.more,
		func() (tables.Table, error) {
			return improvement.KPITable.Table(improvement.KPIRows(improvement.KPIs(in, kpis)))
		},
		func() (tables.Table, error) {
			return improvement.InitiativesTable.Table(improvement.InitiativeRows(done))
		},
		func() (tables.Table, error) { return improvement.SeriesTable.Table(improvement.SeriesRows(series)) },
		func() (tables.Table, error) {
			return improvement.OutcomesTable.Table([]improvement.OutcomeRow{{ID: "igen", Name: "Kom igen", Class: models.Promoter, N: tables.IntOf(40), Yes: tables.IntOf(30), Rate: .75, CILow: .6, CIHigh: .86},
				{ID: "igen", Name: "Kom igen", Class: models.Detractor, Rate: math.NaN(), CILow: math.NaN(), CIHigh: math.NaN(), Suppressed: true}})
		})
}

// toldInWords are initiatives of which no sure effect can be told, by what is told instead.
func toldInWords() (done []improvement.Followed) {
	unknown := nps.Difference{Points: math.NaN(), Low: math.NaN(), High: math.NaN()}
	withheld := nps.Effect{Difference: unknown, Detectable: math.NaN()}
	add := func(id, verdict string, effect nps.Effect, priority float64, chosen, earlier nps.Difference, among int, why ...string) {
		one := &codebook.Initiative{ID: id, Name: "Forsøg " + id, Start: "2025-01-01"}
		done = append(done, improvement.Followed{Initiative: one, Outcome: improvement.OutcomeNPS, Effect: effect, Verdict: verdict, Priority: priority,
			Chosen: chosen, Earlier: earlier, Among: among, Why: why, Withheld: math.IsNaN(effect.Points)})
	}
	add("bedre", improvement.Better, withheld, math.NaN(), unknown, unknown, 0)
	add("daarligere", improvement.Worse, nps.Effect{Difference: nps.Difference{Points: -6.2, Low: -9.4, High: -3}, Detectable: 3}, 0, unknown, unknown, 0)
	add("intet", improvement.NoMeasurable, nps.Effect{Difference: nps.Difference{Points: 1.3, Low: -2, High: 4.6}, Detectable: 3.5}, 1.5, unknown, unknown, 0)
	add("kort", improvement.TooFew, withheld, 1.2, unknown, unknown, 0)
	add("valgt", improvement.MayBeChance, nps.Effect{Difference: nps.Difference{Points: 7.1, Low: 2, High: 12}, Detectable: 4}, 1.1, nps.Difference{Points: 7.1, Low: -1, High: 15.2},
		nps.Difference{Points: .4, Low: -3, High: 3.8}, 12, improvement.WhyChosen, improvement.WhyEarlier)
	add("valgt2", improvement.MayBeChance, nps.Effect{Difference: nps.Difference{Points: 8.3, Low: 2, High: 14}, Detectable: 4}, 1, nps.Difference{Points: 8.3, Low: -2, High: 18}, unknown, 9)
	return done
}

// TestInitiativesInWords: a page tells a sure effect in points, and what is withheld, unknown or
// not sure in words, with no figure that is not known; the priority that is unknown comes last.
func TestInitiativesInWords(t *testing.T) {
	data := t.TempDir()
	made := invent(t, 60)
	made.plan()
	made.publish(t, data)
	s := site(t, func(c *Config) { c.Data = data })
	_, text, _ := strings.Cut(body(t, get(s, "/opfoelgning", nil)), `id="h-initiatives"`)
	text, _, _ = strings.Cut(text, "</section>")
	lines := regexp.MustCompile(`(?s)<tr><th scope="row">.*?</tr>`).FindAllString(text, -1)
	tag := regexp.MustCompile(`<[^>]*>`)
	var got []string
	for _, line := range lines {
		cells := regexp.MustCompile(`(?s)<t[dh][ >].*?</t[dh]>`).FindAllString(line, -1)
		why := regexp.MustCompile(`class="dash" title="([^"]*)"`).FindStringSubmatch(cells[5])
		told := html.UnescapeString(tag.ReplaceAllString(cells[4]+" | "+cells[5], ""))
		if got = append(got, told); (why != nil) != strings.HasSuffix(told, "–") {
			t.Errorf("a priority without a reason: %s", line)
		}
		if sure := strings.Contains(cells[4], "<b class"); sure != (strings.HasPrefix(told, "+4,5") || strings.HasPrefix(told, "−6,2")) {
			t.Errorf("an effect stands out otherwise than where it is sure: %s", cells[4])
		}
	}
	if want := []string{
		"+4,5 [1,0; 8,0] | 2,0",
		"ingen målbar effekt (fra 3,5 point ville den være set) | 1,5",
		"for få svar endnu | 1,2",
		"kan være tilfældigt (+7,1 [2,0; 12,0] mod lige før): det, der går dårligst eller bedst, nærmer sig det sædvanlige af sig selv ([−1,0; 15,2], når der tages højde for valget blandt 12); mod året før det er den ikke sikker (+0,4 [−3,0; 3,8]) | 1,1",
		"kan være tilfældigt (+8,3 [2,0; 14,0] mod lige før) | 1,0",
		"−6,2 [−9,4; −3,0] | 0,0",
		"bedre; tallene er tilbageholdt, da små grupper kunne findes ved dem | –",
	}; !slices.Equal(got, want) {
		t.Errorf("told:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestFollow: every KPI stands with its figure, target, status and comments, those
// withheld from others told to analysts alone, and readers are led to no comments.
func TestFollow(t *testing.T) {
	data := t.TempDir()
	made := invent(t, 900)
	made.plan()
	made.publish(t, data)
	s, err := newServer(Config{Data: data, Addr: "127.0.0.1:0", UserHeader: "X-Remote-User", Analysts: []string{"anna"},
		Rules: []frame.Rule{{User: "nord", Role: frame.Leaders, Unit: "Region Nord/Aalborg"}, {User: "syd", Role: frame.Leaders, Unit: "Region Syd"}}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.shelf.close()
	as := func(name string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("X-Remote-User", name) }
	}
	text, readers := body(t, get(s, "/opfoelgning", as("anna"))), body(t, get(s, "/opfoelgning", as("bo")))
	for _, want := range []string{"NPS i alt, mål mindst 12,5", "højst 99\u00a0%", `class="status met"`, "Kontaktpunkt: telefon", "Kundegruppe: detractor, passiv", `class="target"`, `class="few"`,
		"+4,5 [1,0; 8,0]", "−0,41", "75,0 %"} {
		if !strings.Contains(html.UnescapeString(text), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(readers, "/soeg") || strings.Contains(readers, `class="few"`) || !strings.Contains(readers, "tilbageholdt") {
		t.Error("readers are led to comments, or told what is withheld")
	}
	own, others := body(t, get(s, "/opfoelgning", as("nord"))), body(t, get(s, "/opfoelgning", as("syd")))
	if !strings.Contains(own, `class="few"`) || !strings.Contains(own, "/soeg?") || strings.Contains(others, `class="few"`) || strings.Contains(others, "/soeg?") {
		t.Error("leaders are told otherwise than of their own unit alone")
	}
	links := 0
	for _, m := range drilled.FindAllStringSubmatch(text, -1) {
		link := html.UnescapeString(m[1])
		links++
		if found := regexp.MustCompile(`<b>([\d.]+)</b>`).FindStringSubmatch(body(t, get(s, link, as("anna")))); found == nil || strings.ReplaceAll(found[1], ".", "") != m[2] {
			t.Errorf("%s finds %v, the page says %s", link, found, m[2])
		}
		if u, _ := url.Parse(link); !u.Query().Has("from") {
			t.Errorf("%s is of no period", link)
		}
	}
	if links < 60 {
		t.Errorf("%d ways to comments", links)
	}
	front := body(t, get(s, "/", as("bo")))
	if strings.Count(front, "/opfoelgning#kpi-") != 5 || strings.Contains(body(t, get(s, "/?touchpoint=Telefon", as("bo"))), "/opfoelgning#kpi-") {
		t.Error("the front page shows KPIs otherwise than whole")
	}
}

// TestKPIWithheld: a KPI that is withheld from others is counted for who may read every comment, with its
// change, and is said to be of few answers only where it is.
func TestKPIWithheld(t *testing.T) {
	data := t.TempDir()
	made := invent(t, 900)
	made.plan()
	made.publish(t, data)
	s, err := newServer(Config{Data: data, Addr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.shelf.close()
	line := func() string {
		_, text, _ := strings.Cut(body(t, get(s, "/opfoelgning", nil)), `#kpi-gebyr"`)
		text, _, _ = strings.Cut(text, "</tr>")
		return text
	}
	open := line()
	p := s.shelf.take()
	defer p.put()
	for i := range p.plans.kpis {
		if k := &p.plans.kpis[i]; k.ID == "gebyr" {
			nan := math.NaN()
			k.Suppressed, k.N, k.Value, k.CILow, k.CIHigh, k.Trend, k.TrendLow, k.TrendHigh = true, tables.Int{}, nan, nan, nan, nan, nan, nan
		}
	}
	if own := line(); own != open || !regexp.MustCompile(`data-th="Ændring">(&#43;|−)?\d`).MatchString(own) || strings.Contains(own, `class="few"`) {
		t.Errorf("an analyst is told\n%s\nof what is withheld, and\n%s\nof what is not", own, open)
	}
}

// TestInitiativesOfAnalysts: what is withheld of an initiative is counted for who may read
// every comment; others are told its verdict.
func TestInitiativesOfAnalysts(t *testing.T) {
	row := improvement.InitiativeRow{ID: "tlf", Name: "Flere ved telefonen", Outcome: improvement.OutcomeNPS, Verdict: improvement.Better, Effect: math.NaN(), CILow: math.NaN(), CIHigh: math.NaN(), Suppressed: true}
	own, asked := row, 0
	own.Suppressed, own.Effect, own.CILow, own.CIHigh = false, 41.5, 27.5, 56
	s := site(t, func(c *Config) {
		c.Token, c.ReaderToken = analystToken, readerToken
		c.Initiatives = func(*edition.Edition) ([]improvement.InitiativeRow, error) {
			asked++
			return []improvement.InitiativeRow{own}, nil
		}
	})
	p := s.shelf.take()
	defer p.put()
	p.plans.initiatives = []improvement.InitiativeRow{row}
	for _, token := range []string{analystToken, analystToken, readerToken} {
		text := body(t, get(s, "/opfoelgning", withToken(token)))
		at := strings.Index(text, "Flere ved telefonen")
		if at < 0 {
			t.Fatal("the page lacks the initiative")
		}
		line, _, _ := strings.Cut(text[at:], "</tr>")
		if told := strings.Contains(html.UnescapeString(line), "+41,5 [27,5; 56,0]"); told != (token == analystToken) {
			t.Errorf("with %s: %s", token, line)
		}
	}
	if asked != 1 {
		t.Errorf("counted %d times", asked)
	}
}

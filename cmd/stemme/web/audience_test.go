package web

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stemme/cmd/stemme/web/frame"
	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
	"stemme/pipeline/worklist"

	"github.com/xuri/excelize/v2"
)

// A leader's own unit in the tests, another's, and small groups in and out of it. What
// is said within the unit holds the word egenvidne, elsewhere fremmedvidne, and the ids
// of the others begin with ude.
const (
	ownUnit    = "Region Nord/Aalborg"
	otherUnit  = "Region Syd/Odense"
	smallOwn   = ownUnit + "/Lille"
	smallOther = otherUnit + "/Lille"
)

// marked tells the comments of the leader's unit from the others.
func marked() func(*models.Response) {
	small := map[string]int{}
	return func(r *models.Response) {
		for unit, to := range map[string]string{ownUnit: smallOwn, otherUnit: smallOther} {
			if strings.HasPrefix(r.Unit, unit+"/") && small[unit] < 3 && r.Class() != models.NoClass && r.Comment != "" {
				small[unit]++
				r.Unit = to
			}
		}
		word := " Egenvidne."
		if r.Unit != ownUnit && !strings.HasPrefix(r.Unit, ownUnit+"/") {
			word, r.ID = " Fremmedvidne.", "ude"+r.ID
		}
		if r.Comment != "" {
			r.Comment += word
		}
	}
}

// peopled is a data folder that the tests of roles share, and the survey in it.
var peopled struct {
	sync.Once
	data string
	made *invented
}

// roles is a site with a reader, two unit leaders and an analyst, over a survey of its
// own.
func roles(t *testing.T) (*server, *invented) {
	t.Helper()
	peopled.Do(func() { peopled.data, peopled.made = people(t) })
	s, err := newServer(Config{Data: peopled.data, Addr: "127.0.0.1:0", UserHeader: "X-User", Analysts: []string{"analytiker"},
		Rules: []frame.Rule{{User: "leder", Role: frame.Leaders, Unit: ownUnit}, {User: "anden", Role: frame.Leaders, Unit: otherUnit}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.shelf.close)
	return s, peopled.made
}

func people(t *testing.T) (string, *invented) {
	made := inventAs(t, 900, marked())
	made.plan()
	made.more = append(made.more, func() (tables.Table, error) {
		var rows []themes.ThemeExampleRow
		for i, m := range made.mentions[:min(400, len(made.mentions))] {
			r := &made.responses[m.Response]
			rows = append(rows, themes.ThemeExampleRow{ThemeID: m.Theme, Rank: int32(i + 1), NPSClass: r.Class(), ResponseKey: r.Key().String()})
		}
		return themes.ThemeExamples.Table(rows)
	})
	data, err := os.MkdirTemp(testRoot, "roles")
	if err != nil {
		t.Fatal(err)
	}
	made.publish(t, data)
	store, err := worklist.OpenStore(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	n := len(made.responses)
	if err := store.Sync(t.Context(), worklist.Items(worklist.Input{Responses: made.responses, Mentions: made.mentions, Primary: make([]string, n),
		Language: make([]models.Language, n), Playbook: codebook.DefaultPlaybook(), Location: time.UTC}), true); err != nil {
		t.Fatal(err)
	}
	return data, made
}

func user(name string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("X-User", name) }
}

// walked is every address that the roles are tried on, by the least role that may have
// it: 1 a reader, 2 a leader, 3 an analyst; and 0 for what is no page. {own} and {ude}
// are keys of a comment within the leader's unit and of one outside.
var walked = map[string]int{
	"/healthz": 0, "/metrics": 0,
	"/": 1, "/?lang=en&period=month": 1, "/temaer": 1, "/temaer?sort=effect": 1, "/temaer/t0050": 1, "/temaer/t0002?period=year": 1, "/kontaktpunkter": 1, "/opdelinger": 0,
	"/kontaktpunkter?by=unit": 1, "/kontaktpunkter?by=Kundetype&measure=nps": 1, "/udvikling": 1, "/udvikling?period=month": 1, "/sammenlign": 1,
	"/sammenlign?a.unit={unit}&b.unit={other}": 1, "/sammenlign?a.unit={other}&b.touchpoint=Telefon": 1, "/sammenlign?a.when=2025-01-01..2025-12-31&b.unit={unit}": 1,
	"/linser": 1, "/linser?lens=fundne": 1, "/opfoelgning": 1, "/api/v1/news": 1, "/visninger": 3, "/api/v1/suggest?q=vent": 3,
	"/eksport/side.xlsx?of=%2Ftemaer": 1, "/eksport/side.xlsx?of=%2Fsoeg%3Fq%3Dfremmedvidne": 2, "/eksport/side.xlsx?of=%2Fsoeg%3Fq%3Degenvidne": 2, "/soeg?said=broken&theme=t0002": 2,
	"/soeg": 2, "/soeg?q=fremmedvidne": 2, "/soeg?q=egenvidne": 2, "/soeg?q=NOT+egenvidne": 2, "/soeg?unit={other}": 2, "/soeg?q=afdeling%3A%22{other}%22": 2,
	"/soeg?q=fremmedvid*+app": 2, "/soeg?q=gebyrer+ventetid+kort&sort=score&size=200": 2, "/kommentar": 2, "/kommentar?key={own}": 2,
	"/lignende?key={own}": 2, "/arbejdsliste": 2, "/arbejdsliste?state=all": 2, "/arbejdsliste?state=all&unit={other}": 2,
	"/eksport/soegning.csv": 2, "/eksport/soegning.csv?unit={other}": 2, "/eksport/soegning.parquet": 2, "/eksport/soegning.parquet?q=fremmedvidne": 2,
	"/rettelser": 3, "/rettelser/fund?words=egenvidne": 3, "/bedoem?theme=t0002": 3,
	"/api/v1/edition": 1, "/api/v1/themes": 1, "/api/v1/scores": 1, "/api/v1/scores?dimension=unit&period_kind=year": 1, "/api/v1/search?q=fremmedvidne": 2,
	"/api/v1/search?facets=unit,theme,month,score,class,touchpoint,source,language,segment:Kundetype&size=200": 2, "/api/v1/tables/nps.csv": 1, "/api/v1/tables/theme_nps.parquet": 1,
	"/api/v1/tables/themes.json": 1, "/api/v1/tables/changes.arrow": 1, "/api/v1/tables/responses.parquet": 3, "/api/v1/tables/mentions.csv": 3, "/api/v1/tables/theme_examples.json": 3,
	"/login": 0, "/login/oidc": 0, "/login/oidc/svar?code=x&state=y": 0, "/api/v1/openapi.json": 0, "/assets/x": 0, "/nix": 0, "/api/v1/nix": 0,
}

// filtered are the filters that pages of figures are tried with: each page with two of
// them, or, asked for a long test, with all.
var filtered = []string{"", "unit={other}", "unit={unit}", "unit={unit}&unit={other}", "unit=Aalborg", "unit=-", "touchpoint=Telefon", "unit={unit}&touchpoint=Telefon", "unit={other}&class=detractor",
	"unit={smallOther}", "unit={smallOwn}", "unit={unit}&from=2025-01-01&to=2025-12-31", "unit=REGION+NORD%2FAALBORG", "from=2025-02-03&to=2025-02-04", "theme=t0002", "unit=Region+Nord"}

// addresses are those walked, with the filters, of made's comments.
func addresses(made *invented) map[string]int {
	own, ude := "", ""
	for i := range made.responses {
		r := &made.responses[i]
		if foreign := strings.HasPrefix(r.ID, "ude"); r.Comment != "" && foreign {
			ude = r.Key().String()
		} else if r.Comment != "" {
			own = r.Key().String()
		}
	}
	esc := url.QueryEscape
	fill := strings.NewReplacer("{own}", esc(own), "{ude}", esc(ude), "{unit}", esc(ownUnit), "{other}", esc(otherUnit), "{smallOwn}", esc(smallOwn), "{smallOther}", esc(smallOther))
	all := map[string]int{}
	for n, path := range slices.Sorted(maps.Keys(walked)) {
		least := walked[path]
		all[fill.Replace(path)] = least
		if least != 1 || strings.HasPrefix(path, "/api/") {
			continue
		}
		for i, filter := range filtered {
			if os.Getenv("STEMME_LONG") == "" && i%8 != n%8 {
				continue
			}
			joint := "?"
			if strings.Contains(path, "?") {
				joint = "&"
			}
			all[fill.Replace(path+joint+filter)] = least
		}
	}
	return all
}

// said is what an answer says, a table unpacked.
func said(t *testing.T, r *http.Response) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := io.Copy(&b, r.Body); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(r.Header.Get("Content-Type"), "spreadsheetml") {
		return sheets(t, &b)
	}
	if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != "application/vnd.apache.parquet" {
		return b.String()
	}
	path := filepath.Join(t.TempDir(), "x.parquet")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	table, err := tables.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := tables.WriteJSON(&text, table); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// sheets is every cell of a workbook.
func sheets(t *testing.T, r io.Reader) string {
	t.Helper()
	book, err := excelize.OpenReader(r)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var text strings.Builder
	for _, name := range book.GetSheetList() {
		rows, err := book.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			text.WriteString(strings.Join(row, "\n") + "\n")
		}
	}
	return text.String()
}

// TestRoles walks every way into the site as a reader, as two unit leaders and as an
// analyst: who may not have it is refused, and neither a reader is shown a comment or
// its key, nor a leader one from outside the own unit.
func TestRoles(t *testing.T) {
	s, made := roles(t)
	mux := s.routes()
	tried := map[string]bool{}
	comments := map[string]int{}
	ask := func(who, path string, least int) {
		r := get(s, path, user(who))
		text := said(t, r)
		role := map[string]int{"laeser": 1, "leder": 2, "anden": 2, "analytiker": 3}[who]
		switch {
		case least == 0:
		case role < least && r.StatusCode != http.StatusForbidden:
			t.Errorf("%s is not refused %s: %d", who, path, r.StatusCode)
		case role >= least && r.StatusCode != http.StatusOK && !(r.StatusCode == http.StatusNotFound && strings.Contains(path, "key=")):
			t.Errorf("%s is refused %s: %d", who, path, r.StatusCode)
		}
		low := strings.ToLower(text)
		if _, key, asked := strings.Cut(path, "key="); asked { // pages repeat what was asked for
			plain, _ := url.QueryUnescape(key)
			low = strings.NewReplacer(strings.ToLower(key), "", plain, "").Replace(low)
		}
		own, foreign := strings.Contains(low, "egenvidne.") || keyOwn.MatchString(low), strings.Contains(low, "fremmedvidne.") || keyForeign.MatchString(low)
		if own {
			comments[who+" own"]++
		}
		if foreign {
			comments[who+" foreign"]++
		}
		if who == "laeser" && (own || foreign) || who == "leder" && foreign || who == "anden" && own {
			t.Errorf("%s is shown a comment that is not for them: %s", who, path)
		}
	}
	for path, least := range addresses(made) {
		_, pattern := mux.Handler(httptest.NewRequest("GET", path, nil))
		tried[pattern] = true
		ask("laeser", path, least)
		ask("leder", path, least)
		if least > 1 || os.Getenv("STEMME_LONG") != "" {
			ask("anden", path, least)
			ask("analytiker", path, least)
		}
	}
	for _, pattern := range mux.patterns {
		if method, _, _ := strings.Cut(pattern, " "); method != "POST" && !tried[pattern] {
			t.Errorf("nobody was tried on %s", pattern)
		}
	}
	if comments["leder own"] == 0 || comments["anden foreign"] == 0 || comments["analytiker own"] == 0 || comments["analytiker foreign"] == 0 {
		t.Errorf("comments were shown %v times: the test tells nothing", comments)
	}
}

// Keys as they stand in pages, escaped, and in files.
var (
	keyForeign = regexp.MustCompile(`demo(?:/|%2f|&#47;)ude|"ude\d`)
	keyOwn     = regexp.MustCompile(`demo(?:/|%2f|&#47;)\d`)
)

// TestNamesOfFew: the filters name units that fewer have than may be told to analysts alone.
func TestNamesOfFew(t *testing.T) {
	t.Parallel()
	s, _ := roles(t)
	for who, told := range map[string]map[string]bool{
		"laeser":     {smallOwn: false, smallOther: false, ownUnit: true},
		"leder":      {smallOwn: false, smallOther: false, otherUnit: true},
		"analytiker": {smallOwn: true, smallOther: true},
	} {
		for _, path := range []string{"/", "/kontaktpunkter?by=unit", "/udvikling", "/sammenlign", "/?unit=" + url.QueryEscape(ownUnit)} {
			text := said(t, get(s, path, user(who)))
			for unit, want := range told {
				if strings.Contains(text, `<option value="`+unit+`"`) != want {
					t.Errorf("%s at %s is told the name %s: %v, want %v", who, path, unit, !want, want)
				}
			}
		}
	}
}

// TestWithheldIsNotUndated: of a unit whose figures are withheld no page says that days could
// not be read.
func TestWithheldIsNotUndated(t *testing.T) {
	t.Parallel()
	s, _ := roles(t)
	for path, told := range map[string]bool{"/": true, "/udvikling": false, "/temaer/t0002": true} { // /udvikling compares all periods, with dashes
		text := said(t, get(s, path+"?unit="+url.QueryEscape(smallOther), user("laeser")))
		if strings.Contains(text, messages.Danish.Text("web_no_days_course")) || told != strings.Contains(text, messages.Danish.Text("web_told_no_course", 5)) {
			t.Errorf("%s of a withheld unit does not say that it is withheld", path)
		}
	}
}

// TestLeadersMayNotChange: whatever is sent, a leader and a reader change nothing
// outside their own unit; neither is told whether a key outside it exists.
func TestLeadersMayNotChange(t *testing.T) {
	s, made := roles(t)
	var own, ude string
	for i := range made.responses {
		if r := &made.responses[i]; r.Class() == models.Detractor && r.Comment != "" {
			if strings.HasPrefix(r.ID, "ude") {
				ude = r.Key().String()
			} else {
				own = r.Key().String()
			}
		}
	}
	contacted := func(key string) url.Values { return url.Values{"key": {key}, "state": {"contacted"}} }
	for _, c := range []struct {
		who, path string
		form      url.Values
		want      int
	}{
		{"leder", "/temaer/t0002", url.Values{"verb": {"hide"}, "confirm": {"1"}}, 403},
		{"leder", "/rettelser", url.Values{"verb": {"publish"}}, 403},
		{"leder", "/rettelser", url.Values{"verb": {"move"}, "response": {own}, "theme": {"t0002"}, "confirm": {"1"}}, 403},
		{"leder", "/bedoem?theme=t0002", url.Values{"fits:" + ude: {"yes"}}, 403},
		{"leder", "/arbejdsliste", contacted(ude), 404},
		{"leder", "/arbejdsliste", contacted("demo/findes-ikke"), 404},
		{"laeser", "/arbejdsliste", contacted(own), 403},
		{"leder", "/arbejdsliste", contacted(own), 303},
		{"analytiker", "/arbejdsliste", contacted(ude), 303},
	} {
		if got := post(s, c.path, c.form, user(c.who)).StatusCode; got != c.want {
			t.Errorf("%s sends %v to %s: %d, want %d", c.who, c.form, c.path, got, c.want)
		}
	}
	for _, path := range []string{"/kommentar?key=", "/lignende?key="} {
		there, nowhere := get(s, path+url.QueryEscape(ude), user("leder")), get(s, path+"demo%2Fude9", user("leder"))
		keyless := func(page, key string) string {
			once := url.QueryEscape(key) // the address of the page stands in its links, in one of them as a parameter
			return strings.NewReplacer(key, "K", once, "K", url.QueryEscape(once), "K").Replace(page)
		}
		a, b := keyless(body(t, there), ude), keyless(body(t, nowhere), "demo/ude9")
		if there.StatusCode != 404 || nowhere.StatusCode != 404 || a != b {
			t.Errorf("%s tells a key outside the unit (%d) from one that is nowhere (%d)", path, there.StatusCode, nowhere.StatusCode)
		}
		if r := get(s, path+url.QueryEscape(own), user("leder")); r.StatusCode != 200 {
			t.Errorf("%s of the own unit: %d", path, r.StatusCode)
		}
	}
}

// TestFewIsNotNone: a figure of nobody is said to be of no answers, one of answers
// without a score to be of none with a score, whoever asks.
func TestFewIsNotNone(t *testing.T) {
	row := func(responses, scored int) nps.ScoreRow {
		return nps.ScoreRow{Responses: tables.IntOf(responses), Scored: tables.IntOf(scored)}
	}
	for want, c := range map[messages.Key]counted{"web_no_answers": {CutRow: nps.CutRow{ScoreRow: row(0, 0)}}, "web_no_score": {CutRow: nps.CutRow{ScoreRow: row(3, 0)}, Few: true},
		"web_few": {CutRow: nps.CutRow{ScoreRow: row(3, 2)}, Few: true}, "": {CutRow: nps.CutRow{ScoreRow: nps.ScoreRow{Suppressed: true}}}} {
		if got := sayFew(c); got != want {
			t.Errorf("%v of %v: %q, want %q", c.Scored, c.Responses, got, want)
		}
	}
	text := body(t, get(site(t, nil), "/sammenlign?a.touchpoint=Telefon&b.when=2001-01-01..2001-12-31", nil))
	if !strings.Contains(text, "ingen svar") || strings.Contains(text, "få svar") {
		t.Error("the page says otherwise than that nobody has answered")
	}
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"io"
	"maps"
	"math"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stemme/cmd/stemme/web"
	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// A scene is the demo's survey, published and served: where figures are told.
type scene struct {
	t    *testing.T
	data string
	url  string
	as   string // token of who asks

	pages map[string]string // that have been asked for: see page
}

// The tokens of who may ask.
const analystToken, readerToken = "analytikerens-noegle-til-siden", "laeserens-egen-noegle-til-siden"

// served runs a night over the demo and serves it, to an analyst if nobody else is named.
func served(t *testing.T) scene {
	t.Helper()
	dir := t.TempDir()
	p := scene{t: t, data: filepath.Join(dir, "night"), as: analystToken, pages: map[string]string{}}
	p.ask("demo", "--rows", "1000", dir)
	p.ask("run", "--quiet", "--data", p.data, filepath.Join(dir, "survey.csv"))
	ctx, end := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- web.Serve(ctx, web.Config{Data: p.data, Addr: "127.0.0.1:0", Lang: messages.Danish, SmallGroup: 5, LensBelow: 1, Token: analystToken, ReaderToken: readerToken, Ready: func(url string) { ready <- url }})
	}()
	t.Cleanup(func() { end(); <-ended })
	select {
	case p.url = <-ready:
	case err := <-ended:
		t.Fatal(err)
	}
	return p
}

// ask is what a command prints.
func (p scene) ask(args ...string) string {
	p.t.Helper()
	var out, fault bytes.Buffer
	if code := start(append([]string{"--lang", "da"}, args...), &out, &fault); code != 0 {
		p.t.Fatalf("%v: %d %s", args, code, fault.String())
	}
	return out.String()
}

func (p scene) get(path string) string {
	p.t.Helper()
	ask, err := http.NewRequest("GET", strings.TrimSuffix(p.url, "/")+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	ask.Header.Set("Authorization", "Bearer "+p.as)
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != 200 {
		p.t.Fatalf("%s: %d %v", path, answer.StatusCode, err)
	}
	return string(text)
}

var (
	tags  = regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]*>`)
	parts = regexp.MustCompile(`(?s)<tr>.*?</tr>|<li>.*?(</a>|</span>)\s*(</li>|<ul)`)
)

// said is markup as it is read: its words with one space between them.
func said(markup string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(html.UnescapeString(tags.ReplaceAllString(markup, " ")), "\u00a0", " ")), " ")
}

// about are the rows and lines of a page that lead to a theme first of all, as read.
func about(page, theme string) (rows []string) {
	for _, piece := range parts.FindAllString(page, -1) {
		if at := strings.Index(piece, `href="/temaer/`); at >= 0 && strings.HasPrefix(piece[at:], `href="/temaer/`+theme+`"`) {
			if row := said(piece); strings.Contains(row, "%") { // the key of the map and what happened tell no figure
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// A toldTheme is a theme as the interface tells it.
type toldTheme struct {
	ID        string `json:"theme_id"`
	Lens      string `json:"lens"`
	State     string `json:"state"`
	Responses int
	Share     float64
	Score     struct {
		Scored, Promoters, Passives, Detractors int
		NPS                                     *float64
		Low                                     *float64 `json:"ci_low"`
		High                                    *float64 `json:"ci_high"`
	}
}

// TestSameFigureEverywhere: the size, share and score of every theme are the same in the
// interface, in the lists of /temaer, in the tree of parents, on the theme's own page, in
// the terminal, in the tables and where it is explained; what the tables withhold is NULL
// there and told to who may read the comments everywhere else. So are the scores of all, of
// every touchpoint, unit, segment and period, and the effects of themes: see sameScores, sameEffects;
// themes within periods, and the praise and blame of entries: sameThemePeriods, sameVoices;
// the parts of changes, to analysts and to readers: sameChanges. What restates the score is in the
// lists and among no causes: setApart.
func TestSameFigureEverywhere(t *testing.T) {
	p, da := served(t), messages.Danish
	var told struct{ Themes []toldTheme }
	if err := json.Unmarshal([]byte(p.get("/api/v1/themes")), &told); err != nil || len(told.Themes) < 20 {
		t.Fatalf("%d themes, %v", len(told.Themes), err)
	}
	t.Setenv("COLUMNS", "400")
	lists, terminal := map[string]string{}, p.listing()
	open := p.openRows()
	withheld := 0
	for _, one := range told.Themes {
		if one.Responses == 0 || one.Score.NPS == nil || one.State == string(models.Hidden) {
			continue
		}
		lens := one.Lens
		if lens == "" {
			lens = "fundne"
		}
		if lists[lens] == "" {
			lists[lens] = p.get("/temaer?lens=" + lens)
		}
		n, share, score := da.Count(one.Responses), plainly(da.Percent(one.Share)), plainly(da.Number(*one.Score.NPS, 1)+" "+da.Interval(*one.Score.Low, *one.Score.High))
		page := said(p.get("/temaer/" + one.ID))
		for _, want := range []string{"Andel " + share, n + " besvarelse", plainly(da.Number(*one.Score.NPS, 1)), plainly(da.Interval(*one.Score.Low, *one.Score.High)), da.Count(one.Score.Detractors) + " detractor"} {
			if !strings.Contains(page, want) {
				t.Errorf("the page of %s lacks %q", one.ID, want)
			}
		}
		rows := about(lists[lens], one.ID)
		if len(rows) == 0 {
			t.Errorf("%s is in no list", one.ID)
		}
		for _, row := range rows {
			tree := strings.Contains(row, "n = "+n) && strings.Contains(row, share)
			list := strings.Contains(row, share+" "+n+" ") && strings.Contains(row, score)
			few := strings.Contains(row, "få svar") && strings.Contains(row, share+" "+n+" ")
			if !tree && !list && !few {
				t.Errorf("%s: %s of %s, %s in the interface; in a list %q", one.ID, share, n, score, row)
			}
		}
		p.inTerminal(terminal, &one)
		row := open[one.ID]
		if row.Suppressed {
			withheld++
			if row.Responses.Known || !math.IsNaN(row.Share) {
				t.Errorf("%s is withheld, and its row of themes says %v", one.ID, row.Responses)
			}
			if withheld > mostExplained {
				continue // each is counted again
			}
			if text := p.ask("explain", "theme_nps", "theme="+one.ID, "--data", p.data, "--format", "json"); !strings.Contains(text, `"responses": `+n+",") {
				t.Errorf("%s: explain does not tell %s responses", one.ID, n)
			}
		} else if row.Responses != tables.IntOf(one.Responses) || row.Share != one.Share {
			t.Errorf("%s: %v, %v in the table; %d, %v in the interface", one.ID, row.Responses, row.Share, one.Responses, one.Share)
		}
	}
	if withheld == 0 {
		t.Error("nothing is withheld: half of it is not tried")
	}
	if scores, effects := p.sameScores(), p.sameEffects(); scores < 60 || effects < 5 {
		t.Errorf("%d scores and %d effects held against where they are told", scores, effects)
	}
	reader := p
	reader.as = readerToken
	if own, shown := p.sameChanges(), reader.sameChanges("--open"); own < 20 || shown < 8 {
		t.Errorf("%d parts of changes of an analyst and %d of a reader held against where they are told", own, shown)
	}
	if periods, voices := p.sameThemePeriods(), p.sameVoices(); periods < 20 || voices < 20 {
		t.Errorf("%d themes in periods and %d voices held against where they are told", periods, voices)
	}
	if apart := p.setApart(); apart < 3 {
		t.Errorf("%d entries that restate the score", apart)
	}
}

// mostExplained is how many withheld rows are explained.
const mostExplained = 2

func plainly(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

// standing are the rows of a table of the edition that stands.
func standing[T any](p scene, read func(dir string) ([]T, error)) []T {
	ed, err := edition.Open(p.data, edition.Current)
	if err != nil {
		p.t.Fatal(err)
	}
	defer ed.Close()
	rows, err := read(ed.Path(edition.Tables))
	if err != nil {
		p.t.Fatal(err)
	}
	return rows
}

// openRows are the rows of themes by id, which agree with those of theme_nps.
func (p scene) openRows() map[string]themes.ThemeRow {
	of := map[string]themes.ThemeRow{}
	for _, r := range standing(p, themes.Themes.Read) {
		of[r.ThemeID] = r
	}
	for _, s := range standing(p, nps.ThemeNPS.Read) {
		if r := of[s.ThemeID]; s.PeriodKind == nps.KindAll && s.Dimension == nps.DimensionAll && s.ThemeID != models.NoTheme &&
			(s.Suppressed != r.Suppressed || s.Responses != r.Responses) {
			p.t.Errorf("%s: %v in theme_nps, %v in themes", s.ThemeID, s.Responses, r.Responses)
		}
	}
	return of
}

// listing is every theme as the terminal lists it: the found ones, and the entries of each lens, of
// which the list of all shows the commonest alone.
func (p scene) listing() string {
	all, lenses := strings.Builder{}, map[string]bool{}
	for line := range strings.Lines(p.ask("themes", "--data", p.data)) {
		if id, _, _ := strings.Cut(line, " "); strings.Contains(id, "/") {
			lenses[models.LensOf(id)] = true
		} else {
			all.WriteString(line)
		}
	}
	for _, lens := range slices.Sorted(maps.Keys(lenses)) {
		all.WriteString(p.ask("themes", lens, "--data", p.data))
	}
	return all.String()
}

// inTerminal holds the line of a theme in the terminal against the interface.
func (p scene) inTerminal(list string, one *toldTheme) {
	for line := range strings.Lines(list) {
		if f := strings.Fields(plainly(line)); len(f) > 0 && f[0] == one.ID {
			if !slices.Contains(f, messages.Danish.Count(one.Responses)) || !strings.Contains(plainly(line), plainly(messages.Danish.Number(*one.Score.NPS, 1))) ||
				!strings.Contains(plainly(line), plainly(messages.Danish.Interval(*one.Score.Low, *one.Score.High))) {
				p.t.Errorf("%s: %d, %v in the interface; in the terminal %q", one.ID, one.Responses, *one.Score.NPS, line)
			}
			return
		}
	}
	p.t.Errorf("%s is not in the terminal", one.ID)
}
